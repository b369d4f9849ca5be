"""Which item of a list a step of a path means: items are found by what they are, never by their place alone.

Between the day a proposal is written and the day it is applied, others may take items away or put them in front:
what stood in fourth place is then somebody else's. `browser/proposal.js` writes the steps read here.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import parse_qsl

from generator.records.plain import is_empty, without_empty

NAMING: Final = frozenset(
    {"attivita", "ente", "funzione", "luogo", "nome", "rete", "risorsa", "testo", "titolo", "tramite", "url", "valore"}
)
"""Keys whose value tells by itself which item is meant: its body, its network, its number, its name."""

_MOST_DIGITS: Final = 4
"""No list of a record is longer."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is known of an item besides the step that leads to it."""

    below: tuple[str, ...]
    """The rest of the path inside the item."""
    before: Any
    after: Any
    is_same_file: bool
    """Whether the record is, to the byte, the one that the proposal was written on: then places still hold."""


def position_of(items: Sequence[Any], step: str, wanted: Wanted) -> int | None:
    """Return the position of the item that a step means; None where none, or more than one, could be meant.

    A step is the item's `id`; or its natural key, `ente=la-lanterna` or `ente=la-lanterna&dal=2020`, written as forms
    write them (application/x-www-form-urlencoded); or, in proposals written before natural keys, its place.
    """
    by_id = _only(at for at, item in enumerate(items) if _text(item, "id") == step)
    if by_id is not None:
        return by_id
    if "=" in step:
        return _by_key(items, step, wanted)
    return _by_place(items, step, wanted) if is_place(step) else None


def is_place(step: str) -> bool:
    """Tell whether a step may be a place in a list, counted from 0."""
    return step.isascii() and step.isdigit() and len(step) <= _MOST_DIGITS


def _by_key(items: Sequence[Any], step: str, wanted: Wanted) -> int | None:
    key = {name: value.strip() for name, value in parse_qsl(step, keep_blank_values=True)}
    found = _holding(items, key)
    if found is None and len(wanted.below) == 1 and wanted.below[0] in key:
        # What names the item is what the proposal changes: once that is done, it goes by its new name.
        found = _holding(items, {**key, wanted.below[0]: wanted.after})
    return found


def _by_place(items: Sequence[Any], step: str, wanted: Wanted) -> int | None:
    place = int(step)
    if wanted.is_same_file:
        return place if place < len(items) else None
    for value in (wanted.before, wanted.after):
        if is_empty(value):
            continue
        if not wanted.below:
            alike = [at for at, item in enumerate(items) if without_empty(item) == without_empty(value)]
            found = place if place in alike else _only(alike)
        else:
            name = wanted.below[0]
            found = _holding(items, {name: value}) if wanted.below[1:] == () and name in NAMING else None
        if found is not None:
            return found
    return None


def _holding(items: Sequence[Any], key: Mapping[str, Any]) -> int | None:
    return _only(at for at, item in enumerate(items) if all(_text(item, name) == value for name, value in key.items()))


def _only(positions: Any) -> int | None:
    found = list(positions)
    return found[0] if len(found) == 1 else None


def _text(item: Any, name: str) -> str | None:
    value = item.get(name) if isinstance(item, dict) else None
    return value.strip() if isinstance(value, str) else None
