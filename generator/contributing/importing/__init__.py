"""What a municipality already has, spreadsheets above all, as drafts and proposals; nothing is lost in silence."""
