"""What is on, by week and by month: of everything, and of each network, place, theme and people."""
