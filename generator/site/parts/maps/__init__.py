"""Maps drawn at build time, without anybody else's servers: inline SVG out of what the catalogue says of its places.

`places.py` chooses what a map shows, `canvas.py` brings degrees onto paper, `labels.py` writes where there is room,
`scheme.py` places what has no geometry beside its neighbours, `drawing.py` draws. Pages call `place_map` and `locator`
of `places.py`; `map.html` puts them on a page.
"""
