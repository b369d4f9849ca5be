"""`/da-completare/`: what would make records better, by what it is, with the way to do it.

Never a grade: whoever reads it can help. A catalogue may leave all of it to its office, and then has no such page.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from generator import addresses
from generator.catalogue import AnyEntry
from generator.catalogue.freshness import known
from generator.site.model import Chip, Site, sorting_key
from generator.site.page import Crumb, Page, sheets
from generator.site.pages.statistics.figures import missing_of
from generator.site.pages.together.ways import crumb_of
from generator.site.parts.contacts import office_contact_point
from generator.site.parts.improvements import TOPICS, Incomplete, improvements_of

ADDRESS: Final = addresses.page("completion")
_AT_ONCE: Final = 9
"""So many of those that lack the same are in sight: three rows at a desk, a screen of a phone."""
_NOT_THERE: Final = ("contatti", "quando", "descrizione_breve", "destinatari", "adesioni", "come_aderire", "organi")
"""Topics of what is missing; the others are about what is there."""
_TURN: Final = ("date", "doppia", "conferma")
"""In this order people are asked for what is said already: what is over, what is there twice, what is old."""
_MOST_MUTE: Final = 100
"""So many activities without hours are named; the pages of places count the others."""


@dataclass(frozen=True, slots=True)
class Group:
    """The records of one page of the list that may be better in the same, each with what concerns that alone."""

    topic: str
    heading: str
    address: str
    count: int
    """How many there are on all pages of the list."""
    items: Sequence[Incomplete]

    @property
    def is_missing(self) -> bool:
        """Whether it is not there at all: the name of a record is then enough."""
        return self.topic in _NOT_THERE


def completion_pages(site: Site) -> Iterator[Page]:
    """All records that could be better, then those of each topic; no page where findings stay in the office."""
    improvements = improvements_of(site)
    if not improvements.are_public:
        return
    records = sorted(by_place(site, list(improvements.by_file.values())), key=_urgent_first)
    lacking = {topic: [record for record in records if topic in record.topics] for topic in TOPICS}
    chips = [
        Chip(topic, site.texts(f"completion.topic_{topic}"), topic_address(topic), len(incomplete))
        for topic, incomplete in lacking.items()
        if incomplete
    ]
    yield from _pages(site, records, chips, "")
    for chip in chips:
        yield from _pages(site, lacking[chip.code], chips, chip.code)


def _pages(site: Site, records: Sequence[Incomplete], chips: Sequence[Chip], topic: str) -> Iterator[Page]:
    """The list of the records that lack one thing, of all of them without a `topic`; only the first is for search."""
    title = site.texts("completion.title")
    heading = _heading(site, topic) if topic else title
    activities = missing_of(site, "attivita") if not topic else None
    every = sum(not entry.is_over for entries in (site.networks, site.organizations) for entry in entries)
    for sheet in sheets(records, topic_address(topic)):
        only_old = {record.entry.id for record in sheet.items if record.is_only_old}
        first = sheet.number == 1
        yield Page(
            kind="completion",
            address=sheet.address,
            title=sheet.title(heading, site.texts),
            template="pages/completion/page.html",
            context={
                "heading": heading,
                "topic": topic,
                "chips": chips,
                "months": site.ages.to_reconfirm,
                "all_address": ADDRESS,
                "sheet": sheet,
                "groups": _groups(site, sheet.items, chips, topic),
                "days": site.settings["giorni_risposta"],
                "office": office_contact_point(site.settings["ufficio"]),
                "every": every,
                "whole": every - len(improvements_of(site).by_file),
                "only_old": only_old,
                "place_of": lambda entry: site.place_name(entry.territories[0]) if entry.territories else "",
                "at_once": _AT_ONCE,
                "others": [sheet.at(number) for number in range(1, sheet.last + 1) if number != sheet.number],
                "activities": [row for row in activities.rows if row.entries] if activities and first else (),
                "mute": site.without_hours if not topic and first else (),
                "most_mute": _MOST_MUTE,
            },
            description=site.texts("completion.lead"),
            tab="together",
            crumbs=(crumb_of(site), *((Crumb(title, ADDRESS),) if topic else ())),
            indexed=not topic and first,
        )


def _groups(site: Site, records: Sequence[Incomplete], chips: Sequence[Chip], topic: str) -> list[Group]:
    """Return a group for each topic, in the order and with the numbers of the chips: a record is in all of its own."""
    groups = []
    for chip in chips:
        parts = [(each, [part for part in each.improvements if part.topic == chip.code]) for each in records]
        items = [Incomplete(each.entry, own) for each, own in parts if own and topic in ("", chip.code)]
        if items:
            groups.append(Group(chip.code, _heading(site, chip.code), chip.address, chip.count, items))
    return groups


def _urgent_first(record: Incomplete) -> tuple[bool, int, date, tuple[int, ...]]:
    """What is wrong first, then the oldest, then what waits for a word; of the others what lacks most.

    Of those that lack as much what a reader misses most comes first.
    """
    if record.asked:
        turn = min(_TURN.index(part.topic) if part.topic in _TURN else len(_TURN) for part in record.asked)
        return False, turn, known(record.entry).on or date.max, ()
    places = tuple(TOPICS.index(part.topic) for part in record.lacking)
    return True, -len(places), date.max, places


def _heading(site: Site, topic: str) -> str:
    """Return the words of the chip; of what is not there, that it is missing."""
    label = site.texts(f"completion.topic_{topic}")
    return site.texts("completion.lacks", names=f"{label[:1].lower()}{label[1:]}") if topic in _NOT_THERE else label


def topic_address(topic: str) -> str:
    """Address of the records that lack one thing; of all of them without a topic."""
    return f"{ADDRESS}{topic.replace('_', '-')}/" if topic else ADDRESS


def by_place(site: Site, records: Sequence[Incomplete]) -> list[Incomplete]:
    """Order records by place, the catalogue's own town first, then as they come: networks first, by name."""
    places = {place_of(site, record.entry) for record in records}
    ranked = {place: (not place, not site.is_at_home((place,)), sorting_key(_label(site, place))) for place in places}
    return sorted(records, key=lambda record: ranked[place_of(site, record.entry)])


def place_of(site: Site, entry: AnyEntry) -> str:
    """The town of a record's first territory, or that territory where it is wider; empty where it has none."""
    return site.catalogue.geography.town_or_itself(next(iter(entry.territories), ""))


def _label(site: Site, place: str) -> str:
    return site.place_name(place) if place else ""
