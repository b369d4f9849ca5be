"""How to show pieces of the catalogue on other sites."""
