"""The catalogue as data (`/dati/`)."""
