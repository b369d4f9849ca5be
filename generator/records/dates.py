"""Dates as people know them: a year, a month, a day, or only words.

Whether a day may lie in the future or the past is no matter of its shape: those rules are `not_yet` and `not_over` in
`records/conditions.py`, said on the models and checked by `checking/conditions.py` (E408, W409).
"""

import re
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Final, Self

YEAR: Final = r"(1[0-9]{3}|20[0-9]{2}|2100)"
MONTH: Final = rf"{YEAR}-(0[1-9]|1[0-2])"
DAY: Final = rf"{MONTH}-(0[1-9]|[12][0-9]|3[01])"

MONTHS: Final = (
    "gennaio",
    "febbraio",
    "marzo",
    "aprile",
    "maggio",
    "giugno",
    "luglio",
    "agosto",
    "settembre",
    "ottobre",
    "novembre",
    "dicembre",
)
"""What a month is read from, in Python and in the browser; how it is written is `generator.locale.writing`."""

_PARTS = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?")
_FIGURES = re.compile(r"(?:([0-9]{1,2})[/.-])?([0-9]{1,2})[/.-]([0-9]{4})")
_WORDS = re.compile(rf"(?:([0-9]{{1,2}})°? )?({'|'.join(MONTHS)}) ([0-9]{{4}})")


def exists(year: int, month: int, day: int) -> bool:
    """Tell whether the calendar has this day."""
    try:
        date(year, month, day)
    except ValueError:
        return False
    return True


def iso_of(text: str) -> str:
    """Rewrite a date as Italians write it (15/09/2025, 9/2025, 15 settembre 2025) in ISO order; else empty."""
    written = " ".join(text.lower().split())
    if figures := _FIGURES.fullmatch(written):
        return _iso(int(figures[3]), int(figures[2]), int(figures[1] or 0))
    if words := _WORDS.fullmatch(written):
        return _iso(int(words[3]), MONTHS.index(words[2]) + 1, int(words[1] or 0))
    return ""


def is_written_as_a_day(text: str) -> bool:
    """Tell whether a text has the shape of a date as Italians write it, whether or not a calendar has it."""
    written = " ".join(text.lower().split())
    return bool(_FIGURES.fullmatch(written) or _WORDS.fullmatch(written))


def _iso(year: int, month: int, day: int) -> str:
    if not exists(year, month, day or 1):
        return ""
    return f"{year:04}-{month:02}-{day:02}" if day else f"{year:04}-{month:02}"


@dataclass(frozen=True, slots=True)
class PartialDate:
    """A date known to the year, the month or the day; the words of the source are kept beside it.

    Written `2019`, `2019-04`, `2019-04-12` or `{anno|mese|data: …, testo: …}`; with words alone, `year` is None.
    """

    year: int | None = None
    month: int | None = None
    day: int | None = None
    text: str = ""

    @classmethod
    def parse(cls, value: Any) -> Self:
        """Build from what a record holds: text, or a mapping with a date and words. Raises ValueError."""
        if isinstance(value, cls):
            return value
        if isinstance(value, dict):
            written = next((value[key] for key in ("data", "mese", "anno") if value.get(key)), "")
            return cls._from_text(written, value.get("testo", ""))
        return cls._from_text(str(value), "")

    @classmethod
    def _from_text(cls, written: str, words: str) -> Self:
        if not written:
            return cls(text=words)
        parts = _PARTS.fullmatch(iso_of(written) or written)
        if parts is None:
            raise ValueError(written)
        year, month, day = (int(part) if part else None for part in parts.groups())
        return cls(year, month, day, words)

    @property
    def first(self) -> date | None:
        """The first day it may mean."""
        return None if self.year is None else date(self.year, self.month or 1, self.day or 1)

    @property
    def last(self) -> date | None:
        """The last day it may mean."""
        if self.year is None:
            return None
        if self.day and self.month:
            return date(self.year, self.month, self.day)
        month = self.month or 12
        following = date(self.year + month // 12, month % 12 + 1, 1)
        return following - timedelta(days=1)

    def is_past(self, today: date) -> bool:
        """Tell whether it is over for sure: the last day it may mean is before today."""
        return self.last is not None and self.last < today

    @property
    def iso(self) -> str:
        """As much of the ISO 8601 date as is known."""
        parts = [f"{self.year:04}" if self.year else ""]
        parts += [f"{part:02}" for part in (self.month, self.day) if part]
        return "-".join(parts)
