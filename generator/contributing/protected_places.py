"""Places that protect people, and changes that would uncover them.

A refuge against violence is kept alive by nobody knowing its street: whoever takes `riservato` away, by mistake or on
purpose, makes an address publishable that no check can tell from any other. So no program accepts it by itself.
"""

from collections.abc import Iterator, Mapping
from typing import Any, Final

from generator.checking.protected_places import has_address
from generator.checking.spelling import folded
from generator.diagnostics import Path
from generator.records.fields import YES
from generator.records.plain import is_empty

_WHERE: Final = ("indirizzo", "localita", "cap", "coordinate")

Placed = tuple[Path, Mapping[str, Any]]
"""Where a place stands in a record, and the place."""


def uncovered(before: Mapping[str, Any], after: Mapping[str, Any]) -> list[Placed]:
    """Return the places of `after` that were protected before and are not any more, as far as anybody can tell.

    A place is the same one by its id or its name. Where a protected place is gone, any new one with a street may be it.
    """
    were = [place for _, place in _places(before) if _is_protected(place)]
    present = list(_places(after))
    is_gone = any(not any(_is_same(place, now) for _, now in present) for place in were)
    known = [place for _, place in _places(before)]
    return [
        (path, place)
        for path, place in present
        if not _is_protected(place)
        and (
            any(_is_same(place, protected) for protected in were)
            or (is_gone and _has_address(place) and place not in known)
        )
    ]


def _places(value: Any, path: Path = ()) -> Iterator[Placed]:
    """Yield every place of a record: what stands under `luoghi`, and whatever says whether it is protected."""
    entries = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for step, part in entries:
        here = (*path, step)
        if isinstance(part, dict) and ("riservato" in part or "luoghi" in here[-2:]):
            yield here, part
        yield from _places(part, here)


def _is_protected(place: Mapping[str, Any]) -> bool:
    return str(place.get("riservato") or "").strip().lower() in YES


def _has_address(place: Mapping[str, Any]) -> bool:
    return any(not is_empty(place.get(key)) for key in _WHERE) or has_address(str(place.get("nome") or ""))


def _is_same(place: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    names = [(folded(str(place.get(key) or "")), folded(str(other.get(key) or ""))) for key in ("id", "nome")]
    return any(here and here == there for here, there in names)
