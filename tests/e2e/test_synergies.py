"""«Possibili collaborazioni» in a real browser: two choices narrow it in place, what is decided becomes a proposal."""

import re
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect
from typer.testing import CliRunner

from generator.checking import check
from generator.cli import app
from generator.reading.folder import read_folder
from tests.conftest import TODAY
from tests.e2e.conftest import Visit
from tests.e2e.test_accessibility import RULES
from tests.e2e.test_form import _text, writable
from tests.site.conftest import site_in

__all__ = ["writable"]

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]


def test_a_theme_narrows_the_page_and_stays_in_the_address(phone: Visit) -> None:
    """One theme leaves only its hints, unfolds the rest, says how many they are, and survives a reload."""
    page = phone.open("sinergie/")
    every = page.locator("[data-temi]").count()
    page.get_by_label("Tema", exact=True).select_option("anziani")
    expect(page).to_have_url(re.compile("tema=anziani"))
    shown = page.locator("[data-temi]:visible")
    expect(page.locator(".synergies__status")).to_have_text(f"Indizi: {shown.count()} su {every} in questa pagina")
    assert 0 < shown.count() < every
    assert all("anziani" in (one.get_attribute("data-temi") or "").split() for one in shown.all())

    page.reload()
    expect(page.get_by_label("Tema", exact=True)).to_have_value("anziani")
    page.get_by_role("button", name="Togli le scelte").click()
    expect(page.locator(".synergies__status")).to_be_empty()
    expect(page.get_by_label("Tema", exact=True)).to_be_focused()
    assert page.locator("[data-temi][hidden]").count() == 0
    assert "tema" not in page.url


def test_a_place_narrows_with_a_theme_and_leads_to_its_page(phone: Visit) -> None:
    """Both choices hold at once; a town has a page of its own, a quarter has none; nothing found is said."""
    page = phone.open("sinergie/")
    with_page = page.locator("#scegli-luogo option[data-page]").last
    town, name = with_page.get_attribute("value"), with_page.get_attribute("data-name")
    page.get_by_label("Luogo", exact=True).select_option(town)
    link = page.get_by_role("link", name=f"Possibili collaborazioni: {name}")
    expect(link).to_have_attribute("href", re.compile(rf"{town}/$"))
    expect(page.locator("[data-temi]:visible").first).to_be_visible()
    places = page.locator("[data-temi]:visible").evaluate_all("all => all.map((one) => one.dataset.luoghi)")
    assert [codes for codes in places if town not in codes.split()] == []
    told = page.locator("[data-temi]:visible").evaluate_all("all => all.map((one) => one.dataset.temi)")
    themes = set(" ".join(told).split())
    options = page.get_by_label("Tema", exact=True).locator("option").evaluate_all("all => all.map((one) => one.value)")
    other = next(code for code in options if code and code not in themes)
    page.get_by_label("Tema", exact=True).select_option(other)
    expect(page.locator(".synergies__status")).to_have_text("Niente con questa scelta, in questa pagina.")
    expect(page).to_have_url(re.compile(f"(?=.*tema={other})(?=.*luogo={town})"))


def test_a_theme_hides_what_has_nothing_of_it(phone: Visit) -> None:
    """A section without a pair left goes, and so does its line above; the table of who does what stays, and opens."""
    page = phone.open("sinergie/?tema=anziani")
    for section in page.locator("[data-genere]").all():
        there = section.locator("[data-temi]:visible").count()
        assert section.is_visible() == (there > 0)
        if there:
            expect(section.locator("h2 small")).to_have_text(str(there))
    lines = page.locator(".brief li:has([data-one])")
    assert lines.count() > 1
    expect(page.locator("[data-total]")).to_be_hidden()
    for line in lines.all():
        part = page.locator(line.locator("a").get_attribute("href", timeout=1000) or "")
        there = part.locator("[data-temi]:visible").count()
        assert line.is_visible() == (there > 0)
        if there:
            expect(line.locator("strong")).to_have_text(str(there))
            words = line.locator("[data-one]")
            expect(words).to_have_text(words.get_attribute("data-one" if there == 1 else "data-many") or "")
    expect(page.locator(".synergies__table summary")).to_be_visible()
    page.locator(".synergies__table summary").click()
    expect(page.locator("#coverage")).to_be_visible()


@pytest.mark.parametrize("width", [390, 1280])
def test_what_narrows_is_one_line(phone: Visit, width: int) -> None:
    """Two choices side by side, in sight and closed, at a desk and on a phone."""
    phone.page.set_viewport_size({"width": width, "height": 900})
    page = phone.open("sinergie/")
    boxes = [page.get_by_label(name, exact=True).bounding_box() for name in ("Tema", "Luogo")]
    assert boxes[0]
    assert boxes[1]
    assert boxes[0]["y"] == boxes[1]["y"]
    assert max(box["height"] for box in boxes if box) < 60


def test_the_summary_is_within_a_screen_of_the_phone(townsperson: Visit) -> None:
    """For whom, what there is in numbers; then two choices and the pairs, whose sides stand beside each other."""
    page = townsperson.open("sinergie/")
    box = page.locator(".brief").bounding_box()
    assert box is not None
    assert box["y"] + box["height"] < 844
    sides = [side.bounding_box() for side in page.locator(".duo").first.locator("th[scope=col]").all()]
    assert [side["y"] for side in sides if side] == [sides[0]["y"]] * 2 if sides[0] else False


def _told(page: Page, section: str, label: str) -> None:
    """Unfold the first pair of a section and say something of it."""
    pair = page.locator(f"#{section} .duo").first
    pair.locator("summary").tap()
    pair.get_by_role("link", name=re.compile(f"^{label}")).tap()


def _sent(page: Page) -> str:
    """Read again, choose how to send, and return the text that leaves."""
    page.get_by_role("button", name="Scegli come mandarla").tap()
    return _text(page)


@pytest.mark.parametrize(("label", "outcome"), [("Ci conosciamo già", "coordinata"), ("Non c'entra", "diversa")])
def test_what_two_activities_are_to_each_other_goes_into_a_record(
    townsperson: Visit, writable: Path, label: str, outcome: str
) -> None:
    """A tap, the answer filled in, a word more: the proposal that leaves silences the pair."""
    page = townsperson.open("sinergie/")
    _told(page, "alike", label)
    expect(page.get_by_role("heading", name="Doposcuola La Lanterna e Compiti in oratorio")).to_be_visible()
    assert Axe().run(page, options=RULES).response["violations"] == []
    page.get_by_label("Vuoi aggiungere una parola?").fill("Giorni alterni")
    page.get_by_role("button", name="Continua").tap()
    _apply(writable, _sent(page))
    activity = check(read_folder(writable), TODAY).catalogue.activities["la-lanterna/doposcuola-lanterna"]
    other = "oratorio-san-luca/compiti-in-oratorio"
    assert [(other, outcome, "Giorni alterni")] == [
        (each.activity, each.outcome, each.note) for each in activity.record.similar if each.activity == other
    ]
    pairs = [{hint.here.id, hint.there.id} for hint in site_in(writable).synergies.alike]
    assert {activity.id, other} not in pairs


def test_two_networks_that_know_each_other_say_how(townsperson: Visit, writable: Path) -> None:
    """Which tie there is must be chosen; then nobody introduces them any more."""
    page = townsperson.open("sinergie/")
    _told(page, "encounters", "Ci conosciamo già")
    page.get_by_role("button", name="Continua").tap()
    expect(page.get_by_role("button", name="Scegli come mandarla")).to_have_count(0)
    page.get_by_label("Collabora con").check()
    page.get_by_role("button", name="Continua").tap()
    before = len(site_in(writable).synergies.encounters)
    _apply(writable, _sent(page))
    assert len(site_in(writable).synergies.encounters) == before - 1


def test_a_request_that_was_met_is_taken_away(townsperson: Visit, writable: Path) -> None:
    """What is no longer sought leaves the record, and only that."""
    page = townsperson.open("sinergie/")
    _told(page, "exchanges", "Non serve più")
    before = len(site_in(writable).synergies.exchanges)
    _apply(writable, _sent(page))
    assert len(site_in(writable).synergies.exchanges) == before - 1


@pytest.mark.parametrize(
    "ending", ["simile=nessuno/niente&esito=coordinata", "simile=../x&esito=<b>", "relazione=nessuno", "risolto=niente"]
)
def test_what_leads_nowhere_opens_the_form_all_the_same(townsperson: Visit, ending: str) -> None:
    """An address that was mistyped or made up breaks nothing and shows no markup of its own."""
    page = townsperson.open(f"partecipa/#scheda=la-lanterna/doposcuola-lanterna&{ending}")
    expect(page.locator("[data-stage] [data-heading]").first).to_be_visible()
    assert page.locator("[data-stage] b").count() == 0


def _apply(root: Path, text: str) -> None:
    result = CliRunner().invoke(app, ["apply", "-", "-C", str(root), "--today", TODAY.isoformat()], input=text)
    assert result.exit_code == 0, result.output


def test_without_javascript_a_town_is_a_link(plain_phone: Visit) -> None:
    """Places are pages; nothing that needs JavaScript shows."""
    page = plain_phone.open("sinergie/")
    expect(page.locator("[data-filter=tema]")).to_be_hidden()
    page.get_by_text("Filtra per luogo").click()
    page.get_by_role("link", name=re.compile("^Trieste")).first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Possibili collaborazioni: Trieste")
    page.get_by_role("link", name="Tutti i luoghi").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Possibili collaborazioni")


@pytest.mark.parametrize("width", [320, 390, 800, 1280])
def test_the_page_never_scrolls_sideways(phone: Visit, width: int) -> None:
    """The table of who does what is a list on a phone."""
    phone.page.set_viewport_size({"width": width, "height": 900})
    page = phone.open("sinergie/")
    page.locator("details").evaluate_all("all => all.forEach((one) => { one.open = true })")
    assert page.evaluate("document.documentElement.scrollWidth") <= width
