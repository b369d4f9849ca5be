"""`/`: a question, what is on in the next days, and the records that the lot of the day shows; ways in below them."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Final

from generator import addresses
from generator.catalogue import ActivityEntry, AnyEntry, Status
from generator.catalogue.kinds import RECORDS
from generator.site.model import Chip, Site
from generator.site.page import Page
from generator.site.pages.catalogues.page import list_address, totals
from generator.site.pages.home.band import band
from generator.site.pages.in_need.page import tiles_of
from generator.site.pages.news.page import Subject, feed_beside
from generator.site.pages.together.ways import groups_of
from generator.site.parts.days import Item, days_of, is_later
from generator.site.parts.emergency import EMERGENCY
from generator.site.parts.maps.places import place_map
from generator.site.turns import Turn, drawn

SHOWN: Final = 3
"""So many activities, and so many networks, stand on the first page."""
_MOST_CHIPS: Final = 8
_DAYS_AHEAD: Final = 7
"""So many days, today among them: as far as a site that nobody builds again still says what comes."""
_OF_A_DAY: Final = 4
"""So many appointments of one day; whose turn it is, for all are in the calendar."""
_AT_FIRST: Final = 8
"""So many appointments from which on further days wait behind, until those before them are over."""
_NO_NEED: Final = frozenset({"cultura", "rete"})
"""Families of kinds that nobody in need looks for: people enjoy them, or networks do them for themselves."""
_COUNTED: Final = (
    ("attivita", "activities"),
    ("rete", "current_networks"),
    ("ente", "current_organizations"),
    ("pratica", "practices"),
    ("storia", "stories"),
)


def home(site: Site) -> Iterator[Page]:
    """The first page: what it shows of single records is drawn by lot each day, never by size."""
    own = str(site.config.get("site_description") or "")
    description = site.description or own or site.texts("home.description")
    today = site.catalogue.today
    counted = ((kind, name, len(getattr(site, name))) for kind, name in _COUNTED)
    yield Page(
        kind="home",
        address="",
        title="",
        template="pages/home/page.html",
        context={
            "description": description,
            "is_untranslated": bool(own) and not site.description,
            "tiles": tiles_of(site),
            "emergency": next((number for number in site.urgent.numbers if number.number == EMERGENCY), None),
            "soon": soon(site),
            "at_first": _AT_FIRST,
            "ways": _ways_in(site),
            "band": band(site.catalogue, site.words),
            "map": place_map(site),
            "places": _places(site),
            "introduction": site.introduction,
            "elsewhere": _elsewhere(site),
            "activities": _drawn(
                site, site.activities, lambda activity: rank_of(site, activity, today, site.turns[activity.id])
            ),
            "activity_count": len(site.activities),
            # Few stand here: were those of the own town first, those of a wider area would never have their turn.
            "networks": _drawn(site, site.networks_at_work, lambda network: site.lot(network.id)),
            "network_count": len(site.current_networks),
            "together": groups_of(site)[0][1],
            "tales": [] if site.is_silent else [*_first(site.stories, site), *_first(site.practices, site)],
            "silent_until": site.silent_until,
            "figures": [
                (site.words.count(f"count.{name.removeprefix('current_')}", count), kind)
                for kind, name, count in counted
                if count
            ],
            "confirmed": _confirmed(site),
        },
        description=description,
        json_ld=site.describer.website(str(site.config["site_name"]), description),
        feed=feed_beside(site, Subject()),
    )


@dataclass(frozen=True, slots=True)
class Ahead:
    """A day to come, some of what is on by the clock, how much `more`; `waits` where days before it are enough."""

    on: date
    items: Sequence[Item]
    more: int
    waits: bool


def soon(site: Site) -> list[Ahead]:
    """Return what is on in the next days, of each day those whose turn it is; nothing where there is no calendar.

    What is open nearly every day is no news, as in the calendar. A script (`page.js`) lets go of days that are over.
    """
    calendar = site.calendars.get(addresses.calendar(), ())
    if site.is_silent or not calendar:
        return []
    activities = [site.catalogue.activities[activity_id] for activity_id in calendar]
    today = site.catalogue.today
    ahead: list[Ahead] = []
    told = 0
    for day in days_of(site, activities, today, today + timedelta(days=_DAYS_AHEAD - 1)).days:
        by_turn = sorted(day.items, key=lambda item: rank_of(site, item.activity, day.on, site.turns[item.activity.id]))
        shown = by_turn[:_OF_A_DAY]
        if shown:
            in_order = [item for item in day.items if item in shown]
            ahead.append(Ahead(day.on, in_order, len(day.items) - len(shown), told >= _AT_FIRST))
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
    """By theme, by people, by kind: heading, section, chips, words of the link to all of them."""
    kinds = site.catalogue.vocabularies["tipi_attivita"].terms
    needed = [chip for chip in site.busiest("tipo") if kinds[chip.code].family not in _NO_NEED]
    ways = (
        ("themes", "tema", site.busiest("tema")[:_MOST_CHIPS], "all_themes"),
        ("for_whom", "destinatari", _broadest(site)[:_MOST_CHIPS], "all_audiences"),
        ("for_what", "tipo", needed[:_MOST_CHIPS], "all_kinds"),
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
    return site.nearest(lived_in)[:_MOST_CHIPS]


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


def _first(entries: Sequence[Any], site: Site) -> list[Any]:
    """The one that the lot of the day puts first, if there is any."""
    return sorted(entries, key=lambda entry: site.lot(entry.id))[:1]


def _confirmed(site: Site) -> str:
    """How many records their owners confirmed: the others were only read on public pages."""
    entries: list[AnyEntry] = [*site.current_networks, *site.current_organizations]
    confirmed = sum(entry.verification is not None for entry in entries)
    if confirmed == len(entries):
        return site.texts("home.figures_confirmed_all") if entries else ""
    number = site.words.number
    return site.texts("home.figures_confirmed", confirmed=number(confirmed), total=number(len(entries)))
