"""`/connessioni/legami.csv` and `/connessioni/reti.svg`: what ties networks, as a table and as a picture."""

from collections.abc import Iterator

from generator.exports.spreadsheet import spreadsheet
from generator.site.model import Site
from generator.site.pages.connections.loom import MOST_NETWORKS, loom, side_by_side
from generator.site.pages.connections.page import PICTURE, TABLE, blocks_of, key_of_colour
from generator.site.pages.connections.ties import Connections, connections_among
from generator.site.painting import drawing_file


def connection_files(site: Site) -> Iterator[tuple[str, bytes]]:
    """Yield the table of all ties, and the picture where one holds all networks."""
    connections = connections_among(site, site.current_networks)
    if not connections.networks:
        return
    yield TABLE, spreadsheet(site.texts("connections.columns").split("; "), _rows(site, connections))
    if connections.groups and len(connections.networks) <= MOST_NETWORKS:
        drawing = side_by_side(loom(block.drawn) for block in blocks_of(site, connections))
        key = f"{site.texts('connections.key')} {key_of_colour(site, connections)}".strip()
        yield f"{PICTURE}.svg", drawing_file(site, drawing, site.texts("connections.joining"), [key])


def _rows(site: Site, connections: Connections) -> Iterator[tuple[str, ...]]:
    """A row for each membership that joins networks, and for each tie that they tell themselves."""
    day, source = site.catalogue.today.isoformat(), str(site.config["site_name"])
    member = site.texts("connections.member_of")
    for one in connections.joining:
        for network in one.networks:
            yield one.body.name, one.body.id, member, network.name, network.id, day, source
    for tie in connections.declared:
        yield tie.network.name, tie.network.id, tie.label, tie.other.name, tie.other.id, day, source
