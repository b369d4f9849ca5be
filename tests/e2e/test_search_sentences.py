"""Searching as people write: whole sentences, a place and a need, words still being typed."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, Route, expect

from generator import addresses
from tests.e2e.conftest import Visit
from tests.site.conftest import site_in


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


def test_a_name_that_is_spelt_otherwise_is_no_answer(phone: Visit) -> None:
    """«FAMI PONTE» is a network's name and no form of «fame»: who gives meals comes first."""
    page = phone.open("cerca/?q=ho fame")
    assert _first_group(page) == "Attività"
    expect(page.locator("[data-hits] .hit h3").filter(has_text="Mense")).not_to_have_count(0)


def test_words_that_only_an_editorial_page_holds_together_find_records(townsperson: Visit) -> None:
    """The glossary holds most words: it never hides the records that answer the strongest one."""
    page = townsperson.open("cerca/?q=demenza glossario")
    assert _first_group(page) != "Pagine"


def test_a_need_and_a_place_show_that_need_there(phone: Visit) -> None:
    """Never announced as none; «gratis» is a choice, beside which stands what does not say what it costs."""
    page = phone.open("cerca/?q=cibo gratis bergamo")
    expect(page.locator("[data-status]")).to_have_text(re.compile("^Risultati più vicini a «cibo».*: Bergamo$"))
    expect(page.locator("[data-understood]").get_by_role("button")).to_have_text(re.compile("^Gratis"))
    expect(page.locator("[data-hits] section").first.get_by_role("link", name="Dispensa express")).to_be_visible()
    expect(page.locator("[data-hits] .hit dd", has_text=re.compile("Torino|Parma|Trieste"))).to_have_count(0)


def test_what_is_free_stands_before_what_does_not_say_and_what_costs_nowhere(
    townsperson: Visit, town: tuple[Path, str]
) -> None:
    """Typed or pressed; who can get in likewise. What is not written is told apart: one should ask."""
    activities = {f"/{addresses.record(activity)}": activity for activity in site_in(town[0]).activities}
    hrefs = "links => links.map((link) => link.pathname)"
    for query in ("q=medico+gratis", "accesso=gratuito", "q=medico&accesso=gratuito"):
        page = townsperson.open(f"cerca/?{query}")
        page.wait_for_function("() => document.querySelector('[data-search]').dataset.settled === location.search")
        sections = page.locator("[data-hits] section")
        expect(sections.last.locator("h2")).to_have_text("Il costo non è scritto: chiedi")
        *sure, doubtful = [section.locator("h3 a").evaluate_all(hrefs) for section in sections.all()]
        assert {activities[link].record.cost for links in sure for link in links} == {"gratuito"}
        assert {activities[link].record.cost for link in doubtful} == {None}
    page = townsperson.open("cerca/?q=mangiare in carrozzina")
    expect(page.locator("[data-hits] h2").last).to_have_text("L'accesso non è scritto: chiedi")
    expect(page.locator("[data-understood]").get_by_role("button")).to_have_text(re.compile("^Si entra in carrozzina"))


def test_a_record_about_violence_is_near_nothing_else(townsperson: Visit) -> None:
    """It holds «ospedale» too; who asks about it finds it."""
    network = "Rete contro la violenza dell'Ambito del Lento"
    for words, found in (("cerco qualcuno per il cane mentre sono in ospedale", 0), ("rete violenza ospedale", 1)):
        page = townsperson.open(f"cerca/?q={words}")
        expect(page.locator("[data-hits] .hit").first).to_be_visible()
        expect(page.locator("[data-hits]").get_by_role("link", name=network)).to_have_count(found)


def test_a_fear_of_a_thing_stands_beside_what_is_asked_and_any_other_comes_first(townsperson: Visit) -> None:
    """School first, the numbers below; where somebody may be in danger, violence is never second."""
    page = townsperson.open("cerca/?q=mio figlio ha paura di andare a scuola")
    above = page.locator("[data-above]")
    expect(above.get_by_role("link")).to_have_text(["Bambini e scuola", "Violenza e paura", "112", "1522", "114"])
    expect(page.locator("[data-hits] .hit").first).to_be_visible()
    expect(page.locator("[data-hits]").get_by_role("link", name=re.compile("violenza|Melagrana"))).to_have_count(0)
    page = townsperson.open("cerca/?q=mia figlia ha paura a tornare a casa da scuola")
    expect(above.locator("li a").first).to_have_text("Violenza e paura")
    expect(above.get_by_role("link").first).to_have_text("112")
    things = ["mia nonna ha paura di cadere", "my son is afraid of school", "mi hijo tiene miedo de ir a la escuela"]
    dangers = [
        *("ho paura", "ho paura di andare a scuola", "mio figlio ha paura", "mia sorella ha paura di tornare a casa"),
        *("mia figlia ha paura di suo padre a scuola", "ha paura che la segua a scuola", "ha paura delle botte"),
        *("mia madre ha paura del compagno", "my mother is scared of her husband", "I am afraid of school"),
    ]
    is_aside = """async (texts) => {
        const { incidental } = await import(new URL("../assets/site/search/browser/incidental.js", location.href));
        return texts.map((text) => incidental(text).size > 0);
    }"""
    assert page.evaluate(is_aside, [*things, *dangers]) == [True] * len(things) + [False] * len(dangers)


def test_a_word_of_another_language_is_read_from_the_second_file(townsperson: Visit) -> None:
    """Each name of it holds a word that the first does not: who types one has it read, whatever the other words."""
    page = townsperson.open("cerca/")
    unread = page.evaluate(
        """async () => {
          const { isOutside, spoken } = await import("../assets/site/search/browser/engine.js");
          const { said, needs, choices } = await (await fetch("../pagefind/parole-altre.json")).json();
          const codes = [said, needs, { choices }].flatMap((part) => Object.values(part));
          const names = codes.flatMap((code) => Object.values(code).flat());
          const vocabulary = await spoken();
          return [names.length, names.filter((name) => !isOutside(name, vocabulary))];
        }"""
    )
    assert unread[0] > 100
    assert unread[1] == []


def test_what_is_only_beginning_like_a_word_is_no_result(phone: Visit) -> None:
    """«Bollo» is not Bollate: where nothing is understood, nothing is shown."""
    page = phone.open("cerca/?q=bollo auto")
    expect(page.locator("[data-status]")).to_have_text(re.compile("^Nessuna scheda parla di «"))
    expect(page.locator("[data-hits] .hit")).to_have_count(0)


@pytest.mark.parametrize(("word", "place"), [("bollo", "Bollate"), ("serata", "Seriate")])
def test_a_place_is_no_form_of_a_word(phone: Visit, word: str, place: str) -> None:
    """Many places end as verbs do, and the engine cuts that ending off."""
    names = phone.open(f"cerca/?q={word}").locator("[data-hits] .hit h3")
    expect(names.first).to_be_visible()
    expect(names.filter(has_text=place)).to_have_count(0)


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
    expect(page.locator("[data-status]")).to_have_text(re.compile("^Nessuna scheda parla di «"))
    expect(page.locator("[data-meant]")).to_be_hidden()


def test_another_form_of_a_word_is_no_slip(phone: Visit) -> None:
    """«Coordina» needs no correction into «coordinare»."""
    page = phone.open("cerca/?q=chi coordina torino solidale")
    expect(page.locator("[data-hits] .hit h3").first).to_have_text("Torino Solidale")
    expect(page.locator("[data-meant]")).to_be_hidden()
