"""Places that protect people: a refuge, a home for minors. The repository is as public as the site.

E307 (no address, hours or photo of a protected place) is declared by the model of a place; W308 (no hours), W309 (is
this one protected?) and W310 (no street in the texts) by that of an activity: `conditions` checks them with these.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from generator.checking.plain_values import Data, is_yes, text_of
from generator.checking.rule_data import RULE_DATA, pattern
from generator.diagnostics import Path
from generator.records.plain import is_empty


def any_protected(value: Any, places: Mapping[str, Data]) -> bool:
    """Tell whether a place in `value` is marked as protected; `places` are those of the record, by id."""
    return any(is_yes(place.get("riservato")) for _, place in _places_in(value, places))


def unanswered(value: Any, places: Mapping[str, Data]) -> Iterator[Path]:
    """Yield the places with a street where nobody said yet whether they are protected: where in `value` they stand."""
    for path, place in _places_in(value, places):
        without_address = is_empty(place.get("indirizzo"))
        has_a_street = not without_address or has_street(text_of(place.get("nome")))
        if has_a_street and is_empty(place.get("riservato")):
            inline = isinstance(value, dict) or (path and isinstance(value[path[0]], dict))
            yield (*path, "nome" if without_address else "indirizzo") if inline else path


def _places_in(value: Any, places: Mapping[str, Data]) -> Iterator[tuple[Path, Data]]:
    """Yield the places in a value, whether written there or named by id, with their path in the value."""
    for index, item in enumerate(value if isinstance(value, list) else [value]):
        place = places.get(item.strip()) if isinstance(item, str) else item
        if isinstance(place, dict):
            yield ((index,) if isinstance(value, list) else ()), place


def has_street(text: str) -> bool:
    """Tell whether a text holds a street and its number."""
    return bool(pattern(RULE_DATA["strada"]).search(text))
