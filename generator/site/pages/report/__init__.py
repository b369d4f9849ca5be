"""`/rapporto/`: what a year of the catalogue came to."""
