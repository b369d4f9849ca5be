"""The activities closest to what somebody is about to write: the text of a query against the index.

The browser does exactly this (`likeness.js`): same stems, same whole numbers, same order.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from generator.matching.corpus import Corpus
from generator.matching.scoring import PER_MILLE, Weights, evidence_of, weights
from generator.matching.words import stems_of

MATCHES: Final = 10
FACETS: Final = ("tipo", "territori", "destinatari")
"""Facets that a query may give, in the order in which they are weighed."""


@dataclass(frozen=True, slots=True)
class Query:
    """What is looked for: words, and codes of kinds, territories and audiences."""

    text: str
    kinds: tuple[str, ...] = ()
    territories: tuple[str, ...] = ()
    audiences: tuple[str, ...] = ()

    def codes(self, facet: str) -> tuple[str, ...]:
        """Return the codes given for one of `FACETS`."""
        return {"tipo": self.kinds, "territori": self.territories, "destinatari": self.audiences}[facet]


@dataclass(frozen=True, slots=True)
class Match:
    """An activity, by global id, how near it is per mille, and the level of each facet that was given."""

    activity: str
    score: int
    levels: Mapping[str, str]
    evidence: Mapping[str, int]
    words: tuple[str, ...]
    """Stems and concepts in common."""


def similar(query: Query, corpus: Corpus, use: Weights | None = None, most: int = MATCHES) -> tuple[Match, ...]:
    """Return the closest activities, best first, ties by id, at most `most`; none without a score."""
    matches = _matches(query, corpus, use or weights())
    return tuple(sorted(matches, key=lambda match: (-match.score, match.activity))[:most])


def query_vector(query: Query, corpus: Corpus) -> dict[str, int]:
    """Weigh the stems of the text and the concepts it speaks of; place names are no words."""
    stems = stems_of(query.text)
    tokens = dict.fromkeys((*stems, *sorted(corpus.words.asked_for(stems))), 1)
    return corpus.vector({token: times for token, times in tokens.items() if token not in corpus.words.places})


def _matches(query: Query, corpus: Corpus, use: Weights) -> Sequence[Match]:
    vector = query_vector(query, corpus)
    products: dict[str, int] = {}
    common: dict[str, list[str]] = {}
    wanted = {f"tipo:{kind}": 0 for kind in query.kinds} | vector
    for token, weight in wanted.items():
        for activity in corpus.postings.get(token, ()):
            products[activity] = products.get(activity, 0) + weight * corpus.profiles[activity].vector[token]
            common.setdefault(activity, []).extend([token] if weight else [])
    if not stems_of(query.text) and not query.kinds:
        products = dict.fromkeys(corpus.profiles, 0)
    products = dict.fromkeys(_of_the_family_there(query, corpus), 0) | products
    matches = (
        _match(activity, query, corpus, use, product, common.get(activity, ()))
        for activity, product in products.items()
    )
    return [match for match in matches if match.score > 0]


def _of_the_family_there(query: Query, corpus: Corpus) -> Iterator[str]:
    """Yield what the places asked for have of the same family of kinds: it may serve, whatever its words."""
    best = corpus.relations.best
    for activity, profile in corpus.profiles.items() if query.kinds and query.territories else ():
        is_there = corpus.relations.geography.serves(query.territories, profile.territories)
        if is_there and best("tipo", query.kinds, profile.kinds) == "family":
            yield activity


def _match(activity: str, query: Query, corpus: Corpus, use: Weights, product: int, common: Sequence[str]) -> Match:
    profile = corpus.profiles[activity]
    best = {facet: corpus.relations.best(facet, query.codes(facet), profile.codes(facet)) for facet in FACETS}
    levels = {facet: level for facet, level in best.items() if level}
    evidence = evidence_of(levels, use.query_evidence, inherited=profile.inherited)
    words = use.query_text * min(product // PER_MILLE, PER_MILLE) // PER_MILLE
    score = min(max(words + sum(evidence.values()), 0), PER_MILLE)
    return Match(activity, score, levels, evidence, tuple(common))
