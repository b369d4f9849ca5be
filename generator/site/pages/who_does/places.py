"""How people name the places where something is done, so that a sentence can say where."""

from collections.abc import Iterable, Iterator
from collections.abc import Set as AbstractSet
from typing import Any, Final

from generator.catalogue.geography import SIZES
from generator.locale.folding import plain_words, spelled_out, tied_words, words_in
from generator.records import Term
from generator.site.model import Site

_SHORTEST: Final = 3
_ARTICLES: Final = frozenset({"il", "lo", "la", "i", "gli", "le", "l"})
_WORDS_OF: Final = ("tipi_attivita", "destinatari", "temi")


def names_of_places(
    site: Site, codes: Iterable[str], usual: AbstractSet[str] | None = None, *, labelled: bool = True
) -> dict[str, Any]:
    """Return how these places are named; `usual` are the `common_words`, where they are known already.

    Keys: `places` (name in plain words → codes), `known` (code → size, 0 the smallest, and label, for who wants it),
    `common` (names of one word that is a common word too), `longest` (words of the longest name).
    """
    terms = site.catalogue.vocabularies["territori"].terms
    places: dict[str, list[str]] = {}
    known: dict[str, list[int | str]] = {}
    for code in codes:
        size = SIZES.index(site.catalogue.geography.size((code,)))
        known[code] = [size, site.place_name(code)] if labelled else [size]
        for name in sorted(set(_names(terms[code]))):
            places.setdefault(name, []).append(code)
    usual = common_words(site) if usual is None else usual
    return {
        "places": dict(sorted(places.items())),
        "known": known,
        "common": sorted(usual & places.keys()),
        "longest": max((len(name.split()) for name in places), default=0),
    }


def _names(term: Term) -> Iterator[str]:
    for name in (*term.labels.values(), *term.other_words):
        for words in (plain_words(name), tied_words(name), [spelled_out(word) for word in plain_words(name)]):
            first = next((at for at, word in enumerate(words) if word not in _ARTICLES), len(words))
            if len(plain := " ".join(words[first:])) >= _SHORTEST:
                yield plain


def common_words(site: Site) -> AbstractSet[str]:
    """Return words that activities and vocabularies write without a capital."""
    activities = site.matching.corpus.entries.values()
    terms = (term for name in _WORDS_OF for term in site.catalogue.vocabularies[name])
    texts = [f"{activity.name} {activity.record.description or ''}" for activity in activities]
    texts += [" ".join((term.it or "", *term.aliases)) for term in terms]
    return {plain for text in texts for word in words_in(text) if word[0].islower() for plain in plain_words(word)}
