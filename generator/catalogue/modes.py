"""What an activity does, as its words say it: teaches, mends, lends, takes somebody somewhere.

Kinds are often wrong, and objects say what a thing is about and not what is done with it: who shows a film and who
records a podcast may share the scenery. `modes.json` holds for each mode the ways of saying it (a regular expression
over words without accents, the same in Python and JavaScript) and the kinds that mean it.
"""

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any, Final

from generator.locale.folding import without_accents

LEVELS: Final = ("same", "aside", "apart")
"""How far what two do agrees: something in common; one does something beside what the other may do; nothing."""
BESIDE: Final = frozenset({"accompagna", "bada_bimbi", "elenca", "raccoglie", "trasmette"})
"""Done beside a service: to take people there, mind their children, collect what it gives, list it, tell of it."""
_VAGUE: Final = "socialita"
"""Kind that people choose where they find no better one."""
_TWICE: Final = 2
_NO_WORD = re.compile("[^a-z0-9]+")
_UNDER_WAY = re.compile(" (?:in|nel|del|lungo) corso(?= )")


@dataclass(frozen=True, slots=True)
class Modes:
    """What an activity does: what its words say, and what its first kind means beside."""

    said: frozenset[str] = frozenset()
    by_kind: frozenset[str] = frozenset()

    @property
    def all(self) -> frozenset[str]:
        """Both together."""
        return self.said | self.by_kind


@cache
def modes_data() -> Mapping[str, Mapping[str, Any]]:
    """Return the modes as `modes.json` holds them: `sayings`, `kinds`; `means` and `instead_of` where words are plain.

    A kind of `instead_of` is contradicted by these words, which speak of an activity of the kind `means`.
    """
    read: Mapping[str, Mapping[str, Any]] = json.loads(
        resources.files(__package__).joinpath("modes.json").read_text("utf-8")
    )
    return read


@cache
def _sayings() -> Mapping[str, re.Pattern[str]]:
    return {mode: re.compile(f" (?:{row['sayings']})(?= )") for mode, row in modes_data().items()}


@cache
def modes_of_kinds() -> Mapping[str, str]:
    """Return kind of activity → the mode that it means; most kinds mean several things and have none."""
    return {kind: mode for mode, row in modes_data().items() for kind in row["kinds"]}


def modes_in(text: str) -> frozenset[str]:
    """Return what a text says is done."""
    plain = _plain(text)
    return frozenset(mode for mode, saying in _sayings().items() if saying.search(plain))


def contradicted_by(name: str, text: str, kinds: Sequence[str]) -> str:
    """Return the kind that the words of an activity speak of instead of those declared; empty where nothing is sure.

    Sure is what the name says, or the text in two ways, or in one where company and play are all that is declared;
    and nothing may say what is declared.
    """
    if not kinds:
        return ""
    named, all_of_it = _plain(name), _plain(f"{name}. {text}")
    means = modes_of_kinds()
    if any(kind in means and _sayings()[means[kind]].search(all_of_it) for kind in kinds):
        return ""
    least = 1 if list(kinds) == [_VAGUE] else _TWICE
    meant = [
        row["means"]
        for mode, row in modes_data().items()
        if "means" in row
        and all(kind in row["instead_of"] for kind in kinds)
        and (_sayings()[mode].search(named) or len({*_sayings()[mode].findall(all_of_it)}) >= least)
    ]
    return meant[0] if len(meant) == 1 else ""


def _plain(text: str) -> str:
    """Return words without accents between spaces; an «anno in corso» is no course."""
    return _UNDER_WAY.sub(" ", f" {_NO_WORD.sub(' ', without_accents(text.lower()))} ")


def modes_of(text: str, kinds: Sequence[str]) -> Modes:
    """Return what an activity with these words and kinds does."""
    means = modes_of_kinds()
    return Modes(modes_in(text), frozenset(means[kind] for kind in kinds[:1] if kind in means))


def modes_level(here: Modes, there: Modes) -> str:
    """Compare what two activities do: one of `LEVELS`, or empty where the words of one do not say."""
    if beside(here, there):
        return "aside"
    if not here.said or not there.said:
        return ""
    return "same" if here.said & there.said else "apart"


def one_serves(here: Modes, there: Modes) -> bool:
    """Tell whether one of two that are about the same thing does something for who goes to the other."""
    return bool(beside(here, there) - {"trasmette"})


def beside(here: Modes, there: Modes) -> frozenset[str]:
    """Return what the words of one say is done beside a service, and neither words nor kind of the other."""
    return BESIDE & ((here.said - there.all) | (there.said - here.all))
