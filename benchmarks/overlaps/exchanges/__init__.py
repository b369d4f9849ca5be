"""Needs, offers and coverage of four invented towns, with labels: see RULES.md and README.md."""
