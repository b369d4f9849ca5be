"""Proposals: reading them out of whatever carries them, and applying them to a record."""
