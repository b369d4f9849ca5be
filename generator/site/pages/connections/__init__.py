"""What ties networks to each other (`/connessioni/`)."""
