"""Matching: who does something alike, who could work together, who should meet. Hints with reasons, never verdicts."""

from generator.matching.corpus import Corpus, corpus_of
from generator.matching.matching import Matching
from generator.matching.pairs import Likeness, likenesses, likenesses_and_rest, undecided
from generator.matching.query import Match, Query, similar
from generator.matching.reasons import advice, match_reasons, reasons, sentence, short_reasons, verdict
from generator.matching.scoring import Kind

__all__ = [
    "Corpus",
    "Kind",
    "Likeness",
    "Match",
    "Matching",
    "Query",
    "advice",
    "corpus_of",
    "likenesses",
    "likenesses_and_rest",
    "match_reasons",
    "reasons",
    "sentence",
    "short_reasons",
    "similar",
    "undecided",
    "verdict",
]
