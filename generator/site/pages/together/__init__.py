"""The door to the pages for who works together (`/insieme/`)."""
