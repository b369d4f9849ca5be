"""The theme engine, run as a program, and the shell harvested out of its pages."""
