"""The same body twice: pairs of names and what is shared, see README.md."""
