"""«Cerchiamo e offriamo»: what is sought and offered, who could meet, what people learn, which needs were read."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from generator.catalogue import ActivityEntry, AnyEntry, NetworkEntry
from generator.matching.offers import Held, ResourceMatch
from generator.reading.surveys import Question
from generator.records import Contact, Term
from generator.records.common import Need, Offer
from generator.records.network import Act
from generator.site.model import Chip, Site
from generator.site.page import PER_SECTION, Crumb, Page, sheets
from generator.site.pages.needs.needs_read import SHOWN_ANSWERS, gaps_by_theme, needs_by_people
from generator.site.parts.charts import Bar
from generator.site.parts.contacts import own_contact
from generator.site.parts.facts import still_open

ADDRESS: Final = "bisogni/"
TABLE: Final = f"{ADDRESS}cerchiamo-e-offriamo.csv"
ANSWERS: Final = f"{ADDRESS}ascolto.csv"

SCHEME: Final = "risorse"
_TRAINING: Final = "formazione"
LEARNING_KIND: Final = "formazione_volontari"
_LEARNING_FAMILY: Final = "formazione_lavoro"
_LEARNERS: Final = frozenset({"volontari", "associazioni"})
_SHARED_ADMINISTRATION: Final = ("coprogrammazione", "coprogettazione", "accreditamento", "convenzione")
"""Instruments of artt. 55 and 56 D.Lgs. 117/2017."""
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
            yield from ((one, f"{ADDRESS}#{one.anchor}") for one in side[:PER_SECTION])
            yield from ((one, self.address) for one in side[PER_SECTION:])

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
    yield _main_page(site, shelves)
    for shelf in shelves:
        if shelf.is_long:
            yield from _shelf_pages(site, shelf)


def _main_page(site: Site, shelves: Sequence[Shelf]) -> Page:
    agreements, undated = agreements_of(site)
    where = _addresses(shelves)
    notices = [one for shelf in shelves for one in (*shelf.needs, *shelf.offers)]
    return Page(
        kind="bisogni",
        address=ADDRESS,
        title=site.texts("needs.title"),
        template="pages/needs/page.html",
        found_by=(site.texts("needs.title"),),
        tab="together",
        context={
            "shelves": shelves,
            "sought": sum(len(shelf.needs) for shelf in shelves),
            "offered": sum(len(shelf.offers) for shelf in shelves),
            "places": _by_place(site, notices),
            "address_of": lambda record: where.get(id(record), ADDRESS),
            "meetings": _meetings(site),
            "lessons": lessons_of(site),
            "training": next((shelf.offers for shelf in shelves if shelf.code == _TRAINING), ()),
            "calls": [one for one in agreements if one.act.instrument == _CALL],
            "grants": [one for one in site.activities if one.record.kinds[0] == _GRANTS],
            "agreements": [one for one in agreements if one.act.instrument != _CALL],
            "undated": undated,
            "people": needs_by_people(site),
            "gaps": gaps_by_theme(site),
            "questions": site.questions,
            "csv": TABLE if notices else "",
            "answers_csv": ANSWERS,
            "last_expiry": last_expiry,
            "shown_answers": SHOWN_ANSWERS,
            "answer_bars": answer_bars,
            "learn_page": LEARNING_KIND in site.holdings("tipo"),
        },
        description=site.texts("needs.lead"),
    )


def _addresses(shelves: Iterable[Shelf]) -> dict[int, str]:
    """Where the notice of each need and offer stands, by the identity of its record."""
    return {id(one.record): address for shelf in shelves for one, address in shelf.addresses()}


def shelves_of(site: Site) -> list[Shelf]:
    """Return what is sought and offered today by kind of resource, in the vocabulary's order, nearest expiry first."""
    found: dict[str, tuple[list[Notice], list[Notice]]] = {}
    homes: tuple[AnyEntry, ...] = (*site.networks, *site.organizations)
    for home in homes:
        for notice in _notices(home, site.catalogue.today):
            found.setdefault(notice.record.resource, ([], []))[not notice.is_need].append(notice)
    terms = [term for term in site.catalogue.vocabularies[SCHEME] if term.code in found]
    return [_shelf(site, term, *map(_soonest, found[term.code])) for term in terms]


def _shelf(site: Site, term: Term, needs: list[Notice], offers: list[Notice]) -> Shelf:
    definition = (term.definition or "") if site.texts.lang == "it" else ""
    return Shelf(term.code, site.words.label(SCHEME, term.code), definition, needs, offers)


def _notices(home: AnyEntry, today: date) -> Iterator[Notice]:
    for side, those in (("cerca", home.record.needs), ("offre", home.record.offers)):
        for at, record in enumerate(still_open(those, today), 1):
            yield Notice(side == "cerca", home, record, f"{side}-{home.id}-{record.id or at}")


def _soonest(notices: Iterable[Notice]) -> list[Notice]:
    return sorted(notices, key=lambda one: (one.expires or date.max, one.home.id))


def last_expiry(those: Iterable[Any]) -> date | None:
    """The day after which nothing of a group is left, where every one of them has an end."""
    days = [one.expires for one in those]
    return max(days) if days and all(days) else None


def _by_place(site: Site, notices: Iterable[Notice]) -> list[tuple[Chip, list[Notice]]]:
    """What is sought and offered in each place, the catalogue's own town first."""
    found: dict[str, list[Notice]] = {}
    for one in notices:
        for code in one.home.territories:
            found.setdefault(code, []).append(one)
    chips = site.nearest(
        [
            site.chip("territorio", term.code, len(found[term.code]))
            for term in site.catalogue.vocabularies["territori"]
            if term.code in found
        ]
    )
    return [(chip, found[chip.code]) for chip in chips]


def _meetings(site: Site) -> list[tuple[Held[Need], list[ResourceMatch]]]:
    """Needs that an offer could meet, with those offers."""
    found: dict[str, list[ResourceMatch]] = {}
    for match in site.matching.matches:
        found.setdefault(match.need.id, []).append(match)
    return [(those[0].need, those) for those in found.values()]


def lessons_of(site: Site) -> list[ActivityEntry]:
    """Courses for who gives time: training of volunteers, and any training meant for volunteers or associations.

    What is first of all something else, such as a feast where volunteers are sought, is no course.
    """
    kinds = site.catalogue.vocabularies["tipi_attivita"].terms
    training = {code for code, term in kinds.items() if term.family == _LEARNING_FAMILY}
    return [
        one
        for one in site.activities
        if not training.isdisjoint(one.record.kinds[:1])
        and (LEARNING_KIND in one.record.kinds or not _LEARNERS.isdisjoint(one.record.audiences))
    ]


def agreements_of(site: Site) -> tuple[list[Agreement], list[Agreement]]:
    """Return acts of shared administration still open, the nearest expiry first, and those that say no expiry."""
    told = [Agreement(network, act) for network in site.networks for act in network.record.acts]
    open_ones = [
        one
        for one in told
        if one.act.instrument in (*_SHARED_ADMINISTRATION, _CALL)
        and one.act.expires is not None
        and one.act.expires >= site.catalogue.today
    ]
    undated = [one for one in told if one.act.instrument in _SHARED_ADMINISTRATION and one.act.expires is None]
    return sorted(open_ones, key=lambda one: (one.act.expires or date.max, one.network.id)), undated


def _shelf_pages(site: Site, shelf: Shelf) -> Iterator[Page]:
    for sheet in sheets([*shelf.needs, *shelf.offers], shelf.address):
        title = f"{site.texts('needs.title')} · {shelf.label}"
        yield Page(
            kind="bisogni",
            address=sheet.address,
            title=title if sheet.number == 1 else site.texts("list.page", title=title, n=sheet.number),
            template="pages/needs/resource.html",
            tab="together",
            context={"shelf": shelf, "sheet": sheet},
            description=site.texts("needs.lead"),
            crumbs=(Crumb(site.texts("needs.title"), ADDRESS),),
        )


def answer_bars(question: Question) -> list[Bar]:
    """The answers of a question that may be shown, the most frequent first."""
    shown = [Bar(one.words, one.count) for one in question.answers if one.count is not None]
    return sorted(shown, key=lambda bar: -bar.value)
