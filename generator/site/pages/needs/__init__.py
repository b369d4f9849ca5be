"""What is sought and offered, and the needs that were read (`/bisogni/`)."""
