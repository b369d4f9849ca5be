"""Numbers, lists, days and months as each language writes them."""

from datetime import date

import pytest

from generator.locale.writing import (
    day,
    day_and_month,
    direction,
    euros,
    language_name,
    listed,
    month_name,
    number,
    weekday_name,
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
