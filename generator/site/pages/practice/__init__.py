"""One good practice."""
