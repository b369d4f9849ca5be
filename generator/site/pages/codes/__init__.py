"""Every code of a finding (`/progetto/codici/`)."""
