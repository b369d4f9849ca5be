"""Print what verdicts are worth on the untouched towns, beside the rivals: `python -m benchmarks.overlaps.towns`.

`fit` prints the weights to ship, fitted on the other towns and the two older sets (minutes); `folds` prints what each
fitting town gets from the others, and what is lost without each facet.
"""

import sys
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Final

from benchmarks.overlaps.dirty import SHARE, soiled
from benchmarks.overlaps.fit import as_json
from benchmarks.overlaps.load import ROOTS
from benchmarks.overlaps.measures import PairIds, Scored, best_threshold, measure
from benchmarks.overlaps.rivals import plain_rule, rapid_fuzz, tf_idf
from benchmarks.overlaps.towns.catalogue import towns
from benchmarks.overlaps.towns.labels import READ_ONCE, SECOND_UNTOUCHED, THIRD_EIGHT, Verdict
from benchmarks.overlaps.towns.trial import TownTrial, fitted, older_examples, trial
from generator.matching.scoring import Weights, weights

RIVALS: Final = {"plain rule": plain_rule, "TF-IDF, our stems": tf_idf, "RapidFuzz token set": rapid_fuzz}
_FACETS: Final = ("oggetto", "tipo", "territori", "destinatari", "eta", "giorni", "orari", "quando", "testo")


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


def table(title: str, held: Sequence[TownTrial], learnt: Sequence[TownTrial], use: Weights) -> None:
    """Print verdicts and rivals on some towns; a rival's threshold is the best on the others."""
    print(f"\n{title}, {sum(len(here.town.labels) for here in held)} pairs")
    print(f"{'':<34}{'precision':<20}{'recall':<20}F1")
    for wanted in (Verdict.SAME, Verdict.COMPLETE, Verdict.RESEMBLE):
        print(line(f"ours: {wanted}", [row for here in held for row in ours(here, use, wanted)]))
    for name, rival in RIVALS.items():
        known = [(here, rival(here.corpus)) for here in learnt]
        bar = best_threshold(
            (ranking.get(pair, 0.0), label is Verdict.SAME)
            for here, ranking in known
            for pair, label in here.town.labels.items()
        )
        rows = [row for here in held for row in scored(here, rival(here.corpus), bar, Verdict.SAME)]
        print(line(f"{name}: {Verdict.SAME}", rows))


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


def folds(learnt: Sequence[TownTrial]) -> None:
    """Print what each town gets from the others, all facets and one left out at a time."""
    for leave_out in ("", *_FACETS):
        older = [example for name in ROOTS for example in older_examples(name, leave_out)]
        rows = []
        for here in learnt:
            use = fitted([other for other in learnt if other is not here], older, leave_out)
            rows += ours(here, use, Verdict.SAME, leave_out)
        print(line(f"without {leave_out}" if leave_out else "all facets", rows), flush=True)


def main(arguments: Sequence[str]) -> int:
    """Print what is asked for."""
    learnt = [trial(town) for town in towns(untouched=False)]
    if arguments == ["fit"]:
        print(as_json(fitted(learnt, [example for name in ROOTS for example in older_examples(name)])))
        return 0
    if arguments == ["folds"]:
        folds(learnt)
        return 0
    held = [trial(town) for town in towns(untouched=True)]
    groups = {
        "The third eight towns, all untouched": [each for each in held if each.town.id in THIRD_EIGHT],
        "Towns of the second eighteen that no fitting reads": [
            each for each in held if each.town.id in SECOND_UNTOUCHED
        ],
        "Towns of the first twelve that no fitting reads": [each for each in held if each.town.id in READ_ONCE],
    }
    for title, group in groups.items():
        table(f"{title}, as written", group, learnt, weights())
        mistakes(group, weights())
    learnt_dirty = [trial(each.town, soiled) for each in learnt]
    for title, group in groups.items():
        dirty = [trial(each.town, soiled) for each in group]
        table(f"{title}, {SHARE:.0%} of facets missing or wrong", dirty, learnt_dirty, weights())
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
