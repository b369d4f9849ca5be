"""What the catalogue publishes for other programs: for now, the files that the form of the site reads."""
