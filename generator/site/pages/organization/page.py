"""`/enti/<organisation>/`: one organisation, what it does and which networks it takes part in."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from generator.catalogue import OrganizationEntry
from generator.records.common import Place
from generator.site.model import Site
from generator.site.page import PER_SECTION, Page
from generator.site.parts.bodies import grouped_ties, networks_elsewhere, resolved
from generator.site.parts.governance import Seat
from generator.site.parts.record import (
    JoinedTie,
    chosen,
    joined_ties,
    record_page,
    removed_pages,
    split_by_end,
    sublists,
    tales_of,
)

_A_COLUMN: Final = 4
"""Fewer of whom nothing is said stand with the others: columns of their own would be crumbs."""
_AT_WORK: Final = "operativa"
"""The seat where a body works."""


@dataclass(frozen=True, slots=True)
class Seated:
    """The networks of a body: `speaking` of the tie or with seats there, and a few that do not, `silent`, many of them.

    `others` are seats in any other.
    """

    speaking: Sequence[tuple[JoinedTie, Sequence[Seat]]]
    silent: Sequence[JoinedTie]
    others: Sequence[Seat]


def seated(ties: Sequence[JoinedTie], seats: Sequence[Seat]) -> Seated:
    """Put the seats of a body under the network each is in."""
    of_network: dict[str, list[Seat]] = {}
    for seat in seats:
        of_network.setdefault(seat.figure.network.id, []).append(seat)
    with_seats = [(tie, of_network.pop(tie.network.id, []) if tie.network else []) for tie in ties]
    speaking = [(tie, own) for tie, own in with_seats if tie.lines or own]
    silent = [tie for tie, own in with_seats if not tie.lines and not own]
    if speaking and len(silent) < _A_COLUMN:
        speaking, silent = [*speaking, *((tie, []) for tie in silent)], []
    return Seated(
        speaking=speaking,
        silent=silent,
        others=[seat for rest in of_network.values() for seat in rest],
    )


def organization_pages(site: Site, only: Collection[str] = ()) -> Iterator[Page]:
    """One page for each organisation, or for those whose ids are in `only`."""
    catalogue = site.catalogue
    for entry in chosen(catalogue.organizations, only):
        going_on, ended = split_by_end(catalogue.activities_of.get(entry.id, ()))
        current = site.contact_first(going_on)
        partnered = site.contact_first(split_by_end(catalogue.partnered.get(entry.id, ()))[0])
        memberships = catalogue.memberships.get(entry.id, ())
        ties = joined_ties(site, memberships, lambda tie: tie.network)
        networks = [*ties, *networks_elsewhere(site, entry)]
        context = {
            "current": current,
            "ended": ended,
            "networks": networks,
            "were": bool(networks)
            and all(tie.until for tie in memberships)
            and all(tie.until for tie in entry.record.affiliations),
            # Of one that closed, who goes on after it is said at the top.
            "body_ties": [
                group for group in grouped_ties(site, entry) if not (entry.is_over and group.kind == "merged_into")
            ],
            "merged": list(resolved(entry.record.merged_into, catalogue)),
            "partnered": partnered,
            **tales_of(site, entry),
            "seat": _seat(entry),
            "seated": seated(networks[:PER_SECTION], site.seats.get(entry.id, ())),
        }
        yield record_page(site, "ente", entry, context, site.describer.organization(entry))
        lists = (
            ("attivita", "attivita/", current),
            ("attivita", "collabora/", partnered),
            ("rete", "reti/", list(dict.fromkeys(tie.network for tie in ties if tie.network))),
        )
        yield from sublists(site, "ente", entry, lists)
    yield from removed_pages(site, "ente", only)


def _seat(entry: OrganizationEntry) -> Place | None:
    """Return where one goes to a body: where it works, else the first place of its own that has an address."""
    places = [place for place in entry.record.places if place.address and not place.protected]
    return next((place for place in places if _AT_WORK in place.seat), next(iter(places), None))
