"""The page of what a reader put aside."""
