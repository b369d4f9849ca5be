"""What ends and what is due, by date."""
