"""`/scadenze/`: what ends and what is due, by date: all of it, then each kind on a page of its own.

How many days are left is worked out by the browser, so that a page built last week says what is true today; without a
script the plain day stands there. Where the catalogue leaves findings to its office (`segnalazioni: ufficio`) nothing
of this is published, and the office asks `intreccio deadlines`. Tables and calendars are in `table.py`.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Final

from generator import addresses
from generator.catalogue.deadlines import CONFIRMATION, KINDS, Deadline, deadlines
from generator.records.dates import PartialDate
from generator.site.model import Chip, Site
from generator.site.page import Crumb, Page, sheets
from generator.site.parts.improvements import are_public
from generator.site.parts.words import Words
from generator.site.search.metadata import found_as_page

ADDRESS: Final = addresses.page("deadlines")
TABLE: Final = f"{ADDRESS}scadenze.csv"
CALENDAR: Final = f"{ADDRESS}scadenze.ics"
CONFIRMATIONS: Final = f"{ADDRESS}conferme.ics"


@dataclass(frozen=True, slots=True)
class Month:
    """The deadlines of one month, on one page of the list."""

    label: str
    anchor: str
    items: Sequence[Deadline]


def deadlines_page(site: Site) -> Iterator[Page]:
    """All deadlines but confirmations, which are many, then those of each kind; no page for who keeps them apart."""
    if not are_public(site.settings):
        return
    found = deadlines(site.catalogue, site.ages)
    by_kind = {kind: [deadline for deadline in found if deadline.kind == kind] for kind in KINDS}
    chips = [
        Chip(kind, site.texts(f"deadlines.kind_{kind}"), kind_address(kind), len(due))
        for kind, due in by_kind.items()
        if due
    ]
    yield from _pages(site, [deadline for deadline in found if deadline.kind != CONFIRMATION], chips, "")
    for chip in chips:
        yield from _pages(site, by_kind[chip.code], chips, chip.code)


def kind_address(kind: str) -> str:
    """Address of the deadlines of one kind; of all of them without a kind."""
    return f"{ADDRESS}{kind}/" if kind else ADDRESS


def what_is_due(deadline: Deadline, words: Words) -> str:
    """Say what ends, in the words of the record or of the vocabulary; empty where the kind says it all."""
    return words.label(deadline.scheme, deadline.what) if deadline.scheme else deadline.what


def _pages(site: Site, due: Sequence[Deadline], chips: Sequence[Chip], kind: str) -> Iterator[Page]:
    title = site.texts("deadlines.title")
    heading = site.texts(f"deadlines.kind_{kind}") if kind else title
    calendar = (CONFIRMATIONS if kind == CONFIRMATION else CALENDAR) if due and kind in {"", CONFIRMATION} else ""
    for sheet in sheets(due, kind_address(kind)):
        months = [
            Month(site.words.when(PartialDate(year=year, month=month)), f"mese-{year}-{month:02}", list(of_month))
            for (year, month), of_month in groupby(
                sheet.items, key=lambda deadline: (deadline.on.year, deadline.on.month)
            )
        ]
        first = sheet.number == 1
        yield Page(
            kind="deadlines",
            address=sheet.address,
            title=sheet.title(heading, site.texts),
            template="pages/deadlines/page.html",
            context={
                "heading": heading,
                "kind": kind,
                "chips": chips,
                "months": months,
                "sheet": sheet,
                "total": len(due),
                "confirmations": next((chip for chip in chips if chip.code == CONFIRMATION and not kind), None),
                "all_address": ADDRESS,
                "table": TABLE if chips and not kind else "",
                "calendar": calendar,
                "what_is_due": lambda deadline: what_is_due(deadline, site.words),
            },
            description=site.texts("deadlines.lead"),
            tab="together",
            crumbs=(Crumb(title, ADDRESS),) if kind else (),
            indexed=not kind and first,
            found=found_as_page(title, site.texts("deadlines.lead")) if not kind and first else None,
        )
