"""What pages tell of a catalogue: words, facts, figures and marks; pure, without addresses of templates or files."""
