"""What a catalogue holds: records with their ids, references resolved, inherited facets filled in."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Generic, TypeVar

from generator.catalogue.lookups import Noted, note_content
from generator.records.activity import Activity, Schedule
from generator.records.common import Source, UnlistedOrganization, Verification
from generator.records.dates import PartialDate
from generator.records.network import SUSPENDED, Network
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


class Recorded(Noted):
    """What only some kinds of entry say, empty on the others: pages never ask by `getattr` for what may not be there.

    Every kind also has `id`, `name`, `file`, `record`, `sources`, `verification`, `themes`, `territories`, `audiences`,
    `inherited` and `opening`; they are not here because a dataclass would take a property of its base for a default.
    """

    __slots__ = ()

    @property
    def kinds(self) -> tuple[str, ...]:
        """Kinds of activity (`tipi_attivita`), the main one first; only activities have some."""
        return ()

    @property
    def other_names(self) -> tuple[str, ...]:
        """What else people call a network or an organisation."""
        return ()

    @property
    def schedule(self) -> Schedule | None:
        """When an activity happens."""
        return None

    @property
    def is_over(self) -> bool:
        """Whether it has ended; what was learnt or told never ends."""
        return False


def _other_names(record: Network | Organization) -> tuple[str, ...]:
    acronym = [record.acronym] if record.acronym else []
    official = [name.name for name in record.official_names] if isinstance(record, Organization) else []
    former = [name.name for name in record.former_names]
    return tuple(dict.fromkeys((*acronym, *record.other_names, *official, *former)))


@dataclass(frozen=True, slots=True, eq=False)
class Entry(Recorded, Generic[RecordT]):
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
    source: str = ""
    """Digest of the text of its file; empty where nobody read a file."""

    @property
    def lookup_kind(self) -> str:
        """Its kind."""
        return self.kind

    @property
    def home_source(self) -> str:
        """Digest of the text of its file."""
        return self.source

    @property
    def name(self) -> str:
        """Name to show."""
        return self.record.name

    @property
    def home(self) -> "Entry[RecordT]":
        """Itself: the entry in whose file it is written."""
        return self

    @property
    def verification(self) -> Verification | None:
        """Its confirmation, if there ever was one."""
        return self.record.verification

    @property
    def themes(self) -> tuple[str, ...]:
        """Codes of its themes."""
        return self.record.themes

    @property
    def audiences(self) -> tuple[str, ...]:
        """Codes of the people it is for."""
        return self.record.audiences

    @property
    def other_names(self) -> tuple[str, ...]:
        """What else people call it: its acronym, other spellings, official names in other languages, former names."""
        return _other_names(self.record)

    @property
    def opening(self) -> str:
        """The first of its texts that says what it is, in Markdown; empty where none does."""
        record: Network | Organization = self.record
        how_it_works = record.how_it_works if isinstance(record, Network) else None
        return record.summary or record.description or how_it_works or ""

    @property
    def is_over(self) -> bool:
        """Whether it has ended."""
        return self.record.status == Status.ENDED.value

    @property
    def is_at_rest(self) -> bool:
        """Whether its work is suspended: it goes on, but nothing of it is on now."""
        return self.record.status == SUSPENDED


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

    def is_over(self, today: date) -> bool:
        """Whether it has ended, where somebody said when it did."""
        return self.until is not None and self.until.is_past(today)

    @property
    def name(self) -> str:
        """Name of the member."""
        if self.body is not None:
            return self.body.name
        return self.unlisted.name if self.unlisted else ""


@dataclass(frozen=True, slots=True, eq=False)
class ActivityEntry(Recorded):
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
    def lookup_kind(self) -> str:
        """The code of the kind."""
        return "attivita"

    @property
    def home_source(self) -> str:
        """Digest of the text of the file it is written in."""
        return self.home.source

    @property
    def name(self) -> str:
        """Name to show."""
        return self.record.name

    @property
    def verification(self) -> Verification | None:
        """Confirmation of the file it is written in."""
        return self.home.verification

    @property
    def file(self) -> str:
        """The file it is written in, relative to the catalogue."""
        return self.home.file

    @property
    def audiences(self) -> tuple[str, ...]:
        """Codes of the people it is for."""
        return self.record.audiences

    @property
    def kinds(self) -> tuple[str, ...]:
        """Kinds of activity (`tipi_attivita`), the main one first."""
        return self.record.kinds

    @property
    def opening(self) -> str:
        """What is done, in Markdown; empty where it is not told."""
        return self.record.description or ""

    @property
    def schedule(self) -> Schedule | None:
        """When it happens, where it is known."""
        return self.record.schedule

    @property
    def is_over(self) -> bool:
        """Whether it has ended."""
        return self.status is Status.ENDED

    @property
    def is_at_rest(self) -> bool:
        """Whether all who run it have suspended their work: it has no next time, and nobody to call about it."""
        return all(body.is_at_rest for body in (self.operator, *self.partners))


@dataclass(frozen=True, slots=True, eq=False)
class PracticeEntry(Recorded):
    """A good practice and whose it is; `id` is global, `<file id>/<id>`."""

    id: str
    record: Practice
    home: AnyEntry
    themes: tuple[str, ...]
    territories: tuple[str, ...]
    sources: tuple[Source, ...]

    @property
    def lookup_kind(self) -> str:
        """The code of the kind."""
        return "pratica"

    @property
    def home_source(self) -> str:
        """Digest of the text of the file it is written in."""
        return self.home.source

    @property
    def name(self) -> str:
        """Title to show."""
        return self.record.title

    @property
    def verification(self) -> Verification | None:
        """Confirmation of the file it is written in."""
        return self.home.verification

    @property
    def file(self) -> str:
        """The file it is written in, relative to the catalogue."""
        return self.home.file

    @property
    def inherited(self) -> frozenset[str]:
        """Names of inherited facets: none weighs less, a practice has the themes and places of its file."""
        return frozenset()

    @property
    def audiences(self) -> tuple[str, ...]:
        """Codes of the people it is for."""
        return self.record.audiences

    @property
    def opening(self) -> str:
        """The first of its texts that says what it is, in Markdown; empty where none does."""
        return self.record.solution or self.record.context or self.record.problem or ""


@dataclass(frozen=True, slots=True, eq=False)
class StoryEntry(Recorded):
    """A story and who it speaks of; references that lead nowhere are left out."""

    id: str
    file: str
    record: Story
    networks: tuple[NetworkEntry, ...]
    organizations: tuple[OrganizationEntry, ...]
    practices: tuple[PracticeEntry, ...]
    source: str = ""
    """Digest of the text of its file; empty where nobody read a file."""

    @property
    def lookup_kind(self) -> str:
        """The code of the kind."""
        return "storia"

    @property
    def home_source(self) -> str:
        """Digest of the text of its file."""
        return self.source

    @property
    def name(self) -> str:
        """Title to show."""
        return self.record.title

    @property
    def sources(self) -> tuple[Source, ...]:
        """Where its information comes from: a story is its own source."""
        return ()

    @property
    def verification(self) -> Verification | None:
        """Its confirmation: a story asks for none."""
        return None

    @property
    def inherited(self) -> frozenset[str]:
        """Names of inherited facets: none weighs less, a story has those of whom it speaks of."""
        return frozenset()

    @property
    def themes(self) -> tuple[str, ...]:
        """Codes of the themes of the networks and organisations it speaks of."""
        return tuple(dict.fromkeys(code for body in self.bodies for code in body.themes))

    @property
    def territories(self) -> tuple[str, ...]:
        """Codes of the territories of the networks and organisations it speaks of."""
        return tuple(dict.fromkeys(code for body in self.bodies for code in body.territories))

    @property
    def audiences(self) -> tuple[str, ...]:
        """Codes of the people that the networks and organisations it speaks of are for."""
        return tuple(dict.fromkeys(code for body in self.bodies for code in body.audiences))

    @property
    def opening(self) -> str:
        """Its text, in Markdown."""
        return self.record.body

    @property
    def bodies(self) -> tuple[AnyEntry, ...]:
        """The networks and organisations it speaks of."""
        return (*self.networks, *self.organizations)


note_content(Entry, ActivityEntry, PracticeEntry, StoryEntry)

AnyRecord = AnyEntry | ActivityEntry | PracticeEntry | StoryEntry
"""Whatever has a page of its own."""
