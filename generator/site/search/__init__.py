"""What search knows: what is indexed, its words, the index itself."""
