"""The page of a network."""

from collections.abc import Collection, Iterator
from typing import Any

from generator.catalogue import NetworkEntry
from generator.site.model import Site
from generator.site.page import Page
from generator.site.parts.record import chosen, joined_ties, record_page, removed_pages, split_by_end, sublists


def network_pages(site: Site, only: Collection[str] = ()) -> Iterator[Page]:
    """One page for each network, or for those whose ids are in `only`."""
    for entry in chosen(site.catalogue.networks, only):
        context = _network_context(site, entry)
        yield record_page(site, "rete", entry, context, site.describer.network(entry))
        bodies = [tie.body for tie in context["members"] if tie.body is not None]
        lists = (
            ("attivita", "attivita/", context["current"]),
            ("ente", "enti/", [one for one in bodies if one.kind == "ente"]),
        )
        yield from sublists(site, "rete", entry, lists)
    yield from removed_pages(site, "rete", only)


def _network_context(site: Site, entry: NetworkEntry) -> dict[str, Any]:
    catalogue = site.catalogue
    current, ended = split_by_end(catalogue.activities_of.get(entry.id, ()))
    return {
        "current": current,
        "ended": ended,
        "members": joined_ties(site, catalogue.members.get(entry.id, ()), lambda tie: tie.body or tie.name),
        "practices": catalogue.practices_of.get(entry.id, ()),
        "took_part": site.took_part.get(entry.id, ()),
        "related": list(_related(site, entry)),
        "merged": [catalogue.networks[one] for one in entry.record.merged_into if one in catalogue.networks],
    }


def _related(site: Site, entry: NetworkEntry) -> Iterator[tuple[str, NetworkEntry | str, str | None]]:
    networks = site.catalogue.networks
    parent = networks.get(entry.record.parent or "")
    if parent is not None:
        yield site.texts("network.part_of"), parent, None
    for other in site.children.get(entry.id, ()):
        yield site.texts("network.includes"), other, None
    for other in site.merged_from.get(entry.id, ()):
        yield site.texts("network.merged_from"), other, None
    for tie in site.catalogue.memberships.get(entry.id, ()):
        yield site.texts("network.member_of"), tie.network, None
    told: dict[tuple[str, NetworkEntry | str], str | None] = {}
    for kind, network, note in site.catalogue.related.get(entry.id, ()):
        told.setdefault((kind, network), note)
    for (kind, network), note in told.items():
        yield site.words.label("relazioni", kind), network, note
