"""What people call what the catalogue holds: from this, search tells what a sentence asks for."""

from collections.abc import Mapping
from typing import Final

from generator.catalogue.kinds import TERMS
from generator.records.vocabulary import Term
from generator.site.model import Site
from generator.site.search.metadata import OFFERED, SOUGHT

_ASKED_FOR: Final = ("tipo", "destinatari", "tema")
"""What people ask for in a sentence; the place they ask in is found otherwise."""

Terms = Mapping[str, Mapping[str, list[str]]]
"""Names by code, by facet."""


def terms_of(site: Site) -> Terms:
    """The names of each term that records which are not over stand under: its label, its aliases and its code."""
    counts = site.facet_counts
    return {
        TERMS[kind].facet: {
            term.code: _names(term)
            for term in site.catalogue.vocabularies[TERMS[kind].scheme]
            if counts[TERMS[kind].facet][term.code]
        }
        for kind in _ASKED_FOR
    }


def said_of(site: Site) -> Terms:
    """What people say for the terms of `terms_of` (`parole_cercate`), and for what records seek and offer."""
    counts = site.facet_counts
    # What people need has the same names as what is sought: only words of who would lend a hand ask for notices.
    schemes = {SOUGHT: "risorse", OFFERED: "risorse"} | {TERMS[kind].facet: TERMS[kind].scheme for kind in _ASKED_FOR}
    return {
        facet: {
            term.code: [word.lower() for word in term.searched]
            for term in site.catalogue.vocabularies[scheme]
            if term.searched and counts[facet][term.code]
        }
        for facet, scheme in schemes.items()
    }


def kinds_of_themes(terms: Terms) -> Mapping[str, list[str]]:
    """The kinds of activity that share a name with a theme: who asks for food is also asking for a soup kitchen."""
    shared = {
        theme: [kind for kind, named in terms["tipo"].items() if not set(named).isdisjoint(names)]
        for theme, names in terms["tema"].items()
    }
    return {theme: kinds for theme, kinds in shared.items() if kinds}


def _names(term: Term) -> list[str]:
    code = term.code.replace("_", " ").replace("-", " ")
    names = filter(None, (term.it, *term.other_words, *term.translations, code))
    return list(dict.fromkeys(name.lower() for name in names))
