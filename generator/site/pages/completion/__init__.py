"""What would make records better (`/da-completare/`)."""
