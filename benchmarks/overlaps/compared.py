"""Pairs as the program compares them, with all that scoring and judging ask, so that weights can be tried on them."""

from collections.abc import Mapping
from dataclasses import dataclass

from benchmarks.overlaps.measures import PairIds
from generator.matching.candidates import candidates
from generator.matching.corpus import Corpus
from generator.matching.objects import agreement_of
from generator.matching.pairs import agreement
from generator.matching.scoring import ABOUT, CLASH, Weights, evidence_of, inherits, likeness_of_words, score_of


@dataclass(frozen=True)
class Compared:
    """A candidate pair: levels, likeness of words, agreement of objects, whether a place is inherited."""

    levels: Mapping[str, str]
    words: int
    about: int
    inherited: bool

    def score(self, use: Weights) -> int:
        """Score as the program does."""
        evidence = evidence_of(self.levels, use.evidence, inherited=self.inherited)
        conflict = evidence.pop(ABOUT, 0)
        return score_of(evidence | use.of_degree(self.words, self.about, conflict), use)


def compared_in(corpus: Corpus) -> Mapping[PairIds, Compared]:
    """Return the candidates that the program would compare, by ids with the lower first."""
    compared = {}
    for profile, others in candidates(corpus):
        for other in others:
            levels = agreement(profile, other, corpus)
            if levels is not None and CLASH not in levels:
                words = likeness_of_words(profile.vector, other.vector)
                about = agreement_of(profile.objects, other.objects)
                compared[profile.id, other.id] = Compared(levels, words, about, inherits(profile, other))
    return compared
