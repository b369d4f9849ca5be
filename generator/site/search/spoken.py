"""What search knows of words: `parole.json`, fetched when a search asks, and what only other alphabets need.

Words that stand in names of terms are not written twice: the browser takes them from there (`browser/engine.js`).
"""

from collections.abc import Iterable, Mapping
from typing import Any, Final

from generator.locale.folding import without_accents
from generator.site.model import Site
from generator.site.pages.who_does.places import names_of_places
from generator.site.search.asked import choices_typed, common_words, needs_searched, numbers_at_once
from generator.site.search.indexing import words_of, words_of_names
from generator.site.search.metadata import counts_of
from generator.site.search.terms import Terms, kinds_of_themes, said_of, terms_of

WORDS: Final = "parole.json"
OTHER_ALPHABETS: Final = "parole-altre.json"
"""Read only where something is typed in letters that are not Latin."""
_LATIN: Final = (("\u0000", "\u024f"), ("\u1e00", "\u1eff"))


def spoken_of(site: Site, counted: Mapping[str, int]) -> dict[str, dict[str, Any]]:
    """Return the files of words by name; `counted` says on how many pages each word may be offered.

    Both files hold `said`, `needs` and `choices`; the second as names by code, to be added to those of the first.
    """
    terms, said = terms_of(site), said_of(site)
    named = {without_accents(word) for word in words_of_names(_names(terms))}
    needs, choices = needs_searched(site), choices_typed(site)
    others = {
        "said": _in_other_alphabets(said),
        "needs": _in_other_alphabets({"names": _by_code(needs, "names"), "urgent": _by_code(needs, "urgent")}),
        "choices": {
            f"{choice['facet']}:{choice['value']}": names for choice in choices if (names := _others(choice["names"]))
        },
    }
    known = {
        "words": [word for word in words_of(counted) if without_accents(word) not in named],
        "terms": terms,
        "said": {facet: {code: _latin(names) for code, names in codes.items()} for facet, codes in said.items()},
        "kinds": kinds_of_themes(_joined(terms, said)),
        "places": names_of_places(site, sorted(counts_of(site).get("luogo", ()))),
        "needs": [need | {"names": _latin(need["names"]), "urgent": _latin(need["urgent"])} for need in needs],
        "choices": [choice | {"names": _latin(choice["names"])} for choice in choices],
        "atonce": numbers_at_once(site),
        "right": common_words(),
    }
    return {WORDS: known, OTHER_ALPHABETS: others}


def _names(terms: Terms) -> Iterable[str]:
    return (name for codes in terms.values() for names in codes.values() for name in names)


def _joined(terms: Terms, said: Terms) -> Terms:
    return {
        facet: {code: [*names, *said.get(facet, {}).get(code, ())] for code, names in codes.items()}
        for facet, codes in terms.items()
    }


def _by_code(needs: Iterable[Mapping[str, Any]], key: str) -> dict[str, list[str]]:
    return {need["code"]: need[key] for need in needs}


def _in_other_alphabets(names: Terms) -> Terms:
    found = {facet: {code: _others(words) for code, words in codes.items()} for facet, codes in names.items()}
    return {facet: {code: words for code, words in codes.items() if words} for facet, codes in found.items()}


def _latin(names: Iterable[str]) -> list[str]:
    return [name for name in names if _is_latin(name)]


def _others(names: Iterable[str]) -> list[str]:
    return [name for name in names if not _is_latin(name)]


def _is_latin(name: str) -> bool:
    return all(any(first <= letter <= last for first, last in _LATIN) for letter in name if letter.isalpha())
