"""Whether two activities can meet in time."""

import pytest

from generator.matching.timing import days_level, hours_level, period_level, same_day, timing_of
from generator.records import Schedule


def slot(days: list[str], start: str, end: str) -> dict[str, object]:
    """Write a slot of the week."""
    return {"orari": [{"giorni": days, "dalle": start, "alle": end}]}


def compared(question: object, one: dict[str, object], other: dict[str, object]) -> str:
    """Ask a question about two schedules."""
    assert callable(question)
    return str(question(timing_of(Schedule.model_validate(one)), timing_of(Schedule.model_validate(other))))


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ({"dal": "2019", "al": "2020"}, {"dal": "2021-01"}, "apart"),
        ({"dal": "2019", "al": "2020"}, {"dal": "2020-06"}, "meet"),
        ({"dal": "2019"}, {}, ""),
        ({"al": "2020"}, {"al": "2021"}, "meet"),
        ({"mesi": [12, 1, 2]}, {"mesi": [6, 7]}, "apart"),
        ({"mesi": [12, 1, 2]}, {"mesi": [2, 3]}, "meet"),
        ({"mesi": [7]}, {"dal": "2026-10-01", "al": "2027-05-31"}, "apart"),
        ({"mesi": [7]}, {"dal": "2026-10-01", "al": "2028-05-31"}, ""),
        ({"ogni_anno": "10-17"}, {"mesi": [10]}, "meet"),
        ({"anno_scolastico": "sì"}, {"mesi": [7, 8]}, "apart"),
        ({"anno_scolastico": "sì"}, {"mesi": [6]}, "meet"),
        ({"mesi": [7, 8], "chiusure": [{"mesi": [8]}]}, {"mesi": [8]}, "apart"),
    ],
)
def test_period(one: dict[str, object], other: dict[str, object], expected: str) -> None:
    """Periods that are known and cannot meet are apart; what is known on one side only says nothing."""
    assert expected == compared(period_level, one, other)
    assert expected == compared(period_level, other, one)


@pytest.mark.parametrize(
    ("one", "other", "days", "hours"),
    [
        (slot(["gio"], "15:00", "17:00"), slot(["gio"], "16:00", "18:00"), "same", "meet"),
        (slot(["gio"], "15:00", "17:00"), slot(["gio"], "17:00", "18:00"), "same", "apart"),
        (slot(["gio"], "15:00", "17:00"), slot(["ven"], "15:00", "17:00"), "different", ""),
        (slot(["gio"], "21:00", "02:00"), slot(["gio"], "22:00", "23:00"), "same", "meet"),
        (slot(["gio"], "15:00", "17:00"), {}, "", ""),
        # The second Thursday is a Thursday too.
        (
            {"orari": [{"giorni": ["gio"], "settimana": ["2"], "dalle": "15:00", "alle": "17:00"}]},
            slot(["gio"], "16:00", "18:00"),
            "same",
            "meet",
        ),
    ],
)
def test_days_and_hours(one: dict[str, object], other: dict[str, object], days: str, hours: str) -> None:
    """Days are compared, and hours on the days in common; an end before the start is the next morning."""
    assert days == compared(days_level, one, other)
    assert hours == compared(hours_level, one, other)


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ({"ogni_anno": "09-12"}, {"ogni_anno": "09-12"}, "09-12"),
        ({"ogni_anno": "09-12"}, {"dal": "2027-09-12", "al": "2027-09-12"}, "2027-09-12"),
        ({"dal": "2027-09-12", "al": "2027-09-12"}, {"dal": "2028-09-12", "al": "2028-09-12"}, ""),
        ({"dal": "2027-09", "al": "2027-09"}, {"dal": "2027-09", "al": "2027-09"}, ""),
    ],
)
def test_same_day(one: dict[str, object], other: dict[str, object], expected: str) -> None:
    """Two occasions fall on one day only where the day is known."""
    assert expected == compared(same_day, one, other)
