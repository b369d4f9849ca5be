"""What all pages are made from: the catalogue, its words, its settings, and the groups that several pages show."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import lru_cache
from itertools import chain, islice
from typing import TYPE_CHECKING, Any, Final, TypeVar

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
from generator.catalogue.answers import GUIDING, answers_to, guides, needs_of
from generator.catalogue.entries import AnyRecord
from generator.catalogue.freshness import Ages
from generator.catalogue.kinds import RECORDS, TERMS
from generator.catalogue.lookups import Pieces, apart, made_anew, note_fields, question, remembered, worked_out
from generator.catalogue.news import APPEARED
from generator.catalogue.opening_times import Conventions
from generator.catalogue.since import Past, Since
from generator.catalogue.vocabularies import EVERYBODY
from generator.diagnostics import Finding
from generator.exports.pieces import Kept
from generator.locale.folding import without_accents
from generator.matching import Matching
from generator.reading.images import Picture
from generator.reading.reports import Report
from generator.reading.surveys import Question
from generator.records import Network
from generator.records.common import Contact
from generator.records.network import DRAFT, ENDED, SUSPENDED
from generator.site.chronicle import Chronicle
from generator.site.editions import Edition
from generator.site.parts.contacts import (
    TELEPHONE,
    AnsweredFor,
    Desk,
    OfficeContact,
    Telephone,
    contact_point_of,
    contacts_to_use,
    office_by_telephone,
)
from generator.site.parts.emergency import UrgentNumbers, with_own
from generator.site.parts.governance import Figure, Seat, figures_of, seats_by_body
from generator.site.parts.hints import Synergies
from generator.site.parts.json_ld import Describer
from generator.site.parts.maps.places import Maps
from generator.site.parts.words import Words
from generator.site.photos import Photo, named_photo
from generator.site.published import published, removed
from generator.site.turns import Turn, lot, turns

if TYPE_CHECKING:
    from generator.catalogue.vocabularies import Vocabularies
    from generator.site.elsewhere import Elsewhere, RecordElsewhere
    from generator.site.formats import OpenData
    from generator.site.parts.news import News
    from generator.site.visibility import Visibility

NEW_FOR: Final = timedelta(days=60)
"""So long a record is called new."""
_MOST_NEW: Final = 4
"""More than one in so many is too much to be called new."""
MOST_TWINS: Final = 2000
"""Records beyond which none has a twin: hosts count files, and some stop at twenty thousand."""

ItemT = TypeVar("ItemT")
AnsweredForT = TypeVar("AnsweredForT", bound=AnsweredFor)
EntryT = TypeVar("EntryT", bound=AnyRecord)

_NOT_AT_ALL: Final = 2
_NAMED_PLACES: Final = 3
"""So many places are named on a card; of more the first two, and how many others there are."""
_ALIKE: Final = 6
_MOST_WITH_OEMBED: Final = 3_000
_NOT_AT_WORK: Final = frozenset({DRAFT, SUSPENDED, ENDED})


@dataclass(frozen=True, slots=True)
class Chip:
    """A way to narrow: a term, its page and how many activities stand there, unless who made it counts otherwise."""

    code: str
    label: str
    address: str
    count: int
    hue: str = ""
    note: str = ""
    counted: str = ""
    """The same in words: «24 attività»; where there is none, what else there is."""
    picture: str = ""
    """The drawing of the term, or of a wider one (`parts/pictograms.py`)."""
    below: Sequence["Chip"] = ()
    """Narrower terms, where they stand under this one."""


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
    ended: Sequence[ActivityEntry | NetworkEntry | OrganizationEntry] = ()
    """What is over: it is told, and counted nowhere."""
    networks: Sequence[NetworkEntry] = ()
    organizations: Sequence[OrganizationEntry] = ()
    practices: Sequence[PracticeEntry] = ()
    elsewhere: Sequence["RecordElsewhere"] = ()
    """Records of other catalogues that are not over."""

    @property
    def total(self) -> int:
        """How many records that are not over, those of other catalogues included: what the page of the term shows."""
        return sum(number for _, number in self.numbers)

    @property
    def numbers(self) -> tuple[tuple[str, int], ...]:
        """How many there are of each kind of what is not over, each with the words that count it: activities first."""
        return (
            ("count.activities", len(self.activities)),
            ("count.networks", len(self.networks)),
            ("count.organizations", len(self.organizations)),
            ("count.practices", len(self.practices)),
            ("elsewhere.records", len(self.elsewhere)),
        )


@dataclass(frozen=True, slots=True)
class Covering:
    """What is done in a wider place and serves those who are in a narrower one; `total` counts it all."""

    place: str
    activities: Sequence[ActivityEntry]
    total: int


@dataclass(slots=True)
class _SameKind:
    """Activities of one kind in their order, looked up by place: a kind may have thousands."""

    entries: list[ActivityEntry] = field(default_factory=list)
    numbers_in: dict[str, list[int]] = field(default_factory=dict)
    """Place → indexes into `entries`."""

    def add(self, entry: ActivityEntry) -> None:
        """Put an activity behind the others."""
        for place in entry.territories:
            self.numbers_in.setdefault(place, []).append(len(self.entries))
        self.entries.append(entry)

    def beside(self, entry: ActivityEntry) -> list[ActivityEntry]:
        """Return the first few others: those of a same place, then any."""
        near = dict.fromkeys(sorted(number for place in entry.territories for number in self.numbers_in.get(place, ())))
        numbers = chain(near, (number for number in range(len(self.entries)) if number not in near))
        activities = (self.entries[number] for number in numbers)
        return list(islice((activity for activity in activities if activity.id != entry.id), _ALIKE))


class Site:
    """One catalogue about to become pages in one language.

    `questions` are answers to surveys as they may be shown; `findings` are what checking found, for the pages
    that say how records could be better; `pictures` are the files of the logos, by name. `reports` of years, the newest
    first, `photos` of records by file, `past` and `chronicle`, the history of its folder, are put in by who opens the
    folder; `open_data`, what was published in open formats, by who builds the site, for the pages that are made last.
    `pieces` are those of files that are no pages, from one build to the next where who builds puts in what keeps them.
    """

    def __init__(
        self,
        catalogue: Catalogue,
        words: Words,
        config: Mapping[str, Any],
        introduction: str = "",
        questions: Iterable[Question] = (),
        findings: Iterable[Finding] = (),
        pictures: Mapping[str, Picture] | None = None,
    ) -> None:
        self.catalogue = published(catalogue)
        self.removed = removed(catalogue)
        self.introduction = introduction
        self.questions = tuple(questions)
        self.reports = tuple[Report, ...]()
        self.findings = tuple(findings)
        self.open_data: OpenData | None = None
        self.pictures = pictures or {}
        self.photos: Mapping[str, Photo] = {}
        self.past = Past()
        self.chronicle = Chronicle(catalogue.today)
        self.pieces: Pieces = made_anew
        self.events_written = Kept()
        self.words = words
        self.texts = words.texts
        self.config = config
        self.settings: Mapping[str, Any] = config["extra"]["catalogue"]
        self.edition = Edition.of(config, self.texts.lang)
        words.is_own = self.edition.is_first
        self.first: Site | None = None
        """The same site in its first language, where this is another; what no language changes is worked out there."""
        self.root_url = str(config.get("site_url") or "")
        """The address of the whole site."""
        self.description = ""
        """The catalogue in a sentence where it is told in another language than that of its settings; else empty."""
        self.url = addresses.absolute(self.root_url, prefix) if (prefix := self.edition.prefix) else self.root_url
        """The address of this edition of it."""
        self._place_names: dict[str, str] = {}
        self._reachable = remembered(self._reach)
        self.conventions = Conventions.of(self.settings)
        self.describer = Describer(self.catalogue, words, self.url, self.conventions, self.photo_of)

    def photo_of(self, entry: AnyRecord) -> Photo | None:
        """Return the photo of a record, where it has one that may be shown and a file of it is published."""
        photo = self.photos.get(named_photo(entry))
        return photo if photo and photo.files else None

    @apart
    def urgent(self) -> UrgentNumbers:
        """The numbers for who is in danger: the national ones and the catalogue's own."""
        return with_own(self.settings.get("numeri_urgenti", ()), self.catalogue)

    @apart
    def _endangered(self) -> frozenset[str]:
        """For whom the number against violence is, with women at large and everybody."""
        people = self.catalogue.vocabularies["destinatari"]
        endangered = {code for code in people.terms if self.urgent.is_dangerous_term("destinatari", code)}
        return frozenset({EVERYBODY, *endangered, *(wider for code in endangered for wider in people.ancestors(code))})

    @question
    def is_for_others(self, activity: ActivityEntry) -> bool:
        """Tell whether an activity is for none of those in danger: who uses violence calls its own number first."""
        return bool(activity.audiences) and self._endangered.isdisjoint(activity.audiences)

    @worked_out
    def has_oembed(self) -> bool:
        """Tell whether each record has a file for oEmbed: hosts refuse too many files (docs/scaling.md)."""
        catalogue = self.catalogue
        groups = (catalogue.networks, catalogue.organizations, catalogue.activities, catalogue.practices)
        return bool(self.url) and sum(map(len, groups)) <= _MOST_WITH_OEMBED

    @apart
    def elsewhere(self) -> "Elsewhere | None":
        """What other catalogues have; None where the settings name none."""
        from generator.site.elsewhere import Elsewhere  # noqa: PLC0415 -- it makes sites of theirs

        return Elsewhere(self, self.catalogue.around) if self.catalogue.around else None

    @worked_out
    def is_portal(self) -> bool:
        """Tell whether it shows the records of other catalogues alone."""
        has_own = self.catalogue.networks or self.catalogue.organizations
        return self.elsewhere is not None and not has_own

    @property
    def own_vocabularies(self) -> "Vocabularies":
        """The words of this catalogue alone, without those of the catalogues around it."""
        return self.catalogue.around.own if self.catalogue.around else self.catalogue.vocabularies

    @worked_out
    def networks(self) -> tuple[NetworkEntry, ...]:
        """Published networks by name."""
        return by_name(self.catalogue.networks.values())

    @worked_out
    def current_networks(self) -> tuple[NetworkEntry, ...]:
        """Published networks that are not over: what is counted, and where somebody may be asked today."""
        return tuple(network for network in self.networks if not network.is_over)

    @worked_out
    def networks_at_work(self) -> tuple[NetworkEntry, ...]:
        """Published networks that are neither over, nor at rest, nor a draft."""
        return tuple(network for network in self.networks if network.record.status not in _NOT_AT_WORK)

    @worked_out
    def organizations(self) -> tuple[OrganizationEntry, ...]:
        """Published organisations by name."""
        return by_name(self.catalogue.organizations.values())

    @worked_out
    def current_organizations(self) -> tuple[OrganizationEntry, ...]:
        """Published organisations that are not over."""
        return tuple(body for body in self.organizations if not body.is_over)

    @worked_out
    def activities(self) -> tuple[ActivityEntry, ...]:
        """Activities that are not over: the reached, the sure, those with a telephone first; then as turns come."""
        current = (activity for activity in self.catalogue.activities.values() if not activity.is_over)
        return tuple(self.contact_first(sorted(current, key=lambda activity: self.turns[activity.id])))

    @worked_out
    def first_contact(self) -> Desk | Telephone | None:
        """Whom to call who knows not whom to ask: of those who show the way in the town the surest, else the office.

        Who keeps the catalogue knows what stands in it; who needs help is better sent to whose work that is.
        """
        able = [one for one in guides(self.activities) if not one.is_at_rest]
        for desk in sorted(able, key=lambda one: (not self.is_at_home(one.territories), _guiding(one))):
            contact = next((each for each in self.contacts_of(desk) if each.kind == TELEPHONE and each.value), None)
            if contact:
                return Desk(desk.name, desk, contact)
        return office_by_telephone(self.settings["ufficio"])

    @worked_out
    def tells_costs(self) -> bool:
        """Tell whether most activities say what they cost, so that one that does not is to be asked about."""
        return 2 * sum(bool(activity.record.cost) for activity in self.activities) > len(self.activities)

    @worked_out
    def turns(self) -> Mapping[str, Turn]:
        """Whose turn it is where nothing else decides, by the id of each activity that is not over."""
        current = (activity for activity in self.catalogue.activities.values() if not activity.is_over)
        return turns(current, self.catalogue.today)

    @worked_out
    def visibility(self) -> "Visibility | None":
        """How often small bodies are seen, against large ones; None where it cannot be told, or takes too long."""
        from generator.site.visibility import measured  # noqa: PLC0415 -- it takes what this module makes

        return self.first.visibility if self.first else measured(self)

    @question
    def beside(self, entry: ActivityEntry) -> list[ActivityEntry]:
        """Return the first few other activities of the kind of this: those of a same place, then any."""
        return self._same_kind.get(entry.record.kinds[0], _SameKind()).beside(entry)

    @worked_out
    def _same_kind(self) -> Mapping[str, _SameKind]:
        by_kind: dict[str, _SameKind] = {}
        for activity in self.activities:
            by_kind.setdefault(activity.record.kinds[0], _SameKind()).add(activity)
        return by_kind

    @worked_out
    def ended(self) -> tuple[ActivityEntry, ...]:
        """Activities that are over."""
        return by_name(activity for activity in self.catalogue.activities.values() if activity.is_over)

    @worked_out
    def practices(self) -> tuple[PracticeEntry, ...]:
        """Good practices by title."""
        return by_name(self.catalogue.practices.values())

    @apart
    def matching(self) -> Matching:
        """Likenesses, matches, meetings and gaps among what is published."""
        return self.first.matching if self.first else Matching(self.catalogue)

    @apart
    def synergies(self) -> Synergies:
        """The same as hints for pages, with their reasons in words."""
        return Synergies(self.catalogue, self.matching, self.words, self.reached_first)

    @apart
    def maps(self) -> Maps:
        """What maps show of its places; see `parts/maps`."""
        return Maps(self.catalogue.geography, self.words)

    @worked_out
    def children(self) -> Mapping[str, Sequence[NetworkEntry]]:
        """Networks within each network."""
        parents = ((network.record.parent, network) for network in self.networks)
        return _by_id((parent, network) for parent, network in parents if isinstance(parent, str))

    @worked_out
    def stories(self) -> tuple[StoryEntry, ...]:
        """Stories, newest first; none while the catalogue keeps silent."""
        return () if self.is_silent else tuple(self.catalogue.stories.values())

    @property
    def is_silent(self) -> bool:
        """Tell whether elections are on: what tells or puts forward then waits (L. 28/2000, art. 9)."""
        return self.silent_until is not None

    @property
    def silent_until(self) -> date | None:
        """The last day of the vote while elections are on, else None."""
        period = self.settings.get("periodo_elettorale")
        if not period or not period["dal"] <= self.catalogue.today.isoformat() <= period["al"]:
            return None
        return date.fromisoformat(period["al"])

    @apart
    def ages(self) -> Ages:
        """Months after which records ask for a confirmation."""
        return Ages.of(self.settings)

    @question
    def last_meeting(self, network: NetworkEntry) -> date | None:
        """Return the last day on which a network met, as far as its record, of today or of once, says so."""
        return self.past.last_meeting(network, self.catalogue.today)

    @question
    def since_last_meeting(self, network: NetworkEntry) -> Since | None:
        """Return what changed around a network since it last met; None where the day or the history is not known."""
        day = self.last_meeting(network)
        return self.changed_since(day, network) if day else None

    def changed_since(self, day: date, network: NetworkEntry) -> Since | None:
        """Return what changed around a network since a day; None where no history reaches it."""
        nearby = [encounter.there for encounter in self.synergies.near(network)]
        return self.past.since(day, network, self.catalogue, nearby)

    @worked_out
    def stories_about(self) -> Mapping[str, Sequence[StoryEntry]]:
        """Stories by id of the networks, organisations and practices they speak of."""
        return _by_id((about.id, story) for story in self.stories for about in (*story.bodies, *story.practices))

    @worked_out
    def kinds_about(self) -> Mapping[str, frozenset[str]]:
        """By kind of activity, the themes and the people of what is done of it; what is for everybody tells nothing."""
        return {
            code: frozenset(chain.from_iterable((*one.themes, *one.audiences) for one in held.activities)) - {EVERYBODY}
            for code, held in self.holdings("tipo").items()
        }

    @worked_out
    def namesakes(self) -> frozenset[str]:
        """Names that activities of two bodies share: alone these don't say which of them is meant."""
        doing: dict[str, set[str]] = {}
        for activity in self.activities:
            doing.setdefault(activity.name, set()).add(activity.operator.id)
        return frozenset(name for name, bodies in doing.items() if len(bodies) > 1)

    @worked_out
    def took_part(self) -> Mapping[str, Sequence[PracticeEntry]]:
        """Good practices by id of who took part without being who tells them."""
        return _by_id(
            (contribution.body, practice)
            for practice in self.practices
            for contribution in practice.record.who
            if contribution.body != practice.home.id
        )

    @worked_out
    def networks_joined(self) -> Mapping[str, int]:
        """In how many networks that are not over each body is, by its id: who is in most is not asked one by one."""
        joined = {(tie.body.id, tie.network.id) for tie in self.catalogue.ties if tie.body and not tie.network.is_over}
        return Counter(body for body, _ in sorted(joined))

    @worked_out
    def figures(self) -> Mapping[str, Sequence[Figure]]:
        """Bodies and roles of each network, by its id."""
        return {network.id: figures_of(network, self.words) for network in self.networks}

    @worked_out
    def seats(self) -> Mapping[str, Sequence[Seat]]:
        """Bodies that an organisation sits in and roles it provides, by its id."""
        return seats_by_body(chain.from_iterable(self.figures.values()), self.words, self.catalogue.today)

    @worked_out
    def merged_from(self) -> Mapping[str, Sequence[NetworkEntry]]:
        """Networks that ended, by id of those that continue their work."""
        return _by_id(
            (after, network)
            for network in self.networks
            for after in network.record.merged_into
            if isinstance(after, str)
        )

    @worked_out
    def facet_counts(self) -> Mapping[str, Mapping[str, int]]:
        """How many records that are not over carry each value that search chooses by, by facet."""
        from generator.site.search.metadata import counts_of  # noqa: PLC0415 -- it takes what this module makes

        return counts_of(self.elsewhere.whole if self.elsewhere else self)

    @worked_out
    def serving_counts(self) -> Mapping[str, int]:
        """How many records that are not over serve each place, as a search there finds them."""
        from generator.site.search.metadata import serving_counts  # noqa: PLC0415 -- it takes what this module makes

        return serving_counts(self.elsewhere.whole if self.elsewhere else self)

    @worked_out
    def news(self) -> Sequence["News"]:
        """What history tells of what is published now, the newest first; see `is_silent` before showing it."""
        from generator.site.parts.news import news_in  # noqa: PLC0415 -- it takes what this module makes

        return news_in(self)

    @worked_out
    def news_of(self) -> Mapping[str, Sequence["News"]]:
        """News by the address of the network, theme or place that they concern."""
        from generator.site.parts.news import news_by_page  # noqa: PLC0415 -- it takes what this module makes

        return news_by_page(self)

    @worked_out
    def new_records(self) -> Mapping[str, date]:
        """The day on which what is new here was first published, by its address; nothing while the site is silent.

        Where much of a kind is new nothing of it is called so: a word on every second card would tell nothing.
        """
        since = self.catalogue.today - NEW_FOR
        appeared = () if self.is_silent else (item for item in self.news if item.fact.kind == APPEARED)
        by_kind: dict[str, dict[str, date]] = {}
        for item in appeared:
            if item.day > since:
                by_kind.setdefault(item.code, {})[addresses.record(item.entry)] = item.day
        lists = {kind.code: getattr(self.catalogue, kind.group) for kind in RECORDS.values()}
        few = (new for kind, new in by_kind.items() if len(new) * _MOST_NEW <= len(lists[kind]))
        return {address: day for new in few for address, day in new.items()}

    @worked_out
    def history_begins(self) -> date | None:
        """The first day of which history tells; None where there is none to read."""
        return self.chronicle.begins

    @worked_out
    def born(self) -> date | None:
        """The day on which the catalogue itself began; None where that is longer ago, or nobody can tell."""
        return self.chronicle.born

    @worked_out
    def arrived_later(self) -> frozenset[str]:
        """Ids of what appeared after the day on which the catalogue was born, as it is called now."""
        ids = self.catalogue.former_ids
        appeared = (fact for fact in self.chronicle.facts if fact.kind == APPEARED and fact.day != self.born)
        of_records = ((ids.get(fact.record, fact.record), fact.inner) for fact in appeared)
        return frozenset(f"{record}/{inner}" if inner else record for record, inner in of_records)

    @worked_out
    def calendars(self) -> Mapping[str, Sequence[str]]:
        """Ids of the activities in each calendar, by the address of the page it belongs to; none without any."""
        from generator.site.parts.calendars import Calendars  # noqa: PLC0415 -- it takes what this module makes

        return Calendars(self)

    @worked_out
    def without_hours(self) -> Sequence[ActivityEntry]:
        """Activities that go on and whose days nobody wrote so that a calendar can read them."""
        from generator.site.parts.calendars import without_hours  # noqa: PLC0415 -- it takes what this module makes

        return without_hours(self)

    @worked_out
    def without_times(self) -> Mapping[str, int]:
        """How many activities of a network, theme or place are in no calendar, for nobody wrote days and hours."""
        from generator.site.parts.calendars import WithoutHours  # noqa: PLC0415 -- it takes what this module makes

        return WithoutHours(self)

    def lot(self, record_id: str) -> bytes:
        """Where chance puts a record today: the same for the same day, whatever its size or name."""
        return lot(self.catalogue.today, record_id)

    def holdings(self, kind: str) -> Mapping[str, Holdings]:
        """What stands under each term of a vocabulary, in the vocabulary's order; unused terms are left out."""
        return self._holdings[kind]

    @worked_out
    def _holdings(self) -> Mapping[str, Mapping[str, Holdings]]:
        holdings: dict[str, Mapping[str, Holdings]] = {}
        bodies = chain[NetworkEntry | OrganizationEntry](self.networks, self.organizations)
        ended = (*self.ended, *(body for body in bodies if body.is_over))
        current = (self.in_turn(self.current_networks), self.current_organizations, self.in_turn(self.practices))
        for kind in TERMS.values():
            groups = [self._by_term(kind.code, entries) for entries in (self.activities, ended, *current)]
            groups.append(self.elsewhere.by_term[kind.code] if self.elsewhere else {})
            holdings[kind.code] = {
                term.code: Holdings(*(group.get(term.code, ()) for group in groups))
                for term in self.catalogue.vocabularies[kind.scheme]
                if any(term.code in group for group in groups)
                or (kind.code == "territorio" and self._is_covered_quarter(term.code))
            }
        return holdings

    @worked_out
    def themes_for(self) -> Mapping[str, Mapping[str, int]]:
        """How many activities of each theme are for a group of people, by the code of the people, then the theme's."""
        counted: dict[str, Counter[str]] = {}
        for activity in self.activities:
            for who in activity.audiences:
                if not activity.is_at_rest:
                    counted.setdefault(who, Counter()).update(activity.themes)
        return counted

    def _is_covered_quarter(self, place: str) -> bool:
        """Tell whether a quarter of which nothing is told is served by its town: who lives there looks for a page."""
        town = self.catalogue.geography.town_around(place)
        return self.catalogue.geography.is_quarter(place) and town in self._done_in

    @worked_out
    def _done_in(self) -> Mapping[str, tuple[Sequence[ActivityEntry], Sequence[ActivityEntry]]]:
        """Activities by each place they name themselves: those of that place alone, those of others as well."""
        alone = _by_id((activity.territories[0], activity) for activity in self.activities if _is_of_a_place(activity))
        others = _by_id(
            (place, activity)
            for activity in self.activities
            if not _is_of_a_place(activity)
            for place in dict.fromkeys(activity.territories)
        )
        return {place: (alone.get(place, ()), others.get(place, ())) for place in {**alone, **others}}

    @question
    def covering(self, place: str, most: int, from_afar: int) -> list[Covering]:
        """Return what serves who is in a place without being done there, by `Geography.reach`, the nearest first.

        At most so many activities of each wider place: fewer of a province or more, whose are the same everywhere.
        """
        geography = self.catalogue.geography
        found = []
        for step, whole in enumerate(geography.wholes(place), start=1):
            alone, others = self._done_in.get(whole, ((), ()))
            reaching = [activity for activity in others if geography.reach(place, activity.territories) == step]
            total = len(alone) + len(reaching)
            shown = from_afar if geography.is_region(whole) else most
            if total:
                first = sorted([*alone[:shown], *reaching[:shown]], key=self._place_in_list.__getitem__)
                found.append(Covering(whole, first[:shown], total))
        return found

    @worked_out
    def _place_in_list(self) -> Mapping[ActivityEntry, int]:
        return {activity: at for at, activity in enumerate(self.activities)}

    def _by_term(self, kind: str, entries: Sequence[Any]) -> Mapping[str, Sequence[Any]]:
        if kind == "tema":
            return self.catalogue.with_theme(entries)
        if kind == "territorio":
            return self.catalogue.in_territory(entries)
        if kind == "destinatari":
            return self.catalogue.for_audience(entries)
        return _by_id((code, entry) for entry in entries for code in entry.kinds)

    def counted(self, held: Holdings) -> str:
        """Say how much stands under a term: its activities, which one can go to, else the first of what there is.

        Whoever shows a number beside a term asks this, or `chip` without a count: the page of the term says the same.
        """
        first = next((pair for pair in held.numbers if pair[1]), None)
        return self.words.count(*first) if first else ""

    def chip(self, kind: str, code: str, count: int | None = None) -> Chip:
        """The chip of a term with its activities, or with what a page counts instead."""
        term = self.catalogue.vocabularies[TERMS[kind].scheme].terms[code]
        held = self.holdings(kind).get(code, Holdings())
        return Chip(
            code=code,
            label=self.term_name(kind, code),
            address=addresses.term(kind, code),
            count=len(held.activities) if count is None else count,
            hue=self.words.hue_of([code]) if kind == "tema" else "",
            note=self.words.prose(term.definition),
            counted=self.counted(held) if count is None else "",
            picture=self.picture_of(kind, code),
        )

    def picture_of(self, kind: str, code: str) -> str:
        """Return the name of the drawing of a term, else of the nearest wider one; empty where none has one."""
        vocabulary = self.catalogue.vocabularies[TERMS[kind].scheme]
        pictures = (vocabulary.terms[each].picture for each in (code, *vocabulary.ancestors(code)))
        return next(filter(None, pictures), "")

    @question
    def chips(self, kind: str) -> list[Chip]:
        """Return a chip for each term that something stands under, in the vocabulary's order."""
        return [self.chip(kind, code) for code, held in self.holdings(kind).items() if held.total]

    @question
    def busiest(self, kind: str) -> list[Chip]:
        """Return the same chips, those with most activities first, then those with most of anything."""
        held = self.holdings(kind)
        return sorted(self.chips(kind), key=lambda chip: (-chip.count, -held[chip.code].total, chip.label))

    def term_name(self, kind: str, code: str) -> str:
        """A term as its page calls it; `kind` is a code of `catalogue.kinds.TERMS`."""
        return self.place_name(code) if kind == "territorio" else self.words.label(TERMS[kind].scheme, code)

    def place_name(self, code: str) -> str:
        """A place as people say it: a quarter with its town."""
        if code not in self._place_names:
            town = self.town_name(code)
            name = self.words.label("territori", code)
            self._place_names[code] = f"{name}, {town}" if town else name
        return self._place_names[code]

    def town_name(self, code: str) -> str:
        """Name of the town that a quarter lies in; nothing for what is no part of a town."""
        town = self.catalogue.geography.town_around(code)
        return self.words.label("territori", town) if town else ""

    def nearest(self, places: Iterable[Chip]) -> list[Chip]:
        """Places people live in, those of the catalogue's own town first; wider areas come last."""
        is_wide = self.catalogue.geography.is_wider_than_town
        return sorted(places, key=lambda chip: (is_wide(chip.code), not self.is_at_home((chip.code,))))

    @question
    def serving(self, place: str) -> tuple[ActivityEntry, ...]:
        """Return the activities that serve a place (`Geography.reach`): those in it, and those that cover it.

        Looked up along the places, never activity by activity: every town and every need asks.
        """
        held = self.holdings("territorio").get(place)
        covering = (self._done_in.get(whole, ((), ())) for whole in self.catalogue.geography.wholes(place))
        serving = {*(held.activities if held else ()), *chain.from_iterable(chain.from_iterable(covering))}
        return tuple(sorted(serving, key=self._place_in_list.__getitem__))

    @question
    def gates(self, town: str) -> tuple[ActivityEntry, ...]:
        """Return those who show the way in a town, of whom no other has the name: records say to ask them first."""
        found = guides(self.serving(town) if town else self.activities)
        told = Counter(guide.name.casefold() for guide in found)
        return tuple(guide for guide in found if told[guide.name.casefold()] == 1)

    @question
    def gates_of(self, activity: ActivityEntry) -> tuple[ActivityEntry, ...]:
        """Return those that an activity says one has to pass by, in the order in which it names them."""
        said = (activity.record.access or "").casefold()
        towns = {self.catalogue.geography.town(place) for place in activity.territories}
        found = self.gates(towns.pop() if len(towns) == 1 else "") if said else ()
        named = [gate for gate in found if gate.id != activity.id and gate.name.casefold() in said]
        return tuple(sorted(named, key=lambda gate: said.index(gate.name.casefold())))

    def reachable(self, entry: AnsweredFor) -> int:
        """Rank a record by how it can be reached: 0 by telephone, 1 otherwise, 2 not at all."""
        return self._reachable(entry)

    def contacts_of(self, entry: AnsweredFor) -> list[Contact | OfficeContact]:
        """Return what a record is reached by: see `contacts_to_use`."""
        return contacts_to_use(contact_point_of(entry, self.catalogue, self.settings["ufficio"]), self.catalogue)

    def _reach(self, entry: AnsweredFor) -> int:
        point = contact_point_of(entry, self.catalogue, self.settings["ufficio"])
        contacts = contacts_to_use(point, self.catalogue)
        is_called = any(contact.kind == "telefono" for contact in contacts)
        has_site = point is not None and point.relation != "office" and bool(point.website)
        return 0 if is_called else 1 if contacts or has_site else 2

    @question
    def answering(self, need: str) -> tuple[ActivityEntry, ...]:
        """Return the activities that answer a need (`necessita`), by its code, in the order of `activities`."""
        return tuple(self._answering[need].values())

    @question
    def needs_answered(self, activity: str) -> tuple[str, ...]:
        """Return the codes of the needs that an activity answers, by its id, in the order of the needs."""
        return self._needs_answered.get(activity, ())

    @question
    def answering_in(self, need: str, place: str) -> tuple[ActivityEntry, ...]:
        """Return, of the activities that answer a need, those that serve a place."""
        answers = self._answering[need]
        return tuple(activity for activity in self.serving(place) if activity.id in answers)

    @question
    def answering_by_place(self, need: str) -> Mapping[str, tuple[ActivityEntry, ...]]:
        """Return the activities that answer a need by each place that they name, under no name those that name none."""
        by_place: dict[str, list[ActivityEntry]] = {}
        for activity in self._answering[need].values():
            for place in activity.territories or ("",):
                by_place.setdefault(place, []).append(activity)
        return {place: tuple(activities) for place, activities in by_place.items()}

    @apart
    def _answering(self) -> Mapping[str, Mapping[str, ActivityEntry]]:
        """The activities that answer each need, by need and id."""
        return {
            need.code: {activity.id: activity for activity in answers_to(need, self.activities, self.catalogue)}
            for need in needs_of(self.catalogue)
        }

    @apart
    def _needs_answered(self) -> Mapping[str, tuple[str, ...]]:
        """The needs that each activity answers, by its id."""
        needs: dict[str, list[str]] = {}
        for need, activities in self._answering.items():
            for activity_id in activities:
                needs.setdefault(activity_id, []).append(need)
        return {activity_id: tuple(codes) for activity_id, codes in needs.items()}

    @question
    def need_of_theme(self, theme: str) -> str:
        """Return the code of the need that a theme is about as well, empty where it is about none."""
        return self._needs_of_themes.get(theme, "")

    @question
    def themes_of_need(self, need: str) -> tuple[str, ...]:
        """Return the codes of the themes that are about a need, those with most activities first."""
        held = self.holdings("tema")
        mine = [theme for theme, code in self._needs_of_themes.items() if code == need]
        return tuple(sorted(mine, key=lambda theme: -len(held[theme].activities)))

    @apart
    def _needs_of_themes(self) -> Mapping[str, str]:
        """The need that each theme is about, by its code: that of its drawing, else the one that most of it answers.

        Where most of a theme answers none, it is about the need that begins with a kind of the family of its name.
        """
        needs, kinds = needs_of(self.catalogue), self.catalogue.vocabularies["tipi_attivita"].terms
        drawn = {need.picture: need.code for need in reversed(needs) if need.picture}
        begun = {kinds[need.kinds[0]].family: need.code for need in reversed(needs) if {*need.kinds[:1]} & kinds.keys()}
        found: dict[str, str] = {}
        for theme, held in self.holdings("tema").items():
            answered = Counter(
                need.code
                for need in needs
                for activity in held.activities
                if activity.id in self._answering[need.code] and not set(need.kinds).isdisjoint(activity.kinds)
            )
            most = [need for need, count in answered.most_common(1) if count * 2 > len(held.activities)]
            picture = self.catalogue.vocabularies["temi"].terms[theme].picture
            if need := drawn.get(picture or "") or next(iter(most), None) or begun.get(theme):
                found[theme] = need
        return found

    @question
    def has_twins(self) -> bool:
        """Tell whether records have a twin in Markdown: a file each, which a large catalogue cannot spare."""
        catalogue = self.catalogue
        groups = (catalogue.networks, catalogue.organizations, catalogue.activities, catalogue.practices)
        return sum(map(len, groups)) <= MOST_TWINS

    def is_unreachable(self, entry: AnsweredFor) -> bool:
        """Tell whether a record has no contact at all: see `contact_first`."""
        return self.reachable(entry) == _NOT_AT_ALL

    def out_of_reach(self, activity: ActivityEntry) -> tuple[bool, bool]:
        """Rank an activity that rests, or that nobody can be reached about, behind all others, whatever else counts."""
        return activity.is_at_rest, self.is_unreachable(activity)

    def contact_first(self, entries: Iterable[AnsweredForT]) -> list[AnsweredForT]:
        """Put first whom a citizen reaches most surely, otherwise in the order given: every list that is no alphabet.

        What has a contact comes before what has none, of these what is sure, of these what has a telephone; a network
        that is at rest or over after all of them, and so what such networks alone do.
        """
        return sorted(entries, key=self.rank)

    def in_turn(self, entries: Iterable[AnsweredForT]) -> list[AnsweredForT]:
        """Put first whom a citizen reaches most surely, then as the lot of the day falls: networks and practices."""
        return self.contact_first(sorted(entries, key=lambda entry: self.lot(entry.id)))

    def rank(self, entry: AnsweredFor) -> tuple[bool, bool, bool, int]:
        """Rank a record by how surely a citizen reaches it: see `contact_first`."""
        is_unsure = isinstance(entry, ActivityEntry) and entry.status is Status.UNCONFIRMED
        if isinstance(entry, ActivityEntry):
            is_at_rest = entry.is_at_rest
        else:
            is_at_rest = isinstance(entry.record, Network) and entry.record.status in _NOT_AT_WORK
        return is_at_rest, self.is_unreachable(entry), is_unsure, self.reachable(entry)

    def reached_first(self, items: Iterable[ItemT], entry_of: Callable[[ItemT], Any]) -> list[ItemT]:
        """Put what has a contact before what has none, otherwise in the order given, which says how good an item is.

        `entry_of` leads from an item to the record that it would be asked about at.
        """
        return sorted(items, key=lambda item: self.is_unreachable(entry_of(item)))

    def is_at_home(self, territories: Iterable[str]) -> bool:
        """Tell whether something is in the town the catalogue is about."""
        return not self._town.isdisjoint(self.catalogue.geography.with_wholes(territories))

    def is_another_town(self, place: str) -> bool:
        """Tell whether a place is, or lies in, a town other than the catalogue's own, where it has one."""
        is_wide = self.catalogue.geography.is_wider_than_town(place)
        return bool(self._town) and not is_wide and not self.is_at_home((place,))

    @apart
    def _town(self) -> frozenset[str]:
        name = self.settings.get("comune")
        return frozenset(term.code for term in self.catalogue.vocabularies["territori"] if term.it == name)

    def places_line(self, codes: Sequence[str]) -> str:
        """Where, on the one line of a card; the catalogue's own town is not named with each of its quarters."""
        shown = codes if len(codes) <= _NAMED_PLACES else codes[: _NAMED_PLACES - 1]
        rest = len(codes) - len(shown)
        if all(self.town_name(code) and self.is_at_home((code,)) for code in codes):
            quarters = self.words.labels("territori", shown)
            names = ", ".join(quarters) if rest else self.words.listed(quarters)
        else:
            names = self.place_names(shown)
        return self.texts("place.and_more", places=names, n=rest) if rest else names

    def place_names(self, codes: Sequence[str]) -> str:
        """Name places so that a town is never taken for one more of them: «Fornaci e Stazione (Valdoria), Trieste»."""
        if len(codes) == 1:
            return self.place_name(codes[0])
        groups: dict[tuple[str, str], list[str]] = {}
        for code in codes:
            town, name = self.town_name(code), self.words.label("territori", code)
            groups.setdefault((town, "" if town else code), []).append(name)
        return ", ".join(
            f"{self.words.listed(names)} ({town})" if town else names[0] for (town, _), names in groups.items()
        )


note_fields(Site, "removed", "findings")


def _is_of_a_place(activity: ActivityEntry) -> bool:
    return len(activity.territories) == 1


def _guiding(activity: ActivityEntry) -> int:
    """Help desks, which know every office, before those who listen."""
    return min(GUIDING.index(kind) for kind in activity.kinds if kind in GUIDING)


def by_name(entries: Iterable[EntryT]) -> tuple[EntryT, ...]:
    """Put records into the order of an alphabet."""
    return tuple(sorted(entries, key=lambda entry: (sorting_key(entry.name), entry.id)))


def _by_id(pairs: Iterable[tuple[str, ItemT]]) -> Mapping[str, Sequence[ItemT]]:
    groups: dict[str, list[ItemT]] = {}
    for key, item in pairs:
        groups.setdefault(key, []).append(item)
    return groups


@lru_cache(1 << 16)
def sorting_key(name: str) -> str:
    """A name as people look for it in an alphabet: without accents, quotes and signs."""
    letters = without_accents(name.casefold(), compatible=True)
    plain = "".join(letter for letter in letters if letter.isalnum() or letter == " ")
    return " ".join(plain.split())
