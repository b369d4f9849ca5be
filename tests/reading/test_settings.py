"""What a catalogue says of itself is read without its site."""

from pathlib import Path

import pytest

from generator.catalogue.freshness import Ages
from generator.reading.folder import read_folder
from generator.reading.settings import catalogue_settings


def _catalogue(root: Path, text: str) -> Path:
    (root / "mkdocs.yml").write_text(text, "utf-8")
    return root


def test_a_catalogue_chooses_its_months(tmp_path: Path) -> None:
    """The settings of a catalogue say when to ask again, and when what is known is old."""
    root = _catalogue(tmp_path, "extra: {catalogue: {riconferma_mesi: 6, vecchia_mesi: 9}}")
    assert Ages.of(catalogue_settings(root)) == Ages(6, 9)
    assert Ages.of(read_folder(root).settings) == Ages(6, 9)


@pytest.mark.parametrize("text", ["site_name: x", "extra: {catalogue: {riconferma_mesi: presto}}", "- [", "extra: []"])
def test_settings_that_say_nothing_mean_one_year_and_two(tmp_path: Path, text: str) -> None:
    """A missing or unreadable setting leaves the usual months."""
    assert Ages.of(catalogue_settings(_catalogue(tmp_path, text))) == Ages(12, 24)
