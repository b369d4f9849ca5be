"""What a timetable says, in the words of calendars: rules, the days they leave out, and days of their own.

By construction the same openings as `Timetable.occurrences`: a rule is written out of the hours of the week, and what
it says too much is left out of it by name, what it says too little is an event of its own. So holidays, closures, the
year of school and other hours need no words that calendars do not have.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import Final

from generator.catalogue.opening_times import ROME, Opening, Slot, Timetable

_DAYS: Final = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_SHORTEST_RULE: Final = 2
"""Fewer days are events of their own."""

_CLOCK_CHANGES: Final = frozenset({3, 10})
"""The months in which clocks change, in a night of their last Sunday (directive 2000/84/EC)."""

_Hours = tuple[date, int | None, int | None]


@dataclass(frozen=True, slots=True)
class Recurrence:
    """When something is: once, or again and again by a `rule` (RFC 5545, `recur` without `UNTIL`) up to a last day.

    `start` and `end` are minutes from the midnight that begins a day, an end past 1440 being the next day; without a
    start it is on the whole day. `without` are the days that the rule means and that are not.
    """

    mark: str
    """Tells it from the others of its timetable, as long as it is the same."""
    day: date
    start: int | None = None
    end: int | None = None
    rule: str = ""
    last: date | None = None
    without: Sequence[date] = ()
    appointment: bool = False
    unsure: bool = False
    """On a public holiday of which nobody said whether it is open."""


@lru_cache(1 << 14)  # who serves a catalogue while it is written asks for the same ones at each build
def recurrences(timetable: Timetable, first: date, last: date) -> Sequence[Recurrence]:
    """Return all openings of a timetable from `first` to `last`: rules in the order of its slots, then single days."""
    sure: list[Opening] = []
    own: list[Opening] = []
    for opening in timetable.occurrences(first, last):
        (own if opening.unsure or not _is_as_long_as_written(opening) else sure).append(opening)
    left = Counter(map(_hours, sure))
    rules = []
    for number, slot in enumerate(timetable.slots if not timetable.is_occasion else (), 1):
        # The days that it is open on, among the days that its rule would mean.
        usual = sorted(slot.days_between(max(first, timetable.first), min(last, timetable.last)))
        held = [day for day in usual if left[day, slot.start, slot.end]]
        if len(held) >= _SHORTEST_RULE:
            left.subtract((day, slot.start, slot.end) for day in held)
            rules.append(_ruled(number, slot, usual, held))
    own += [opening for opening in sure if left[_hours(opening)] > 0]
    return (*rules, *_single(own))


def _ruled(number: int, slot: Slot, usual: Sequence[date], held: Sequence[date]) -> Recurrence:
    months = sorted({day.month for day in held})
    named = months if months != sorted({day.month for day in usual}) else []
    is_there = set(held)
    return Recurrence(
        mark=str(number),
        day=held[0],
        start=slot.start,
        end=slot.end,
        rule=_rule(slot, named),
        last=held[-1],
        without=[
            day
            for day in usual
            if held[0] < day < held[-1] and day not in is_there and (not named or day.month in named)
        ],
        appointment=slot.appointment,
    )


def _rule(slot: Slot, months: Sequence[int]) -> str:
    if slot.weeks:
        days = [f"{week}{_DAYS[day]}" for week in slot.weeks for day in slot.days]
        parts = ["FREQ=MONTHLY"]
    else:
        days = [_DAYS[day] for day in slot.days]
        parts = ["FREQ=WEEKLY", *([f"INTERVAL={slot.every}", "WKST=MO"] if slot.every > 1 else [])]
    parts.append(f"BYDAY={','.join(days)}")
    return ";".join([*parts, *([f"BYMONTH={','.join(map(str, months))}"] if months else [])])


def _single(openings: Sequence[Opening]) -> Iterator[Recurrence]:
    """Yield an event for each opening; what opens twice at one hour of one day is told apart by a number."""
    seen = Counter[str]()
    for opening in sorted(openings, key=lambda opening: (opening.order, opening.end or 0)):
        hour = "" if opening.start is None else f"-{opening.start // 60:02}{opening.start % 60:02}"
        mark = f"{opening.day:%Y%m%d}{hour}"
        seen[mark] += 1
        yield Recurrence(
            mark if seen[mark] == 1 else f"{mark}-{seen[mark]}",
            opening.day,
            opening.start,
            opening.end,
            appointment=opening.appointment,
            unsure=opening.unsure,
        )


def _hours(opening: Opening) -> _Hours:
    return opening.day, opening.start, opening.end


def _is_as_long_as_written(opening: Opening) -> bool:
    """Tell whether no clock changes meanwhile: calendars repeat a length, and a night of October is an hour longer."""
    if opening.day.month not in _CLOCK_CHANGES or opening.start is None or opening.end is None:
        return True
    if opening.starts_at is None or opening.ends_at is None:
        return True
    return opening.ends_at - opening.starts_at == (opening.end - opening.start) * 60


def moment(day: date, minutes: int) -> datetime:
    """Return the local time so many minutes after the midnight that begins a day, as read on the wall in Rome."""
    return (datetime(day.year, day.month, day.day) + timedelta(minutes=minutes)).replace(tzinfo=ROME)  # noqa: DTZ001 -- a clock
