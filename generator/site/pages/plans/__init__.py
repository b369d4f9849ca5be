"""Plans and goals (`/piani/`)."""
