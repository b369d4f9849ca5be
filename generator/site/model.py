"""What all pages are made from: the catalogue, its words, its settings, and the groups that several pages show."""

import hashlib
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import chain
from typing import Any, Final, TypeVar

from generator import addresses
from generator.catalogue import (
    ActivityEntry,
    Catalogue,
    NetworkEntry,
    OrganizationEntry,
    PracticeEntry,
    Status,
    StoryEntry,
)
from generator.catalogue.freshness import Ages
from generator.diagnostics import Finding
from generator.matching import Matching
from generator.site.parts.governance import Figure, Seat, figures_of, seats_by_body
from generator.site.parts.hints import Synergies
from generator.site.parts.json_ld import Describer
from generator.site.parts.words import Words
from generator.site.published import published, removed
from generator.site.telling.listening import Question

SCHEMES: Final[Mapping[str, str]] = {
    "tema": "temi",
    "territorio": "territori",
    "destinatari": "destinatari",
    "tipo": "tipi_attivita",
}
"""Vocabularies whose terms have a page, by kind of page."""

FACETS: Final[Mapping[str, str]] = {"tema": "tema", "territorio": "luogo", "destinatari": "per", "tipo": "tipo"}
"""Their names in the address of a search: `/cerca/?tema=anziani`."""


ItemT = TypeVar("ItemT")

_NOT_AT_WORK: Final = frozenset({"bozza", "sospesa", "conclusa"})
_WIDE: Final = frozenset({"sovracomunale", "regione", "italia"})


@dataclass(frozen=True, slots=True)
class Chip:
    """A way to narrow: a term, its page and how many records stand there."""

    code: str
    label: str
    address: str
    count: int
    hue: str = ""
    note: str = ""
    counted: str = ""


@dataclass(frozen=True, slots=True)
class ChipGroup:
    """Chips of one facet."""

    name: str
    label: str
    chips: Sequence[Chip]


@dataclass(frozen=True, slots=True)
class Holdings:
    """Everything that stands under one term."""

    activities: Sequence[ActivityEntry] = ()
    ended: Sequence[ActivityEntry] = ()
    networks: Sequence[NetworkEntry] = ()
    organizations: Sequence[OrganizationEntry] = ()
    practices: Sequence[PracticeEntry] = ()

    @property
    def total(self) -> int:
        """How many records that are not over."""
        return len(self.activities) + len(self.networks) + len(self.organizations) + len(self.practices)


class Site:
    """One catalogue about to become pages in one language.

    `questions` are answers to surveys as they may be shown; `findings` are what checking found, for the pages
    that say how records could be better.
    """

    def __init__(
        self,
        catalogue: Catalogue,
        words: Words,
        config: Mapping[str, Any],
        introduction: str = "",
        questions: Iterable[Question] = (),
        findings: Iterable[Finding] = (),
    ) -> None:
        self.catalogue = published(catalogue)
        self.removed = removed(catalogue)
        self.introduction = introduction
        self.questions = tuple(questions)
        self.findings = tuple(findings)
        self.words = words
        self.texts = words.texts
        self.config = config
        self.settings: Mapping[str, Any] = config["extra"]["catalogue"]
        self.url = str(config.get("site_url") or "")
        self._place_names: dict[str, str] = {}
        self.describer = Describer(self.catalogue, words, self.url)

    @cached_property
    def networks(self) -> tuple[NetworkEntry, ...]:
        """Published networks by name."""
        return self._by_name(self.catalogue.networks.values())

    @cached_property
    def networks_at_work(self) -> tuple[NetworkEntry, ...]:
        """Those of them that are neither over, nor at rest, nor a draft."""
        return tuple(one for one in self.networks if one.record.status not in _NOT_AT_WORK)

    @cached_property
    def organizations(self) -> tuple[OrganizationEntry, ...]:
        """Published organisations by name."""
        return self._by_name(self.catalogue.organizations.values())

    @cached_property
    def activities(self) -> tuple[ActivityEntry, ...]:
        """Activities that are not over, the sure ones first, then by name."""
        current = self._by_name(one for one in self.catalogue.activities.values() if one.status is not Status.ENDED)
        return tuple(sorted(current, key=lambda one: one.status is Status.UNCONFIRMED))

    @cached_property
    def ended(self) -> tuple[ActivityEntry, ...]:
        """Activities that are over."""
        return self._by_name(one for one in self.catalogue.activities.values() if one.status is Status.ENDED)

    @cached_property
    def practices(self) -> tuple[PracticeEntry, ...]:
        """Good practices by title."""
        return self._by_name(self.catalogue.practices.values())

    @cached_property
    def matching(self) -> Matching:
        """Likenesses, matches, meetings and gaps among what is published."""
        return Matching(self.catalogue)

    @cached_property
    def synergies(self) -> Synergies:
        """The same, told for pages."""
        return Synergies(self.catalogue, self.matching, self.words)

    @cached_property
    def children(self) -> Mapping[str, Sequence[NetworkEntry]]:
        """Networks within each network."""
        return _by_id((one.record.parent, one) for one in self.networks if one.record.parent)

    @cached_property
    def stories(self) -> tuple[StoryEntry, ...]:
        """Stories, newest first."""
        return tuple(self.catalogue.stories.values())

    @cached_property
    def ages(self) -> Ages:
        """Months after which records ask for a confirmation."""
        return Ages.of(self.settings)

    @cached_property
    def stories_about(self) -> Mapping[str, Sequence[StoryEntry]]:
        """Stories by id of the networks, organisations and practices they speak of."""
        return _by_id((one, story) for story in self.stories for one in _spoken_of(story))

    @cached_property
    def took_part(self) -> Mapping[str, Sequence[PracticeEntry]]:
        """Good practices by id of who took part without being who tells them."""
        return _by_id(
            (one.body, told) for told in self.practices for one in told.record.who if one.body != told.home.id
        )

    @cached_property
    def figures(self) -> Mapping[str, Sequence[Figure]]:
        """Bodies and roles of each network, by its id."""
        return {one.id: figures_of(one, self.words) for one in self.networks}

    @cached_property
    def seats(self) -> Mapping[str, Sequence[Seat]]:
        """Bodies that an organisation sits in and roles it provides, by its id."""
        return seats_by_body(chain.from_iterable(self.figures.values()), self.words, self.catalogue.today)

    @cached_property
    def merged_from(self) -> Mapping[str, Sequence[NetworkEntry]]:
        """Networks that ended, by id of those that continue their work."""
        return _by_id((after, one) for one in self.networks for after in one.record.merged_into)

    def lot(self, record_id: str) -> bytes:
        """Where chance puts a record today: the same for the same day, whatever its size or name."""
        return hashlib.sha256(f"{self.catalogue.today.isoformat()} {record_id}".encode()).digest()

    def holdings(self, kind: str) -> Mapping[str, Holdings]:
        """What stands under each term of a vocabulary, in the vocabulary's order; unused terms are left out."""
        return self._all_holdings[kind]

    @cached_property
    def _all_holdings(self) -> Mapping[str, Mapping[str, Holdings]]:
        return {kind: self._holdings(kind) for kind in SCHEMES}

    def _holdings(self, kind: str) -> dict[str, Holdings]:
        groups = [
            self._grouped(kind, entries)
            for entries in (self.activities, self.ended, self.networks, self.organizations, self.practices)
        ]
        terms = (term.code for term in self.catalogue.vocabularies[SCHEMES[kind]])
        return {
            code: Holdings(*(group.get(code, ()) for group in groups))
            for code in terms
            if any(code in group for group in groups)
        }

    def _grouped(self, kind: str, entries: Sequence[Any]) -> Mapping[str, Sequence[Any]]:
        if kind == "tema":
            return self.catalogue.with_theme(entries)
        if kind == "territorio":
            return self.catalogue.in_territory(entries)
        if kind == "destinatari":
            return self.catalogue.for_audience(entries)
        groups: dict[str, list[Any]] = {}
        for entry in entries:
            for code in getattr(entry.record, "kinds", ()):
                groups.setdefault(code, []).append(entry)
        return groups

    def chip(self, kind: str, code: str, count: int) -> Chip:
        """The chip of a term, `count` being what it counts on that page."""
        term = self.catalogue.vocabularies[SCHEMES[kind]].terms[code]
        return Chip(
            code=code,
            label=self.place_name(code) if kind == "territorio" else self.words.label(SCHEMES[kind], code),
            address=addresses.term(kind, code),
            count=count,
            hue=self.words.thread([code]) if kind == "tema" else "",
            note=term.definition or "",
            counted=self.words.count("count.records", count),
        )

    def chips(self, kind: str) -> list[Chip]:
        """Return a chip for each term that something stands under, in the vocabulary's order."""
        return [self.chip(kind, code, held.total) for code, held in self.holdings(kind).items() if held.total]

    def busiest(self, kind: str) -> list[Chip]:
        """Return the same chips, those with most records first."""
        return sorted(self.chips(kind), key=lambda chip: (-chip.count, chip.label))

    def place_name(self, code: str) -> str:
        """A place as people say it: a quarter with its town."""
        if code not in self._place_names:
            town = self._town_around(code)
            name = self.words.label("territori", code)
            self._place_names[code] = f"{name}, {town}" if town else name
        return self._place_names[code]

    def _town_around(self, code: str) -> str:
        """Name of the town that a quarter lies in; nothing for what is no part of a town."""
        places = self.catalogue.vocabularies["territori"]
        term = places.terms.get(code)
        if term is None or term.level not in {"quartiere", "municipio", "via"}:
            return ""
        towns = [above for above in places.ancestors(code) if places.terms[above].level == "comune"]
        return self.words.label("territori", towns[0]) if towns else ""

    def nearest(self, places: Iterable[Chip]) -> list[Chip]:
        """Places people live in, those of the catalogue's own town first; wider areas come last."""
        terms = self.catalogue.vocabularies["territori"].terms
        return sorted(places, key=lambda chip: (terms[chip.code].level in _WIDE, not self.is_at_home((chip.code,))))

    def is_at_home(self, territories: Iterable[str]) -> bool:
        """Tell whether something is in the town the catalogue is about."""
        places = self.catalogue.vocabularies["territori"]
        return any(not self._town.isdisjoint((code, *places.ancestors(code))) for code in territories)

    @cached_property
    def _town(self) -> frozenset[str]:
        name = self.settings.get("comune")
        return frozenset(term.code for term in self.catalogue.vocabularies["territori"] if term.it == name)

    def places_line(self, codes: Sequence[str]) -> str:
        """Where, on the one line of a card."""
        told = self.places_told(codes[:2])
        rest = len(codes) - 2
        if rest <= 0:
            return told
        return self.texts("place.and_one" if rest == 1 else "place.and_more", places=told, n=rest)

    def places_told(self, codes: Sequence[str]) -> str:
        """Name places so that a town is never taken for one more of them: «Fornaci e Stazione (Valdoria), Trieste»."""
        if len(codes) == 1:
            return self.place_name(codes[0])
        groups: dict[tuple[str, str], list[str]] = {}
        for code in codes:
            town, name = self._town_around(code), self.words.label("territori", code)
            groups.setdefault((town, "" if town else code), []).append(name)
        return ", ".join(
            f"{self.words.listed(names)} ({town})" if town else names[0] for (town, _), names in groups.items()
        )

    def _by_name(self, entries: Iterable[Any]) -> tuple[Any, ...]:
        return tuple(sorted(entries, key=lambda entry: (sorting_key(entry.name), entry.id)))


def _spoken_of(story: StoryEntry) -> Iterable[str]:
    yield from (one.id for one in story.networks)
    yield from (one.id for one in story.organizations)
    yield from (one.id for one in story.practices)


def _by_id(pairs: Iterable[tuple[str, ItemT]]) -> Mapping[str, Sequence[ItemT]]:
    found: dict[str, list[ItemT]] = {}
    for key, item in pairs:
        found.setdefault(key, []).append(item)
    return found


def sorting_key(name: str) -> str:
    """A name as people look for it in an alphabet: without accents, quotes and signs."""
    plain = "".join(
        letter for letter in unicodedata.normalize("NFKD", name.casefold()) if letter.isalnum() or letter == " "
    )
    return " ".join(plain.split())
