"""One activity."""
