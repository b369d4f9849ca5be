"""Print what verdicts are worth, beside the rivals: `python -m benchmarks.overlaps.towns`, some minutes.

Each generation of towns is judged by weights and thresholds that the other generations taught; untouched towns by those
that are shipped. `fit` prints the weights to ship, fitted on all towns but the untouched and on the two older sets
(minutes). `read FOLDER` judges the towns of a folder that nobody has seen. What is lost without each facet is printed
as `benchmarks.overlaps.ablation` left it.
"""

import sys
from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Final

from benchmarks.overlaps.ablation import lines
from benchmarks.overlaps.dirty import SHARE, soiled
from benchmarks.overlaps.fit import as_json
from benchmarks.overlaps.load import ROOTS
from benchmarks.overlaps.measures import PairIds, Scored, best_threshold, measure
from benchmarks.overlaps.rivals import lexical, plain_rule, rapid_fuzz, tf_idf
from benchmarks.overlaps.towns.catalogue import town, towns
from benchmarks.overlaps.towns.labels import Verdict
from benchmarks.overlaps.towns.trial import TownTrial, fitted, older_examples, trial
from generator.matching.scoring import Weights, might_be_one, weights

RIVALS: Final = {"plain rule": plain_rule, "TF-IDF, our stems": tf_idf, "RapidFuzz token set": rapid_fuzz, **lexical()}
_BANDS: Final = (450, 500, 550, 600, 700)
"""Scores from which what is called the same is counted apart."""


def scored(here: TownTrial, shown: Mapping[PairIds, float], threshold: float, wanted: Verdict) -> list[Scored]:
    """Score every pair of a town by a ranking."""
    rows = []
    for pair, label in here.town.labels.items():
        score = shown.get(pair, 0.0)
        cluster = f"{here.town.id} {here.town.truths[pair[0]].service}"
        rows.append(Scored(pair, score, score >= threshold, label is wanted, cluster))
    return rows


def ours(here: TownTrial, use: Weights, wanted: Verdict, leave_out: str = "") -> list[Scored]:
    """Score every pair of a town by whether the program gives it this verdict."""
    judged = here.judged(use, leave_out)
    return scored(here, {pair: float(verdict is wanted) for pair, verdict in judged.items()}, 1, wanted)


def line(name: str, rows: Sequence[Scored]) -> str:
    """Write a row of the table; only what a verdict is measured by."""
    figures = measure(rows)
    cells = "".join(f"{figures[key]!s:<20}" for key in ("precision", "recall", "F1"))
    found, right, shown = (
        sum(map(bool, given)) for given in zip(*((r.shown and r.right, r.right, r.shown) for r in rows), strict=True)
    )
    return f"{name:<34}{cells}({found} of {right}, {shown} shown)"


def bars_of(learnt: Sequence[TownTrial]) -> Mapping[str, float]:
    """Return for each rival the threshold that is best on the towns for fitting."""
    bars = {}
    for name, rival in RIVALS.items():
        known = [(here, rival(here.corpus)) for here in learnt]
        bars[name] = best_threshold(
            (ranking.get(pair, 0.0), label is Verdict.SAME)
            for here, ranking in known
            for pair, label in here.town.labels.items()
        )
    return bars


def table(title: str, held: Sequence[TownTrial], bars: Mapping[str, float], use: Weights) -> None:
    """Print verdicts and rivals on some towns."""
    print(f"\n{title}, {sum(len(here.town.labels) for here in held)} pairs")
    print(f"{'':<34}{'precision':<20}{'recall':<20}F1")
    for wanted in (Verdict.SAME, Verdict.COMPLETE, Verdict.RESEMBLE):
        print(line(f"ours: {wanted}", [row for here in held for row in ours(here, use, wanted)]))
    for name, rival in RIVALS.items():
        rows = [row for here in held for row in scored(here, rival(here.corpus), bars[name], Verdict.SAME)]
        print(line(f"{name}: {Verdict.SAME}", rows))


def calibration(held: Sequence[TownTrial], use: Weights) -> None:
    """Print, of what is called the same by score, how many are; and of each verdict how many are something at all."""
    called = [
        (verdict, here.town.labels[pair], here.compared[pair].score(use))
        for here in held
        for pair, verdict in here.judged(use).items()
        if verdict is not Verdict.NOTHING
    ]
    same = [(label, score) for verdict, label, score in called if verdict is Verdict.SAME]
    bands = []
    for least, most in pairwise((*_BANDS, 1001)):
        labels = [label for label, score in same if least <= score < most]
        bands.append(f"{least}–{most - 1}: {labels.count(Verdict.SAME)} of {len(labels)}")
    print(f"  of what is called {Verdict.SAME}, how many are, by score: {', '.join(bands)}")
    for wanted in (Verdict.SAME, Verdict.COMPLETE, Verdict.RESEMBLE):
        labels = [label for verdict, label, _ in called if verdict is wanted]
        something = sum(label is not Verdict.NOTHING for label in labels)
        print(
            f"  called {wanted}: {len(labels)}, so labelled {labels.count(wanted)}, not {Verdict.NOTHING} {something}"
        )
    maybe = [
        here.town.labels[pair]
        for here in held
        for pair, verdict in here.judged(use).items()
        if verdict is Verdict.RESEMBLE and might_be_one(here.compared[pair].score(use), here.compared[pair].levels, use)
    ]
    something = sum(label is not Verdict.NOTHING for label in maybe)
    print(
        f"  of what is called {Verdict.RESEMBLE} may be {Verdict.SAME}: {len(maybe)}, so labelled "
        f"{maybe.count(Verdict.SAME)}, not {Verdict.NOTHING} {something}"
    )
    found = [label for label, _ in same].count(Verdict.SAME) + maybe.count(Verdict.SAME)
    labelled = sum(label is Verdict.SAME for here in held for label in here.town.labels.values())
    called_so = len(same) + len(maybe)
    print(f"  of what is {Verdict.SAME} found by either word: {found} of {labelled}, of {called_so} called so")


def mistakes(held: Sequence[TownTrial], use: Weights) -> None:
    """Print what was called otherwise than its label, and how often."""
    counts: Counter[tuple[str, str]] = Counter()
    for here in held:
        for pair, verdict in here.judged(use).items():
            if verdict is not (label := here.town.labels[pair]):
                counts[label, verdict] += 1
                if Verdict.SAME in {label, verdict}:
                    print(f"  {label} called {verdict}: {' and '.join(pair)}")
    print("  " + ", ".join(f"{label} called {verdict}: {count}" for (label, verdict), count in counts.most_common()))


def generations_held_out(learnt: Sequence[TownTrial]) -> None:
    """Print each generation by weights, thresholds and rivals' thresholds that the others taught, and all together."""
    older = [example for name in ROOTS for example in older_examples(name)]
    together: dict[str, list[Scored]] = {}
    for generation in sorted({here.town.generation for here in learnt}):
        others = [here for here in learnt if here.town.generation != generation]
        group = [here for here in learnt if here.town.generation == generation]
        use = fitted(others, older)
        states = {
            "as written": (group, others),
            f"{SHARE:.0%} of facets missing or wrong": (_dirty(group), _dirty(others)),
        }
        for state, (here, teachers) in states.items():
            title = f"The {generation}, taught by the others (threshold {use.overlap}), {state}"
            table(title, here, bars_of(teachers), use)
            together.setdefault(state, []).extend(row for each in here for row in ours(each, use, Verdict.SAME))
        calibration(group, use)
        mistakes(group, use)
    print("\nAll generations, each taught by the others")
    for state, rows in together.items():
        print(line(f"{Verdict.SAME}, {state}"[:33], rows))


def _dirty(trials: Sequence[TownTrial]) -> list[TownTrial]:
    return [trial(each.town, soiled) for each in trials]


def judged_as_shipped(title: str, held: Sequence[TownTrial], learnt: Sequence[TownTrial]) -> None:
    """Print towns that taught nothing by the weights that are shipped, as they are and soiled."""
    table(f"{title}, as written", held, bars_of(learnt), weights())
    calibration(held, weights())
    mistakes(held, weights())
    table(f"{title}, {SHARE:.0%} of facets missing or wrong", _dirty(held), bars_of(_dirty(learnt)), weights())


def main(arguments: Sequence[str]) -> int:
    """Print what is asked for."""
    learnt = [trial(town) for town in towns(untouched=False)]
    if arguments == ["fit"]:
        print(as_json(fitted(learnt, [example for name in ROOTS for example in older_examples(name)])))
        return 0
    if arguments[:1] == ["read"]:
        folder = Path(arguments[1]).resolve()
        names = sorted(path.stem for path in folder.glob("*.yml") if path.stem not in {"plan", "pairs"})
        held = [trial(town(name, folder)) for name in names]
        for here in held:
            print(here.town.id, len(here.town.truths), dict(Counter(here.town.labels.values())))
        judged_as_shipped(f"Towns of {folder.name}", held, learnt)
        return 0
    if held := [trial(town) for town in towns(untouched=True)]:
        judged_as_shipped("Towns that no fitting reads", held, learnt)
    generations_held_out(learnt)
    print("\nWithout each facet, fitted again (thresholds too), generations held out")
    print("\n".join(lines(learnt)))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
