"""Networks, their members and what ties them, as a graph for who analyses: GraphML and GEXF.

Nodes are networks and organisations, edges memberships and the ties that records tell. Both formats are few kinds of
element, so they are written here: programs that read them (Gephi, networkx, Cytoscape) do not mind by whom, and the
same records give the same bytes, without the day of writing that libraries put in.

- GraphML: http://graphml.graphdrawing.org/specification.html
- GEXF 1.3: https://gexf.net/schema.html
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Final

from generator.addresses import absolute
from generator.addresses import record as address_of
from generator.catalogue import AnyEntry, Catalogue
from generator.catalogue.body_ties import RELATION
from generator.catalogue.entries import Entry
from generator.exports.pieces import Files, between, gathered
from generator.exports.tables import BETWEEN
from generator.exports.xml_text import xml_attribute, xml_text

_NODE: Final = ("label", "genere", "tipo", "temi", "territori", "pagina")
_EDGE: Final = ("legame", "dal")
_NESTED: Final = "rete_madre"
_MEMBER: Final = "fa_parte"


@dataclass(frozen=True, slots=True)
class _Node:
    id: str
    values: Sequence[str]
    """One for each of `_NODE`."""


@dataclass(frozen=True, slots=True)
class _Edge:
    source: str
    target: str
    values: Sequence[str]
    """One for each of `_EDGE`."""


def graphml_files(catalogue: Catalogue, url: str) -> Files:
    """Yield the graph as GraphML; nothing of a catalogue without networks."""
    if catalogue.networks:
        yield "reti.graphml", gathered(between(map(str.encode, _graphml(catalogue, url)), b"\n"))


def gexf_files(catalogue: Catalogue, url: str) -> Files:
    """Yield the graph as GEXF; nothing of a catalogue without networks."""
    if catalogue.networks:
        yield "reti.gexf", gathered(between(map(str.encode, _gexf(catalogue, url)), b"\n"))


def _nodes(catalogue: Catalogue, url: str) -> Iterator[_Node]:
    """Every network, and every organisation that is tied to anything."""
    tied = {edge.source for edge in _edges(catalogue)} | {edge.target for edge in _edges(catalogue)}
    entries: list[AnyEntry] = [*catalogue.networks.values()]
    entries += [body for body in catalogue.organizations.values() if body.id in tied]
    for entry in entries:
        kind = catalogue.organizations[entry.id].record.kind if entry.kind == "ente" else entry.record.status or ""
        facets = (BETWEEN.join(codes) for codes in (entry.themes, entry.territories))
        yield _Node(entry.id, (entry.name, entry.kind, kind, *facets, absolute(url, address_of(entry))))


def _edges(catalogue: Catalogue) -> Iterator[_Edge]:
    """Each tie once, whichever side tells it; the first words win."""
    seen: set[tuple[str, str, str]] = set()
    for edge in chain(_memberships(catalogue), _between_networks(catalogue), _between_bodies(catalogue)):
        how = edge.values[0]
        if (edge.source, edge.target, how) not in seen and (edge.target, edge.source, how) not in seen:
            seen.add((edge.source, edge.target, how))
            yield edge


def _memberships(catalogue: Catalogue) -> Iterator[_Edge]:
    """From the member to the network."""
    for tie in catalogue.ties:
        if tie.body is not None:
            since = str(tie.since.year) if tie.since and tie.since.year else ""
            yield _Edge(tie.body.id, tie.network.id, (BETWEEN.join(tie.kinds) or _MEMBER, since))


def _between_networks(catalogue: Catalogue) -> Iterator[_Edge]:
    """From a network to the one that it is part of, and along the relations that records tell."""
    for network in catalogue.networks.values():
        pairs = [(network.record.parent, _NESTED)]
        pairs += [(relation.network, relation.kind) for relation in network.record.relations]
        for other, how in pairs:
            if isinstance(other, str) and other in catalogue.networks:
                yield _Edge(network.id, other, (how, ""))


def _between_bodies(catalogue: Catalogue) -> Iterator[_Edge]:
    """What both sides tell is read from the first of them."""
    for body, ties in catalogue.body_ties.items():
        for tie in ties:
            if isinstance(tie.other, Entry) and body < tie.other.id:
                yield _Edge(body, tie.other.id, (tie.code if tie.kind == RELATION else tie.kind, ""))


def _graphml(catalogue: Catalogue, url: str) -> Iterator[str]:
    yield '<?xml version="1.0" encoding="utf-8"?>'
    yield '<graphml xmlns="http://graphml.graphdrawing.org/xmlns">'
    for of, names in (("node", _NODE), ("edge", _EDGE)):
        for name in names:
            yield f'<key id="{of}-{name}" for="{of}" attr.name="{name}" attr.type="string"/>'
    yield '<graph id="reti" edgedefault="directed">'
    for node in _nodes(catalogue, url):
        yield f"<node id={xml_attribute(node.id)}>{_data('node', _NODE, node.values)}</node>"
    for number, edge in enumerate(_edges(catalogue)):
        ends = f"source={xml_attribute(edge.source)} target={xml_attribute(edge.target)}"
        yield f'<edge id="e{number}" {ends}>{_data("edge", _EDGE, edge.values)}</edge>'
    yield "</graph></graphml>\n"


def _data(of: str, names: Sequence[str], values: Sequence[str]) -> str:
    pairs = zip(names, values, strict=True)
    return "".join(f'<data key="{of}-{name}">{xml_text(value)}</data>' for name, value in pairs if value)


def _gexf(catalogue: Catalogue, url: str) -> Iterator[str]:
    yield '<?xml version="1.0" encoding="utf-8"?>'
    yield '<gexf xmlns="http://gexf.net/1.3" version="1.3">'
    yield f'<meta lastmodifieddate="{catalogue.today.isoformat()}"/>'
    yield '<graph mode="static" defaultedgetype="directed">'
    for of, names in (("node", _NODE[1:]), ("edge", _EDGE)):
        yield f'<attributes class="{of}">'
        yield from (f'<attribute id="{name}" title="{name}" type="string"/>' for name in names)
        yield "</attributes>"
    yield "<nodes>"
    for node in _nodes(catalogue, url):
        values = _attvalues(_NODE[1:], node.values[1:])
        yield f"<node id={xml_attribute(node.id)} label={xml_attribute(node.values[0])}>{values}</node>"
    yield "</nodes>"
    yield "<edges>"
    for number, edge in enumerate(_edges(catalogue)):
        ends = f"source={xml_attribute(edge.source)} target={xml_attribute(edge.target)}"
        yield f'<edge id="{number}" {ends}>{_attvalues(_EDGE, edge.values)}</edge>'
    yield "</edges></graph></gexf>\n"


def _attvalues(names: Sequence[str], values: Sequence[str]) -> str:
    pairs = zip(names, values, strict=True)
    written = "".join(f'<attvalue for="{name}" value={xml_attribute(value)}/>' for name, value in pairs if value)
    return f"<attvalues>{written}</attvalues>"
