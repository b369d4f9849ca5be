"""Weights from labels: logistic regression held near weights set by hand, then rounded to integers.

`python -m benchmarks.overlaps fit` prints the weights fitted on all labels: those shipped in `weights.json`.
The table never uses them: there each fold is scored by weights fitted on the other folds.
An overlap counts 1, a synergy 0.3 (an officer would call, for less), everything else 0. What agrees may not weigh
against, what conflicts may not weigh for. `BY_HAND` was written before the first score was seen, but by somebody who
had read the labelled overlaps; the level `spoken`, looking candidates up by people, and the rule that other people,
ages or seasons are never shown came after a first measurement.
"""

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from math import exp, sqrt
from typing import Final

from benchmarks.overlaps.load import Label
from generator.matching.scoring import Weights

SCALE: Final = 60
"""Points of score for one natural unit of log-odds; 500 points are even odds."""
_EVEN: Final = 500
_HOLD: Final = 1.0
"""How strongly weights are held near those set by hand, in squared log-odds."""
_STEPS: Final = 150
_STEP_OF_WORDS: Final = 20
"""Likeness of words and objects is learnt in steps of so many per mille: equal pairs are counted and not walked."""
TARGET: Final = {Label.OVERLAP: 1.0, Label.SYNERGY: 0.3, Label.DIFFERENT: 0.0}

BY_HAND: Final = {
    "offset": -50,
    "text": 600,
    "about": 400,
    "query_text": 700,
    "thresholds": {"sovrapposizione": 500, "somiglianza": 330},
    "evidence": {
        "tipo": {"same": 150, "named": 90, "family": 50, "spoken": 40, "about": -150, "different": -60},
        "territori": {
            "same": 150,
            "contains": 110,
            "neighbours": 60,
            "siblings": 20,
            "bordering": 0,
            "elsewhere": -250,
        },
        "oggetto": {"same": 0, "near": 0, "mentioned": 0, "other": -60, "apart": -150},
        "destinatari": {"same": 90, "broader": 70, "everybody": 40, "partly": 20, "guessed": 30, "different": -180},
        "eta": {"meet": 20, "apart": -120},
        "giorni": {"same": 20, "different": -10},
        "orari": {"meet": 20, "apart": -10},
        "periodo": {"meet": 20, "apart": -200},
        "parole": {"one": 20, "two": 50, "three": 90},
        "modo": {"same": 40, "aside": -60, "apart": -80},
        "atto": {"same": 40, "some": 20, "akin": 10, "aside": -60, "apart": -80},
        "nome": {"same": 100},
        "luoghi": {"same": 40},
        "partner": {"shared": 30},
    },
    "query_evidence": {
        "tipo": {"same": 181, "named": 119, "family": 86, "spoken": 37, "different": -15},
        "territori": {
            "same": 285,
            "contains": 185,
            "neighbours": 42,
            "siblings": 0,
            "bordering": 0,
            "elsewhere": -250,
        },
        "destinatari": {"same": 114, "broader": 130, "everybody": 26, "different": -161},
    },
}
"""The weights set by hand."""

_OFFSET: Final = ("offset", "")
_TEXT: Final = ("text", "")
_ABOUT: Final = ("about", "")

Feature = tuple[str, str]
Example = tuple[Mapping[Feature, float], float]
"""What is known of a pair (feature → how much of it there is) and what it should be, from 0 to 1."""


def features(levels: Mapping[str, str], words: int, about: int, *, inherited: bool) -> dict[Feature, float]:
    """Return how much each weight counts for a pair with these levels, and words and objects so alike, per mille."""
    by_degree = {_TEXT: words, _ABOUT: about}
    amounts: dict[Feature, float] = {_OFFSET: 1.0}
    amounts |= {feature: amount // _STEP_OF_WORDS * _STEP_OF_WORDS / 1000 for feature, amount in by_degree.items()}
    for facet, level in levels.items():
        if BY_HAND_EVIDENCE.get(facet, {}).get(level):
            amounts[facet, level] = 0.5 if inherited and facet == "territori" else 1.0
    if inherited:
        amounts.pop(("territori", "elsewhere"), None)
        amounts.pop(("territori", "bordering"), None)
    return amounts


def fit(examples: Sequence[Example]) -> Weights:
    """Fit weights to examples: projected gradient steps no longer than the curvature allows, with momentum."""
    start = _from_hand()
    current = dict(start)
    width = max((len(known) for known, _ in examples), default=1)
    curvature = dict.fromkeys(start, _HOLD)
    alike = Counter((tuple(sorted(known.items())), target) for known, target in examples)
    for (known, _), times in alike.items():
        for feature, amount in known:
            curvature[feature] += times * width * amount * amount / 4
    ahead, speed = dict(current), 1.0
    for _ in range(_STEPS):
        slope = {feature: _HOLD * (ahead[feature] - start[feature]) for feature in start}
        for (known, target), times in alike.items():
            miss = 1 / (1 + exp(-sum(ahead[feature] * amount for feature, amount in known))) - target
            for feature, amount in known:
                slope[feature] += times * miss * amount
        step = {
            feature: _allowed(feature, ahead[feature] - slope[feature] / curvature[feature], start[feature])
            for feature in start
        }
        faster = (1 + sqrt(1 + 4 * speed * speed)) / 2
        ahead = {
            feature: step[feature] + (speed - 1) / faster * (step[feature] - current[feature]) for feature in start
        }
        current, speed = step, faster
    return _rounded(current)


def _allowed(feature: Feature, value: float, by_hand: float) -> float:
    if feature == _OFFSET:
        return value
    return max(value, 0.0) if by_hand > 0 else min(value, 0.0)


BY_HAND_EVIDENCE: Final[Mapping[str, Mapping[str, int]]] = Weights.parse(BY_HAND).evidence


def _from_hand() -> dict[Feature, float]:
    hand = Weights.parse(BY_HAND)
    evidence = {
        (facet, level): weight / SCALE
        for facet, by_level in hand.evidence.items()
        for level, weight in by_level.items()
    }
    return {_OFFSET: (hand.offset - _EVEN) / SCALE, _TEXT: hand.text / SCALE, _ABOUT: hand.about / SCALE, **evidence}


def _rounded(fitted: Mapping[Feature, float]) -> Weights:
    evidence: dict[str, dict[str, int]] = {}
    for facet, by_level in BY_HAND_EVIDENCE.items():
        evidence[facet] = {level: round(SCALE * fitted[facet, level]) for level in by_level}
    return replace(
        Weights.parse(BY_HAND),
        offset=_EVEN + round(SCALE * fitted[_OFFSET]),
        text=round(SCALE * fitted[_TEXT]),
        about=round(SCALE * fitted[_ABOUT]),
        evidence=evidence,
    )


def as_json(fitted: Weights) -> str:
    """Write weights as `weights.json` holds them."""
    data = {
        "offset": fitted.offset,
        "text": fitted.text,
        "about": fitted.about,
        "query_text": fitted.query_text,
        "thresholds": {"sovrapposizione": fitted.overlap, "somiglianza": fitted.synergy},
        "evidence": fitted.evidence,
        "query_evidence": fitted.query_evidence,
    }
    return json.dumps(data, indent=2, ensure_ascii=False)
