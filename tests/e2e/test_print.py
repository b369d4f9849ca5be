"""`intreccio print`: what a browser makes of the styles for paper."""

from datetime import date
from pathlib import Path

import pytest
from pypdf import PdfReader
from typer.testing import CliRunner

from generator.cli import app
from generator.errors import CannotRun
from generator.site import printing
from generator.site.printing import A4, print_sheets, sheets_of

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]
DAY = date(2026, 11, 22)
A6 = (298, 420)
"""Points."""


def test_a_pocket_book_and_a_poster(town: tuple[Path, str], tmp_path: Path) -> None:
    """A6 pages with numbers to call, the same four a side to fold, a poster that is one sheet; twice the same bytes."""
    wanted = {"vademecum-tascabile.pdf", "locandine-reti-rete-citta-solidale.pdf"}
    for folder in ("once", "twice"):
        sheets = (sheet for sheet in sheets_of(town[0] / "site") if sheet.file in wanted)
        print_sheets(sheets, tmp_path / folder, DAY, lambda _: None)
    written = {path.name: path.read_bytes() for path in (tmp_path / "once").iterdir()}

    assert written == {path.name: path.read_bytes() for path in (tmp_path / "twice").iterdir()}
    pocket = PdfReader(tmp_path / "once" / "vademecum-tascabile.pdf")
    text = "\n".join(page.extract_text() for page in pocket.pages)
    assert [round(side) for side in pocket.pages[0].mediabox[2:]] == list(A6)
    assert "0999 000 115" in text
    assert "Aggiornato al" in text
    assert "Che cosa manca?" in pocket.pages[-1].extract_text()
    assert pocket.metadata is not None
    assert str(pocket.metadata["/CreationDate"]) == "D:20261122000000Z"
    folded = PdfReader(tmp_path / "once" / "vademecum-tascabile-da-piegare.pdf")
    assert [float(side) for side in folded.pages[0].mediabox[2:]] == pytest.approx(A4)
    assert len(folded.pages) == 2 * -(-len(pocket.pages) // 8)
    # The first side holds the first page at the right, and beside it what ends the book.
    assert "Si risponde subito" in folded.pages[0].extract_text()
    poster = PdfReader(tmp_path / "once" / "locandine-reti-rete-citta-solidale.pdf")
    assert len(poster.pages) == 1
    assert "0999 000 102" in poster.pages[0].extract_text()


def test_what_cannot_be_printed_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No site, no package, no browser: each is one sentence that says what to do."""
    stopped = CliRunner().invoke(app, ["print", "--to", str(tmp_path), "-C", str(tmp_path)])
    assert isinstance(stopped.exception, CannotRun)
    assert stopped.exception.key == "print_nothing"

    monkeypatch.setattr("generator.site.printing.shutil.which", lambda _: str(tmp_path / "no browser"))
    with pytest.raises(CannotRun, match="chromium"):
        print_sheets(iter(()), tmp_path, DAY, lambda _: None)
    monkeypatch.setattr(printing, "_NEEDED", ("a_package_that_is_not_there",))
    with pytest.raises(CannotRun, match="stampa"):
        print_sheets(iter(()), tmp_path, DAY, lambda _: None)
