"""What search knows of words: `parole.json`, fetched when a search asks, and what only less common words need.

Words that stand in names of terms are not written twice: the browser takes them from there (`browser/engine.js`). What
people say in words that stand neither there nor among those of the catalogue or the common ones of Italian («bread»,
«magnà», «їжа») is in a second file, fetched when such a word is typed. The names of many places are in files by their
first letters, of which those are fetched that the words of a question begin with.
"""

import re
from collections.abc import Iterable, Mapping
from functools import cache
from importlib.resources import files
from itertools import chain
from typing import Any, Final

from generator.catalogue.kinds import RECORDS, TERMS
from generator.locale.folding import plain_words, without_accents
from generator.site.model import Site
from generator.site.pages.who_does.places import names_of_places
from generator.site.search.asked import choices_typed, common_words, doubts, needs_searched, numbers_at_once
from generator.site.search.beginnings import by_beginning
from generator.site.search.indexing import words_of, words_of_names
from generator.site.search.terms import Terms, kinds_of_themes, said_of, terms_of

WORDS: Final = "parole.json"
OTHER_WORDS: Final = "parole-altre.json"
"""Read only where a word is typed that the first file does not hold."""
_PLACES: Final = "luoghi"
"""The folder of the names of many places."""
_LETTERS: Final = 2
"""By so many of their first letters."""
_PLACES_TOGETHER: Final = 3
"""Of the most pages of one index, names of a third as many places stand together: 9 kB of 1,000, as settings come."""
_DIALOG: Final = {
    **{name: name for name in ("none", "doubtful", "one", "many", "near", "over", "unmet")},
    "urgent": "cannot_wait",
}
_GENRES: Final = (*RECORDS, *TERMS, "pagina")
_LITTLE: Final = re.compile(r"const LITTLE = new Set\((.*?)^\);", re.DOTALL | re.MULTILINE)
_ENDING: Final = re.compile(r"h?(?:io|[aeiou])$")
_TO_ME: Final = re.compile(r"(?<=[a-z]{2}[aei]r)mi$")
_SHORT: Final = 3


def spoken_of(site: Site, counted: Mapping[str, int]) -> dict[str, dict[str, Any]]:
    """Return the files of words by name; `counted` says on how many pages each word may be offered.

    The first two hold `said`, `needs` and `choices`; the second as names by code, to be added to those of the first.
    The others hold the names of places of a catalogue that has many.
    """
    terms, said = terms_of(site), said_of(site)
    words = words_of_names(_names(terms))
    named = {without_accents(word) for word in words}
    offered = words_of(counted)
    spoken = (word for name in _names(terms) for word in plain_words(name))
    part = _Parting(chain(offered, words, spoken, common_words()))
    needs, choices = needs_searched(site), choices_typed(site)
    places, files_of_places = _places_of(site)
    others = {
        "said": part.others(said),
        "needs": part.others({"names": _by_code(needs, "names"), "urgent": _by_code(needs, "urgent")}),
        "choices": part.others(
            {"": {f"{choice['facet']}:{choice['value']}": choice["names"] for choice in choices}}
        ).get("", {}),
    }
    known = {
        "words": [word for word in offered if without_accents(word) not in named],
        "terms": terms,
        "said": {facet: {code: part.common(names) for code, names in codes.items()} for facet, codes in said.items()},
        "kinds": kinds_of_themes(_joined(terms, said)),
        "places": places,
        "needs": [
            need | {"names": part.common(need["names"]), "urgent": part.common(need["urgent"])} for need in needs
        ],
        "choices": [choice | {"names": part.common(choice["names"])} for choice in choices],
        "doubts": doubts(site),
        "atonce": numbers_at_once(site),
        "right": common_words(),
        "texts": _texts_of_dialog(site),
    }
    return {WORDS: known, OTHER_WORDS: others, **files_of_places}


def _places_of(site: Site) -> tuple[dict[str, Any], dict[str, dict[str, Any]]]:
    """Return how places are named; where they are many which files hold it, and these by name."""
    gazetteer = names_of_places(site, sorted(site.facet_counts["luogo"]), labelled=False)
    places, known, common = gazetteer["places"], gazetteer["known"], set(gazetteer["common"])
    if len(known) <= site.settings["pagine_per_indice"] // _PLACES_TOGETHER:
        return gazetteer, {}
    files = {
        beginning: {
            "places": {name: places[name] for name in names},
            "known": {code: known[code] for code in sorted({code for name in names for code in places[name]})},
            "common": [name for name in names if name in common],
        }
        for beginning, names in by_beginning(places, _LETTERS).items()
    }
    which = {"folder": _PLACES, "letters": _LETTERS, "there": sorted(files)}
    return {"longest": gazetteer["longest"], "files": which}, {
        f"{_PLACES}/{beginning}.json": file for beginning, file in files.items()
    }


def _texts_of_dialog(site: Site) -> dict[str, str]:
    """Return what the dialog on every page says of results, by the names that its script reads."""
    texts = {name: site.texts(f"search.{key}", n="{n}", words="{words}") for name, key in _DIALOG.items()}
    return texts | {f"genre{genre.capitalize()}": site.texts(f"search.genre_{genre}") for genre in _GENRES}


class _Parting:
    """Parts names whose words are all known to the first file from those that hold another word."""

    def __init__(self, known: Iterable[str]) -> None:
        self._known = {form(word) for word in known}

    def common(self, names: Iterable[str]) -> list[str]:
        """Return the names whose words are all known: who types another word cannot mean one of these."""
        return [name for name in names if self._is_common(name)]

    def others(self, names: Terms) -> dict[str, dict[str, list[str]]]:
        """Return the other names, without the terms that have none."""
        found = {
            facet: {code: [name for name in words if not self._is_common(name)] for code, words in codes.items()}
            for facet, codes in names.items()
        }
        return {facet: {code: words for code, words in codes.items() if words} for facet, codes in found.items()}

    def _is_common(self, name: str) -> bool:
        words = plain_words(name)
        return all(form(word) in self._known for word in words if word not in _little()) and bool(words)


def form(word: str) -> str:
    """Return a word without its last vowel, as `form` of `browser/words.js` does for letters that are Latin."""
    plain = without_accents(word).lower()
    return _ENDING.sub("", _TO_ME.sub("", plain)) if len(plain) > _SHORT else plain


@cache
def _little() -> frozenset[str]:
    """Read the words that carry no meaning from where sentences are read, which is in the browser alone."""
    source = (files("generator") / "matching" / "browser" / "sentence.js").read_text("utf-8")
    return frozenset(plain_words(" ".join(re.findall('"([^"]*)"', " ".join(_LITTLE.findall(source))))))


def _names(terms: Terms) -> Iterable[str]:
    return (name for codes in terms.values() for names in codes.values() for name in names)


def _joined(terms: Terms, said: Terms) -> Terms:
    return {
        facet: {code: [*names, *said.get(facet, {}).get(code, ())] for code, names in codes.items()}
        for facet, codes in terms.items()
    }


def _by_code(needs: Iterable[Mapping[str, Any]], key: str) -> dict[str, list[str]]:
    return {need["code"]: need[key] for need in needs}
