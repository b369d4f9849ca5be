"""Pairs of activities that resemble each other: overlaps, synergies, clashes."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from generator.catalogue import ActivityEntry, Catalogue
from generator.matching.candidates import candidates
from generator.matching.corpus import Corpus
from generator.matching.profiles import Profile, are_parties, compare
from generator.matching.scoring import (
    CLASH,
    TEXT,
    Kind,
    Weights,
    evidence_of,
    inherits,
    kind_of,
    likeness_of_words,
    score_of,
    weights,
)
from generator.matching.timing import same_day


@dataclass(frozen=True, slots=True)
class Likeness:
    """Two activities, by global id with `a < b`, and why somebody should look at them together."""

    a: str
    b: str
    kind: Kind
    score: int
    """Per mille."""
    levels: Mapping[str, str]
    """Facet → how far the two agree; for a clash, the day."""
    evidence: Mapping[str, int]
    """Facet → what it weighs; negative where it speaks against."""
    decision: str | None = None
    """What somebody has decided: `diversa`, `coordinata` or `unita`. A decided pair is shown nowhere."""


def likenesses(catalogue: Catalogue, corpus: Corpus, use: Weights | None = None) -> tuple[Likeness, ...]:
    """Find the pairs that resemble each other, best first, ties by id; decided ones are included, with the decision."""
    decided = decisions(catalogue)
    found = (
        likeness
        for one, others in candidates(corpus)
        for other in others
        if (likeness := compared(one, other, corpus, decided, use or weights())) is not None
    )
    return tuple(sorted(found, key=lambda one: (-one.score, one.a, one.b)))


def compared(
    one: Profile, other: Profile, corpus: Corpus, decided: Mapping[tuple[str, str], str], use: Weights
) -> Likeness | None:
    """Compare two activities with `one.id < other.id`; None where there is nothing to say."""
    levels = agreement(one, other, corpus)
    if levels is None:
        return None
    evidence = evidence_of(levels, use, inherited=inherits(one, other))
    if CLASH not in levels and use.offset + sum(evidence.values()) + use.most_text < use.synergy:
        return None
    if words := likeness_of_words(one.vector, other.vector):
        evidence[TEXT] = use.text * words // 1000
    score = score_of(evidence, use)
    kind = kind_of(score, levels, use)
    if kind is None:
        return None
    return Likeness(one.id, other.id, kind, score, levels, evidence, decided.get((one.id, other.id)))


def agreement(one: Profile, other: Profile, corpus: Corpus) -> dict[str, str] | None:
    """Return the level of each facet, or None for what is no likeness by design.

    One operator's activities are never alike (a service repeated in several quarters is one service), nor is the
    party of one quarter that of another, unless they fall on the same day.
    """
    if one.operator == other.operator:
        return None
    levels = compare(one, other, corpus.relations)
    if are_parties(one, other):
        day = same_day(one.timing, other.timing)
        if day and levels.get("territori") in {"same", "contains", "neighbours", "siblings"}:
            return {**levels, CLASH: day}
        if levels.get("territori") != "same":
            return None
    return levels


def decisions(catalogue: Catalogue) -> dict[tuple[str, str], str]:
    """Return what was decided about pairs (`simile_a`), by ids with the lower first; the first one told wins."""
    found: dict[tuple[str, str], str] = {}
    for one in catalogue.activities.values():
        for other, outcome in _judged(one, catalogue.former_ids):
            found.setdefault((min(one.id, other), max(one.id, other)), outcome)
    return found


def _judged(one: ActivityEntry, former: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    for judgement in one.record.similar:
        home, _, inner = judgement.activity.partition("/")
        yield f"{former.get(home, home)}/{inner}", judgement.outcome


def undecided(found: Iterable[Likeness]) -> tuple[Likeness, ...]:
    """Leave out the pairs that somebody has already weighed."""
    return tuple(one for one in found if one.decision is None)
