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
    expect(page.locator("[data-status]")).to_have_text(re.compile("^Nessuna scheda parla di «"))


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
    expect(page.locator("[data-facets]:not([open])")).to_have_count(1)  # folded once the script is there
    page.locator(".facets__open").click()
    page.locator('[data-facet="accesso"] > summary').click()
    page.locator('[data-value="gratuito"]').click()
    expect(page).to_have_url(re.compile("accesso=gratuito"))
    expect(page.locator("[data-hits] .hit").first).to_be_visible()


def test_without_javascript_no_dead_filter_shows(plain_phone: Visit) -> None:
    """What only JavaScript can do is not offered without it."""
    page = plain_phone.open("cerca/")
    expect(page.locator('[data-facet="stato"]')).to_be_hidden()


def test_activities_of_a_kind_come_before_bodies_with_that_word_in_their_name(phone: Visit) -> None:
    """Who looks for company means no foundation of that name; a kind that nothing stands under is not shown."""
    page = phone.open("cerca/?q=compagnia")
    expect(page.locator("[data-hits] h2").first).to_have_text("Attività")
    expect(page.locator("[data-hits]").get_by_role("link", name="Compagnia e visite", exact=True)).to_have_count(0)


def test_a_short_word_is_not_the_beginning_of_another(phone: Visit) -> None:
    """«Sono sola» is about people who are alone, not about what is «solidale»."""
    page = phone.open("cerca/?q=sono sola")
    expect(page.locator("[data-hits] .hit").first).to_be_visible()
    expect(page.locator("[data-hits] h3", has_text=re.compile("solidal|Solidariet"))).to_have_count(0)


def test_what_only_shares_a_stem_is_no_answer(phone: Visit) -> None:
    """The engine's stem of «compiti» also begins «compagnia»."""
    page = phone.open("cerca/?q=aiuto compiti")
    expect(page.locator("[data-hits] .hit").first).to_be_visible()
    expect(page.locator("[data-hits]").get_by_role("link", name="Contact center per piccoli lavori")).to_have_count(0)


def test_a_phone_shows_the_first_answer_before_the_choices(phone: Visit) -> None:
    """After a search the choices are folded in one row."""
    page = phone.open("cerca/?q=dormitorio")
    expect(page.locator("[data-hits] .hit").first).to_be_in_viewport()
    page.locator("[data-facets] > summary").click()
    expect(page.locator('[data-facet="genere"]')).to_be_visible()


def test_where_nobody_does_it_here_search_tells_who_does_it_elsewhere(phone: Visit) -> None:
    """A place among the words is a place."""
    page = phone.open("cerca/?q=doposcuola monterosso")
    expect(page.locator("[data-status]")).to_contain_text("nessuna attività in questo luogo: Monterosso, Bergamo")
    expect(page.locator("[data-hits] .hit h3").first).to_contain_text("doposcuola")


def test_a_record_without_a_sentence_shows_no_glued_facts(townsperson: Visit) -> None:
    """It says what it is part of."""
    page = townsperson.open("cerca/?q=patto educativo")
    card = page.locator("[data-hits] .hit", has=page.get_by_role("link", name="Istituto comprensivo Fornaci"))
    expect(card.locator(".card__summary")).to_contain_text("Fa parte di «")
