"""Pairs of activities that resemble each other: overlaps, synergies, clashes."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from generator.catalogue import Catalogue
from generator.catalogue.crowds import best_of_each
from generator.matching.candidates import candidates
from generator.matching.corpus import Corpus
from generator.matching.objects import agreement_of
from generator.matching.profiles import Profile, are_parties, both_celebrate, compare
from generator.matching.scoring import (
    ABOUT,
    CLASH,
    MAYBE,
    Kind,
    Weights,
    evidence_of,
    inherits,
    kind_of,
    likeness_of_words,
    might_be_one,
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
    """Find the pairs that resemble each other, best first, ties by id; decided ones are included, with the decision.

    Of an activity that resembles very many the best are kept (see `crowds`).
    """
    return likenesses_and_rest(catalogue, corpus, use)[0]


def likenesses_and_rest(
    catalogue: Catalogue, corpus: Corpus, use: Weights | None = None
) -> tuple[tuple[Likeness, ...], int]:
    """Return the same `likenesses`, and how many more were found that are not among them."""
    decided = decisions(catalogue)
    alike = (
        likeness
        for profile, others in candidates(corpus)
        for other in others
        if (likeness := compared(profile, other, corpus, decided, use or weights())) is not None
    )
    found = sorted(alike, key=lambda likeness: (-likeness.score, likeness.a, likeness.b))
    kept = best_of_each(found, lambda likeness: (likeness.a, likeness.b))
    return kept, len(found) - len(kept)


def compared(
    a: Profile, b: Profile, corpus: Corpus, decided: Mapping[tuple[str, str], str], use: Weights
) -> Likeness | None:
    """Compare two activities with `a.id < b.id`; None where there is nothing to say."""
    levels = agreement(a, b, corpus)
    if levels is None:
        return None
    evidence = evidence_of(levels, use.evidence, inherited=inherits(a, b))
    conflict = evidence.pop(ABOUT, 0)
    evidence |= use.of_degree(0, agreement_of(a.objects, b.objects), conflict)
    # Words are the dearest part of a comparison: they are left alone where even all of them would not be enough.
    if not levels.keys() & {CLASH, "scambio"} and use.offset + sum(evidence.values()) + use.most_text < use.synergy:
        return None
    evidence |= use.of_degree(likeness_of_words(a.vector, b.vector), 0)
    score = score_of(evidence, use)
    kind = kind_of(score, levels, use)
    if kind is None:
        return None
    if kind is Kind.RESEMBLANCE and might_be_one(score, levels, use):
        levels[MAYBE] = "one"
    return Likeness(a.id, b.id, kind, score, levels, evidence, decided.get((a.id, b.id)))


def agreement(a: Profile, b: Profile, corpus: Corpus) -> dict[str, str] | None:
    """Return the level of each facet, or None for what is no likeness by design.

    One operator's activities are never alike (a service repeated in several quarters is one service), nor is the
    party of one quarter that of another, unless they fall on the same day.
    """
    if a.operator == b.operator:
        return None
    levels = compare(a, b, corpus.relations)
    if are_parties(a, b):
        day = same_day(a.timing, b.timing)
        if day and levels.get("territori") in {"same", "contains", "neighbours", "siblings"}:
            return {**levels, CLASH: day}
        if levels.get("territori") != "same":
            return None
    # A blessing of boats and the regatta's supper are two parties, though they share the quay and the month.
    return None if both_celebrate(a, b) and not levels.get("nome") else levels


def decisions(catalogue: Catalogue) -> dict[tuple[str, str], str]:
    """Return what was decided about pairs (`simile_a`), by ids with the lower first; the first one told wins."""
    outcomes: dict[tuple[str, str], str] = {}
    for activity in catalogue.activities.values():
        for judgement in activity.record.similar:
            home, _, inner = judgement.activity.partition("/")
            other = f"{catalogue.former_ids.get(home, home)}/{inner}"
            outcomes.setdefault((min(activity.id, other), max(activity.id, other)), judgement.outcome)
    return outcomes


def undecided(likenesses: Iterable[Likeness]) -> tuple[Likeness, ...]:
    """Leave out the pairs that somebody has already weighed."""
    return tuple(likeness for likeness in likenesses if likeness.decision is None)
