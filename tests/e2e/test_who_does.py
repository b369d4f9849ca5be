"""Planning an activity: who does it already, why it is shown, whom to ask; also on a phone without a network."""

import gzip
import re
from datetime import date
from urllib.parse import parse_qs, quote, urlsplit

import pytest
import yaml
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, Request, expect

from generator.checking import check
from generator.locale import load
from generator.matching import Query, corpus_of, match_reasons, sentence, similar
from generator.reading.folder import read_folder
from generator.site.pages.who_does.data import told_in_sentences, who_does_files
from generator.site.published import published
from tests.e2e.conftest import DESKTOP, PHONE, ROOT, Visit
from tests.e2e.test_accessibility import RULES
from tests.serving import TODAY
from tests.site.conftest import site_in

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

ADDRESS = "chi-lo-fa-gia/"
NOBODY = re.compile("non risulta ancora nessuno|non ho trovato niente")
QUERIES = (
    Query("doposcuola per bambini", territories=("bergamo",)),
    Query("spesa a domicilio per anziani", audiences=("persone_anziane",)),
    Query("dormitorio", territories=("bergamo",), audiences=("senza_dimora",)),
    Query("corso di italiano", territories=("bergamo-monterosso",), audiences=("migranti",)),
    Query("mensa per i poveri"),
    Query("", territories=("bergamo-celadina",)),
    Query("caffè alzheimer", territories=("trieste",), audiences=("caregiver",)),
    Query("laboratorio di fotografia", territories=("bergamo",), audiences=("persone_anziane",)),
)


def asked(query: Query) -> str:
    """Write the address of a query."""
    given = {"testo": query.text, "luogo": "".join(query.territories), "per": "".join(query.audiences)}
    return f"{ADDRESS}#{'&'.join(f'{name}={quote(value)}' for name, value in given.items() if value)}"


def settle(page: Page) -> None:
    """Wait for the answer to what the form holds."""
    expect(page.locator("[data-who-does]")).to_have_attribute("data-settled", re.compile("."))


def understood(page: Page, query: Query) -> Query:
    """Add what the page reads in the words: as codes they are the explicit options of `intreccio similar`."""
    asked = {"text": query.text, "territories": list(query.territories), "audiences": list(query.audiences)}
    read = page.evaluate(
        """async (asked) => {
          const { load } = await import("../assets/matching/browser/similar.js");
          const { completed, understood } = await import("../assets/matching/browser/understood.js");
          return completed(asked, understood(asked, await load()));
        }""",
        asked,
    )
    return Query(read["text"], *(tuple(read[name]) for name in ("kinds", "territories", "audiences")))


def test_who_does_it_is_known_while_one_writes(phone: Visit) -> None:
    """Results come while writing, say who, where and why, and the address keeps them."""
    page = phone.open(ADDRESS)
    page.get_by_label("Descrivi l'attività").press_sequentially("vorrei aprire un doposcuola")
    expect(page.get_by_role("status")).to_have_text(re.compile("attività vicin"))
    first = page.locator(".who__result").first
    expect(first.locator(".who__why")).to_contain_text("ci sono le tue parole: doposcuola")
    expect(first.locator("dt").first).to_have_text("Chi")
    expect(page.get_by_label("Descrivi l'attività")).to_be_focused()
    names = page.locator(".who__result h3").all_inner_texts()
    page.reload()
    settle(page)
    assert names == page.locator(".who__result h3").all_inner_texts()
    first.locator("h3 a").click()
    expect(page.locator("h1")).to_have_text(names[0])


def test_the_button_leads_to_the_answer(phone: Visit) -> None:
    """By keyboard: with nothing asked to the question, else to what was found."""
    page = phone.open(ADDRESS)
    page.get_by_role("button", name="Cerca chi lo fa già").press("Enter")
    expect(page.get_by_label("Descrivi l'attività")).to_be_focused()
    page.keyboard.type("doposcuola")
    page.get_by_role("button", name="Cerca chi lo fa già").press("Enter")
    expect(page.get_by_role("status")).to_be_in_viewport()
    expect(page.get_by_role("status")).to_have_text(re.compile("attività vicin"))


def test_it_answers_without_a_network(phone: Visit) -> None:
    """Once the list is there, another question needs no network."""
    page = phone.open(f"{ADDRESS}#testo=mensa")
    settle(page)
    page.route("**/*.{css,js,json}*", lambda route: route.abort())
    page.get_by_label("Descrivi l'attività").fill("dormitorio")
    expect(page.locator(".who__result h3").get_by_text("Dormitorio Galgario")).to_be_visible()


def test_nobody_yet_ends_with_whom_to_ask(phone: Visit) -> None:
    """What nobody does is said, with the words nobody uses, the office and the way to propose it."""
    page = phone.open(f"{ADDRESS}#testo=corso%20di%20paracadutismo")
    settle(page)
    expect(page.get_by_role("heading", name="Con queste parole non ho trovato niente")).to_be_visible()
    expect(page.get_by_text("Non vuol dire che non ci sia: prova con altre parole")).to_be_visible()
    expect(page.get_by_text("In nessuna scheda ho trovato: paracadutismo.")).to_be_visible()
    expect(page.locator(".who__office a")).to_have_attribute("href", re.compile("^mailto:"))
    expect(page.get_by_role("link", name="Proponi la tua attività")).to_have_attribute(
        "href", re.compile(r"partecipa/#nuova=attivita$")
    )


def test_what_is_of_a_kind_that_was_named_answers(town: Visit) -> None:
    """Where no record has all the words, who does that kind of thing is shown, in several places on one card."""
    page = town.open(f"{ADDRESS}#testo=insegnare%20a%20usare%20il%20telefono")
    settle(page)
    expect(page.get_by_role("status")).to_have_text(
        "Con queste parole non ho trovato nessuno. Ecco chi fa qualcosa dello stesso tipo."
    )
    expect(page.get_by_role("heading", name=NOBODY)).to_have_count(0)
    first = page.locator(".who__result").first
    assert page.locator(".who__result h3").all_inner_texts().count(first.locator("h3").inner_text()) == 1
    lines = first.locator(".who__same li")
    assert lines.count() > 1
    assert len(set(lines.locator("a").evaluate_all("links => links.map((link) => link.href)"))) == lines.count()


def test_a_slip_is_understood(phone: Visit) -> None:
    """A misspelled word is no reason to say that nobody does it: the word that was meant is one touch away."""
    page = phone.open(f"{ADDRESS}#testo=alzaimer")
    page.get_by_role("link", name="alzheimer", exact=True).click()
    expect(page.get_by_label("Descrivi l'attività")).to_have_value("alzheimer")
    expect(page.locator(".who__result h3").first).to_have_text(re.compile("Alzheimer"))


def test_a_letter_that_slipped_is_read_and_can_be_taken_back(phone: Visit) -> None:
    """Where nobody does it as written and a letter makes it a known word, that is answered, said, and may be undone."""
    page = phone.open(f"{ADDRESS}#testo=scuola%20di%20itaiano")
    settle(page)
    expect(page.locator(".who__result h3").first).to_have_text(re.compile("italiano"))
    page.get_by_role("button", name="Parola: italiano").click()
    expect(page.get_by_text("In nessuna scheda ho trovato: itaiano.")).to_be_visible()
    assert "senza=parola%3Aitaliano" in page.url


def test_it_says_nobody_only_when_it_is_so(phone: Visit) -> None:
    """What somebody does is found, what nobody does is said to be so: in most questions, and as measured."""
    questions = yaml.safe_load((ROOT / "benchmarks" / "who_does.yml").read_text("utf-8"))
    page = phone.open(ADDRESS)
    found = {
        name: page.evaluate(
            """async (texts) => {
              const { load, similarTo } = await import("../assets/matching/browser/similar.js");
              const { completed, understood } = await import("../assets/matching/browser/understood.js");
              const index = await load();
              const ask = (text) => similarTo(completed({ text }, understood({ text }, index)), 40);
              const answers = await Promise.all(texts.map(ask));
              return answers.filter((those) => those.some((one) => one.close)).length;
            }""",
            texts,
        )
        for name, texts in questions.items()
    }
    assert found["somebody"] >= len(questions["somebody"]) * 0.9
    assert found["nobody"] <= len(questions["nobody"]) * 0.25


def test_place_people_and_kind_are_read_in_the_words(phone: Visit) -> None:
    """What was understood is told, and can be taken away; the address keeps that."""
    page = phone.open(f"{ADDRESS}#testo=doposcuola%20per%20bambini%20a%20celadina")
    settle(page)
    told = page.locator("[data-part=understood] button").all_inner_texts()
    assert [one.removesuffix("×").strip() for one in told] == [
        "Dove: Celadina, Bergamo",
        "Per chi: Bambine e bambini",
        "Che cosa: Doposcuola e aiuto allo studio",
    ]
    page.get_by_role("button", name=re.compile("^Togli Dove: Celadina")).click()
    expect(page.get_by_role("button", name=re.compile("^Togli Dove"))).to_have_count(0)
    page.reload()
    settle(page)
    expect(page.get_by_role("button", name=re.compile("^Togli Per chi"))).to_be_visible()
    expect(page.get_by_role("button", name=re.compile("^Togli Dove"))).to_have_count(0)


def test_people_are_read_in_the_name_of_a_kind(town: Visit) -> None:
    """«Ginnastica per anziani» is a kind, and says for whom: what is for other people comes after what is for them.

    Each result says what it is and whom to call; last stands the way to propose one's own.
    """
    page = town.open(f"{ADDRESS}#testo=ginnastica%20per%20anziani")
    settle(page)
    told = page.locator("[data-part=understood] button").all_inner_texts()
    assert [one.removesuffix("×").strip() for one in told] == [
        "Per chi: Persone anziane",
        "Che cosa: Ginnastica e movimento",
    ]
    cards = page.locator(".who__result")
    assert ["Persone anziane" in card for card in cards.all_inner_texts()][:3] == [True] * 3
    first = cards.first
    expect(first.locator(".card__summary")).not_to_be_empty()
    expect(first.locator(".who__call a")).to_have_attribute("href", re.compile("^(tel|mailto):"))
    expect(first.locator(".who__why")).to_have_text(re.compile("^È lo stesso tipo di attività, per le stesse persone;"))
    expect(page.get_by_role("link", name="Proponi la tua")).to_be_visible()


@pytest.fixture
def town(phone: Visit) -> Visit:
    """The page over the example town, whose places are read in the words."""
    [(_, content)] = who_does_files(site_in(ROOT / "examples" / "valdoria"))
    phone.page.route("**/simili.json", lambda route: route.fulfill(body=content, content_type="application/json"))
    return phone


def test_readers_of_the_example_town_find_the_right_activity_first(town: Visit) -> None:
    """What they typed leads to what they looked for, not to what shares a word with it."""
    expected = yaml.safe_load((ROOT / "benchmarks" / "who_does.valdoria.yml").read_text("utf-8"))
    page = town.page
    for text, name in expected.items():
        page.goto("about:blank")
        town.open(asked(Query(text)))
        settle(page)
        assert (text, name) == (text, page.locator(".who__result h3").first.inner_text())
        expect(page.get_by_role("heading", name=NOBODY)).to_have_count(0)


def names_under(page: Page, heading: str) -> list[str]:
    """Names of the activities under a heading."""
    section = page.locator("[data-part=results] section").filter(has=page.get_by_role("heading", name=heading))
    return section.locator("h3").all_inner_texts()


@pytest.mark.parametrize("words", ["alzheimer caffè", "caffè alzheimer", "un caffe per i malati di alzheimer"])
def test_what_is_of_the_very_kind_is_close_whatever_the_words(phone: Visit, words: str) -> None:
    """In whatever order and with whatever words beside, what is of the kind that was said counts as close there."""
    page = phone.open(asked(Query(words, territories=("bergamo",))))
    settle(page)
    expect(page.get_by_role("status")).to_have_text(re.compile("^1 attività vicina.*in questo luogo: Bergamo$"))
    assert names_under(page, "Le più vicine") == ["Alzheimer Cafe'"]
    expect(page.locator("[data-part=nobody]")).to_be_hidden()


def test_without_a_place_all_of_the_kind_are_close(phone: Visit) -> None:
    """Where no place is asked for, one town's café is as close as another's."""
    page = phone.open(asked(Query("caffe per malati di alzheimer")))
    settle(page)
    assert len(names_under(page, "Le più vicine")) == 3


def test_a_place_shows_what_it_has_for_the_need_before_other_towns(phone: Visit) -> None:
    """What the place has for the same need comes first, and the network that works on it is one touch away."""
    page = phone.open(asked(Query("distribuire cibo gratis", territories=("bergamo",))))
    settle(page)
    expect(page.get_by_role("status")).to_contain_text("in questo luogo: Bergamo")
    names = page.locator(".who__result h3").all_inner_texts()
    assert names.index("Mense cittadine") < names.index("Distribuzione di cibo e beni")
    expect(page.get_by_role("heading", name=NOBODY)).to_have_count(0)
    expect(page.locator("[data-part=networks] a").first).to_have_text(re.compile("solidarietà alimentare di Bergamo"))


def test_what_nobody_does_there_is_said_before_what_is_elsewhere(town: Visit) -> None:
    """The answer names the place, then comes what is nearest, and the networks that work there on it."""
    page = town.open(asked(Query("doposcuola per bambini alle Fornaci")))
    settle(page)
    expect(page.get_by_role("status")).to_have_text(
        "Per «doposcuola per bambini alle Fornaci» non risulta nessuna attività in questo luogo: Fornaci, Valdoria. "
        "Ecco che cosa c'è altrove, prima il più vicino."
    )
    assert names_under(page, "Nello stesso comune")[:1] == ["Doposcuola La Lanterna"]
    network = page.locator("[data-part=networks]").get_by_role("link", name="Patto educativo delle Fornaci")
    expect(network).to_have_attribute("href", re.compile("/reti/patto-educativo-fornaci/$"))
    expect(page.get_by_role("link", name="Proponi la tua attività")).to_be_visible()


def test_what_was_chosen_is_told_and_can_be_taken_away(phone: Visit) -> None:
    """Place and people stand among what was understood when they were chosen, too."""
    page = phone.open(asked(Query("dormitorio", territories=("bergamo",), audiences=("senza_dimora",))))
    settle(page)
    expect(page.get_by_role("button", name="Togli Per chi: Persone senza dimora")).to_be_visible()
    page.get_by_role("button", name="Togli Dove: Bergamo").click()
    expect(page.get_by_label("Dove, se vuoi")).to_have_value("")
    expect(page.get_by_role("button", name="Togli Dove: Bergamo")).to_have_count(0)
    assert "luogo" not in page.evaluate("location.hash")


def test_choices_take_the_whole_width_of_a_phone(phone: Visit) -> None:
    """Place and people stand one under the other, as wide as the words."""
    page = phone.open(ADDRESS)
    text, place, people = (
        page.locator(f"#{name}").evaluate("(one) => one.getBoundingClientRect().toJSON()")
        for name in ("testo", "luogo", "per")
    )
    assert text["width"] == place["width"] == people["width"]
    assert place["bottom"] <= people["top"]


def test_each_choice_ends_with_somebody(phone: Visit) -> None:
    """The same thing leads to a contact, together to a message, different to lines that a record can hold."""
    page = phone.open(f"{ADDRESS}#testo=dormitorio&luogo=bergamo")
    settle(page)
    first = page.locator(".who__result").first
    panel = first.locator(".who__panel")
    first.get_by_role("button", name="Chiedi a chi la fa già").click()
    expect(panel.get_by_role("link").first).to_have_attribute("href", re.compile("^(mailto|tel|https?):"))
    first.get_by_role("button", name="Proponi di farla insieme").click()
    message = panel.get_by_role("link", name="Apri il messaggio").get_attribute("href") or ""
    assert message.startswith("mailto:")
    assert "dormitorio." in message
    first.get_by_role("button", name="La mia è diversa: la aggiungo").click()
    panel.get_by_label("Scrivi in due parole che cosa cambia").fill('solo "donne": d\'inverno')
    expect(panel.locator("pre")).to_be_hidden()
    activity = first.get_attribute("data-id") or ""
    form = panel.get_by_role("link", name="Aggiungi la tua attività").get_attribute("href") or ""
    assert {"nuova": ["attivita"], "diversa": [activity], "perche": ['solo "donne": d\'inverno']} == parse_qs(
        urlsplit(form).fragment
    )
    panel.get_by_text("Per chi scrive i file").click()
    judged = yaml.safe_load(panel.locator("pre").inner_text())
    assert {"simile_a": [{"attivita": activity, "esito": "diversa", "nota": 'solo "donne": d\'inverno'}]} == judged
    expect(first.get_by_role("button", name="Chiedi a chi la fa già")).to_have_attribute("aria-expanded", "false")


def test_the_page_speaks_as_the_command_does(phone: Visit) -> None:
    """Names and reasons on the page are those of `intreccio similar`, in sentences of its own."""
    words = told_in_sentences(load("interface", "it"))
    corpus = corpus_of(published(check(read_folder(ROOT), date.fromisoformat(TODAY)).catalogue))
    page = phone.page
    for query in QUERIES:
        page.goto("about:blank")
        phone.open(asked(query))
        settle(page)
        whole = understood(page, query)
        expected = {
            one.activity: sentence(match_reasons(one, whole, corpus, words)) for one in similar(whole, corpus, most=41)
        }
        shown = page.locator(".who__result").evaluate_all(
            "cards => cards.map((card) => [card.dataset.id, card.querySelector('.who__why').textContent])"
        )
        assert shown
        assert shown == [[activity, expected[activity]] for activity, _ in shown]


def test_what_one_will_find_is_shown_by_an_example(phone: Visit) -> None:
    """Before a word is written; what it shows is what the page itself answers, and it makes way for the answer."""
    page = phone.open(ADDRESS)
    sample = page.locator(".who__sample")
    named = sample.locator("h3").all_inner_texts()
    assert named
    page.get_by_role("link", name="aiuto compiti per bambini").click()
    settle(page)
    expect(sample).to_be_hidden()
    assert set(named) <= set(page.locator(".who__result h3").all_inner_texts())


def test_without_javascript_there_are_plain_ways(plain_phone: Visit) -> None:
    """The page says so kindly, and links to themes, places and people."""
    page = plain_phone.open(ADDRESS)
    expect(page.get_by_text("Per chiedere con parole tue serve JavaScript")).to_be_visible()
    expect(page.get_by_label("Descrivi l'attività")).to_be_hidden()
    assert page.locator(".who__ways .chip").count() > 20


@pytest.mark.parametrize(
    "words",
    [
        "dormitorio",
        "corso di paracadutismo",
        pytest.param("distribuire cibo gratis a Bergamo", marks=pytest.mark.before_release),
    ],
)
def test_answers_have_no_violation(browser: Browser, address: str, words: str) -> None:
    """Axe finds nothing in results, open choices and the box of nobody, in the light and in the dark."""
    for viewport, scheme in ((PHONE, "light"), (DESKTOP, "dark")):
        context = browser.new_context(viewport=viewport, color_scheme=scheme, bypass_csp=True)  # type: ignore[arg-type]
        page = context.new_page()
        page.goto(f"{address}{ADDRESS}#testo={quote(words)}")
        settle(page)
        for number, button in enumerate(page.locator(".who__choices button").all()[:9]):
            if number % 3 == number // 3:
                button.click()
        assert [one["id"] for one in Axe().run(page, options=RULES).response["violations"]] == []
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        context.close()


def test_the_first_load_is_light(phone: Visit) -> None:
    """Without the list, which comes when one begins to write, the page weighs at most 45 kB as it travels."""
    weights: dict[str, int] = {}

    def weigh(request: Request) -> None:
        response = request.response()
        weights[request.url] = len(gzip.compress(response.body())) if response else 0

    phone.page.on("requestfinished", weigh)
    phone.open(ADDRESS)
    expect(phone.page.get_by_label("Descrivi l'attività")).to_be_visible()
    assert not [url for url in weights if "simili.json" in url]
    assert sum(weights.values()) <= 45_000
