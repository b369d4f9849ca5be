"""The living style page (`/stile/`)."""
