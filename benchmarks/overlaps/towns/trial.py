"""What the program and its rivals are worth on the towns: verdicts of every pair, held out by town.

Nothing is learnt from an untouched town: weights and thresholds come from the others.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Final

from benchmarks.overlaps.compared import Compared, compared_in
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

    def examples(self, leave_out: str = "") -> list[Example]:
        """What may be learnt: features of each candidate and whether it is one service; without a facet if wanted."""
        rows: list[Example] = []
        for pair, known in self.compared.items():
            if not other_door(known.levels) or leave_out in {"destinatari", "eta"}:
                levels = {facet: level for facet, level in known.levels.items() if facet != leave_out}
                words = 0 if leave_out == "testo" else known.words
                rows.append((features(levels, words, inherited=known.inherited), float(self.is_one_service(pair))))
        return rows

    def judged(self, use: Weights, leave_out: str = "") -> Mapping[PairIds, Verdict]:
        """Judge every pair of two organisers."""
        verdicts = {}
        for pair in self.town.labels:
            known = self.compared.get(pair)
            if known and leave_out:
                levels = {facet: level for facet, level in known.levels.items() if facet != leave_out}
                known = replace(known, levels=levels, words=0 if leave_out == "testo" else known.words)
            verdicts[pair] = verdict(known, use) if known else Verdict.NOTHING
        return verdicts


def trial(town: Town, change: Callable[[Catalogue], Catalogue] = lambda catalogue: catalogue) -> TownTrial:
    """Make a town ready."""
    return TownTrial(town, corpus_of(change(town.catalogue)))


RIGHT: Final = 0.9
"""Share of what is called the same that has to be."""
_PARTS: Final = 4


def fitted(trials: Sequence[TownTrial], older: Sequence[Example] = (), leave_out: str = "") -> Weights:
    """Fit weights and thresholds on these towns; thresholds on scores that each town got from three parts in four.

    `older` are examples of the sets that came before, by other hands. What is called the same is right nine times in
    ten; what is shown at all is chosen by F1.
    """
    examples = {each.town.id: each.examples(leave_out) for each in trials}
    use = fit([*older, *(example for each in trials for example in examples[each.town.id])])
    same: list[tuple[float, bool]] = []
    shown: list[tuple[float, bool]] = []
    for part in range(_PARTS):
        held = trials[part::_PARTS]
        others = [example for each in trials if each not in held for example in examples[each.town.id]]
        inner = fit([*older, *others])
        all_same, all_shown = replace(inner, overlap=0, synergy=1001), replace(inner, overlap=1001, synergy=0)
        for each in held:
            for pair, known in each.compared.items():
                levels = {facet: level for facet, level in known.levels.items() if facet != leave_out}
                here = replace(known, levels=levels, words=0 if leave_out == "testo" else known.words)
                label = each.town.labels.get(pair, Verdict.NOTHING)
                if verdict(here, all_same) is Verdict.SAME:
                    same.append((here.score(inner), label is Verdict.SAME))
                if verdict(here, all_shown) is Verdict.RESEMBLE:
                    shown.append((here.score(inner), label is not Verdict.NOTHING))
    return replace(use, overlap=int(best_threshold(same, RIGHT)), synergy=int(best_threshold(shown)))


def older_examples(name: str, leave_out: str = "") -> list[Example]:
    """Return what the labels of `real` or `written` teach: an overlap is one service, a synergy is left open."""
    benchmark = load(name)
    catalogue = check(read_folder(benchmark.root), benchmark.read_on).catalogue
    older = TownTrial(Town(name, catalogue, {}, {}), corpus_of(catalogue, with_ended=True))
    labels = {(pair.a, pair.b): pair.label for pair in benchmark.pairs}
    rows: list[Example] = []
    for pair, known in older.compared.items():
        label = labels.get(pair, Label.DIFFERENT)
        if label is not Label.SYNERGY and not other_door(known.levels):
            levels = {facet: level for facet, level in known.levels.items() if facet != leave_out}
            words = 0 if leave_out == "testo" else known.words
            rows.append((features(levels, words, inherited=known.inherited), float(label is Label.OVERLAP)))
    return rows
