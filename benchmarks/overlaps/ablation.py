"""What each facet is worth: `python -m benchmarks.overlaps.ablation` fits again without one after the other.

It takes a quarter of an hour, so what it finds is kept in `ablation.json` beside the digest of what it was found with;
`python -m benchmarks.overlaps` prints that. Thresholds are chosen anew each time, as for the weights that are shipped,
and each generation of towns is judged by weights that the others taught. No untouched town is read.
"""

import hashlib
import json
import sys
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Final

from benchmarks.overlaps.load import ROOTS
from benchmarks.overlaps.measures import Scored, measure
from benchmarks.overlaps.towns.catalogue import towns
from benchmarks.overlaps.towns.labels import Verdict
from benchmarks.overlaps.towns.trial import Held, TownTrial, cross_fitted, older_examples, trial, verdict
from generator.matching.scoring import Weights

HERE: Final = Path(__file__).resolve().parent
KEPT: Final = HERE / "ablation.json"
FACETS: Final = {
    "nothing": "",
    "what it is about": "oggetto+centro",
    "kind": "tipo",
    "acts": "atto",
    "what is said to be done": "modo",
    "name": "nome",
    "rare words": "parole",
    "all words": "testo",
    "place": "territori",
    "people": "destinatari",
    "ages": "eta",
    "days, hours, season": "giorni+orari+quando+periodo",
    "building, partner": "luoghi+partner",
}
"""What is left out, by the name it is printed under."""
_SIGNS: Final = {"P": "precision", "R": "recall", "F1": "F1"}


def digest(learnt: Sequence[TownTrial]) -> str:
    """Return what the figures depend on: labels, and the pairs as the scorer compares them."""
    seen = hashlib.sha256()
    for here in learnt:
        for pair, known in here.compared.items():
            row = (here.town.id, pair, sorted(known.levels.items()), known.words, known.about, known.inherited)
            seen.update(f"{row} {here.town.labels.get(pair)}\n".encode())
    return seen.hexdigest()[:16]


def main() -> int:
    """Fit without each facet, print and keep the figures."""
    learnt = [trial(town) for town in towns(untouched=False)]
    kept: dict[str, Mapping[str, float]] = {}
    for name, leave_out in FACETS.items():
        older = [example for root in ROOTS for example in older_examples(root, leave_out)]
        use, held = cross_fitted(learnt, older, leave_out)
        kept[name] = {
            "threshold": use.overlap,
            **_figures("generations held out", _held_out(learnt, held, use)),
        }
        print(name, json.dumps(kept[name]), flush=True)
    KEPT.write_text(json.dumps({"of": digest(learnt), "without": kept}, indent=1) + "\n", "utf-8")
    return 0


def _held_out(learnt: Sequence[TownTrial], held: Sequence[Held], use: Weights) -> list[Scored]:
    """Judge each pair by weights that its generation did not teach; pairs that are no candidates are told apart too."""
    rows = []
    for each in held:
        found = verdict(each.known, replace(each.use, overlap=use.overlap, synergy=use.synergy))
        rows.append(_row(each.town.id, each, found))
    known = {(each.town.id, each.pair) for each in held}
    for here in learnt:
        for pair, label in here.town.labels.items():
            if (here.town.id, pair) not in known:
                cluster = f"{here.town.id} {here.town.truths[pair[0]].service}"
                rows.append(Scored(pair, 0.0, shown=False, right=label is Verdict.SAME, cluster=cluster))
    return rows


def _row(town: str, each: Held, found: Verdict) -> Scored:
    cluster = f"{town} {each.town.truths[each.pair[0]].service}"
    is_same = found is Verdict.SAME
    return Scored(each.pair, float(is_same), is_same, each.label is Verdict.SAME, cluster)


def _figures(name: str, rows: Sequence[Scored]) -> dict[str, float]:
    measured = measure(rows)
    figures = {f"{name}: {key}": round(measured[key].value, 3) for key in ("precision", "recall", "F1")}
    return figures | {f"{name}: low": round(measured["F1"].low, 3), f"{name}: high": round(measured["F1"].high, 3)}


def lines(learnt: Sequence[TownTrial]) -> list[str]:
    """Lay out what was kept, and say where it no longer belongs to this scorer."""
    kept = json.loads(KEPT.read_text("utf-8"))
    rows = [f"{'without':<24}generations held out"]
    group = "generations held out"
    for name, figures in kept["without"].items():
        cells = " ".join(f"{sign} {figures[f'{group}: {key}']:.2f}" for sign, key in _SIGNS.items())
        low, high = (figures[f"{group}: {end}"] for end in ("low", "high"))
        rows.append(f"{name:<24}{cells} [{low:.2f} {high:.2f}]")
    if kept["of"] != digest(learnt):
        rows.append("These were found with other labels or another scorer: python -m benchmarks.overlaps.ablation")
    return rows


if __name__ == "__main__":
    sys.exit(main())
