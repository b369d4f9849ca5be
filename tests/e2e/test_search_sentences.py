"""Searching as people write: whole sentences, a place and a need, words still being typed."""

import re

import pytest
from playwright.sync_api import Page, Route, expect

from tests.e2e.conftest import Visit


def _first_group(page: Page) -> str:
    expect(page.locator("[data-hits] .hit").first).to_be_visible()
    return page.locator("[data-hits] h2").first.inner_text()


@pytest.mark.parametrize(
    "sentence",
    ["mia madre ha la demenza", "aiuto per mia madre con demenza a bergamo", "mio padre anziano con demenza"],
)
def test_a_sentence_about_ones_family_finds_who_can_help(phone: Visit, sentence: str) -> None:
    """Who is asked for and that help is asked for are not what has to be found; editorial pages are no answer."""
    page = phone.open(f"cerca/?q={sentence}")
    assert _first_group(page) == "Attività"
    expect(page.locator("[data-hits] .hit h3").first).to_have_text(re.compile("Alzheimer"))


def test_a_sentence_finds_activities_in_the_town_too(townsperson: Visit) -> None:
    """The kind of activity that the strongest word names comes first."""
    page = townsperson.open("cerca/?q=madre anziana con demenza")
    assert _first_group(page) == "Attività"
    expect(page.locator("[data-hits] .hit h3").first).to_have_text("Un caffè insieme")


def test_words_that_only_an_editorial_page_holds_together_find_records(townsperson: Visit) -> None:
    """The glossary holds most words: it never hides the records that answer the strongest one."""
    page = townsperson.open("cerca/?q=demenza glossario")
    assert _first_group(page) != "Pagine"


def test_a_need_and_a_place_show_that_need_there(phone: Visit) -> None:
    """Results are never announced as none; «gratis» is a choice: what does not say what it costs is behind its chip."""
    page = phone.open("cerca/?q=cibo gratis bergamo")
    expect(page.locator("[data-status]")).to_have_text(re.compile("^Risultati più vicini a «cibo».*: Bergamo$"))
    expect(page.locator("[data-understood]").get_by_role("button")).to_have_text(re.compile("^Gratis"))
    expect(page.locator("[data-hits] section").first.get_by_role("link", name="Dispensa express")).to_be_visible()
    expect(page.locator("[data-hits] .hit dd", has_text=re.compile("Torino|Parma|Trieste"))).to_have_count(0)


def test_what_is_only_beginning_like_a_word_is_no_result(phone: Visit) -> None:
    """«Bollo» is not Bollate: where nothing is understood, nothing is shown."""
    page = phone.open("cerca/?q=bollo auto")
    expect(page.locator("[data-status]")).to_have_text(re.compile("^Nessun risultato"))
    expect(page.locator("[data-hits] .hit")).to_have_count(0)


@pytest.mark.parametrize("begun", ["dop", "dopo", "doposc"])
def test_a_word_begun_shows_names_that_begin_so(townsperson: Visit, begun: str) -> None:
    """What is being typed may not be finished."""
    page = townsperson.open(f"cerca/?q={begun}")
    expect(page.locator("[data-hits] .hit h3").first).to_have_text("Doposcuola La Lanterna")
    expect(page.locator("[data-meant]")).to_be_hidden()


def test_the_dialog_completes_the_word_begun(townsperson: Visit) -> None:
    """Search as you type ranks as the search page does."""
    page = townsperson.open("reti/")
    page.keyboard.press("Control+k")
    page.get_by_role("dialog").get_by_role("searchbox").press_sequentially("dop")
    expect(page.locator("[data-finder-results] strong").first).to_have_text("Doposcuola La Lanterna")


def test_letters_typed_before_the_search_is_there_are_kept(townsperson: Visit) -> None:
    """A slow phone must not lose what somebody writes at once."""
    page = townsperson.page
    held: list[Route] = []

    def hold(route: Route) -> None:
        held.append(route)

    page.route("**/search.js*", hold)
    townsperson.open("reti/")
    page.keyboard.press("Control+k")
    box = page.get_by_role("dialog").get_by_role("searchbox")
    box.press_sequentially("do")
    page.wait_for_timeout(100)
    held[0].continue_()
    expect(page.locator("[data-finder-results] strong").first).to_be_visible()
    page.keyboard.press("p")
    expect(box).to_have_value("dop")


def test_a_word_that_names_a_term_is_finished(phone: Visit) -> None:
    """«Casa» is no beginning of «Casaperta»: it already says what is looked for."""
    page = phone.open("cerca/?q=cerco casa")
    expect(page.locator("[data-hits] .hit h3").first).to_be_visible()
    expect(page.locator("[data-hits] section").first).not_to_contain_text("Casaperta")


def test_a_slip_in_a_sentence_is_corrected_where_it_stands(townsperson: Visit) -> None:
    """The suggestion keeps the other words as they were typed."""
    page = townsperson.open("cerca/?q=spessa a casa")
    expect(page.locator("[data-meant] a")).to_have_text("spesa a casa")
    expect(page.locator("[data-hits] .hit h3").first).to_have_text("Spesa a casa")


@pytest.mark.parametrize("query", ["gelido", "zqxw"])
def test_a_word_that_is_near_none_suggests_nothing(townsperson: Visit, query: str) -> None:
    """A short word has one slip, not two."""
    page = townsperson.open(f"cerca/?q={query}")
    expect(page.locator("[data-status]")).to_have_text(re.compile("^Nessun risultato"))
    expect(page.locator("[data-meant]")).to_be_hidden()


def test_another_form_of_a_word_is_no_slip(phone: Visit) -> None:
    """«Coordina» needs no correction into «coordinare»."""
    page = phone.open("cerca/?q=chi coordina torino solidale")
    expect(page.locator("[data-hits] .hit h3").first).to_have_text("Torino Solidale")
    expect(page.locator("[data-meant]")).to_be_hidden()
