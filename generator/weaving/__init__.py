"""Weaving: who does something alike, who could work together, who should meet. Hints with reasons, never verdicts."""

from generator.weaving.corpus import Corpus, corpus_of
from generator.weaving.likenesses import Likeness, likenesses, undecided
from generator.weaving.query import Match, Query, similar
from generator.weaving.reasons import match_reasons, reasons, sentence, short_reasons
from generator.weaving.scoring import Kind
from generator.weaving.woven import Woven

__all__ = [
    "Corpus",
    "Kind",
    "Likeness",
    "Match",
    "Query",
    "Woven",
    "corpus_of",
    "likenesses",
    "match_reasons",
    "reasons",
    "sentence",
    "short_reasons",
    "similar",
    "undecided",
]
