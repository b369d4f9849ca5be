"""Numbers, lists, days and months as each language writes them.

Babel knows them, out of the CLDR; our own rules stand beside it, each where it is:

- English is that of Great Britain, as the European Union writes it: «1 November 2026», and no comma before «and»;
- in Italian the first of a month is «1°» (the CLDR has «1»).
"""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from functools import cache, lru_cache
from typing import Final

from babel import Locale, UnknownLocaleError
from babel.core import get_global
from babel.lists import format_list
from babel.numbers import format_currency, format_decimal

_VARIANTS: Final = {"en": "en_GB"}
_MOST_NUMBERS: Final = 4096
_NOON: Final = 12
_UNNAMED: Final = {"ise": {"it": "lingua dei segni italiana", "en": "Italian Sign Language"}}
"""Languages of daily life here that the CLDR has no name for."""


def _variant(lang: str) -> str:
    """Return the name that babel knows a language by."""
    return _VARIANTS.get(lang, lang)


def number(value: float, lang: str) -> str:
    """Write a number with the separators of the language, to ten significant digits: `1.234,5`."""
    return _number(f"{value:.10g}", lang)


@lru_cache(_MOST_NUMBERS)
def _number(digits: str, lang: str) -> str:
    # A page is full of small counts, and each costs babel 0.1 ms. The pattern of the CLDR stops at three decimals:
    # a figure of a record is shown as its source gives it, so the pattern may not round.
    return str(format_decimal(Decimal(digits), locale=_variant(lang), decimal_quantization=False))


def locale_of(lang: str) -> str:
    """Return a language with the country where most speak it so: `it_IT`, what og:locale wants (ogp.me)."""
    name = Locale.parse(_variant(lang))
    likely = Locale.parse(get_global("likely_subtags").get(lang, _variant(lang)))
    return f"{lang}_{name.territory or likely.territory or lang.upper()}"


def own_name(code: str) -> str:
    """Return what a language (ISO 639) calls itself: `français`; of an unknown one the code."""
    try:
        return str(Locale.parse(code).display_name).partition(" (")[0]
    except (UnknownLocaleError, ValueError):
        return code


def direction(code: str) -> str:
    """Return how a language (ISO 639) is written, `ltr` or `rtl`; one that babel does not know, as most are."""
    try:
        return str(Locale.parse(code).text_direction)
    except (UnknownLocaleError, ValueError):
        return "ltr"


def euros(amount: float, lang: str) -> str:
    """Write a sum of money in euros: `12.500,00 €`."""
    return str(format_currency(Decimal(f"{amount:.2f}"), "EUR", locale=_variant(lang)))


def listed(items: Sequence[str], lang: str) -> str:
    """Join items as a sentence does: `a, b e c`; of none an empty text."""
    return format_list(items, locale=_variant(lang))


@cache
def month_name(month: int, lang: str) -> str:
    """Name a month, 1 being January, as it stands in a date: `gennaio`."""
    return str(Locale.parse(_variant(lang)).months["format"]["wide"][month])


@cache
def weekday_name(weekday: int, lang: str) -> str:
    """Name a day of the week, 0 being Monday as in `date.weekday`: `lunedì`."""
    return str(Locale.parse(_variant(lang)).days["format"]["wide"][weekday])


@cache
def short_weekday_name(weekday: int, lang: str) -> str:
    """Name a day of the week in few letters, 0 being Monday: `lun`."""
    return str(Locale.parse(_variant(lang)).days["format"]["abbreviated"][weekday])


def day_of_month(day: int, lang: str) -> str:
    """Write the number of a day: `1°`, `2`."""
    return "1°" if day == 1 and lang == "it" else str(day)


def day_and_month(day: int, month: int, lang: str) -> str:
    """Write a day of every year: `17 ottobre`."""
    return f"{day_of_month(day, lang)} {month_name(month, lang)}"


def day(when: date, lang: str) -> str:
    """Write a whole date: `22 novembre 2026`."""
    return f"{day_and_month(when.day, when.month, lang)} {when.year}"


def hour(when: str, lang: str) -> str:
    """Write an hour of the day, `16:30`, as it is said in a sentence: `16.30`, `16`; `4:30pm`, `noon`.

    English is as GOV.UK writes it; in Italian a full hour goes without minutes, and midnight is 0 or 24.
    """
    hours, minutes = int(when[:2]), when[3:]
    if lang == "it":
        return str(hours) if minutes == "00" else f"{hours}.{minutes}"
    if minutes == "00" and hours % _NOON == 0:
        return "noon" if hours == _NOON else "midnight"
    clock = (hours - 1) % _NOON + 1
    return f"{clock}{'' if minutes == '00' else ':' + minutes}{'am' if hours < _NOON else 'pm'}"


def language_name(code: str, lang: str) -> str:
    """Name a language (ISO 639), which people read instead of its code; of an unknown one return the code."""
    own = _UNNAMED.get(code.lower(), {}).get(lang)
    return own or str(Locale(lang).languages.get(code.lower(), code))
