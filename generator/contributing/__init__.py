"""Contributing: how a catalogue, a record or a change comes about, and what it means."""
