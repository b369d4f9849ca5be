"""Needs as networks read them, beside the activities that already answer them and the places that lack something."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
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
    current = (network for network in site.networks if not network.is_over)
    read = [(network, record) for network in current for record in network.record.needs_read]
    if not read:
        return []
    nearby = _Nearby(site)
    by_people: dict[str, list[ReadNeed]] = {}
    for network, record in read:
        territories = record.territories or network.territories
        asked = nearby.asked(record)
        around = nearby.activities(asked, record.audiences, territories)
        common = {activity: len(asked & nearby.about(activity)) for activity in around}
        ranked = sorted(common, key=lambda activity: (-common[activity], activity.id))
        answers = [activity for activity in ranked if common[activity]]
        facets = [*(("per", code) for code in record.audiences[:1]), *(("luogo", code) for code in territories[:1])]
        has_others = len(answers) < len(ranked)
        need = ReadNeed(
            network, record, territories, answers, has_others, f"{addresses.page('search')}?{urlencode(facets)}"
        )
        by_people.setdefault(next(iter(record.audiences), ""), []).append(need)
    labels = {
        term.code: site.words.label("destinatari", term.code) for term in site.catalogue.vocabularies["destinatari"]
    }
    known = site.holdings("destinatari")
    return [
        PeopleNeeds(code, label, by_people[code], code in known)
        for code, label in (*labels.items(), ("", site.texts("needs.anybody")))
        if code in by_people
    ]


class _Nearby:
    """Activities by people and place, looked up for one need after another."""

    def __init__(self, site: Site) -> None:
        self._geography = site.catalogue.geography
        self._people = site.catalogue.vocabularies["destinatari"]
        self._own: dict[tuple[str, str], list[ActivityEntry]] = {}
        self._within: dict[tuple[str, str], list[ActivityEntry]] = {}
        for activity in site.activities:
            served = {wider for code in activity.record.audiences for wider in (code, *self._people.ancestors(code))}
            wide = self._geography.with_wholes(activity.territories)
            for who in served:
                for place in activity.territories:
                    self._own.setdefault((who, place), []).append(activity)
                for place in wide:
                    self._within.setdefault((who, place), []).append(activity)
        self._labels = site.words.labels
        self._thesaurus = thesaurus(site.catalogue.vocabularies)
        self._scenery = frozenset(stems_of(_SCENERY))
        self._about: dict[str, frozenset[str]] = {}

    def asked(self, record: NeedRead) -> frozenset[str]:
        """The words and kinds that a need speaks of; the people it is for and its place are looked up apart."""
        stems = stems_of(record.words)
        people = {stem for label in self._labels("destinatari", record.audiences) for stem in stems_of(label)}
        concepts = set(stems) | self._thesaurus.concepts(stems)
        return frozenset(concepts - people - self._thesaurus.places - self._scenery)

    def about(self, activity: ActivityEntry) -> frozenset[str]:
        """The words and kinds that an activity is described by."""
        if activity.id not in self._about:
            kinds = activity.record.kinds
            texts = (activity.name, activity.record.description or "", *self._labels("tipi_attivita", kinds))
            stems = stems_of(" ".join(texts))
            self._about[activity.id] = frozenset((*stems, *(f"tipo:{code}" for code in kinds)))
        return self._about[activity.id]

    def activities(
        self, asked: frozenset[str], audiences: Sequence[str], territories: Sequence[str]
    ) -> set[ActivityEntry]:
        """Activities for these people in these places, in what lies inside them, or in the town around them.

        Those for everybody count where they are of a kind that is `asked` for: one word in common is a coincidence.
        """
        if not audiences:
            return set()
        people = {who for code in audiences for who in (code, *self._people.ancestors(code))}
        for_everybody = self._for((EVERYBODY,), territories)
        kinds = {concept for concept in asked if concept.startswith("tipo:")}
        return self._for(people, territories) | {activity for activity in for_everybody if kinds & self.about(activity)}

    def _for(self, people: Iterable[str], territories: Sequence[str]) -> set[ActivityEntry]:
        around = {
            above
            for place in territories
            for above in self._geography.wholes(place)
            # What happens in a whole region says little about a quarter.
            if not self._geography.is_region(above)
        }
        own = ((who, place) for who in people for place in around)
        within = ((who, place) for who in people for place in territories)
        return {
            *(activity for key in own for activity in self._own.get(key, ())),
            *(activity for key in within for activity in self._within.get(key, ())),
        }


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
    quarters_by_gap: dict[tuple[str, str], list[tuple[str, str]]] = {}
    for theme, place in site.matching.coverage.gaps:
        address = addresses.term("territorio", place) if place in known else ""
        quarter = (site.words.label("territori", place), address)
        quarters_by_gap.setdefault((theme, site.catalogue.geography.town_around(place)), []).append(quarter)
    gaps = [
        (
            town,
            Gap(
                site.chip("tema", theme),
                site.words.label("territori", town) if town else "",
                quarters,
            ),
        )
        for (theme, town), quarters in quarters_by_gap.items()
        if theme in held
    ]
    return [gap for _, gap in sorted(gaps, key=lambda pair: (not site.is_at_home((pair[0],)), pair[1].town))]
