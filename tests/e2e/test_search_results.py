"""What results and the choices beside them say."""

import re

from playwright.sync_api import expect

from tests.e2e.conftest import Visit


def test_pages_say_what_they_are_about(townsperson: Visit) -> None:
    """Their own sentence, never words glued together from the middle of them."""
    page = townsperson.open("cerca/?q=glossario&genere=pagina")
    page.wait_for_function("() => document.querySelector('[data-search]').dataset.settled === location.search")
    summaries = page.locator("[data-hits] .card__summary").all_inner_texts()
    assert "Le parole del Terzo settore, delle reti e di questo catalogo, spiegate in poche righe." in summaries
    assert [one for one in summaries if re.search(r"[a-zà-ù][A-ZÀ-Ù0-9]", one) or one.startswith("…")] == []


def test_the_fold_counts_what_it_opens(phone: Visit) -> None:
    """The places with most results stand outside; the label says how many more can be seen."""
    page = phone.open("cerca/?q=mensa")
    expect(page.locator("[data-hits] .hit").first).to_be_visible()
    page.locator("[data-facets] > summary").click()
    places = page.locator('[data-facet="luogo"]')
    places.locator("> summary").click()
    expect(places.locator("> ul button:visible")).to_have_count(8)
    label = places.locator(".facet__others > summary")
    label.click()
    shown = places.locator(".facet__others button:visible").count()
    expect(label).to_have_text(f"Ancora {shown}")


def test_no_fold_stands_where_nothing_is_under_it(phone: Visit) -> None:
    """A search with results in few places shows them all."""
    page = phone.open("cerca/?q=falegnameria")
    expect(page.locator("[data-hits] .hit").first).to_be_visible()
    page.locator("[data-facets] > summary").click()
    page.locator('[data-facet="luogo"] > summary').click()
    expect(page.locator('[data-facet="luogo"] .facet__others')).to_be_hidden()


def test_without_a_search_every_choice_is_back(phone: Visit) -> None:
    """Clearing the words brings back the counts and the fold that the page came with."""
    page = phone.open("cerca/")
    page.locator('[data-facet="luogo"] > summary').click()
    label = page.locator('[data-facet="luogo"] .facet__others > summary')
    first = label.inner_text()
    page.locator("#q").fill("falegnameria")
    expect(page.locator("[data-hits] .hit").first).to_be_visible()
    page.locator("#q").fill("")
    expect(page.locator("[data-hits] .hit")).to_have_count(0)
    page.locator("[data-facets] > summary").click()
    expect(label).to_have_text(first)


def test_what_is_to_be_confirmed_says_so_in_results(phone: Visit) -> None:
    """As on the cards of lists."""
    page = phone.open("cerca/?q=mense cittadine")
    card = page.locator("[data-hits] .hit", has=page.get_by_role("link", name="Mense cittadine"))
    expect(card.locator(".tag")).to_have_text("Prima di andare, chiedi conferma")
