"""When something was last known, and what its age means: asked by checks, pages, search and who asks for renewals.

A record is known by a confirmation of whom it is about (`verifica`), or else by the sources it was read from
(`fonti`, each with the day it was read, `letta_il`).
"""

from calendar import monthrange
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Any, Final, Self

from generator.records.common import Source, Verification

FRESH_SOURCE: Final = timedelta(days=730)
"""A source read longer ago than this says nothing about today (24 months)."""

_SHORTEST_MONTH: Final = 28
_MOST_MONTHS: Final = 1200


@dataclass(frozen=True, slots=True)
class Known:
    """The days on which something was confirmed and its newest source was read; None where they never were."""

    confirmed: date | None = None
    read: date | None = None

    @property
    def on(self) -> date | None:
        """The day that its age is counted from: the confirmation, even where a source was read after it."""
        return self.confirmed or self.read

    @property
    def newest(self) -> date | None:
        """The newest of both days: when anybody last looked at it."""
        return max((day for day in (self.confirmed, self.read) if day), default=None)

    def is_vouched_for(self, today: date) -> bool:
        """Tell whether somebody confirmed it, at whatever time, or a source was read within `FRESH_SOURCE`."""
        return self.confirmed is not None or (self.read is not None and today - self.read <= FRESH_SOURCE)


def known_by(verification: Verification | None, sources: Iterable[Source]) -> Known:
    """Tell when something was last known, by its confirmation and its sources."""
    readings = (source.read_on for source in sources if source.read_on)
    return Known(verification.date if verification else None, max(readings, default=None))


def known(entry: Any) -> Known:
    """Tell when an entry was last known; a story, which is no fact to confirm, never was."""
    return known_by(getattr(entry, "verification", None), getattr(entry, "sources", ()))


class Age(StrEnum):
    """What the age of what is known means."""

    FRESH = "fresh"
    LATE = "late"
    """It asks for a confirmation."""
    OLD = "old"
    """It is marked everywhere."""


@dataclass(frozen=True, slots=True)
class Ages:
    """Months after which what is known asks for a confirmation, and after which it is marked everywhere."""

    to_reconfirm: int = 12
    old: int = 24

    @classmethod
    def of(cls, settings: Mapping[str, Any]) -> Self:
        """Take `riconferma_mesi` and `vecchia_mesi` out of `extra.catalogue`; the usual months where they say none."""
        usual = cls()
        late, old = settings.get("riconferma_mesi"), settings.get("vecchia_mesi")
        return cls(_months(late, usual.to_reconfirm), _months(old, usual.old))

    def age(self, day: date, today: date) -> Age:
        """Tell what it means that something was known on a day."""
        return Age.OLD if self.is_old(day, today) else Age.LATE if self.is_late(day, today) else Age.FRESH

    def is_late(self, day: date, today: date) -> bool:
        """Tell whether what was known on a day asks for a confirmation; what is old does too."""
        return day < _months_before(today, self.to_reconfirm)

    def due(self, day: date) -> date:
        """Return the last day on which what was known on `day` asks for no confirmation (`is_late`)."""
        year, month = divmod(day.year * 12 + day.month - 1 + self.to_reconfirm, 12)
        # Months are counted by their first 28 days, as in `_months_before`: what is later is asked in the next month.
        return date(year, month + 1, day.day if day.day < _SHORTEST_MONTH else monthrange(year, month + 1)[1])

    def is_old(self, day: date, today: date) -> bool:
        """Tell whether what was known on a day is marked as old."""
        return day < _months_before(today, self.old)


def _months(value: Any, usual: int) -> int:
    # Settings that nobody has checked yet are text, and may be anything.
    number = int(value) if isinstance(value, str) and value.isascii() and value.isdecimal() else value
    return number if isinstance(number, int) and 0 < number <= _MOST_MONTHS else usual


def _months_before(day: date, months: int) -> date:
    # The day is cut to the 28th, so that every month has it: a confirmation never ages a day too soon.
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    return date(year, month + 1, min(day.day, _SHORTEST_MONTH))
