"""`/`: a question, ways in by people, need, place and theme, and the records that the lot of the day shows."""

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from typing import Any, Final

from generator.catalogue import ActivityEntry, AnyEntry, Status
from generator.catalogue.kinds import RECORDS
from generator.site.model import Chip, Site
from generator.site.page import Page
from generator.site.pages.catalogues.page import list_address, totals
from generator.site.pages.home.band import band
from generator.site.pages.in_need.page import tiles_of
from generator.site.pages.news.page import Subject, feed_beside
from generator.site.pages.together.ways import groups_of
from generator.site.parts.days import is_later
from generator.site.parts.maps.places import place_map
from generator.site.turns import Turn, drawn

SHOWN: Final = 6
"""So many activities, and so many networks, stand on the first page."""
_MOST_CHIPS: Final = 8
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
            "ways": _ways_in(site),
            "band": band(site.catalogue, site.words),
            "map": place_map(site),
            "introduction": site.introduction,
            "elsewhere": _elsewhere(site),
            "activities": _drawn(
                site, site.activities, lambda activity: rank_of(site, activity, today, site.turns[activity.id])
            ),
            "activity_count": len(site.activities),
            "networks": _drawn(
                site,
                site.networks_at_work,
                lambda network: (not site.is_at_home(network.territories), site.lot(network.id)),
            ),
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
    """By people, by need, by place, by theme: heading, section, chips, words of the link to all of them."""
    kinds = site.catalogue.vocabularies["tipi_attivita"].terms
    needed = [chip for chip in site.busiest("tipo") if kinds[chip.code].family not in _NO_NEED]
    ways = (
        ("for_whom", "destinatari", site.busiest("destinatari")[:_MOST_CHIPS], "all_audiences"),
        ("for_what", "tipo", needed[:_MOST_CHIPS], "all_kinds"),
        ("places", "territorio", site.nearest(site.busiest("territorio"))[:_MOST_CHIPS], "all_places"),
        ("themes", "tema", site.chips("tema"), "all_themes"),
    )
    return [
        (site.texts(f"home.{heading}"), kind, chips, site.texts(f"home.{all_label}"))
        for heading, kind, chips, all_label in ways
        if chips
    ]


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
