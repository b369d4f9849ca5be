"""What the program and its rivals are worth on the towns: verdicts of every pair, held out by generation of towns.

Nothing is learnt from an untouched town: weights and thresholds come from the others. Those of one generation had
planner, hands and readers of their own, so that none who judges has taught.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Final

from benchmarks.overlaps.compared import Compared, compared_in
from benchmarks.overlaps.dirty import retold, soiled
from benchmarks.overlaps.fit import Example, features, fit
from benchmarks.overlaps.load import Label, load
from benchmarks.overlaps.measures import PairIds, best_threshold
from benchmarks.overlaps.towns.catalogue import Town
from benchmarks.overlaps.towns.labels import Verdict
from generator.catalogue import Catalogue
from generator.checking import check
from generator.matching.corpus import Corpus, corpus_of
from generator.matching.scoring import Kind, Weights, kind_of, other_door
from generator.reading.folder import read_folder

VERDICT_OF: Final = {Kind.OVERLAP: Verdict.SAME, Kind.SYNERGY: Verdict.COMPLETE, Kind.RESEMBLANCE: Verdict.RESEMBLE}


def verdict(known: Compared, use: Weights) -> Verdict:
    """Judge a pair as the program does."""
    kind = kind_of(known.score(use), known.levels, use)
    return VERDICT_OF.get(kind, Verdict.NOTHING) if kind else Verdict.NOTHING


def without(known: Compared, facets: str) -> Compared:
    """Return a pair as if nothing were known of these facets (`giorni+orari`); `testo` are its words."""
    left_out = facets.split("+")
    levels = {each: level for each, level in known.levels.items() if each not in left_out}
    words, about = (
        0 if facet in left_out else amount for facet, amount in (("testo", known.words), ("oggetto", known.about))
    )
    return replace(known, levels=levels, words=words, about=about)


@dataclass(frozen=True)
class TownTrial:
    """A town as it is, or soiled, with the candidates that the program would compare."""

    town: Town
    corpus: Corpus

    @cached_property
    def compared(self) -> Mapping[PairIds, Compared]:
        """The candidates, by ids with the lower first."""
        return compared_in(self.corpus)

    def is_one_service(self, pair: PairIds) -> bool:
        """Tell whether two do one service for the same people in places that meet, whatever their days."""
        label = self.town.labels.get(pair)
        one = self.town.truths[pair[0]].service == self.town.truths[pair[1]].service
        return label is Verdict.SAME or (label is Verdict.COMPLETE and one)

    def examples_of(self, leave_out: str = "") -> Mapping[PairIds, Example]:
        """What may be learnt: features of each candidate and whether it is one service; without a facet if wanted."""
        rows: dict[PairIds, Example] = {}
        for pair, known in self.compared.items():
            left = without(known, leave_out)
            if not other_door(left.levels):
                known_of = features(left.levels, left.words, left.about, inherited=left.inherited)
                rows[pair] = (known_of, float(self.is_one_service(pair)))
        return rows

    def judged(self, use: Weights, leave_out: str = "") -> Mapping[PairIds, Verdict]:
        """Judge every pair of two organisers."""
        verdicts = {}
        for pair in self.town.labels:
            known = self.compared.get(pair)
            verdicts[pair] = verdict(without(known, leave_out), use) if known else Verdict.NOTHING
        return verdicts


def trial(town: Town, change: Callable[[Catalogue], Catalogue] = lambda catalogue: catalogue) -> TownTrial:
    """Make a town ready."""
    return TownTrial(town, corpus_of(change(town.catalogue)))


RIGHT: Final = 0.9
"""Share of what is called the same that has to be."""
SOMETHING: Final = 0.85
"""Share of what is called alike that has to be something to each other."""
_NEVER: Final = 1001
"""A threshold that no score reaches."""
_THRESHOLDS: Final = range(200, 700, 5)
_NEARLY: Final = 0.01
_OTHER_SEED: Final = 5
"""What is learnt from is soiled by another chance than what is measured."""


def careless(town: Town) -> TownTrial:
    """Make a town ready as careless hands would have filled it in, to learn from."""
    return trial(town, lambda catalogue: soiled(catalogue, seed=_OTHER_SEED))


def otherwise(town: Town) -> TownTrial:
    """Make a town ready as others would have told it, to learn from."""
    return trial(town, lambda catalogue: retold(catalogue, seed=_OTHER_SEED))


@dataclass(frozen=True, slots=True)
class Held:
    """A candidate pair as weights see it that were fitted without its generation of towns."""

    town: Town
    pair: PairIds
    known: Compared
    use: Weights
    label: Verdict


def fitted(trials: Sequence[TownTrial], older: Sequence[Example] = (), leave_out: str = "") -> Weights:
    """Fit weights and thresholds on these towns, as `cross_fitted` does."""
    return cross_fitted(trials, older, leave_out)[0]


def cross_fitted(
    trials: Sequence[TownTrial], older: Sequence[Example] = (), leave_out: str = ""
) -> tuple[Weights, list[Held]]:
    """Fit weights and thresholds on these towns; thresholds on scores that each generation got from the others.

    `older` are examples of the sets that came before, by other hands. Each town teaches three times: as it is, as
    careless hands would have filled it in, and as others would have told it, so that what is not said in known words
    weighs too. What is called the same is right nine times in ten (`_overlap`); of what is called alike `SOMETHING` are
    something to each other. Returned beside them: the candidates, each as the other generations weigh it.
    """
    taught = [
        (here.town.generation, each.examples_of(leave_out).values())
        for here in trials
        for each in (here, careless(here.town), otherwise(here.town))
    ]
    use = fit([*older, *(example for _, examples in taught for example in examples)])
    held: list[Held] = []
    for generation in sorted({here.town.generation for here in trials}):
        inner = fit([*older, *(example for other, examples in taught if other != generation for example in examples)])
        held += (
            Held(each.town, pair, without(known, leave_out), inner, each.town.labels.get(pair, Verdict.NOTHING))
            for each in trials
            if each.town.generation == generation
            for pair, known in each.compared.items()
        )
    same = [
        (each.known, each.use, each.label is Verdict.SAME)
        for each in held
        if verdict(each.known, replace(each.use, overlap=0, synergy=_NEVER)) is Verdict.SAME
    ]
    shown = [
        (each.known.score(each.use), each.label is not Verdict.NOTHING)
        for each in held
        if verdict(each.known, replace(each.use, overlap=_NEVER, synergy=0)) is Verdict.RESEMBLE
    ]
    return replace(use, overlap=_overlap(same), synergy=int(min(best_threshold(shown, SOMETHING), _NEVER))), held


def _overlap(possible: Sequence[tuple[Compared, Weights, bool]]) -> int:
    """Return the highest threshold that is nearly the best.

    Of those at which nine in ten are right, or else of all, the last whose F1 lies within `_NEARLY` of the best: where
    nobody has looked yet false alarms are more.

    Pairs are judged anew at each: what little evidence asks of a score moves with the threshold.
    """
    measured = []
    wanted = sum(right for _, _, right in possible)
    for threshold in _THRESHOLDS:
        called = [
            right
            for known, inner, right in possible
            if verdict(known, replace(inner, overlap=threshold)) is Verdict.SAME
        ]
        found = sum(called)
        share = found / len(called) if called else 0.0
        measured.append((share >= RIGHT, 2 * found / (len(called) + wanted) if wanted else 0.0, threshold))
    allowed = [(f1, threshold) for is_right, f1, threshold in measured if is_right] or [each[1:] for each in measured]
    best = max(f1 for f1, _ in allowed)
    return max(threshold for f1, threshold in allowed if f1 >= best - _NEARLY)


def older_examples(name: str, leave_out: str = "") -> list[Example]:
    """Return what the labels of `real` or `written` teach: an overlap is one service, a synergy is left open."""
    benchmark = load(name)
    catalogue = check(read_folder(benchmark.root), benchmark.read_on).catalogue
    older = TownTrial(Town(name, catalogue, {}, {}), corpus_of(catalogue, with_ended=True))
    labels = {(pair.a, pair.b): pair.label for pair in benchmark.pairs}
    rows: list[Example] = []
    for pair, known in older.compared.items():
        label = labels.get(pair, Label.DIFFERENT)
        left = without(known, leave_out)
        if label is not Label.SYNERGY and not other_door(left.levels):
            rows.append(
                (features(left.levels, left.words, left.about, inherited=left.inherited), float(label is Label.OVERLAP))
            )
    return rows
