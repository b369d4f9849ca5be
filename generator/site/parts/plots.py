"""Charts as drawings, each for one kind of question: how much of what, how large a part, since when, where it flows.

Every label is beside what it names and every number is written, so that no chart needs its colours; where a mark has an
address it is a link. Which chart answers which question is chosen by the page; the table under it says the same.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate
from math import ceil
from typing import Final

from markupsafe import Markup

from generator.site.parts.drawing import LINE, Drawing, box, broken, circle, length, path, slanted, words
from generator.site.parts.drawing import WIDTH as _WIDE

Number = Callable[[float], str]
"""How a value is written, such as `Words.number`."""

WIDTH: Final = 300
"""Narrower than other drawings: as wide as a phone, words of 12 units are 14 pixels large there."""
_LABELS: Final = 132
"""Where the words on the left of a chart end, and its scale begins."""
_WIDE_LABELS: Final = 146
"""The same of a matrix, which is as wide as other drawings: it has many columns, and a phone shows a list instead."""
_PERIOD: Final = 5
"""Years between two marks of a scale of time."""
_MOST_LIVES: Final = 24
"""So many things have a line of their own in a timeline; more are dots upon their year."""
_MOST_TICKS: Final = 4
_COLUMN: Final = 54
"""From one column of numbers to the next: what each counts stands above it."""
_LEAST_CELL: Final = 28
_SLANT: Final = 0.7072
"""Across and up of a line at 45 degrees, a little more than their share so that words stay inside."""
_CELL_TONES: Final = 4
"""The tones by which cells are the fuller; darker ones would hide the number that is written on them."""
_FAINTEST: Final = 5
MOST_PARTS: Final = 6
"""So many parts of a whole are told apart by their tone."""


@dataclass(frozen=True, slots=True)
class Item:
    """A row of a chart: what it is, its values, and the address of the records behind it."""

    label: str
    values: tuple[float, ...]
    address: str = ""


@dataclass(frozen=True, slots=True)
class Life:
    """Something that began in a year and is not over, or ended in another."""

    label: str
    start: int
    end: int | None
    address: str = ""


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of a whole; `is_unknown` for those of which nobody says it."""

    label: str
    value: float
    address: str = ""
    is_unknown: bool = False
    step: int | None = None
    """Where it is on a scale that goes up: 0 is off the scale, and grey; None where parts are in no order."""


def dots(items: Sequence[Item], kinds: Sequence[str], number: Number) -> Drawing:
    """Draw a row for each item with a dot at its first value; on the right stands every value under what it counts.

    One kind of thing alone has a scale: on one and the same, networks and activities would look comparable.
    """
    right = WIDTH - _COLUMN * len(kinds) + 10
    most = max((item.values[0] for item in items), default=0) or 1
    drawing = Drawing(width=WIDTH)
    columns = [WIDTH - _COLUMN * (len(kinds) - 1 - at) for at in range(len(kinds))]
    for x, kind in zip(columns, kinds, strict=True):
        drawing.add(words(x, 12, [kind], "drawing__muted", "end"))
    y = 32.0
    labels = [broken(item.label, _LABELS - 10, most=2) for item in items]
    bottom = y + sum(LINE * len(lines) + 9 for lines in labels)
    # Under the marks of nothing, which stand on it.
    drawing.add(path(f"M{_LABELS:g} 22V{bottom - 14:g}", "drawing__hair"))
    for item, lines in zip(items, labels, strict=True):
        level = y + LINE * (len(lines) - 1) / 2
        end = _LABELS + (right - _LABELS - 10) * item.values[0] / most
        numbers = [
            words(x, level + 4, [number(value)], "drawing__strong", "end")
            for x, value in zip(columns, item.values, strict=True)
        ]
        line = path(f"M{_LABELS:g} {level:g}H{end:g}", "drawing__line")
        drawing.add(
            words(0, y + 4, lines), line, circle(end, level, 4.5, "drawing__main"), *numbers, address=item.address
        )
        y += LINE * len(lines) + 9
    drawing.height = y - 8
    return drawing


def shares(groups: Iterable[tuple[str, Sequence[Item]]], out_of: Callable[[float, float], str]) -> Drawing:
    """Draw, group by group, how large a part of a whole each item is: `values` are the part and the whole.

    `out_of` writes both, such as «3 su 10».
    """
    drawing, y = Drawing(width=WIDTH), 8.0
    end = WIDTH - 74
    for heading, items in groups:
        if heading:
            drawing.add(words(0, y + 6, [heading], "drawing__strong"))
        drawing.add(
            words(_LABELS, y + 6, ["0%"], "drawing__muted", "middle"),
            words(end, y + 6, ["100%"], "drawing__muted", "middle"),
        )
        y += 30
        for item in items:
            value, total = item.values
            lines = broken(item.label, _LABELS - 12, most=2)
            level = y + LINE * (len(lines) - 1) / 2
            x = _LABELS + (end - _LABELS) * value / (total or 1)
            drawing.add(
                words(0, y + 4, lines),
                path(f"M{_LABELS:g} {level:g}H{end:g}", "drawing__hair"),
                path(f"M{_LABELS:g} {level:g}H{x:g}", "drawing__line"),
                circle(x, level, 4.5, "drawing__main"),
                words(WIDTH, level + 4, [out_of(value, total)], "", "end"),
                address=item.address,
            )
            y += LINE * len(lines) + 9
        y += 18
    drawing.height = y - 22
    return drawing


def timeline(lives: Sequence[Life], this_year: int) -> Drawing:
    """Draw when things began: each with a line of its own until it ended, or, where they are many, dots on years."""
    first = min((life.start for life in lives), default=this_year)
    first -= first % _PERIOD
    return _lives(lives, first, this_year) if len(lives) <= _MOST_LIVES else _stacks(lives, first, this_year)


def _lives(lives: Sequence[Life], first: int, this_year: int) -> Drawing:
    drawing, y = Drawing(width=WIDTH), 40.0
    start, end = _LABELS + 8, WIDTH - 40
    at = _scale(first, this_year, start, end)
    rows = []
    for life in sorted(lives, key=lambda life: (life.start, life.label)):
        lines = broken(life.label, _LABELS - 8, most=2)
        level = y + LINE * (len(lines) - 1) / 2
        over = life.end is not None
        line = f"M{at(life.start):g} {level:g}H{at(life.end or this_year):g}"
        rows.append(
            (
                words(0, y + 4, lines),
                path(line, "drawing__dashed" if over else "drawing__line"),
                circle(at(life.start), level, 4.5, "drawing__main"),
                words(WIDTH, level + 4, [str(life.start)], "drawing__muted", "end"),
                life.address,
            )
        )
        y += LINE * len(lines) + 8
    drawing.add(_years(first, this_year, at, 12, y - 8))
    for *shapes, address in rows:
        drawing.add(*shapes, address=address)
    drawing.height = y - 4
    return drawing


def _stacks(lives: Sequence[Life], first: int, this_year: int) -> Drawing:
    by_year: dict[int, list[Life]] = {}
    for life in sorted(lives, key=lambda life: (life.start, life.label)):
        by_year.setdefault(life.start, []).append(life)
    highest = max(map(len, by_year.values()))
    start, end = 14.0, WIDTH - 14.0
    at = _scale(first, this_year, start, end)
    step = min(11.0, max((end - start) / max(this_year - first, 1), 5))
    ground = highest * step + 24
    drawing = Drawing(height=ground + 22, width=WIDTH, is_dense=True)
    drawing.add(path(f"M0 {ground:g}H{WIDTH}", "drawing__line"), _ticks(first, this_year, at, ground + 16))
    for year, born in by_year.items():
        for row, life in enumerate(born):
            dot = circle(at(year), ground - step * (row + 0.5), step / 2 - 0.5, "drawing__main")
            drawing.add(dot, address=life.address, says=f"{life.label}, {year}")
        top = ground - step * len(born) - 5
        drawing.add(words(at(year), top, [str(len(born))], "drawing__muted", "middle"))
    return drawing


def _scale(first: int, last: int, start: float, end: float) -> Callable[[int], float]:
    return lambda year: round(start + (end - start) * (year - first) / max(last - first, 1), 1)


def _years(first: int, last: int, at: Callable[[int], float], top: float, bottom: float) -> Markup:
    """Hairlines at round years, with the years above."""
    lines = "".join(f"M{at(year):g} {top + 8:g}V{bottom:g}" for year in _round_years(first, last))
    return path(lines, "drawing__hair") + _ticks(first, last, at, top)


def _ticks(first: int, last: int, at: Callable[[int], float], y: float) -> Markup:
    marks = (words(at(year), y, [str(year)], "drawing__muted", "middle") for year in _round_years(first, last))
    return Markup().join(marks)


def _round_years(first: int, last: int) -> Iterator[int]:
    """Yield as few round years as are told apart, the first among them; the last leaves room for what ends there."""
    step = next(step for step in (1, _PERIOD, 10, 20, 50, 100, 1000) if (last - first) / step <= _MOST_TICKS)
    yield from range(first, last, step)


def matrix(
    rows: Sequence[Item],
    columns: Sequence[str],
    number: Number,
    link: Callable[[int, int], str],
    totals: Sequence[str] = (),
) -> Drawing:
    """Draw a table whose cells are the fuller the larger the value written on them; of nothing the cell is empty.

    `link` gives the address of a pair by the numbers of its row and column, empty for none; `totals` end the rows.
    """
    start, end = _WIDE_LABELS, _WIDE - (34 if totals else 0)
    step = (end - start) / max(len(columns), 1)
    names = [broken(column, (start + step * (at + 0.5)) / _SLANT, most=1) for at, column in enumerate(columns)]
    top = max((length(line) for lines in names for line in lines), default=0) * _SLANT + 14
    drawing = Drawing(width=_WIDE, is_dense=True)
    for at, lines in enumerate(names):
        # Each name comes down aslant and ends upon its own column.
        drawing.add(slanted(round(start + step * (at + 0.5) + 3, 1), round(top - 6, 1), lines[0], "drawing__muted"))
    most = max((value for row in rows for value in row.values), default=0) or 1
    y = top
    for row_number, row in enumerate(rows):
        lines = broken(row.label, _WIDE_LABELS - 12, most=2)
        height = max(LINE * len(lines) + 9, _LEAST_CELL)
        middle = y + height / 2
        drawing.add(
            words(0, round(middle + 4 - LINE * (len(lines) - 1) / 2, 1), lines),
            *([words(_WIDE, middle + 4, [totals[row_number]], "drawing__strong", "end")] if totals else ()),
            address=row.address,
        )
        for at, value in enumerate(row.values):
            place = (round(start + step * at + 1, 1), y + 1, round(step - 2, 1), height - 2)
            if not value:
                drawing.add(box(*place, "drawing__hair"))
                continue
            cell = box(*place, f"drawing__tone{_FAINTEST + 1 - ceil(_CELL_TONES * value / most)}")
            written = words(round(start + step * (at + 0.5), 1), middle + 4, [number(value)], "drawing__on", "middle")
            drawing.add(cell, written, address=link(row_number, at))
        y += height
    drawing.height = y + 2
    return drawing


def strips(rows: Sequence[tuple[str, Sequence[Part]]], number: Number) -> Drawing:
    """Draw wholes cut into their parts, one under the other, with the name and the number of each part below it."""
    drawing, y = Drawing(width=WIDTH), 6.0
    for heading, parts in rows:
        total = sum(part.value for part in parts) or 1
        if heading:
            drawing.add(words(0, y + 8, [heading], "drawing__strong"))
            y += 18
        starts = [0.0, *accumulate(part.value / total * WIDTH for part in parts)]
        looks = _looks(parts)
        for at, part in enumerate(parts):
            width = max(starts[at + 1] - starts[at] - 1.5, 0)
            if part.value:
                says = f"{part.label}: {number(part.value)}"
                drawing.add(
                    box(round(starts[at], 1), y, round(width, 1), 16, looks[at]), address=part.address, says=says
                )
        y += 32
        for at, part in enumerate(parts):
            if part.value:
                lines = broken(part.label, WIDTH - 70, most=2)
                drawing.add(
                    box(0, y - 9, 10, 10, looks[at]),
                    words(18, y, lines),
                    words(WIDTH, y, [number(part.value)], "drawing__strong", "end"),
                    address=part.address,
                )
                y += LINE * len(lines) + 5
        y += 14
    drawing.height = y - 20
    return drawing


def _looks(parts: Sequence[Part]) -> list[str]:
    """Choose the tone of each part: the darkest is the first, and of a scale its highest step."""
    highest = max((part.step for part in parts if part.step is not None), default=0)
    known = [part for part in parts if not part.is_unknown]
    looks = []
    for part in parts:
        if part.is_unknown:
            looks.append("drawing__unknown")
        elif part.step == 0:
            looks.append("drawing__rest")
        else:
            tone = known.index(part) if part.step is None else highest - part.step
            looks.append(f"drawing__tone{min(tone, MOST_PARTS - 1)}")
    return looks


def columns(parts: Sequence[Part], number: Number) -> Drawing:
    """Draw a few amounts as columns from one ground, their numbers on top, what they are beneath."""
    step = WIDTH / max(len(parts), 1)
    most = max((part.value for part in parts), default=0) or 1
    ground = 150.0
    drawing = Drawing(width=WIDTH)
    longest = 1
    for at, part in enumerate(parts):
        x = step * (at + 0.5)
        height = max(120 * part.value / most, 1 if part.value else 0)
        # What words take is estimated on the safe side: neighbours do not touch.
        lines = broken(part.label, step + 1, most=3)
        longest = max(longest, len(lines))
        looks = "drawing__unknown" if part.is_unknown else "drawing__main"
        width = min(step - 12, 40)
        drawing.add(
            box(round(x - width / 2, 1), round(ground - height, 1), round(width, 1), round(height, 1), looks),
            words(x, round(ground - height - 6, 1), [number(part.value)], "drawing__strong", "middle"),
            words(x, ground + 16, lines, "drawing__muted", "middle", leading=14),
            address=part.address,
        )
    drawing.add(path(f"M0 {ground:g}H{WIDTH}", "drawing__line"))
    drawing.height = ground + 14 * longest + 8
    return drawing
