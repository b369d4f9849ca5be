"""Who could work together (`/sinergie/`)."""
