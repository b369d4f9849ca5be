"""What a catalogue's own decisions (`simile_a`) say of its hints, and how far they move the thresholds there.

A score is log-odds in steps of a sixtieth (`benchmarks/overlaps/fit.py`), so what a catalogue found out about its hints
is a shift of the scale, the same for all pairs. The share that was right is held near the one promised, as if so many
hints had been looked at before (a beta prior); the shift is what parts the two in log-odds, bounded: a few decisions
move little, and none can silence the page or open it to everything. Nothing leaves the catalogue.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from math import log
from typing import Final

from generator.catalogue import Catalogue
from generator.matching.corpus import Corpus
from generator.matching.pairs import Likeness, compared, decisions
from generator.matching.scoring import Kind, Weights, weights
from generator.matching.worth_showing import worth_showing

LEAST: Final = 8
"""Of fewer decisions nothing is said, and nothing moves."""
_DIFFERENT: Final = "diversa"
_PROMISED: Final = 0.9
"""Of what is called the same, nine in ten should be."""
_SEEN_BEFORE: Final = 20
"""For so many hints the promise counts."""
_POINTS: Final = 60
"""Points of score for one natural unit of log-odds, as the weights were rounded."""
_MOST: Final = 60
"""A threshold never rises by more points."""
_LEAST: Final = -30
"""Nor falls by more: a wrong hint costs more than a silent one."""


@dataclass(frozen=True, slots=True)
class Judged:
    """What people decided about hints that the program gives of itself."""

    looked_at: int = 0
    right: int = 0
    """Those that were found to be one thing, or are coordinated now."""

    @property
    def is_enough(self) -> bool:
        """Tell whether anything can be said."""
        return self.looked_at >= LEAST

    @property
    def how_many(self) -> str:
        """How many were right, for the words that say it: `none`, `single` or `many`."""
        return {0: "none", 1: "single"}.get(self.right, "many")

    @property
    def shift(self) -> int:
        """Points by which thresholds move: up where hints were wrong more often than promised."""
        if not self.is_enough:
            return 0
        share = (_PROMISED * _SEEN_BEFORE + self.right) / (_SEEN_BEFORE + self.looked_at)
        return min(max(round(_POINTS * (_log_odds(_PROMISED) - _log_odds(share))), _LEAST), _MOST)

    @property
    def weights(self) -> Weights:
        """The weights with which this catalogue is judged: those of the program, where nothing moves."""
        own = weights()
        if not self.shift:
            return own
        return replace(own, overlap=own.overlap + self.shift, synergy=own.synergy + self.shift)


NONE_JUDGED: Final = Judged()
"""Nothing was decided yet."""


def _log_odds(share: float) -> float:
    return log(share / (1 - share))


def judged_hints(catalogue: Catalogue, corpus: Corpus) -> Judged:
    """Count the decisions about pairs that the program's own thresholds show: what nobody was told is no hint.

    Only decided pairs are compared, so it costs as much as there are decisions.
    """
    decided = decisions(catalogue)
    if len(decided) < LEAST:
        return NONE_JUDGED
    alike = [likeness for pair in sorted(decided) if (likeness := _hint(pair, decided, corpus)) is not None]
    hints = [hint for hint in worth_showing(alike, catalogue, corpus) if hint.kind is not Kind.CLASH]
    return Judged(len(hints), sum(hint.decision != _DIFFERENT for hint in hints))


def _hint(pair: tuple[str, str], decided: Mapping[tuple[str, str], str], corpus: Corpus) -> Likeness | None:
    """Compare two activities by the program's own weights; None where one is no longer there, or they are no hint."""
    a, b = (corpus.profiles.get(activity) for activity in pair)
    return compared(a, b, corpus, decided, weights()) if a and b else None
