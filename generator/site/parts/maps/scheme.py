"""A tidy cartogram: places of which only is known who borders on whom (`confina_con`), as tiles in a honeycomb.

Neighbours come side by side as far as may be, and a line joins them: where they lie and how large they are nobody said,
so the drawing says it neither. The same places give the same honeycomb.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from generator.reading.boundaries import Area, Position

Cell = tuple[int, int]
"""A tile of the honeycomb: its row, and twice its place in it, so that rows may be shifted by half a tile."""

MOST: Final = 60
"""Places beyond which nobody finds anything in such a drawing: the list is read instead."""
_BESIDE: Final = ((0, 2), (0, -2), (1, 1), (1, -1), (-1, 1), (-1, -1))
_ROUNDS: Final = 40
_FALSE_NEIGHBOUR: Final = 2
_CROSSED: Final = 12
_UNIT: Final = 0.01
"""Degrees between the middles of two tiles side by side: at the equator a plane is as good as the ground."""
_RISE: Final = 0.866
_SIZE: Final = 0.5
"""How far the corners of a tile are from its middle: the rest is room for the lines."""
_CORNERS: Final = ((0.0, 1.0), (0.866, 0.5), (0.866, -0.5), (0.0, -1.0), (-0.866, -0.5), (-0.866, 0.5))


def honeycomb(borders: Mapping[str, frozenset[str]], order: Sequence[str]) -> dict[str, Cell]:
    """Give each place of `order` a tile; places that no border joins stand in groups beside each other."""
    placed: dict[str, Cell] = {}
    right = 0
    for group in _groups(borders, order):
        cells = _improved(_first(borders, group), borders)
        left = min(column for _, column in cells.values())
        top = min(row for row, _ in cells.values())
        shift = right - left
        # A shift by an odd number of half tiles would tear rows apart.
        shift += (shift + top) % 2
        placed |= {code: (row - top, column + shift) for code, (row, column) in cells.items()}
        right = max(column for _, column in placed.values()) + 5
    return placed


def middle(cell: Cell) -> Position:
    """Return where the middle of a tile is, as longitude and latitude of a plane at the equator."""
    row, column = cell
    return column / 2 * _UNIT, -row * _RISE * _UNIT


def tile(cell: Cell) -> Area:
    """Return a tile as an area."""
    x, y = middle(cell)
    return ((tuple((x + _SIZE * _UNIT * east, y + _SIZE * _UNIT * north) for east, north in _CORNERS),),)


def _groups(borders: Mapping[str, frozenset[str]], order: Sequence[str]) -> Iterator[list[str]]:
    """Yield places that borders join, each group in its order."""
    left = dict.fromkeys(order)
    while left:
        waiting, group = [next(iter(left))], dict[str, None]()
        while waiting:
            code = waiting.pop()
            if code in left:
                del left[code]
                group[code] = None
                waiting += [other for other in order if other in borders[code] and other in left]
        yield [code for code in order if code in group]


def _first(borders: Mapping[str, frozenset[str]], group: Sequence[str]) -> dict[str, Cell]:
    """Place one after the other, whoever has most neighbours placed already, as near to them as there is room."""
    start = max(group, key=lambda code: len(borders[code]))
    cells: dict[str, Cell] = {start: (0, 0)}
    while len(cells) < len(group):
        waiting = [code for code in group if code not in cells]
        code = max(waiting, key=lambda one: len(borders[one] & cells.keys()))
        free = sorted({cell for other in cells.values() for cell in _around(other)} - set(cells.values()))
        cells[code] = min(free, key=lambda cell: _cost(code, {**cells, code: cell}, borders))
    return cells


def _improved(cells: dict[str, Cell], borders: Mapping[str, frozenset[str]]) -> dict[str, Cell]:
    """Move or exchange tiles one by one as long as that brings neighbours nearer and keeps others apart."""
    for _ in range(_ROUNDS):
        before = cells
        for code in list(cells):
            for cell in sorted({cell for other in cells.values() for cell in (other, *_around(other))}):
                cells = _better(cells, _moved(cells, code, cell), borders)
        if cells == before:
            break
    return cells


def _moved(cells: Mapping[str, Cell], code: str, cell: Cell) -> dict[str, Cell]:
    """Return the same with one tile in another place; who stood there takes its own."""
    here = cells[code]
    return {name: cell if name == code else here if taken == cell else taken for name, taken in cells.items()}


def _better(cells: dict[str, Cell], others: dict[str, Cell], borders: Mapping[str, frozenset[str]]) -> dict[str, Cell]:
    moved = [code for code, cell in cells.items() if others[code] != cell]
    now, then = (sum(_cost(code, tiles, borders) for code in moved) for tiles in (cells, others))
    return others if then < now else cells


def _cost(code: str, cells: Mapping[str, Cell], borders: Mapping[str, frozenset[str]]) -> int:
    """Return how badly a tile lies: neighbours that are far, others that touch it, lines that cross a tile."""
    here = cells[code]
    taken = {cell for name, cell in cells.items() if name != code}
    cost = 0
    for other, cell in cells.items():
        if other == code:
            continue
        away = _steps(here, cell)
        if other in borders[code]:
            cost += 4 * (away - 1) ** 2
            between = ((here[0] + cell[0]) / 2, (here[1] + cell[1]) / 2)
            cost += _CROSSED * (away > 1 and between in taken)
        elif away == 1:
            cost += _FALSE_NEIGHBOUR
    return cost


def _around(cell: Cell) -> Iterator[Cell]:
    return ((cell[0] + row, cell[1] + column) for row, column in _BESIDE)


def _steps(one: Cell, other: Cell) -> int:
    rows, columns = abs(one[0] - other[0]), abs(one[1] - other[1])
    return rows + max(0, (columns - rows) // 2)
