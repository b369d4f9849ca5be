"""The vocabularies in SKOS, a concept scheme a file, with what they correspond to in the lists of others.

| here                                  | there                                                                        |
|---------------------------------------|------------------------------------------------------------------------------|
| `it`, `en`, any other language        | `prefLabel`                                                                  |
| `nome_ufficiale`                      | `altLabel`: what acts call what we call in everybody's words                 |
| `altri_nomi_ufficiali`                | `altLabel`, in its own language                                              |
| `alias`, `parole_cercate`             | `hiddenLabel`: what people type, some of it unkind, is found and never shown |
| `padre`, `altri_padri`                | `broader`, without what lies above another one already                       |
| `famiglia`                            | `Collection`                                                                 |
| `confina_con`                         | `related`                                                                    |
| `corrispondenze` (`cts5:`, `runts:`)  | `closeMatch` with the term of that list, which is here too                   |
| `corrispondenze` (`schema.org:`)      | `exactMatch`; `narrowMatch` where a term holds several                       |
| `corrispondenze` (any other list)     | `note`: the list has no addresses                                            |
| `istat`                               | `exactMatch` with the towns, provinces and regions of OntoPiA                |
| `sostituito_da`                       | `isReplacedBy`, and the term is deprecated                                   |

Sources: https://www.w3.org/TR/skos-reference/; https://github.com/italia/daf-ontologie-vocabolari-controllati.
"""

from collections.abc import Iterator, Mapping
from typing import Final

from rdflib import Graph, Literal, URIRef
from rdflib.namespace import DCTERMS, OWL, RDF, XSD

from generator.catalogue import Catalogue
from generator.catalogue.vocabularies import Vocabulary
from generator.exports.rdf.graphs import NAMESPACES, add, add_by_language, at, concept, new_graph, turtle, web
from generator.records.languages import FIRST, Translated
from generator.records.vocabulary import Term

FOLDER: Final = "vocabolari/"
INDEX: Final = f"{FOLDER}vocabolari.ttl"
_LISTS: Final[Mapping[str, str]] = {"cts5": "lettere_art5", "runts": "sezioni_runts"}
"""Lists that others publish and we have, by how `corrispondenze` calls them."""
_SCHEMA: Final = "schema.org"
_THEMES: Final = "temi"
"""How the goal of a plan says which themes it is about."""
_SKOS: Final = NAMESPACES["skos"]
_TYPE: Final = RDF.type
_PLACES: Final[Mapping[str, str]] = {"comune": "cities", "provincia": "provinces", "regione": "regions"}
_TERRITORIES: Final = "https://w3id.org/italia/controlled-vocabulary/territorial-classifications/"


def files(catalogue: Catalogue, site_url: str, licence: str) -> Iterator[tuple[str, bytes]]:
    """Yield a file for each vocabulary, and one that lists them; `licence` is the address of its text."""
    index = new_graph()
    for name in sorted(catalogue.vocabularies):
        vocabulary = catalogue.vocabularies[name]
        graph = new_graph()
        scheme = _scheme(graph, name, vocabulary, site_url, licence)
        for triple in graph:
            index.add(triple)
        for term in vocabulary:
            _concept(graph, term, name, vocabulary, site_url)
        _families(graph, name, vocabulary, site_url)
        for top in (term.code for term in vocabulary if not vocabulary.parents(term.code)):
            graph.add((scheme, _SKOS.hasTopConcept, concept(site_url, name, top)))
            graph.add((concept(site_url, name, top), _SKOS.topConceptOf, scheme))
        yield f"{FOLDER}{name}.ttl", turtle(graph)
    yield INDEX, turtle(index)


def territory(term: Term) -> URIRef | None:
    """Return the official name of a place that has an ISTAT code."""
    kind = _PLACES.get(term.level or "")
    return URIRef(f"{_TERRITORIES}{kind}/{term.istat}") if kind and term.istat else None


def _scheme(graph: Graph, name: str, vocabulary: Vocabulary, site_url: str, licence: str) -> URIRef:
    scheme, uri = vocabulary.scheme, at(site_url, f"dati/vocabolari/{name}.ttl")
    graph.add((uri, _TYPE, _SKOS.ConceptScheme))
    titles = scheme.title.by_language if scheme.title else {FIRST: name}
    for predicate in (DCTERMS.title, _SKOS.prefLabel):
        add_by_language(graph, uri, predicate, titles)
    add(graph, uri, DCTERMS.identifier, name)
    add_by_language(graph, uri, DCTERMS.description, _texts(scheme.source))
    add(graph, uri, DCTERMS.source, web(scheme.url or ""))
    add(graph, uri, OWL.versionInfo, scheme.version)
    add(graph, uri, DCTERMS.license, web(licence))
    return uri


def _concept(graph: Graph, term: Term, scheme: str, vocabulary: Vocabulary, site_url: str) -> None:
    uri = concept(site_url, scheme, term.code)
    graph.add((uri, _TYPE, _SKOS.Concept))
    graph.add((uri, _SKOS.inScheme, at(site_url, f"dati/vocabolari/{scheme}.ttl")))
    add(graph, uri, _SKOS.notation, term.code)
    add_by_language(graph, uri, _SKOS.prefLabel, {FIRST: term.code, **term.labels})
    formal = [(name, lang) for lang, name in _texts(term.formal).items()]
    others = [*formal, *((official.name, official.language) for official in term.official_names)]
    for name, lang in others:
        add(graph, uri, _SKOS.altLabel, name, lang=lang)
    shown = {label.casefold() for label in (*term.labels.values(), *(name for name, _ in others))}
    typed = dict.fromkeys(word for word in (*term.aliases, *term.searched) if word.casefold() not in shown)
    # Words of seven languages and some dialects stand together: of none the language is known.
    add(graph, uri, _SKOS.hiddenLabel, *typed)
    add_by_language(graph, uri, _SKOS.definition, _texts(term.definition))
    add_by_language(graph, uri, _SKOS.note, _texts(term.note))
    add(graph, uri, DCTERMS.source, web(term.url or ""))
    for parent in _nearest(term.code, vocabulary):
        graph.add((uri, _SKOS.broader, concept(site_url, scheme, parent)))
        graph.add((concept(site_url, scheme, parent), _SKOS.narrower, uri))
    for neighbour in (code for code in term.neighbours if code in vocabulary):
        graph.add((uri, _SKOS.related, concept(site_url, scheme, neighbour)))
        graph.add((concept(site_url, scheme, neighbour), _SKOS.related, uri))
    if term.superseded_by:
        graph.add((uri, OWL.deprecated, Literal("true", datatype=XSD.boolean)))
        graph.add((uri, DCTERMS.isReplacedBy, concept(site_url, scheme, term.superseded_by)))
    add(graph, uri, _SKOS.exactMatch, territory(term))
    _matches(graph, uri, term, site_url)


def _matches(graph: Graph, uri: URIRef, term: Term, site_url: str) -> None:
    several = sum(match.startswith(f"{_SCHEMA}:") for match in term.matches) > 1
    for match in term.matches:
        listed, _, code = match.partition(":")
        if listed in _LISTS:
            graph.add((uri, _SKOS.closeMatch, concept(site_url, _LISTS[listed], code)))
        elif listed == _THEMES:
            graph.add((uri, _SKOS.relatedMatch, concept(site_url, listed, code)))
        elif listed == _SCHEMA:
            graph.add((uri, _SKOS.narrowMatch if several else _SKOS.exactMatch, NAMESPACES["schema"][code]))
        elif address := web(match):
            graph.add((uri, _SKOS.closeMatch, address))
        else:
            add(graph, uri, _SKOS.note, match, lang="it")


def _families(graph: Graph, name: str, vocabulary: Vocabulary, site_url: str) -> None:
    for family in vocabulary.scheme.families:
        members = [term.code for term in vocabulary if term.family == family.code]
        uri = concept(site_url, name, f"famiglia/{family.code}")
        if members:
            graph.add((uri, _TYPE, _SKOS.Collection))
            add_by_language(graph, uri, _SKOS.prefLabel, {FIRST: family.code, **family.labels})
            add(graph, uri, _SKOS.member, *(concept(site_url, name, code) for code in members))


def _texts(text: Translated | None) -> Mapping[str, str]:
    return text.by_language if text else {}


def _nearest(code: str, vocabulary: Vocabulary) -> Iterator[str]:
    """Yield the wider terms that are not above another wider term too: the others follow from these."""
    parents = dict.fromkeys(vocabulary.parents(code))
    above = {parent: frozenset(vocabulary.ancestors(parent)) for parent in parents}
    yield from (parent for parent in parents if not any(parent in above[other] for other in parents))
