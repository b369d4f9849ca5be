"""Graphs that are written the same way every time: no blank nodes, every list of statements in order."""

import re
from collections.abc import Mapping
from typing import Any, Final
from urllib.parse import quote

from rdflib import Graph, Literal, Namespace, URIRef
from rdflib.namespace import RDF, SKOS

NAMESPACES: Final = {
    name: Namespace(address)
    for name, address in {
        "clv": "https://w3id.org/italia/onto/CLV/",
        "cov": "https://w3id.org/italia/onto/COV/",
        "cpev": "https://w3id.org/italia/onto/CPEV/",
        "cpsv": "https://w3id.org/italia/onto/CPSV/",
        "dcat": "http://www.w3.org/ns/dcat#",
        "dcatapit": "http://dati.gov.it/onto/dcatapit#",
        "dct": "http://purl.org/dc/terms/",
        "foaf": "http://xmlns.com/foaf/0.1/",
        "l0": "https://w3id.org/italia/onto/l0/",
        "org": "http://www.w3.org/ns/org#",
        "owl": "http://www.w3.org/2002/07/owl#",
        "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
        "schema": "https://schema.org/",
        "skos": "http://www.w3.org/2004/02/skos/core#",
        "sm": "https://w3id.org/italia/onto/SM/",
        "vcard": "http://www.w3.org/2006/vcard/ns#",
        "xsd": "http://www.w3.org/2001/XMLSchema#",
    }.items()
}
WITHOUT_ADDRESS: Final = "urn:intreccio:"
"""What stands for the address of a site that has none yet, in the names of things."""
_IN_ADDRESS: Final = "%/:=&?~#+!$,;'@()*[]"
_WEB: Final = re.compile(r"https?://[^\s]+")


def new_graph() -> Graph:
    """Return an empty graph that knows the names of our namespaces, and no others."""
    graph = Graph(bind_namespaces="none")
    for name, namespace in NAMESPACES.items():
        graph.bind(name, namespace)
    return graph


def at(site_url: str, address: str) -> URIRef:
    """Return the name of what has an address on the site."""
    return URIRef(f"{(site_url or WITHOUT_ADDRESS).rstrip('/')}/{address}")


def concept(site_url: str, scheme: str, code: str) -> URIRef:
    """Return the name of a term: it leads to the file that describes it."""
    return at(site_url, f"dati/vocabolari/{scheme}.ttl#{quote(code)}")


def named(address: str) -> URIRef:
    """Return an address as RDF writes it, with spaces and signs escaped."""
    return URIRef(quote(address, safe=_IN_ADDRESS))


def web(address: str) -> URIRef | None:
    """Return an address of the web; None for what is none."""
    return named(address) if _WEB.fullmatch(address) else None


def add(graph: Graph, subject: URIRef, predicate: URIRef, *values: Any, lang: str | None = None) -> None:
    """Say each value of a subject, those that are not there left out; texts are in `lang`, or in no language."""
    for value in values:
        if value not in (None, ""):
            graph.add((subject, predicate, value if isinstance(value, URIRef | Literal) else Literal(value, lang=lang)))


def add_by_language(graph: Graph, subject: URIRef, predicate: URIRef, texts: Mapping[str, str]) -> None:
    """Say a text of a subject in each language that it is in."""
    for lang, text in texts.items():
        add(graph, subject, predicate, text, lang=lang)


def name_concept(graph: Graph, uri: URIRef, labels: dict[str, str]) -> URIRef:
    """Say that something is a concept, and what it is called: readers of a description do not load its vocabulary."""
    graph.add((uri, RDF.type, SKOS.Concept))
    for lang, label in labels.items():
        graph.add((uri, SKOS.prefLabel, Literal(label, lang=lang)))
    return uri


def turtle(graph: Graph) -> bytes:
    """Write a graph in Turtle."""
    return graph.serialize(format="turtle", encoding="utf-8")


def n_triples(graph: Graph) -> bytes:
    """Write a graph in N-Triples, a statement a line, in order: what is large is read and compared line by line."""
    lines = sorted(graph.serialize(format="nt").splitlines(keepends=True))
    return "".join(line for line in lines if line.strip()).encode()
