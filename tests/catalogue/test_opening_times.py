"""When something is open: right answers, each worked out by hand on a calendar."""

from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from generator.catalogue.opening_times import ROME, Conventions, State, Timetable, is_school_day, public_holidays
from generator.records import Schedule

MORNINGS = {"giorni": ["lun", "mar", "mer", "gio", "ven"], "dalle": "09:00", "alle": "12:00"}
NIGHTS = {"giorni": ["lun", "mar", "mer", "gio", "ven", "sab", "dom"], "dalle": "18:00", "alle": "09:00"}
ALWAYS = {"giorni": ["lun", "mar", "mer", "gio", "ven", "sab", "dom"], "dalle": "00:00", "alle": "24:00"}


def timetable(written: dict[str, Any], **conventions: str) -> Timetable:
    """Read a `quando`."""
    return Timetable.of(Schedule.model_validate(written), Conventions(**conventions))


def days(written: dict[str, Any], first: str, last: str) -> list[str]:
    """List the days of the openings between two."""
    found = timetable(written).occurrences(date.fromisoformat(first), date.fromisoformat(last))
    return [opening.day.isoformat()[5:] for opening in found]


def state(written: dict[str, Any], moment: str, **conventions: str) -> State:
    """Tell the state at a moment as clocks in Rome show it."""
    return timetable(written, **conventions).state_at(datetime.fromisoformat(moment).replace(tzinfo=ROME))


@pytest.mark.parametrize(
    ("slot", "expected"),
    [
        ({"giorni": "mar", "settimana": "2"}, ["01-13", "02-10", "03-10"]),
        ({"giorni": "sab", "settimana": "ultima"}, ["01-31", "02-28", "03-28"]),
        ({"giorni": ["lun", "ven"], "settimana": ["1", "3"]}, ["01-02", "01-05", "01-16", "01-19", *("02-02", "02-06"),
                                                          *("02-16", "02-20", "03-02", "03-06", "03-16", "03-20")]),
        ({"giorni": "sab", "settimana": "5"}, ["01-31"]),
        ({"giorni": "gio", "ogni_settimane": 2, "a_partire_dal": "2026-01-08"},
         ["01-08", "01-22", "02-05", "02-19", "03-05", "03-19"]),
        # Weeks are counted from Monday: the Monday before the first day is not of that week any more.
        ({"giorni": ["lun", "gio"], "ogni_settimane": 3, "a_partire_dal": "2026-01-08"},
         ["01-08", "01-26", "01-29", "02-16", "02-19", "03-09", "03-12", "03-30"]),
    ],
)  # fmt: skip
def test_days_of_the_month_and_every_few_weeks(slot: dict[str, Any], expected: list[str]) -> None:
    """The second Tuesday, the last Saturday, every other Thursday."""
    assert days({"orari": [slot]}, "2026-01-01", "2026-03-31") == expected


def test_weeks_are_counted_from_their_beginning_however_far() -> None:
    """Every other week stays every other week twenty years on."""
    written = {"orari": [{"giorni": "gio", "ogni_settimane": 2, "a_partire_dal": "2026-01-08"}]}
    whole = days(written, "2026-01-01", "2046-12-31")

    assert days(written, "2046-10-01", "2046-12-31") == whole[-len(days(written, "2046-10-01", "2046-12-31")) :]


@pytest.mark.parametrize(
    ("more", "expected"),
    [
        ({}, ["12-21", "12-22", "12-23", "12-24", "12-25", "12-28", "12-29", "12-30", "12-31", "01-01"]),
        ({"festivi": "chiuso"}, ["12-21", "12-22", "12-23", "12-24", "12-28", "12-29", "12-30", "12-31"]),
        ({"chiusure": [{"dal": "12-24", "al": "01-06"}]}, ["12-21", "12-22", "12-23"]),
        ({"chiusure": [{"dal": "2026-12-24", "al": "2026-12-29"}]},
         ["12-21", "12-22", "12-23", "12-30", "12-31", "01-01"]),
        ({"chiusure": [{"dal": "2026-12-23"}]}, ["12-21", "12-22"]),
        ({"chiusure": [{"mesi": 12}]}, ["01-01"]),
        ({"mesi": [12]}, ["12-21", "12-22", "12-23", "12-24", "12-25", "12-28", "12-29", "12-30", "12-31"]),
        ({"al": "2026-12-22"}, ["12-21", "12-22"]),
        ({"anno_scolastico": "sì"}, ["12-21", "12-22", "12-23"]),
        ({"eccezioni": [{"data": "12-24", "chiuso": "sì"}, {"data": "2026-12-26", "dalle": "09:00", "alle": "12:00"}]},
         ["12-21", "12-22", "12-23", "12-25", "12-26", "12-28", "12-29", "12-30", "12-31", "01-01"]),
        ({"festivi": "chiuso", "eccezioni": [{"data": "2027-01-01", "dalle": "10:00", "alle": "12:00"}]},
         ["12-21", "12-22", "12-23", "12-24", "12-28", "12-29", "12-30", "12-31", "01-01"]),
    ],
)  # fmt: skip
def test_closures_and_exceptions(more: dict[str, Any], expected: list[str]) -> None:
    """What closes takes days away; an exception wins over it."""
    assert days({"orari": [MORNINGS], **more}, "2026-12-21", "2027-01-03") == expected


@pytest.mark.parametrize(
    ("special", "hours"),
    [
        # The afternoon is after the hour it closes at.
        ([{"data": "12-24", "alle": "11:00"}], [(540, 660)]),
        ([{"data": "12-24", "alle": "12:30"}], [(540, 720)]),
        ([{"data": "12-24", "dalle": "11:00"}], [(660, 720), (900, 1080)]),
        ([{"data": "12-24", "dalle": "10:00", "alle": "16:00"}], [(600, 960)]),
        ([{"data": "12-24", "dalle": "15:00", "alle": "16:00"}, {"data": "12-24", "dalle": "08:00", "alle": "09:00"}],
         [(480, 540), (900, 960)]),
        ([{"data": "12-24", "chiuso": "sì"}, {"data": "2026-12-24", "alle": "11:00"}], [(540, 660)]),
        ([{"data": "2026-12-24", "chiuso": "sì"}, {"data": "12-24", "alle": "11:00"}], []),
    ],
)  # fmt: skip
def test_hours_of_an_exception(special: list[dict[str, Any]], hours: list[tuple[int, int]]) -> None:
    """One hour cuts the usual ones, two take their place; what is said of one day wins over every year's."""
    written = {"orari": [MORNINGS, {"giorni": "gio", "dalle": "15:00", "alle": "18:00"}], "eccezioni": special}
    found = timetable(written).occurrences(date(2026, 12, 24), date(2026, 12, 24))

    assert [(opening.start, opening.end) for opening in found] == hours


@pytest.mark.parametrize(
    ("written", "moment", "expected"),
    [
        ({"orari": [MORNINGS]}, "2026-11-30T10:00", State("open", until="2026-11-30T12:00")),
        ({"orari": [MORNINGS]}, "2026-11-30T12:00", State("opens", at="2026-12-01T09:00")),
        ({"orari": [MORNINGS]}, "2026-11-28T10:00", State("opens", at="2026-11-30T09:00")),
        ({"orari": [NIGHTS]}, "2026-11-28T03:00", State("open", until="2026-11-28T09:00")),
        ({"orari": [NIGHTS]}, "2026-11-28T12:00", State("opens", at="2026-11-28T18:00")),
        ({"orari": [NIGHTS], "mesi": [12, 1, 2, 3]}, "2026-11-28T23:00", State("begins", day="2026-12-01")),
        ({"orari": [NIGHTS], "mesi": [12, 1, 2, 3]}, "2027-04-01T08:00", State("open", until="2027-04-01T09:00")),
        ({"orari": [ALWAYS], "festivi": "aperto"}, "2026-11-28T03:00", State("open")),
        ({"orari": [MORNINGS | {"su_appuntamento": "sì"}]}, "2026-11-30T10:00",
         State("open", until="2026-11-30T12:00", appointment=True)),
        # What is booked two days ahead is told from the first day that one can still book.
        ({"orari": [MORNINGS | {"prenotare_giorni_prima": "2"}]}, "2026-11-30T10:00",
         State("opens", at="2026-12-02T09:00", appointment=True, booked=True)),
        # Nobody said what happens on holidays.
        ({"orari": [MORNINGS]}, "2026-12-08T10:00", State("open", until="2026-12-08T12:00", unsure=True)),
        ({"orari": [MORNINGS], "festivi": "chiuso"}, "2026-12-08T10:00", State("opens", at="2026-12-09T09:00")),
        ({"orari": [MORNINGS], "festivi": "aperto"}, "2026-12-08T10:00", State("open", until="2026-12-08T12:00")),
        # Days without hours, hours without an end.
        ({"orari": [{"giorni": ["mar", "ven"]}]}, "2026-12-01T10:00", State("today")),
        ({"orari": [{"giorni": ["mar", "ven"]}]}, "2026-12-02T10:00", State("on", day="2026-12-04")),
        ({"orari": [{"giorni": "mar", "dalle": "16:00"}]}, "2026-12-01T17:00", State("today", at="2026-12-01T16:00")),
        ({"orari": [{"giorni": "mar", "alle": "16:00"}]}, "2026-12-01T17:00",
         State("on", day="2026-12-08", unsure=True)),  # the Immaculate Conception
        # Periods, occasions, words alone.
        ({"orari": [MORNINGS], "dal": "2027-01"}, "2026-12-01T10:00", State("begins", day="2027-01")),
        ({"orari": [MORNINGS], "dal": "2027-01-01"}, "2026-12-01T10:00", State("begins", day="2027-01-01")),
        ({"orari": [MORNINGS], "al": "2026-11"}, "2026-12-01T10:00", State("over")),
        ({"orari": [MORNINGS], "al": "2026-11-29"}, "2026-11-28T10:00", State("over")),
        ({"dal": "2026-10-15", "al": "2026-12-15"}, "2026-11-28T10:00", State("running", day="2026-12-15")),
        ({"dal": "2027-05-23", "al": "2027-05-23"}, "2026-11-28T10:00", State("on", day="2027-05-23")),
        ({"dal": "2027-05-23", "al": "2027-05-23"}, "2027-05-23T10:00", State("today")),
        ({"dal": "2027-05-23", "al": "2027-05-23"}, "2027-05-24T10:00", State("over")),
        ({"dal": "2027-05-23", "al": "2027-05-23", "orari": [{"dalle": "11:00", "alle": "13:00"}]}, "2027-05-23T10:00",
         State("on", at="2027-05-23T11:00")),
        ({"ogni_anno": "06-24"}, "2026-11-28T10:00", State("on", day="2027-06-24")),
        ({"ogni_anno": "02-29"}, "2026-11-28T10:00", State("on", day="2028-02-29")),
        ({"ogni_anno": "12-25"}, "2026-12-25T10:00", State("today")),
        ({"mesi": [4, 10]}, "2026-11-28T10:00", State("begins", day="2027-04")),
        # An assembly in spring and autumn begins nothing in between: it has a next time.
        ({"orari": [MORNINGS | {"giorni": "sab", "settimana": "2"}], "mesi": [3, 10]}, "2026-11-28T10:00",
         State("opens", at="2027-03-13T09:00")),
        ({"mesi": [4, 11]}, "2026-11-28T10:00", State("unknown")),
        ({"mesi": [4, 11], "dal": "2026", "al": "2027"}, "2026-11-28T10:00", State("running", day="2027")),
        ({"dal": "2009"}, "2026-11-28T10:00", State("unknown")),
        ({"testo": "quando capita"}, "2026-11-28T10:00", State("unknown")),
        ({"orari": [{"dalle": "09:00", "alle": "12:00"}]}, "2026-11-28T10:00", State("unknown")),
        ({"eccezioni": [{"data": "2026-12-12", "dalle": "09:00", "alle": "12:00"}]}, "2026-11-28T10:00",
         State("opens", at="2026-12-12T09:00")),
        ({"eccezioni": [{"data": "2026-12-12", "dalle": "09:00", "alle": "12:00"}]}, "2026-12-28T10:00", State("over")),
        ({"anno_scolastico": "sì", "orari": [MORNINGS]}, "2026-07-01T10:00", State("begins", day="2026-09-15")),
        ({"anno_scolastico": "sì"}, "2026-07-01T10:00", State("begins", day="2026-09-15")),
    ],
)  # fmt: skip
def test_states(written: dict[str, Any], moment: str, expected: State) -> None:
    """Each state, at a moment."""
    assert state(written, moment) == expected


@pytest.mark.parametrize(
    ("written", "near"),
    [
        ({"orari": [MORNINGS]}, True),
        ({"orari": [MORNINGS], "dal": "2027-03-01"}, False),
        ({"orari": [MORNINGS], "al": "2026-10-31"}, False),
        ({"orari": [MORNINGS], "mesi": [6, 7]}, False),
        ({"mesi": [12]}, True),
        ({"mesi": [6]}, False),
        ({"ogni_anno": "12-13"}, True),
        ({"ogni_anno": "06-24"}, False),
        ({"dal": "2026-10-15", "al": "2026-12-08"}, True),
        ({"testo": "quando serve"}, True),
    ],
)
def test_what_is_on_within_a_month(written: dict[str, Any], near: bool) -> None:
    """From 22 November: what begins in spring or comes back in June is later; what only words tell may be now."""
    assert timetable(written).is_near(date(2026, 11, 22), 31) is near


def test_hours_of_a_night_when_the_clock_changes() -> None:
    """On 25 October 2026 two o'clock comes twice; 28 March 2027 has no half past two."""
    night = {"orari": [{"giorni": ["sab"], "dalle": "22:00", "alle": "02:30"}]}
    utc = ZoneInfo("UTC")
    first, second = datetime(2026, 10, 25, 0, 15, tzinfo=utc), datetime(2026, 10, 25, 1, 15, tzinfo=utc)

    assert [timetable(night).state_at(moment).kind for moment in (first, second)] == ["open", "opens"]
    spring = timetable(night).state_at(datetime(2027, 3, 27, 23, 0, tzinfo=utc))
    assert spring == State("open", until="2027-03-28T03:30")


def test_moments_of_anywhere() -> None:
    """A moment is an instant: at six in the evening in New York it is midnight in Rome."""
    moment = datetime(2026, 11, 29, 18, 0, tzinfo=ZoneInfo("America/New_York"))

    assert timetable({"orari": [MORNINGS]}).state_at(moment) == State("opens", at="2026-11-30T09:00")


def test_holidays_of_italy() -> None:
    """The twelve of 2025, thirteen since Saint Francis is one again; the first Sunday of November is none."""
    assert len(public_holidays(2025)) == 12
    assert date(2025, 10, 4) not in public_holidays(2025)
    assert len(public_holidays(2027)) == 13
    assert {date(2027, 10, 4), date(2027, 3, 28), date(2027, 3, 29)} <= public_holidays(2027)
    assert date(2027, 11, 7) not in public_holidays(2027)
    # In 2026 the first Sunday of November is All Saints' Day itself.
    assert date(2026, 11, 1) in public_holidays(2026)


def test_conventions_of_a_catalogue() -> None:
    """A catalogue says when its schools begin, and who its patron is; what is no day is left aside."""
    settings = {"anno_scolastico": {"dal": "09-07", "al": "06-11"}, "patrono": "09-12"}

    assert Conventions.of(settings) == Conventions("09-07", "06-11", "09-12")
    assert Conventions.of({"anno_scolastico": "presto", "patrono": 5}) == Conventions()
    open_days = {"orari": [MORNINGS], "festivi": "chiuso"}
    assert state(open_days, "2028-09-12T10:00", patron="09-12") == State("opens", at="2028-09-13T09:00")


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        ("2026-09-14", False), ("2026-09-15", True), ("2026-12-23", True), ("2026-12-24", False), ("2027-01-06", False),
        ("2027-01-07", True), ("2027-03-24", True), ("2027-03-25", False), ("2027-03-30", False), ("2027-03-31", True),
        ("2027-06-08", True), ("2027-06-09", False), ("2027-08-01", False),
    ],
)  # fmt: skip
def test_school_days(day: str, expected: bool) -> None:
    """From 15 September to 8 June, without Christmas and Easter (28 March 2027)."""
    usual = Conventions()

    assert is_school_day(date.fromisoformat(day), usual.school_from, usual.school_to) is expected
