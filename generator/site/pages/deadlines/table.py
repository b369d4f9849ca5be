"""`/scadenze/scadenze.csv`, `scadenze.ics`, `reti.ics` and `conferme.ics`: deadlines as a table and as calendars.

Each deadline is in one calendar: who waits for a help or a call to open wants no agreement of a network among their
days, and who looks after a network no day by which each record is to be confirmed.
"""

from collections.abc import Iterable, Iterator, Sequence

from generator import addresses
from generator.catalogue.deadlines import CONFIRMATION, Deadline, deadlines
from generator.catalogue.freshness import known
from generator.catalogue.lookups import digest_of
from generator.exports.icalendar import Event, calendar
from generator.exports.spreadsheet import spreadsheet
from generator.site.model import Site
from generator.site.pages.deadlines.page import ADDRESS, CALENDAR, CONFIRMATIONS, TABLE, UPKEEP_CALENDAR
from generator.site.pages.deadlines.told import is_upkeep, what_is_due
from generator.site.parts.calendars import host_of
from generator.site.parts.improvements import are_public


def deadline_files(site: Site) -> Iterator[tuple[str, bytes]]:
    """Yield the table and the calendars, each only where something is in it; nothing for who keeps deadlines apart."""
    if are_public(site.settings):
        found = deadlines(site.catalogue, site.ages)
        yield from ((path, content) for path, content in files_of(site, found).items() if content)


def files_of(site: Site, found: Sequence[Deadline]) -> dict[str, bytes]:
    """Return table and calendars by path; empty bytes for what would have nothing in it."""
    written = {TABLE: table(site, found) if found else b""}
    confirmations = [deadline for deadline in found if deadline.kind == CONFIRMATION]
    others = [deadline for deadline in found if deadline.kind != CONFIRMATION]
    for path, held, name in (
        (CALENDAR, [deadline for deadline in others if not is_upkeep(deadline.kind)], "deadlines.title"),
        (UPKEEP_CALENDAR, [deadline for deadline in others if is_upkeep(deadline.kind)], "deadlines.upkeep"),
        (CONFIRMATIONS, confirmations, "deadlines.kind_conferma"),
    ):
        written[path] = deadline_calendar(site, held, site.texts(name)) if held else b""
    return written


def table(site: Site, found: Iterable[Deadline]) -> bytes:
    """Write deadlines as a CSV file: day, kind, what, whose, page."""
    rows = [
        (
            deadline.on.isoformat(),
            site.texts(f"deadlines.one_{deadline.kind}"),
            what_is_due(deadline, site.words),
            deadline.entry.name,
            addresses.absolute(site.url, addresses.record(deadline.entry)),
        )
        for deadline in found
    ]
    columns = ("day", "kind", "what", "who", "page")
    return spreadsheet([site.texts(f"deadlines.column_{name}") for name in columns], rows)


def deadline_calendar(site: Site, found: Iterable[Deadline], name: str) -> bytes:
    """Write deadlines as a calendar; it names their page where there is one."""
    url = addresses.absolute(site.url, ADDRESS) if site.url and are_public(site.settings) else ""
    return calendar(f"{name} · {site.config['site_name']}", [_event(site, deadline) for deadline in found], url=url)


def _event(site: Site, deadline: Deadline) -> Event:
    kind, what = site.texts(f"deadlines.one_{deadline.kind}"), what_is_due(deadline, site.words)
    name = deadline.entry.name
    return Event(
        uid=f"{_identifier(deadline)}@{host_of(site)}",
        on=deadline.on,
        # What nobody ever read or confirmed says no day of its own but the one it ends on.
        stamp=known(deadline.entry).newest or deadline.on,
        summary=f"{kind}: {what} ({name})" if what else f"{kind}: {name}",
        url=addresses.absolute(site.url, addresses.record(deadline.entry)) if site.url else "",
        categories=(site.texts(f"deadlines.kind_{deadline.kind}"),),
    )


def _identifier(deadline: Deadline) -> str:
    """Name a deadline so that a new day does not make it another one."""
    mark = digest_of(deadline.mark)[:12] if deadline.mark else ""
    return "-".join(part for part in (deadline.kind, deadline.entry.id, mark) if part)
