"""Facets: what is known of an activity, and how far two of them agree on each.

A comparison gives a level, by name, or nothing where either side is silent: what is missing counts nothing.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final

from generator.catalogue import ActivityEntry, Geography, Vocabularies
from generator.catalogue.geography import NEARNESS
from generator.catalogue.vocabularies import EVERYBODY
from generator.matching.timing import Timing, days_level, hours_level, period_level, timing_of
from generator.matching.words import stems_of

PARTY: Final = "festa"
"""Kind of activity that each place holds for itself."""

LEVELS: Final = {
    "tipo": ("same", "named", "family", "spoken", "different"),
    "territori": NEARNESS,
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
    own = {place.id: place for place in entry.home.record.places if place.id}
    for place in (own.get(one) if isinstance(one, str) else one for one in entry.record.places):
        if place is not None and not place.protected:
            yield from (" ".join(run) for run in map(stems_of, (place.name or "", place.address or "")) if len(run) > 1)


class Relations:
    """How codes of one facet stand to each other; answers are remembered, and those about places are `geography`'s."""

    def __init__(self, vocabularies: Vocabularies, geography: Geography | None = None) -> None:
        self.geography = geography or Geography(vocabularies["territori"])
        self._kinds = vocabularies["tipi_attivita"]
        self._people = vocabularies["destinatari"]
        self._levels: dict[tuple[str, str, str], str] = {}

    def between(self, facet: str, code: str, other: str) -> str:
        """Return the level of agreement between two codes of a facet, one of its `LEVELS`."""
        if facet == "territori":
            return self.geography.nearness(code, other)
        if code == other:
            return "same"
        key = (facet, code, other)
        if key not in self._levels:
            self._levels[key] = self._kinds_level(code, other) if facet == "tipo" else self._people_level(code, other)
        return self._levels[key]

    def best(self, facet: str, codes: Iterable[str], others: Iterable[str]) -> str:
        """Return the best level between two groups of codes, or nothing where one is empty."""
        if facet == "territori":
            return self.geography.nearest(codes, others)
        levels = {self.between(facet, code, other) for code in codes for other in others}
        return next((level for level in LEVELS[facet] if level in levels), "")

    def family(self, kind: str) -> str:
        """Return the family of a kind of activity; empty where it has none."""
        term = self._kinds.terms.get(kind)
        return (term.family if term else None) or ""

    def _kinds_level(self, kind: str, other: str) -> str:
        family = self.family(kind)
        return "family" if family and family == self.family(other) else "different"

    def _people_level(self, people: str, other: str) -> str:
        if EVERYBODY in {people, other}:
            return "everybody"
        is_broader = people in self._people.ancestors(other) or other in self._people.ancestors(people)
        return "broader" if is_broader else "different"

    def towns(self, place: str) -> frozenset[str]:
        """Return the towns around a part of a town: `geography.towns_around`, for who asked here before."""
        return self.geography.towns_around(place)


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
