"""Former addresses, which lead on."""
