"""How a proposal leaves the phone, and what stays there: drafts, what was sent, the letter."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.e2e.conftest import Visit
from tests.e2e.test_form import NEXT, _at_the_ways_out, _text, writable
from tests.e2e.test_form_flow import OFFICE, VALUE, _applied, _smallest_organization, _tap, _write_contact

__all__ = ["writable"]

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("form")]

DONE = "Fatto. La leggiamo entro 15 giorni."
KEPT = "Object.keys(localStorage).filter((key) => key.startsWith('intreccio'))"


def test_what_was_sent_stays_until_one_knows_that_it_left(townsperson: Visit) -> None:
    """A phone that throws the page away loses nothing: reloaded, back, and from the first screen, all is there."""
    page = _at_the_ways_out(townsperson)
    text = _text(page)
    page.locator("[data-way=lettera]").tap()
    expect(page.get_by_role("heading", name=DONE)).to_be_visible()
    page.reload()
    expect(page.get_by_role("heading", name=DONE)).to_be_visible()
    _tap(page, "Torna ai modi per mandarla")
    expect(page.get_by_role("heading", name="Come vuoi mandarla?")).to_be_visible()
    assert _text(page) == text
    page.reload()
    expect(page.get_by_role("heading", name="Come vuoi mandarla?")).to_be_visible()

    page = townsperson.open("partecipa/?di-nuovo")
    expect(page.get_by_text("Mandata il 22 novembre 2026")).to_be_visible()
    page.get_by_role("link", name="Auser Ponte").tap()
    expect(page.get_by_text("L'hai già mandata il 22 novembre 2026.")).to_be_visible()
    page.clock.set_fixed_time("2026-11-30T10:00:00+01:00")
    page = townsperson.open("partecipa/?dopo-una-settimana")
    expect(page.get_by_role("heading", name="Correggi una scheda")).to_be_visible()
    expect(page.get_by_text("Avevi cominciato")).to_have_count(1)
    expect(page.get_by_text("Avevi cominciato")).to_be_hidden()
    assert page.evaluate(KEPT) == []


def test_what_was_sent_makes_room_for_the_next(townsperson: Visit) -> None:
    """After a new organisation another one begins from nothing, and back finds the first."""
    page = _smallest_organization(townsperson)
    _tap(page, "Scrivi da dove viene")
    page.get_by_label("Titolo della pagina o del documento").fill("Volantino della festa di quartiere")
    _tap(page, "Fatto")
    _tap(page, "Rileggi prima di mandare")
    _tap(page, "Scegli come mandarla")
    page.locator("[data-way=lettera]").tap()
    _tap(page, "Torna ai modi per mandarla")
    expect(page.get_by_role("heading", name="Come vuoi mandarla?")).to_be_visible()
    page.reload()
    expect(page.get_by_role("heading", name="Come vuoi mandarla?")).to_be_visible()
    assert "Circolo delle Panchine" in _text(page)

    page = townsperson.open("partecipa/?di-nuovo#nuova=ente")
    expect(page.get_by_label("Come si chiama?")).to_have_value("")
    page = townsperson.open("partecipa/?ancora")
    page.get_by_role("link", name="Circolo delle Panchine").tap()
    expect(page.get_by_role("heading", name="Circolo delle Panchine")).to_be_visible()


def test_a_confirmation_stays_too(townsperson: Visit) -> None:
    """«È tutto giusto», sent and reloaded, can be sent by another way."""
    page = townsperson.open("partecipa/#scheda=auser-ponte&conferma")
    page.get_by_label(OFFICE).fill("Segreteria di Auser Ponte")
    _tap(page, "È tutto giusto")
    page.locator("[data-way=lettera]").tap()
    expect(page.get_by_role("heading", name=DONE)).to_be_visible()
    page.reload()
    _tap(page, "Torna ai modi per mandarla")
    assert "Segreteria di Auser Ponte" in _text(page)


@pytest.mark.parametrize("where", ["question", "start"])
def test_deleting_asks_once(townsperson: Visit, where: str) -> None:
    """One tap deletes nothing: «No» leaves everything as it was, «Sì» deletes."""
    page = townsperson.open("partecipa/#nuova=rete")
    page.get_by_label("Come si chiama?").fill("Rete delle Panchine")
    if where == "start":
        _tap(page, NEXT)
        page = townsperson.open("partecipa/?di-nuovo")
    button = page.get_by_role("button", name="Cancella la bozza")
    button.tap()
    expect(page.get_by_role("group", name="Cancello tutto quello che hai scritto?")).to_be_visible()
    expect(page.get_by_role("button", name="No", exact=True)).to_be_focused()
    _tap(page, "No")
    expect(button).to_be_focused()
    if where == "question":
        expect(page.get_by_label("Come si chiama?")).to_have_value("Rete delle Panchine")
    button.tap()
    _tap(page, "Sì, cancella")
    expect(page.get_by_role("heading", name="Correggi una scheda")).to_be_visible()
    assert page.evaluate(KEPT) == []


BODY = "(link) => new URL(link.href).searchParams.get('body')"


def test_a_letter_begins_with_what_it_is_about(townsperson: Visit, writable: Path) -> None:
    """Who opens the mail reads a sentence for each change; the command takes the whole letter as it stands."""
    page = townsperson.open("partecipa/#scheda=auser-ponte")
    page.locator('[data-change="contatti/0"]').tap()
    _write_contact(page, "0999 000 199")
    _tap(page, "Fatto")
    page.get_by_role("button", name="Cambia In una frase").tap()
    page.get_by_label("Che cosa fa, in una frase?").fill("Volontari del Ponte.")
    _tap(page, "Fatto")
    page.get_by_role("button", name="Aggiungi: Recapiti").tap()
    page.get_by_label(VALUE).fill("segreteria@auserponte.example")
    _tap(page, "Fatto")
    page.get_by_role("button", name="Rileggi prima di mandare").first.tap()
    _tap(page, "Scegli come mandarla")
    letter = page.locator("[data-way=lettera]").evaluate(BODY)
    assert letter.split("\r\n")[:6] == [
        "Per la scheda «Auser Ponte»:",
        "In una frase: da «Volontari che accompagnano e tengono compagnia.» a «Volontari del Ponte.».",
        "Telefono, Segreteria: da «0999 000 101» a «0999 000 199».",
        "Recapiti: aggiungere «Email · segreteria@auserponte.example».",
        "",
        "Da qui in giù serve a chi pubblica:",
    ]

    proposals = "../assets/contributing/browser/proposal.js"
    count = f"async (text) => (await (await import('{proposals}')).readProposals(text)).length"
    assert page.evaluate(count, letter) == 1
    result = _applied(writable, letter)
    written = (writable / "organizations/auser-ponte.yml").read_text("utf-8")
    assert (result.exit_code, "0999 000 199" in written, "Volontari del Ponte." in written) == (0, True, True)


def test_a_long_proposal_opens_an_empty_letter(townsperson: Visit) -> None:
    """Who has no account and a text too long for a link pastes it: one tap copies it and opens the letter."""
    page = townsperson.open("partecipa/#scheda=auser-ponte")
    page.locator(".others summary").tap()
    page.locator('[data-add="descrizione"], [data-change="descrizione"]').first.tap()
    page.locator("[data-question] textarea").fill("Il circolo del Ponte è aperto a chiunque passi. " * 30)
    _tap(page, "Fatto")
    page.get_by_role("button", name="Rileggi prima di mandare").first.tap()
    _tap(page, "Scegli come mandarla")
    expect(page.locator("[data-way=lettera]")).to_have_count(0)
    empty = page.get_by_role("link", name="Apri un'e-mail: incolla qui il testo")
    expect(empty).to_have_attribute("href", re.compile("^mailto:reti@comune"))
    assert empty.evaluate(BODY) == "Incolla qui il testo della proposta."
    empty.tap()
    expect(page.get_by_role("status").filter(has_text="Copiato")).to_be_visible()
    assert page.evaluate("navigator.clipboard.readText()") == _text(page)
