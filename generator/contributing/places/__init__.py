"""Boundaries, points and neighbours of places, out of files that a municipality has: nothing is fetched or guessed.

`naming.py` finds whose each boundary is, `geometry.py` simplifies them together and says who touches whom (with
shapely, the extra `mappe`), `municipalities.py` takes those of towns from a package, `importing.py` makes the change.
"""
