"""`/bisogni/`, «Cerchiamo e offriamo»: what is sought and offered, what ends soonest first.

What was read and counted is no notice: needs as networks read them, what quarters lack, answers to surveys stand in
`/bisogni/letti/`. Both can be downloaded as tables (`table.py`).
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from generator import addresses
from generator.catalogue import ActivityEntry, AnyEntry, NetworkEntry
from generator.reading.surveys import Question
from generator.records import Contact
from generator.records.common import Need, Offer, Place
from generator.records.network import Act
from generator.records.vocabulary import Term
from generator.site.model import Chip, Site
from generator.site.page import PER_SECTION, Crumb, Page, sheets
from generator.site.pages.needs.needs_read import SHOWN_ANSWERS, PeopleNeeds, gaps_by_theme, needs_by_people
from generator.site.pages.together.ways import crumb_of
from generator.site.parts.charts import Bar
from generator.site.parts.contacts import own_contact
from generator.site.parts.facts import still_open
from generator.site.parts.procedures import procedure_about
from generator.site.search.metadata import found_as_page

ADDRESS: Final = addresses.page("needs")
WAYS: Final = {
    "time": ("volontari",),
    "skills": (
        *("competenze", "formazione", "comunicazione", "progettazione", "supporto_amministrativo"),
        *("mediazione_linguistica", "dati_informazioni", "contatti_reti", "esperienza"),
    ),
    "things": ("beni_materiali", "beni_alimentari", "attrezzature", "mezzi_trasporto"),
    "rooms": ("spazi",),
    "money": ("fondi",),
}
"""What people give, and the kinds of resource (`risorse`) it stands for; a kind that none of them names is a thing."""
WAY_OF: Final = {code: way for way, codes in WAYS.items() for code in codes}
READ: Final = f"{ADDRESS}letti/"
"""What networks read and people answered."""
TABLE: Final = f"{ADDRESS}cerchiamo-e-offriamo.csv"
ANSWERS: Final = f"{ADDRESS}ascolto.csv"

_BROUGHT: Final = frozenset({"beni_materiali", "beni_alimentari", "attrezzature"})
"""Kinds of resource that who gives them brings."""
_FIRST: Final = 4
"""So many notices of each side are in sight on a phone, where they are more than `_WHOLE`; the others unfold."""
_WHOLE: Final = 8

SCHEME: Final = "risorse"
LEARNING_KIND: Final = "formazione_volontari"
LEARNING_FAMILY: Final = "formazione_lavoro"
_LEARNERS: Final = frozenset({"volontari", "associazioni"})
_SHARED_ADMINISTRATION: Final = ("coprogrammazione", "coprogettazione", "accreditamento", "convenzione")
"""Instruments of artt. 55 and 56 D.Lgs. 117/2017 («codice del Terzo settore»): their codes in `istituti`."""
_CALL: Final = "bando"


@dataclass(frozen=True, slots=True)
class Notice:
    """Something sought or offered: whose it is, until when, and whom to answer where not its owner's contacts."""

    is_need: bool
    home: AnyEntry
    record: Need | Offer
    anchor: str

    @property
    def expires(self) -> date | None:
        """The last day it holds, where one is given."""
        return self.record.expires

    @property
    def way(self) -> str:
        """Which of `WAYS` it is."""
        return WAY_OF.get(self.record.resource, "things")

    @property
    def brought_to(self) -> Place | None:
        """Where things that are sought are brought: to their owner, if that is in one place that anybody may know."""
        places = self.home.record.places
        is_brought = self.is_need and self.record.resource in _BROUGHT
        return places[0] if is_brought and len(places) == 1 and places[0].address and not places[0].protected else None

    @property
    def is_confirmed(self) -> bool:
        """Whether who seeks or offers confirmed their record; otherwise it was only read on public pages."""
        return self.home.verification is not None

    @property
    def contact(self) -> Contact | None:
        """Whom to answer, where the notice itself says it."""
        return own_contact(self.record.contact, self.home)


@dataclass(frozen=True, slots=True)
class Shelf:
    """One kind of resource: what is sought, what is offered."""

    code: str
    label: str
    definition: str
    needs: list[Notice]
    offers: list[Notice]

    @property
    def address(self) -> str:
        """Page of its own, which it has when it is too long for the first one."""
        return f"{ADDRESS}{self.code.replace('_', '-')}/"

    def addresses(self) -> Iterator[tuple[Notice, str]]:
        """Each notice with where it stands: on the first page, or in the list of what that has no room for."""
        for side in (self.needs, self.offers):
            yield from ((notice, f"{ADDRESS}#{notice.anchor}") for notice in side[:PER_SECTION])
            yield from ((notice, self.address) for notice in side[PER_SECTION:])

    @property
    def is_long(self) -> bool:
        """Tell whether it goes on in a page of its own."""
        return max(len(self.needs), len(self.offers)) > PER_SECTION


@dataclass(frozen=True, slots=True)
class Side:
    """What is sought, or what is offered: `notices` in one list, or `shelves` where there are very many."""

    name: str
    notices: Sequence[Notice]
    shelves: Sequence[tuple[Shelf, Sequence[Notice]]]
    count: int


@dataclass(frozen=True, slots=True)
class ChosenPlace:
    """A place to choose, and those whose notices concern it: its own, what it lies in, what lies in it."""

    chip: Chip
    around: Sequence[str]


@dataclass(frozen=True, slots=True)
class Agreement:
    """An act of shared administration and the network it concerns."""

    network: NetworkEntry
    act: Act


def needs_page(site: Site) -> Iterator[Page]:
    """The page of needs and offers, and one for each kind of resource that is too long for it."""
    shelves = shelves_of(site)
    notices = [notice for shelf in shelves for notice in (*shelf.needs, *shelf.offers)]
    people = needs_by_people(site)
    yield Page(
        kind="needs",
        address=ADDRESS,
        title=site.texts("needs.title"),
        template="pages/needs/page.html",
        found=found_as_page(site.texts("needs.title"), site.texts("needs.lead")),
        tab="together",
        context={
            "last_expiry": last_expiry,
            "met": len(site.synergies.exchanges),
            "met_by": met_by(site, shelves),
            "first_notices": _FIRST,
            "most_whole": _WHOLE,
            "sides": [side for side in sides_of(site, shelves) if side.count],
            "procedures": _procedures(site, shelves),
            "csv": TABLE if notices else "",
            "places": _places(site, notices),
            "ways": _ways(notices),
            "undated_notices": any(notice.expires is None for notice in notices),
            "read": READ,
        },
        description=site.texts("needs.lead"),
        crumbs=(crumb_of(site),),
    )
    yield _read_page(site, people)
    for shelf in (shelf for shelf in shelves if shelf.is_long):
        title = f"{site.texts('needs.title')} · {shelf.label}"
        for sheet in sheets([*shelf.needs, *shelf.offers], shelf.address):
            yield Page(
                kind="needs",
                address=sheet.address,
                title=sheet.title(title, site.texts),
                template="pages/needs/resource.html",
                tab="together",
                context={"shelf": shelf, "sheet": sheet},
                description=site.texts("needs.lead"),
                crumbs=(crumb_of(site), Crumb(site.texts("needs.title"), ADDRESS)),
            )


def _read_page(site: Site, people: Sequence[PeopleNeeds]) -> Page:
    title, lead = site.texts("needs.read_title"), site.texts("needs.read_lead")
    return Page(
        kind="needs",
        address=READ,
        title=title,
        template="pages/needs/read.html",
        found=found_as_page(title, lead),
        tab="together",
        context={
            "people": people,
            "shown_answers": SHOWN_ANSWERS,
            "gaps": gaps_by_theme(site),
            "questions": site.questions,
            "answer_bars": answer_bars,
            "answers_csv": ANSWERS,
        },
        description=lead,
        crumbs=(crumb_of(site), Crumb(site.texts("needs.title"), ADDRESS)),
    )


def sides_of(site: Site, shelves: Sequence[Shelf]) -> list[Side]:
    """Return what is sought, then what is offered: in one list, or by kind of resource where that would be too long.

    What ends soonest stands first, of the kinds that whose first notice does.
    """
    sides = []
    for name in ("sought", "offered"):
        held = [(shelf, shelf.needs if name == "sought" else shelf.offers) for shelf in shelves]
        filled = sorted((one for one in held if one[1]), key=lambda one: turn(site, one[1][0]))
        every = sorted((notice for _, notices in filled for notice in notices), key=lambda one: turn(site, one))
        is_long = len(every) > PER_SECTION
        sides.append(Side(name, () if is_long else every, filled if is_long else (), len(every)))
    return sides


def met_by(site: Site, shelves: Sequence[Shelf]) -> Mapping[str, Sequence[tuple[Notice, str]]]:
    """Return the notices that each could meet, with where they stand, by its anchor."""
    standing = {
        (notice.home.id, id(notice.record)): (notice, address)
        for shelf in shelves
        for notice, address in shelf.addresses()
    }
    met: dict[str, list[tuple[Notice, str]]] = {}
    for hint in site.synergies.exchanges:
        pair = [standing.get((held.home.id, id(held.record))) for held in (hint.need, hint.offer)]
        if pair[0] and pair[1]:
            met.setdefault(pair[0][0].anchor, []).append(pair[1])
            met.setdefault(pair[1][0].anchor, []).append(pair[0])
    return met


def _procedures(site: Site, shelves: Sequence[Shelf]) -> list[tuple[str, Term]]:
    """Return the kinds of resource that the municipality too lends by a procedure of its own, each with that."""
    found = ((shelf.label, procedure_about(site.catalogue.vocabularies, resource=shelf.code)) for shelf in shelves)
    return [(label, procedure) for label, procedure in found if procedure]


def shelves_of(site: Site) -> list[Shelf]:
    """Return what is sought and offered today by kind of resource, first what has a contact."""
    shelves = {}
    for term in site.catalogue.vocabularies[SCHEME]:
        definition = site.words.prose(term.definition)
        shelves[term.code] = Shelf(term.code, site.words.label(SCHEME, term.code), definition, [], [])
    everyone: tuple[AnyEntry, ...] = (*site.networks, *site.organizations)
    for home in (entry for entry in everyone if not entry.is_over):
        for side, items in (("cerca", home.record.needs), ("offre", home.record.offers)):
            for number, record in enumerate(still_open(items, site.catalogue.today), 1):
                notice = Notice(side == "cerca", home, record, f"{side}-{home.id}-{record.id or number}")
                if shelf := shelves.get(record.resource):
                    (shelf.needs if notice.is_need else shelf.offers).append(notice)
    filled = [shelf for shelf in shelves.values() if shelf.needs or shelf.offers]
    for shelf in filled:
        for notices in (shelf.needs, shelf.offers):
            notices.sort(key=lambda notice: turn(site, notice))
    return filled


def turn(site: Site, notice: Notice) -> tuple[bool, date, bytes]:
    """Rank a notice: what can be answered first, of this what ends soonest; among equals by lot, drawn each day."""
    return is_silent(site, notice), notice.expires or date.max, site.lot(notice.home.id + notice.anchor)


def is_silent(site: Site, notice: Notice) -> bool:
    """Tell whether nobody can be reached about a notice."""
    return notice.contact is None and site.is_unreachable(notice.home)


def last_expiry(notices: Iterable[Any]) -> date | None:
    """The day after which nothing of a group is left, where every one of them has an end."""
    days = [notice.expires for notice in notices]
    return max(days) if days and all(days) else None


def _places(site: Site, notices: Sequence[Notice]) -> list[ChosenPlace]:
    """The places to choose from, the catalogue's own town first: what is of a wider place serves each part of it."""
    geography, held = site.catalogue.geography, [frozenset(notice.home.territories) for notice in notices]
    used = frozenset[str]().union(*held)
    around = {code: used & {code, *geography.wholes(code), *geography.inside(code)} for code in used}
    counted = {code: sum(not near.isdisjoint(places) for places in held) for code, near in around.items()}
    terms = (term.code for term in site.catalogue.vocabularies["territori"] if term.code in used)
    chips = site.nearest([site.chip("territorio", code, counted[code]) for code in terms])
    return [ChosenPlace(chip, sorted(around[chip.code])) for chip in chips]


def _ways(notices: Iterable[Notice]) -> list[tuple[str, int]]:
    """What is sought and offered, by what it is, in the order of `WAYS`; nothing where all of it is the same."""
    counts = Counter(notice.way for notice in notices)
    return [(way, counts[way]) for way in WAYS if counts[way]] if len(counts) > 1 else []


def lessons_of(site: Site) -> list[ActivityEntry]:
    """Courses for who gives time: training of volunteers, and any training meant for volunteers or associations.

    What is first of all something else, such as a feast where volunteers are sought, is no course.
    """
    kinds = site.catalogue.vocabularies["tipi_attivita"].terms
    training = {code for code, term in kinds.items() if term.family == LEARNING_FAMILY}
    return [
        activity
        for activity in site.activities
        if not training.isdisjoint(activity.record.kinds[:1])
        and (LEARNING_KIND in activity.record.kinds or not _LEARNERS.isdisjoint(activity.record.audiences))
    ]


def agreements_of(site: Site) -> tuple[list[Agreement], list[Agreement]]:
    """Return acts of shared administration still open, the nearest expiry first, and those that say no expiry.

    A call is open only until the day it says: one without a day is in neither.
    """
    every = [Agreement(network, act) for network in site.networks if not network.is_over for act in network.record.acts]
    dated = [
        agreement
        for agreement in every
        if agreement.act.instrument in (*_SHARED_ADMINISTRATION, _CALL)
        and agreement.act.expires is not None
        and agreement.act.expires >= site.catalogue.today
    ]
    undated = [
        agreement
        for agreement in every
        if agreement.act.instrument in _SHARED_ADMINISTRATION and agreement.act.expires is None
    ]
    return sorted(dated, key=lambda agreement: (agreement.act.expires or date.max, agreement.network.id)), undated


def answer_bars(question: Question) -> list[Bar]:
    """The answers of a question that may be shown (`listening` keeps small counts back), the most frequent first."""
    shown = [Bar(answer.words, answer.count) for answer in question.answers if answer.count is not None]
    return sorted(shown, key=lambda bar: -bar.value)
