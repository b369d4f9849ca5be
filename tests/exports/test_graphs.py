"""The graph of networks, read back by the library that those who analyse graphs use."""

from io import BytesIO

import networkx as nx
import pytest

from generator.catalogue import Catalogue
from generator.exports.graphs import gexf_files, graphml_files
from generator.exports.pieces import joined
from tests.conftest import EXAMPLE
from tests.site.conftest import site_in

URL = "https://reti.example/"


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    """Read the example town."""
    return site_in(EXAMPLE).catalogue


def _graphs(catalogue: Catalogue) -> list[nx.Graph]:
    (_, graphml), *_ = graphml_files(catalogue, URL)
    (_, gexf), *_ = gexf_files(catalogue, URL)
    return [nx.read_graphml(BytesIO(joined(graphml))), nx.read_gexf(BytesIO(joined(gexf)))]


def test_both_formats_hold_the_same_graph(catalogue: Catalogue) -> None:
    """Nodes, their values, edges and theirs, as networkx reads them."""
    first, second = _graphs(catalogue)
    assert set(first) == set(second)
    for node, values in first.nodes(data=True):
        assert values == second.nodes[node]
    assert {(*edge[:2], edge[2]["legame"]) for edge in first.edges(data=True)} == {
        (*edge[:2], edge[2]["legame"]) for edge in second.edges(data=True)
    }


def test_networks_and_members_are_tied_as_records_say(catalogue: Catalogue) -> None:
    """Every network is there, each membership once from the member to the network, with its kind and year."""
    graph, _ = _graphs(catalogue)
    assert {node for node, values in graph.nodes(data=True) if values["genere"] == "rete"} == set(catalogue.networks)
    members = {(tie.body.id, tie.network.id) for tie in catalogue.ties if tie.body}
    assert members <= set(graph.edges)
    tie = graph.edges["il-banco-del-pane", "rete-cibo"]
    assert (tie["legame"], tie["dal"]) == ("capofila", "2016")
    assert graph.nodes["rete-cibo"]["pagina"] == f"{URL}reti/rete-cibo/"


def test_a_relation_told_by_one_side_is_one_edge(catalogue: Catalogue) -> None:
    """And nesting is an edge as well."""
    graph, _ = _graphs(catalogue)
    assert graph.edges["rete-citta-solidale", "rete-cibo"]["legame"] == "collabora_con"
    assert not graph.has_edge("rete-cibo", "rete-citta-solidale")
    nested = [(one, other) for one, other, values in graph.edges(data=True) if values["legame"] == "rete_madre"]
    assert len(nested) == 1
