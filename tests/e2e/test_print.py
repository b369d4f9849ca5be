"""`intreccio print`: what a browser makes of the styles for paper.

In a process of its own: beside the browser of the other tests a second Playwright would refuse to start.
"""

import re
import subprocess
import sys
from pathlib import Path

import pytest
from pypdf import PdfReader
from typer.testing import CliRunner

from generator.cli import app
from generator.errors import CannotRun
from generator.site import printing
from generator.site.printing import A4
from tests.e2e.conftest import Visit

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]
A6 = (298, 420)
"""Points."""
PRINTING = """
import sys
from datetime import date
from pathlib import Path
from generator.site.printing import print_sheets, sheets_of

site, into, *wanted = sys.argv[1:]
sheets = [sheet for sheet in sheets_of(Path(site)) if sheet.file in wanted]
for folder in ("once", "twice"):
    print_sheets(iter(sheets), Path(into, folder), date(2026, 11, 22), print)
"""


def test_a_pocket_book_and_a_poster(town: tuple[Path, str], tmp_path: Path) -> None:
    """A6 pages with numbers to call, the same four a side to fold, a poster that is one sheet; twice the same bytes."""
    wanted = ("vademecum-a4.pdf", "vademecum-tascabile.pdf", "locandine-reti-rete-citta-solidale.pdf")
    subprocess.run([sys.executable, "-c", PRINTING, str(town[0] / "site"), str(tmp_path), *wanted], check=True)
    written = {path.name: path.read_bytes() for path in (tmp_path / "once").iterdir()}

    assert written == {path.name: path.read_bytes() for path in (tmp_path / "twice").iterdir()}
    pocket = PdfReader(tmp_path / "once" / "vademecum-tascabile.pdf")
    text = "\n".join(page.extract_text() for page in pocket.pages)
    assert [round(side) for side in pocket.pages[0].mediabox[2:]] == list(A6)
    assert "0999 000 115" in text
    assert "Aggiornato al" in text
    assert "Che cosa manca?" in pocket.pages[-1].extract_text()
    # The page says before how many pages it takes, about.
    page = (town[0] / "site" / "vademecum" / "index.html").read_text("utf-8")
    for paper, made in (("a6", pocket), ("a4", PdfReader(tmp_path / "once" / "vademecum-a4.pdf"))):
        told = re.search(rf'data-paper="{paper}"[^>]*>Pagine: circa <b>(\d+)</b>', page)
        assert told is not None
        assert int(told[1]) == pytest.approx(len(made.pages), rel=0.1)
    assert pocket.metadata is not None
    assert str(pocket.metadata["/CreationDate"]) == "D:20261122000000Z"
    folded = PdfReader(tmp_path / "once" / "vademecum-tascabile-da-piegare.pdf")
    assert [float(side) for side in folded.pages[0].mediabox[2:]] == pytest.approx(A4)
    assert len(folded.pages) == 2 * -(-len(pocket.pages) // 8)
    # The first side holds the first page at the right, and beside it what ends the book.
    assert "Se serve subito" in folded.pages[0].extract_text()
    poster = PdfReader(tmp_path / "once" / "locandine-reti-rete-citta-solidale.pdf")
    assert len(poster.pages) == 1
    assert "0999 000 102" in poster.pages[0].extract_text()


def test_one_chooses_what_is_printed(townsperson: Visit) -> None:
    """A chapter that is not chosen leaves the page, the index, the references and the number of pages."""
    townsperson.open("vademecum/")
    page = townsperson.page
    for summary in page.locator(".chapter > summary").all():
        summary.click()
    names = page.locator(".az dd:not([hidden])")
    pages = page.locator('[data-paper="a4"] b')
    whole, all_names = int(pages.inner_text()), names.count()
    page.locator("[data-pick] > summary").click()
    boxes = page.locator("[data-pick] input[value]")
    for box in boxes.all()[2:]:
        box.uncheck()

    assert page.locator(".chapter[id^=capitolo]:visible h2").all_inner_texts() == ["Mangiare", "Dormire stanotte"]
    assert "2 su " in page.locator("[data-picked]").inner_text()
    assert 0 < names.count() < all_names / 4
    assert int(pages.inner_text()) < whole / 2
    boxes.nth(2).check()
    assert page.get_by_role("link", name="Servizio per le dipendenze").is_visible()
    assert page.get_by_role("link", name="Notti al caldo").is_visible()
    page.locator("[data-away]").uncheck()
    assert not page.get_by_role("link", name="Notti al caldo").is_visible()
    assert page.locator(".az dd:not([hidden])", has_text="Notti al caldo").count() == 0


def test_chapters_open_one_by_one_and_paper_holds_them_all(townsperson: Visit) -> None:
    """On the screen an overview; what the address leads to is open; printed, nothing is left out."""
    townsperson.open("vademecum/")
    page = townsperson.page
    lines = page.locator(".answerers > li")
    assert lines.count() > 20
    assert not any(line.is_visible() for line in lines.all())
    page.get_by_role("heading", name="Mangiare").click()
    assert page.get_by_role("link", name="Tavola di Santa Marta").is_visible()
    assert not page.get_by_role("link", name="Servizio per le dipendenze").is_visible()
    page.goto(page.url + "#riga-12")
    assert page.locator("#riga-12").is_visible()
    page.emulate_media(media="print")
    assert all(line.is_visible() for line in lines.all())
    assert page.locator(".az").is_visible()


def test_what_cannot_be_printed_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No site, no package, no browser: each is one sentence that says what to do."""
    stopped = CliRunner().invoke(app, ["print", "--to", str(tmp_path), "-C", str(tmp_path)])
    assert isinstance(stopped.exception, CannotRun)
    assert stopped.exception.key == "print_nothing"

    page = tmp_path / "site" / "vademecum" / "index.html"
    page.parent.mkdir(parents=True)
    page.write_text("<h1>Vademecum</h1>", "utf-8")
    command = [sys.executable, "-m", "generator", "print", "--to", str(tmp_path / "pdf"), "-C", str(tmp_path)]
    nowhere = {"PATH": "", "PLAYWRIGHT_BROWSERS_PATH": str(tmp_path)}
    without_browser = subprocess.run(command, env=nowhere, capture_output=True, text=True, check=False)
    assert without_browser.returncode == 2
    assert "apt-get install chromium" in without_browser.stderr

    monkeypatch.setattr(printing, "_NEEDED", ("a_package_that_is_not_there",))
    stopped = CliRunner().invoke(app, ["print", "--to", str(tmp_path), "-C", str(tmp_path)])
    assert isinstance(stopped.exception, CannotRun)
    assert stopped.exception.key == "print_extra"
