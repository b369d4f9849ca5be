"""What the dates of records say of networks in the last months; it needs no history."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from generator.catalogue import NetworkEntry
from generator.catalogue.deadlines import lapsed_acts
from generator.records.dates import PartialDate
from generator.records.network import Act
from generator.site.model import Site

_BACK: Final = timedelta(days=180)
_MOST: Final = 6


@dataclass(frozen=True, slots=True)
class InNetwork:
    """Something that happened in a network on a day, in our words."""

    on: date
    network: NetworkEntry
    said: str


def of_networks(site: Site) -> Sequence[InNetwork]:
    """Return what networks began, agreed on, published and ended in the last months, the newest first.

    Only whole days count. A page without a way to leave it in a hurry names nobody who protects people.
    """
    today = site.catalogue.today
    found = [
        one
        for network in site.networks
        if not site.urgent.is_dangerous(network)
        for one in _of(site, network)
        if today - _BACK <= one.on <= today
    ]
    return sorted(found, key=lambda one: (today - one.on, one.network.name, one.said))[:_MOST]


def _of(site: Site, network: NetworkEntry) -> Iterator[InNetwork]:
    record, today, texts = network.record, site.catalogue.today, site.texts
    told = [(_day(record.start), "began", ""), (_day(record.end), "ended", "")]
    told += [(_day(act.date), "agreed", _name_of(site, act)) for act in record.acts]
    told += [(act.expires, "lapsed", _name_of(site, act)) for act in lapsed_acts(record, today)]
    told += [(_day(one.date), "published", one.title) for body in record.bodies for one in body.documents]
    for role in record.roles:
        until = _day(role.until)
        if until and until < today and not role.vacant:
            told.append((until, "mandate", role.name or site.words.label("ruoli", role.kind or "")))
    for on, kind, what in told:
        if on:
            yield InNetwork(on, network, texts(f"news.network_{kind}", what=what))


def _day(when: PartialDate | None) -> date | None:
    """Return the day that a date names; None where it is known to the month only."""
    return when.last if when and when.day else None


def _name_of(site: Site, act: Act) -> str:
    return act.title or site.words.label("istituti", act.instrument or "")
