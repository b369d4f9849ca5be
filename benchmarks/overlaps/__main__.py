"""Print what the scorer is worth beside simpler ways: `python -m benchmarks.overlaps`.

First verdicts on towns that no fitting reads, then the ranking of the two older sets, on held-out folds.
"""

import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final

import snowballstemmer

from benchmarks.overlaps.compared import Compared, compared_in
from benchmarks.overlaps.dirty import SEED, SHARE, soiled
from benchmarks.overlaps.fit import BY_HAND, TARGET, Example, features, fit
from benchmarks.overlaps.load import ROOTS, Benchmark, Label, load
from benchmarks.overlaps.measures import (
    FOLDS,
    Interval,
    PairIds,
    Scored,
    best_threshold,
    clusters_of,
    folds_of,
    measure,
)
from benchmarks.overlaps.rivals import Ranking, plain_rule, rapid_fuzz, tf_idf
from benchmarks.overlaps.towns.__main__ import main as towns
from generator.catalogue import Catalogue
from generator.checking import check
from generator.matching.corpus import Corpus, corpus_of
from generator.matching.scoring import Weights, other_door
from generator.matching.words import words_of
from generator.reading.folder import read_folder

_ITALIAN: Final = snowballstemmer.stemmer("italian")


@dataclass(frozen=True)
class Trial:
    """A set of labels with its catalogue as it is, or soiled."""

    benchmark: Benchmark
    corpus: Corpus

    @cached_property
    def labels(self) -> Mapping[PairIds, Label]:
        """Label of each listed pair."""
        return {(pair.a, pair.b): pair.label for pair in self.benchmark.pairs}

    @cached_property
    def folds(self) -> Mapping[str, int]:
        """Fold of each activity."""
        return folds_of(self.benchmark, self.corpus.profiles)

    @cached_property
    def pairs(self) -> Sequence[PairIds]:
        """Every pair of activities."""
        ids = sorted(self.corpus.profiles)
        return [(a, b) for place, a in enumerate(ids) for b in ids[place + 1 :]]

    @cached_property
    def compared(self) -> Mapping[PairIds, Compared]:
        """The candidates that the program would compare."""
        return compared_in(self.corpus)

    def examples(self, without: int) -> list[Example]:
        """What may be learnt from when fold `without` is held out; -1 holds nothing out."""
        return [
            (
                features(compared.levels, compared.words, inherited=compared.inherited),
                TARGET[self.labels.get(pair, Label.DIFFERENT)],
            )
            for pair, compared in self.compared.items()
            if without not in {self.folds[pair[0]], self.folds[pair[1]]}
        ]

    def scores(self, use: Weights) -> Ranking:
        """Score all candidates; what the program never shows has none."""
        scored = self.compared.items()
        return {pair: 0 if other_door(compared.levels) else compared.score(use) for pair, compared in scored}


def trial(name: str, change: Callable[[Catalogue], Catalogue] = lambda catalogue: catalogue) -> Trial:
    """Read a set of labels and its catalogue, activities that are over included."""
    benchmark = load(name)
    catalogue = change(check(read_folder(benchmark.root), benchmark.read_on).catalogue)
    return Trial(benchmark, corpus_of(catalogue, with_ended=True))


def held_out(
    trial: Trial, rankings: Sequence[Ranking], thresholds: Sequence[float], wanted: frozenset[Label]
) -> list[Scored]:
    """Score each pair by the ranking of its own fold."""
    find = clusters_of(trial.benchmark)
    listed = trial.pairs if wanted == {Label.OVERLAP} else sorted(trial.labels)
    scored = []
    for pair in listed:
        fold = trial.folds[pair[0]]
        score = rankings[fold].get(pair, 0.0)
        right = trial.labels.get(pair) in wanted
        scored.append(Scored(pair, score, score >= thresholds[fold], right, find(pair[0])))
    return scored


def thresholds_of(trial: Trial, rankings: Sequence[Ranking], wanted: frozenset[Label]) -> list[float]:
    """Choose for each fold the threshold that is best on the others."""
    listed = trial.pairs if wanted == {Label.OVERLAP} else sorted(trial.labels)
    return [
        best_threshold(
            (rankings[fold].get(pair, 0.0), trial.labels.get(pair) in wanted)
            for pair in listed
            if fold not in {trial.folds[pair[0]], trial.folds[pair[1]]}
        )
        for fold in range(FOLDS)
    ]


def fitted_by_fold(trials: Sequence[Trial]) -> list[Weights]:
    """Fit weights for each fold on the other folds of every set."""
    return [fit([example for trial in trials for example in trial.examples(fold)]) for fold in range(FOLDS)]


def rows(trial: Trial, weights: Sequence[Weights], wanted: frozenset[Label]) -> dict[str, dict[str, Interval]]:
    """Measure every method on one set."""

    def snowball(text: str) -> tuple[str, ...]:
        return tuple(_ITALIAN.stemWords(list(words_of(text))))

    by_fold: dict[str, Sequence[Ranking]] = {
        "ours, fitted on the other folds": [trial.scores(use) for use in weights],
        "ours, weights set by hand": [trial.scores(Weights.parse(BY_HAND))] * FOLDS,
        "plain rule": [plain_rule(trial.corpus)] * FOLDS,
        "TF-IDF, our stems": [tf_idf(trial.corpus)] * FOLDS,
        "TF-IDF, Snowball stems": [tf_idf(trial.corpus, snowball)] * FOLDS,
        "RapidFuzz token set": [rapid_fuzz(trial.corpus)] * FOLDS,
    }
    figures = {}
    for name, rankings in by_fold.items():
        figures[name] = measure(held_out(trial, rankings, thresholds_of(trial, rankings, wanted), wanted))
    return figures


def report(title: str, trials: Sequence[Trial]) -> None:
    """Print the tables of one state of the catalogues."""
    weights = fitted_by_fold(trials)
    for wanted, over in (
        (frozenset({Label.OVERLAP}), "all pairs"),
        (frozenset({Label.OVERLAP, Label.SYNERGY}), "listed pairs"),
    ):
        for trial in trials:
            right = sum(label in wanted for label in trial.labels.values())
            size = len(trial.pairs) if over == "all pairs" else len(trial.labels)
            print(f"\n{title}, {trial.benchmark.name}: {' or '.join(sorted(wanted))}, {right} among {size} {over}")
            table = rows(trial, weights, wanted)
            print(f"{'':<34}" + "".join(f"{name:<20}" for name in next(iter(table.values()))))
            for name, figures in table.items():
                print(f"{name:<34}" + "".join(f"{figure!s:<20}" for figure in figures.values()))


def main(arguments: Sequence[str]) -> int:
    """Print the tables of the towns, then those of the two older sets; `fit` and `folds` are the towns' own."""
    towns(arguments)
    if arguments:
        return 0
    trials = [trial(name) for name in ROOTS]
    report("As written", trials)
    report(f"{SHARE:.0%} of facets missing or wrong (seed {SEED})", [trial(name, soiled) for name in ROOTS])
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
