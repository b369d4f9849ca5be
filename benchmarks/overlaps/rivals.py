"""What else could rank pairs: a plain rule without scores, TF-IDF, RapidFuzz. Each leaves out pairs of one operator.

Two lexical resources are tried where they are installed, and are no dependency: the lemmas of simplemma (PyPI) and the
Italian thesaurus of LibreOffice (Debian's `mythes-it`). Italian word vectors and the Italian WordNet were looked for in
the lists of PyPI, npm and Debian and not found: packages that know them (bpemb, model2vec) fetch them as they run.
"""

from collections import Counter
from collections.abc import Callable, Mapping
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from itertools import combinations
from math import log, sqrt
from pathlib import Path
from typing import Final

from rapidfuzz import fuzz

from benchmarks.overlaps.measures import PairIds
from generator.catalogue import ActivityEntry
from generator.matching.corpus import Corpus
from generator.matching.profiles import Profile, compare
from generator.matching.words import stems_of, words_of

Ranking = Mapping[PairIds, float]
THESAURUS: Final = Path("/usr/share/mythes/th_it_IT_v2.dat")
"""Where Debian's `mythes-it` puts the thesaurus."""
_SYNONYMS: Final = 8
"""So many synonyms of a word are taken, the first ones."""


def _ranked(corpus: Corpus, score: Callable[[str, str], float]) -> Ranking:
    profiles = corpus.profiles
    pairs = ((a, b) for a, b in combinations(sorted(profiles), 2) if profiles[a].operator != profiles[b].operator)
    return {(a, b): value for a, b in pairs if (value := score(a, b)) > 0}


def plain_rule(corpus: Corpus) -> Ranking:
    """Same kind, places that meet, people who meet, days not disjoint; what is missing meets everything."""
    return _ranked(corpus, lambda a, b: float(_is_alike(corpus.profiles[a], corpus.profiles[b], corpus)))


def _is_alike(a: Profile, b: Profile, corpus: Corpus) -> bool:
    levels = compare(a, b, corpus.relations)
    return (
        levels.get("tipo") == "same"
        and levels.get("territori", "same") in {"same", "contains"}
        and levels.get("destinatari") != "different"
        and levels.get("giorni") != "different"
    )


def _text_of(activity: ActivityEntry) -> str:
    return f"{activity.name}. {activity.record.description or ''}"


def tf_idf(corpus: Corpus, stems: Callable[[str], tuple[str, ...]] = stems_of) -> Ranking:
    """Cosine of stems weighed by how often they occur and how rare they are, place names and all."""
    counts = {key: Counter(stems(_text_of(activity))) for key, activity in corpus.entries.items()}
    spread = Counter(stem for count in counts.values() for stem in count)
    vectors = {
        key: {stem: times * log((1 + len(counts)) / (1 + spread[stem])) for stem, times in count.items()}
        for key, count in counts.items()
    }
    lengths = {key: sqrt(sum(weight**2 for weight in vector.values())) for key, vector in vectors.items()}

    def cosine(a: str, b: str) -> float:
        shared = sum(weight * vectors[b].get(stem, 0.0) for stem, weight in vectors[a].items())
        return shared / (lengths[a] * lengths[b]) if shared else 0.0

    return _ranked(corpus, cosine)


def rapid_fuzz(corpus: Corpus) -> Ranking:
    """`token_set_ratio` of name and description in lower case."""
    texts = {key: _text_of(activity).lower() for key, activity in corpus.entries.items()}
    return _ranked(corpus, lambda a, b: fuzz.token_set_ratio(texts[a], texts[b]) / 100)


def lemmas_of(text: str) -> tuple[str, ...]:
    """Return the lemmas of a text by simplemma."""
    lemmatize = import_module("simplemma").lemmatize
    return tuple(lemmatize(word, lang="it") for word in words_of(text, plain=False))


@cache
def _synonyms() -> Mapping[str, tuple[str, ...]]:
    """Return word → the stems of its synonyms, of all its meanings, words of one word alone."""
    found: dict[str, dict[str, None]] = {}
    word = ""
    for line in THESAURUS.read_text("utf-8").splitlines()[1:]:
        head, *rest = line.split("|")
        if head.startswith("("):
            stems = (stem for other in rest if " " not in other for stem in stems_of(other))
            found.setdefault(word, {}).update(dict.fromkeys(stems))
        else:
            word = head
    return {word: tuple(stems)[:_SYNONYMS] for word, stems in found.items()}


def with_synonyms(text: str) -> tuple[str, ...]:
    """Return the stems of a text, twice, and once those of the synonyms of its words."""
    known = _synonyms()
    beside = (stem for word in words_of(text, plain=False) for stem in known.get(word, ()))
    return (*stems_of(text), *stems_of(text), *beside)


def lexical() -> dict[str, Callable[[Corpus], Ranking]]:
    """Return the rankings by lexical resources that are installed here."""
    rankings: dict[str, Callable[[Corpus], Ranking]] = {}
    if find_spec("simplemma"):
        rankings["TF-IDF, simplemma lemmas"] = lambda corpus: tf_idf(corpus, lemmas_of)
    if THESAURUS.is_file():
        rankings["TF-IDF, thesaurus"] = lambda corpus: tf_idf(corpus, with_synonyms)
    return rankings
