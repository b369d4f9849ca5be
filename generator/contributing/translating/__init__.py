"""What a catalogue says in other languages, handed to a translator and brought back; no service is ever asked."""
