"""Figures and charts (`/evidenze/`)."""
