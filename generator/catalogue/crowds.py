"""Where a great many resemble each other: each is compared with the nearest, keeps its best, and the rest is counted.

Pairs grow with the square of what is compared, and a catalogue may hold a thousand records that are nearly equal, by
mistake or on purpose. What is told of each is limited here, far above what any real place has.
"""

from bisect import bisect_left
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, Final, Generic, TypeVar

MOST_COMPARED: Final = 100
"""So many of one shelf are compared with each; on the fullest shelf of a real town there are six."""
MOST_OF_ONE: Final = 24
"""So many pairs are kept of each; of a real activity there are six, of a real network twelve."""

KeyT = TypeVar("KeyT")
PairT = TypeVar("PairT")


class Shelves(Generic[KeyT]):
    """Ids by what they have in common. On a crowded shelf each is given its neighbours only.

    `order` puts what resembles side by side, so that neighbours are the likeliest pairs: the "sorted neighbourhood" of
    record linkage (Hernández and Stolfo, 1995).
    """

    def __init__(self, order: Mapping[str, Any]) -> None:
        self._order = order
        self._shelves: dict[KeyT, list[str]] = {}
        self._sorted: dict[KeyT, list[str]] = {}

    def put(self, key: KeyT, item: str) -> None:
        """Put an id on a shelf."""
        self._shelves.setdefault(key, []).append(item)

    def beside(self, key: KeyT, item: str) -> Sequence[str]:
        """Return what stands on a shelf, near where `item` would stand if there is too much of it."""
        shelf = self._shelves.get(key, ())
        if len(shelf) <= MOST_COMPARED:
            return shelf
        if key not in self._sorted:
            self._sorted[key] = sorted(shelf, key=self._order.__getitem__)
        near = self._sorted[key]
        place = bisect_left(near, self._order[item], key=self._order.__getitem__)
        start = min(max(place - MOST_COMPARED // 2, 0), len(near) - MOST_COMPARED)
        return near[start : start + MOST_COMPARED]


def best_of_each(pairs: Iterable[PairT], ends: Callable[[PairT], tuple[str, str]]) -> tuple[PairT, ...]:
    """Keep, of pairs that come best first, those among the `MOST_OF_ONE` best of either end, in their order."""
    kept: list[PairT] = []
    known: dict[str, int] = {}
    for pair in pairs:
        here, there = ends(pair)
        if min(known.get(here, 0), known.get(there, 0)) < MOST_OF_ONE:
            kept.append(pair)
            known[here] = known.get(here, 0) + 1
            known[there] = known.get(there, 0) + 1
    return tuple(kept)
