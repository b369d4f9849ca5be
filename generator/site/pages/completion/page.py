"""`/da-completare/`: what would make records better, what may be wrong first, with the way to do it.

Never a grade: whoever reads it can help. A catalogue may leave all of it to its office, and then has no such page.
"""

from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Final

from generator import addresses
from generator.catalogue import AnyEntry
from generator.catalogue.freshness import known
from generator.site.model import Chip, Site, sorting_key
from generator.site.page import Crumb, Page, sheets
from generator.site.pages.statistics.figures import missing_of
from generator.site.pages.together.ways import crumb_of
from generator.site.parts.improvements import TOPICS, Incomplete, improvements_of

ADDRESS: Final = addresses.page("completion")
_AT_ONCE: Final = 9
"""So many of those that lack the same are in sight: three rows at a desk, a screen of a phone."""
_NOT_THERE: Final = (
    *("contatti", "quando", "descrizione_breve", "destinatari", "adesioni", "come_aderire", "organi"),
    "reciproca",
)
"""Topics of what is missing; the others are about what is there."""
_SENTENCE: Final = "descrizione_breve"
"""What most records lack, and nobody knows how to begin: an example stands beside it."""
_TURN: Final = ("date", "doppia", "conferma")
"""In this order people are asked for what is said already: what is over, what is there twice, what is old."""
_FEWEST: Final = 4
"""Fewer records than these that lack the same have no heading of their own."""
_MOST_MUTE: Final = 100
"""So many activities without hours are named; the pages of places count the others."""


@dataclass(frozen=True, slots=True)
class Asking:
    """Records about which the same is asked: to `correct` them, to say that they still hold, or of the `others`."""

    name: str
    records: Sequence[Incomplete]


@dataclass(frozen=True, slots=True)
class Lacking:
    """Records that lack the same things, on one page of the list; `names` say what.

    They are empty where it is told by the heading of the page, or by each record.
    """

    names: Sequence[str]
    items: Sequence[Incomplete]

    @property
    def asks_for_a_sentence(self) -> bool:
        """Whether the sentence about who they are is among what they lack."""
        return any(part.topic == _SENTENCE for record in self.items for part in record.lacking)


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
        # On the page of a topic a record shows what it lacks of that alone.
        shown = [
            Incomplete(record.entry, [part for part in record.improvements if topic in ("", part.topic)])
            for record in sheet.items
        ]
        groups = _together([record for record in shown if not record.asked], topic)
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
                "asking": _asking([record for record in shown if record.asked], only_old, topic),
                "every": every,
                "whole": every - len(improvements_of(site).by_file),
                "groups": groups,
                "only_old": only_old,
                "with_example": next((group for group in groups if group.asks_for_a_sentence), None),
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


def _asking(records: Sequence[Incomplete], only_old: Container[str], topic: str) -> list[Asking]:
    """Group records by what somebody has to do about them; on the page of a topic all are asked the same."""
    if topic:
        return [Asking("", records)] if records else []
    named: dict[str, list[Incomplete]] = {"correct": [], "old": [], "others": []}
    for record in records:
        name = "old" if record.entry.id in only_old else "others" if record.waits_for_others else "correct"
        named[name].append(record)
    return [Asking(name, held) for name, held in named.items() if held]


def _together(records: Sequence[Incomplete], topic: str) -> list[Lacking]:
    """Group records that lack the same; those of small groups come last as one, where each says what it lacks."""
    if topic:
        return [Lacking((), records)] if records else []
    groups = [Lacking(names, list(same)) for names, same in groupby(records, key=_names)]
    few = [group for group in groups if len(group.items) < _FEWEST]
    if len(few) <= 1:
        return groups
    rest = [record for group in few for record in group.items]
    return [*(group for group in groups if group not in few), Lacking((), rest)]


def _names(record: Incomplete) -> tuple[str, ...]:
    return tuple(part.lacking for part in record.lacking)


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
    if topic in _NOT_THERE:
        return site.texts("completion.lacks", names=site.texts(f"completion.phrase_{topic}"))
    return site.texts(f"completion.topic_{topic}")


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
