"""`/dai-una-mano/`: what somebody can give, and who asks for it: time, skills, things, rooms, money."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from generator import addresses
from generator.catalogue import ActivityEntry, OrganizationEntry
from generator.site.model import Site
from generator.site.page import Page
from generator.site.pages.needs.page import LEARNING_KIND, WAYS, Notice, met_by, shelves_of, turn
from generator.site.pages.together.ways import crumb_of
from generator.site.search.metadata import found_as_page

ADDRESS: Final = addresses.page("lend_a_hand")

_PICTURES: Final = {"time": "orologio", "skills": "matita", "things": "scatola", "rooms": "casa", "money": "soldi"}
_FEW: Final = 6
_LEAST: Final = 8
"""Fewer requests than these are not asked for by day and hour."""
_AT_A_GLANCE: Final = 24
"""So many stand in one list, what ends soonest first, which a way to help narrows; more stand in a section each."""


@dataclass(frozen=True, slots=True)
class Way:
    """One way to help: its name, its drawing, who asks for it."""

    name: str
    picture: str
    notices: Sequence[Notice]


def lend_a_hand_page(site: Site) -> Iterator[Page]:
    """One page: who asks, by what can be given; then where to learn, and whom to support."""
    title, lead = site.texts("lend_a_hand.title"), site.texts("lend_a_hand.lead")
    ways = ways_of_helping(site)
    asked = [(way, notice) for way in ways for notice in way.notices]
    is_short = len(asked) <= _AT_A_GLANCE
    yield Page(
        kind="lend_a_hand",
        address=ADDRESS,
        title=title,
        crumbs=(crumb_of(site),),
        template="pages/lend_a_hand/page.html",
        tab="together",
        context={
            "ways": ways,
            "asked": sorted(asked, key=lambda one: turn(site, one[1])) if is_short else (),
            "sections": () if is_short else sorted(ways, key=lambda way: turn(site, way.notices[0])),
            "met_by": met_by(site, shelves_of(site)),
            "by_when": len(asked) >= _LEAST,
            "lessons": _lessons(site),
            "donations": _donations(site),
            "few": _FEW,
        },
        description=lead,
        found=found_as_page(title, lead),
    )


def ways_of_helping(site: Site) -> list[Way]:
    """Return each way to help that somebody asks for, in the order of `WAYS`."""
    asked: dict[str, list[Notice]] = {name: [] for name in WAYS}
    for shelf in shelves_of(site):
        for notice in shelf.needs:
            asked[notice.way].append(notice)
    return [
        Way(name, _PICTURES[name], sorted(notices, key=lambda notice: turn(site, notice)))
        for name, notices in asked.items()
        if notices
    ]


def _lessons(site: Site) -> list[ActivityEntry]:
    """Return the courses for who helps, or would like to."""
    lessons = (activity for activity in site.activities if LEARNING_KIND in activity.kinds)
    return sorted(lessons, key=lambda activity: (site.reachable(activity), site.turns[activity.id]))


def _donations(site: Site) -> list[OrganizationEntry]:
    """Return the bodies that say how to give them something."""
    givers = (body for body in site.current_organizations if body.record.giving)
    return site.contact_first(sorted(givers, key=lambda body: site.lot(body.id)))
