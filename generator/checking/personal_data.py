"""Personal data, which no text may hold: tax codes, IBANs, births, mailboxes, mobile numbers, names with a title.

Nothing here ever quotes personal data: a finding gives the place and the rule, `mask` hides the rest.
Saints, «Don», schools and streets are not people: first names count only where a person would stand.
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


@dataclass(frozen=True, slots=True)
class Spotted:
    """Something found in a text: the code of the rule and the words, from `start` to `end`."""

    code: str
    start: int
    end: int


def personal_in(text: str) -> list[Spotted]:
    """Find personal data: a person's tax code, IBAN, birth date, e-mail, mobile number, a title with a name."""
    found = [*_mailboxes(text), *_titled(text)]
    if _DIGIT.search(text):
        found += [*_with_digits(text), *_births(text)]
    return sorted(found, key=lambda one: (one.start, one.code)) if found else found


def _with_digits(text: str) -> Iterator[Spotted]:
    for code, expression in RULE_DATA["personali"].items():
        for found in pattern(expression).finditer(text):
            yield Spotted(code, *found.span())


def _births(text: str) -> Iterator[Spotted]:
    """Find dates of birth; a network too is «nata il 3 maggio», so that a person's name must come before."""
    for found in pattern(RULE_DATA["nascita"]["sempre"]).finditer(text):
        yield Spotted("E303", *found.span())
    for found in pattern(RULE_DATA["nascita"]["persona"]).finditer(text):
        if found[1].lower() in _NAMES:
            yield Spotted("E303", *found.span())


def _mailboxes(text: str) -> Iterator[Spotted]:
    if "@" in text:
        for found in pattern(RULE_DATA["email"]).finditer(text):
            if is_of_a_person(found[0]):
                yield Spotted("W304", *found.span())


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
        return len(surname) > _INITIAL_AND_SURNAME and not (initial == "s" and surname in _NAMES)
    return not _NAMES.isdisjoint(words[:2])


def _titled(text: str) -> Iterator[Spotted]:
    """Find «dott.ssa Anna Bianchi», unless it is the name of a street, a school or the like."""
    if not _TITLE.search(text):
        return
    for found in pattern(RULE_DATA["titoli"]).finditer(text):
        if not pattern(RULE_DATA["prima_dei_titoli"]).search(text[max(0, found.start() - 40) : found.start()]):
            yield Spotted("W306", *found.span())


def is_a_person(text: str) -> bool:
    """Tell whether a text that should name an office or a role is a person's first name, with or without surname."""
    found = pattern(RULE_DATA["persona"]).fullmatch(text)
    if found is None:
        return False
    words = [word.lower() for word in found.groups() if word]
    return words[0] in _NAMES and _OFFICES.isdisjoint(words)


def mask(text: str) -> str:
    """Put a dot in place of every character of personal data, so that columns stay where they were."""
    for one in personal_in(text):
        text = f"{text[: one.start]}{'•' * (one.end - one.start)}{text[one.end :]}"
    return text
