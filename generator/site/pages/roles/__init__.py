"""Who does what in networks (`/ruoli/`)."""
