"""The sheet of a meeting, at a table: ticked in a browser it becomes one proposal; printed it needs no script."""

import re
import shutil
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, expect
from typer.testing import CliRunner

from generator.checking import check
from generator.cli import app
from generator.reading.folder import read_folder
from tests.conftest import TODAY
from tests.e2e.conftest import Visit
from tests.e2e.test_accessibility import VIOLATIONS
from tests.site.conftest import site_in

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

SHEET = "reti/rete-vicini-di-casa/incontro/"
_MOST_SHEETS = 2


def test_what_is_ticked_becomes_one_proposal_that_goes_into_the_records(
    townsperson: Visit, town: tuple[Path, str], tmp_path: Path
) -> None:
    """Two likenesses, a figure and a day: one text, applied whole, and nobody is asked about that pair again."""
    page = townsperson.open(SHEET)
    assert Axe().run(page, options=VIOLATIONS).response["violations"] == []
    page.get_by_role("button", name="Prepara la proposta").click()
    assert "niente da proporre" in page.locator("[data-status]").inner_text()
    first, second = page.locator("[data-pair]").all()[:2]
    first.get_by_label("si coordinano").check()
    first.get_by_label("Perché, se volete").fill("Stessi ragazzi, giorni alterni: «si parlano»")
    second.get_by_label("sono cose diverse").check()
    measure = page.locator("[data-measure]").first
    measure.get_by_label("anno").fill("2026")
    page.get_by_role("button", name="Prepara la proposta").click()
    assert "servono l'anno e un numero" in page.locator("[data-status]").inner_text()
    measure.get_by_label("valore").fill("15,5")
    page.locator("[data-meeting] input").fill("2027-02-11")
    page.get_by_label("Che cosa, 1").fill("Calendario comune dei doposcuola")
    page.locator("[data-invite]").first.check()
    page.get_by_role("button", name="Prepara la proposta").click()
    page.locator("[data-result]").wait_for()
    with page.expect_download() as saved:
        page.get_by_role("link", name="Salva come file").click()
    proposal = tmp_path / "proposta.txt"
    saved.value.save_as(proposal)
    assert page.locator("[data-letter]").get_attribute("href", timeout=1000) is not None
    with page.expect_download() as notes:
        page.get_by_role("button", name="Scarica gli appunti").click()
    written = notes.value.path().read_text("utf-8")
    assert "Calendario comune dei doposcuola" in written
    assert "## Da invitare" in written
    assert "Calendario" not in proposal.read_text("utf-8")
    root = town[0]
    judged = {
        activity.id
        for activity in check(read_folder(root), TODAY).catalogue.activities.values()
        if activity.record.similar
    }
    copy = shutil.copytree(root, tmp_path / "copia", ignore=shutil.ignore_patterns(".intreccio", "site"))
    command = ["apply", str(proposal), "--tutte", "-C", str(copy), "--today", TODAY.isoformat()]
    result = CliRunner().invoke(app, command)
    assert result.exit_code == 0, result.output
    catalogue = check(read_folder(copy), TODAY).catalogue
    new = [entry for entry in catalogue.activities.values() if entry.record.similar and entry.id not in judged]
    outcomes = sorted(judgement.outcome for entry in new for judgement in entry.record.similar)
    assert outcomes == ["coordinata", "diversa"]
    assert any("simile_a:" in (copy / entry.home.file).read_text("utf-8") for entry in new)
    network = catalogue.networks["rete-vicini-di-casa"].record
    assert network.indicators[0].values[-1].value == 15.5
    assert str(network.bodies[0].next_meeting) == "2027-02-11"
    pairs = {(hint.here.id, hint.there.id) for hint in site_in(copy).synergies.alike}
    assert not {(entry.id, other.activity) for entry in new for other in entry.record.similar} & pairs


def test_it_prints_on_two_sheets_without_a_script(browser: Browser, town: tuple[Path, str]) -> None:
    """A4, with the boxes to tick and no buttons."""
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(town[1] + SHEET)
    page.emulate_media(media="print")
    assert page.locator("[data-pair] input[type=radio]").first.is_visible()
    assert not page.get_by_role("button", name="Prepara la proposta").is_visible()
    printed = page.pdf(format="A4", print_background=False)
    context.close()
    sheets = len(re.findall(rb"/Type\s*/Page\b(?!s)", printed))
    assert 1 <= sheets <= _MOST_SHEETS


def test_days_left_are_those_of_the_reader(townsperson: Visit) -> None:
    """The page was built for one day and is read on another."""
    page = townsperson.page
    page.clock.set_fixed_time("2026-12-09T10:00:00+01:00")
    townsperson.open("scadenze/reti/")
    for what, left in (
        ("Tavolo della rete", "domani"),
        ("Accordo: Protocollo operativo antiviolenza", "più di un anno fa"),
    ):
        row = page.locator("li", has_text=what)
        expect(row.locator(".due__badge:visible")).to_have_text(left)
    assert Axe().run(page, options=VIOLATIONS).response["violations"] == []
