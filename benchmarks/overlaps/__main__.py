"""Print what the scorer is worth beside simpler ways: `python -m benchmarks.overlaps`, some minutes.

Verdicts on towns that no fitting reads, beside the rivals, with calibration and what each facet is worth; the two older
sets; networks that should meet; needs, offers and coverage; the same body twice; ideas for «Chi lo fa già?» (which want
Chromium); speed. `folds` fits the older sets fold by fold and ranks them (minutes more), `fit` prints the weights to
ship.
"""

import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final

import snowballstemmer
from playwright.sync_api import Error

from benchmarks.overlaps.bodies.__main__ import main as bodies
from benchmarks.overlaps.compared import Compared, compared_in
from benchmarks.overlaps.dirty import SEED, SHARE, soiled
from benchmarks.overlaps.exchanges.__main__ import main as exchanges
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
from benchmarks.overlaps.meetings import main as meetings
from benchmarks.overlaps.rivals import Ranking, plain_rule, rapid_fuzz, tf_idf
from benchmarks.overlaps.speed import beside_a_peer
from benchmarks.overlaps.towns.__main__ import RIVALS, bars_of, line
from benchmarks.overlaps.towns.__main__ import main as towns
from benchmarks.overlaps.towns.catalogue import towns as all_towns
from benchmarks.overlaps.towns.labels import Verdict
from benchmarks.overlaps.towns.trial import trial as town_trial
from benchmarks.overlaps.towns.trial import verdict
from benchmarks.who_does import main as who_does
from generator.catalogue import Catalogue
from generator.checking import check
from generator.matching.corpus import Corpus, corpus_of
from generator.matching.scoring import Weights, other_door, weights
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
                features(compared.levels, compared.words, compared.about, inherited=compared.inherited),
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


def older_sets() -> None:
    """Print what the shipped scorer calls the same in the two older sets; their labels taught the weights."""
    trials = [trial(name) for name in ROOTS]
    bars = bars_of([town_trial(town) for town in all_towns(untouched=False)])
    for here in trials:
        right = sum(label is Label.OVERLAP for label in here.labels.values())
        title = f"SEEN, and they taught the weights: {here.benchmark.name}, activities that are over included"
        print(f"\n{title}, {len(here.pairs)} pairs, {right} overlaps")
        print(f"{'':<34}{'precision':<20}{'recall':<20}F1")
        called = {pair: float(verdict(known, weights()) is Verdict.SAME) for pair, known in here.compared.items()}
        print(line("ours: stessa", _scored(here, called, 1)))
        for name, rival in RIVALS.items():
            print(line(f"{name}: stessa", _scored(here, rival(here.corpus), bars[name])))


def _scored(here: Trial, ranking: Ranking, bar: float) -> list[Scored]:
    find = clusters_of(here.benchmark)
    return [
        Scored(
            pair, score := ranking.get(pair, 0.0), score >= bar, here.labels.get(pair) is Label.OVERLAP, find(pair[0])
        )
        for pair in here.pairs
    ]


def fold_tables() -> None:
    """Print the ranking of the two older sets, each fold by weights fitted on the others."""
    report("As written", [trial(name) for name in ROOTS])
    report(f"{SHARE:.0%} of facets missing or wrong (seed {SEED})", [trial(name, soiled) for name in ROOTS])


def ideas() -> None:
    """Print how «Chi lo fa già?» answers, in Chromium; say so where there is none."""
    try:
        who_does(())
    except Error as failure:
        print(f"«Chi lo fa già?» wants a Chromium: {failure.message.splitlines()[0]}")


def main(arguments: Sequence[str]) -> int:
    """Print what is asked for."""
    if arguments == ["folds"]:
        fold_tables()
        return 0
    towns(arguments)
    if arguments:
        return 0
    older_sets()
    for title, part in (
        ("Networks that should meet", meetings),
        ("Needs, offers, coverage", exchanges),
        ("The same body twice", bodies),
        ("«Chi lo fa già?»", ideas),
        ("Speed", beside_a_peer),
    ):
        print(f"\n{title}", flush=True)
        part()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
