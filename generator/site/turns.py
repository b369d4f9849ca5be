"""Whose turn it is: the order where nothing else decides, the same for all, whatever their size or their name.

Each day a lot is drawn, the same on every page. It is drawn among bodies, not among records: each body has one record
in the first round, those that have more have another in the second, and so on. Who runs much is on more pages, so its
weight in the draw is one over what it runs: who has one thing to show is seen as often as who has ten
(`visibility.py` measures it). A name that begins with A is worth nothing.
"""

import hashlib
import math
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from functools import lru_cache
from itertools import chain, zip_longest
from typing import Any, Final, TypeVar

from generator.catalogue import ActivityEntry

ItemT = TypeVar("ItemT")

_BYTES: Final = 8


@lru_cache(1 << 16)
def lot(day: date, name: str) -> bytes:
    """Return where chance puts something on a day: to be compared with that of others."""
    return hashlib.sha256(f"{day.isoformat()} {name}".encode()).digest()


Turn = tuple[int, float, str]
"""The round, how late in it, whose: to be compared. It changes with what its own body runs, and with the day, alone."""


def turns(activities: Iterable[ActivityEntry], day: date) -> Mapping[str, Turn]:
    """Return the turn of each activity on a day, by its id: a body comes once in each round."""
    by_body: dict[str, list[ActivityEntry]] = {}
    for activity in activities:
        by_body.setdefault(activity.operator.id, []).append(activity)
    found = {}
    for body, held in by_body.items():
        late = _lateness(lot(day, body), len(held))
        for number, activity in enumerate(sorted(held, key=lambda activity: lot(day, activity.id))):
            found[activity.id] = (number, late, body)
    return found


def _lateness(drawn_lot: bytes, count: int) -> float:
    """Return how late a body comes: drawn with the weight 1/count (Efraimidis and Spirakis, 2006)."""
    chance = (int.from_bytes(drawn_lot[:_BYTES]) + 1) / 2 ** (8 * _BYTES)
    return -math.log(chance) * count


def drawn(
    entries: Iterable[ItemT], group: Callable[[ItemT], str], rank: Callable[[ItemT], Any], most: int
) -> list[ItemT]:
    """Return a few entries, the first by `rank`, one of each group before a second of any."""
    groups: dict[str, list[ItemT]] = {}
    for entry in sorted(entries, key=rank):
        groups.setdefault(group(entry), []).append(entry)
    rounds = chain.from_iterable(zip_longest(*groups.values()))
    return [entry for entry in rounds if entry is not None][:most]
