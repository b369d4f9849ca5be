"""One story."""
