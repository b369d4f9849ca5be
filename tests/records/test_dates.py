"""Dates as people know and write them."""

from datetime import date

import pytest

from generator.records import PartialDate
from generator.records.dates import iso_of


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("15/09/2025", "2025-09-15"),
        ("1.5.2025", "2025-05-01"),
        ("9/2025", "2025-09"),
        ("15 settembre 2025", "2025-09-15"),
        ("1° maggio 2024", "2024-05-01"),
        ("Settembre  2025", "2025-09"),
        ("31/02/2025", ""),
        ("15/09/25", ""),
        ("primavera 2019", ""),
    ],
)
def test_italian_dates(written: str, expected: str) -> None:
    """Dates as Italians write them are read; what is not on the calendar is not."""
    assert iso_of(written) == expected


@pytest.mark.parametrize(
    ("value", "first", "last", "iso"),
    [
        ("2019", date(2019, 1, 1), date(2019, 12, 31), "2019"),
        ("2020-02", date(2020, 2, 1), date(2020, 2, 29), "2020-02"),
        ("2019-12", date(2019, 12, 1), date(2019, 12, 31), "2019-12"),
        ("15/09/2025", date(2025, 9, 15), date(2025, 9, 15), "2025-09-15"),
        ({"anno": "2019", "testo": "dalla primavera"}, date(2019, 1, 1), date(2019, 12, 31), "2019"),
        ({"testo": "tanti anni fa"}, None, None, ""),
    ],
)
def test_partial_date(value: object, first: date | None, last: date | None, iso: str) -> None:
    """A date knows the first and the last day it may mean."""
    known = PartialDate.parse(value)

    assert (known.first, known.last, known.iso) == (first, last, iso)


def test_words_are_kept() -> None:
    """The words of the source stay beside the date."""
    assert PartialDate.parse({"anno": "2019", "testo": "dalla primavera 2019"}).text == "dalla primavera 2019"


def test_not_a_date() -> None:
    """What checking would have refused raises ValueError."""
    with pytest.raises(ValueError, match="ieri"):
        PartialDate.parse("ieri")
