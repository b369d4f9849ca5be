"""Weaving: who does something alike, who could work together, who should meet. Hints with reasons, never verdicts."""
