"""When something is open: the one function of time, asked by pages, JSON-LD, calendars, filters and checks.

A `Timetable` is what a `quando` says, read once; `occurrences` lists its openings between two days, `state_at` says how
it stands at a moment. The browser has the same functions (`browser/opening_times.js`), which read `Timetable.plain`; a
test holds both to the same answers. A change here is a change there.

Clocks are those of Rome: days and hours are what people there read on the wall, moments are compared as instants, so
that a night when the clock changes is as long as it really is. An hour that the clock skips or shows twice is the first
that PEP 495 (`fold=0`) and RFC 5545 (§3.3.5) mean by it.
"""

import math
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import cache, lru_cache
from typing import Any, Final, Self
from zoneinfo import ZoneInfo

from generator.records.activity import WEEKDAYS, Schedule
from generator.records.dates import PartialDate

ROME: Final = ZoneInfo("Europe/Rome")
DAY_MINUTES: Final = 24 * 60

PARTS_OF_DAY: Final[Mapping[str, tuple[int, int]]] = {
    "mattina": (0, 13 * 60),
    "pomeriggio": (13 * 60, 18 * 60),
    "sera": (18 * 60, 2 * DAY_MINUTES),
}
"""Parts of the day, from their first minute to the one that is no longer theirs; an evening goes on after midnight."""

_HOUR: Final = 60
_ONE_DAY: Final = timedelta(days=1)
_WEEK_SECONDS: Final = 7 * 24 * 60 * 60
_HORIZONS: Final = (60, 400, 3000)
"""Days looked ahead for the next opening, in steps: most answers are near, a 29 February is up to eight years away."""
_REMEMBERED: Final = 1 << 14
"""So many answers of slots are remembered: each is asked for on lists, calendars and vademecums."""
_WHOLE_DATE: Final = len("2026-12-24")
_CHRISTMAS_BREAK: Final = ("12-24", "01-06")
_EASTER_BREAK: Final = (-3, 2)
"""Days from Easter: lessons stop in every region from Thursday before it to Tuesday after it."""
_SAINT_FRANCIS_AGAIN: Final = 2026
"""L. 151/2025 makes 4 October a national holiday again from this year on."""


@dataclass(frozen=True, slots=True)
class Conventions:
    """What a catalogue means by a year of school and by a local holiday, each day as `MM-DD`.

    Every region decides its own calendar of schools. Unless the settings say better, lessons are counted from
    15 September to 8 June, without 24 December to 6 January and without Thursday before Easter to Tuesday after it.
    """

    school_from: str = "09-15"
    school_to: str = "06-08"
    patron: str = ""

    @classmethod
    def of(cls, settings: Mapping[str, Any]) -> Self:
        """Take `anno_scolastico` and `patrono` out of `extra.catalogue`; what is no day leaves the usual one."""
        usual = cls()
        school = settings.get("anno_scolastico")
        first, last = (school.get(key) if isinstance(school, dict) else None for key in ("dal", "al"))
        return cls(
            _day_of_year(first) or usual.school_from,
            _day_of_year(last) or usual.school_to,
            _day_of_year(settings.get("patrono")),
        )


@dataclass(frozen=True, slots=True)
class Slot:
    """Hours of some days of the week, 0 being Monday; minutes from midnight, an end past 1440 being the next day."""

    days: tuple[int, ...] = ()
    start: int | None = None
    end: int | None = None
    weeks: tuple[int, ...] = ()
    """Which such day of the month: 1 to 5, -1 being the last; none for each."""
    every: int = 1
    """Weeks from one to the next, counted from the week of `since`."""
    since: date | None = None
    appointment: bool = False
    notice: int = 0
    """Days ahead by which one has to book."""

    def plain(self) -> dict[str, Any]:
        """Return what the browser reads."""
        return _filled(
            days=list(self.days),
            start=self.start,
            end=self.end,
            weeks=list(self.weeks),
            every=self.every if self.every > 1 else None,
            since=self.since.isoformat() if self.since else None,
            appointment=self.appointment or None,
            notice=self.notice or None,
        )

    @lru_cache(_REMEMBERED)  # noqa: B019 -- a slot is a value, and the same hours are those of many activities
    def days_between(self, first: date, last: date) -> frozenset[date]:
        """List the days it falls on, of those from `first` to `last`."""
        from dateutil.rrule import MO, MONTHLY, WEEKLY, rrule, weekday  # noqa: PLC0415 -- most commands need no calendar

        if not self.days or (self.every > 1 and self.since is None):
            return frozenset()
        if self.weeks:
            nth = [weekday(day, number) for day in self.days for number in self.weeks]
            rule = rrule(MONTHLY, byweekday=nth, dtstart=_midnight(first.replace(day=1)))
        else:
            monday = (self.since or first) - timedelta(days=(self.since or first).weekday())
            # The rule begins near the days asked for: it counts every week from its beginning on.
            skipped = max(0, (first - monday).days // (7 * self.every)) * self.every
            start = _midnight(monday + timedelta(weeks=skipped))
            rule = rrule(WEEKLY, interval=self.every, byweekday=self.days, wkst=MO, dtstart=start)
        found = {moment.date() for moment in rule.between(_midnight(first), _midnight(last), inc=True)}
        return frozenset(day for day in found if self.since is None or day >= self.since)


@dataclass(frozen=True, slots=True)
class Closure:
    """Months, or days from `first` to `last`: whole dates once, `MM-DD` every year; without an end, dates go on."""

    months: tuple[int, ...] = ()
    first: str = ""
    last: str = ""

    def plain(self) -> dict[str, Any]:
        """Return what the browser reads."""
        return _filled(months=list(self.months), first=self.first, last=self.last)

    def covers(self, day: date) -> bool:
        """Tell whether it is closed on a day."""
        if day.month in self.months:
            return True
        if not self.first:
            return False
        if len(self.first) == _WHOLE_DATE:
            return self.first <= day.isoformat() and (not self.last or day.isoformat() <= self.last)
        return _is_between(day, self.first, self.last or self.first)


@dataclass(frozen=True, slots=True)
class SpecialDay:
    """A day (a whole date, or `MM-DD` of every year) that is closed, or has other hours than usual."""

    day: str
    closed: bool = False
    start: int | None = None
    end: int | None = None

    def plain(self) -> dict[str, Any]:
        """Return what the browser reads."""
        return _filled(day=self.day, closed=self.closed or None, start=self.start, end=self.end)

    def is_on(self, day: date) -> bool:
        """Tell whether a day is this one."""
        return day.isoformat().endswith(self.day)

    def days_between(self, first: date, last: date) -> list[date]:
        """List the days it means, of those from `first` to `last`."""
        return list(_days_named(self.day, first, last))


@dataclass(frozen=True, slots=True)
class Opening:
    """Once from `start` to `end`, in minutes from the midnight that begins `day`; None where it is not known."""

    day: date
    start: int | None = None
    end: int | None = None
    appointment: bool = False
    unsure: bool = False
    """It falls on a public holiday, and nobody said whether it is open then."""
    notice: int = 0
    """Days ahead by which one has to book it."""

    @property
    def starts_at(self) -> float | None:
        """The instant it starts, in seconds since 1970; None where the hour is not known."""
        return None if self.start is None else _instant(self.day, self.start)

    @property
    def ends_at(self) -> float | None:
        """The instant it ends, in seconds since 1970; None where the hour is not known."""
        return None if self.end is None else _instant(self.day, self.end)

    @property
    def order(self) -> float:
        """What openings are sorted by: the instant it starts, or the day begins."""
        return _instant(self.day, self.start or 0)

    @property
    def clock(self) -> tuple[float, float]:
        """What openings of several are told by: the first to start, of these the first to end, if anybody said when."""
        return self.order, math.inf if self.ends_at is None else self.ends_at


@dataclass(frozen=True, slots=True)
class State:
    """How something stands at a moment. Moments are local, `2026-12-24T12:00`; what is unknown or untrue is empty.

    | `kind`    | means                                                                    | carries                  |
    |-----------|--------------------------------------------------------------------------|--------------------------|
    | `open`    | it is open                                                               | `until`, empty: always   |
    | `today`   | it is today, and nobody knows until when, or at what hour                | `at`, when it started    |
    | `opens`   | it opens next                                                            | `at`                     |
    | `on`      | it happens next, on a day whose hour may be unknown                      | `at` or `day`            |
    | `begins`  | its period or its season begins                                          | `day`, as far as known   |
    | `running` | it goes on without hours                                                 | `day`, its last          |
    | `over`    | it is over                                                               |                          |
    | `unknown` | only words tell                                                          |                          |
    """

    kind: str
    at: str = ""
    until: str = ""
    day: str = ""
    appointment: bool = False
    unsure: bool = False
    booked: bool = False
    """Who has not booked cannot come any sooner."""


@dataclass(frozen=True, slots=True)
class Timetable:
    """What a `quando` says of time, with the conventions of its catalogue."""

    slots: tuple[Slot, ...] = ()
    since: PartialDate | None = None
    until: PartialDate | None = None
    months: tuple[int, ...] = ()
    yearly: str = ""
    school: tuple[str, ...] = ()
    """First and last day of lessons, `MM-DD`, where it follows the year of school."""
    holidays: str = ""
    """`closed` or `open` on public holidays; empty where nobody said."""
    patron: str = ""
    closures: tuple[Closure, ...] = ()
    specials: tuple[SpecialDay, ...] = ()
    first: date = field(init=False, default=date.min)
    last: date = field(init=False, default=date.max)

    def __post_init__(self) -> None:
        """Work out the first and the last day once."""
        object.__setattr__(self, "first", (self.since and self.since.first) or date.min)
        object.__setattr__(self, "last", (self.until and self.until.last) or date.max)

    @classmethod
    def of(cls, schedule: Schedule, conventions: Conventions) -> Self:
        """Read a `quando`."""
        return cls(
            slots=tuple(
                Slot(
                    tuple(WEEKDAYS.index(day) for day in slot.days),
                    *_hours(slot.start, slot.end),
                    tuple(-1 if week == "ultima" else int(week) for week in slot.weeks),
                    slot.interval or 1,
                    slot.starting,
                    bool(slot.by_appointment or slot.notice),
                    slot.notice or 0,
                )
                for slot in schedule.slots
            ),
            since=schedule.since,
            until=schedule.until,
            months=schedule.months,
            yearly=schedule.yearly or "",
            school=(conventions.school_from, conventions.school_to) if schedule.school_year else (),
            holidays={"chiuso": "closed", "aperto": "open"}.get(schedule.public_holidays or "", ""),
            patron=conventions.patron,
            closures=tuple(Closure(part.months, part.first or "", part.last or "") for part in schedule.closures),
            specials=tuple(
                SpecialDay(part.day, bool(part.closed), *_hours(part.start, part.end)) for part in schedule.exceptions
            ),
        )

    def plain(self) -> dict[str, Any]:
        """Return what the browser reads: nothing that expires."""
        return _filled(
            slots=[slot.plain() for slot in self.slots],
            since=self.since.iso if self.since else "",
            until=self.until.iso if self.until else "",
            months=list(self.months),
            yearly=self.yearly,
            school=list(self.school),
            holidays=self.holidays,
            patron=self.patron,
            closures=[closure.plain() for closure in self.closures],
            specials=[special.plain() for special in self.specials],
        )

    @property
    def is_occasion(self) -> bool:
        """Tell whether it falls on one day, or one of every year, whatever day of the week that is."""
        return bool(self.yearly) or self.first == self.last

    @property
    def is_known(self) -> bool:
        """Tell whether anything but words says on which days it is."""
        is_dated = self.first > date.min and self.last < date.max
        return is_dated or self.is_recurring or self.is_occasion or bool(self.specials)

    def is_in_season(self, day: date) -> bool:
        """Tell whether a day is in the months and in the year of school that it goes on in."""
        if self.months and day.month not in self.months:
            return False
        return not self.school or is_school_day(day, self.school[0], self.school[1])

    def goes_on(self, day: date) -> bool:
        """Tell whether its hours hold on a day: in its season, and not in a closure."""
        return self.is_in_season(day) and not any(closure.covers(day) for closure in self.closures)

    def is_near(self, day: date, days: int) -> bool:
        """Tell whether it is on within so many days from a day; what only words tell may always be."""
        last = day + timedelta(days=days)
        if self.last < day or self.first > last:
            return False
        if self.is_recurring or self.is_occasion or self.specials:
            return bool(self.occurrences(day, last))
        return self.is_in_season(day) or self.is_in_season(last)

    def occurrences(self, first: date, last: date) -> list[Opening]:
        """List every opening that begins on a day from `first` to `last`, both included, in order."""
        first, last = max(first, self.first), min(last, self.last)
        if first > last:
            return []
        usual = [slot.days_between(first, last) for slot in self.slots]
        days = set().union(*usual, *(_days_named(name, first, last) for name in self._named))
        return [
            opening
            for day in sorted(days)
            for opening in self._openings(day, [slot for slot, on in zip(self.slots, usual, strict=True) if day in on])
        ]

    @property
    def _named(self) -> Iterator[str]:
        """Yield the days that are named one by one, as `SpecialDay` writes them."""
        yield from (special.day for special in self.specials)
        if self.is_occasion:
            yield self.yearly or self.first.isoformat()

    def _is_the_day(self, day: date) -> bool:
        return day.isoformat().endswith(self.yearly) if self.yearly else self.first == self.last == day

    def _openings(self, day: date, slots: Iterable[Slot]) -> list[Opening]:
        """Return the openings of one day, in order, out of the slots whose day it is."""
        of_day = [special for special in self.specials if special.is_on(day)]
        # What is said of this one day wins over what is said of every year.
        specials = [special for special in of_day if len(special.day) == _WHOLE_DATE] or of_day
        if any(special.closed for special in specials):
            return []
        own = [Opening(day, part.start, part.end) for part in specials if None not in {part.start, part.end}]
        if own:
            return sorted(own, key=lambda opening: opening.order)
        usual = list(self._usual(day, slots))
        if len(usual) > 1:  # most days have one, and instants cost more than all the rest
            usual.sort(key=lambda opening: opening.order)
        for special in specials:
            usual = list(_cut(usual, day, special))
        return usual

    def _usual(self, day: date, slots: Iterable[Slot]) -> Iterator[Opening]:
        if not self.goes_on(day):
            return
        if self.is_occasion:
            if self._is_the_day(day):
                # An occasion has its day: a holiday, and days of the week beside it, change nothing.
                yield from (
                    Opening(day, slot.start, slot.end, slot.appointment, notice=slot.notice)
                    for slot in self.slots or (Slot(),)
                )
            return
        is_holiday = self.holidays != "open" and self._is_holiday(day)
        if is_holiday and self.holidays == "closed":
            return
        unsure = is_holiday and not self.holidays
        for slot in slots:
            yield Opening(day, slot.start, slot.end, slot.appointment, unsure, slot.notice)

    def _is_holiday(self, day: date) -> bool:
        return day in public_holidays(day.year) or (bool(self.patron) and day.isoformat().endswith(self.patron))

    def state_at(self, moment: datetime) -> State:
        """Tell how it stands at a moment, which knows its time zone."""
        now, today = moment.timestamp(), moment.astimezone(ROME).date()
        near = [one for one in self.occurrences(today - _ONE_DAY, today + timedelta(days=8)) if not one.notice]
        return (
            _open(near, now)
            or _today(near, now, today)
            or self._ahead(self._next(now, today), today)
            or self._without_openings(today)
        )

    def _next(self, now: float, today: date) -> Opening | None:
        """Return the first opening that is still to come."""
        first = today
        for days in _HORIZONS:
            last = today + timedelta(days=days)
            for opening in self.occurrences(first, last):
                starts_at = opening.starts_at
                is_ahead = opening.day > today if starts_at is None else starts_at > now
                if is_ahead and opening.day >= today + timedelta(days=opening.notice):
                    return opening
            first = last + _ONE_DAY
        return None

    def _ahead(self, opening: Opening | None, today: date) -> State | None:
        if opening is None:
            return None
        marks = {"appointment": opening.appointment, "unsure": opening.unsure, "booked": opening.notice > 0}
        starts_at = opening.starts_at
        when = {"day": opening.day.isoformat()} if starts_at is None else {"at": _local(starts_at)}
        if self.is_occasion:
            return State("on", **when, **marks)  # type: ignore[arg-type]
        if today < self.first and self.since is not None:
            return State("begins", day=opening.day.isoformat() if self.since.day else self.since.iso)
        if not self.is_in_season(today) and not self.is_seldom:
            return State("begins", day=opening.day.isoformat())
        return State("on" if starts_at is None else "opens", **when, **marks)  # type: ignore[arg-type]

    def _without_openings(self, today: date) -> State:
        """Tell how it stands where no opening is to come."""
        # The last day may be behind, though the period goes on for a few days more.
        if today > self.last or (self.is_recurring and self.last < date.max):
            return State("over")
        if today < self.first and self.since is not None and not self.is_recurring:
            return State("begins", day=self.since.iso)
        if not self.is_recurring and not self.is_in_season(today):
            return self._season_to_come(today)
        if self.is_recurring or self.is_occasion or self.specials:
            return State("over" if self.specials and not (self.is_recurring or self.yearly) else "unknown")
        is_period = self.first > date.min and self.last < date.max
        return State("running", day=self.until.iso) if self.until and is_period else State("unknown")

    @property
    def is_recurring(self) -> bool:
        """Tell whether it has days of the week."""
        return any(slot.days for slot in self.slots)

    @property
    def is_seldom(self) -> bool:
        """Tell whether it is on in some weeks of a month alone: out of season it has a next time, not a beginning."""
        return bool(self.slots) and all(slot.weeks for slot in self.slots)

    def _season_to_come(self, today: date) -> State:
        days = _days(today + _ONE_DAY, min(self.last, today + timedelta(days=_HORIZONS[1])))
        first = next((day.isoformat() for day in days if self.is_in_season(day)), "")
        return State("begins", day=first if self.school else first[: len("2026-12")]) if first else State("over")


def falls_in(start: int | None, end: int | None, part: str) -> bool:
    """Tell whether some hours, in minutes from midnight, are in a part of the day (one of `PARTS_OF_DAY`).

    An hour of it makes a part, or all of it where it is shorter: homework until half past six is no evening class.
    What does not say when it ends is where it begins; without a beginning nobody knows.
    """
    if start is None:
        return False
    first, until = PARTS_OF_DAY[part]
    last = start + 1 if end is None else end
    return min(last, until) - max(start, first) >= min(last - start, _HOUR)


def is_school_day(day: date, first: str, last: str) -> bool:
    """Tell whether schools are on, from `first` to `last` (`MM-DD`) without the breaks that all regions have."""
    from dateutil.easter import easter  # noqa: PLC0415 -- most commands need no calendar

    from_easter = (day - easter(day.year)).days
    is_break = _is_between(day, *_CHRISTMAS_BREAK) or _EASTER_BREAK[0] <= from_easter <= _EASTER_BREAK[1]
    return _is_between(day, first, last) and not is_break


@cache
def public_holidays(year: int) -> frozenset[date]:
    """Return the holidays of all Italy (L. 260/1949 and its changes), Easter too.

    The day of National Unity is left out: since L. 54/1977 it is the first Sunday of November, on which whoever is
    open on Sundays is open as ever.
    """
    from holidays import country_holidays  # noqa: PLC0415 -- heavy, and only time asks for it

    found = set(country_holidays("IT", years=year))
    november = date(year, 11, 1)
    found.discard(november + timedelta(days=(6 - november.weekday()) % 7 or 7))
    # A version of the package older than the law does not have it.
    return frozenset(found | ({date(year, 10, 4)} if year >= _SAINT_FRANCIS_AGAIN else set()) | {november})


def _open(near: Iterable[Opening], now: float) -> State | None:
    timed = [(opening.starts_at, opening.ends_at, opening) for opening in near]
    spans = sorted(
        ((start, end, opening) for start, end, opening in timed if start is not None and end is not None),
        key=lambda span: span[0],
    )
    current = [opening for start, end, opening in spans if start <= now < end]
    if not current:
        return None
    end = max(end for start, end, _ in spans if start <= now < end)
    for start, later, _ in spans:
        end = max(end, later) if start <= end else end
    return State(
        "open",
        until="" if end - now > _WEEK_SECONDS else _local(end),
        appointment=all(opening.appointment for opening in current),
        unsure=all(opening.unsure for opening in current),
    )


def _today(near: Iterable[Opening], now: float, today: date) -> State | None:
    for opening in near:
        starts_at, ends_at = opening.starts_at, opening.ends_at
        has_begun = starts_at is None or (starts_at <= now and ends_at is None)
        if opening.day == today and has_begun and (ends_at is None or now < ends_at):
            at = "" if starts_at is None else _local(starts_at)
            return State("today", at=at, appointment=opening.appointment, unsure=opening.unsure)
    return None


def _cut(usual: Iterable[Opening], day: date, special: SpecialDay) -> Iterator[Opening]:
    """Yield what an exception with one hour alone leaves of the usual openings of its day."""
    openings = list(usual)
    if not openings and special.start is not None:
        yield Opening(day, special.start)
    for opening in openings:
        start, end = opening.start, opening.end
        if special.start is not None:
            start = max(start or 0, special.start)
        if special.end is not None:
            end = min(special.end, end if end is not None else special.end)
        if start is None or end is None or start < end:
            yield Opening(day, start, end, opening.appointment, notice=opening.notice)


def _hours(start: str | None, end: str | None) -> tuple[int | None, int | None]:
    """Return both in minutes from midnight; an end that is not after the start is of the next day."""
    first, last = (None if hour is None else int(hour[:2]) * 60 + int(hour[3:]) for hour in (start, end))
    return first, last + DAY_MINUTES if first is not None and last is not None and last <= first else last


def _day_of_year(value: Any) -> str:
    # Settings may not have been checked yet.
    return value if isinstance(value, str) and re.fullmatch("[0-9]{2}-[0-9]{2}", value) else ""


def _is_between(day: date, first: str, last: str) -> bool:
    """Tell whether a day is from `first` to `last`, both `MM-DD`, around New Year where they are the other way."""
    written = day.isoformat()[len("2026-") :]
    return first <= written <= last if first <= last else written >= first or written <= last


def _instant(day: date, minutes: int) -> float:
    return (_midnight(day) + timedelta(minutes=minutes)).replace(tzinfo=ROME).timestamp()


def _local(instant: float) -> str:
    return datetime.fromtimestamp(instant, ROME).strftime("%Y-%m-%dT%H:%M")


def _midnight(day: date) -> datetime:
    return datetime(day.year, day.month, day.day)  # noqa: DTZ001 -- a day, as dateutil wants it


def _days_named(name: str, first: date, last: date) -> Iterator[date]:
    """Yield the days from `first` to `last` that a name means: a whole date, or `MM-DD` of every year that has it."""
    named = [name] if len(name) == _WHOLE_DATE else [f"{year:04}-{name}" for year in range(first.year, last.year + 1)]
    for written in named:
        try:
            day = date.fromisoformat(written)
        except ValueError:  # a 29 February of most years
            continue
        if first <= day <= last:
            yield day


def _days(first: date, last: date) -> Iterator[date]:
    return (first + timedelta(days=count) for count in range((last - first).days + 1))


def _filled(**values: Any) -> dict[str, Any]:
    """Leave out what is not there; midnight (0) is."""
    return {key: value for key, value in values.items() if value not in (None, "", [])}
