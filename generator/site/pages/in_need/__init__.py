"""The pages for who is in need."""
