"""Names of people in texts: each word becomes a letter that says its kind, and rules are patterns over those letters.

A name alone says little: «Anna Frank» is a library, «Rosa» a colour, «Bianchi» a town. What stands before decides. So
a text is read as its kinds (`specie` in `persone` of `rule_data.json`), «Presidente: Anna Bianchi» as `C|NS`; `regole`
say which strings of kinds are a person: the group of a rule, at its end, is the name. Twin: `browser/texts.js`.

| kind  | what it is                                                        |
|-------|-------------------------------------------------------------------|
| N A   | given name; A where it is an ordinary word or place too (Rosa)    |
| S W   | surname; W any other word with a capital, which may be one        |
| I     | initial: «M.»                                                     |
| p P   | particle of surnames («De», «D'»); P a preposition, such as the same word in small letters |
| H     | what is named after people: school, street, saint, «Amici di»     |
| F     | who is remembered (Milani, Frank), or part of such a name (XXIII) |
| C V M | a role, a verb or word that leads to somebody («chiedere»), «cellulare» |
| R T Y | «don», «dott.», «famiglia»                                        |
| O o   | ordinary words that get a capital: offices, days; o in small letters |
| n s x | given name, surname, any other word in small letters              |
| e     | «e»: joins two names                                              |
| &#124; | punctuation that begins something new                            |

Figures: `tests/checking/test_personal_names.py`.
"""

import re
from collections.abc import Iterator
from enum import StrEnum
from typing import Final

from generator.checking.rule_data import RULE_DATA, pattern

_PEOPLE: Final = RULE_DATA["persone"]
KIND_OF: Final[dict[str, str]] = {
    word: kind for kind, lines in _PEOPLE["specie"].items() for line in lines for word in line.split(" ")
}
"""The kind of every word that has one, in small letters: with a capital and without, where that makes a difference."""

GIVEN_NAMES: Final = frozenset(word for word, kind in KIND_OF.items() if kind[0] in "NA")
_TELLING: Final = frozenset(word for word, kind in KIND_OF.items() if kind[0] in "NASYCVM")
"""Without one of these no rule holds for a line: it is not read word by word."""

_LETTERS = re.compile("[^\\W\\d_]+")
_CAPITALISED_OR_FAMILY = re.compile("[A-ZÀ-Ö][^\\W\\d_]+|fam(?:iglia)?")
_LONGEST_ACRONYM: Final = 5
_MOST_INITIALS: Final = 4
"""Characters: «M.G.» are initials, «A.S.D.» is an acronym."""


class Reading(StrEnum):
    """How boldly a text is read."""

    OFFICE = "ufficio"
    """An office should stand here: a bare name, or a surname after an initial, is enough."""
    LINE = "riga"
    """A short text: a given name with a surname, in either order, or a given name after who it should be asked of."""
    PROSE = "testo"
    """A long text names people whom it remembers: only who answers, leads or is called is sought."""


def people_in(text: str, reading: Reading) -> Iterator[tuple[int, int]]:
    """Yield where the names of people stand in a text, (start, end), from left to right and never twice."""
    if reading is not Reading.OFFICE:
        words = (_CAPITALISED_OR_FAMILY if reading is Reading.PROSE else _LETTERS).findall(text)
        if _TELLING.isdisjoint(map(str.lower, words)):
            return
    tokens = list(pattern(_PEOPLE["segno"]).finditer(text))
    kinds = "".join(_kind(token[0]) for token in tokens)
    rules = [*(_PEOPLE["regole"]["riga"] if reading is Reading.OFFICE else ()), *_PEOPLE["regole"][reading.value]]
    spans = (match.span(1) for rule in rules for match in pattern(rule).finditer(kinds))
    reached = 0
    for first, last in sorted(spans, key=lambda span: (span[0], -span[1])):
        start, end = tokens[first].start(), tokens[last - 1].end()
        if start >= reached:
            reached = end
            yield start, end


def _kind(token: str) -> str:
    """Return the kind of a word or of a sign."""
    word = token.lower().replace("’", "'")
    if word == token.upper():
        return "|"
    has_capital = token[0] != word[0]
    if has_capital and token[1:2] == "." and word not in KIND_OF:
        return "I" if len(token) <= _MOST_INITIALS else "H"
    if kind := KIND_OF.get(word) or KIND_OF.get(word.removesuffix(".")):
        return kind[0] if has_capital else kind[-1]
    if not has_capital:
        return "x"
    is_acronym = 1 < len(token) <= _LONGEST_ACRONYM and token == token.upper()
    return "H" if is_acronym else "W"
