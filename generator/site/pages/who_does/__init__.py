"""Who does it already (`/chi-lo-fa-gia/`)."""
