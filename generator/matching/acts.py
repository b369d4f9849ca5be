"""What an activity does: who carries furniture, who gives it away and who sells it speak of one thing.

`acts.json` is a closed inventory. `acts`: act → `verbs` (infinitives, met in their forms) and `words` (nouns of action
and other ways of saying it; `word*` stands for whatever begins so). `kinds`: kind of activity → what it may mean, first
what is meant where words say none of it. `kin`: acts that people tell apart with difficulty, or that come together.
`hands_over`: pairs of which one hands over to the other.

The name says best what is done, then the declared kind, then the description. How far two agree is the Bhattacharyya
coefficient of what they do, as for objects (`objects`). Acts conflict where both sides are sure of theirs, each borne
out more than once, and nothing of the one is akin to the other.
"""

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib import resources
from math import isqrt
from typing import Final

from generator.locale.folding import without_accents

LEVELS: Final = ("same", "some", "akin", "aside", "apart")
"""How far two do the same: for the most part, in part; what is akin; one hands over to the other; other things."""
AGREED: Final = frozenset({"same", "some", "akin"})
"""Levels at which two may do one thing."""
_IN_NAME: Final = 6
_IN_TEXT: Final = 3
_KIND: Final = 6
_OTHER_KIND: Final = 3
_SURE: Final = 9
"""What the heaviest act has to weigh before it can conflict: name or kind, and the text beside; or the text alone three
times."""
_MOST: Final = 500
"""Agreement, per mille, from which two do the same."""
_SOME: Final = 200
_CHIEF: Final = 700
"""How much of an activity an act is that is what it does first of all, of 1,000."""
_FIRST: Final = 2
"""An activity does each act that weighs at least half of the heaviest."""
_VAGUE: Final = frozenset({"ritrova"})
"""Whoever does something together also meets: it contradicts nothing."""
_NO_WORD: Final = re.compile("[^a-z0-9]+")
_MEANWHILE: Final = frozenset({"durante", "durata", "mentre", "dopo", "prima"})
"""What follows is done by others, or at another time: «durante la lezione»."""
_SO_LONG: Final = 4
"""Words from such a one on that say nothing of what is done here."""
_ROOT: Final = 6
"""Letters by which forms of one verb count as one."""
_LEAST: Final = 3
"""Letters of the shortest beginning of a word."""
_ENDINGS: Final[Mapping[str, Sequence[str]]] = {
    "are": ("a", "ano", "iamo", "are", "ando", "ato", "ata", "ati", "ate", "i", "o"),
    "ere": ("e", "ono", "iamo", "ere", "endo", "i"),
    "ire": ("e", "isce", "ono", "iscono", "iamo", "ire", "endo", "ito", "ita", "iti", "ite", "isci"),
}
_PRONOUNS: Final = ("mi", "ti", "si", "ci", "vi", "lo", "la", "li", "le", "ne", "gli")


@dataclass(frozen=True, slots=True)
class Acts:
    """What an activity does."""

    weights: Mapping[str, int] = field(default_factory=dict)
    """Act → how much of the activity it is; the squares add up to 1,000,000."""
    main: frozenset[str] = frozenset()
    """Those that weigh at least half of the heaviest."""
    chief: frozenset[str] = frozenset()
    """What it does first of all; none where it does several things alike."""
    akin: frozenset[str] = frozenset()
    """Those of `main` and all that is akin to them."""
    is_sure: bool = False
    """Whether the heaviest is borne out more than once."""


@dataclass(frozen=True, slots=True)
class Inventory:
    """Ways of saying acts, and what `acts.json` knows of them."""

    runs: Mapping[str, Sequence[tuple[tuple[str, ...], str]]]
    """First word → (words, act)."""
    words: Mapping[str, frozenset[str]]
    beginnings: Mapping[str, frozenset[str]]
    of_kind: Mapping[str, Sequence[str]]
    kin: Mapping[str, frozenset[str]]
    hands_over: frozenset[frozenset[str]]


def forms_of(verb: str) -> Iterator[str]:
    """Yield the forms of a regular Italian verb in which texts say what is done, with and without pronouns."""
    infinitive = f"{verb.removesuffix('si')}e" if verb.endswith("rsi") else verb
    root, endings = infinitive[:-3], _ENDINGS[infinitive[-3:]]
    for ending in endings:
        # «Giochiamo», «lasciamo».
        if ending.startswith("i") and root.endswith(("c", "g")) and infinitive.endswith("are"):
            yield f"{root}h{ending}"
        elif ending.startswith("i") and root.endswith("i"):
            yield f"{root}{ending[1:]}"
        else:
            yield f"{root}{ending}"
    stems = (infinitive[:-1], *(f"{root}{ending}" for ending in endings if ending.endswith("ndo")))
    yield from (f"{stem}{pronoun}" for stem in stems for pronoun in _PRONOUNS)


@cache
def inventory() -> Inventory:
    """Read `acts.json`."""
    read = json.loads(resources.files(__package__).joinpath("acts.json").read_text("utf-8"))
    runs: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    words: dict[str, set[str]] = {}
    beginnings: dict[str, set[str]] = {}
    for act, row in read["acts"].items():
        for form in (form for verb in _listed(row, "verbs") for form in forms_of(verb)):
            words.setdefault(form, set()).add(act)
        for saying in _listed(row, "words"):
            run = tuple(saying.split())
            if len(run) > 1:
                runs.setdefault(run[0], []).append((run, act))
            elif saying.endswith("*"):
                beginnings.setdefault(saying[:-1], set()).add(act)
            else:
                words.setdefault(saying, set()).add(act)
    kin: dict[str, frozenset[str]] = {act: frozenset({act}) for act in read["acts"]}
    for group in (frozenset(group.split()) for group in read["kin"]):
        kin |= {act: kin[act] | group for act in group}
    return Inventory(
        runs,
        {word: frozenset(acts) for word, acts in words.items()},
        {beginning: frozenset(acts) for beginning, acts in beginnings.items()},
        {kind: acts.split() for kind, acts in read["kinds"].items()},
        kin,
        frozenset(frozenset(pair.split()) for pair in read["hands_over"]),
    )


def _listed(row: Mapping[str, str], part: str) -> Iterable[str]:
    return filter(None, row.get(part, "").split(", "))


def acts_in(text: str) -> dict[str, int]:
    """Return the acts that a text speaks of, and in how many ways it says each."""
    known = inventory()
    met: set[tuple[str, str]] = set()
    words = _NO_WORD.sub(" ", without_accents(text.lower())).split()
    deaf_until = 0
    for place, word in enumerate(words):
        is_turn = word in _MEANWHILE
        if is_turn:
            deaf_until = place + _SO_LONG
        if is_turn or place >= deaf_until:
            met.update(
                (act, " ".join(run))
                for run, act in known.runs.get(word, ())
                if tuple(words[place : place + len(run)]) == run
            )
        if place >= deaf_until:
            met.update((act, word[:_ROOT]) for act in _said_by(word, known))
    counts: dict[str, int] = {}
    for act, _ in met:
        counts[act] = counts.get(act, 0) + 1
    return counts


def _said_by(word: str, known: Inventory) -> frozenset[str]:
    beginnings = (word[:end] for end in range(_LEAST, len(word) + 1))
    return known.words.get(word, frozenset()).union(*(known.beginnings.get(each, frozenset()) for each in beginnings))


def acts_of(name: str, description: str, kinds: Sequence[str] = ()) -> Acts:
    """Return what an activity does, by its name, its description and its kinds.

    A kind that may mean several acts means those that the words say.
    """
    heard: dict[str, int] = {}
    for text, weight in ((name, _IN_NAME), (description, _IN_TEXT)):
        for act, times in acts_in(text).items():
            heard[act] = heard.get(act, 0) + weight * times
    for place, kind in enumerate(kinds):
        possible = inventory().of_kind.get(kind, ())
        for act in [act for act in possible if act in heard] or possible[:1]:
            heard[act] = heard.get(act, 0) + (_OTHER_KIND if place else _KIND)
    # What is said most counts more than all that is mentioned, as for objects.
    sharp = {act: isqrt(100 * weight**3) for act, weight in sorted(heard.items())}
    whole = sum(sharp.values())
    most = max(heard.values(), default=0)
    weights = {act: isqrt(weight * 1_000_000 // whole) for act, weight in sharp.items()}
    main = frozenset(act for act, weight in heard.items() if weight * _FIRST >= most)
    return Acts(
        weights,
        main,
        frozenset(act for act, weight in weights.items() if weight >= _CHIEF),
        frozenset().union(*(inventory().kin[act] for act in main)),
        most >= _SURE,
    )


def agreement_of_acts(a: Acts, b: Acts) -> int:
    """Return how far two do the same, per mille."""
    shorter, longer = (a.weights, b.weights) if len(a.weights) <= len(b.weights) else (b.weights, a.weights)
    return min(sum(weight * longer[act] for act, weight in shorter.items() if act in longer) // 1000, 1000)


def handed_over(a: Acts, b: Acts) -> tuple[str, str]:
    """Return what each of two does first of all where the one hands over to the other; empty where it does not."""
    pairs = ((here, there) for here in sorted(a.chief) for there in sorted(b.chief))
    return next((pair for pair in pairs if frozenset(pair) in inventory().hands_over), ("", ""))


def acts_level(a: Acts, b: Acts) -> str:
    """Compare what two do: one of `LEVELS`, or empty where one side says nothing, or something else in passing."""
    agreed = agreement_of_acts(a, b)
    both_sure = a.is_sure and b.is_sure
    if both_sure and agreed < _MOST and any(handed_over(a, b)):
        return "aside"
    if agreed >= _SOME:
        return "same" if agreed >= _MOST else "some"
    is_vague = a.main and b.main and not (_VAGUE.isdisjoint(a.main) and _VAGUE.isdisjoint(b.main))
    if is_vague or not a.akin.isdisjoint(b.main):
        return "akin"
    return "apart" if both_sure else ""
