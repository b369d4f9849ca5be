"""What people call what the catalogue holds: from this, search tells what a sentence asks for."""

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Final

from generator.records.vocabulary import Term
from generator.site.model import FACETS, SCHEMES, Site
from generator.site.search.metadata import counts_of

_NEEDS: Final = ("tipo", "destinatari", "tema")

Terms = Mapping[str, Mapping[str, list[str]]]
"""Names by code, by facet."""


def terms_of(site: Site) -> Terms:
    """The names of each term that records which are not over stand under: its own, its aliases and its code."""
    return {FACETS[kind]: dict(_held(site, kind)) for kind in _NEEDS}


def kinds_of_themes(terms: Terms) -> Mapping[str, list[str]]:
    """The kinds of activity that share a name with a theme: who asks for food is also asking for a soup kitchen."""
    shared = {
        theme: [kind for kind, named in terms["tipo"].items() if not set(named).isdisjoint(names)]
        for theme, names in terms["tema"].items()
    }
    return {theme: kinds for theme, kinds in shared.items() if kinds}


def _held(site: Site, kind: str) -> Iterator[tuple[str, list[str]]]:
    counts = counts_of(site).get(FACETS[kind], Counter())
    yield from (
        (term.code, _names(term)) for term in site.catalogue.vocabularies[SCHEMES[kind]] if counts.get(term.code)
    )


def _names(term: Term) -> list[str]:
    names = filter(None, (term.it, *term.aliases, term.en, term.code.replace("_", " ").replace("-", " ")))
    return list(dict.fromkeys(name.lower() for name in names))
