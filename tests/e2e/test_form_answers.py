"""What the form understands of an answer, and how it says what it did not understand."""

import json
import re
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from generator.checking.rules import IN_FORM
from tests.e2e.conftest import Visit

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("form")]

WHEN = "attivita/1/quando"


def change(page: Page, path: str) -> None:
    """Open the question of an answer that a record already has."""
    page.locator(f'[data-change="{path}"]').tap()
    expect(page.locator("[data-question]")).to_be_visible()


def written(page: Page) -> Any:
    """Return the record as the form has it now."""
    return page.evaluate("Object.values(JSON.parse(Object.values(localStorage)[0]))[0].records[0].data")


def _since(visit: Visit) -> tuple[Page, Locator]:
    page = visit.open("partecipa/#scheda=auser-ponte/quattro-passi")
    change(page, WHEN)
    page.get_by_text("Altro, se vuoi").first.tap()
    return page, page.get_by_label("Da quando", exact=True)


def test_what_is_no_date_is_told_and_kept_as_written(townsperson: Visit) -> None:
    """No day and no month is thrown away in silence: what was written stays in its box, with what is wrong."""
    page, since = _since(townsperson)
    for date in ("31/02/2026", "32/13/2026", "2026-13", "30 febbraio 2026", "dal 30 febbraio 2026", "domani"):
        since.fill(date)
        page.get_by_role("button", name="Fatto").tap()
        expect(page.locator("[data-code=E109]")).to_contain_text(f"«{date}» non è una data che si capisce.")
        expect(since).to_have_value(date)
        expect(since).to_be_focused()


@pytest.mark.parametrize(
    ("date", "expected"),
    [
        ("1/10/2026", "2026-10-01"),
        ("ottobre 2026", "2026-10"),
        ("(2019)", "2019"),
        ("dalla primavera 2019", {"anno": "2019", "testo": "dalla primavera 2019"}),
        ("dal 12 marzo 2026", {"data": "2026-03-12", "testo": "dal 12 marzo 2026"}),
    ],
)
def test_a_date_as_people_write_it(townsperson: Visit, date: str, expected: object) -> None:
    """Words are kept beside the date they tell."""
    page, since = _since(townsperson)
    since.fill(date)
    page.get_by_role("button", name="Fatto").tap()
    expect(page.locator(".overview")).to_be_visible()
    assert written(page)["attivita"][1]["quando"]["dal"] == expected


def test_a_timetable_is_written_on_a_phone(townsperson: Visit) -> None:
    """The second Wednesday, closed from Christmas to Epiphany and on holidays, and one day until eleven only."""
    page = townsperson.open("partecipa/#scheda=auser-ponte/quattro-passi")
    change(page, WHEN)

    def part(*steps: str | int) -> Locator:
        return page.locator(f"[data-path='{json.dumps(['attivita', 1, 'quando', *steps], separators=(',', ':'))}']")

    part("orari", 0).get_by_text("Altro, se vuoi").tap()
    part("orari", 0).get_by_label("La seconda", exact=True).tap()
    part("festivi").get_by_label("Chiuso").tap()
    closure, special = part("chiusure", 0), part("eccezioni", 0)
    closure.get_by_label("Primo giorno").fill("24 dicembre")
    closure.get_by_label("Ultimo giorno").fill("6/1")
    special.get_by_label("Quale giorno?").fill("16 dicembre 2026")
    special.get_by_label("A che ora chiude?").fill("11")
    special.get_by_label("A che ora chiude?").blur()
    expect(closure.get_by_label("Ultimo giorno")).to_have_value("6 gennaio")
    expect(special.get_by_label("Quale giorno?")).to_have_value("16 dicembre 2026")
    page.get_by_role("button", name="Fatto").tap()
    expect(page.locator(".overview")).to_be_visible()

    schedule = written(page)["attivita"][1]["quando"]
    assert schedule["orari"][0]["settimana"] == ["2"]
    assert schedule["festivi"] == "chiuso"
    assert schedule["chiusure"] == [{"dal": "12-24", "al": "01-06"}]
    assert schedule["eccezioni"] == [{"data": "2026-12-16", "alle": "11:00"}]


@pytest.mark.parametrize(("key", "record"), [("eta", "auser-ponte/quattro-passi"), ("runts", "auser-ponte")])
def test_no_figure_stands_where_there_is_nothing_more_to_ask(townsperson: Visit, key: str, record: str) -> None:
    """Under the last box of a small group there is nothing: no count of what is missing."""
    page = townsperson.open(f"partecipa/#scheda={record}")
    page.locator(f'[data-change$="{key}"]').tap()
    group = page.locator("[data-question] .group-of")
    assert re.findall(r"\d", re.sub(r"\s", "", group.inner_text())) == []


@pytest.mark.parametrize("place", ["Canicattì", "Sicilia"])
def test_a_place_that_is_not_listed_stops_nobody(phone: Visit, place: str) -> None:
    """The widest places are offered, with what to do; the one chosen stays when one searches again."""
    page = phone.open("partecipa/#nuova=rete")
    page.get_by_label("Come si chiama?").fill("Rete Prova")
    page.get_by_role("button", name="Avanti").tap()
    expect(page.get_by_role("heading", name="Che cosa fa, in una frase?")).to_be_visible()
    page.get_by_role("button", name="Avanti").tap()
    page.get_by_label("Cerca con le tue parole").fill("anziani")
    page.locator(".options input").first.check()
    page.get_by_role("button", name="Avanti").tap()
    expect(page.get_by_role("heading", name="Dove lavora?")).to_be_visible()
    search = page.get_by_label("Cerca con le tue parole")
    search.fill(place)
    expect(
        page.get_by_role("status").filter(has_text="Il tuo posto non c'è? Scegli la zona più grande")
    ).to_be_visible()
    page.get_by_label("Italia", exact=True).check()
    search.fill("bergamo")
    expect(page.get_by_label("Bergamo", exact=True)).to_be_visible()
    expect(page.get_by_label("Italia", exact=True)).to_be_checked()
    page.get_by_role("button", name="Avanti").tap()
    expect(page.get_by_role("heading", name="Per chi è?")).to_be_visible()


def test_a_small_catalogue_says_what_to_do_without_a_place(modules: Page) -> None:
    """The widest level there is, and the next while the two are few."""
    levels = ["italia", "regione", "comune", "quartiere"]
    terms = [{"codice": "a", "livello": "quartiere"}, {"codice": "b", "livello": "comune"}]
    many = [*terms, *({"codice": f"q{at}", "livello": "quartiere"} for at in range(20))]
    script = """async ([terms, levels]) =>
      (await import("../assets/contributing/browser/form-answers.js")).widest(terms, levels)"""
    assert [sorted(modules.evaluate(script, [one, levels])) for one in (terms, many, [])] == [["a", "b"], ["b"], []]


def _told(page: Page, code: str) -> str:
    finding = page.locator(f"[data-code={code}]").first
    expect(finding).not_to_contain_text(code)  # who writes here reads words, never codes
    return re.sub(r"\s+", " ", finding.inner_text())


def test_an_empty_answer_is_told_by_its_question(townsperson: Visit) -> None:
    """Who confirms, left empty, and a place, left out: the question is named, never the key of a file."""
    page = townsperson.open("partecipa/#scheda=auser-ponte&conferma")
    page.get_by_role("button", name="È tutto giusto").tap()
    assert _told(page, "E102") == ("Da correggere: Manca «Quale ente o ufficio lo conferma?». Qui serve una risposta.")
    page = townsperson.open("partecipa/?di-nuovo#nuova=ente")
    page.get_by_role("button", name="Avanti").tap()
    assert _told(page, "E102") == "Da correggere: Manca «Come si chiama?». Qui serve una risposta."


@pytest.mark.parametrize(
    ("record", "path", "label", "written", "code", "said"),
    [
        (
            "auser-ponte/quattro-passi",
            "attivita/1/eta",
            "Da",
            "sei",
            "E107",
            "Da correggere: «Da» vuole un numero, e «sei» non si legge come tale. Scrivi una cifra, o lascia vuoto.",
        ),
        (
            "auser-ponte",
            "verifica",
            "Data",
            "ieri",
            "E109",
            "Da correggere: «ieri» non è una data che si capisce. Per esempio: 12 aprile 2026.",
        ),
    ],
)
def test_advice_is_for_who_has_no_file(
    townsperson: Visit, record: str, path: str, label: str, written: str, code: str, said: str
) -> None:
    """No line to delete, no key, no way of writing that only a file needs; the code stays, in small print."""
    page = townsperson.open(f"partecipa/#scheda={record}")
    change(page, path)
    page.get_by_label(label, exact=True).fill(written)
    page.get_by_role("button", name="Fatto").tap()
    assert _told(page, code) == said


def test_a_mobile_among_the_contacts_needs_its_office(townsperson: Visit) -> None:
    """Who is already writing a contact is not sent to the contacts."""
    page = townsperson.open("partecipa/#scheda=auser-ponte")
    change(page, "contatti/0")
    page.get_by_label("Indirizzo, numero o luogo").fill("333 1234567")
    page.get_by_label("Di chi è (un ufficio, una segreteria: mai una persona)").fill("")
    page.get_by_role("button", name="Fatto").tap()
    assert _told(page, "W305").endswith("Scrivi qui sotto di quale ufficio è.")


def test_what_is_missing_from_a_need_is_its_question(townsperson: Visit) -> None:
    """The kind of thing one looks for is named as the form asks it."""
    page = townsperson.open("partecipa/#nuova=bisogno")
    page.get_by_label("Chi cerca?").fill("auser")
    page.get_by_role("button", name="Auser Ponte").tap()
    page.get_by_role("button", name="Avanti").tap()
    assert _told(page, "E102") == "Da correggere: Manca «Che genere di cosa?». Qui serve una risposta."


def test_a_new_activity_is_for_whom_its_organisation_is(townsperson: Visit) -> None:
    """The people of the record come first; «senza paura» speaks of nobody who has no home, nor of violence."""
    page = townsperson.open("partecipa/#nuova=attivita")
    page.get_by_label("Chi fa questa attività?").fill("auser")
    page.get_by_role("button", name="Auser Ponte").tap()
    page.get_by_label("Come si chiama?").fill("Telefono senza paura")
    page.get_by_role("button", name="Avanti").tap()
    page.get_by_label("Che cosa si fa?").fill("Si impara a usare il cellulare e lo SPID.")
    page.get_by_role("button", name="Avanti").tap()
    expect(page.get_by_role("heading", name="Che genere di attività è?")).to_be_visible()
    assert page.locator(".options li:visible").all_inner_texts()[0] == "Aiuto con computer e telefono"
    expect(page.get_by_label("Aiuto contro la violenza")).to_have_count(0)
    page.get_by_label("Aiuto con computer e telefono").check()
    page.get_by_role("button", name="Avanti").tap()
    expect(page.get_by_role("heading", name="Per chi è?")).to_be_visible()
    assert page.locator(".options li:visible").all_inner_texts() == ["Persone anziane"]


WORDS = """async ([codes]) => {
  const load = (name) => import(`../assets/contributing/browser/${name}.js`);
  const [store, words, advice] = await Promise.all(["form-store", "form-words", "form-findings"].map(load));
  const files = await store.readFiles();
  const say = advice.wordsOfTheForm({...files, t: words.speaker({...files, lang: "it"})});
  return Object.keys(files.messages).filter((key) => codes.includes(key.slice(0, 4))).flatMap((key) => {
    const [code, kind, which = ""] = key.split(".");
    const {message, hint} = say({code, path: [], values: {}, hint: which}, "ente");
    return [[key, kind === "message" ? message : hint]];
  });
}"""
OF_A_FILE = re.compile(
    r"«[a-z]+_[a-z_]+»|«(?:contatti|tramite|etichetta|orari|tipo|valore|stato|nome|testo|dal|al|fonti)»"
)
PASTED = re.compile(r"incolla|\{line\}|vocabularies/|parentesi|la riga|una riga come|[0-9]{4}-[0-9]{2}")
NEVER_IN_THE_FORM = {"E101", "E104", "E108", "E122", "E204"}
"""What only a file can have wrong: a key, a shape, an id, a yes that is neither."""


def test_no_advice_speaks_of_a_file(modules: Page) -> None:
    """Neither keys nor lines to paste nor dates as files have them, in any finding that an answer can have."""
    asked = sorted(IN_FORM - NEVER_IN_THE_FORM - {"E403"})
    said = modules.evaluate(WORDS, [asked])
    assert {key[:4] for key, _ in said} == set(asked)
    assert [(key, text) for key, text in said if OF_A_FILE.search(text) or PASTED.search(text)] == []
