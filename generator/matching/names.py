"""Whether two activities go by nearly one name: that of a time bank may hold no word that says anything."""

from collections import Counter
from typing import Final

from generator.locale.folding import plain_word, words_in

_LEAST: Final = 8
"""Letters below which two names may be alike by chance."""
_ALIKE: Final = 800
"""Share of pairs of letters in common, per mille, from which two names are one (Dice)."""


def names_level(name: str, other: str) -> str:
    """Compare names: `same`, or empty; that two are called otherwise says nothing."""
    here, there = _letters(name), _letters(other)
    if min(len(here), len(there)) < _LEAST:
        return ""
    pairs, others = _pairs(here), _pairs(there)
    common = sum((pairs & others).values())
    return "same" if 2000 * common >= _ALIKE * (pairs.total() + others.total()) else ""


def _letters(name: str) -> str:
    return " ".join(plain_word(word) for word in words_in(name.lower()))


def _pairs(text: str) -> Counter[str]:
    return Counter(text[place : place + 2] for place in range(len(text) - 1))
