"""«Attività simili e reti vicine» in a real browser: chips narrow it in place, and it reads without JavaScript."""

import re

import pytest
from playwright.sync_api import expect

from tests.e2e.conftest import Visit

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]


def test_a_theme_narrows_the_page_and_stays_in_the_address(phone: Visit) -> None:
    """One theme leaves only its hints, unfolds the rest, says how many they are, and survives a reload."""
    page = phone.open("sinergie/")
    every = page.locator(".duo").count()
    page.get_by_text("Filtra per luogo, tema o tipo").click()
    page.get_by_role("button", name=re.compile("Invecchiare bene")).click()
    expect(page).to_have_url(re.compile("tema=anziani"))
    shown = page.locator(".duo:visible")
    expect(page.locator(".synergies__status")).to_have_text(re.compile(rf"^{shown.count()} su {every} "))
    assert 0 < shown.count() < every
    assert all("anziani" in (one.get_attribute("data-temi") or "").split() for one in shown.all())

    page.reload()
    expect(page.get_by_role("button", name=re.compile("Invecchiare bene"))).to_have_attribute("aria-pressed", "true")
    page.get_by_role("button", name="Togli le scelte").click()
    assert page.locator(".duo").count() == every
    assert "tema" not in page.url


def test_one_kind_of_hint_hides_the_others(phone: Visit) -> None:
    """Choosing networks hides activities; the table of who does what stays."""
    page = phone.open("sinergie/")
    page.get_by_text("Filtra per luogo, tema o tipo").click()
    page.locator("[data-filter=genere]").get_by_role("button", name=re.compile("^Reti")).click()
    expect(page.locator("#alike")).to_be_hidden()
    expect(page.locator("#encounters")).to_be_visible()
    expect(page.locator("#coverage")).to_be_visible()


def test_without_javascript_a_town_is_a_link(plain_phone: Visit) -> None:
    """Places are pages; nothing that needs JavaScript shows."""
    page = plain_phone.open("sinergie/")
    expect(page.get_by_text("Scegli un tema")).to_be_hidden()
    page.get_by_text("Filtra per luogo, tema o tipo").click()
    page.get_by_role("link", name=re.compile("^Trieste")).first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Attività simili e reti vicine: Trieste")
    page.get_by_role("link", name="Tutti i luoghi").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Attività simili e reti vicine")


@pytest.mark.parametrize("width", [320, 390, 800, 1280])
def test_the_page_never_scrolls_sideways(phone: Visit, width: int) -> None:
    """The table of who does what is a list on a phone."""
    phone.page.set_viewport_size({"width": width, "height": 900})
    page = phone.open("sinergie/")
    page.locator("details").evaluate_all("all => all.forEach((one) => { one.open = true })")
    assert page.evaluate("document.documentElement.scrollWidth") <= width
