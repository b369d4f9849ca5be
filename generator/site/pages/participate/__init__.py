"""Where people propose (`/partecipa/`)."""
