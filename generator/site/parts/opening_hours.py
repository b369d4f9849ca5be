"""When something is open, in schema.org's words (`OpeningHoursSpecification`): only what they can say.

A specification is of days of the week, between two dates at most. Seasons are written out as dates, for this year and
the next; the second Tuesday of a month and every other week cannot be said, and are left out: who reads would take them
for every Tuesday. Closed is `opens` = `closes` = 00:00, as search engines read it.
"""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import Any, Final

from generator.catalogue.opening_times import DAY_MINUTES, Opening, Slot, SpecialDay, Timetable

_DAYS: Final = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_CLOSED: Final = "00:00"
_WHOLE_DATE: Final = len("2026-12-24")
_ONE_DAY: Final = timedelta(days=1)


def opening_hours(timetable: Timetable, today: date) -> list[dict[str, Any]]:
    """Return the specifications of a timetable that are not over on a day."""
    weekly = [slot for slot in timetable.slots if slot.days and not slot.weeks and slot.every == 1]
    if timetable.is_occasion or today > timetable.last:
        return []
    usual = [_weekly(slot, season) for season in _seasons(timetable, today) for slot in weekly]
    if usual and timetable.holidays == "closed":
        usual.append(_specification(["PublicHolidays"], _CLOSED, _CLOSED))
    return [*usual, *(part for day in _special_days(timetable, today) for part in _of_one_day(timetable, day))]


def _seasons(timetable: Timetable, today: date) -> Iterator[tuple[date | None, date | None]]:
    """Yield the runs of days on which the hours hold: the first and the last, None where there is none."""
    if not (timetable.months or timetable.school or timetable.closures):
        first, last = timetable.first, timetable.last
        yield (None if first == date.min else first), (None if last == date.max else last)
        return
    first = max(timetable.first, date(today.year, 1, 1))
    end = min(timetable.last, date(today.year + 1, 12, 31))
    begun: date | None = None
    for day in (first + timedelta(days=count) for count in range((end - first).days + 2)):
        holds = day <= end and timetable.goes_on(day)
        if holds and begun is None:
            begun = day
        elif not holds and begun is not None:
            if day > today:
                yield begun, day - _ONE_DAY
            begun = None


def _weekly(slot: Slot, season: tuple[date | None, date | None]) -> dict[str, Any]:
    return _specification([_DAYS[day] for day in slot.days], _clock(slot.start), _clock(slot.end), *season)


def _special_days(timetable: Timetable, today: date) -> list[date]:
    """List the days with other hours that are to come, those of every year once."""
    names = {special.day for special in timetable.specials}
    year_ahead = today + timedelta(days=365)
    return sorted(
        {
            day
            for name in names
            for day in SpecialDay(name).days_between(today, timetable.last if len(name) == _WHOLE_DATE else year_ahead)
            if timetable.first <= day <= timetable.last
        }
    )


def _of_one_day(timetable: Timetable, day: date) -> list[dict[str, Any]]:
    openings: Sequence[Opening] = timetable.occurrences(day, day)
    if not openings:
        return [_specification([], _CLOSED, _CLOSED, day, day)]
    return [_specification([], _clock(part.start), _clock(part.end), day, day) for part in openings]


def _specification(
    days: list[str], opens: str | None, closes: str | None, first: date | None = None, last: date | None = None
) -> dict[str, Any]:
    known = {
        "@type": "OpeningHoursSpecification",
        "dayOfWeek": days,
        "opens": opens,
        "closes": closes,
        "validFrom": first.isoformat() if first else None,
        "validThrough": last.isoformat() if last else None,
    }
    return {key: value for key, value in known.items() if value}


def _clock(minutes: int | None) -> str | None:
    """Write minutes from midnight as an hour; the end of a day is 23:59, for 24:00 is no hour of schema.org's."""
    if minutes is None:
        return None
    if minutes == DAY_MINUTES:
        return "23:59"
    return f"{minutes % DAY_MINUTES // 60:02}:{minutes % 60:02}"
