"""Numbers for who is in danger, shown where a record calls for them: the national ones and the catalogue's own.

National numbers come with the program (`packaged/emergency.yml`); the others are settings (`numeri_urgenti`).
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from typing import Final

import yaml

from generator.catalogue import ActivityEntry, Catalogue
from generator.catalogue.answers import needs_of
from generator.catalogue.entries import AnyRecord
from generator.checking.telephones import dialled
from generator.locale import FALLBACK, LANGUAGES
from generator.records.languages import TranslatedLine
from generator.records.settings import OwnNumber
from generator.records.vocabulary import Term
from generator.site import packaged
from generator.site.parts.facts import places_of

_NAMES: Final = ("temi", "destinatari", "tipi")
"""What a number may be called for by, as its file names it."""
_NAME_OF_KIND: Final[Mapping[str, str]] = {"tema": "temi", "destinatari": "destinatari", "tipo": "tipi"}


EMERGENCY: Final = "112"
"""The number for whatever cannot wait, wherever one is."""
DANGER: Final = "1522"
"""The number against violence: who looks for it may have to leave the page in a hurry."""


@dataclass(frozen=True, slots=True)
class UrgentNumber:
    """One number: its words by language, the codes that call for it, where it was read.

    `needs` are codes of needs that call for one of the catalogue's own; a need names the national ones itself.
    """

    number: str
    words: Mapping[str, str]
    codes: Mapping[str, frozenset[str]]
    for_protected_places: bool = False
    source: TranslatedLine | None = None
    website: str = ""
    needs: frozenset[str] = frozenset()
    page_themes: frozenset[str] = frozenset()
    """Themes whose page tells it, but not each of their records: who opens «Salute» may be ill; who gives blood, no."""
    chat: str = ""
    """Where one writes to who answers, for whoever cannot speak."""
    when: TranslatedLine | None = None
    """When to call it, where its words do not say so."""
    is_doubtful: bool = False
    """Whether it answers in some places alone, and nobody says that it does here."""

    @property
    def href(self) -> str:
        """What a telephone dials; the short national numbers are dialled as they are."""
        return f"tel:{dialled(self.number) if self.is_own else self.number}"

    @property
    def is_own(self) -> bool:
        """Whether it is a number of this catalogue's bodies."""
        return not self.source

    def is_for(self, activity: ActivityEntry) -> bool:
        """Tell whether an activity is itself help for who is in danger: by kinds, people, places, not theme."""
        of_kinds, of_people = self.codes["tipi"], self.codes["destinatari"]
        if any(place.protected for place in places_of(activity)):
            return True
        return not (of_kinds.isdisjoint(activity.kinds) and of_people.isdisjoint(activity.audiences))


@dataclass(frozen=True, slots=True)
class UrgentNumbers:
    """All of them, and the day they were checked."""

    checked_on: date
    numbers: Sequence[UrgentNumber]

    @property
    def emergency(self) -> UrgentNumber | None:
        """The one for whatever cannot wait."""
        return self._called(EMERGENCY)

    @property
    def danger(self) -> UrgentNumber | None:
        """The one for who is in danger from somebody."""
        return self._called(DANGER)

    def _called(self, called: str) -> UrgentNumber | None:
        return next((number for number in self.numbers if number.number == called), None)

    def of_record(self, entry: AnyRecord) -> list[UrgentNumber]:
        """Return the numbers that a record's themes, people, kinds or protected places call for.

        A theme among others calls for none where the record is an activity: lessons of cycling for women are about
        women too, and nobody who reads of them is in danger. A protected place is that of the activity itself: a body
        that has one also shops for people.
        """
        is_activity = isinstance(entry, ActivityEntry)
        themes = () if is_activity and len(entry.themes) > 1 else entry.themes
        codes = dict(zip(_NAMES, (themes, entry.audiences, entry.kinds), strict=True))
        is_protected = isinstance(entry, ActivityEntry) and any(place.protected for place in places_of(entry))
        return [
            number
            for number in self.numbers
            if (is_protected and number.for_protected_places)
            or any(not number.codes[name].isdisjoint(codes[name]) for name in _NAMES)
        ]

    def is_dangerous(self, entry: AnyRecord) -> bool:
        """Tell whether a page could harm its reader where somebody else sees it: nothing of it is kept on a device."""
        return any(number.number == DANGER for number in self.of_record(entry))

    def of_need(self, need: Term) -> list[UrgentNumber]:
        """Return the numbers of a need: those that it names, then the catalogue's own for it."""
        return [number for number in self.numbers if number.number in need.urgent or need.code in number.needs]

    def is_dangerous_term(self, kind: str, code: str) -> bool:
        """Tell the same of the page of a term, and of its lists."""
        return any(number.number == DANGER for number in self.of_term(kind, code))

    def on_card_of(self, kind: str, code: str) -> list[UrgentNumber]:
        """Return the numbers that a list shows beside a term: where somebody may be in danger who looks for it."""
        name = _NAME_OF_KIND.get(kind)
        called = [number for number in self.numbers if name and code in number.codes[name]]
        return called if EMERGENCY in {number.number for number in called} else []

    def of_term(self, kind: str, code: str) -> list[UrgentNumber]:
        """Return the numbers that the page of a term calls for."""
        name = _NAME_OF_KIND.get(kind)
        return [
            number
            for number in self.numbers
            if name and (code in number.codes[name] or (kind == "tema" and code in number.page_themes))
        ]


@cache
def urgent_numbers() -> UrgentNumbers:
    """Read the numbers that come with the program."""
    content = yaml.safe_load(packaged("emergency.yml").read_text("utf-8"))
    numbers = [
        UrgentNumber(
            number=row["numero"],
            words={lang: row[lang] for lang in LANGUAGES if lang in row},
            codes={name: frozenset(row[name]) for name in _NAMES},
            for_protected_places=row["luoghi_riservati"],
            source=TranslatedLine.model_validate(row["fonte"]),
            website=row["sito"],
            chat=row.get("chat", ""),
            page_themes=frozenset(row.get("pagine_temi", ())),
            when=TranslatedLine.model_validate(row["quando"]) if "quando" in row else None,
            is_doubtful=row.get("non_ovunque", False),
        )
        for row in content["numeri"]
    ]
    return UrgentNumbers(content["verificato_il"], numbers)


def with_own(own: Iterable[Mapping[str, object]], catalogue: Catalogue) -> UrgentNumbers:
    """Return the national numbers and, after them, the catalogue's own (`extra.catalogue.numeri_urgenti`).

    One of those is called for by what stands behind the needs that it names: their kinds of activity and their people.
    A national one that is repeated there answers here too, and says so in the words it has there.
    """
    national = urgent_numbers()
    here = {number.number: number for number in national.numbers}
    needs = {need.code: need for need in needs_of(catalogue)}
    numbers = []
    for row in own:
        told = OwnNumber.model_validate(row)
        if told.number in here:
            here[told.number] = replace(here[told.number], words={FALLBACK: told.it, **told.words}, is_doubtful=False)
            continue
        behind = [needs[code] for code in told.needs if code in needs]
        kinds = frozenset(code for need in behind for code in need.kinds)
        people = frozenset(code for need in behind for code in need.audiences)
        words = {FALLBACK: told.it, **told.words}
        codes = {"temi": frozenset[str](), "destinatari": people, "tipi": kinds}
        numbers.append(UrgentNumber(told.number, words, codes, needs=frozenset(told.needs)))
    return UrgentNumbers(national.checked_on, [*here.values(), *numbers])
