"""What several pages share: Python and macro side by side."""
