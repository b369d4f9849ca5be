"""What one asks the municipality, and how."""
