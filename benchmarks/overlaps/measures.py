"""What a ranking of pairs is worth: precision, recall, F1, average precision, partners among the first three.

A pair is held out with the cluster of its first activity: activities that labelled overlaps or synergies tie together
stay in one fold, so that nothing about a pair is learnt from its neighbours.
Intervals come from resampling whole clusters, since pairs of one cluster are not independent.
"""

import random
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from benchmarks.overlaps.load import Benchmark, Label

PairIds = tuple[str, str]
FOLDS: Final = 5
_ROUNDS: Final = 500
_SEED: Final = 20261122
_TOP: Final = 3


@dataclass(frozen=True, slots=True)
class Interval:
    """A figure between 0 and 1 and where it lies in nineteen resamplings of twenty."""

    value: float
    low: float
    high: float

    def __str__(self) -> str:
        return f"{self.value:.2f} [{self.low:.2f} {self.high:.2f}]"


@dataclass(frozen=True, slots=True)
class Scored:
    """A pair with its score, whether the method would show it, whether it is right to, and its cluster."""

    pair: PairIds
    score: float
    shown: bool
    right: bool
    cluster: str


def clusters_of(benchmark: Benchmark) -> Callable[[str], str]:
    """Return the cluster of an activity: the least id among those tied to it by labelled overlaps and synergies."""
    chief: dict[str, str] = {}

    def find(activity: str) -> str:
        while (above := chief.get(activity, activity)) != activity:
            activity = above
        return activity

    for pair in benchmark.pairs:
        if pair.label is not Label.DIFFERENT:
            low, high = sorted((find(pair.a), find(pair.b)))
            chief[high] = low
    return find


def folds_of(benchmark: Benchmark, ids: Iterable[str]) -> Mapping[str, int]:
    """Deal the activities into folds, a cluster at a time, each to the fold with the fewest overlaps."""
    find = clusters_of(benchmark)
    weight: dict[str, int] = {find(activity): 0 for activity in ids}
    for pair in benchmark.pairs:
        weight[find(pair.a)] += 100 if pair.label is Label.OVERLAP else 1
    load = [0] * FOLDS
    fold: dict[str, int] = {}
    for cluster in sorted(weight, key=lambda cluster: (-weight[cluster], cluster)):
        fold[cluster] = min(range(FOLDS), key=lambda number: (load[number], number))
        load[fold[cluster]] += weight[cluster] + 1
    return {activity: fold[find(activity)] for activity in ids}


def average_precision(ranked: Sequence[tuple[float, bool, int]]) -> float:
    """Return the average precision of (score, right, times), best first; equal scores stand or fall together."""
    seen = hits = 0
    total = 0.0
    group_seen = group_hits = 0
    for place, (score, right, times) in enumerate(ranked):
        group_seen += times
        group_hits += times * right
        if place + 1 == len(ranked) or ranked[place + 1][0] != score:
            seen, hits = seen + group_seen, hits + group_hits
            total += group_hits * hits / seen if seen else 0
            group_seen = group_hits = 0
    return total / hits if hits else 0.0


def precision_recall(scored: Iterable[tuple[bool, bool, int]]) -> tuple[float, float, float]:
    """Return precision, recall and F1 of (shown, right, times)."""
    shown = right = both = 0
    for is_shown, is_right, times in scored:
        shown += times * is_shown
        right += times * is_right
        both += times * (is_shown and is_right)
    precision, recall = (both / shown if shown else 0.0), (both / right if right else 0.0)
    return precision, recall, (2 * precision * recall / (precision + recall) if both else 0.0)


def best_threshold(scored: Iterable[tuple[float, bool]], least: float = 0.0) -> float:
    """Return the score from which showing pairs gives the best F1; the higher one of equals.

    Where some threshold makes at least this share of what is shown right, only such ones are considered.
    """
    ranked = sorted(scored, reverse=True)
    right = sum(is_right for _, is_right in ranked)
    thresholds, hits = [], 0
    for place, (score, is_right) in enumerate(ranked):
        hits += is_right
        if score > 0 and (place + 1 == len(ranked) or ranked[place + 1][0] != score):
            thresholds.append((hits / (place + 1) >= least, 2 * hits / (place + 1 + right), score))
    _, f1, threshold = max(thresholds, default=(False, 0.0, float("inf")))
    return threshold if f1 else float("inf")


def in_first_three(scored: Sequence[Scored]) -> list[tuple[str, bool]]:
    """For each side of each right pair: its cluster, and whether the other is among the three nearest."""
    near: dict[str, list[tuple[float, str]]] = {}
    for pair in scored:
        if pair.score > 0:
            for here, there in (pair.pair, pair.pair[::-1]):
                near.setdefault(here, []).append((-pair.score, there))
    first = {here: {there for _, there in sorted(others)[:_TOP]} for here, others in near.items()}
    return [
        (pair.cluster, there in first.get(here, ()))
        for pair in scored
        if pair.right
        for here, there in (pair.pair, pair.pair[::-1])
    ]


def measure(scored: Sequence[Scored]) -> dict[str, Interval]:
    """Measure a ranking; the figures are in the order of the table."""
    ranked = sorted(scored, key=lambda pair: -pair.score)
    beside = in_first_three(scored)
    names = sorted({pair.cluster for pair in scored})
    once = _figures(ranked, beside, dict.fromkeys(names, 1))
    chance = random.Random(_SEED)
    rounds = []
    for _ in range(_ROUNDS):
        times = dict.fromkeys(names, 0)
        for name in chance.choices(names, k=len(names)):
            times[name] += 1
        rounds.append(_figures(ranked, beside, times))
    return {key: _interval(once[key], sorted(figures[key] for figures in rounds)) for key in once}


def _interval(value: float, values: Sequence[float]) -> Interval:
    return Interval(value, values[len(values) // 40], values[-1 - len(values) // 40])


def _figures(
    ranked: Sequence[Scored], beside: Sequence[tuple[str, bool]], times: Mapping[str, int]
) -> dict[str, float]:
    counted = [(pair, times[pair.cluster]) for pair in ranked if times[pair.cluster]]
    precision, recall, f1 = precision_recall((pair.shown, pair.right, count) for pair, count in counted)
    sides = sum(times[cluster] for cluster, _ in beside)
    near = sum(times[cluster] for cluster, is_there in beside if is_there)
    return {
        "precision": precision,
        "recall": recall,
        "F1": f1,
        "AP": average_precision([(pair.score, pair.right, count) for pair, count in counted]),
        "top-3": near / sides if sides else 0.0,
    }
