"""Numbers, lists, days and months as each language writes them.

Babel knows them, out of the CLDR; our own rules stand beside it, each where it is:

- English is that of Great Britain, as the European Union writes it: «1 November 2026», and no comma before «and»;
- the first of a month is «1°» in Italian and «1er» in French (the CLDR has «1»);
- hours are those of a clock of 24, as timetables of every language write them here, but in English (GOV.UK).
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from functools import cache, lru_cache
from typing import Final

from babel import Locale, UnknownLocaleError, localedata
from babel.core import get_global
from babel.dates import format_date
from babel.lists import format_list
from babel.numbers import format_currency, format_decimal

_VARIANTS: Final = {"en": "en_GB"}
_MOST_NUMBERS: Final = 4096
_MOST_DAYS: Final = 4096
_NOON: Final = 12
_BEFORE_A_VOWEL: Final = re.compile(r"\b(d?)ai(?= (?:8\d?|11)\b)")
"""Before eight, eighty and eleven."""
_CLDR_DIGITS: Final = "default"
"""The digits that the CLDR gives to the plain language: since its release 42 those of Arabic too are 0 to 9."""
_FIRST: Final = {"it": "1°", "fr": "1er"}
_DAY_IN_PATTERN: Final = re.compile(r"\bd\b")
_LEAP_YEAR: Final = 2024
"""One that has every day, for days of every year."""
_SIGNS: Final = {("ar", ","): "، ", ("ar", ";"): "؛ ", ("zh", ","): "，", ("zh", ";"): "；"}
_UNNAMED: Final = {
    "ise": {
        "it": "lingua dei segni italiana",
        "en": "Italian Sign Language",
        "fr": "langue des signes italienne",
        "es": "lengua de signos italiana",
        "ro": "limbajul semnelor italian",
        "ar": "لغة الإشارة الإيطالية",
        "uk": "італійська жестова мова",
        "zh": "意大利手语",
    }
}
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
    return str(
        format_decimal(
            Decimal(digits), locale=_variant(lang), decimal_quantization=False, numbering_system=_CLDR_DIGITS
        )
    )


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
    sum_of_money = Decimal(f"{amount:.2f}")
    return str(format_currency(sum_of_money, "EUR", locale=_variant(lang), numbering_system=_CLDR_DIGITS))


def quoted(text: str, lang: str) -> str:
    """Write a text in quotation marks: `«centro»`, in English `“centro”`."""
    return f"«{text}»" if lang == "it" else f"“{text}”"


def with_articles(text: str) -> str:
    """Return an Italian text whose numbers have the article that their first sound wants: «dagli 8 agli 11 anni»."""
    return _BEFORE_A_VOWEL.sub(r"\1agli", text)


def listed(items: Sequence[str], lang: str) -> str:
    """Join items as a sentence does: `a, b e c`; of none an empty text."""
    return format_list(items, locale=_variant(lang))


def joined(parts: Iterable[str], sign: str, lang: str) -> str:
    """Join clauses by a comma or a semicolon, as the language writes it: `lunedì, 9–12`, `星期一，09:00–12:00`."""
    return _SIGNS.get((lang, sign), f"{sign} ").join(parts)


@cache
def month_name(month: int, lang: str) -> str:
    """Name a month, 1 being January, as it stands in a date: `gennaio`."""
    return str(Locale.parse(_variant(lang)).months["format"]["wide"][month])


@cache
def month_alone(month: int, lang: str) -> str:
    """Name a month where no day stands before it: `gennaio`; in Ukrainian `січень`, which is `січня` in a date."""
    return _months_alone(lang).get(month) or month_name(month, lang)


@cache
def _months_alone(lang: str) -> Mapping[int, str]:
    # Most languages have none of their own but an alias, for which babel 2.18 gives the names of whoever came before.
    named = localedata.load(_variant(lang))["months"]["stand-alone"]["wide"]
    own = named[1] if isinstance(named, tuple) else named
    return own if isinstance(own, Mapping) else {}


@cache
def weekday_name(weekday: int, lang: str) -> str:
    """Name a day of the week, 0 being Monday as in `date.weekday`: `lunedì`."""
    return str(Locale.parse(_variant(lang)).days["format"]["wide"][weekday])


@cache
def short_weekday_name(weekday: int, lang: str) -> str:
    """Name a day of the week in few letters, 0 being Monday: `lun`."""
    return str(Locale.parse(_variant(lang)).days["format"]["abbreviated"][weekday])


@cache
def day_and_month(day: int, month: int, lang: str) -> str:
    """Write a day of every year: `17 ottobre`, `17 de octubre`, `10月17日`."""
    return _dated("MMMMd", date(_LEAP_YEAR, month, day), lang)


@lru_cache(_MOST_DAYS)
def day(when: date, lang: str) -> str:
    """Write a whole date: `22 novembre 2026`."""
    return _dated("long", when, lang)


def weekday_and_day(when: date, lang: str) -> str:
    """Write a whole date with its day of the week: `sabato 12 dicembre 2026`."""
    if lang == "en":
        return f"{weekday_name(when.weekday(), lang)} {day(when, lang)}"
    return _dated("full", when, lang)


def month_and_year(month: int, year: int, lang: str, *, within: bool = False) -> str:
    """Write a month of a year: `ottobre 2026`; `within` a sentence where a language bends it: «з жовтня 2026 р.»."""
    pattern = _pattern("yMMMM", lang).replace("LLLL", "MMMM")
    name = month_alone(month, lang).replace("'", "''")
    named = "MMMM" if within or not _months_alone(lang) else f"'{name}'"
    return str(format_date(date(year, month, 1), pattern.replace("MMMM", named), locale=_variant(lang)))


def year(number: int, lang: str) -> str:
    """Write a year by itself: `2026`, `2026年`."""
    return str(format_date(date(number, 1, 1), _pattern("y", lang), locale=_variant(lang)))


def _dated(form: str, when: date, lang: str) -> str:
    pattern = _pattern(form, lang)
    if when.day == 1 and lang in _FIRST:
        pattern = _DAY_IN_PATTERN.sub(f"'{_FIRST[lang]}'", pattern)
    return str(format_date(when, pattern, locale=_variant(lang)))


@cache
def _pattern(form: str, lang: str) -> str:
    """Return how the CLDR writes a date: a form that has a name, or the skeleton of one."""
    known = Locale.parse(_variant(lang))
    named = known.date_formats if form in known.date_formats else known.datetime_skeletons
    return str(named[form].pattern)


def clock(lang: str) -> str:
    """Return how a language writes hours of a clock of 24, in the signs of the CLDR: `HH:mm`, `H:mm`."""
    return _pattern("Hm", lang)


def hour(when: str, lang: str) -> str:
    """Write an hour of the day, `16:30`, as it is said in a sentence: `16.30`, `16`; `4:30pm`, `noon`; `16:30`.

    English is as GOV.UK writes it; in Italian a full hour goes without minutes, and midnight is 0 or 24; other
    languages write the clock of the CLDR (`Hm`).
    """
    hours, minutes = int(when[:2]), when[3:]
    if lang == "it":
        return str(hours) if minutes == "00" else f"{hours}.{minutes}"
    if lang != "en":
        return clock(lang).replace("HH", f"{hours:02}").replace("H", str(hours)).replace("mm", minutes)
    if minutes == "00" and hours % _NOON == 0:
        return "noon" if hours == _NOON else "midnight"
    clock_of_12 = (hours - 1) % _NOON + 1
    return f"{clock_of_12}{'' if minutes == '00' else ':' + minutes}{'am' if hours < _NOON else 'pm'}"


def language_name(code: str, lang: str) -> str:
    """Name a language (ISO 639), which people read instead of its code; of an unknown one return the code."""
    own = _UNNAMED.get(code.lower(), {}).get(lang)
    return own or str(Locale.parse(_variant(lang)).languages.get(code.lower(), code))
