"""`/bisogni/`, «Cerchiamo e offriamo»: what is sought and offered, who could meet, which needs were read.

Then what people can learn, the open acts of shared administration, and what people answered when they were asked.
Notices and answers can be downloaded as tables (`table.py`).
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from generator import addresses
from generator.catalogue import ActivityEntry, AnyEntry, NetworkEntry
from generator.matching.offers import Held, ResourceMatch
from generator.reading.surveys import Question
from generator.records import Contact
from generator.records.common import Need, Offer
from generator.records.network import Act
from generator.site.model import Chip, Site
from generator.site.page import PER_SECTION, Crumb, Page, sheets
from generator.site.pages.needs.needs_read import SHOWN_ANSWERS, gaps_by_theme, needs_by_people
from generator.site.parts.charts import Bar
from generator.site.parts.contacts import own_contact
from generator.site.parts.facts import still_open
from generator.site.search.metadata import found_as_page

ADDRESS: Final = addresses.page("needs")
TABLE: Final = f"{ADDRESS}cerchiamo-e-offriamo.csv"
ANSWERS: Final = f"{ADDRESS}ascolto.csv"

SCHEME: Final = "risorse"
_TRAINING: Final = "formazione"
LEARNING_KIND: Final = "formazione_volontari"
_LEARNING_FAMILY: Final = "formazione_lavoro"
_LEARNERS: Final = frozenset({"volontari", "associazioni"})
_SHARED_ADMINISTRATION: Final = ("coprogrammazione", "coprogettazione", "accreditamento", "convenzione")
"""Instruments of artt. 55 and 56 D.Lgs. 117/2017 («codice del Terzo settore»): their codes in `istituti`."""
_CALL: Final = "bando"
_GRANTS: Final = "bandi_contributi"
"""Kind of activity by which networks and offices support who does something."""


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
class Agreement:
    """An act of shared administration and the network it concerns."""

    network: NetworkEntry
    act: Act


def needs_page(site: Site) -> Iterator[Page]:
    """The page of needs and offers, and one for each kind of resource that is too long for it."""
    shelves = shelves_of(site)
    notices = [notice for shelf in shelves for notice in (*shelf.needs, *shelf.offers)]
    # A link to a need or an offer leads to its notice, found by the identity of its record: many have no id.
    addresses = {id(notice.record): address for shelf in shelves for notice, address in shelf.addresses()}
    agreements, undated = agreements_of(site)
    yield Page(
        kind="needs",
        address=ADDRESS,
        title=site.texts("needs.title"),
        template="pages/needs/page.html",
        found=found_as_page(site.texts("needs.title"), site.texts("needs.lead")),
        tab="together",
        context={
            "address_of": lambda record: addresses.get(id(record), ADDRESS),
            "last_expiry": last_expiry,
            "shelves": shelves,
            "sought": sum(len(shelf.needs) for shelf in shelves),
            "offered": sum(len(shelf.offers) for shelf in shelves),
            "csv": TABLE if notices else "",
            "places": _by_place(site, notices),
            "meetings": _offers_by_need(site),
            "lessons": lessons_of(site),
            "learn_page": LEARNING_KIND in site.holdings("tipo"),
            "training": next((shelf.offers for shelf in shelves if shelf.code == _TRAINING), ()),
            "calls": [agreement for agreement in agreements if agreement.act.instrument == _CALL],
            "grants": [activity for activity in site.activities if activity.record.kinds[0] == _GRANTS],
            "agreements": [agreement for agreement in agreements if agreement.act.instrument != _CALL],
            "undated": undated,
            "people": needs_by_people(site),
            "shown_answers": SHOWN_ANSWERS,
            "gaps": gaps_by_theme(site),
            "questions": site.questions,
            "answer_bars": answer_bars,
            "answers_csv": ANSWERS,
        },
        description=site.texts("needs.lead"),
    )
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
                crumbs=(Crumb(site.texts("needs.title"), ADDRESS),),
            )


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
            notices.sort(key=lambda notice: _turn(site, notice))
    return filled


def _turn(site: Site, notice: Notice) -> tuple[bool, date, str]:
    """What can be answered first, of this what ends soonest."""
    return is_silent(site, notice), notice.expires or date.max, notice.home.id


def is_silent(site: Site, notice: Notice) -> bool:
    """Tell whether nobody can be reached about a notice."""
    return notice.contact is None and site.is_unreachable(notice.home)


def last_expiry(notices: Iterable[Any]) -> date | None:
    """The day after which nothing of a group is left, where every one of them has an end."""
    days = [notice.expires for notice in notices]
    return max(days) if days and all(days) else None


def _by_place(site: Site, notices: Iterable[Notice]) -> list[tuple[Chip, list[Notice]]]:
    """What is sought and offered in each place, the catalogue's own town first."""
    by_place: dict[str, list[Notice]] = {}
    for notice in notices:
        for code in notice.home.territories:
            by_place.setdefault(code, []).append(notice)
    chips = site.nearest(
        [
            site.chip("territorio", term.code, len(by_place[term.code]))
            for term in site.catalogue.vocabularies["territori"]
            if term.code in by_place
        ]
    )
    return [(chip, by_place[chip.code]) for chip in chips]


def _offers_by_need(site: Site) -> list[tuple[Held[Need], list[ResourceMatch]]]:
    """Needs that an offer could meet, with those offers, the nearest first."""
    by_need: dict[str, list[ResourceMatch]] = {}
    for match in site.matching.matches:
        by_need.setdefault(match.need.id, []).append(match)
    return [(matches[0].need, matches) for matches in by_need.values()]


def lessons_of(site: Site) -> list[ActivityEntry]:
    """Courses for who gives time: training of volunteers, and any training meant for volunteers or associations.

    What is first of all something else, such as a feast where volunteers are sought, is no course.
    """
    kinds = site.catalogue.vocabularies["tipi_attivita"].terms
    training = {code for code, term in kinds.items() if term.family == _LEARNING_FAMILY}
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
