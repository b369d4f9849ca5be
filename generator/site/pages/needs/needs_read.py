"""Needs as networks read them, beside the activities that already answer them and the places that lack something."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final
from urllib.parse import urlencode

from generator import addresses
from generator.catalogue import ActivityEntry, NetworkEntry
from generator.catalogue.vocabularies import EVERYBODY
from generator.matching.words import stems_of, thesaurus
from generator.records.common import NeedRead
from generator.site.model import Chip, Site

SHOWN_ANSWERS: Final = 4
"""So many activities stand beside a need; a search finds the others."""

_SCENERY: Final = (
    "posto luogo zona spazio chiuso aperto giorno mattina pomeriggio sera notte settimana mese inverno estate "
    "primavera autunno lunedì martedì mercoledì giovedì venerdì sabato domenica"
)
"""Where and when, in words that say nothing of what."""
_FAR: Final = frozenset({"regione", "italia"})
"""What happens in a whole region says little about a quarter."""


@dataclass(frozen=True, slots=True)
class ReadNeed:
    """A need, who read it, where, and the activities for the same people in the same place.

    `answers` have a kind or a word in common with it; what else is there for them only makes the search worth a look.
    """

    network: NetworkEntry
    record: NeedRead
    territories: Sequence[str]
    answers: Sequence[ActivityEntry]
    has_others: bool
    search: str
    """Address of the search that finds what is there for these people, whatever it is."""


@dataclass(frozen=True, slots=True)
class PeopleNeeds:
    """The needs of one group of people; `code` is empty for those that name nobody."""

    code: str
    label: str
    needs: Sequence[ReadNeed]
    has_page: bool


def needs_by_people(site: Site) -> list[PeopleNeeds]:
    """Return the needs that networks have read by the people they name first, in the order of the vocabulary."""
    told = [(network, record) for network in site.networks for record in network.record.needs_read]
    if not told:
        return []
    nearby = _Nearby(site)
    found: dict[str, list[ReadNeed]] = {}
    for network, record in told:
        found.setdefault(next(iter(record.audiences), ""), []).append(_read_need(network, record, nearby))
    codes = [*(term.code for term in site.catalogue.vocabularies["destinatari"]), ""]
    known = site.holdings("destinatari")
    return [PeopleNeeds(code, _people(site, code), found[code], code in known) for code in codes if code in found]


def _people(site: Site, code: str) -> str:
    return site.words.label("destinatari", code) if code else site.texts("needs.anybody")


def _read_need(network: NetworkEntry, record: NeedRead, nearby: "_Nearby") -> ReadNeed:
    territories = record.territories or network.territories
    asked = nearby.asked(record)
    common = {one: len(asked & nearby.about(one)) for one in nearby.found(asked, record.audiences, territories)}
    ranked = sorted(common, key=lambda one: (-common[one], one.id))
    answers = [one for one in ranked if common[one]]
    facets = [*(("per", code) for code in record.audiences[:1]), *(("luogo", code) for code in territories[:1])]
    return ReadNeed(network, record, territories, answers, len(answers) < len(ranked), f"cerca/?{urlencode(facets)}")


class _Nearby:
    """Activities by people and place, looked up for one need after another."""

    def __init__(self, site: Site) -> None:
        self._places = site.catalogue.vocabularies["territori"]
        self._own: dict[tuple[str, str], list[ActivityEntry]] = {}
        self._within: dict[tuple[str, str], list[ActivityEntry]] = {}
        self._people = people = site.catalogue.vocabularies["destinatari"]
        for one in site.activities:
            served = {wider for code in one.record.audiences for wider in (code, *people.ancestors(code))}
            wide = {wider for code in one.territories for wider in (code, *self._places.ancestors(code))}
            for who in served:
                for place in one.territories:
                    self._own.setdefault((who, place), []).append(one)
                for place in wide:
                    self._within.setdefault((who, place), []).append(one)
        self._labels = site.words.labels
        self._thesaurus = thesaurus(site.catalogue.vocabularies)
        self.about = cache(self._about)

    def asked(self, record: NeedRead) -> frozenset[str]:
        """The words and kinds that a need speaks of; the people it is for and its place are looked up apart."""
        stems = stems_of(record.words)
        people = {one for label in self._labels("destinatari", record.audiences) for one in stems_of(label)}
        told = set(stems) | self._thesaurus.concepts(stems)
        return frozenset(told - people - self._thesaurus.places - _where_and_when())

    def _about(self, activity: ActivityEntry) -> frozenset[str]:
        kinds = activity.record.kinds
        said = (activity.name, activity.record.description or "", *self._labels("tipi_attivita", kinds))
        return frozenset((*stems_of(" ".join(said)), *(f"tipo:{code}" for code in kinds)))

    def found(self, asked: frozenset[str], audiences: Sequence[str], territories: Sequence[str]) -> set[ActivityEntry]:
        """Activities for these people in these places, in what lies inside them, or in the town around them.

        Those for everybody count where they are of a kind that is `asked` for: one word in common is a coincidence.
        """
        if not audiences:
            return set()
        people = {who for code in audiences for who in (code, *self._people.ancestors(code))}
        for_everybody = self._for((EVERYBODY,), territories)
        kinds = {one for one in asked if one.startswith("tipo:")}
        return self._for(people, territories) | {one for one in for_everybody if kinds & self.about(one)}

    def _for(self, people: Iterable[str], territories: Sequence[str]) -> set[ActivityEntry]:
        around = {above for place in territories for above in self._near_above(place)}
        own = ((who, place) for who in people for place in around)
        return {
            *(one for key in own for one in self._own.get(key, ())),
            *(one for who in people for place in territories for one in self._within.get((who, place), ())),
        }

    def _near_above(self, place: str) -> Iterator[str]:
        above = self._places.ancestors(place)
        return (code for code in above if self._places.terms[code].level not in _FAR)


@cache
def _where_and_when() -> frozenset[str]:
    return frozenset(stems_of(_SCENERY))


@dataclass(frozen=True, slots=True)
class Gap:
    """A theme that some quarters of a town lack and their sister quarters have; `town` may be empty."""

    theme: Chip
    town: str
    quarters: Sequence[tuple[str, str]]
    """Name and address; a quarter where nothing stands at all has no page."""


def gaps_by_theme(site: Site) -> list[Gap]:
    """Return what quarters lack that their sister quarters have, by theme and town, the catalogue's own town first."""
    held, known = site.holdings("tema"), site.holdings("territorio")
    found: dict[tuple[str, str], list[tuple[str, str]]] = {}
    for theme, place in site.matching.coverage.gaps:
        address = addresses.term("territorio", place) if place in known else ""
        named = (site.words.label("territori", place), address)
        found.setdefault((theme, _town_of(site, place)), []).append(named)
    gaps = [
        (town, Gap(site.chip("tema", theme, held[theme].total), _named(site, town), quarters))
        for (theme, town), quarters in found.items()
        if theme in held
    ]
    return [gap for _, gap in sorted(gaps, key=lambda one: (not site.is_at_home((one[0],)), one[1].town))]


def _town_of(site: Site, place: str) -> str:
    places = site.catalogue.vocabularies["territori"]
    return next((code for code in places.ancestors(place) if places.terms[code].level == "comune"), "")


def _named(site: Site, town: str) -> str:
    return site.words.label("territori", town) if town else ""
