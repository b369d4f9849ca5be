"""`/`: a question, what is on in the next days, ways in, and the records that the lot of the day shows."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Final

from generator.catalogue import ActivityEntry, Status
from generator.catalogue.kinds import RECORDS
from generator.site.model import Chip, Site, sorting_key
from generator.site.page import Page
from generator.site.pages.calendar.page import done_then
from generator.site.pages.catalogues.page import list_address, totals
from generator.site.pages.home.band import band
from generator.site.pages.in_need.page import tiles_of
from generator.site.pages.news.page import Subject, feed_beside
from generator.site.pages.together.ways import groups_of
from generator.site.parts.calendars import left_out
from generator.site.parts.days import Day, Item, by_activity, days_ahead, is_later
from generator.site.turns import Turn, drawn

SHOWN: Final = 3
"""So many activities, and so many networks, stand on the first page."""
_MOST_CHIPS: Final = 8
_MOST_PLACES: Final = 12
_DAYS_AHEAD: Final = 7
"""So many days, today among them: as far as a site that nobody builds again still says what comes."""
_OF_A_DAY: Final = 14
"""So many activities of one day; of a fuller one those whose turn it is, for all are in the calendar."""
_OF_A_DAY_NARROW: Final = 6
"""So many of them on a phone, where the others are counted."""
_AT_FIRST: Final = 5
"""So many activities from which on the next days are only counted, and those after them wait behind."""
_BRIEF: Final = 3
"""So many days are only counted."""
_TOGETHER: Final = ("who_does", "synergies", "needs", "procedures")
"""What the first page says of working together, of all that its own page leads to."""


def home(site: Site) -> Iterator[Page]:
    """The first page: what it shows of single records is drawn by lot each day, never by size."""
    own = str(site.config.get("site_description") or "")
    description = site.description or own or site.texts("home.description")
    today = site.catalogue.today
    yield Page(
        kind="home",
        address="",
        title="",
        template="pages/home/page.html",
        context={
            "description": description,
            "is_untranslated": bool(own) and not site.description,
            "tiles": tiles_of(site),
            "emergency": site.urgent.emergency,
            "danger": site.urgent.danger,
            "soon": soon(site),
            "done_then": lambda activity: done_then(site, activity),
            "at_first": _AT_FIRST,
            "narrow": _OF_A_DAY_NARROW,
            "briefly": _BRIEF,
            "kept_out": left_out(site)[0],
            "ways": _ways_in(site),
            "band": band(site.catalogue, site.words),
            "places": (places := _places(site)),
            "place_groups": _towns_and_quarters(site, places),
            "introduction": site.introduction,
            "elsewhere": _elsewhere(site),
            "activities": _drawn(
                site, site.activities, lambda activity: rank_of(site, activity, today, site.turns[activity.id])
            ),
            "activity_count": len(site.activities),
            # Few stand here: were those of the own town first, those of a wider area would never have their turn.
            "networks": _drawn(site, site.networks_at_work, lambda network: site.lot(network.id)),
            "together": [way for _, held in groups_of(site) for way in held if way[0] in _TOGETHER],
            "tales": [] if site.is_silent else [*_first(site.stories, site), *_first(site.practices, site)],
            "silent_until": site.silent_until,
        },
        description=description,
        json_ld=site.describer.website(str(site.config["site_name"]), description),
        feed=feed_beside(site, Subject()),
    )


@dataclass(frozen=True, slots=True)
class Ahead:
    """A day to come as the calendar has it, by the clock: each activity that is shown, and how many `more`.

    Who looks for what to do on a day asks for hours: what is on once and what is open nearly every day stand together.

    Where the days before it are enough it is told in brief, by numbers alone; a day after some of those `waits`.
    """

    day: Day
    counted: str
    shown: Sequence[Sequence[Item]]
    more: int
    is_brief: bool
    waits: bool


def soon(site: Site) -> list[Ahead]:
    """Return what is on in the next days, of a very full day those whose turn it is; nothing without a calendar.

    A script (`page.js`) lets go of days gone by.
    """
    ahead: list[Ahead] = []
    told = 0
    for day in () if site.is_silent else days_ahead(site, _DAYS_AHEAD):
        held = (*by_activity(day.items), *day.also)
        if held:
            by_turn = sorted(held, key=lambda one: _rank_on(site, one[0].activity, day.on))
            shown = sorted(
                by_turn[:_OF_A_DAY], key=lambda one: (one[0].opening.clock, sorting_key(one[0].activity.name))
            )
            counted = site.words.count("count.activities", len(held))
            is_brief = told >= _AT_FIRST
            waits = sum(earlier.is_brief for earlier in ahead) >= _BRIEF
            ahead.append(Ahead(day, counted, shown, len(held) - len(shown), is_brief, waits))
            told += len(shown)
    return ahead


def _elsewhere(site: Site) -> dict[str, Any] | None:
    """What other catalogues have: where nothing is ours, cards too, by the lot of the day; else only how much."""
    if site.elsewhere is None or not totals(site):
        return None
    return {
        "lead": site.texts("elsewhere.home_lead", names=site.words.listed(list(site.elsewhere.names))),
        "drawn": site.elsewhere.drawn if site.is_portal else (),
        "counted": [
            (site.words.count(f"count.{RECORDS[kind].group}", count), list_address(site, kind))
            for kind, count in totals(site)
        ],
    }


def _ways_in(site: Site) -> list[tuple[str, str, list[Chip], str]]:
    """By theme and by people: heading, section, chips, words of the link to all of them.

    Kinds are within these: a third list of the same would be one more to read.
    """
    ways = (
        ("themes", "tema", site.busiest("tema")[:_MOST_CHIPS], "all_themes"),
        ("for_whom", "destinatari", _broadest(site)[:_MOST_CHIPS], "all_audiences"),
    )
    return [
        (site.texts(f"home.{heading}"), kind, chips, site.texts(f"home.{all_label}"))
        for heading, kind, chips, all_label in ways
        if chips
    ]


def _places(site: Site) -> list[Chip]:
    """Towns and quarters, the nearest first: whoever lives in a street knows the quarter."""
    geography = site.catalogue.geography
    lived_in = [
        chip
        for chip in site.busiest("territorio")
        if geography.is_quarter(chip.code) or not geography.is_part_of_town(chip.code)
    ]
    narrow = [chip for chip in lived_in if not geography.is_wider_than_town(chip.code)]
    near = site.nearest(narrow or lived_in)
    # One or two more take less room than a choice among towns of the same size.
    shown = near if len(near) <= _MOST_PLACES else near[:_MOST_CHIPS]
    # A quarter needs no town beside the town.
    towns = {chip.code for chip in shown}
    return [
        replace(chip, label=site.words.label("territori", chip.code))
        if geography.town_around(chip.code) in towns
        else chip
        for chip in shown
    ]


def _towns_and_quarters(site: Site, places: Sequence[Chip]) -> list[tuple[str, Sequence[Chip]]]:
    """Part towns from quarters under words of their own: a town beside its quarters would seem one of them."""
    geography = site.catalogue.geography
    quarters = [chip for chip in places if geography.is_part_of_town(chip.code)]
    towns = [chip for chip in places if chip not in quarters]
    if not quarters or not towns:
        return [("", places)]
    around = {geography.town_around(chip.code) for chip in quarters}
    name = site.words.label("territori", around.pop()) if len(around) == 1 else ""
    heading = site.texts("home.quarters_of", place=name) if name else site.texts("home.quarters")
    return [(site.texts("home.towns"), towns), (heading, quarters)]


def _broadest(site: Site) -> list[Chip]:
    """The people most is done for, none of them within others that stand here: a parent chooses among three once."""
    people = site.catalogue.vocabularies["destinatari"]
    shown: list[Chip] = []
    for chip in site.busiest("destinatari"):
        near = people.ancestors(chip.code)
        if not any(other.code in near or chip.code in people.ancestors(other.code) for other in shown):
            shown.append(chip)
    return shown


def _drawn(site: Site, entries: Sequence[Any], rank: Callable[[Any], Any]) -> list[Any]:
    """A few entries as their turn comes, one of each family of themes before a second; of those, the reached first."""
    return site.contact_first(drawn(entries, lambda entry: site.words.family(entry.themes), rank, SHOWN))


def rank_of(site: Site, activity: ActivityEntry, day: date, turn: Turn) -> tuple[bool, bool, Turn]:
    """Rank an activity for the first page of a day: the own town first, then where one can go soon, then its turn."""
    is_doubtful = activity.status is Status.UNCONFIRMED or is_later(site, activity, day)
    return not site.is_at_home(activity.territories), is_doubtful, turn


def _rank_on(site: Site, activity: ActivityEntry, day: date) -> tuple[bool, bool, Turn]:
    return rank_of(site, activity, day, site.turns[activity.id])


def _first(entries: Sequence[Any], site: Site) -> list[Any]:
    """The one that the lot of the day puts first, if there is any."""
    return sorted(entries, key=lambda entry: site.lot(entry.id))[:1]
