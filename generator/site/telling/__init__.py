"""What is left of a room: `listening` moves to `reading`."""
