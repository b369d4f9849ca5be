"""What ends or is due on a day: agreements, calls, mandates, meetings, requests, offers, measures, confirmations.

A day that a record knows to the month or the year only is taken at its end: nothing is over before it may be.
What a record does not say is never worked out, with one exception: what was measured once a year, and does not say when
again, is due when the year after the last one ends.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Final

from generator.catalogue.entries import AnyEntry
from generator.catalogue.freshness import Ages, known
from generator.catalogue.model import Catalogue
from generator.records.activity import Schedule
from generator.records.common import Indicator
from generator.records.network import Act, Network

CONFIRMATION: Final = "conferma"
MEETING: Final = "incontro"
ACTIVITY: Final = "attivita"
KINDS: Final = (
    "accordo",
    "bando",
    "mandato",
    MEETING,
    "richiesta",
    "offerta",
    "misura",
    ACTIVITY,
    CONFIRMATION,
)
"""What may be due, in the order in which an office asks."""
SOON: Final = 30
"""What is due within so many days is pointed out."""

RENEWABLE: Final = frozenset({"accordo", "mandato", "misura"})
"""What somebody can still put right once its day has passed; a meeting or a call that is over is over."""

_PAST: Final = timedelta(days=365)
"""What ended longer ago than this is history, no deadline, unless it waits for somebody (`Deadline.waits`)."""
_GONE: Final = frozenset({"richiesta", "offerta"})
"""What is not shown any more once its day has passed (`scade_il`, W409)."""
_CALL: Final = "bando"
APPLIED_FOR: Final = frozenset({"bandi_contributi", "aiuto_economico"})
"""Activities of these kinds are applied for until their last day: they are calls, not something that merely ends."""
_OVER: Final = "conclusa"
_YEAR: Final = re.compile(r"(?:anno )?((?:19|20)[0-9]{2})")


@dataclass(frozen=True, slots=True)
class Deadline:
    """Something that ends or is due; `kind` is one of `KINDS`.

    `what` are the words of the record for it, or a code of the vocabulary `scheme`; empty where the kind says it all.
    `mark` tells it from the others of its kind in its record, whatever its day is.
    """

    on: date
    kind: str
    entry: AnyEntry
    what: str = ""
    scheme: str = ""
    mark: str = ""
    waits: bool = False
    """True of what stays due, however long ago its day was, until somebody renews, measures or confirms it."""
    opens: date | None = None
    """The first day on which one can apply, of a call that says it."""

    def is_over(self, today: date) -> bool:
        """Tell whether its day has passed."""
        return self.on < today

    def days_left(self, today: date) -> int:
        """Count the days until it; negative where they have passed."""
        return (self.on - today).days


def deadlines(catalogue: Catalogue, ages: Ages) -> list[Deadline]:
    """Return everything that is due, waits to be renewed or ended within a year, the earliest first."""
    entries: list[AnyEntry] = [*catalogue.networks.values(), *catalogue.organizations.values()]
    return in_order(deadline for entry in entries for deadline in deadlines_of(entry, catalogue, ages))


def in_order(found: Iterator[Deadline]) -> list[Deadline]:
    """Sort by day; on one day by record and kind, so that the order is always the same."""
    return sorted(found, key=lambda deadline: (deadline.on, deadline.entry.name, deadline.kind, deadline.mark))


def deadlines_of(entry: AnyEntry, catalogue: Catalogue, ages: Ages) -> Iterator[Deadline]:
    """Yield what is due in one record, in no order; nothing of one that is over."""
    if entry.record.status == _OVER:
        return
    marks: dict[tuple[str, str], int] = {}
    for deadline in _found(entry, catalogue, ages):
        # Two that are the same to the word are told apart by their order.
        number = marks[deadline.kind, deadline.mark] = marks.get((deadline.kind, deadline.mark), 0) + 1
        oldest = catalogue.today if deadline.kind in _GONE else catalogue.today - _PAST
        is_kept = deadline.waits or deadline.on >= oldest
        if is_kept and number == 1:
            yield deadline
        elif is_kept:
            yield replace(deadline, mark=f"{deadline.mark}-{number}")


def _found(entry: AnyEntry, catalogue: Catalogue, ages: Ages) -> Iterator[Deadline]:
    record = entry.record
    if isinstance(record, Network):
        yield from _of_network(entry, record)
    for kind, resources in (("richiesta", record.needs), ("offerta", record.offers)):
        for resource in resources:
            if resource.expires:
                scheme = "" if resource.description else "risorse"
                what = resource.description or resource.resource
                yield Deadline(resource.expires, kind, entry, what, scheme, resource.id or what)
    for activity in catalogue.activities_of.get(entry.id, ()):
        end = _end(activity.record.schedule)
        if activity.home.id == entry.id and end:
            kind = _CALL if APPLIED_FOR.intersection(activity.record.kinds[:1]) else ACTIVITY
            opens = _begin(activity.record.schedule) if kind == _CALL else None
            yield Deadline(end, kind, entry, activity.name, mark=activity.id.partition("/")[2], opens=opens)
    if day := known(entry).on:
        yield Deadline(ages.due(day), CONFIRMATION, entry, waits=True)


def _of_network(entry: AnyEntry, record: Network) -> Iterator[Deadline]:
    for act in record.acts:
        if act.expires:
            kind = "bando" if act.instrument == _CALL else "accordo"
            scheme = "" if act.title else "istituti"
            what = act.title or act.instrument or ""
            waits = kind in RENEWABLE and not _is_followed(act, record.acts)
            yield Deadline(act.expires, kind, entry, what, scheme, what or act.url or "", waits)
    for body in record.bodies:
        if body.next_meeting:
            what = body.name or body.kind or ""
            yield Deadline(body.next_meeting, MEETING, entry, what, "" if body.name else "organi", body.id or what)
    for role in record.roles:
        if role.until and role.until.last:
            what = role.name or role.kind or ""
            scheme = "" if role.name else "ruoli"
            yield Deadline(role.until.last, "mandato", entry, what, scheme, role.id or what, not role.vacant)
    for indicator in record.indicators:
        if day := next_measure(indicator):
            yield Deadline(day, "misura", entry, indicator.name, mark=indicator.name, waits=True)


def lapsed_acts(record: Network, today: date) -> list[Act]:
    """Return the agreements of a network that are over and that no later one follows, the latest first."""
    over = [act for act in record.acts if act.is_over(today) and act.instrument != _CALL]
    return sorted(
        (act for act in over if not _is_followed(act, record.acts)), key=lambda act: act.expires or today, reverse=True
    )


def _is_followed(act: Act, acts: Iterable[Act]) -> bool:
    """Tell whether the record holds another act of the same kind that lasts longer: the agreement was renewed."""
    return any(
        other.instrument == act.instrument and (other.expires is None or other.expires > act.expires)
        for other in acts
        if other is not act and other.instrument and act.expires
    )


def next_measure(indicator: Indicator) -> date | None:
    """Return the day that the record gives (`prossima_misura`), else the end of the year after the last measured.

    None where neither is known, for periods need not be years.
    """
    if indicator.next_due:
        return indicator.next_due
    year = _YEAR.fullmatch(indicator.values[-1].period.strip())
    return date(int(year[1]) + 1, 12, 31) if year else None


def _begin(schedule: Schedule | None) -> date | None:
    return schedule.since.first if schedule and schedule.since else None


def _end(schedule: Schedule | None) -> date | None:
    return schedule.until.last if schedule and schedule.until else None
