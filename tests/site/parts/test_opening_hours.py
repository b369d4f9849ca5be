"""Hours for machines: nothing is advertised on days on which it does not hold."""

from datetime import date
from typing import Any

import pytest

from generator.catalogue.opening_times import Conventions, Timetable
from generator.records import Schedule
from generator.site.parts.opening_hours import opening_hours

TODAY = date(2026, 11, 22)
THURSDAYS = {"orari": [{"giorni": "gio", "dalle": "15:00", "alle": "17:00"}]}


def specifications(written: dict[str, Any]) -> list[tuple[str, ...]]:
    """Return the days, hours and dates of each specification, what is missing left out."""
    timetable = Timetable.of(Schedule.model_validate(written), Conventions())
    found = opening_hours(timetable, TODAY)
    assert all(part["@type"] == "OpeningHoursSpecification" for part in found)
    return [
        (
            *part.get("dayOfWeek", []),
            *(part[key] for key in ("opens", "closes", "validFrom", "validThrough") if key in part),
        )
        for part in found
    ]


@pytest.mark.parametrize(
    ("more", "expected"),
    [
        ({}, [("Thursday", "15:00", "17:00")]),
        ({"al": "2027-05"}, [("Thursday", "15:00", "17:00", "2027-05-31")]),
        ({"dal": "2026-10", "al": "2027-05-20"}, [("Thursday", "15:00", "17:00", "2026-10-01", "2027-05-20")]),
        ({"dal": "2020", "al": "2026-11-21"}, []),
        (
            {"mesi": [12, 1, 7]},
            [
                ("Thursday", "15:00", "17:00", "2026-12-01", "2027-01-31"),
                ("Thursday", "15:00", "17:00", "2027-07-01", "2027-07-31"),
                ("Thursday", "15:00", "17:00", "2027-12-01", "2027-12-31"),
            ],
        ),
        (
            {"chiusure": [{"mesi": [8]}], "al": "2027-09-30"},
            [
                ("Thursday", "15:00", "17:00", "2026-09-01", "2027-07-31"),
                ("Thursday", "15:00", "17:00", "2027-09-01", "2027-09-30"),
            ],
        ),
        ({"festivi": "chiuso"}, [("Thursday", "15:00", "17:00"), ("PublicHolidays", "00:00", "00:00")]),
        (
            {
                "eccezioni": [
                    {"data": "12-24", "alle": "16:00"},
                    {"data": "2026-12-12", "dalle": "09:00", "alle": "12:00"},
                    {"data": "2026-12-31", "chiuso": "sì"},
                    {"data": "2026-10-01", "chiuso": "sì"},
                ]
            },
            [
                ("Thursday", "15:00", "17:00"),
                ("09:00", "12:00", "2026-12-12", "2026-12-12"),
                ("15:00", "16:00", "2026-12-24", "2026-12-24"),
                ("00:00", "00:00", "2026-12-31", "2026-12-31"),
            ],
        ),
    ],
)
def test_seasons_and_exceptions(more: dict[str, Any], expected: list[tuple[str, ...]]) -> None:
    """Months, school, closures and ends become dates; a day of other hours has its own."""
    assert specifications({**THURSDAYS, **more}) == expected


@pytest.mark.parametrize(
    "slot",
    [
        {"giorni": "gio", "settimana": "2", "dalle": "15:00"},
        {"giorni": "gio", "ogni_settimane": 2, "a_partire_dal": "2026-10-01"},
        {"dalle": "15:00", "alle": "17:00"},
    ],
)
def test_what_cannot_be_said_is_left_out(slot: dict[str, Any]) -> None:
    """A second Thursday is not every Thursday."""
    assert specifications({"orari": [slot]}) == []


def test_nights_and_whole_days() -> None:
    """A night closes before it opens; a day ends at 23:59."""
    slots = [{"giorni": "lun", "dalle": "19:30", "alle": "08:00"}, {"giorni": "mar", "dalle": "00:00", "alle": "24:00"}]

    assert specifications({"orari": slots}) == [("Monday", "19:30", "08:00"), ("Tuesday", "00:00", "23:59")]
