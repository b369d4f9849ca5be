"""Places that protect people: a refuge, a home for minors. The repository is as public as the site."""

from collections.abc import Iterator, Mapping
from typing import Any

from generator.checking.rule_data import RULE_DATA, pattern
from generator.diagnostics import Path
from generator.records.fields import YES
from generator.records.plain import is_empty

Data = Mapping[str, Any]


def _places(given: Any, known: Mapping[str, Data]) -> Iterator[tuple[Path, Data]]:
    """Yield the places in a value, whether written there or named by id, with their path in the value."""
    for index, item in enumerate(given if isinstance(given, list) else [given]):
        place = known.get(item.strip()) if isinstance(item, str) else item
        if isinstance(place, dict):
            yield ((index,) if isinstance(given, list) else ()), place


def _text(value: Any) -> str:
    return value.strip() if isinstance(value, str) else ""


def any_protected(given: Any, known: Mapping[str, Data]) -> bool:
    """Tell whether one of these places is marked as protected."""
    return any(_text(place.get("riservato")).lower() in YES for _, place in _places(given, known))


def unanswered(given: Any, known: Mapping[str, Data]) -> Iterator[Path]:
    """Yield the places with a street where nobody said yet whether they are protected."""
    for path, place in _places(given, known):
        written = not is_empty(place.get("indirizzo")) or has_street(_text(place.get("nome")))
        if written and is_empty(place.get("riservato")):
            inline = isinstance(given, dict) or (path and isinstance(given[path[0]], dict))
            yield (*path, "nome" if is_empty(place.get("indirizzo")) else "indirizzo") if inline else path


def has_street(text: str) -> bool:
    """Tell whether a text holds a street and its number."""
    return bool(pattern(RULE_DATA["strada"]).search(text))
