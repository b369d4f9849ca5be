"""How the order of what is shown is chosen, and whether it does what it says."""
