"""`/scadenze/`: what anybody can still ask, apply for or answer; `/scadenze/reti/`: what networks look after.

Each kind has a page of its own as well. How many days are left is worked out by the browser, so that a page built last
week says what is true today; without a script the plain day stands there. Where the catalogue leaves findings to its
office (`segnalazioni: ufficio`) nothing of this is published, and the office asks `intreccio deadlines`. What is said
of a deadline is in `told.py`, tables and calendars in `table.py`.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby
from typing import Any, Final

from generator import addresses
from generator.catalogue import AnyEntry
from generator.catalogue.deadlines import CONFIRMATION, KINDS, MEETING, Deadline, deadlines
from generator.records.dates import PartialDate
from generator.records.network import SUSPENDED, Network
from generator.site.model import Chip, Site, sorting_key
from generator.site.page import PER_PAGE, Crumb, Page, Sheet, sheets
from generator.site.pages.deadlines.told import (
    AIDS,
    APART,
    CALLS,
    MANDATE,
    MEASURE,
    NOTICE_KINDS,
    NOTICES,
    Targets,
    gives,
    is_upkeep,
    side_of,
    to_come,
    to_renew,
    what_is_due,
)
from generator.site.pages.together.ways import crumb_of
from generator.site.parts.improvements import are_public
from generator.site.search.metadata import found_as_page

ADDRESS: Final = addresses.page("deadlines")
UPKEEP: Final = f"{ADDRESS}reti/"
TO_RENEW: Final = f"{UPKEEP}#da-rinnovare"
"""What has passed and waits for somebody."""
TABLE: Final = f"{ADDRESS}scadenze.csv"
CALENDAR: Final = f"{ADDRESS}scadenze.ics"
UPKEEP_CALENDAR: Final = f"{ADDRESS}reti.ics"
CONFIRMATIONS: Final = f"{ADDRESS}conferme.ics"

_FOR_ANYBODY: Final = (AIDS, CALLS, NOTICES)
_FEW: Final = 6
"""So many that have passed stand in sight on the page of one kind; more are folded."""
_PARTS: Final[Mapping[str, frozenset[str]]] = {
    "ends": frozenset({"accordo", MANDATE}),
    "meets": frozenset({MEETING}),
    "counts": frozenset({MEASURE}),
}
"""What somebody who looks after a network has to do: begin to renew, come, count again."""
_FIRST_NOTICES: Final = 3
"""So many requests, and so many offers, stand among the deadlines: all of them have a page of their own."""
_LATER: Final = timedelta(days=92)
_LONG: Final = 8
"""What comes later than `_LATER` is folded, behind so many."""
_NEXT_HALF_YEAR: Final = timedelta(days=183)
"""What networks have to do after it is folded."""


@dataclass(frozen=True, slots=True)
class Month:
    """The deadlines of one month, on one page of the list."""

    label: str
    anchor: str
    items: Sequence[Deadline]


@dataclass(frozen=True, slots=True)
class Part:
    """What is to come of one matter of who looks after a network, one of `_PARTS`, and what is later."""

    name: str
    items: Sequence[Deadline]
    later: Sequence[Deadline]


@dataclass(frozen=True, slots=True)
class Side:
    """What is to come for the same people: soon, and by month what is later than some months."""

    name: str
    chips: Sequence[Chip]
    soon: Sequence[Deadline]
    later: Sequence[Month]

    @property
    def how_many_later(self) -> int:
        """How many are folded."""
        return sum(len(month.items) for month in self.later)


def deadlines_page(site: Site) -> Iterator[Page]:
    """What is for anybody, what networks look after, then each kind; no page for who keeps deadlines to themselves."""
    if not are_public(site.settings):
        return
    found = deadlines(site.catalogue, site.ages)
    by_kind = {kind: [deadline for deadline in found if deadline.kind == kind] for kind in KINDS}
    today = site.catalogue.today
    chips = [
        Chip(kind, site.texts(f"deadlines.kind_{kind}"), kind_address(kind), _open(due, today))
        for kind, due in by_kind.items()
        if due
    ]
    coming, said = to_come(found, today), _said_of_each(site)
    care = [deadline for deadline in coming if is_upkeep(deadline.kind)]
    # What waits longest is the first to put right.
    past = to_renew(found, today)[::-1]
    caring = [chip for chip in chips if is_upkeep(chip.code)]
    open_to_all = [deadline for deadline in coming if not is_upkeep(deadline.kind)]
    yield from _first_pages(site, open_to_all, chips, caring, said)
    if caring:
        yield from _upkeep_pages(site, care, past, caring, said)
    for chip in chips:
        beside = [other for other in chips if is_upkeep(other.code) == is_upkeep(chip.code)]
        yield from _pages_of_kind(site, by_kind[chip.code], beside, chip.code, said)


def _first_pages(
    site: Site, coming: Sequence[Deadline], chips: Sequence[Chip], caring: Sequence[Chip], said: Mapping[str, Any]
) -> Iterator[Page]:
    title = site.texts("deadlines.title")
    noticed = [chip for chip in chips if chip.code in NOTICE_KINDS]
    for sheet in sheets(list(_with_first_notices(coming)), ADDRESS):
        due: dict[str, list[Deadline]] = {name: [] for name in _FOR_ANYBODY}
        for deadline in sheet.items:
            due[side_of(deadline, site)].append(deadline)
        context = {
            **said,
            "sides": [_side(site, name, noticed if name == NOTICES else (), due[name]) for name in due if due[name]],
            "calendar": CALENDAR if coming else "",
            "table": TABLE if chips else "",
            "upkeep": UPKEEP if caring else "",
        }
        yield _page(site, sheet, title, "page.html", context)


def _upkeep_pages(
    site: Site, coming: Sequence[Deadline], past: Sequence[Deadline], chips: Sequence[Chip], said: Mapping[str, Any]
) -> Iterator[Page]:
    for sheet in sheets(coming, UPKEEP):
        context = {
            **said,
            "past": past[:PER_PAGE] if sheet.number == 1 else (),
            "parts": list(_parts(site, sheet.items)),
            "calendar": UPKEEP_CALENDAR if coming or past else "",
            "apart": [chip for chip in chips if chip.code in APART],
            "networks": sorted({(one.entry.id, one.entry.name) for one in (*past, *coming)}, key=_by_name),
        }
        title = site.texts("deadlines.upkeep")
        yield _page(site, sheet, title, "upkeep.html", context, is_care=True)


def _pages_of_kind(
    site: Site, due: Sequence[Deadline], chips: Sequence[Chip], kind: str, said: Mapping[str, Any]
) -> Iterator[Page]:
    today = site.catalogue.today
    # A confirmation that is late is the first to give.
    past = [] if kind == CONFIRMATION else [deadline for deadline in due if deadline.is_over(today)]
    coming = [deadline for deadline in due if not deadline.is_over(today)] if past else due
    is_care = is_upkeep(kind)
    home = Crumb(site.texts("deadlines.upkeep"), UPKEEP) if is_care else Crumb(site.texts("deadlines.title"), ADDRESS)
    for sheet in sheets(coming, kind_address(kind)):
        context = {
            **said,
            "kind": kind,
            "chips": chips,
            "past": past[:PER_PAGE] if sheet.number == 1 else (),
            "past_is_open": not coming or len(past) <= _FEW,
            "months": _months(site, sheet.items),
            "calendar": CONFIRMATIONS if kind == CONFIRMATION and coming else "",
            "all_address": home.address,
        }
        title = site.texts(f"deadlines.kind_{kind}")
        yield _page(site, sheet, title, "kind.html", context, crumbs=(home,), is_care=is_care)


def _page(
    site: Site,
    sheet: Sheet,
    heading: str,
    template: str,
    context: Mapping[str, Any],
    *,
    crumbs: Sequence[Crumb] = (),
    is_care: bool = False,
) -> Page:
    """Return a page; what networks look after stands below «Lavorare insieme», where nobody looks for a free place."""
    top = crumb_of(site) if is_care else Crumb(site.texts("calendar.title"), addresses.page("calendar"))
    lead = site.texts("deadlines.lead")
    is_first = sheet.address == ADDRESS
    return Page(
        kind="deadlines",
        address=sheet.address,
        title=sheet.title(heading, site.texts),
        template=f"pages/deadlines/{template}",
        context={
            "heading": heading,
            "sheet": sheet,
            **context,
        },
        description=lead,
        tab="together" if is_care else "calendar",
        crumbs=(top, *crumbs),
        indexed=is_first,
        found=found_as_page(heading, lead) if is_first else None,
    )


def _said_of_each(site: Site) -> Mapping[str, Any]:
    """Return what the templates of all lists ask of a deadline."""
    targets = Targets(site)
    return {
        "is_resting": _is_resting,
        "what_is_due": lambda deadline: what_is_due(deadline, site.words),
        "note_on": targets.note,
        "gives": lambda deadline: gives(deadline, site),
        "asked_of": targets.asked,
        "notice_of": targets.notice,
        "told_at": targets.of,
    }


def _by_name(network: tuple[str, str]) -> str:
    return sorting_key(network[1])


def _is_resting(entry: AnyEntry) -> bool:
    return isinstance(entry.record, Network) and entry.record.status == SUSPENDED


def _open(found: Iterable[Deadline], today: date) -> int:
    """Count what the lists hold of a kind: what is to come, and what still waits for somebody."""
    return sum(deadline.waits or not deadline.is_over(today) for deadline in found)


def kind_address(kind: str) -> str:
    """Address of the deadlines of one kind."""
    return f"{ADDRESS}{kind}/"


def _side(site: Site, name: str, chips: Sequence[Chip], coming: Sequence[Deadline]) -> Side:
    limit = site.catalogue.today + _LATER
    held = sum(deadline.on <= limit for deadline in coming)
    soon = coming[: max(held, _LONG)]
    return Side(name, chips, soon, _months(site, coming[len(soon) :], name))


def _with_first_notices(coming: Iterable[Deadline]) -> Iterator[Deadline]:
    """Yield what is no notice, and the first notices of each kind."""
    told: Counter[str] = Counter()
    for deadline in coming:
        told[deadline.kind] += 1
        if deadline.kind not in NOTICE_KINDS or told[deadline.kind] <= _FIRST_NOTICES:
            yield deadline


def _parts(site: Site, coming: Sequence[Deadline]) -> Iterator[Part]:
    """Part what a network looks after by what there is to do, what comes first first.

    What is later than half a year is folded.
    """
    limit = site.catalogue.today + _NEXT_HALF_YEAR
    parted = ((name, [deadline for deadline in coming if deadline.kind in kinds]) for name, kinds in _PARTS.items())
    for name, held in sorted((part for part in parted if part[1]), key=lambda part: part[1][0].on):
        soon = [deadline for deadline in held if deadline.on <= limit]
        yield Part(name, soon, held[len(soon) :])


def _months(site: Site, items: Iterable[Deadline], side: str = "") -> list[Month]:
    return [
        Month(
            site.words.when(PartialDate(year=year, month=month)),
            "-".join(part for part in ("mese", f"{year}-{month:02}", side) if part),
            list(of_month),
        )
        for (year, month), of_month in groupby(items, key=lambda deadline: (deadline.on.year, deadline.on.month))
    ]
