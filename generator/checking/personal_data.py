"""Personal data, which no text may hold.

E301 tax code, E302 IBAN, W305 mobile number (patterns in `personali` of `rule_data.json`) · E303 date of birth ·
W304 mailbox · W306 name with a title. What is found never quotes itself: a finding gives the place and the rule, `mask`
hides the rest. Saints, «Don», schools and streets are not people: first names count only where a person would stand.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from generator.checking.rule_data import RULE_DATA, pattern

_NAMES: Final = frozenset(RULE_DATA["nomi"])
_OFFICES: Final = frozenset(RULE_DATA["uffici"])
_FREE_MAILBOXES: Final = frozenset(RULE_DATA["caselle"])
_DIGIT = re.compile("[0-9]")
_TITLE = re.compile("[SDAIPGR](?:ig|ott|vv|ng|rof|eom|ag)", re.IGNORECASE)
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


def personal_in(text: str) -> list[Spotted]:
    """Find personal data: a person's tax code, IBAN, birth date, e-mail, mobile number, a title with a name."""
    # This is asked of every text of every record: what a text without "@", titles or digits cannot hold is not sought.
    spotted = [*mailboxes_in(text), *titled_names_in(text)]
    if _DIGIT.search(text):
        for code, expression in RULE_DATA["personali"].items():
            spotted += [Spotted(code, *match.span()) for match in pattern(expression).finditer(text)]
        spotted += births_in(text)
    return sorted(spotted, key=lambda personal: (personal.start, personal.code)) if spotted else spotted


def births_in(text: str) -> Iterator[Spotted]:
    """Find dates of birth (E303); a network too is «nata il 3 maggio», so that a person's name must come before."""
    for match in pattern(RULE_DATA["nascita"]["sempre"]).finditer(text):
        yield Spotted("E303", *match.span())
    for match in pattern(RULE_DATA["nascita"]["persona"]).finditer(text):
        if match[1].lower() in _NAMES:
            yield Spotted("E303", *match.span())


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
        return words[0] in _NAMES and domain in _FREE_MAILBOXES
    if len(words) == _INITIAL_AND_SURNAME and min(map(len, words)) == 1:
        initial, surname = sorted(words, key=len)
        # `s.luca@` is the parish of a saint.
        return len(surname) > _INITIAL_AND_SURNAME and not (initial == "s" and surname in _NAMES)
    return not _NAMES.isdisjoint(words[:2])


def titled_names_in(text: str) -> Iterator[Spotted]:
    """Find «dott.ssa Anna Bianchi» (W306), unless it is the name of a street, a school or the like."""
    if not _TITLE.search(text):
        return
    for match in pattern(RULE_DATA["titoli"]).finditer(text):
        before = text[max(0, match.start() - _BEFORE_A_TITLE) : match.start()]
        if not pattern(RULE_DATA["prima_dei_titoli"]).search(before):
            yield Spotted("W306", *match.span())


def is_a_person(text: str) -> bool:
    """Tell whether a text that should name an office or a role is a person's first name, with or without surname."""
    capitalised = pattern(RULE_DATA["persona"]).fullmatch(text)
    words = [word.lower() for word in capitalised.groups() if word] if capitalised else []
    return bool(words) and words[0] in _NAMES and _OFFICES.isdisjoint(words)


def mask(text: str) -> str:
    """Put a dot in place of every character of personal data, so that columns stay where they were."""
    characters = list(text)
    for personal in personal_in(text):
        characters[personal.start : personal.end] = "•" * (personal.end - personal.start)
    return "".join(characters)
