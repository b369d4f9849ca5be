"""The small book of who answers, made to be printed."""
