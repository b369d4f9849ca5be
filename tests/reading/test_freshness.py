"""How long a confirmation holds."""

from datetime import date
from pathlib import Path

import pytest

from generator.reading.freshness import Ages

TODAY = date(2026, 11, 22)


def _catalogue(root: Path, text: str) -> Path:
    (root / "mkdocs.yml").write_text(text, "utf-8")
    return root


def test_a_catalogue_chooses_its_months(tmp_path: Path) -> None:
    """The settings of a catalogue say when to ask again, and when what is known is old."""
    root = _catalogue(tmp_path, "extra: {catalogue: {riconferma_mesi: 6, vecchia_mesi: 9}}")
    assert Ages.of_folder(root) == Ages(6, 9)


@pytest.mark.parametrize("text", ["site_name: x", "extra: {catalogue: {riconferma_mesi: presto}}", "- [", "extra: []"])
def test_settings_that_say_nothing_mean_one_year_and_two(tmp_path: Path, text: str) -> None:
    """A missing or unreadable setting leaves the usual months."""
    assert Ages.of_folder(_catalogue(tmp_path, text)) == Ages(12, 24)


def test_a_confirmation_holds_for_its_last_day_too() -> None:
    """Twelve months after a confirmation it still holds; a day later it is asked for again."""
    assert not Ages().is_late(date(2025, 11, 22), TODAY)
    assert Ages().is_late(date(2025, 11, 21), TODAY)
    assert Ages().is_old(date(2024, 11, 21), TODAY)
