"""One folder a page.

`registry.py` lists every kind of page and every file beside them; `addresses.PAGES` says where they are.
"""
