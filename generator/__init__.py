"""Intreccio: public catalogues of local social networks, woven from YAML records."""
