"""The records in RDF: schema.org's words, as pages say them to machines, and beside them those of OntoPiA and W3C.

| here                       | beside schema.org                                                                     |
|----------------------------|---------------------------------------------------------------------------------------|
| network                    | `org:OrganizationalCollaboration`; `cov:Group`, or `cov:Organization` if it is formal |
| membership                 | `org:Membership`, with an `org:Role`                                                  |
| organisation               | `cov:PublicOrganization` or `cov:PrivateOrganization`, with names and codes           |
| contact                    | `sm:OnlineContactPoint` with `sm:Email`, `sm:Telephone`                               |
| activity                   | `cpsv:PublicService` of a public body, else `cpsv:Service`; of a day `cpev:PublicEvent` |
| place                      | `clv:Address` with `clv:fullAddress`, `postCode`                                      |
| theme, people, kind, place | the concepts: `dct:subject`, `dct:audience`, `dct:type`, `dct:spatial`                |

What schema.org is told leaves out protected places and who was removed, and so does this: nothing is read beside it but
names, codes and terms. OntoPiA at its commit d8596ae: COV 0.12, CPSV 1.1, CPEV 0.4, SM 0.7, CLV.
"""

import json
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from rdflib import Graph, Literal, URIRef
from rdflib.namespace import DCTERMS, RDF, SKOS, XSD

from generator.addresses import record as address_of
from generator.catalogue import ActivityEntry, Catalogue
from generator.catalogue.entries import AnyRecord
from generator.exports.rdf.graphs import NAMESPACES, add, at, concept, n_triples, named, new_graph, turtle
from generator.locale import load
from generator.records.network import Network
from generator.records.organization import Organization

TURTLE: Final = "schede.ttl"
_SCHEMA: Final = NAMESPACES["schema"]
_COV: Final = NAMESPACES["cov"]
_CPSV: Final = NAMESPACES["cpsv"]
_CPEV: Final = NAMESPACES["cpev"]
_SM: Final = NAMESPACES["sm"]
_CLV: Final = NAMESPACES["clv"]
_ORG: Final = NAMESPACES["org"]
_INFORMAL: Final = frozenset({None, "informale", "carta", "lettera_intenti"})
"""Forms of agreement that make no body of its own."""
_ADDRESSES: Final = frozenset({"url", "sameAs", "isBasedOn", "logo", "nonprofitStatus", "dayOfWeek"})
"""Properties whose values are addresses, or names in schema.org's vocabulary."""

_DAYS: Final = (
    (re.compile(r"\d{4}-\d{2}-\d{2}"), XSD.date),
    (re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}[+-]\d{2}:\d{2}"), XSD.dateTime),
)

Described = tuple[AnyRecord, Mapping[str, Any]]
"""A record, and what its page says to machines (schema.org, with `@type` and `@id`)."""


@dataclass(frozen=True, slots=True)
class Given:
    """What the records are written from; `public_bodies` are the kinds of body of the State."""

    described: tuple[Described, ...]
    catalogue: Catalogue
    site_url: str
    lang: str
    public_bodies: frozenset[str]


def files(given: Given) -> Iterator[tuple[str, bytes]]:
    """Yield the records in Turtle, N-Triples and JSON-LD."""
    graph = graph_of(given)
    yield TURTLE, turtle(graph)
    yield "schede.nt", n_triples(graph)
    # The vocabulary stands in the file, so that who reads it asks no other site.
    things = ",\n".join(json.dumps(thing, ensure_ascii=False, separators=(",", ":")) for _, thing in given.described)
    yield "schede.jsonld", f'{{"@context":{{"@vocab":"{_SCHEMA}"}},"@graph":[\n{things}\n]}}\n'.encode()


def graph_of(given: Given) -> Graph:
    """Return all that is said of the records as one graph."""
    graph = new_graph()
    for entry, thing in given.described:
        uri = URIRef(str(thing["@id"]))
        _say(graph, uri, thing)
        for scheme, predicate, codes in (
            ("temi", DCTERMS.subject, entry.themes),
            ("destinatari", DCTERMS.audience, entry.audiences),
            ("territori", DCTERMS.spatial, entry.territories),
            ("tipi_attivita", DCTERMS.type, entry.kinds),
        ):
            for code in codes:
                graph.add((uri, predicate, concept(given.site_url, scheme, code)))
        if isinstance(entry, ActivityEntry):
            _activity(graph, uri, entry, thing, given.public_bodies)
        elif isinstance(entry.record, Network | Organization):
            _body(graph, uri, entry.record, thing, given.public_bodies)
    _memberships(graph, given)
    return graph


def _say(graph: Graph, uri: URIRef, thing: Mapping[str, Any]) -> None:
    """Say what schema.org's words say of a thing; parts without a name are called after where they stand in it."""
    kinds = thing["@type"]
    for kind in kinds if isinstance(kinds, list) else [kinds]:
        graph.add((uri, RDF.type, _SCHEMA[kind]))
    for name, value in thing.items():
        if name.startswith("@"):
            continue
        parts = value if isinstance(value, list) else [value]
        for number, part in enumerate(parts, start=1):
            graph.add((uri, _SCHEMA[name], _value(graph, uri, name, number, part)))


def _value(graph: Graph, uri: URIRef, name: str, number: int, part: Any) -> URIRef | Literal:
    if isinstance(part, Mapping):
        own = part.get("@id")
        inner = URIRef(str(own)) if own else URIRef(f"{uri}{'-' if '#' in uri else '#'}{name}-{number}")
        if "@type" in part:
            _say(graph, inner, part)
        return inner
    if name in _ADDRESSES:
        return named(str(part)) if ":" in str(part) else _SCHEMA[str(part)]
    kind = next((kind for pattern, kind in _DAYS if isinstance(part, str) and pattern.fullmatch(part)), None)
    return Literal(part, datatype=kind)


def _body(
    graph: Graph,
    uri: URIRef,
    record: Network | Organization,
    thing: Mapping[str, Any],
    public_bodies: frozenset[str],
) -> None:
    if isinstance(record, Network):
        graph.add((uri, RDF.type, _ORG.OrganizationalCollaboration))
        graph.add((uri, RDF.type, _COV.Group if record.formalisation in _INFORMAL else _COV.Organization))
        add(graph, uri, NAMESPACES["l0"].name, record.name, lang="it")
        for words in record.translations:
            add(graph, uri, NAMESPACES["l0"].name, words.name, lang=words.language)
    else:
        is_public = record.kind in public_bodies
        graph.add((uri, RDF.type, _COV.PublicOrganization if is_public else _COV.PrivateOrganization))
        add(graph, uri, _COV.legalName, record.name, lang="it")
        add(graph, uri, _COV.altName, *record.other_names)
        add(graph, uri, _COV.orgAcronym, record.acronym)
        add(graph, uri, _COV.taxCode, record.tax_code)
        add(graph, uri, _COV.mainFunction, record.summary, lang="it")
        for words in record.translations:
            add(graph, uri, _COV.altName, words.name, lang=words.language)
            add(graph, uri, _COV.mainFunction, words.summary, lang=words.language)
        if is_public:
            add(graph, uri, _COV.IPAcode, record.ipa_code)
        else:
            add(graph, uri, _COV.VATnumber, record.vat_number)
    for number, point in enumerate(thing.get("contactPoint", ()), start=1):
        _contact(graph, uri, URIRef(f"{uri}#recapito-{number}"), point)
    for number, place in enumerate(thing.get("location", ()), start=1):
        _address(graph, URIRef(f"{uri}#location-{number}"), place)


def _contact(graph: Graph, uri: URIRef, point: URIRef, said: Mapping[str, Any]) -> None:
    numbers = said.get("telephone", ())
    email = said.get("email")
    if not numbers and not email:
        return
    graph.add((uri, _SM.hasOnlineContactPoint, point))
    graph.add((point, RDF.type, _SM.OnlineContactPoint))
    if email:
        part = URIRef(f"{point}-email")
        graph.add((point, _SM.hasEmail, part))
        graph.add((part, RDF.type, _SM.Email))
        graph.add((part, _SM.emailAddress, named(f"mailto:{email}")))
    for at_number, number in enumerate([numbers] if isinstance(numbers, str) else numbers, start=1):
        part = URIRef(f"{point}-telefono-{at_number}")
        graph.add((point, _SM.hasTelephone, part))
        graph.add((part, RDF.type, _SM.Telephone))
        graph.add((part, _SM.telephoneNumber, Literal(number)))


def _address(graph: Graph, place: URIRef, said: Mapping[str, Any]) -> None:
    address = said.get("address")
    if not isinstance(address, Mapping):
        return
    uri = URIRef(f"{place}-indirizzo")
    keys = ("streetAddress", "postalCode", "addressLocality", "addressRegion")
    graph.add((place, _CLV.hasAddress, uri))
    graph.add((uri, RDF.type, _CLV.Address))
    add(graph, uri, _CLV.fullAddress, ", ".join(str(address[key]) for key in keys if address.get(key)))
    add(graph, uri, _CLV.postCode, address.get("postalCode"))


def _activity(
    graph: Graph, uri: URIRef, entry: ActivityEntry, thing: Mapping[str, Any], public_bodies: frozenset[str]
) -> None:
    if thing["@type"] == "Event":
        graph.add((uri, RDF.type, _CPEV.PublicEvent))
        add(graph, uri, _CPEV.eventTitle, entry.name, lang="it")
        add(graph, uri, _CPEV.eventAbstract, entry.record.description, lang="it")
        return
    runs = entry.operator.record
    is_public = isinstance(runs, Organization) and runs.kind in public_bodies
    graph.add((uri, RDF.type, _CPSV.PublicService if is_public else _CPSV.Service))
    add(graph, uri, NAMESPACES["l0"].name, entry.name, lang="it")
    add(graph, uri, NAMESPACES["l0"].description, entry.record.description, lang="it")


def _memberships(graph: Graph, given: Given) -> None:
    """Say who takes part in a network and how; who has no record is in schema.org's words alone."""
    texts, twice = load("interface", given.lang), Counter[str]()
    for tie in given.catalogue.ties:
        if tie.body is None:
            continue
        network = at(given.site_url, address_of(tie.network))
        name = f"{network}#adesione-{tie.body.id}"
        twice[name] += 1
        uri = URIRef(name if twice[name] == 1 else f"{name}-{twice[name]}")
        graph.add((uri, RDF.type, _ORG.Membership))
        graph.add((uri, _ORG.organization, network))
        graph.add((uri, _ORG.member, at(given.site_url, address_of(tie.body))))
        for kind in tie.kinds:
            role = at(given.site_url, f"dati/{TURTLE}#legame-{kind}")
            graph.add((uri, _ORG.role, role))
            graph.add((role, RDF.type, _ORG.Role))
            add(graph, role, SKOS.prefLabel, texts(f"choice.tie.{kind}"), lang=given.lang)
