"""The sheet that a network's coordinator opens at the next meeting."""
