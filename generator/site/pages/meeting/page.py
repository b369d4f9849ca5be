"""`/reti/<network>/incontro/`: one sheet for the table, to read together, tick and write on.

`agenda.py` says what is on it. Ticks and decisions stay on paper, or become one proposal that a script writes
(`contributing/browser/sheet/meeting.js`) and the coordinator sends, as the form does: nothing is kept on the device.
"""

from collections.abc import Iterator
from typing import Final

from generator import addresses
from generator.catalogue import NetworkEntry
from generator.records.activity import OUTCOMES
from generator.site.model import Site
from generator.site.page import Crumb, Page
from generator.site.pages.deadlines.told import what_is_due
from generator.site.pages.meeting.agenda import agenda_of, has_sheet
from generator.site.parts.contacts import office_email
from generator.site.parts.improvements import Improvements

FOLDER: Final = "incontro/"
LINES: Final = 5
"""So many lines to write decisions on."""


def meeting_address(entry: NetworkEntry) -> str:
    """Address of the sheet of a network."""
    return f"{addresses.record(entry)}{FOLDER}"


def meeting_sheet(site: Site, entry: NetworkEntry, improvements: Improvements) -> Iterator[Page]:
    """The sheet of one network; none of a network that is over."""
    if not has_sheet(entry):
        return
    yield Page(
        kind="meeting",
        address=meeting_address(entry),
        title=site.texts("meeting.title", name=entry.name),
        template="pages/meeting/page.html",
        context={
            "entry": entry,
            "agenda": agenda_of(site, entry, improvements),
            "what_is_due": lambda deadline: what_is_due(deadline, site.words),
            "lines": LINES,
            "outcomes": OUTCOMES,
            "email": office_email(site.settings["ufficio"]),
            "repository": str(site.settings.get("repository") or ""),
        },
        description=site.texts("meeting.lead"),
        crumbs=(
            Crumb(site.texts("list.rete"), addresses.section("rete")),
            Crumb(entry.name, addresses.record(entry)),
        ),
        indexed=False,
    )
