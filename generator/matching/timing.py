"""When an activity happens, as far as it is known, and whether two of them can meet."""

from dataclasses import dataclass
from datetime import date
from typing import Final

from generator.records.activity import Schedule

_DAY: Final = 24 * 60
_ALMOST_A_YEAR: Final = 330
_MONTHS_OF_SCHOOL: Final = frozenset({9, 10, 11, 12, 1, 2, 3, 4, 5, 6})


@dataclass(frozen=True, slots=True)
class Timing:
    """Days of the week, slots in minutes from midnight, first and last day, months; what is unknown is empty."""

    days: frozenset[str] = frozenset()
    slots: tuple[tuple[frozenset[str], int, int], ...] = ()
    first: date | None = None
    last: date | None = None
    months: frozenset[int] = frozenset()
    occasion: str = ""
    """The one day it falls on: `2026-09-20`, or `10-17` for a day of every year."""


def timing_of(schedule: Schedule | None) -> Timing:
    """Read a schedule."""
    if schedule is None:
        return Timing()
    slots = []
    for slot in schedule.slots:
        if slot.start and slot.end:
            start, end = _minutes(slot.start), _minutes(slot.end)
            # An end before the start is the next morning.
            slots.append((frozenset(slot.days), start, end if end > start else end + _DAY))
    first = schedule.since.first if schedule.since else None
    last = schedule.until.last if schedule.until else None
    return Timing(
        days=frozenset(day for slot in schedule.slots for day in slot.days),
        slots=tuple(slots),
        first=first,
        last=last,
        months=_months(schedule, first, last),
        occasion=schedule.yearly or (first.isoformat() if first is not None and first == last else ""),
    )


def _minutes(hour: str) -> int:
    hours, _, minutes = hour.partition(":")
    return int(hours) * 60 + int(minutes or 0)


def _months(schedule: Schedule, first: date | None, last: date | None) -> frozenset[int]:
    if schedule.months or schedule.school_year:
        # Every region's schools are on in these; a closure of a few days takes no month away.
        known = frozenset(schedule.months) or _MONTHS_OF_SCHOOL
        return known - {month for closure in schedule.closures for month in closure.months} or known
    if schedule.yearly:
        return frozenset({int(schedule.yearly[:2])})
    if first is None or last is None or (last - first).days > _ALMOST_A_YEAR:
        return frozenset()
    count = (last.year - first.year) * 12 + last.month - first.month + 1
    return frozenset((first.month - 1 + step) % 12 + 1 for step in range(count)) if count > 0 else frozenset()


def days_level(a: Timing, b: Timing) -> str:
    """Compare days of the week: `same`, `different`, or empty where one is unknown."""
    if not a.days or not b.days:
        return ""
    return "same" if a.days & b.days else "different"


def hours_level(a: Timing, b: Timing) -> str:
    """Compare hours, on the days in common or where days are unknown: `meet`, `apart`, or empty."""
    pairs = [
        (here, there) for here in a.slots for there in b.slots if not here[0] or not there[0] or here[0] & there[0]
    ]
    if not pairs:
        return ""
    return "meet" if any(here[1] < there[2] and there[1] < here[2] for here, there in pairs) else "apart"


def period_level(a: Timing, b: Timing) -> str:
    """Compare periods: `apart` where those known cannot meet, `meet` where they do, empty where one is unknown."""
    for earlier, later in ((a, b), (b, a)):
        if earlier.last is not None and later.first is not None and earlier.last < later.first:
            return "apart"
    if a.months and b.months:
        return "meet" if a.months & b.months else "apart"
    known = (a.first or a.last) and (b.first or b.last)
    return "meet" if known else ""


def same_day(a: Timing, b: Timing) -> str:
    """Return the day both fall on, `2026-09-20` or `09-20`; empty where they do not or it is unknown."""
    if not a.occasion or not b.occasion:
        return ""
    if len(a.occasion) == len(b.occasion):
        return a.occasion if a.occasion == b.occasion else ""
    longer = max(a.occasion, b.occasion, key=len)
    return longer if a.occasion[-5:] == b.occasion[-5:] else ""
