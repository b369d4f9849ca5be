"""What the times of something (`quando`) contradict, in records whose shape is right, by the function of time.

Only the command notices these: they need the calendar, which the form does not carry.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date, timedelta
from itertools import combinations
from typing import Any, Final

from generator.catalogue.opening_times import DAY_MINUTES, Conventions, Slot, SpecialDay, Timetable
from generator.diagnostics import Finding, Path
from generator.reading.folder import SourceFile
from generator.records.activity import Closure, Schedule
from generator.records.plain import without_empty

_LOOKED_AHEAD: Final = (60, 400, 3000)
"""Days in which something that happens at all is found, in steps: the fifth Saturday of February is years away."""
_WHOLE_DATE: Final = len("2026-12-24")
_MOST_COMPARED: Final = 60
"""More openings are no timetable: comparing each with each would take too long."""


def check_timetables(files: Iterable[SourceFile], conventions: Conventions, today: date) -> Iterator[Finding]:
    """Check every `quando` of the records of networks and organisations."""
    for record in files:
        if record.kind in {"rete", "ente"}:
            for path, written in _schedules(record.data, ()):
                schedule = Schedule.model_validate(without_empty(written))
                timetable = Timetable.of(schedule, conventions)
                for inner, code, values in _contradictions(schedule, timetable, today):
                    yield Finding(code, record.file, (*path, *inner), values)


def _schedules(value: Any, path: Path) -> Iterator[tuple[Path, dict[str, Any]]]:
    """Yield (path, mapping) of everything under a key `quando`."""
    parts = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for step, part in parts:
        if step == "quando" and isinstance(part, dict):
            yield (*path, step), part
        else:
            yield from _schedules(part, (*path, step))


_Contradiction = tuple[Path, str, dict[str, object]]


def _contradictions(schedule: Schedule, timetable: Timetable, today: date) -> Iterator[_Contradiction]:
    yield from days_told_twice(timetable)
    yield from closures_without_end(schedule.closures)
    yield from days_out_of_the_period(timetable)
    yield from hours_that_overlap(timetable)
    yield from what_never_happens(timetable, today)
    yield from days_closed_anyway(timetable, today)


def days_told_twice(timetable: Timetable) -> Iterator[_Contradiction]:
    """E439: one day has two exceptions that cannot both be true."""
    earlier: dict[str, list[SpecialDay]] = {}
    for number, special in enumerate(timetable.specials):
        others = earlier.setdefault(special.day, [])
        if any(not _can_both_be(special, other) for other in others):
            yield ("eccezioni", number, "data"), "E439", {"date": special.day}
        others.append(special)


def _can_both_be(one: SpecialDay, other: SpecialDay) -> bool:
    """Tell whether two exceptions are two openings of one day, one after the other."""
    hours = sorted([(one.start, one.end), (other.start, other.end)], key=lambda pair: pair[0] or 0)
    (_, first_end), (second_start, _) = hours
    is_whole = not any(None in pair for pair in hours)
    return is_whole and first_end is not None and second_start is not None and first_end <= second_start


def closures_without_end(closures: Iterable[Closure]) -> Iterator[_Contradiction]:
    """E440: a closure of every year that has no end, or whose ends are written in two ways."""
    for number, closure in enumerate(closures):
        first, last = closure.first or "", closure.last or ""
        is_yearly = bool(first) and len(first) < _WHOLE_DATE
        if (is_yearly and not last) or (last and len(first) != len(last)):
            yield ("chiusure", number, "al" if last else "dal"), "E440", {"first": first, "last": last or "…"}


def days_out_of_the_period(timetable: Timetable) -> Iterator[_Contradiction]:
    """W435: an exception before it begins, or after it has ended."""
    for number, special in enumerate(timetable.specials):
        is_whole = len(special.day) == _WHOLE_DATE
        if is_whole and not timetable.first.isoformat() <= special.day <= timetable.last.isoformat():
            yield ("eccezioni", number, "data"), "W435", {"date": special.day}


def hours_that_overlap(timetable: Timetable) -> Iterator[_Contradiction]:
    """W437: two openings of one day that overlap: often hours of two seats, or of two activities."""
    for (_, one), (number, other) in combinations(list(enumerate(timetable.slots))[:_MOST_COMPARED], 2):
        if _meet_every_week(one, other) and _overlap(one, other):
            yield ("orari", number), "W437", {}


def _meet_every_week(one: Slot, other: Slot) -> bool:
    same_days = not set(one.days).isdisjoint(other.days)
    apart = one.every > 1 or other.every > 1
    return same_days and not apart and not (one.weeks and other.weeks and set(one.weeks).isdisjoint(other.weeks))


def _overlap(one: Slot, other: Slot) -> bool:
    if one.start is None or one.end is None or other.start is None or other.end is None:
        return False
    return one.start < min(other.end, DAY_MINUTES) and other.start < min(one.end, DAY_MINUTES)


def what_never_happens(timetable: Timetable, today: date) -> Iterator[_Contradiction]:
    """W436 where the closures cover every opening, W438 where the period or the months hold none of its days."""
    is_bounded = timetable.since is not None and timetable.until is not None
    if not timetable.slots or not (timetable.closures or timetable.months or timetable.school or is_bounded):
        return
    if (timetable.is_recurring or timetable.is_occasion) and not _ever_happens(timetable, today):
        if timetable.closures and _ever_happens(replace(timetable, closures=()), today):
            yield ("chiusure",), "W436", {}
        else:
            yield ("orari",), "W438", {}


def _ever_happens(timetable: Timetable, today: date) -> bool:
    """Tell whether there is an opening in its period, or from today on where that has no beginning or no end."""
    # Whether it is unsure on holidays does not matter here, and the calendar of holidays is slow to load.
    timetable = replace(timetable, holidays=timetable.holidays or "open")
    start = timetable.first if timetable.first > date.min else min(today, timetable.last)
    if timetable.last == date.max:
        start = max(start, today)
    steps = zip((0, *_LOOKED_AHEAD), _LOOKED_AHEAD, strict=False)
    return any(
        timetable.occurrences(start + timedelta(days=first), start + timedelta(days=last)) for first, last in steps
    )


def days_closed_anyway(timetable: Timetable, today: date) -> Iterator[_Contradiction]:
    """H435: an exception that closes a day still to come on which nothing is open anyway."""
    if not timetable.is_recurring:
        return
    for number, special in enumerate(timetable.specials):
        closes = special.closed or special.start is None
        if not closes or len(special.day) < _WHOLE_DATE or special.day < today.isoformat():
            continue
        day = date.fromisoformat(special.day)
        usual = replace(timetable, specials=())
        if timetable.first <= day <= timetable.last and not usual.occurrences(day, day):
            yield ("eccezioni", number, "data"), "H435", {"date": special.day}
