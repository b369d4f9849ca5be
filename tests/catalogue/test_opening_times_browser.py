"""The browser's function of time gives the same answers as Python's, in Chromium."""

import random
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any, Final

import pytest
from playwright.sync_api import Browser, Page

from generator.catalogue.opening_times import Conventions, Opening, State, Timetable, public_holidays
from generator.records import Schedule
from generator.records.activity import WEEKDAYS
from generator.records.plain import without_empty
from tests.scripts import holding

HOURS: Final = ("00:00", "02:00", "02:30", "03:00", "09:00", "12:00", "12:30", "18:00", "23:30", "24:00")
DAYS: Final = ("02-29", "12-24", "12-31", "01-01", "03-28", "10-25", "08-15", "10-04")
COUNT: Final = 600

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

ASK = """(jobs) => jobs.map(({plain, moments, first, last}) => {
  const {occurrences, stateAt} = times.timetable(plain);
  return {states: moments.map((moment) => stateAt(new Date(moment))), openings: occurrences(first, last)};
})"""


@pytest.fixture(scope="module")
def page(browser: Browser) -> Iterator[Page]:
    """Open a page that holds the function, in a browser whose own clock is that of Sydney."""
    context = browser.new_context(timezone_id="Australia/Sydney")
    page = holding(context.new_page(), {"times": "catalogue/browser/opening_times.js"})
    yield page
    context.close()


def _maybe(chance: random.Random, share: float, value: Any) -> Any:
    return value if chance.random() < share else None


def _day(chance: random.Random, year: int) -> date:
    return date(year, 1, 1) + timedelta(days=chance.randrange(365))


def _slot(chance: random.Random, year: int) -> dict[str, Any]:
    slot = {
        "giorni": _maybe(chance, 0.9, chance.sample(WEEKDAYS, chance.randint(1, 7))),
        "dalle": _maybe(chance, 0.85, chance.choice(HOURS)),
        "alle": _maybe(chance, 0.85, chance.choice(HOURS)),
        "su_appuntamento": _maybe(chance, 0.1, "sì"),
        "prenotare_giorni_prima": _maybe(chance, 0.1, chance.randint(1, 9)),
    }
    if chance.random() < 0.2:
        slot["settimana"] = chance.sample(("1", "2", "3", "4", "5", "ultima"), chance.randint(1, 2))
    elif chance.random() < 0.2:
        slot |= {"ogni_settimane": chance.randint(2, 5), "a_partire_dal": _day(chance, year - 1).isoformat()}
    return slot


def _ends(chance: random.Random, year: int) -> dict[str, Any]:
    if chance.random() < 0.5:
        return {"dal": chance.choice(DAYS), "al": chance.choice(DAYS)}
    first = _day(chance, year)
    return {"dal": first.isoformat(), "al": _maybe(chance, 0.8, (first + timedelta(days=9)).isoformat())}


def _schedule(chance: random.Random, year: int) -> dict[str, Any]:
    """Write a `quando` of any kind, likely or not."""
    day = _day(chance, year)
    later = day + timedelta(days=chance.choice((0, 0, 1, 40, 400)))
    precision = chance.choice((4, 7, 10))
    return {
        "orari": [_slot(chance, year) for _ in range(chance.choice((0, 1, 1, 2, 3)))],
        "dal": _maybe(chance, 0.35, day.isoformat()[:precision]),
        "al": _maybe(chance, 0.35, later.isoformat()[:precision]),
        "mesi": _maybe(chance, 0.25, chance.sample(range(1, 13), chance.randint(1, 10))) or [],
        "ogni_anno": _maybe(chance, 0.08, chance.choice(DAYS)),
        "anno_scolastico": _maybe(chance, 0.15, "sì"),
        "festivi": _maybe(chance, 0.6, chance.choice(("chiuso", "aperto"))),
        "chiusure": [
            {"mesi": _maybe(chance, 0.4, [chance.randint(1, 12)]) or []} | _ends(chance, year)
            for _ in range(chance.choice((0, 0, 1, 2)))
        ],
        "eccezioni": [
            {
                "data": chance.choice((chance.choice(DAYS), _day(chance, year).isoformat())),
                "chiuso": _maybe(chance, 0.3, "sì"),
                "dalle": _maybe(chance, 0.6, chance.choice(HOURS)),
                "alle": _maybe(chance, 0.6, chance.choice(HOURS)),
            }
            for _ in range(chance.choice((0, 0, 1, 2, 3)))
        ],
    }


def _moments(chance: random.Random, year: int) -> list[datetime]:
    """Choose moments: any, around the changes of the clock, New Year and 29 February."""
    march, october, march_29 = (datetime(year, month, 31, tzinfo=UTC) for month in (3, 10, 3))
    changes = [day - timedelta(days=(day.weekday() + 1) % 7) for day in (march, october)]
    dates = [*changes, datetime(year, 12, 31, 20, tzinfo=UTC), march_29 - timedelta(days=31)]
    near = [day + timedelta(minutes=chance.randrange(-120, 420)) for day in dates]
    return [*near, *(datetime(year, 1, 1, tzinfo=UTC) + timedelta(minutes=chance.randrange(525_600)) for _ in "1234")]


def _as_state(state: State) -> dict[str, Any]:
    marks = {"appointment": state.appointment, "unsure": state.unsure, "booked": state.booked}
    return _filled({"kind": state.kind, "at": state.at, "until": state.until, "day": state.day, **marks})


def _as_opening(opening: Opening) -> dict[str, Any]:
    hours = {name: value for name in ("start", "end") if (value := getattr(opening, name)) is not None}
    return {"day": opening.day.isoformat(), **hours} | _filled(
        {"appointment": opening.appointment, "unsure": opening.unsure, "notice": opening.notice or None}
    )


def _filled(mapping: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in mapping.items() if value not in ("", False, None)}


def _asked(timetable: Timetable, moments: list[datetime], first: date) -> dict[str, Any]:
    last = first + timedelta(days=45)
    return {
        "plain": timetable.plain(),
        "moments": [moment.isoformat() for moment in moments],
        "first": first.isoformat(),
        "last": last.isoformat(),
    }


def test_same_answers(page: Page) -> None:
    """Any times, likely or not, at eight moments each, from 2020 to 2040: states and openings are the same."""
    chance = random.Random(20261128)  # noqa: S311 - seeded, so that a failure comes back
    kinds: dict[str, int] = {}
    for _ in range(5):
        jobs = []
        for _ in range(COUNT // 5):
            year = chance.randint(2020, 2040)
            written = _schedule(chance, year)
            conventions = Conventions(patron=chance.choice(("", "09-12", "12-07")))
            timetable = Timetable.of(Schedule.model_validate(without_empty(written)), conventions)
            jobs.append((written, timetable, _moments(chance, year), _day(chance, year)))
        answers = page.evaluate(ASK, [_asked(timetable, moments, first) for _, timetable, moments, first in jobs])
        for (written, timetable, moments, first), answer in zip(jobs, answers, strict=True):
            expected = timetable.occurrences(first, first + timedelta(days=45))
            assert [_filled(found) | _hours(found) for found in answer["openings"]] == [
                _as_opening(opening) for opening in expected
            ], (written, first)
            for moment, found in zip(moments, answer["states"], strict=True):
                state = timetable.state_at(moment)
                kinds[state.kind] = kinds.get(state.kind, 0) + 1
                assert _filled(found) == _as_state(state), (written, moment)

    # The schedules are of every kind: none of the answers is compared only by chance.
    assert set(kinds) == {"open", "today", "opens", "on", "begins", "running", "over", "unknown"}
    assert min(kinds.values()) > 8


def _hours(found: dict[str, Any]) -> dict[str, Any]:
    return {name: found[name] for name in ("start", "end") if found.get(name) is not None}


def test_same_holidays(page: Page) -> None:
    """The browser's own Easter and holidays are those of the package `holidays`, for twenty-one years."""
    days = [date(2020, 1, 1) + timedelta(days=count) for count in range(21 * 365 + 6)]
    found = page.evaluate("(days) => days.filter(times.isPublicHoliday)", [day.isoformat() for day in days])

    assert found == [day.isoformat() for day in days if day in public_holidays(day.year)]
