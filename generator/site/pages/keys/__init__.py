"""Every key of every record (`/progetto/schede/`)."""
