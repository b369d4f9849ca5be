"""What asks for care: records that nobody has confirmed for long, and whom to ask."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from generator.catalogue import AnyEntry, Catalogue
from generator.catalogue.freshness import Ages, known
from generator.checking.personal_data import mask


@dataclass(frozen=True, slots=True)
class Renewal:
    """A record to be confirmed again."""

    entry: AnyEntry
    known: date
    """The last confirmation, or else the last reading of a source."""
    confirmed: bool
    """Whether somebody ever confirmed it."""
    ask: tuple[str, ...]
    """Contacts to ask, as they are published; empty where there are none."""


def renewals(catalogue: Catalogue, ages: Ages) -> tuple[Renewal, ...]:
    """Return the records whose confirmation, or last reading, is late; those known for longest first."""
    entries: list[AnyEntry] = [*catalogue.networks.values(), *catalogue.organizations.values()]
    found = (_renewal(entry, catalogue) for entry in entries)
    late = [renewal for renewal in found if renewal is not None and ages.is_late(renewal.known, catalogue.today)]
    return tuple(sorted(late, key=lambda renewal: (renewal.known, renewal.entry.id)))


def _renewal(entry: AnyEntry, catalogue: Catalogue) -> Renewal | None:
    day = known(entry).on
    if day is None:
        return None
    return Renewal(entry, day, entry.verification is not None, tuple(_contacts(entry, catalogue)))


def _contacts(entry: AnyEntry, catalogue: Catalogue) -> Iterable[str]:
    for contact in entry.record.contacts:
        through = catalogue.entry(contact.through) if contact.through else None
        if through is not None:
            yield through.name
        elif contact.value:
            yield mask(f"{contact.label}: {contact.value}" if contact.label else contact.value)
