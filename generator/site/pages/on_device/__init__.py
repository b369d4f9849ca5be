"""What stays on a reader's device, and what can be read there without a network."""
