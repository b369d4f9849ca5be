"""The words of the form: what a record says and what will change, as a person would say them."""

import re
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.conftest import Visit

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("form")]

SAY = """async ([name, path, value]) => {
  const load = (name) => import(`../assets/contributing/browser/${name}.js`);
  const [store, words, shapes] = await Promise.all(["form-store", "form-words", "form-shape"].map(load));
  const files = await store.readFiles();
  const t = words.speaker({...files, lang: "it"});
  return name === "value" ? t.value(value, shapes.shapeAt(files.contract, "ente", path)) : t.place("ente", value, path);
}"""


def _row(page: Page, label: str) -> str:
    row = page.locator(".said > div").filter(has=page.locator("dt", has_text=re.compile(f"^{label}$")))
    return re.sub(r"\s+", " ", row.locator("dd").first.inner_text())


def test_a_page_to_correct_is_not_what_one_has_said(townsperson: Visit) -> None:
    """Who comes from the page of an activity has said nothing yet; who is writing a new one has."""
    page = townsperson.open("partecipa/#scheda=auser-ponte/quattro-passi")
    expect(
        page.get_by_text("Ecco che cosa dice la scheda. Tocca «Cambia» accanto a quello che non va.")
    ).to_be_visible()
    page = townsperson.open("partecipa/?di-nuovo#nuova=rete")
    page.get_by_label("Come si chiama?").fill("Rete Prova")
    page.get_by_label("Come si chiama?").blur()
    page = townsperson.open("partecipa/?ancora#nuova=rete")
    expect(page.get_by_text("Ecco quello che hai detto finora.")).to_be_visible()


def test_the_form_says_what_the_page_says(townsperson: Visit) -> None:
    """The sentence about when, alone; plain words under one name; the ties that the network tells, and where."""
    page = townsperson.open("partecipa/#scheda=auser-ponte/quattro-passi")
    expect(page.locator(".overview")).to_be_visible()
    assert _row(page, "Quando") == "il mercoledì alle 9, da marzo a novembre Cambia"
    page = townsperson.open("partecipa/?di-nuovo#scheda=auser-ponte")
    expect(page.locator(".overview")).to_be_visible()
    assert _row(page, "In parole semplici").startswith("Aiutiamo le persone anziane")
    assert _row(page, "Reti di cui fa parte").startswith("Rete Vicini di Casa · guida la rete, promuove · dal 2019")
    page.get_by_role("link", name="Lo dice la scheda di Rete Vicini di Casa: correggilo lì").tap()
    expect(page.locator("[data-stage]").get_by_role("heading", name="Rete Vicini di Casa")).to_be_visible()


def test_the_contacts_of_an_activity_are_corrected_where_they_stand(townsperson: Visit) -> None:
    """The number on the page of an activity is its organisation's: it is there to see, with the door to its record."""
    page = townsperson.open("partecipa/#scheda=auser-ponte/quattro-passi")
    expect(page.locator(".overview")).to_be_visible()
    row = _row(page, "Recapiti")
    assert (row.startswith("0999 000 101"), row.endswith(" · sono di Auser Ponte")) == (True, True)
    expect(page.locator(".overview > .adders [data-add=contatto]")).to_have_count(0)
    page.get_by_role("link", name="Correggili nella scheda di Auser Ponte").tap()
    expect(page.locator("[data-stage]").get_by_role("heading", name="Auser Ponte")).to_be_visible()
    expect(page.locator('[data-change="contatti/0"]')).to_be_visible()


def test_a_changed_number_is_called_a_number(townsperson: Visit) -> None:
    """What changes has the name of its kind, and whose it is."""
    page = townsperson.open("partecipa/#scheda=auser-ponte")
    page.locator('[data-change="contatti/0"]').tap()
    page.get_by_label("Indirizzo, numero o luogo").fill("0999 000 102")
    page.get_by_role("button", name="Fatto").tap()
    page.get_by_role("button", name="Rileggi prima di mandare").first.tap()
    expect(page.locator(".change dt")).to_have_text("Numero di telefono · Segreteria")


def test_a_new_activity_is_called_by_its_name(townsperson: Visit) -> None:
    """In the preview stands the name of what is added, not how many there were."""
    page = townsperson.open("partecipa/#nuova=attivita")
    page.get_by_label("Chi fa questa attività?").fill("auser")
    page.get_by_role("button", name="Auser Ponte").tap()
    page.get_by_label("Come si chiama?").fill("Merenda in cortile")
    page.get_by_label("Come si chiama?").blur()
    page.reload()
    page = townsperson.open("partecipa/?di-nuovo#nuova=attivita")
    page.get_by_role("button", name="Rileggi prima di mandare").first.tap()
    expect(page.locator(".change dt").first).to_have_text("Attività › Merenda in cortile")


@pytest.mark.parametrize(
    ("value", "said"),
    [
        ({"dal": "2026-10"}, "da ottobre 2026"),
        ({"dal": "2026-01-01"}, "dal 1° gennaio 2026"),
        ({"dal": "2026-03-08", "al": "2026-06"}, "dall'8 marzo 2026 · fino a giugno 2026"),
        ({"dal": "2019"}, "dal 2019"),
        ({"dal": {"anno": "2019", "testo": "dalla primavera 2019"}}, "dalla primavera 2019"),
        ({"testo": "il mercoledì", "mesi": ["3"]}, "il mercoledì"),
        ({"chiusure": [{"dal": "12-24", "al": "2027-01-08"}]}, "chiuso dal 24 dicembre · all'8 gennaio 2027"),
    ],
)
def test_dates_have_their_little_words(modules: Page, value: Any, said: str) -> None:
    """«Dal» goes with a day or a year, «da» with a month, and words have their own."""
    assert modules.evaluate(SAY, ["value", ["attivita", 0, "quando"], value]) == said


def test_a_yes_says_of_what(modules: Page) -> None:
    """A bare «Sì» beside a name says nothing."""
    value = {"id": "rifugio", "nome": "Accoglienza protetta", "riservato": "true"}
    assert modules.evaluate(SAY, ["value", ["luoghi", 0], value]) == "Accoglienza protetta · Riservato: Sì"
