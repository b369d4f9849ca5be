"""Facets: what is known of an activity, and how far two of them agree on each.

A comparison gives a level, by name, or nothing where either side is silent: what is missing counts nothing.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final

from generator.catalogue import ActivityEntry, Vocabularies
from generator.catalogue.vocabularies import EVERYBODY
from generator.matching.timing import Timing, days_level, hours_level, period_level, timing_of
from generator.matching.words import stems_of
from generator.records import Place, Term

PARTY: Final = "festa"
"""Kind of activity that each place holds for itself."""

_PARTS_OF_TOWN: Final = frozenset({"municipio", "quartiere", "via"})
LEVELS: Final = {
    "tipo": ("same", "named", "family", "spoken", "different"),
    "territori": ("same", "contains", "neighbours", "siblings", "bordering", "elsewhere"),
    "destinatari": ("same", "broader", "everybody", "different"),
}
"""Levels of the facets made of codes, best first: of several pairs of codes the best one counts."""


@dataclass(frozen=True, slots=True, eq=False)
class Profile:
    """What is compared of an activity."""

    id: str
    operator: str
    kinds: tuple[str, ...]
    claims: frozenset[str]
    """Kinds its words speak of."""
    territories: tuple[str, ...]
    inherited: bool
    """Whether the territories are those of its file."""
    audiences: tuple[str, ...]
    ages: tuple[int, int] | None
    timing: Timing
    places: frozenset[str]
    company: frozenset[str]
    """Who runs it and the partners."""
    vector: Mapping[str, int] = field(default_factory=dict)
    """Stem or concept → weight; the squares of the weights add up to about 1,000,000."""


def profile_of(entry: ActivityEntry, claims: Iterable[str], vector: Mapping[str, int]) -> Profile:
    """Gather what is compared of an activity."""
    record = entry.record
    age = record.age
    return Profile(
        id=entry.id,
        operator=entry.operator.id,
        kinds=record.kinds,
        claims=frozenset(claims),
        territories=entry.territories,
        inherited="territories" in entry.inherited,
        audiences=record.audiences,
        ages=(age.least or 0, age.most if age.most is not None else 120) if age else None,
        timing=timing_of(record.schedule),
        places=frozenset(_place_keys(entry)),
        company=frozenset({entry.operator.id, *(one.id for one in entry.partners)}),
        vector=vector,
    )


def _place_keys(entry: ActivityEntry) -> Iterable[str]:
    own: dict[str, Place] = {place.id: place for place in entry.home.record.places if place.id}
    for place in (own.get(one) if isinstance(one, str) else one for one in entry.record.places):
        if place is not None and not place.protected:
            yield from (" ".join(run) for run in map(stems_of, (place.name or "", place.address or "")) if len(run) > 1)


class Relations:
    """How codes of one vocabulary stand to each other; answers are remembered."""

    def __init__(self, vocabularies: Vocabularies) -> None:
        self._kinds = vocabularies["tipi_attivita"]
        self._places = vocabularies["territori"]
        self._people = vocabularies["destinatari"]
        self._known: dict[tuple[str, str, str], str] = {}
        self._towns: dict[str, frozenset[str]] = {}

    def between(self, facet: str, one: str, other: str) -> str:
        """Return the level of agreement between two codes of a facet."""
        if one == other:
            return "same"
        key = (facet, one, other)
        if key not in self._known:
            self._known[key] = getattr(self, f"_{facet}")(one, other)
        return self._known[key]

    def best(self, facet: str, ones: Iterable[str], others: Iterable[str]) -> str:
        """Return the best level between two sets of codes, or nothing where one is empty."""
        found = {self.between(facet, one, other) for one in ones for other in others}
        return next((level for level in LEVELS[facet] if level in found), "")

    def _tipo(self, one: str, other: str) -> str:
        here, there = self.family(one), self.family(other)
        return "family" if here and here == there else "different"

    def family(self, kind: str) -> str:
        """Return the family of a kind of activity."""
        term = self._kinds.terms.get(kind)
        return (term.family if term else None) or ""

    def _destinatari(self, one: str, other: str) -> str:
        if EVERYBODY in {one, other}:
            return "everybody"
        broader = one in self._people.ancestors(other) or other in self._people.ancestors(one)
        return "broader" if broader else "different"

    def _territori(self, one: str, other: str) -> str:
        if one in self._places.ancestors(other) or other in self._places.ancestors(one):
            return "contains"
        here, there = self._places.terms.get(one), self._places.terms.get(other)
        if here is None or there is None:
            return "elsewhere"
        borders = other in here.neighbours or one in there.neighbours
        if not self.towns(one).isdisjoint(self.towns(other)):
            return "neighbours" if borders else "siblings"
        return "bordering" if borders else "elsewhere"

    def towns(self, place: str) -> frozenset[str]:
        """Return the municipalities that a part of a town lies in; of anything larger, none."""
        if place not in self._towns:
            term = self._places.terms.get(place)
            above = self._places.ancestors(place) if term and term.level in _PARTS_OF_TOWN else ()
            self._towns[place] = frozenset(code for code in above if _level(self._places.terms[code]) == "comune")
        return self._towns[place]

    def related_places(self, used: Iterable[str]) -> dict[str, tuple[str, ...]]:
        """Return for each territory in use those in use that meet it, itself included."""
        codes = sorted(set(used))
        below: dict[str, list[str]] = {}
        borders: dict[str, list[str]] = {}
        for code in codes:
            for above in self._places.ancestors(code):
                below.setdefault(above, []).append(code)
            term = self._places.terms.get(code)
            for other in term.neighbours if term else ():
                borders.setdefault(code, []).append(other)
                borders.setdefault(other, []).append(code)
        return {code: tuple(self._meeting(code, set(codes), below, borders)) for code in codes}

    def _meeting(
        self, code: str, used: set[str], below: Mapping[str, list[str]], borders: Mapping[str, list[str]]
    ) -> list[str]:
        """Collect what is the same place, larger, inside it, in the same town, or next to it."""
        beside = (one for town in self.towns(code) for one in below.get(town, ()))
        candidates = {code, *self._places.ancestors(code), *below.get(code, ()), *beside, *borders.get(code, ())}
        return sorted(one for one in candidates & used if self.between("territori", code, one) != "elsewhere")


def _level(term: Term) -> str:
    return term.level or ""


def compare(one: Profile, other: Profile, relations: Relations) -> dict[str, str]:
    """Return the level of each facet that both sides speak of; words apart."""
    levels = {
        "tipo": _kinds_level(one, other, relations),
        "territori": relations.best("territori", one.territories, other.territories),
        "destinatari": relations.best("destinatari", one.audiences, other.audiences),
        "eta": _ages_level(one.ages, other.ages),
        "giorni": days_level(one.timing, other.timing),
        "orari": hours_level(one.timing, other.timing),
        "periodo": period_level(one.timing, other.timing),
        "luoghi": "same" if one.places & other.places else "",
        "partner": "shared" if one.company & other.company else "",
    }
    return {facet: level for facet, level in levels.items() if level}


def _kinds_level(one: Profile, other: Profile, relations: Relations) -> str:
    level = relations.best("tipo", one.kinds, other.kinds)
    if level == "same":
        return level
    named = not one.claims.isdisjoint(other.kinds) or not other.claims.isdisjoint(one.kinds)
    if named or level == "family":
        return "named" if named else level
    return "spoken" if one.claims & other.claims else level


def _ages_level(one: tuple[int, int] | None, other: tuple[int, int] | None) -> str:
    if one is None or other is None:
        return ""
    return "meet" if one[0] <= other[1] and other[0] <= one[1] else "apart"


def are_parties(one: Profile, other: Profile) -> bool:
    """Tell whether both are first of all a party."""
    return one.kinds[:1] == other.kinds[:1] == (PARTY,)
