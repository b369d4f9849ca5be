"""Personal data, which no text may hold.

E301 tax code, E302 IBAN, W305 mobile number (patterns in `personali` of `rule_data.json`) · E303 date of birth ·
W304 mailbox · W306 name with a title, or where an office should stand · W311 name in any other text (`personal_names`).
What is found never quotes itself: a finding gives the place and the rule, `mask` hides the rest.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from generator.checking.personal_names import GIVEN_NAMES, Reading, people_in
from generator.checking.rule_data import RULE_DATA, pattern

_OFFICES: Final = frozenset(RULE_DATA["uffici"])
_FREE_MAILBOXES: Final = frozenset(RULE_DATA["caselle"])
_DIGIT = re.compile("[0-9]")
_TITLE = re.compile("[SDAIPGR](?:ig|ott|r|vv|ng|rof|eom|ag)", re.IGNORECASE)
_BIRTH = re.compile("nat[oa]|classe|nascita")
_WORDS_OF_MAILBOX = re.compile(r"[._%+-]+")
_INITIAL_AND_SURNAME: Final = 2
_BEFORE_A_TITLE: Final = 40
"""Characters in which «via», «scuola» and the like say that a name with a title is not of a person."""


@dataclass(frozen=True, slots=True)
class Spotted:
    """Something found in a text: the code of the rule and the words, from `start` to `end`."""

    code: str
    start: int
    end: int


def personal_in(text: str, reading: Reading | None = Reading.PROSE) -> list[Spotted]:
    """Find personal data: a person's tax code, IBAN, birth, e-mail, mobile number, name.

    `reading` says how boldly names are sought; None: only those with a title.
    """
    # This is asked of every text of every record: what a text without "@", titles or digits cannot hold is not sought.
    spotted = [*mailboxes_in(text), *titled_names_in(text), *births_in(text)]
    if _DIGIT.search(text):
        for code, expression in RULE_DATA["personali"].items():
            spotted += [Spotted(code, *match.span()) for match in pattern(expression).finditer(text)]
    if reading is not None:
        spotted += _not_within(spotted, names_in(text, reading))
    return sorted(spotted, key=lambda personal: (personal.start, personal.code)) if spotted else spotted


def names_in(text: str, reading: Reading) -> Iterator[Spotted]:
    """Find the name of a person: W306 where an office should stand, W311 elsewhere."""
    code = "W306" if reading is Reading.OFFICE else "W311"
    for start, end in people_in(text, reading):
        yield Spotted(code, start, end)


def _not_within(known: list[Spotted], others: Iterable[Spotted]) -> list[Spotted]:
    """Leave out what touches something that was found with better reasons."""
    return [
        other for other in others if not any(other.start < found.end and found.start < other.end for found in known)
    ]


def births_in(text: str) -> Iterator[Spotted]:
    """Find dates and places of birth (E303); a network too is «nata il 3 maggio»: a person's name must come before."""
    if not _BIRTH.search(text):
        return
    for match in pattern(RULE_DATA["nascita"]["sempre"]).finditer(text):
        yield Spotted("E303", *match.span())
    for start, end in people_in(text, Reading.LINE):
        if birth := pattern(RULE_DATA["nascita"]["dopo"]).match(text, end):
            yield Spotted("E303", start, birth.end())


def mailboxes_in(text: str) -> Iterator[Spotted]:
    """Find e-mail addresses of people (W304)."""
    if "@" in text:
        for match in pattern(RULE_DATA["email"]).finditer(text):
            if is_of_a_person(match[0]):
                yield Spotted("W304", *match.span())


def is_of_a_person(address: str) -> bool:
    """Tell whether an e-mail address looks like a person's: `anna.bianchi@`, `a.bianchi@`, `anna1965@gmail.com`."""
    local, _, domain = address.lower().partition("@")
    words = [word for word in (part.strip("0123456789") for part in _WORDS_OF_MAILBOX.split(local)) if word]
    if not words or not _OFFICES.isdisjoint(words):
        return False
    if len(words) == 1:
        return words[0] in GIVEN_NAMES and domain in _FREE_MAILBOXES
    if len(words) == _INITIAL_AND_SURNAME and min(map(len, words)) == 1:
        initial, surname = sorted(words, key=len)
        # `s.luca@` is the parish of a saint.
        return len(surname) > _INITIAL_AND_SURNAME and not (initial == "s" and surname in GIVEN_NAMES)
    return not GIVEN_NAMES.isdisjoint(words[:2])


def titled_names_in(text: str) -> Iterator[Spotted]:
    """Find «dott.ssa Anna Bianchi» (W306), unless it is the name of a street, a school or the like."""
    if not _TITLE.search(text):
        return
    for match in pattern(RULE_DATA["titoli"]).finditer(text):
        before = text[max(0, match.start() - _BEFORE_A_TITLE) : match.start()]
        if not pattern(RULE_DATA["prima_dei_titoli"]).search(before):
            yield Spotted("W306", *match.span())


def mask(text: str) -> str:
    """Put a dot in place of every character of personal data, so that columns stay where they were."""
    characters = list(text)
    for personal in personal_in(text):
        characters[personal.start : personal.end] = "•" * (personal.end - personal.start)
    return "".join(characters)
