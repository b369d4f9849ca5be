"""National numbers for who is in danger, shown where the theme calls for them (`packaged/emergency.yml`)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any, Final

import yaml

from generator.catalogue import Catalogue
from generator.catalogue.model import facet_of
from generator.site import packaged
from generator.site.parts.facts import places_of

_FIELDS: Final[Mapping[str, str]] = {"temi": "themes", "destinatari": "audiences", "tipi": "kinds"}
_KINDS: Final[Mapping[str, str]] = {"tema": "temi", "destinatari": "destinatari", "tipo": "tipi"}


@dataclass(frozen=True, slots=True)
class UrgentNumber:
    """One number: its words by language, the codes that call for it, where it was read."""

    number: str
    words: Mapping[str, str]
    codes: Mapping[str, frozenset[str]]
    for_protected_places: bool
    source: str
    website: str


@dataclass(frozen=True, slots=True)
class UrgentNumbers:
    """All of them, and the day they were checked."""

    checked_on: date
    numbers: Sequence[UrgentNumber]

    def of_record(self, entry: Any, catalogue: Catalogue) -> list[UrgentNumber]:
        """Return the numbers that a record's themes, people, kinds or protected places call for."""
        codes = {name: frozenset(facet_of(entry, field)) for name, field in _FIELDS.items()}
        is_protected = _has_protected_place(entry, catalogue)
        return [
            one
            for one in self.numbers
            if (is_protected and one.for_protected_places)
            or any(not one.codes[name].isdisjoint(found) for name, found in codes.items())
        ]

    def of_term(self, kind: str, code: str) -> list[UrgentNumber]:
        """Return the numbers that the page of a term calls for."""
        name = _KINDS.get(kind)
        return [one for one in self.numbers if name and code in one.codes[name]]


@cache
def urgent_numbers() -> UrgentNumbers:
    """Read the numbers that come with the program."""
    read = yaml.safe_load(packaged("emergency.yml").read_text("utf-8"))
    return UrgentNumbers(read["verificato_il"], [_number(one) for one in read["numeri"]])


def _number(one: Mapping[str, Any]) -> UrgentNumber:
    return UrgentNumber(
        number=one["numero"],
        words={lang: one[lang] for lang in ("it", "en")},
        codes={name: frozenset(one[name]) for name in _FIELDS},
        for_protected_places=one["luoghi_riservati"],
        source=one["fonte"],
        website=one["sito"],
    )


def _has_protected_place(entry: Any, catalogue: Catalogue) -> bool:
    if hasattr(entry, "operator"):
        return any(place.protected for place in places_of(entry))
    own = getattr(entry.record, "places", ())
    inner = (place for one in catalogue.activities_of.get(entry.id, ()) for place in places_of(one))
    return any(place.protected for place in (*own, *inner))
