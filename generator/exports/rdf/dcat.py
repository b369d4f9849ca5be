"""What a catalogue publishes, described for the catalogues of open data (DCAT-AP_IT, which dati.gov.it harvests).

Two datasets: the records, in every open format, and the vocabularies. The day of a description is the day on which a
record was last confirmed or read: with the day of the build everything would look new every day.

Sources: https://github.com/italia/linee-guida-cataloghi-dati-dcat-ap-it (July 2025); values of the Publications Office
of the EU (authority tables), licences and places of OntoPiA.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from rdflib import Graph, Literal, URIRef
from rdflib.namespace import DCAT, DCTERMS, FOAF, OWL, RDF, RDFS, XSD

from generator import addresses
from generator.exports.rdf.graphs import NAMESPACES, add, at, name_concept, new_graph, turtle, web

FILE: Final = "dcat.ttl"
_IT: Final = NAMESPACES["dcatapit"]
_VCARD: Final = NAMESPACES["vcard"]
_EU: Final = "http://publications.europa.eu/resource/authority/"
_THEME: Final = f"{_EU}data-theme/SOCI"
_WHEN_NEEDED: Final = f"{_EU}frequency/IRREG"
_LANGUAGES: Final[Mapping[str, tuple[str, str]]] = {"it": ("ITA", "italiano"), "en": ("ENG", "inglese")}
_FILE_TYPES: Final[Mapping[str, str]] = {
    "csv": "CSV",
    "geojson": "GEOJSON",
    "ics": "ICS",
    "json": "JSON",
    "jsonld": "JSON_LD",
    "nt": "RDF_N_TRIPLES",
    "rdf": "RDF_XML",
    "ttl": "RDF_TURTLE",
    "xlsx": "XLSX",
    "xml": "XML",
    "zip": "ZIP",
}
"""Codes of file types by extension (authority table `file-type`)."""
_OTHER_TYPE: Final = "OCTET"
_LICENCES: Final[Mapping[str, tuple[str, str, str, str]]] = {
    "creativecommons.org/licenses/by/4.0": ("A21_CCBY40", "CC BY 4.0", "4.0", "Attribution"),
    "creativecommons.org/publicdomain/zero/1.0": ("A11_CCO10", "CC0 1.0", "1.0", "PublicDomain"),
}
"""Code, name, version and kind of the licences that OntoPiA's list has, by what their address holds."""
_OF_LICENCES: Final = "https://w3id.org/italia/controlled-vocabulary/licences/"
_KINDS_OF_LICENCE: Final = "http://purl.org/adms/licencetype/"


@dataclass(frozen=True, slots=True)
class Holder:
    """Whose the data is: a body, with its code in the index of public bodies (IPA) or its tax code."""

    name: str
    identifier: str


@dataclass(frozen=True, slots=True)
class Office:
    """Where to ask about the data; never a person."""

    name: str
    email: str


@dataclass(frozen=True, slots=True)
class Distribution:
    """One way to have a dataset: what it is called, its address, relative to the site, and its name in this file."""

    title: str
    description: str
    address: str
    name: str


@dataclass(frozen=True, slots=True)
class Dataset:
    """What can be had in one or more ways."""

    name: str
    title: str
    description: str
    keywords: tuple[str, ...]
    distributions: tuple[Distribution, ...]


@dataclass(frozen=True, slots=True)
class Description:
    """All that is said of a catalogue; `place` is the official name of its town and what it is called."""

    site_url: str
    title: str
    text: str
    lang: str
    modified: date
    holder: Holder
    office: Office | None
    licence: tuple[str, str]
    place: tuple[URIRef | None, str]
    datasets: tuple[Dataset, ...]


def files(described: Description) -> Iterator[tuple[str, bytes]]:
    """Yield the description; nothing where the site has no address, which every way to the data would need."""
    if described.site_url:
        yield FILE, turtle(described_as_graph(described))


def described_as_graph(described: Description) -> Graph:
    """Return a description as a graph."""
    graph, root, lang = new_graph(), described.site_url, described.lang
    catalogue, day = at(root, f"dati/{FILE}#catalogo"), Literal(described.modified.isoformat(), datatype=XSD.date)
    holder = _holder(graph, described)
    theme = name_concept(graph, URIRef(_THEME), {"it": "Popolazione e società", "en": "Population and society"})
    often = name_concept(graph, URIRef(_WHEN_NEEDED), {"it": "irregolare", "en": "irregular"})
    _is(graph, often, DCTERMS.Frequency)
    speech = _language(graph, lang)
    _is(graph, catalogue, _IT.Catalog, DCAT.Catalog)
    add(graph, catalogue, DCTERMS.title, described.title, lang=lang)
    add(graph, catalogue, DCTERMS.description, described.text, lang=lang)
    add(graph, catalogue, DCTERMS.publisher, holder)
    add(graph, catalogue, DCTERMS.modified, day)
    add(graph, catalogue, DCTERMS.language, speech)
    add(graph, catalogue, FOAF.homepage, at(root, ""))
    add(graph, catalogue, DCAT.themeTaxonomy, _themes(graph))
    _is(graph, at(root, ""), FOAF.Document)
    licence, place, office = _licence(graph, described), _place(graph, described), _office(graph, described)
    for dataset in described.datasets:
        uri = at(root, f"dati/{FILE}#{dataset.name}")
        graph.add((catalogue, DCAT.dataset, uri))
        _is(graph, uri, _IT.Dataset, DCAT.Dataset)
        known = described.holder.identifier
        add(graph, uri, DCTERMS.identifier, f"{known}:{dataset.name}" if known else str(uri))
        add(graph, uri, DCTERMS.title, dataset.title, lang=lang)
        add(graph, uri, DCTERMS.description, dataset.description, lang=lang)
        add(graph, uri, DCTERMS.modified, day)
        add(graph, uri, DCAT.theme, theme)
        for predicate in (DCTERMS.rightsHolder, DCTERMS.publisher, DCTERMS.creator):
            add(graph, uri, predicate, holder)
        add(graph, uri, DCTERMS.accrualPeriodicity, often)
        add(graph, uri, DCTERMS.language, speech)
        add(graph, uri, DCTERMS.spatial, place)
        add(graph, uri, DCAT.landingPage, at(root, addresses.page("home")))
        add(graph, uri, DCAT.contactPoint, office)
        add(graph, uri, DCAT.keyword, *dataset.keywords, lang=lang)
        for distribution in dataset.distributions:
            graph.add((uri, DCAT.distribution, _distribution(graph, distribution, dataset, described, licence)))
    return graph


def _distribution(
    graph: Graph, distribution: Distribution, dataset: Dataset, described: Description, licence: URIRef
) -> URIRef:
    uri = at(described.site_url, f"dati/{FILE}#{dataset.name}-{distribution.name}")
    file = at(described.site_url, distribution.address)
    code = _FILE_TYPES.get(distribution.address.rpartition(".")[2], _OTHER_TYPE)
    _is(graph, uri, _IT.Distribution, DCAT.Distribution)
    add(graph, uri, DCTERMS.title, distribution.title, lang=described.lang)
    add(graph, uri, DCTERMS.description, distribution.description, lang=described.lang)
    kind = name_concept(graph, URIRef(f"{_EU}file-type/{code}"), {"it": code, "en": code})
    _is(graph, kind, DCTERMS.MediaTypeOrExtent)
    add(graph, uri, DCTERMS["format"], kind)
    for predicate in (DCAT.accessURL, DCAT.downloadURL):
        graph.add((uri, predicate, file))
    graph.add((uri, DCTERMS.license, licence))
    return uri


def _holder(graph: Graph, described: Description) -> URIRef:
    """Describe whose the data is; its name never stands for its contact point too, as the guide warns."""
    uri = at(described.site_url, f"dati/{FILE}#titolare")
    _is(graph, uri, _IT.Agent, FOAF.Agent)
    add(graph, uri, DCTERMS.identifier, described.holder.identifier)
    add(graph, uri, FOAF.name, described.holder.name, lang=described.lang)
    return uri


def _office(graph: Graph, described: Description) -> URIRef | None:
    if described.office is None:
        return None
    uri = at(described.site_url, f"dati/{FILE}#ufficio")
    _is(graph, uri, _IT.Organization, _VCARD.Organization, _VCARD.Kind)
    add(graph, uri, _VCARD.fn, described.office.name, lang=described.lang)
    graph.add((uri, _VCARD.hasEmail, URIRef(f"mailto:{described.office.email}")))
    return uri


def _licence(graph: Graph, described: Description) -> URIRef:
    """Describe the licence: by its place in OntoPiA's list, else by its own address and name."""
    address, name = described.licence
    known = next((row for part, row in _LICENCES.items() if part in address), None)
    uri = URIRef(f"{_OF_LICENCES}{known[0]}") if known else web(address) or at(described.site_url, "#licenza")
    _is(graph, uri, _IT.LicenseDocument, DCTERMS.LicenseDocument)
    add(graph, uri, FOAF.name, known[1] if known else name, lang=described.lang)
    if known:
        add(graph, uri, OWL.versionInfo, known[2])
        kind = name_concept(graph, URIRef(f"{_KINDS_OF_LICENCE}{known[3]}"), {"it": known[3], "en": known[3]})
        graph.add((uri, DCTERMS.type, kind))
    return uri


def _place(graph: Graph, described: Description) -> URIRef | None:
    uri, name = described.place
    if uri is None:
        return None
    _is(graph, uri, DCTERMS.Location)
    add(graph, uri, RDFS.label, name, lang="it")
    return uri


def _language(graph: Graph, lang: str) -> URIRef:
    code, name = _LANGUAGES[lang]
    uri = name_concept(graph, URIRef(f"{_EU}language/{code}"), {"it": name})
    _is(graph, uri, DCTERMS.LinguisticSystem)
    return uri


def _themes(graph: Graph) -> URIRef:
    uri = URIRef(f"{_EU}data-theme")
    _is(graph, uri, NAMESPACES["skos"].ConceptScheme)
    add(graph, uri, DCTERMS.title, "Temi dei dati", lang="it")
    return uri


def _is(graph: Graph, uri: URIRef, *kinds: URIRef) -> None:
    for kind in kinds:
        graph.add((uri, RDF.type, kind))
