"""The page for who wants to help."""
