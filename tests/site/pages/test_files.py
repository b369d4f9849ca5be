"""Files beside the pages: they are published with them, and a spreadsheet opens them without running anything."""

from pathlib import Path

import pytest

from generator.exports.spreadsheet import spreadsheet
from generator.site.model import Site
from generator.site.pages import registry as files
from generator.site.pages.registry import Files
from tests.site.test_build import build


def test_a_registered_file_is_published(town: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What a function of the registry makes is on the site, byte for byte."""

    def table(site: Site) -> Files:
        yield "sinergie/prova.csv", f"{len(site.networks)}".encode()

    monkeypatch.setattr(files, "FILES", (*files.FILES, table))
    build(town, tmp_path / "site")
    assert (tmp_path / "site" / "sinergie" / "prova.csv").read_bytes().isdigit()


def test_a_table_opens_in_an_italian_spreadsheet() -> None:
    """Byte order mark, semicolons, quotes only where they are needed."""
    content = spreadsheet(["Nome", "Quante"], [["Caffè; e torta", 3]])
    assert '\ufeffNome;Quante\r\n"Caffè; e torta";3\r\n'.encode() == content


@pytest.mark.parametrize("cell", ["=1+1", "+390350000", "-1", "@SUM(A1)", "\t=1", "\r=1"])
def test_a_cell_is_never_a_formula(cell: str) -> None:
    """What a spreadsheet would run is told as text."""
    row = spreadsheet(["Nome"], [[cell]]).decode("utf-8-sig").split("\r\n", 1)[1]
    assert f"'{cell}" in row
