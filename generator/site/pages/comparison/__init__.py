"""Networks side by side (`/confronta/`)."""
