"""`/insieme/`: the door to the pages for who works together, where the menu leads, and what comes next."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from generator.catalogue import AnyEntry
from generator.catalogue.deadlines import Deadline, deadlines
from generator.site.model import Site
from generator.site.page import Page
from generator.site.pages.deadlines.page import ADDRESS as DEADLINES
from generator.site.pages.deadlines.told import CALLS, NOTICE_KINDS, NOTICES, Targets, side_of, to_come, what_is_due
from generator.site.pages.together.ways import PRACTICES, TOGETHER, groups_of
from generator.site.parts.contacts import office_contact_point

_AGREEMENT: Final = "accordo"
"""Who works together begins to renew one before its day; what else a network looks after concerns it alone."""
_ALONE: Final = "lend_a_hand"
"""The way of who helps alone: a line beside the doors of associations."""
_CALL: Final = "bando"
_SOON: Final = (_CALL, _AGREEMENT, NOTICES)
"""What the box of what comes next may hold, in the order in which its title names it."""
_SIDES: Final = {"richiesta": "seeks", "offerta": "offers"}
_SHOWN: Final = 3
_MOST: Final = 6
"""So many at most where several end on the last day that is shown: a day is not cut in two."""
PICTURES: Final = {
    "who_does": "germoglio",
    "synergies": "ascolto",
    "needs": "scatola",
    "lend_a_hand": "mano_cuore",
    "procedures": "documenti",
    "connections": "rete",
    "roles": "gruppo",
    "learning": "zaino",
    "plans": "bandiera",
    "statistics": "grafico",
    "report": "orologio",
    "completion": "matita",
    "deadlines": "calendario",
    PRACTICES: "libro",
}
"""The drawing beside each way."""


@dataclass(frozen=True, slots=True)
class Door:
    """A page one may go to, and the drawing beside it."""

    name: str
    address: str
    picture: str


@dataclass(frozen=True, slots=True)
class Soon:
    """What ends soon, where it is told, and whose it is."""

    group: str
    kind: str
    what: str
    address: str
    entry: AnyEntry
    on: date
    side: str = ""
    """Of a notice `seeks` or `offers`, the text `needs.<side>`."""


def together_page(site: Site) -> Iterator[Page]:
    """The door to the pages for who works together."""
    groups = groups_of(site)
    there = {name for _, ways in groups for name, _ in ways}
    due = to_come(deadlines(site.catalogue, site.ages), site.catalogue.today)
    doors = [
        (group, [Door(name, address, PICTURES[name]) for name, address in ways if name != _ALONE])
        for group, ways in groups
    ]
    soon = _soon(site, [one for one in due if _is_for_bodies(site, one, "deadlines" in there)])
    yield Page(
        kind="together",
        address=TOGETHER,
        title=site.texts("shell.together"),
        template="pages/together/page.html",
        context={
            "groups": doors,
            "soon": soon,
            "soon_title": _title(site, soon),
            "deadlines": DEADLINES if "deadlines" in there else "",
            "office": office_contact_point(site.settings["ufficio"]),
        },
        description=site.texts("together.lead"),
        tab="together",
    )


def _title(site: Site, soon: Sequence[Soon]) -> str:
    """Name what comes next by the kinds that are there: no call is promised where only notices end."""
    kinds = {one.group for one in soon}
    held = [site.texts(f"together.soon_{group}") for group in _SOON if group in kinds]
    return site.texts("together.next", what=site.words.listed(held)) if held else ""


def _is_for_bodies(site: Site, one: Deadline, is_public: bool) -> bool:
    """Tell whether any association may have something to do by that day, where the page of deadlines lists it.

    Calls and notices have pages of their own, also where the office keeps deadlines to itself.
    """
    return side_of(one, site) in {CALLS, NOTICES} or (is_public and one.kind == _AGREEMENT)


def _soon(site: Site, due: Sequence[Deadline]) -> list[Soon]:
    """Return what comes first of `due`, with all that ends on its last day."""
    last = due[:_SHOWN][-1].on if due else date.min
    shown = [one for one in due[:_MOST] if one.on <= last]
    targets = Targets(site)
    return [
        Soon(
            NOTICES if one.kind in NOTICE_KINDS else one.kind,
            site.texts(f"deadlines.one_{one.kind}"),
            what_is_due(one, site.words),
            targets.of(one),
            one.entry,
            one.on,
            _SIDES.get(one.kind, ""),
        )
        for one in shown
    ]
