"""What ends or is due on a day: agreements, mandates, requests and offers, meetings, confirmations, activities.

A day that a record knows to the month or the year only is taken at its end: nothing is over before it may be.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from generator.catalogue.entries import AnyEntry
from generator.catalogue.freshness import Ages, known
from generator.catalogue.model import Catalogue
from generator.records.activity import Schedule
from generator.records.network import Network

SOON: Final = timedelta(days=30)
"""What is due within this is pointed out."""
_PAST: Final = timedelta(days=365)
"""What ended longer ago than this is history, no deadline."""


@dataclass(frozen=True, slots=True)
class Deadline:
    """Something that ends or is due.

    `kind`: `accordo`, `mandato`, `incontro`, `richiesta`, `offerta`, `attivita`, `conferma`. `what` are the words of
    the record for it, empty where the kind says everything.
    """

    on: date
    kind: str
    entry: AnyEntry
    what: str = ""

    def is_over(self, today: date) -> bool:
        """Tell whether its day has passed."""
        return self.on < today

    def is_soon(self, today: date) -> bool:
        """Tell whether its day comes within `SOON`."""
        return today <= self.on <= today + SOON


def deadlines(catalogue: Catalogue, ages: Ages) -> list[Deadline]:
    """Return everything that is due or ended within a year, the earliest first."""
    entries: list[AnyEntry] = [*catalogue.networks.values(), *catalogue.organizations.values()]
    found = [deadline for entry in entries for deadline in deadlines_of(entry, catalogue, ages)]
    return sorted(found, key=lambda deadline: (deadline.on, deadline.entry.id, deadline.kind, deadline.what))


def deadlines_of(entry: AnyEntry, catalogue: Catalogue, ages: Ages) -> Iterator[Deadline]:
    """Yield what is due in one record, in no order."""
    for on, kind, what in _days(entry, catalogue, ages):
        if on is not None and on >= catalogue.today - _PAST:
            yield Deadline(on, kind, entry, what)


def _days(entry: AnyEntry, catalogue: Catalogue, ages: Ages) -> Iterator[tuple[date | None, str, str]]:
    record = entry.record
    network = entry.record if isinstance(entry.record, Network) else None
    if network is not None:
        yield from ((act.expires, "accordo", act.title or "") for act in network.acts)
        yield from ((body.next_meeting, "incontro", body.name or body.kind or "") for body in network.bodies)
        yield from (
            (role.until.last if role.until else None, "mandato", role.name or role.kind or "") for role in network.roles
        )
    yield from ((need.expires, "richiesta", need.description or need.resource) for need in record.needs)
    yield from ((offer.expires, "offerta", offer.description or offer.resource) for offer in record.offers)
    for activity in catalogue.activities_of.get(entry.id, ()):
        if activity.home.id == entry.id:
            yield _end(activity.record.schedule), "attivita", activity.name
    day = known(entry).on
    yield (ages.due(day) if day else None), "conferma", ""


def _end(schedule: Schedule | None) -> date | None:
    return schedule.until.last if schedule and schedule.until else None
