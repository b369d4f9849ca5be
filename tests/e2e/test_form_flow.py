"""The way through the form, from the first tap to a proposal that the command takes: no wall, no false error."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect
from typer.testing import CliRunner, Result

from generator.cli import app
from tests.conftest import TODAY
from tests.e2e.conftest import DESKTOP, PHONE, Visit
from tests.e2e.test_accessibility import RULES
from tests.e2e.test_form import NEXT, _text, writable

__all__ = ["writable"]

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("form")]

OFFICE = "Quale ente o ufficio lo conferma?"


def _applied(root: Path, text: str) -> Result:
    """Give a text to the public command."""
    return CliRunner().invoke(app, ["apply", "-", "-C", str(root), "--today", TODAY.isoformat()], input=text)


def _tap(page: Page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).first.tap()


def _skip_to_the_end(page: Page) -> None:
    """Answer nothing more, question after question."""
    while page.get_by_role("button", name=NEXT, exact=True).is_visible():
        question = page.locator("[data-question]").get_attribute("data-question")
        _tap(page, NEXT)
        expect(page.locator(f'[data-question="{question}"]')).to_have_count(0)


def _smallest_organization(visit: Visit) -> Page:
    page = visit.open("partecipa/#nuova=ente")
    page.get_by_label("Come si chiama?").fill("Circolo delle Panchine")
    _tap(page, NEXT)
    page.get_by_label("Associazione", exact=True).check()
    _tap(page, NEXT)
    _tap(page, NEXT)
    page.get_by_label("Ponte, Valdoria").check()
    _skip_to_the_end(page)
    _tap(page, "Rileggi prima di mandare")
    return page


@pytest.mark.parametrize("how", ["source", "network"])
def test_the_smallest_organization_says_who_knows_it(townsperson: Visit, writable: Path, how: str) -> None:
    """Name, kind and place are not enough for the command: the preview asks, and what it lets out is taken."""
    page = _smallest_organization(townsperson)
    expect(page.locator("[data-code=E403]")).to_contain_text("Da chi lo sai? Scrivi la pagina o il documento")
    expect(page.get_by_role("button", name="Scegli come mandarla")).to_have_count(0)
    if how == "source":
        _tap(page, "Scrivi da dove viene")
        page.get_by_label("Titolo della pagina o del documento").fill("Volantino della festa di quartiere")
    else:
        _tap(page, "Scrivi di quale rete fa parte")
        page.get_by_label("Rete Vicini di Casa").check()
    _tap(page, "Fatto")
    _tap(page, "Rileggi prima di mandare")
    _tap(page, "Scegli come mandarla")

    result = _applied(writable, _text(page))
    assert (result.exit_code, (writable / "organizations/circolo-delle-panchine.yml").is_file()) == (0, True)


def test_a_network_without_a_page_says_its_minutes_or_its_office(townsperson: Visit, writable: Path) -> None:
    """What no page tells an office confirms, or minutes do: one question, which counts."""
    page = townsperson.open("partecipa/#nuova=rete")
    page.get_by_label("Come si chiama?").fill("Rete delle Panchine")
    _tap(page, NEXT)
    _tap(page, NEXT)
    page.get_by_label("Cerca con le tue parole").fill("anziani")
    page.locator(".options li:visible input").first.check()
    _tap(page, NEXT)
    page.get_by_label("Ponte, Valdoria").check()
    _tap(page, NEXT)
    _tap(page, NEXT)
    _tap(page, NEXT)
    expect(page.get_by_text("se non c'è un indirizzo, basta il titolo")).to_be_visible()
    _tap(page, NEXT)
    _tap(page, "Rileggi prima di mandare")
    expect(page.get_by_label("Come lo sai?")).to_have_count(0)
    expect(page.locator("[data-code=E403]")).to_contain_text("anche solo «Verbale di marzo», oppure quale ufficio")
    _tap(page, "Scrivi chi lo conferma")
    page.get_by_label(OFFICE).fill("Segreteria della rete")
    expect(page.get_by_label("Data", exact=True)).to_have_value("22 novembre 2026")
    _tap(page, "Fatto")
    _tap(page, "Rileggi prima di mandare")
    _tap(page, "Scegli come mandarla")

    result = _applied(writable, _text(page))
    assert (result.exit_code, (writable / "networks/rete-delle-panchine.yml").is_file()) == (0, True)


def test_a_confirmation_that_nobody_gives_is_none(townsperson: Visit) -> None:
    """The day stands there already: who has no office to name goes on, and nothing is proposed."""
    page = townsperson.open("partecipa/#scheda=binario-zero")
    page.locator(".others summary").tap()
    page.locator('[data-add="verifica"]').tap()
    expect(page.get_by_label("Data", exact=True)).to_have_value("22 novembre 2026")
    _tap(page, "Fatto")
    page.get_by_role("button", name="Rileggi prima di mandare").first.tap()
    expect(page.get_by_role("heading", name="Per ora non è cambiato niente")).to_be_visible()


def test_what_was_left_out_is_asked_by_its_own_question(townsperson: Visit) -> None:
    """A draft without the kind of body leads from the preview to that question, not to another."""
    page = townsperson.open("partecipa/#nuova=ente")
    page.get_by_label("Come si chiama?").fill("Circolo delle Panchine")
    _tap(page, NEXT)
    page = townsperson.open("partecipa/?di-nuovo")
    page.get_by_role("link", name="Circolo delle Panchine").tap()
    _tap(page, "Rileggi prima di mandare")
    page.locator('[data-mend="tipo"]').tap()
    expect(page.get_by_role("heading", name="Che tipo di realtà è?")).to_be_visible()


ANYWAY = "Avanti lo stesso"
WORSE = "Accogliamo gli utenti del quartiere."


def test_a_namesake_is_seen_before_going_on(townsperson: Visit) -> None:
    """Who types a name and taps «Avanti» at once sees that it may be there already, and goes on all the same."""
    page = townsperson.open("partecipa/#nuova=ente")
    page.get_by_label("Come si chiama?").fill("Auser Ponte")
    _tap(page, NEXT)
    expect(page.locator(".nearby").get_by_role("link", name="Auser Ponte")).to_be_in_viewport()
    _tap(page, ANYWAY)
    expect(page.get_by_role("heading", name="Che tipo di realtà è?")).to_be_visible()


def test_a_suggestion_is_seen_before_going_on_and_again_at_the_end(townsperson: Visit) -> None:
    """A better word is suggested once, at its question; the preview lists it, with the way to it."""
    page = townsperson.open("partecipa/#scheda=auser-ponte")
    page.get_by_role("button", name="Cambia In una frase").tap()
    page.get_by_label("Che cosa fa, in una frase?").fill(WORSE)
    _tap(page, "Fatto")
    expect(page.locator("[data-question] [data-code=H501]")).to_be_in_viewport()
    _tap(page, ANYWAY)
    page.get_by_role("button", name="Rileggi prima di mandare").first.tap()
    expect(page.get_by_text("Se vuoi, si può migliorare:")).to_be_visible()
    expect(page.get_by_role("button", name="Scegli come mandarla")).to_be_visible()
    _tap(page, "Sistema")
    expect(page.get_by_label("Che cosa fa, in una frase?")).to_have_value(WORSE)
    _tap(page, "Fatto")
    expect(page.locator(".overview")).to_be_visible()


def test_a_suggestion_that_was_seen_keeps_nobody(townsperson: Visit) -> None:
    """Who left the answer and read what is suggested goes on at the first tap."""
    page = townsperson.open("partecipa/#scheda=auser-ponte")
    page.get_by_role("button", name="Cambia In una frase").tap()
    page.get_by_label("Che cosa fa, in una frase?").fill(WORSE)
    page.get_by_label("Che cosa fa, in una frase?").blur()
    expect(page.locator("[data-code=H501]")).to_be_visible()
    page.wait_for_timeout(600)
    _tap(page, "Fatto")
    expect(page.locator(".overview")).to_be_visible()


def test_no_error_stays_under_the_right_answer(browser: Browser, town: tuple[Path, str]) -> None:
    """With a mouse, leaving the search by a click on what it found is no missing answer."""
    context = browser.new_context(viewport=DESKTOP, locale="it-IT")
    page = context.new_page()
    page.goto(f"{town[1]}partecipa/#nuova=ente")
    page.get_by_label("Come si chiama?").fill("Circolo delle Panchine")
    page.get_by_role("button", name=NEXT).click()
    page.get_by_label("Cerca con le tue parole").press_sequentially("cooperativa soc")
    page.get_by_text("Cooperativa sociale", exact=True).click()
    page.wait_for_timeout(600)
    expect(page.get_by_label("Cooperativa sociale", exact=True)).to_be_checked()
    assert page.locator("[data-code]").count() == 0
    context.close()


VALUE = "Indirizzo, numero o luogo"


def _checked(page: Page) -> str:
    """Return the kind of contact that is chosen."""
    return page.locator("[data-path$='\"tipo\"]'] input:checked").input_value()


def _write_contact(page: Page, value: str) -> None:
    page.get_by_label(VALUE).fill(value)
    page.get_by_label(VALUE).blur()


def test_the_kind_of_a_contact_follows_what_is_written(townsperson: Visit) -> None:
    """A telephone in place of an e-mail needs no other tap, whether the kind was guessed or stood there."""
    page = townsperson.open("partecipa/#scheda=auser-ponte")
    page.get_by_role("button", name="Cambia Recapiti: ").or_(page.locator('[data-change="contatti/0"]')).first.tap()
    assert _checked(page) == "telefono"
    _write_contact(page, "segreteria@auserponte.example")
    assert _checked(page) == "email"
    _write_contact(page, "0522 123456")
    assert _checked(page) == "telefono"
    _write_contact(page, "via del Ponte 3")
    assert _checked(page) == ""
    _write_contact(page, "www.auserponte.example/contatti")
    _write_contact(page, "https://auserponte.example/contatti")
    assert _checked(page) == "sito"
    _write_contact(page, "https://www.instagram.com/auser.ponte/")
    assert _checked(page) == "instagram"
    page.get_by_label("Social", exact=True).check()
    _write_contact(page, "https://social.example/auserponte")
    assert _checked(page) == "social"
    page.get_by_label("Telefono", exact=True).check()
    _write_contact(page, "segreteria@auserponte.example")
    assert _checked(page) == "telefono"
    expect(page.locator("[data-code=E130]")).to_be_visible()


def test_numbers_and_names_are_told_how_to_be_written(townsperson: Visit) -> None:
    """Beside a number with other signs stands the number; two numbers and a name that no channel has are told."""
    page = townsperson.open("partecipa/#scheda=auser-ponte")
    page.locator('[data-change="contatti/0"]').tap()
    _write_contact(page, "tel. 0522–123456")
    expect(page.locator("[data-code=W426]")).to_contain_text("Si può scrivere così: 0522-123456.")
    _write_contact(page, "0736 123456/57")
    expect(page.locator("[data-code=W427]")).to_be_visible()
    page.get_by_label("Telegram", exact=True).check()
    _write_contact(page, "Auser Ponte")
    expect(page.locator("[data-code=E426]")).to_be_visible()
    _write_contact(page, "@auser_ponte")
    expect(page.locator("[data-path$='\"interno\"]']")).to_be_hidden()
    expect(page.locator("[data-code=E426]")).to_have_count(0)


def test_a_pec_stays_a_pec(townsperson: Visit) -> None:
    """Another address of the same look does not lose the kind that stands there."""
    page = townsperson.open("partecipa/#scheda=comune-di-valdoria")
    page.locator('[data-change="contatti/0"]').tap()
    page.get_by_label("PEC", exact=True).check()
    _tap(page, "Fatto")
    page.locator('[data-change="contatti/0"]').tap()
    _write_contact(page, "protocollo@pec.comune.valdoria.example")
    assert _checked(page) == "pec"


def test_who_is_reached_through_a_network_says_which(townsperson: Visit, writable: Path) -> None:
    """No address is asked of who has none, only the network; without it the form says what is missing."""
    page = townsperson.open("partecipa/#scheda=auser-ponte")
    page.locator('[data-change="contatti/0"]').tap()
    expect(page.get_by_role("group", name="Si passa da")).to_be_hidden()
    page.get_by_label("Passando da una rete o un ufficio").check()
    expect(page.get_by_label(VALUE)).to_be_hidden()
    page.wait_for_timeout(300)
    assert page.locator("[data-code]").count() == 0
    _tap(page, "Fatto")
    expect(page.locator("[data-code=E406]")).to_contain_text("Scegli la rete o l'ente da cui si passa.")
    through = page.get_by_role("group", name="Si passa da")
    through.get_by_label("Cerca con le tue parole").fill("vicini di casa")
    through.get_by_label("Rete Vicini di Casa").check()
    _tap(page, "Fatto")
    page.get_by_role("button", name="Rileggi prima di mandare").first.tap()
    _tap(page, "Scegli come mandarla")

    result = _applied(writable, _text(page))
    written = (writable / "organizations/auser-ponte.yml").read_text("utf-8")
    assert (result.exit_code, "tramite: rete-vicini-di-casa" in written) == (0, True)


def _screens(page: Page, address: str) -> Iterator[str]:
    """Walk through what one meets only when something is missing, alike, or to be deleted."""
    page.goto(f"{address}partecipa/#nuova=ente")
    page.get_by_label("Come si chiama?").fill("Auser Ponte")
    _tap(page, NEXT)
    yield "namesake"
    _tap(page, ANYWAY)
    page.get_by_label("Tipo da precisare").check()
    _tap(page, NEXT)
    page.get_by_label("Che cosa fa, in una frase?").fill(WORSE)
    _tap(page, NEXT)
    yield "suggestion"
    _tap(page, ANYWAY)
    for _ in range(2):
        _tap(page, NEXT)
    page.get_by_label("Passando da una rete o un ufficio").check()
    _tap(page, NEXT)
    expect(page.locator("[data-code=E406]")).to_be_visible()
    yield "through a network"
    page.get_by_label("Non lo so, o non voglio dirlo").check()
    _skip_to_the_end(page)
    _tap(page, "Cancella la bozza")
    yield "deleting"
    _tap(page, "No")
    _tap(page, "Rileggi prima di mandare")
    yield "preview"
    _tap(page, "Scrivi chi lo conferma")
    page.get_by_label(OFFICE).fill("Segreteria")
    _tap(page, "Fatto")
    _tap(page, "Rileggi prima di mandare")
    _tap(page, "Scegli come mandarla")
    _tap(page, "L'ho mandata")
    page.get_by_role("link", name="Torna all'inizio").tap()
    expect(page.get_by_text("Mandata il")).to_be_visible()
    yield "start"


def test_what_one_meets_on_the_way_has_no_violation(browser: Browser, town: tuple[Path, str]) -> None:
    """Axe finds nothing there either, nothing is wider than the phone, every target is as big as a thumb."""
    context = browser.new_context(viewport=PHONE, has_touch=True, bypass_csp=True)
    page = context.new_page()
    small = """() => [...document.querySelectorAll("[data-form] :is(button, .button, .door, .options label, summary)")]
      .filter((one) => one.checkVisibility() && one.getBoundingClientRect().height < 44)
      .map((one) => one.textContent)"""
    wide = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    for screen in _screens(page, town[1]):
        found = Axe().run(page, options=RULES).response["violations"]
        told = [f"{one['id']}: {one['nodes'][0]['target']}" for one in found]
        assert (screen, told, page.evaluate(wide), page.evaluate(small)) == (screen, [], 0, [])
    context.close()


def test_a_practice_that_others_try_says_where_it_is_from(townsperson: Visit, writable: Path) -> None:
    """From the page of the first to a draft that leads back to it."""
    page = townsperson.open("buone-pratiche/rete-vicini-di-casa/custodi-del-cortile/")
    page.get_by_role("link", name="Racconta come va da voi").tap()
    page.get_by_label("Chi racconta questa esperienza?").fill("auser ponte")
    page.get_by_role("button", name="Auser Ponte").tap()
    page.get_by_label("Che titolo le dai?").fill("Custodi in piazza")
    _skip_to_the_end(page)
    _tap(page, "Rileggi prima di mandare")
    expect(page.locator(".preview")).to_contain_text("I custodi del cortile")
    _tap(page, "Scegli come mandarla")

    result = _applied(writable, _text(page))
    written = (writable / "organizations/auser-ponte.yml").read_text("utf-8")
    assert (result.exit_code, "da: rete-vicini-di-casa/custodi-del-cortile" in written) == (0, True)


def test_what_is_different_is_written_by_the_form(townsperson: Visit) -> None:
    """«Chi lo fa già?» leads here: the new activity of whom one chooses says what it differs from, and why."""
    other = "oratorio-san-luca/compiti-in-oratorio"
    page = townsperson.open(f"partecipa/#nuova=attivita&diversa={other}&perche=14")
    page.get_by_label("Chi fa questa attività?").fill("auser")
    page.get_by_role("button", name="Auser Ponte").tap()
    page.get_by_label("Come si chiama?").fill("Compiti la sera")
    page.get_by_role("button", name="Avanti").tap()
    page.get_by_label("Che cosa si fa?").fill("Si fanno i compiti delle superiori, la sera.")
    kept = page.evaluate("Object.values(localStorage).join()")
    assert f'"simile_a":[{{"attivita":"{other}","esito":"diversa","nota":"14"}}]' in kept
