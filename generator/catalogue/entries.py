"""What a catalogue holds: records with their ids, references resolved, inherited facets filled in."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Generic, TypeVar

from generator.records.activity import Activity
from generator.records.common import Source, UnlistedOrganization, Verification
from generator.records.dates import PartialDate
from generator.records.network import Network
from generator.records.organization import Organization
from generator.records.practice import Practice
from generator.records.story import Story

RecordT = TypeVar("RecordT", Network, Organization)


class Status(StrEnum):
    """State of an activity, declared or derived."""

    PLANNED = "prevista"
    ACTIVE = "attiva"
    SEASONAL = "stagionale"
    ENDED = "conclusa"
    UNCONFIRMED = "da_confermare"


@dataclass(frozen=True, slots=True, eq=False)
class Entry(Generic[RecordT]):
    """A record that has a file of its own; `file` is relative to the catalogue."""

    id: str
    kind: str
    """`rete` or `ente`."""
    file: str
    record: RecordT
    territories: tuple[str, ...]
    """Codes of its territories; for an organisation that gives none, those of its networks."""
    sources: tuple[Source, ...]
    """Where its information comes from; for an organisation that says nothing, the sources of its networks."""
    inherited: frozenset[str] = frozenset()
    """Which of `territories` and `sources` come from its networks."""

    @property
    def name(self) -> str:
        """Name to show."""
        return self.record.name

    @property
    def verification(self) -> Verification | None:
        """Its confirmation, if there ever was one."""
        return self.record.verification


NetworkEntry = Entry[Network]
OrganizationEntry = Entry[Organization]
AnyEntry = Entry[Network] | Entry[Organization]


@dataclass(frozen=True, slots=True, eq=False)
class Tie:
    """A membership: one body in one network, as both sides tell it.

    `body` is None for a member without a file, whose words are in `unlisted`.
    `pending` says that only one side tells it although one of the two was confirmed («in attesa di conferma»).
    """

    network: NetworkEntry
    body: AnyEntry | None
    unlisted: UnlistedOrganization | None
    kinds: tuple[str, ...]
    office: str | None
    since: PartialDate | None
    until: PartialDate | None
    brings: tuple[str, ...]
    note: str | None
    pending: bool = False

    @property
    def name(self) -> str:
        """Name of the member."""
        if self.body is not None:
            return self.body.name
        return self.unlisted.name if self.unlisted else ""


@dataclass(frozen=True, slots=True, eq=False)
class ActivityEntry:
    """An activity with what it inherits: facets, operator, networks, sources.

    `id` is global, `<file id>/<id>`. The names of inherited facets are in `inherited`: they weigh half as evidence.
    """

    id: str
    record: Activity
    home: AnyEntry
    """The entry in whose file it is written."""
    operator: AnyEntry
    """Who runs it: the organisation, or the network as such."""
    networks: tuple[NetworkEntry, ...]
    partners: tuple[AnyEntry, ...]
    themes: tuple[str, ...]
    territories: tuple[str, ...]
    inherited: frozenset[str]
    status: Status
    sources: tuple[Source, ...]

    @property
    def name(self) -> str:
        """Name to show."""
        return self.record.name

    @property
    def verification(self) -> Verification | None:
        """Confirmation of the file it is written in."""
        return self.home.verification


@dataclass(frozen=True, slots=True, eq=False)
class PracticeEntry:
    """A good practice and whose it is; `id` is global, `<file id>/<id>`."""

    id: str
    record: Practice
    home: AnyEntry
    themes: tuple[str, ...]
    territories: tuple[str, ...]
    sources: tuple[Source, ...]

    @property
    def name(self) -> str:
        """Title to show."""
        return self.record.title

    @property
    def verification(self) -> Verification | None:
        """Confirmation of the file it is written in."""
        return self.home.verification


@dataclass(frozen=True, slots=True, eq=False)
class StoryEntry:
    """A story and who it speaks of; references that lead nowhere are left out."""

    id: str
    file: str
    record: Story
    networks: tuple[NetworkEntry, ...]
    organizations: tuple[OrganizationEntry, ...]
    practices: tuple[PracticeEntry, ...]

    @property
    def name(self) -> str:
        """Title to show."""
        return self.record.title
