"""Twelve invented towns in which every pair of activities has a label: see RULES.md and README.md."""
