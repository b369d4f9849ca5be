"""One network."""
