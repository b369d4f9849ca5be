"""National numbers for who is in danger, shown where the theme calls for them (`packaged/emergency.yml`)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Final

import yaml

from generator.catalogue import ActivityEntry, Catalogue
from generator.catalogue.entries import AnyRecord, Entry
from generator.locale import LANGUAGES
from generator.site import packaged
from generator.site.parts.facts import places_of

_NAMES: Final = ("temi", "destinatari", "tipi")
"""What a number may be called for by, as its file names it."""
_NAME_OF_KIND: Final[Mapping[str, str]] = {"tema": "temi", "destinatari": "destinatari", "tipo": "tipi"}


DANGER: Final = "1522"
"""The number against violence: who looks for it may have to leave the page in a hurry."""


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

    def of_record(self, entry: AnyRecord, catalogue: Catalogue) -> list[UrgentNumber]:
        """Return the numbers that a record's themes, people, kinds or protected places call for."""
        codes = dict(zip(_NAMES, (entry.themes, entry.audiences, entry.kinds), strict=True))
        is_protected = _has_protected_place(entry, catalogue)
        return [
            number
            for number in self.numbers
            if (is_protected and number.for_protected_places)
            or any(not number.codes[name].isdisjoint(codes[name]) for name in _NAMES)
        ]

    def is_dangerous(self, entry: AnyRecord, catalogue: Catalogue) -> bool:
        """Tell whether a page could harm its reader where somebody else sees it: nothing of it is kept on a device."""
        return any(number.number == DANGER for number in self.of_record(entry, catalogue))

    def is_dangerous_term(self, kind: str, code: str) -> bool:
        """Tell the same of the page of a term, and of its lists."""
        return any(number.number == DANGER for number in self.of_term(kind, code))

    def of_term(self, kind: str, code: str) -> list[UrgentNumber]:
        """Return the numbers that the page of a term calls for."""
        name = _NAME_OF_KIND.get(kind)
        return [number for number in self.numbers if name and code in number.codes[name]]


@cache
def urgent_numbers() -> UrgentNumbers:
    """Read the numbers that come with the program."""
    content = yaml.safe_load(packaged("emergency.yml").read_text("utf-8"))
    numbers = [
        UrgentNumber(
            number=row["numero"],
            words={lang: row[lang] for lang in LANGUAGES},
            codes={name: frozenset(row[name]) for name in _NAMES},
            for_protected_places=row["luoghi_riservati"],
            source=row["fonte"],
            website=row["sito"],
        )
        for row in content["numeri"]
    ]
    return UrgentNumbers(content["verificato_il"], numbers)


def _has_protected_place(entry: AnyRecord, catalogue: Catalogue) -> bool:
    if isinstance(entry, ActivityEntry):
        return any(place.protected for place in places_of(entry))
    if not isinstance(entry, Entry):
        return False
    activities = catalogue.activities_of.get(entry.id, ())
    inner = (place for activity in activities for place in places_of(activity))
    return any(place.protected for place in (*entry.record.places, *inner))
