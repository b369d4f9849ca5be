"""Numbers, lists, days and months as each language writes them."""

from collections.abc import Callable
from datetime import date

import pytest

from generator.locale.writing import (
    day,
    day_and_month,
    direction,
    euros,
    hour,
    joined,
    language_name,
    listed,
    month_alone,
    month_and_year,
    month_name,
    number,
    own_name,
    weekday_and_day,
    weekday_name,
    with_articles,
    year,
)


@pytest.mark.parametrize(
    ("value", "italian", "english"),
    [
        (0, "0", "0"),
        (1234, "1.234", "1,234"),
        (1234.5, "1.234,5", "1,234.5"),
        (3.14159265, "3,14159265", "3.14159265"),
        (0.1 + 0.2, "0,3", "0.3"),
        (25_000_000_000, "25.000.000.000", "25,000,000,000"),
    ],
)
def test_numbers_keep_their_digits(value: float, italian: str, english: str) -> None:
    """Thousands and decimals change places; nothing is rounded but the noise of a computer."""
    assert (number(value, "it"), number(value, "en")) == (italian, english)


@pytest.mark.parametrize("lang", ["it", "en"])
def test_a_list_has_no_comma_before_its_last(lang: str) -> None:
    """In English too."""
    joined = {"it": "e", "en": "and"}[lang]
    assert listed([], lang) == ""
    assert listed(["{0}"], lang) == "{0}"
    assert listed(["a", "b"], lang) == f"a {joined} b"
    assert listed(["a", "b", "c", "d"], lang) == f"a, b, c {joined} d"


def test_days_are_written_whole() -> None:
    """The first of a month is an ordinal in Italian."""
    first = date(2026, 11, 1)
    assert (day(first, "it"), day(first, "en")) == ("1° novembre 2026", "1 November 2026")
    assert (day_and_month(17, 10, "it"), day_and_month(17, 10, "en")) == ("17 ottobre", "17 October")


def test_names_of_months_days_and_languages() -> None:
    """As they stand inside a sentence."""
    assert [month_name(month, "it") for month in (1, 8, 12)] == ["gennaio", "agosto", "dicembre"]
    assert [weekday_name(weekday, "it") for weekday in (0, 4, 6)] == ["lunedì", "venerdì", "domenica"]
    assert (month_name(1, "en"), weekday_name(0, "en")) == ("January", "Monday")
    assert [language_name(code, "it") for code in ("it", "bn", "zz")] == ["italiano", "bengalese", "zz"]


@pytest.mark.parametrize(
    ("amount", "lang", "written"),
    [
        (12500.5, "it", "12.500,50\xa0€"),
        (12500.5, "en", "€12,500.50"),
        (0, "it", "0,00\xa0€"),
        (1e9, "en", "€1,000,000,000.00"),
    ],
)
def test_euros(amount: float, lang: str, written: str) -> None:
    """Money has two decimals and its sign where the language puts it."""
    assert euros(amount, lang) == written


@pytest.mark.parametrize(
    ("code", "expected"), [("ar", "rtl"), ("ur", "rtl"), ("fr", "ltr"), ("ise", "ltr"), ("zzz", "ltr")]
)
def test_direction(code: str, expected: str) -> None:
    """A language that nobody knows is written as most are."""
    assert direction(code) == expected


OTHERS = ("fr", "es", "ro", "ar", "uk", "zh")


def _in_all(write: Callable[[str], str]) -> list[str]:
    """Return what each of the other languages writes; figures of the CLDR hold spaces that do not break."""
    return [write(lang).replace("\xa0", " ").replace("\u202f", " ").replace("\u200f", "") for lang in OTHERS]


@pytest.mark.parametrize(
    ("write", "expected"),
    [
        (
            lambda lang: number(12345.5, lang),
            ["12 345,5", "12.345,5", "12.345,5", "12,345.5", "12 345,5", "12,345.5"],
        ),
        (
            lambda lang: euros(12500, lang),
            ["12 500,00 €", "12.500,00 €", "12.500,00 EUR", "12,500.00 €", "12 500,00 EUR", "€12,500.00"],
        ),
        (
            lambda lang: listed(["A", "B", "C"], lang),
            ["A, B et C", "A, B y C", "A, B și C", "A وB وC", "A, B і C", "A、B和C"],
        ),
        (
            lambda lang: day(date(2026, 11, 1), lang),
            [
                *("1er novembre 2026", "1 de noviembre de 2026", "1 noiembrie 2026"),
                *("1 نوفمبر 2026", "1 листопада 2026 р.", "2026年11月1日"),
            ],
        ),
        (
            lambda lang: weekday_and_day(date(2026, 12, 12), lang),
            [
                *("samedi 12 décembre 2026", "sábado, 12 de diciembre de 2026", "sâmbătă, 12 decembrie 2026"),
                *("السبت، 12 ديسمبر 2026", "субота, 12 грудня 2026 р.", "2026年12月12日星期六"),
            ],
        ),
        (
            lambda lang: day_and_month(29, 2, lang),
            ["29 février", "29 de febrero", "29 februarie", "29 فبراير", "29 лютого", "2月29日"],
        ),
        (
            lambda lang: month_and_year(10, 2026, lang),
            ["octobre 2026", "octubre de 2026", "octombrie 2026", "أكتوبر 2026", "жовтень 2026 р.", "2026年10月"],
        ),
        (
            lambda lang: month_and_year(10, 2026, lang, within=True),
            ["octobre 2026", "octubre de 2026", "octombrie 2026", "أكتوبر 2026", "жовтня 2026 р.", "2026年10月"],
        ),
        (lambda lang: year(2026, lang), ["2026", "2026", "2026", "2026", "2026", "2026年"]),
        (lambda lang: month_alone(8, lang), ["août", "agosto", "august", "أغسطس", "серпень", "八月"]),
        (lambda lang: hour("09:05", lang), ["09:05", "9:05", "09:05", "09:05", "09:05", "09:05"]),
        (lambda lang: hour("24:00", lang), ["24:00"] * 6),
        (lambda lang: joined(["A", "B"], ",", lang), ["A, B", "A, B", "A, B", "A، B", "A, B", "A，B"]),
        (lambda lang: joined(["A", "B"], ";", lang), ["A; B", "A; B", "A; B", "A؛ B", "A; B", "A；B"]),
        (
            lambda lang: language_name("ise", lang)[:9],
            ["langue de", "lengua de", "limbajul ", "لغة الإشا", "італійськ", "意大利手语"],
        ),
        (own_name, ["français", "español", "română", "العربية", "українська", "中文"]),
    ],
)
def test_other_languages_write_as_they_do(write: Callable[[str], str], expected: list[str]) -> None:
    """As the CLDR has it for the plain language, and the first of a month as the French write it."""
    assert _in_all(write) == expected


def test_one_language_never_speaks_for_another() -> None:
    """Names of months that babel looks up by an alias stay those of the language, whoever was asked before."""
    assert [month_alone(11, lang) for lang in ("zh", "ar", "es", "de", "it")] == [
        "十一月", "نوفمبر", "noviembre", "November", "novembre",
    ]  # fmt: skip


def test_numbers_that_begin_with_a_vowel_have_their_article() -> None:
    """Eight, eleven and eighty, and no others: neither eighteen nor one hundred and eight."""
    assert with_articles("dai 8 ai 11 anni") == "dagli 8 agli 11 anni"
    assert with_articles("dai 80 anni") == "dagli 80 anni"
    assert with_articles("dai 6 ai 18 anni, dai 108 ai 111") == "dai 6 ai 18 anni, dai 108 ai 111"
