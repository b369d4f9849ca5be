"""The catalogues around this one."""
