"""The catalogue as the rest of the house sees it."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any, Final, TypeVar

from generator.catalogue.body_ties import BodyTie, body_ties
from generator.catalogue.entries import (
    ActivityEntry,
    AnyEntry,
    NetworkEntry,
    OrganizationEntry,
    PracticeEntry,
    Status,
    StoryEntry,
    Tie,
)
from generator.catalogue.geography import Geography
from generator.catalogue.lookups import apart, note_fields, worked_out
from generator.catalogue.vocabularies import Vocabularies
from generator.reading.boundaries import Area
from generator.records.common import UnlistedNetwork

if TYPE_CHECKING:
    from generator.catalogue.peers import Around

ItemT = TypeVar("ItemT")
TRIED_ELSEWHERE: Final = "trasferita"
"""Maturity of a practice that other places took up."""

_LONGEST_NATIONAL: Final = 6


def digits_of(contact: Any) -> str:
    """Return the digits of a telephone, with those of its extension."""
    return "".join(letter for letter in f"{contact.value or ''}{contact.extension or ''}" if letter.isdigit())


@dataclass(frozen=True)
class Catalogue:
    """All records of one place, on one day. Mappings go from id to entry, in the order of the ids."""

    today: date
    vocabularies: Vocabularies
    networks: Mapping[str, NetworkEntry]
    organizations: Mapping[str, OrganizationEntry]
    activities: Mapping[str, ActivityEntry]
    practices: Mapping[str, PracticeEntry]
    ties: tuple[Tie, ...] = ()
    former_ids: Mapping[str, str] = field(default_factory=dict)
    """Former id of a network or an organisation → present id."""
    stories: Mapping[str, StoryEntry] = field(default_factory=dict)
    """Newest first."""
    around: "Around | None" = None
    """The catalogues that the settings name (`pari`), whose records are shown beside these; None without any."""
    boundaries: Mapping[str, Area] = field(default_factory=dict)
    """Boundaries of places, by code; what is missing or unfit was told by checking and is left out."""
    boundary_credits: tuple[str, ...] = ()
    """Where these come from, and their licence: who shows them says it (CC BY asks for it)."""

    def entry(self, record_id: str) -> AnyEntry | None:
        """Return the network or organisation with this id, if there is one."""
        return self.networks.get(record_id) or self.organizations.get(record_id)

    def network(self, reference: str | UnlistedNetwork | None) -> NetworkEntry | None:
        """Return the network that a reference leads to; None for one that is only named."""
        return self.networks.get(reference) if isinstance(reference, str) else None

    @apart
    def geography(self) -> Geography:
        """The places of the catalogue: whoever asks about places asks here."""
        return Geography(self.vocabularies["territori"], self.boundaries)

    @worked_out
    def members(self) -> Mapping[str, tuple[Tie, ...]]:
        """The ties of each network, by network id."""
        return _grouped((tie.network.id, tie) for tie in self.ties)

    @worked_out
    def memberships(self) -> Mapping[str, tuple[Tie, ...]]:
        """The ties of each member, by the member's id."""
        return _grouped((tie.body.id, tie) for tie in self.ties if tie.body is not None)

    @worked_out
    def activities_of(self) -> Mapping[str, tuple[ActivityEntry, ...]]:
        """Activities by id of who runs them and of the networks they belong to."""
        return _grouped(
            (owner, activity)
            for activity in self.activities.values()
            for owner in dict.fromkeys(
                (activity.operator.id, activity.home.id, *(network.id for network in activity.networks))
            )
        )

    @worked_out
    def own_numbers(self) -> Mapping[str, OrganizationEntry]:
        """By the digits of a telephone the body that gives it as its own; of several the first by name."""
        found: dict[str, OrganizationEntry] = {}
        for body in sorted(self.organizations.values(), key=lambda one: (one.name, one.id)):
            for contact in body.record.contacts if not body.is_over else ():
                # A national number, short as it is, is nobody's own.
                if contact.kind == "telefono" and len(digits_of(contact)) > _LONGEST_NATIONAL:
                    found.setdefault(digits_of(contact), body)
        return found

    @worked_out
    def partnered(self) -> Mapping[str, tuple[ActivityEntry, ...]]:
        """Activities by id of the partners that help with them."""
        return _grouped(
            (partner.id, activity) for activity in self.activities.values() for partner in activity.partners
        )

    @worked_out
    def practices_of(self) -> Mapping[str, tuple[PracticeEntry, ...]]:
        """Good practices by id of the record they are written in."""
        return _grouped((practice.home.id, practice) for practice in self.practices.values())

    @worked_out
    def taken_up(self) -> Mapping[str, tuple[PracticeEntry, ...]]:
        """Good practices by id of the one they were taken from (`da`): where it has been tried again."""
        taken = (practice for practice in self.practices.values() if practice.record.origin)
        return _grouped((practice.record.origin or "", practice) for practice in taken)

    def maturity_of(self, practice: PracticeEntry) -> str | None:
        """How well tried a practice is: what its record says, or more where another place tells that it took it up."""
        said = practice.record.maturity
        is_elsewhere = practice.record.replications or self.taken_up.get(practice.id)
        return TRIED_ELSEWHERE if said and is_elsewhere else said

    @worked_out
    def related(self) -> Mapping[str, tuple[tuple[str, NetworkEntry | UnlistedNetwork, str | None], ...]]:
        """Ties between networks, told on one side and shown on both: (kind, other network, note)."""
        return _grouped(self._relations())

    def _relations(self) -> Iterable[tuple[str, tuple[str, NetworkEntry | UnlistedNetwork, str | None]]]:
        relations = self.vocabularies["relazioni"]
        for network in self.networks.values():
            for relation in network.record.relations:
                if not isinstance(relation.network, str):
                    yield network.id, (relation.kind, relation.network, relation.note)
                elif relation.network in self.networks:
                    yield network.id, (relation.kind, self.networks[relation.network], relation.note)
                    yield relation.network, (relations.inverse(relation.kind), network, relation.note)

    @worked_out
    def body_ties(self) -> Mapping[str, tuple[BodyTie, ...]]:
        """What ties each organisation to others, by its id."""
        return body_ties(self.organizations, self.vocabularies["relazioni_enti"])

    def with_theme(self, items: Iterable[ItemT]) -> Mapping[str, tuple[ItemT, ...]]:
        """Group entries by each of their themes."""
        return _grouped((code, item) for item in items for code in themes_of(item))

    def in_territory(self, items: Iterable[ItemT]) -> Mapping[str, tuple[ItemT, ...]]:
        """Group entries by each of their territories and by those that contain them."""
        return self._upwards(items, "territories", self.geography.wholes)

    def for_audience(self, items: Iterable[ItemT]) -> Mapping[str, tuple[ItemT, ...]]:
        """Group entries by each of their audiences and by the broader ones."""
        return self._upwards(items, "audiences", self.vocabularies["destinatari"].ancestors)

    def _upwards(
        self, items: Iterable[ItemT], facet: str, wider: Callable[[str], tuple[str, ...]]
    ) -> Mapping[str, tuple[ItemT, ...]]:
        return _grouped(
            (code, item)
            for item in items
            for code in dict.fromkeys(code for own in facet_of(item, facet) for code in (own, *wider(own)))
        )

    @worked_out
    def current_activities(self) -> tuple[ActivityEntry, ...]:
        """Activities that are not over."""
        return tuple(activity for activity in self.activities.values() if activity.status is not Status.ENDED)


note_fields(Catalogue, "networks", "organizations", "activities", "practices", "ties", "former_ids", "stories")


def themes_of(item: object) -> tuple[str, ...]:
    """Return the theme codes of an entry, inherited ones included."""
    return facet_of(item, "themes")


def facet_of(item: object, facet: str) -> tuple[str, ...]:
    """Return the codes of a facet: the entry's own reading of it, or else its record's."""
    own = getattr(item, facet, None)
    return tuple(own if own is not None else getattr(getattr(item, "record", None), facet, ()))


def _grouped(pairs: Iterable[tuple[str, ItemT]]) -> dict[str, tuple[ItemT, ...]]:
    groups: dict[str, list[ItemT]] = {}
    for key, item in pairs:
        groups.setdefault(key, []).append(item)
    return {key: tuple(items) for key, items in groups.items()}
