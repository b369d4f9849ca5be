"""What an activity is about: the language taught, the thing mended or given, the part of the body treated, the service.

Two clinics, two courses or two desks share a kind and the people; the object decides whether they are one service, and
people say it in other words: «spesa sospesa», «pacco viveri», «emporio». `objects.json` is a lexicon written from
knowledge of such services and not from the texts that judge it: group → object → `said` (ways of saying it), `hints`
(words of the scene, of which several together say as much) and `kinds` (narrow ones that mean it). `more_said` and
`more_hints` are the same, for comparing records alone: a phone that asks «Chi lo fa già?» is not sent them, and answers
no better with them. A word is met in its other endings (`stem` with light steps); `word*` stands for whatever begins
so, `=word` for that word alone. Objects of one group exclude each other.

A text speaks of objects more or less: `Objects.weights`. How far two activities agree is the Bhattacharyya coefficient
of what they speak of (1943): 1 where both spread over the same objects alike, 0 where they share none.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib import resources
from math import isqrt
from typing import Any, Final

from generator.matching.words import stem, words_of

LEVELS: Final = ("same", "near", "mentioned", "other", "apart")
"""How far the objects of two activities agree: wholly, in good part, in passing, of unlike groups, of one group and
not the same."""

SAID: Final = 12
"""Weight of a way of saying an object; all weights are whole."""
PHRASE: Final = 18
"""Weight of one of several words: it is seldom met by chance."""
HINT: Final = 4
"""Weight of a word of the scene."""
_KIND: Final = 8
_OTHER_KIND: Final = 4
_SHARED: Final = (4, 4, 3, 2, 2, 2, 2, 2, 1)
"""Weight of a hint of so many objects (`HINT` divided by the square root of how many, rounded); of more, 1."""
_IN_NAME: Final = 2
"""What the name says counts so often."""
_BARS: Final = (("same", 700), ("near", 350), ("mentioned", 150))
"""Agreement, per mille, from which it is called so."""
_A_FIFTH: Final = 200
_FOR_THE_MOST_PART: Final = 600
_SURE: Final = 12
"""What an activity has to say in all before it can disagree with another."""
_UNSAID: Final = 8
"""What every text leaves unsaid: two that say one word each share little, though it be the same."""
_FIRST: Final = 2
"""An activity is about each object that weighs at least half of the heaviest."""


@dataclass(frozen=True, slots=True)
class Objects:
    """What an activity speaks of, as `group:object`."""

    about: frozenset[str] = frozenset()
    """Those it says outright and that weigh most."""
    heaviest: frozenset[str] = frozenset()
    """Those it is most about, whether it says so or only hints at them."""
    implied: frozenset[str] = frozenset()
    """Those its first kind means."""
    weights: Mapping[str, int] = field(default_factory=dict)
    """Object → how much of the activity it is; the squares add up to 1,000,000 less what is left unsaid."""
    heard: Mapping[str, int] = field(default_factory=dict)
    """Object → what it says of it, as it was counted; they add up to `total`."""
    main: frozenset[str] = frozenset()
    """The one it is most about; none where it speaks of nothing."""
    total: int = 0
    """How much it says in all."""
    said: frozenset[str] = frozenset()
    """All that it says outright, and not by the words of the scene alone."""


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Ways of saying objects: runs of light stems, words as they are, beginnings of words; each → object → weight."""

    runs: Mapping[tuple[str, ...], Mapping[str, int]]
    words: Mapping[str, Mapping[str, int]]
    beginnings: Mapping[str, Mapping[str, int]]
    of_kind: Mapping[str, frozenset[str]]
    longest: Mapping[str, int]
    """First stem → stems of the longest run that begins with it."""


def _stemmed(sayings: str) -> list[str]:
    """Return ways of saying something as runs of light stems («aiut compit»), each once; `word*` and `=word` stay.

    «Andiamo a casa» is not about houses: a saying that stop words leave one word of says nothing.
    """
    runs: dict[str, None] = {}
    for saying in filter(None, sayings.split(", ")):
        run = saying
        if not saying.endswith("*") and not saying.startswith("="):
            run = " ".join(stem(word, "light") for word in words_of(saying))
        if " " in run or (run and " " not in saying):
            runs.setdefault(run)
    return sorted(runs)


_SAYING: Final = {"said": SAID, "more_said": SAID, "hints": HINT, "more_hints": HINT}
"""What a row of the lexicon holds ways of saying in, and what one of them weighs."""
_ON_PHONES: Final = ("said", "hints")


def _read() -> dict[str, dict[str, Any]]:
    """Return the rows of `objects.json` by `group:object`."""
    read = json.loads(resources.files(__package__).joinpath("objects.json").read_text("utf-8"))
    return {f"{group}:{name}": row for group, objects in read.items() for name, row in objects.items()}


@cache
def lexicon(*, on_phones: bool = False) -> Lexicon:
    """Read `objects.json`, or what a phone is sent of it; the empty object stands for what only looks like one."""
    runs: dict[tuple[str, ...], dict[str, int]] = {}
    words: dict[str, dict[str, int]] = {}
    beginnings: dict[str, dict[str, int]] = {}
    of_kind: dict[str, set[str]] = {}
    for code, row in _travelling().items() if on_phones else _read().items():
        for kind in row.get("kinds", ()):
            of_kind.setdefault(kind, set()).add(code)
        parts = _ON_PHONES if on_phones else tuple(_SAYING)
        for saying, weight in ((saying, _SAYING[part]) for part in parts for saying in _stemmed(row.get(part, ""))):
            if saying.endswith("*"):
                beginnings.setdefault(saying[:-1], {}).setdefault(code, weight)
            elif saying.startswith("="):
                words.setdefault(saying[1:], {}).setdefault(code, weight)
            else:
                run = tuple(saying.split(" "))
                known = runs.setdefault(run, {})
                known.setdefault(code, PHRASE if weight == SAID and len(run) > 1 else weight)
    return Lexicon(
        runs,
        words,
        beginnings,
        {kind: frozenset(codes) for kind, codes in of_kind.items()},
        _longest(runs),
    )


def _travelling() -> dict[str, dict[str, Any]]:
    """Return the rows of which a phone is sent anything."""
    return {code: row for code, row in _read().items() if any(part in row for part in _ON_PHONES)}


def _longest(runs: Iterable[tuple[str, ...]]) -> dict[str, int]:
    longest: dict[str, int] = {}
    for run in runs:
        longest[run[0]] = max(longest.get(run[0], 0), len(run))
    return longest


def spoken_of(text: str, *, on_phones: bool = False) -> dict[str, int]:
    """Return the objects that a text speaks of, with their weights: each way of saying counts once.

    The longest saying wins, so an «unità mobile» is no furniture. A hint of many objects says less of each.
    """
    known = lexicon(on_phones=on_phones)
    words = tuple(words_of(text))
    stems = tuple(stem(word, "light") for word in words)
    met: set[tuple[str, ...]] = set()
    weights: dict[str, int] = {}
    place = 0
    while place < len(stems):
        length, found = _longest_at(place, words, stems, known)
        run = stems[place : place + length]
        if found and run not in met:
            met.add(run)
            share = _SHARED[min(len(found), len(_SHARED)) - 1]
            for code, weight in found.items():
                weights[code] = weights.get(code, 0) + (share if weight == HINT else weight)
        place += length
    weights.pop(":", None)
    return weights


def _longest_at(
    place: int, words: Sequence[str], stems: Sequence[str], known: Lexicon
) -> tuple[int, Mapping[str, int]]:
    """Return how many words the longest saying at a place has, and what it says."""
    for length in range(min(known.longest.get(stems[place], 1), len(stems) - place), 1, -1):
        if found := known.runs.get(tuple(stems[place : place + length])):
            return length, found
    word = words[place]
    found = dict(known.runs.get((stems[place],), {}))
    others = [known.words.get(word), *(known.beginnings.get(word[:end]) for end in range(3, len(word) + 1))]
    for other in filter(None, others):
        for code, weight in other.items():
            found[code] = max(weight, found.get(code, 0))
    return 1, found


def objects_of(name: str, description: str, kinds: Sequence[str] = (), *, on_phones: bool = False) -> Objects:
    """Return what an activity is about, by its name, its description and its first kind."""
    in_name, weights = spoken_of(name, on_phones=on_phones), spoken_of(description, on_phones=on_phones)
    of_kind = lexicon(on_phones=on_phones).of_kind
    for code, weight in in_name.items():
        weights[code] = weights.get(code, 0) + (weight * _IN_NAME if weight >= SAID else weight)
    said = {code: weight for code, weight in weights.items() if weight >= SAID}
    heaviest, most = max(said.values(), default=0), max(weights.values(), default=0)
    implied = frozenset().union(*(of_kind.get(kind, frozenset()) for kind in kinds[:1]))
    for place, kind in enumerate(kinds):
        for code in of_kind.get(kind, frozenset()):
            weights[code] = weights.get(code, 0) + (_OTHER_KIND if place else _KIND)
    sharp = {code: _sharpened(weight) for code, weight in sorted(weights.items())}
    whole = sum(sharp.values()) + _sharpened(_UNSAID)
    return Objects(
        frozenset(code for code, weight in said.items() if weight * _FIRST >= heaviest),
        frozenset(code for code, weight in weights.items() if weight * _FIRST >= max(most, _KIND)),
        implied,
        {code: isqrt(weight * 1_000_000 // whole) for code, weight in sharp.items()},
        weights,
        frozenset(sorted(weights, key=lambda code: (-weights[code], code))[:1]),
        sum(weights.values()),
        frozenset(said),
    )


def _sharpened(weight: int) -> int:
    """Return ten times a weight to the power of three halves: what is said most counts more than all that is hinted."""
    return isqrt(100 * weight**3)


COMPLETING: Final = frozenset(
    {
        ("cibo:raccolta", "cibo:pacco"),
        ("cibo:raccolta", "cibo:pasto"),
        ("viaggio:visite", "tipo:ambulatorio"),
        ("viaggio:visite", "crescere:diurno"),
        ("strada:giro", "strada:letto"),
        ("strada:giro", "strada:docce"),
        ("strada:letto", "strada:docce"),
        ("strada:letto", "cibo:pasto"),
        ("strada:docce", "cibo:pasto"),
        ("strada:docce", "beni:vestiti"),
        ("lingua:italiano", "sportello:lavoro"),
        ("mestiere:cucito", "sportello:lavoro"),
        ("tipo:formazione_professionale", "sportello:lavoro"),
        ("tipo:inserimento_lavorativo", "sportello:lavoro"),
        ("sportello:casa", "sportello:lavoro"),
        ("tipo:prevenzione_salute", "tipo:ambulatorio"),
    }
)
"""Kinds and objects of which one hands people or goods over to the other, either way: who collects and who gives out,
who is met in the street and a bed, a course and the desk that looks for work."""


def complete_each_other(here: frozenset[str], there: frozenset[str]) -> bool:
    """Tell whether one of two activities hands over to the other; `tipo:kind` and `group:object` of each."""
    return any((a, b) in COMPLETING or (b, a) in COMPLETING for a in here for b in there)


def for_browser() -> dict[str, Any]:
    """Return the lexicon and its weights as `browser/objects.js` takes them.

    Keys: `objects` (`codes`; `sayings`: for each the runs of stems that say it and those that hint at it, joined by
    commas; `of_kind`: kind → numbers of objects), `object_rules`.
    """
    rows = _travelling()
    codes = list(rows)
    of_kind = {
        kind: sorted(codes.index(code) for code in objects)
        for kind, objects in sorted(lexicon(on_phones=True).of_kind.items())
    }
    return {
        "objects": {
            "codes": codes,
            "sayings": [[",".join(_stemmed(row.get(part, ""))) for part in _ON_PHONES] for row in rows.values()],
            "of_kind": of_kind,
        },
        "object_rules": {
            "said": SAID,
            "phrase": PHRASE,
            "hint": HINT,
            "shared": _SHARED,
            "kind": _KIND,
            "sure": _SURE,
            "first": _FIRST,
            "levels": _BARS,
        },
    }


def agreement_of(a: Objects, b: Objects) -> int:
    """Return how far two activities speak of the same objects, per mille."""
    shorter, longer = (a.weights, b.weights) if len(a.weights) <= len(b.weights) else (b.weights, a.weights)
    return min(sum(weight * longer[code] for code, weight in shorter.items() if code in longer) // 1000, 1000)


def centres_level(a: Objects, b: Objects) -> str:
    """Tell whether two are about one thing for the `most` part, or what `one` is most about is much of the other."""
    agreed = agreement_of(a, b)
    if agreed >= _FOR_THE_MOST_PART:
        return "most"
    one_centre = not (a.main.isdisjoint(b.heaviest) and b.main.isdisjoint(a.heaviest))
    return "one" if agreed >= _A_FIFTH and one_centre else ""


def objects_level(a: Objects, b: Objects, *, other_kind: bool = False) -> str:
    """Compare what two activities are about: one of `LEVELS`, or empty where one side says too little.

    Of two that have nothing to do with each other by kind, what is only hinted at is scenery: red shoes laid down in a
    square are no clothes.
    """
    agreed = agreement_of(a, b)
    level = next((level for level, least in _BARS if agreed >= least), "")
    if level:
        return "mentioned" if other_kind and a.about.isdisjoint(b.about) else level
    if min(a.total, b.total) < _SURE:
        return ""
    groups, others = ({code.partition(":")[0] for code in each.about} for each in (a, b))
    return "apart" if groups & others else "other"
