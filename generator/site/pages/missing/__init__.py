"""The page for an address that is not there."""
