"""A year of openings, as two readers that are not ours understand our calendars, against the one function of time."""

from collections import Counter
from datetime import UTC, date, datetime, timedelta
from itertools import product
from pathlib import Path

import pytest
import recurring_ical_events
from ical.calendar_stream import IcsCalendarStream
from icalendar import Calendar

from generator.catalogue.opening_times import Closure, Conventions, Slot, SpecialDay, Timetable
from generator.checking import check
from generator.exports.icalendar import Appointment, calendar
from generator.exports.recurrences import recurrences
from generator.reading.folder import read_folder
from generator.records.dates import PartialDate
from tests.conftest import EXAMPLE, TODAY

FIRST, LAST = date(2026, 10, 10), date(2027, 12, 31)
SHIPPED = Path(__file__).parents[2]

Times = Counter[tuple[date | datetime, datetime | None]]

HOURS = (Slot((0, 3), 900, 1080), Slot((1,), 1350, 1560), Slot((5, 6), None, None))
PARTS: dict[str, Timetable] = {
    "the whole week": Timetable(HOURS, holidays="open"),
    "closed on holidays": Timetable(HOURS, holidays="closed", patron="11-15"),
    "nobody said of holidays": Timetable(HOURS),
    "in some months": Timetable(HOURS, months=(1, 2, 11), holidays="open"),
    "in the year of school": Timetable(HOURS, school=("09-15", "06-08"), holidays="closed"),
    "closed in summer and once": Timetable(
        HOURS, closures=(Closure((7,)), Closure((), "12-24", "01-06"), Closure((), "2026-11-02", "2026-11-20"))
    ),
    "other hours on some days": Timetable(
        HOURS,
        specials=(
            SpecialDay("2026-12-24", start=540, end=720),
            SpecialDay("12-24", closed=True),
            SpecialDay("2027-01-04", end=960),
            SpecialDay("2026-10-25", start=60, end=300),
        ),
    ),
    "days of the month": Timetable(
        (Slot((1,), 600, 720, (2, 4)), Slot((6,), 600, None, (-1,)), Slot((0,), 60, 90, (5,)))
    ),
    "every other week": Timetable((Slot((0, 4), 600, 720, (), 2, date(2026, 9, 3)),), holidays="open"),
    "through the nights when clocks change": Timetable(
        (Slot((5, 6), 1380, 1740), Slot((6,), 150, 240)), holidays="open"
    ),
    "the same hours twice": Timetable((Slot((2,), 600, 720), Slot((2,), 600, 720)), holidays="open"),
    "one day of every year": Timetable((Slot((), 600, 720),), yearly="11-10"),
    "a day that most years lack": Timetable(yearly="02-29"),
    "once": Timetable((Slot((2,), 600, 1500),), PartialDate(2026, 12, 5), PartialDate(2026, 12, 5)),
    "from a day to a day": Timetable(HOURS, PartialDate(2026, 12), PartialDate(2027, 2, 3), holidays="closed"),
    "from midnight to midnight": Timetable((Slot((0, 1, 2, 3, 4, 5, 6), 0, 1440),), holidays="open"),
}


def meant(timetable: Timetable) -> Times:
    """Return the openings of the function of time: a whole day, or two instants."""
    return Counter(
        (
            opening.day if opening.starts_at is None else datetime.fromtimestamp(opening.starts_at, UTC),
            None
            if opening.starts_at is None or opening.ends_at is None
            else datetime.fromtimestamp(opening.ends_at, UTC),
        )
        for opening in timetable.occurrences(FIRST, LAST)
    )


def in_calendar(*timetables: Timetable) -> bytes:
    """Write timetables into one calendar."""
    return calendar(
        "x",
        [
            Appointment(f"{number}.{when.mark}@b", when, FIRST, "x")
            for number, timetable in enumerate(timetables)
            for when in recurrences(timetable, FIRST, LAST)
        ],
    )


def _instant(moment: date | datetime) -> date | datetime:
    return moment.astimezone(UTC) if isinstance(moment, datetime) else moment


def _times(pairs: list[tuple[date | datetime, date | datetime | None]]) -> Times:
    found: Times = Counter()
    for start, end in pairs:
        is_known = isinstance(start, datetime) and isinstance(end, datetime) and end != start
        found[_instant(start), end.astimezone(UTC) if is_known and isinstance(end, datetime) else None] += 1
    return found


def read_by_recurring(written: bytes) -> Times:
    """Read a calendar with icalendar and recurring-ical-events, over all its days."""
    around = (FIRST - timedelta(days=9), LAST + timedelta(days=9))
    events = recurring_ical_events.of(Calendar.from_ical(written)).between(*around)
    return _times([(event["DTSTART"].dt, event["DTEND"].dt if "DTEND" in event else None) for event in events])


def read_by_ical(written: bytes) -> Times:
    """Read a calendar with ical, which is strict about what it takes."""
    read = IcsCalendarStream.calendar_from_ics(written.decode())
    return _times([(event.dtstart, event.dtend) for event in read.timeline if event.dtstart])


@pytest.mark.parametrize("timetable", PARTS.values(), ids=PARTS.keys())
def test_two_readers_find_the_openings_of_the_function_of_time(timetable: Timetable) -> None:
    """Seasons, holidays, exceptions, nights when clocks change: to the minute, over more than a year."""
    written, wanted = in_calendar(timetable), meant(timetable)
    identifiers = [str(event["UID"]) for event in Calendar.from_ical(written).walk("VEVENT")]
    assert len(set(identifiers)) == len(identifiers)
    assert read_by_recurring(written) == wanted
    assert read_by_ical(written) == wanted


@pytest.mark.parametrize("root", [EXAMPLE, SHIPPED], ids=["valdoria", "shipped"])
def test_a_year_of_each_catalogue_agrees(root: Path) -> None:
    """Every timetable of the records, whatever its page shows."""
    conventions = Conventions()
    activities = check(read_folder(root), TODAY).catalogue.activities.values()
    schedules = [activity.record.schedule for activity in activities if activity.record.schedule]
    timetables = [Timetable.of(schedule, conventions) for schedule in schedules]
    wanted: Times = sum(map(meant, timetables), Counter())
    written = in_calendar(*timetables)
    assert read_by_recurring(written) == wanted
    assert read_by_ical(written) == wanted


def test_a_rule_is_written_where_calendars_have_one() -> None:
    """Not a day at a time: what goes on every week is one event, with the days it leaves out."""
    found = recurrences(PARTS["closed on holidays"], FIRST, LAST)
    rules = [when.rule for when in found]
    assert rules == ["FREQ=WEEKLY;BYDAY=MO,TH", "FREQ=WEEKLY;BYDAY=TU", "FREQ=WEEKLY;BYDAY=SA,SU"]
    assert date(2027, 3, 29) in found[0].without
    assert recurrences(PARTS["in some months"], FIRST, LAST)[0].rule == "FREQ=WEEKLY;BYDAY=MO,TH;BYMONTH=1,2,11"
    assert recurrences(PARTS["every other week"], FIRST, LAST)[0].rule == "FREQ=WEEKLY;INTERVAL=2;WKST=MO;BYDAY=MO,FR"
    assert recurrences(PARTS["days of the month"], FIRST, LAST)[0].rule == "FREQ=MONTHLY;BYDAY=2TU,4TU"


def test_a_holiday_of_which_nobody_spoke_is_told_apart() -> None:
    """It is tentative, so that who follows the calendar asks first."""
    unsure = [when for when in recurrences(PARTS["nobody said of holidays"], FIRST, LAST) if when.unsure]
    assert {when.day for when in unsure} >= {date(2026, 12, 8), date(2027, 3, 29)}
    written = calendar("x", [Appointment("a@b", unsure[0], FIRST, "x")])
    assert b"\r\nSTATUS:TENTATIVE\r\n" in written


def test_the_clock_of_rome_is_written_by_its_rules() -> None:
    """Three in the afternoon stays so when the clock changes: 13:00 in UTC until 24 October, 14:00 from then on."""
    written = in_calendar(Timetable((Slot((1,), 900, 960),), holidays="open"))
    hours = {start.hour for start, _ in read_by_recurring(written) if isinstance(start, datetime)}
    assert hours == {13, 14}
    assert written.count(b"BEGIN:VTIMEZONE") == 1
    for month, hour in product((10, 11), (13, 14)):
        days = [
            start.day
            for start, _ in read_by_ical(written)
            if isinstance(start, datetime) and (start.year, start.month, start.hour) == (2026, month, hour)
        ]
        assert bool(days) is ((month, hour) in {(10, 13), (10, 14), (11, 14)})
