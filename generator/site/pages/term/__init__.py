"""Everything under one term of a vocabulary."""
