"""`/reti/<network>/incontro/`: one sheet for the table, to read together, tick and write on.

What the catalogue knows that a meeting can decide: what ends, what resembles what, who could help whom, whom to
invite, what is to be measured, what the record lacks. Ticks and decisions stay on paper, or become one proposal that
the page writes and the coordinator sends: nothing is kept.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from generator import addresses
from generator.catalogue import NetworkEntry
from generator.catalogue.deadlines import Deadline, deadlines_of
from generator.matching import Kind
from generator.records.network import Network
from generator.site.model import Site
from generator.site.page import Crumb, Page
from generator.site.parts.hints import Alike, Encounter, Exchange
from generator.site.parts.improvements import Improvements

FOLDER: Final = "incontro/"
_MOST: Final = 6
"""As many of each kind as a meeting can look at."""
_NOT_MEETING: Final = frozenset({"conclusa", "bozza"})


@dataclass(frozen=True, slots=True)
class Measure:
    """An indicator to be measured again: its name, the last period and value that are known."""

    name: str
    period: str
    value: str


def meeting_address(entry: NetworkEntry) -> str:
    """Address of the sheet of a network."""
    return f"{addresses.record(entry)}{FOLDER}"


def has_sheet(entry: NetworkEntry) -> bool:
    """Tell whether a network still meets."""
    return entry.record.status not in _NOT_MEETING


def meeting_sheet(site: Site, entry: NetworkEntry, improvements: Improvements) -> Iterator[Page]:
    """The sheet of one network; none of a network that is over."""
    if not has_sheet(entry):
        return
    title = site.texts("meeting.title", name=entry.name)
    lacking = improvements.of(entry) if improvements.are_public else None
    yield Page(
        kind="meeting",
        address=meeting_address(entry),
        title=title,
        template="pages/meeting/page.html",
        context={
            "entry": entry,
            "next": _next_meeting(site, entry),
            "deadlines": _deadlines(site, entry),
            "alike": _alike(site, entry),
            "exchanges": _exchanges(site, entry),
            "encounters": _encounters(site, entry),
            "measures": list(_measures(entry.record)),
            "lacking": lacking.improvements[:_MOST] if lacking else (),
            "members": len(site.catalogue.members.get(entry.id, ())),
        },
        description=site.texts("meeting.lead"),
        crumbs=(
            Crumb(site.texts("list.rete"), addresses.section("rete")),
            Crumb(entry.name, addresses.record(entry)),
        ),
        indexed=False,
    )


def _next_meeting(site: Site, entry: NetworkEntry) -> Deadline | None:
    due = (deadline for deadline in deadlines_of(entry, site.catalogue, site.ages) if deadline.kind == "incontro")
    return min(
        (deadline for deadline in due if not deadline.is_over(site.catalogue.today)),
        key=lambda due: due.on,
        default=None,
    )


def _deadlines(site: Site, entry: NetworkEntry) -> list[Deadline]:
    """What ends in the network and its members, the earliest first; confirmations only of the network itself."""
    members = [tie.body for tie in site.catalogue.members.get(entry.id, ()) if tie.body is not None]
    own = [due for due in deadlines_of(entry, site.catalogue, site.ages) if due.kind != "incontro"]
    theirs = [
        due
        for member in members
        for due in deadlines_of(member, site.catalogue, site.ages)
        if due.kind in {"richiesta", "offerta", "accordo"} and not due.is_over(site.catalogue.today)
    ]
    return sorted([*own, *theirs], key=lambda due: (due.on, due.kind, due.what))[: 2 * _MOST]


def _circle(site: Site, entry: NetworkEntry) -> set[str]:
    """Ids of the network and of who belongs to it."""
    members = {tie.body.id for tie in site.catalogue.members.get(entry.id, ()) if tie.body is not None}
    return {entry.id} | members


def _alike(site: Site, entry: NetworkEntry) -> list[Alike]:
    """Likenesses in which at least one side is the network's or a member's, and nobody has weighed them yet."""
    circle = _circle(site, entry)
    found = [
        hint
        for hint in site.synergies.alike
        if hint.kind is not Kind.CLASH
        and (
            {hint.here.operator.id, hint.there.operator.id} & circle
            or entry in hint.here.networks
            or entry in hint.there.networks
        )
    ]
    return found[:_MOST]


def _exchanges(site: Site, entry: NetworkEntry) -> list[Exchange]:
    circle = _circle(site, entry)
    return [hint for hint in site.synergies.exchanges if {hint.need.home.id, hint.offer.home.id} & circle][:_MOST]


def _encounters(site: Site, entry: NetworkEntry) -> list[Encounter]:
    return [hint for hint in site.synergies.near(entry) if hint.why][:_MOST]


def _measures(record: Network) -> Iterator[Measure]:
    for indicator in record.indicators:
        last = indicator.values[-1]
        yield Measure(indicator.name, last.period, f"{last.value:g}{f' {indicator.unit}' if indicator.unit else ''}")
