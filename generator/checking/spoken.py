"""Coded values as people say them: «lunedì», «lun-ven», «ottobre», «gratis», «friulano».

What is said is one table, from folded words to codes, made here and sent to the browser's form with the other rules:
spans of days and months are too many to write by hand, names of languages are babel's (out of the CLDR).
A language code is one that ISO 639 has: those that the CLDR names, or knows how to write, or has a newer code for,
and the sign languages of `rule_data.json`, which the CLDR leaves out.
"""

import re
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import groupby
from typing import Final

from generator.checking.rule_data import RULE_DATA
from generator.checking.spelling import folded
from generator.records.dates import MONTHS

_WEEK: Final = ("lunedì", "martedì", "mercoledì", "giovedì", "venerdì", "sabato", "domenica")
_SHORT: Final = 3
"""Letters of a day or a month that is written short."""
_SPAN: Final = re.compile(r" *[-–—] *| al? | fino al? ")
_BEFORE: Final = re.compile(r"^(?:dal?|dalla|ogni|il|la|di|tutti i|tutte le) ")
_TONGUE: Final = re.compile("[a-z]{2,3}")


def codes_said(text: str) -> list[str]:
    """Return the codes that a text says, of whatever list; empty where nobody says it so."""
    return _said().get(as_said(text), "").split()


def as_said(text: str) -> str:
    """Fold a text as the table of what is said has it: `lun_ven` for «dal lunedì al venerdì», shortened or not."""
    return folded(_BEFORE.sub("", _SPAN.sub("-", text.lower().strip())))


@cache
def _said() -> dict[str, str]:
    """Return codes, separated by spaces, by folded words."""
    days = [(day, day[:_SHORT]) for day in _WEEK]
    months = [(month, str(number)) for number, month in enumerate(MONTHS, 1)]
    others = {as_said(words.replace("_", " ")): codes for words, codes in RULE_DATA["altri_codici"].items()}
    return {**dict(_spans(days)), **dict(_spans(months)), **others}


def said() -> dict[str, str]:
    """Return the whole table of what is said, for the browser's form."""
    return dict(_said())


def _spans(named: Sequence[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    """Yield every day (or month) and every span of them, whole and short, with their codes in order."""
    count = len(named)
    for first, (name, code) in enumerate(named):
        yield folded(name), code
        yield name[:_SHORT], code
        for steps in range(1, count):
            run = [named[(first + step) % count] for step in range(steps + 1)]
            codes = " ".join(code for _, code in run)
            last = run[-1][0]
            yield folded(f"{name} {last}"), codes
            yield f"{name[:_SHORT]}_{last[:_SHORT]}", codes


def is_language(text: str) -> bool:
    """Tell whether a text is the code of a language."""
    return bool(_TONGUE.fullmatch(text)) and text in _languages()


@cache
def _languages() -> frozenset[str]:
    """Return every code of two or three letters that means a language."""
    from babel import Locale  # noqa: PLC0415 - slow to load, and few records need it
    from babel.core import get_global  # noqa: PLC0415

    known = (*Locale("en").languages, *get_global("likely_subtags"), *get_global("language_aliases"))
    codes = {code.split("_")[0] for code in known} | set(RULE_DATA["lingue_dei_segni"])
    return frozenset(code for code in codes if _TONGUE.fullmatch(code))


@cache
def language_pattern() -> str:
    """Return a pattern of all language codes: the browser's form has no table of them."""
    by_start = groupby(sorted(_languages()), key=lambda code: code[:2])
    return "|".join(f"{start}{_ending([code[2:] for code in codes])}" for start, codes in by_start)


def _ending(letters: list[str]) -> str:
    """Write what may follow two letters, nothing among it where they are a code by themselves."""
    third = f"[{''.join(letters)}]" if any(letters) else ""
    return f"{third}?" if third and "" in letters else third


@cache
def language_names() -> dict[str, str]:
    """Return codes of languages by folded name, in Italian and English; everyday names win."""
    from babel import Locale  # noqa: PLC0415 - slow to load, and few records need it

    named = {
        folded(name): code.split("_")[0]
        for lang in ("en", "it")
        for code, name in Locale(lang).languages.items()
        if code.split("_")[0] in _languages()
    }
    return {**named, **RULE_DATA["lingue"]}
