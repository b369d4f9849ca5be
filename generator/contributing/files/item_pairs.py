"""Which item of a list became which, so that an edit touches only what changed and comments stay with their items."""

from typing import Any, Final

Pair = tuple[int | None, int | None]
"""Positions of an item before and after; None where it was not there, or is not any more."""

_MOST: Final = 250_000
"""Comparisons beyond which items are paired by their place."""
_EQUAL: Final = 1_000
_SAME_ID: Final = 900
_PART: Final = 10


def align(before: list[Any], after: list[Any]) -> list[Pair]:
    """Pair the items of two lists in order, as alike as possible; what has no counterpart stands alone."""
    head = _common(before, after)
    tail = _common(before[head:][::-1], after[head:][::-1])
    middle = _aligned(before[head : len(before) - tail], after[head : len(after) - tail])
    return [
        *((at, at) for at in range(head)),
        *((_moved(old, head), _moved(new, head)) for old, new in middle),
        *((len(before) - left, len(after) - left) for left in range(tail, 0, -1)),
    ]


def _moved(place: int | None, by: int) -> int | None:
    return None if place is None else place + by


def _common(before: list[Any], after: list[Any]) -> int:
    """Count the items that are the same at the beginning."""
    return next(
        (at for at, pair in enumerate(zip(before, after, strict=False)) if pair[0] != pair[1]),
        min(len(before), len(after)),
    )


def _aligned(before: list[Any], after: list[Any]) -> list[Pair]:
    rows, columns = len(before), len(after)
    if rows * columns > _MOST:
        both = min(rows, columns)
        gone: list[Pair] = [(at, None) for at in range(both, rows)]
        new: list[Pair] = [(None, at) for at in range(both, columns)]
        return [*((at, at) for at in range(both)), *gone, *new]
    # The longest common subsequence, weighed: `best` holds what the rests of both lists can still reach.
    best = [[0] * (columns + 1) for _ in range(rows + 1)]
    likeness = [[_likeness(old, new) for new in after] for old in before]
    for row in range(rows - 1, -1, -1):
        for column in range(columns - 1, -1, -1):
            paired = likeness[row][column] + best[row + 1][column + 1] if likeness[row][column] else 0
            best[row][column] = max(paired, best[row + 1][column], best[row][column + 1])
    return _walked(best, likeness)


def _walked(best: list[list[int]], likeness: list[list[int]]) -> list[Pair]:
    pairs: list[Pair] = []
    row = column = 0
    rows, columns = len(best) - 1, len(best[0]) - 1
    while row < rows and column < columns:
        alike = likeness[row][column]
        if alike and best[row][column] == alike + best[row + 1][column + 1]:
            pairs.append((row, column))
            row, column = row + 1, column + 1
        elif best[row][column] == best[row + 1][column]:
            pairs.append((row, None))
            row += 1
        else:
            pairs.append((None, column))
            column += 1
    return [*pairs, *((at, None) for at in range(row, rows)), *((None, at) for at in range(column, columns))]


def _likeness(old: Any, new: Any) -> int:
    """Tell how much two items look like the same one, 0 where they cannot be."""
    if old == new:
        return _EQUAL
    if type(old) is not type(new):
        return 0
    if not isinstance(old, dict):
        return 1
    shared = sum(1 for key, value in old.items() if new.get(key) == value)
    if "id" in old and "id" in new:
        renamed = shared + 1 >= len(old) and shared > 0
        return _SAME_ID if old["id"] == new["id"] else _PART * shared * renamed
    return 1 + _PART * shared
