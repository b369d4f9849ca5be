"""What people come for, done by a real browser on the shipped catalogue."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.conftest import Visit

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]


def _search(page: Page, words: str) -> None:
    box = page.get_by_role("searchbox", name="Che cosa cerchi?").first
    box.fill(words)
    box.press("Enter")


def test_a_citizen_finds_a_walking_group_by_another_word_and_comes_back(phone: Visit) -> None:
    """«camminate» finds a network and an activity; a filter narrows, the activity opens, back keeps both."""
    page = phone.open()
    _search(page, "camminate")
    results = page.locator("[data-search]")
    expect(results.get_by_role("link", name="Gruppo di Cammino", exact=True)).to_be_visible()
    expect(results.get_by_role("link", name="Rete di quartiere di Boccaleone", exact=True)).to_be_visible()
    expect(page).to_have_url(re.compile(r"cerca/\?q=camminate"))

    results.get_by_text(re.compile("^Filtra")).click()
    results.get_by_role("button", name=re.compile(r"Attività \d")).click()
    expect(page).to_have_url(re.compile("genere=attivita"))
    expect(results.get_by_role("button", name=re.compile(r"Attività \d"))).to_have_attribute("aria-pressed", "true")
    expect(results.get_by_role("heading", name="Reti", exact=True)).to_have_count(0)

    results.get_by_role("link", name="Gruppo di Cammino", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Gruppo di Cammino")
    expect(page.get_by_role("link", name=re.compile("Rete Sociale Malpensata")).first).to_be_visible()

    page.go_back()
    expect(page).to_have_url(re.compile("q=camminate&genere=attivita"))
    expect(page.locator("[data-search]").get_by_role("link", name="Gruppo di Cammino", exact=True)).to_be_visible()


def test_a_citizen_reaches_a_network_and_its_members_by_links_alone(plain_phone: Visit) -> None:
    """Without JavaScript: from the home page to the networks, one of them, a member, and back to the network."""
    page = plain_phone.open()
    page.get_by_role("link", name=re.compile("Tutte le reti \\(90\\)")).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Reti")
    page.get_by_role("link", name="Rete di quartiere di Boccaleone", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Rete di quartiere di Boccaleone")
    page.get_by_role("link", name="FabLab Bergamo", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("FabLab Bergamo")
    page.get_by_role("link", name="Rete di quartiere di Boccaleone", exact=True).first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Rete di quartiere di Boccaleone")


def test_search_explains_itself_without_javascript(plain_phone: Visit) -> None:
    """The search page is a list of lists, and says why."""
    page = plain_phone.open("cerca/")
    assert "Senza, puoi sfogliare" in page.locator("#contenuto").inner_text()
    page.locator("#contenuto").get_by_role("link", name=re.compile(r"Attività \d")).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Attività")


def test_the_keyboard_opens_search_from_anywhere(phone: Visit) -> None:
    """Ctrl+K opens the search, Escape closes it and gives the focus back."""
    page = phone.open("reti/")
    expect(page.locator("[data-search-open] kbd")).to_have_count(1)
    page.keyboard.press("Control+k")
    box = page.get_by_role("dialog").get_by_role("searchbox")
    expect(box).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)


def test_nothing_found_offers_a_way_on(phone: Visit) -> None:
    """A search without results does not end there."""
    page = phone.open("cerca/?q=zqxw")
    results = page.locator("[data-search]")
    expect(results.get_by_text(re.compile("Nessun risultato")).first).to_be_visible()
    expect(results.get_by_role("link").first).to_be_visible()


def test_an_unknown_address_leads_back(phone: Visit) -> None:
    """A wrong address answers 404 with links that work from any depth."""
    answer = phone.page.goto(f"{phone.address}reti/non-esiste/davvero/")
    assert answer is not None
    assert answer.status == 404
    phone.problems.clear()  # Chromium logs the 404 itself
    phone.page.locator("#contenuto").get_by_role("link").first.click()
    expect(phone.page.get_by_role("heading", level=1)).to_be_visible()


def test_a_councillor_reaches_the_figures_from_the_menu(phone: Visit) -> None:
    """What is for who works together is one step from the menu, on a phone too."""
    page = phone.open()
    page.get_by_role("button", name="Menu").click()
    page.get_by_role("navigation", name="Principale").get_by_role("link", name="Lavorare insieme").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Lavorare insieme")
    page.locator("#contenuto").get_by_role("link", name="Numeri e grafici").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Numeri e grafici")


def test_what_is_over_can_be_read_where_it_is_listed(phone: Visit) -> None:
    """The list of what is over shows as many activities as it says; elsewhere scripts hide what has expired."""
    page = phone.open("attivita/gia-fatto/")
    said = page.locator(".listing__count").inner_text()
    assert page.locator(".listing .card:visible").count() == int(said.split()[0]) > 0
