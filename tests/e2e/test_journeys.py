"""What people come for, done by a real browser: on the shipped catalogue, then in the example town."""

import re

import pytest
from playwright.sync_api import Page, expect

from generator.site.page import PER_ALPHABET
from tests.e2e.conftest import Visit
from tests.e2e.journeys import JOURNEYS, REPRESENTATIVE, walk

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]


def _search(page: Page, words: str) -> None:
    box = page.get_by_role("searchbox", name="Che cosa cerchi?").first
    box.fill(words)
    box.press("Enter")


def test_a_citizen_finds_a_walking_group_by_another_word_and_comes_back(phone: Visit) -> None:
    """«camminate» finds a network and an activity; of more a filter narrows, the activity opens, back keeps both."""
    page = phone.open()
    _search(page, "camminate")
    results = page.locator("[data-search]")
    expect(results.get_by_role("link", name="Gruppo di Cammino", exact=True)).to_be_visible()
    expect(results.get_by_role("link", name="Rete di quartiere di Boccaleone", exact=True)).to_be_visible()
    expect(page).to_have_url(re.compile(r"cerca/\?q=camminate"))

    expect(results.get_by_text(re.compile("^Filtra"))).to_be_hidden()  # so few are read sooner

    results.get_by_role("searchbox").fill("camminate anziani")
    expect(results).to_have_attribute("data-settled", "?q=camminate+anziani")
    expect(results.get_by_role("link", name="Gruppo di Cammino", exact=True)).to_be_visible()
    expect(results.get_by_role("link", name="Rete di quartiere di Boccaleone", exact=True)).to_be_visible()
    results.get_by_text(re.compile("^Filtra")).click()
    results.get_by_role("button", name=re.compile(r"Attività \d")).click()
    expect(page).to_have_url(re.compile("genere=attivita"))
    expect(results.get_by_role("button", name=re.compile(r"Attività \d"))).to_have_attribute("aria-pressed", "true")
    expect(results.get_by_role("link", name="Rete di quartiere di Boccaleone", exact=True)).to_have_count(0)

    results.get_by_role("link", name="Gruppo di Cammino", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Gruppo di Cammino")
    expect(page.get_by_role("link", name=re.compile("Rete Sociale Malpensata")).first).to_be_visible()

    page.go_back()
    expect(page).to_have_url(re.compile(r"q=camminate\+anziani&genere=attivita"))
    expect(page.locator("[data-search]").get_by_role("link", name="Gruppo di Cammino", exact=True)).to_be_visible()


def test_a_citizen_reaches_a_network_and_its_members_by_links_alone(plain_phone: Visit) -> None:
    """Without JavaScript: from the home page to the networks, one of them, a member, and back to the network."""
    page = plain_phone.open()
    page.get_by_role("link", name="Tutte le reti", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Reti")
    network = page.get_by_role("link", name="Rete di quartiere di Boccaleone", exact=True)
    number = 1
    while not network.count():
        number += 1
        page.get_by_role("link", name="Seguenti").click()
        page.wait_for_url(f"**/pagina/{number}/")
    network.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Rete di quartiere di Boccaleone")
    page.locator("#chi").get_by_role("link", name="FabLab Bergamo", exact=True).click()
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
    expect(results.locator("[data-status]")).to_have_text("Nessuna scheda parla di «zqxw».")
    expect(results.get_by_role("navigation", name="Ho bisogno").get_by_role("link").first).to_be_visible()
    expect(results.locator("[data-wayon]").get_by_role("link", name="Attività", exact=True)).to_be_visible()


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
    """A page of the list of what is over shows all of its activities; elsewhere scripts hide what has expired."""
    page = phone.open("attivita/gia-fatto/")
    said = int(page.locator(".listing__count").inner_text().split()[0])
    cards = page.locator(".listing .card:visible")
    shown = [cards.count()]
    while page.locator(".pager a[rel=next]").count():
        phone.open(f"attivita/gia-fatto/pagina/{len(shown) + 1}/")
        shown.append(cards.count())
    assert len(shown) > 1
    assert all(0 < number <= PER_ALPHABET for number in shown)
    assert sum(shown) == said


def test_six_journeys_end_at_a_number(townsperson: Visit) -> None:
    """One of each way, in two taps and one question; `make audit` walks all thirty."""
    assert len(JOURNEYS) == 30
    assert len(REPRESENTATIVE) == 6
    for journey in REPRESENTATIVE:
        walk(townsperson.page, townsperson.address, journey)


def test_where_no_number_is_known_the_same_questions_end_honestly(phone: Visit) -> None:
    """On the shipped catalogue: a way to reach somebody, or else whom to ask; numbers alone where nothing is found."""
    page = phone.open()
    page.get_by_role("link", name="Mangiare", exact=True).tap()
    answers = page.locator(".places .card")
    expect(answers.first).to_be_visible()
    for answer in answers.all():
        way = answer.locator(".card__call").first.inner_text()
        assert re.search("Chiama|Scrivi|Vai al sito|Come arrivare|Chiedi a: .|Ne parla: .", way)
    for question in ("stanotte non so dove dormire", "mio nonno si dimentica le cose"):
        page = phone.open()
        _search(page, question)
        page.locator("[data-hits] h3 a").first.tap()
        expect(page.get_by_role("heading", level=1)).not_to_have_text("Cerca")
        contact = page.locator("#contenuto dl > div").filter(has_text="Chi contattare")
        expect(contact.get_by_role("link").first).to_be_visible()
    page = phone.open("cerca/?q=zqxw")
    expect(page.locator("[data-status]")).to_have_text("Nessuna scheda parla di «zqxw».")
    expect(page.locator('[data-above] a[href="tel:112"]')).to_be_visible()


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
    page = townsperson.open("reti/")
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
    page.get_by_role("button", name="Scegli dove sei").tap()
    page.get_by_label("Scegli dove sei").select_option("Fornaci, Valdoria")
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
