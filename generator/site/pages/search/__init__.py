"""Search (`/cerca/`)."""
