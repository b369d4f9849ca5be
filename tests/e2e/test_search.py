"""Searching as people do: with slips, other words and filters, on a phone."""

import re

from playwright.sync_api import expect

from tests.e2e.conftest import Visit


def test_a_slip_is_understood_and_said(phone: Visit) -> None:
    """A misspelled word finds what was meant, and says which word that is."""
    page = phone.open("cerca/?q=alzaimer")
    expect(page.locator("[data-meant]")).to_have_text(re.compile("Forse cercavi: alzheimer"))
    expect(page.locator("[data-hits]").get_by_role("link", name="Alzheimer Cafe'", exact=True)).to_be_visible()
    page.locator("[data-meant] a").click()
    expect(page).to_have_url(re.compile(r"\?q=alzheimer$"))


def test_what_is_only_near_is_said_to_be_so(phone: Visit) -> None:
    """A search for what nobody does never passes near words off as an answer."""
    page = phone.open("cerca/?q=astronave interplanetaria")
    expect(page.locator("[data-status]")).to_have_text(re.compile("^Nessun risultato"))


def test_words_of_another_language_find_records(phone: Visit) -> None:
    """English words for a kind of activity lead to the Italian records."""
    page = phone.open("cerca/?q=soup kitchen")
    expect(page.locator("[data-hits]").get_by_role("link", name="Mense cittadine")).to_be_visible()


def test_one_chooses_a_quarter_without_saying_where_one_is(phone: Visit) -> None:
    """A quarter is a choice among others, and the address keeps it."""
    page = phone.open("cerca/?genere=attivita&luogo=bergamo-monterosso")
    expect(page.locator('[data-facet="luogo"] [data-value="bergamo-monterosso"]')).to_have_attribute(
        "aria-pressed", "true"
    )
    expect(page.locator("[data-hits]").get_by_role("link", name="Punto di ascolto")).to_be_visible()


def test_what_is_free_can_be_chosen(phone: Visit) -> None:
    """Filters that have no page of their own are buttons, and only where records say something of it."""
    page = phone.open("cerca/")
    page.locator('[data-facet="accesso"] > summary').click()
    page.locator('[data-value="gratuito"]').click()
    expect(page).to_have_url(re.compile("accesso=gratuito"))
    expect(page.locator("[data-hits] .hit").first).to_be_visible()


def test_without_javascript_no_dead_filter_shows(plain_phone: Visit) -> None:
    """What only JavaScript can do is not offered without it."""
    page = plain_phone.open("cerca/")
    expect(page.locator('[data-facet="stato"]')).to_be_hidden()
