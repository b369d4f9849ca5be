"""Splices: what of a text is replaced by what, put in order and carried out at once."""

import re
from bisect import bisect_left

Splice = tuple[int, int, str]
"""From, to (excluded), and the text to put there."""


class Overlap(ValueError):
    """Two splices want the same stretch."""


def in_order(splices: list[Splice]) -> list[Splice]:
    """Sort splices; what is added behind a line that goes is added behind the one before it."""
    gone = [(start, end) for start, end, new in splices if not new and end > start]
    placed = []
    for start, end, new in splices:
        place = start
        while start == end and (around := next((removal for removal in gone if removal[0] < place < removal[1]), None)):
            place = around[0] - 1
        placed.append((place, end if place == start else place, new))
    return sorted(placed, key=lambda splice: splice[:2])


def with_last_break(text: str, splices: list[Splice]) -> list[Splice]:
    """End the file with a line break where something is added to a last line that had none."""
    if splices and splices[-1][1] == len(text) and splices[-1][2] and not text.endswith("\n"):
        splices[-1] = (*splices[-1][:2], f"{splices[-1][2]}\n")
    return splices


def spliced(text: str, splices: list[Splice]) -> str:
    """Carry out splices that are in order; raises Overlap."""
    parts, place = [], 0
    for start, end, new in splices:
        if start < place:
            raise Overlap
        parts += [text[place:start], new]
        place = end
    return "".join([*parts, text[place:]])


def spliced_raw(raw: str, splices: list[Splice]) -> str:
    """Splice the file as it is: places counted in normalised text move by its mark and its longer line endings."""
    mark = raw.startswith("\ufeff")
    double_breaks = (found for found in re.finditer("\r\n|\r|\n", raw[mark:]) if len(found[0]) > 1)
    doubled = [found.start() - number for number, found in enumerate(double_breaks)]
    ending = "\r\n" if doubled else "\n"

    def moved(place: int) -> int:
        return place + mark + bisect_left(doubled, place)

    return spliced(raw, [(moved(start), moved(end), new.replace("\n", ending)) for start, end, new in splices])
