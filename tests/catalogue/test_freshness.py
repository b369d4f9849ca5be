"""When something was last known, and how long that holds."""

from datetime import date

import pytest

from generator.catalogue.freshness import Age, Ages, Known, known_by
from generator.records.common import Source, Verification

TODAY = date(2026, 11, 22)


def _source(day: str) -> Source:
    return Source.model_validate({"titolo": "Pagina", "letta_il": day} if day else {"titolo": "Pagina"})


def test_a_confirmation_holds_for_its_last_day_too() -> None:
    """Twelve months after a confirmation it still holds; a day later it is asked for again."""
    assert not Ages().is_late(date(2025, 11, 22), TODAY)
    assert Ages().is_late(date(2025, 11, 21), TODAY)
    assert Ages().is_old(date(2024, 11, 21), TODAY)


@pytest.mark.parametrize(
    ("day", "age"),
    [(date(2025, 11, 22), Age.FRESH), (date(2025, 11, 21), Age.LATE), (date(2024, 11, 21), Age.OLD)],
)
def test_an_age_has_a_name(day: date, age: Age) -> None:
    """What is old is late too, and is called old."""
    assert Ages().age(day, TODAY) is age


def test_a_confirmation_counts_before_any_reading() -> None:
    """Whoever reads a page after a confirmation doesn't confirm it; of several readings the newest counts."""
    verification = Verification.model_validate({"data": "2026-01-10", "da": "la rete"})
    known = known_by(verification, [_source("2026-03-01"), _source(""), _source("2026-02-01")])
    assert (known.confirmed, known.read) == (date(2026, 1, 10), date(2026, 3, 1))
    assert (known.on, known.newest) == (date(2026, 1, 10), date(2026, 3, 1))


@pytest.mark.parametrize(
    ("known", "vouched"),
    [
        (Known(), False),
        (Known(confirmed=date(2001, 1, 1)), True),
        (Known(read=date(2024, 11, 22)), True),
        (Known(read=date(2024, 11, 21)), False),
    ],
)
def test_a_source_speaks_for_two_years(known: Known, vouched: bool) -> None:
    """A confirmation vouches always, a source as long as it is fresh."""
    assert known.is_vouched_for(TODAY) is vouched
