"""The words that stand beside what Pagefind cuts by itself, so that a name is found however somebody writes it.

Pagefind cuts a text at spaces and a word at the signs of ASCII, and keeps it whole too: «L'Aquila» is `l`, `aquila` and
`laquila`. It takes every other sign for nothing: «dell’Arco» with the apostrophe of typography is only `dellarco`.
"""

import re
from functools import lru_cache
from typing import Final

from generator.locale.folding import SAINTS, names_saint, plain_words, readings_of, without_accents

_SIGNS: Final = re.compile(r"[!-/:-@\[-`{-~]+")
_NO_LETTERS: Final = re.compile(r"[\W_]+")
_SHORTEST: Final = 2


def forms_of(*names: str) -> list[str]:
    """Return how else names may be written: words the index would miss or that are tied in one, titles of saints."""
    plain = {word for name in names for word in plain_words(name)}
    others = (form for name in names for form in (*readings_of(name), *_saints(name)) if form not in plain)
    return [*(word for name in names for word in beside(name)), *others]


@lru_cache(maxsize=50_000)
def beside(text: str) -> tuple[str, ...]:
    """Return the words of a text that the index would miss; remembered, because records share the names of terms."""
    odd = [word for word in text.split() if not (word.isascii() and word.isalpha()) and "://" not in word]
    cut = {part for word in odd for part in _cut_by_the_engine(word)}
    missed = [word for word in readings_of(" ".join(odd)) if word not in cut and len(word) >= _SHORTEST]
    return (*missed, *_saints(text, shortly=True))


def _saints(text: str, *, shortly: bool = False) -> tuple[str, ...]:
    return SAINTS if names_saint(text, shortly=shortly) else ()


def _cut_by_the_engine(word: str) -> set[str]:
    plain = without_accents(word.lower())
    return {_NO_LETTERS.sub("", part) for part in (plain, *_SIGNS.split(plain))}
