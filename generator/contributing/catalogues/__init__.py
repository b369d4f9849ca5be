"""New catalogues: the files that `intreccio init` writes."""
