"""Nothing that was written is lost, or published unseen: two windows, no network, what nobody sees, the last look."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.conftest import Visit
from tests.e2e.test_form import _text
from tests.e2e.test_form_answers import change
from tests.e2e.test_form_flow import _tap

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("form")]

RECORD = "partecipa/#scheda=auser-ponte"
SENTENCE = "Che cosa fa, in una frase?"
NEWER = "Continua da quella più recente"
DRAFTS = "Object.values(JSON.parse(localStorage[Object.keys(localStorage).find((key) => key.startsWith('intreccio'))]))"
NAMES = f"{DRAFTS}.map((draft) => draft.records[0].data.descrizione_breve).sort()"


def _write(page: Page, text: str) -> None:
    page.locator('[data-change="descrizione_breve"]').tap()
    page.get_by_label(SENTENCE).fill(text)
    _tap(page, "Fatto")


def _second(townsperson: Visit) -> Page:
    page = townsperson.page.context.new_page()
    page.on("pageerror", lambda error: townsperson.problems.append(str(error)))
    return page


def test_two_windows_on_one_record_lose_nothing(townsperson: Visit) -> None:
    """Each writes its own: both drafts stay, each window goes on with its own, and one may go over to the other."""
    first, second = townsperson.open(RECORD), _second(townsperson)
    second.goto(townsperson.address + RECORD)
    expect(second.locator(".overview")).to_be_visible()
    _write(first, "Prima finestra: ginnastica e compagnia.")
    expect(second.get_by_role("button", name=NEWER)).to_be_visible()
    _write(second, "Seconda finestra: passeggiate e letture.")
    expect(second.locator(".overview")).to_contain_text("Seconda finestra")
    expect(first.locator(".overview")).to_contain_text("Prima finestra")
    assert first.evaluate(NAMES) == [
        "Prima finestra: ginnastica e compagnia.",
        "Seconda finestra: passeggiate e letture.",
    ]

    second.get_by_role("button", name=NEWER).tap()
    expect(second.locator(".overview")).to_contain_text("Prima finestra")
    expect(second.get_by_role("button", name=NEWER)).to_be_hidden()
    assert len(first.evaluate(NAMES)) == 2
    first.goto(townsperson.address + "partecipa/?elenco")
    expect(first.locator("[data-drafts] .door")).to_have_count(2)
    expect(first.locator("[data-drafts]").get_by_text("Scritta il")).to_have_count(2)


@pytest.mark.before_release
def test_a_window_goes_on_from_the_newer_draft(townsperson: Visit) -> None:
    """What one window goes on writing, the other takes over without a copy, and writes on."""
    first, second = townsperson.open(RECORD), _second(townsperson)
    _write(first, "Uno: ginnastica dolce.")
    second.goto(townsperson.address + RECORD)
    expect(second.locator(".overview")).to_contain_text("Uno: ginnastica dolce.")
    _write(first, "Due: ginnastica dolce e canto.")
    second.get_by_role("button", name=NEWER).tap()
    expect(second.locator(".overview")).to_contain_text("Due: ginnastica")
    _write(second, "Tre: ginnastica dolce, canto e gioco.")
    assert second.evaluate(NAMES) == ["Tre: ginnastica dolce, canto e gioco."]
    expect(first.get_by_role("button", name=NEWER)).to_be_visible()
    _tap(first, "Tieni tutte e due")
    assert first.evaluate(NAMES) == ["Due: ginnastica dolce e canto.", "Tre: ginnastica dolce, canto e gioco."]
    first.reload()
    expect(first.locator(".overview")).to_contain_text("Due: ginnastica")


def test_deleting_here_leaves_what_was_written_there(townsperson: Visit) -> None:
    """«Cancella la bozza» takes away what this window shows, never a newer draft of another."""
    first, second = townsperson.open(RECORD), _second(townsperson)
    second.goto(townsperson.address + RECORD)
    expect(second.locator(".overview")).to_be_visible()
    _write(first, "Prima finestra: ginnastica e compagnia.")
    expect(second.get_by_role("button", name=NEWER)).to_be_visible()
    _tap(second, "Cancella la bozza")
    _tap(second, "Sì, cancella")
    expect(second.get_by_role("heading", name="Correggi una scheda")).to_be_visible()
    assert second.evaluate(NAMES) == ["Prima finestra: ginnastica e compagnia."]


def test_where_nothing_more_can_be_kept_the_draft_lasts_as_long_as_the_page(townsperson: Visit) -> None:
    """A full device changes nothing of what one sees: no second window is blamed for it."""
    page = townsperson.open(RECORD)
    _write(page, "Uno: ginnastica dolce.")
    page.evaluate("() => { Storage.prototype.setItem = () => { throw new DOMException('', 'QuotaExceededError'); }; }")
    _write(page, "Due: ginnastica dolce e canto.")
    _write(page, "Tre: ginnastica dolce, canto e gioco.")
    expect(page.locator(".overview")).to_contain_text("Tre: ginnastica")
    expect(page.get_by_role("button", name=NEWER)).to_be_hidden()


@pytest.mark.parametrize("path", [RECORD, "partecipa/#nuova=ente", f"{RECORD}&conferma"])
def test_without_network_the_form_waits_and_goes_on(townsperson: Visit, path: str) -> None:
    """No «Un momento…» for ever: what happens is said, other ways are there, and it opens by itself."""
    page = townsperson.open("partecipa/")
    page.route("**/*.json", lambda route: route.abort())
    page.evaluate("hash => { location.hash = hash; }", path.partition("#")[2])
    expect(page.get_by_role("heading", name="I dati del sito non arrivano")).to_be_visible()
    expect(page.locator("[data-others]")).to_be_visible()
    page.unroute("**/*.json")
    page.context.set_offline(True)
    page.context.set_offline(False)
    expect(page.locator(".overview, .confirm, [data-question]")).to_be_visible()
    townsperson.problems[:] = [one for one in townsperson.problems if "ERR_FAILED" not in one]


def test_without_network_the_search_of_the_form_says_so(townsperson: Visit) -> None:
    """The first screen too: by hand it is asked again, and finds."""
    page = townsperson.open("partecipa/")
    page.route("**/*.json", lambda route: route.abort())
    page.locator("[data-find]").fill("auser")
    expect(page.locator("[data-status]")).to_contain_text("I dati del sito non arrivano")
    page.unroute("**/*.json")
    page.get_by_role("button", name="Riprova").tap()
    expect(page.locator("[data-found] a").first).to_be_visible()
    townsperson.problems[:] = [one for one in townsperson.problems if "ERR_FAILED" not in one]


def test_an_invisible_character_is_taken_away_as_it_is_pasted(townsperson: Visit) -> None:
    """It comes with a copied text: it goes, this is said, and the word before it stays whole."""
    page = townsperson.open(RECORD)
    change(page, "descrizione_breve")
    box = page.get_by_label(SENTENCE)
    box.fill("Ginnastica\u200b dolce e \u202ecanto per tutte le età.")
    expect(box).to_have_value("Ginnastica dolce e canto per tutte le età.")
    expect(page.locator("[data-cleaned]")).to_contain_text("Ho tolto un carattere che non si vede")
    _tap(page, "Fatto")
    expect(page.locator(".overview")).to_contain_text("Ginnastica dolce e canto")


def test_what_comes_with_a_copied_text_is_mended(townsperson: Visit) -> None:
    """Hard spaces become plain, curly quotes around a whole answer go, once: this is said, and they may be put back."""
    page = townsperson.open(RECORD)
    change(page, "descrizione_breve")
    box, note = page.get_by_label(SENTENCE), page.locator("[data-cleaned]")
    box.fill("Ginnastica\u00a0dolce\u202fe canto.")
    expect(box).to_have_value("Ginnastica dolce e canto.")
    expect(note).to_contain_text("Ho messo spazi normali")
    box.fill("“Ginnastica dolce”")
    expect(box).to_have_value("Ginnastica dolce")
    expect(note).to_contain_text("Ho tolto le virgolette")
    box.fill("“Ginnastica dolce”")
    expect(box).to_have_value("“Ginnastica dolce”")
    box.fill("Chi fa “Ginnastica dolce” e “canto”")
    expect(box).to_have_value("Chi fa “Ginnastica dolce” e “canto”")


def test_an_invisible_character_of_an_old_draft_is_named_before_sending(townsperson: Visit) -> None:
    """What was written with an older form is found at the last look: which answer, and the door to it."""
    page = townsperson.open(RECORD)
    _write(page, "Ginnastica dolce per tutte le età.")
    page.evaluate(
        "() => { for (const key of Object.keys(localStorage)) "
        "localStorage[key] = localStorage[key].replace('dolce per', 'dolce\u202e per'); }"
    )
    page = townsperson.open("partecipa/?di-nuovo#scheda=auser-ponte")
    _tap(page, "Rileggi prima di mandare")
    expect(page.locator("[data-code=E003]")).to_contain_text(f"In «{SENTENCE}» c'è un carattere invisibile (U+202E)")
    expect(page.get_by_role("button", name="Scegli come mandarla")).to_have_count(0)
    page.locator('[data-mend="descrizione_breve"]').tap()
    page.get_by_label(SENTENCE).fill("Ginnastica dolce per tutte le età, ogni giorno.")
    _tap(page, "Fatto")
    _tap(page, "Rileggi prima di mandare")
    _tap(page, "Scegli come mandarla")
    assert "ogni giorno" in _text(page)


@pytest.mark.parametrize("words", ["fagotto", "riparare", "qwerty"])
def test_a_kind_of_activity_is_always_found(townsperson: Visit, words: str) -> None:
    """Where words are not recognised the whole list stands by families, with «Altro», and narrows again."""
    page = townsperson.open("partecipa/#scheda=auser-ponte/quattro-passi")
    change(page, "attivita/1/tipo")
    shown = page.locator(".options li:not([data-family]):visible")
    few = shown.count()
    search = page.get_by_label("Cerca con le tue parole")
    search.fill(words)
    expect(page.locator(".pick__search [role=status]")).to_contain_text("Con queste parole non trovo niente")
    assert shown.count() > 60
    expect(page.locator(".options [data-family]").first).to_be_visible()
    expect(page.get_by_label("Altro, da precisare")).to_be_visible()
    search.fill("")
    expect(shown).to_have_count(few)
    page.get_by_role("button", name=re.compile(r"Mostra tutt")).tap()
    assert shown.count() > 60
    page.get_by_label("Altro, da precisare").check()
    _tap(page, "Fatto")
    expect(page.locator(".overview")).to_contain_text("Altro, da precisare")


def test_the_last_look_shows_what_will_be_published(townsperson: Visit) -> None:
    """Stars, line breaks and days between angles as on the page; hours too, where words say when."""
    page = townsperson.open("partecipa/#scheda=melagrana/ospitalita-in-emergenza")
    change(page, "attivita/1/descrizione")
    page.locator("[data-question] textarea").first.fill("Si paga 2*3*4 euro.\nChiuso <venerdì>.\n\n- scarpe\n- acqua")
    _tap(page, "Fatto")
    page.locator("details.others summary").tap()
    page.locator('[data-add="quando"]').last.tap()
    page.get_by_label("Quando, con parole semplici").fill("due pomeriggi a settimana")
    page.locator("[data-question] details").evaluate_all("found => found.forEach((one) => { one.open = true; })")
    slot = page.locator('[data-path=\'["attivita",1,"quando","orari",0]\']')
    for day in ("lunedì", "giovedì"):
        slot.get_by_label(day, exact=True).check()
    slot.get_by_label("A che ora comincia?").fill("15")
    slot.get_by_label("A che ora finisce?").fill("17:30")
    _tap(page, "Fatto")
    _tap(page, "Avanti lo stesso")  # the place is protected: hours may tell too much
    _tap(page, "Rileggi prima di mandare")
    text = page.locator(".change__after .prose")
    expect(text.locator("p").first).to_have_text("Si paga 234 euro. Chiuso <venerdì>.")
    expect(text.locator("li")).to_have_text(["scarpe", "acqua"])
    expect(page.locator(".preview")).to_contain_text("due pomeriggi a settimana")
    expect(page.locator(".preview")).to_contain_text("lunedì e giovedì, 15:00–17:30")
