"""Who comes from an office looks up what a word means and puts networks side by side."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.conftest import Visit

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

SIDES_FIT = "document.documentElement.scrollWidth <= innerWidth"


def _choose(page: Page, slot: str, network: str) -> None:
    page.get_by_label(slot).select_option(label=network)


def test_an_officer_compares_networks_and_sends_the_address(phone: Visit) -> None:
    """Two choices make a comparison; its address alone brings it back, with the links to the networks."""
    page = phone.open("ruoli/confronta/")
    _choose(page, "Rete 1", "Rete SAI di Bergamo")
    _choose(page, "Rete 2", "Torino Solidale")
    expect(page).to_have_url(re.compile("#reti=[a-z-]+,[a-z-]+$"))
    there = page.url
    page.goto("about:blank")
    page.goto(there)
    chosen = page.locator("div[data-chosen]")
    expect(chosen.get_by_role("link")).to_have_text(["Rete SAI di Bergamo", "Torino Solidale"])
    chosen.get_by_role("link").first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Rete SAI di Bergamo")


def test_a_councillor_learns_a_word_without_javascript(plain_phone: Visit) -> None:
    """From the word to the network that does it, and a comparison that is ready; nothing sticks out at 320 px."""
    page = plain_phone.open("ruoli/")
    page.set_viewport_size({"width": 320, "height": 700})
    assert page.evaluate(SIDES_FIT)
    page.get_by_text("Le funzioni: che cosa c'è da fare").click()
    word = page.locator("#funzioni-coordinamento-operativo")
    word.locator("summary").click()
    word.get_by_role("link").first.click()
    assert "#" in page.url
    page.get_by_role("link", name="Confronta con altre reti").click()
    expect(page.get_by_role("heading", name="Confronti già pronti")).to_be_visible()
    assert page.evaluate(SIDES_FIT)


def test_a_word_opens_on_its_meaning(phone: Visit) -> None:
    """What is folded opens for whoever is led into it, from another page as from this."""
    page = phone.open("ruoli/")
    meaning = page.locator("#modo-capofila .word__meaning")
    expect(meaning).to_be_hidden()
    page.evaluate("location.hash = 'modo-capofila'")
    expect(meaning).to_be_visible()
