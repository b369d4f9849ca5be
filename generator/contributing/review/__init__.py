"""Reviews: two versions of a catalogue, compared and put into words for who decides."""
