"""The sheet to hang up for each network and each need."""
