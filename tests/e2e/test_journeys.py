"""What people come for, done by a real browser: on the shipped catalogue, then in the example town."""

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


# Thirty journeys of the example town: from the first page to a number to call, in two taps and one question at most.
# The second tap is on the number itself.

BY_PICTURE = (
    *("Mangiare", "Dormire stanotte", "Curarsi e stare meglio", "Documenti e diritti", "Soldi e bollette", "Una casa"),
    *("Un lavoro", "Imparare l'italiano", "Bambini e scuola", "Una persona anziana", "Disabilità", "Violenza e paura"),
)

AT_ONCE = {
    "mio marito mi minaccia": "1522",
    "ho paura": "1522",
    "stanotte non so dove dormire": "112",
    "help me": "1522",
    "خوف": "1522",
}
"""What cannot wait, and the number that the results themselves begin with."""

BY_WORDS = {
    "ho fame": "Mangiare",
    "pannolini": "Mangiare",
    "bread": "Mangiare",
    "їжа": "Mangiare",
    "medico gratis": "Curarsi e stare meglio",
    "ansia": "Curarsi e stare meglio",
    "non arrivo a fine mese": "Soldi e bollette",
    "permiso de residencia": "Documenti e diritti",
    "我要学意大利语": "Imparare l'italiano",
    "cerco una badante": "Una persona anziana",
}
"""What is typed, and the need whose page stands above the results."""

TO_A_RECORD = {
    "aiuto compiti": "Compiti in oratorio",
    "sala riunioni": "Centro anziani Mulini APS",
}
"""What is typed, and the record among the first results."""


def _number(page: Page, number: str = "") -> None:
    """A number to call is on the page; who taps it calls."""
    calls = page.locator(f'#contenuto a[href^="tel:{number}"]')
    expect(calls.first).to_be_visible()


@pytest.mark.parametrize("need", BY_PICTURE)
def test_a_picture_leads_to_a_number(townsperson: Visit, need: str) -> None:
    """One tap on the drawing, one on the number."""
    page = townsperson.open()
    page.get_by_role("link", name=need, exact=True).tap()
    expect(page.get_by_role("heading", level=1)).to_have_text(need)
    _number(page)
    assert page.locator('.answers a[href^="tel:"]').count(), (
        "who answers can be called, not the emergency numbers alone"
    )


@pytest.mark.parametrize("words", AT_ONCE)
def test_what_cannot_wait_is_answered_at_once(townsperson: Visit, words: str) -> None:
    """The numbers stand above the results: one question, one tap."""
    page = townsperson.open()
    _search(page, words)
    expect(page.locator("[data-above] .urgent")).to_be_in_viewport()
    _number(page, AT_ONCE[words])


@pytest.mark.parametrize("words", BY_WORDS)
def test_a_need_in_peoples_words_leads_to_a_number(townsperson: Visit, words: str) -> None:
    """One question, one tap on the need above the results, one on the number."""
    page = townsperson.open()
    _search(page, words)
    page.locator("[data-above]").get_by_role("link", name=BY_WORDS[words], exact=True).tap()
    expect(page.get_by_role("heading", level=1)).to_have_text(BY_WORDS[words])
    _number(page)


@pytest.mark.parametrize("words", TO_A_RECORD)
def test_words_lead_to_a_record_with_a_number(townsperson: Visit, words: str) -> None:
    """One question, one tap on the record, one on the number."""
    page = townsperson.open()
    _search(page, words)
    page.locator("[data-hits]").get_by_role("link", name=TO_A_RECORD[words], exact=True).tap()
    expect(page.get_by_role("heading", level=1)).to_have_text(TO_A_RECORD[words])
    _number(page)


def test_a_place_and_a_picture_lead_to_a_number_near(townsperson: Visit) -> None:
    """The one question is where; what serves that quarter stands first."""
    page = townsperson.open()
    page.get_by_role("button", name="Dove sei?").tap()
    page.get_by_label("Dove sei?").select_option("Ponte, Valdoria")
    page.get_by_role("link", name="Mangiare", exact=True).tap()
    expect(page.locator("section[data-place]").first).to_have_attribute("data-place", "valdoria-ponte")
    expect(page.locator('section[data-place] a[href^="tel:"]').first).to_be_visible()


def test_what_nobody_answers_ends_at_a_number_too(townsperson: Visit) -> None:
    """Nothing found is said, and the numbers that answer stand there."""
    page = townsperson.open()
    _search(page, "zqxw")
    expect(page.locator("[data-status]")).to_have_text(re.compile("Nessun risultato"))
    _number(page, "112")


def test_a_choice_that_was_typed_is_a_chip_that_comes_off(townsperson: Visit) -> None:
    """«Gratis» narrows as a filter does; taken off, the address and the results say so; what no record says is said."""
    page = townsperson.open("cerca/?q=medico gratis")
    chip = page.locator("[data-understood]").get_by_role("button")
    expect(chip).to_have_text(re.compile("^Gratis"))
    chip.tap()
    expect(page.locator("[data-understood]")).to_be_hidden()
    expect(page).to_have_url(re.compile("senza=accesso:gratuito"))
    page = townsperson.open("cerca/?q=corso 9 anni")
    expect(page.locator("[data-understood]")).to_contain_text("le schede non lo dicono")
    expect(page.locator("[data-hits] .hit").first).to_be_visible()


def test_no_choice_that_was_typed_is_dropped_in_silence(townsperson: Visit) -> None:
    """What nothing meets is said, in the dialog too; words that are the name of a record are no choice."""
    page = townsperson.open("cerca/?q=doposcuola di sera")
    expect(page.locator("[data-understood]")).to_contain_text("Di sera: le schede non lo dicono")
    expect(page.locator("[data-hits] .hit").first).to_contain_text(re.compile("Doposcuola|Compiti"))
    page = townsperson.open("cerca/?q=domeniche del dono")
    expect(page.locator("[data-hits] .hit h3").first).to_have_text("Domeniche del dono")
    expect(page.locator("[data-understood]")).to_be_hidden()
    page.keyboard.press("Control+k")
    page.get_by_role("dialog").get_by_role("searchbox").fill("doposcuola di sera")
    expect(page.locator("[data-finder-status]")).to_contain_text("Di sera: le schede non lo dicono")


def test_numbers_stand_only_where_they_have_to_do_with_what_is_asked(townsperson: Visit) -> None:
    """Homework calls for nobody's help at once, and a right word is no slip of another."""
    page = townsperson.open("cerca/?q=aiuto compiti")
    expect(page.locator("[data-above]").get_by_role("link", name="Bambini e scuola", exact=True)).to_be_visible()
    expect(page.locator("[data-above] .urgent")).to_have_count(0)
    page = townsperson.open("cerca/?q=treni")
    expect(page.locator("[data-status]")).not_to_be_empty()
    expect(page.locator("[data-meant]")).to_be_hidden()


def test_the_place_remembered_raises_what_serves_it(townsperson: Visit) -> None:
    """In results, and chosen beforehand in «Chi lo fa già?»."""
    page = townsperson.open()
    page.get_by_role("button", name="Dove sei?").tap()
    page.get_by_label("Dove sei?").select_option("Fornaci, Valdoria")
    page = townsperson.open("chi-lo-fa-gia/")
    expect(page.locator("#luogo")).to_have_value("valdoria-fornaci")
    page = townsperson.open("cerca/?q=caffè")
    expect(page.locator("[data-hits] .hit").first).to_contain_text(re.compile("Fornaci|Via del Lavatoio"))


def test_the_dialog_says_in_one_line_whom_to_call(townsperson: Visit) -> None:
    """On every page, while one writes."""
    page = townsperson.open("reti/")
    page.keyboard.press("Control+k")
    page.get_by_role("dialog").get_by_role("searchbox").fill("mi minaccia")
    dialog = page.get_by_role("dialog")
    expect(dialog.get_by_role("link", name="1522", exact=True)).to_be_visible()
    expect(dialog.get_by_role("link", name="Violenza e paura", exact=True)).to_be_visible()
