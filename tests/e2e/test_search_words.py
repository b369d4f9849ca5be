"""Names as people write them and as people look for them: one rule of words, in the real index and the real page."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from urllib.parse import quote

import pytest
import yaml
from playwright.sync_api import Browser, Page

from tests.conftest import overlaid
from tests.e2e.conftest import ROOT, Visit
from tests.serving import served

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

SETTLED = """(query) => new URLSearchParams(location.search).get("q") === query.trim()
  && document.querySelector("[data-search]").dataset.settled === location.search"""

NAMES = {
    # apostrophes, as keyboards, telephones and word processors write them
    "Rete dell’Armonia": ["armonia", "dell'armonia", "dell’armonia", "rete dellʼarmonia", "dellarmonia"],
    "Consorzio l’Arcolaio": ["arcolaio", "l'arcolaio", "consorzio arcolaio", "larcolaio"],
    "Sportello L'Approdo": ["l'approdo", "approdo", "l’approdo", "sportello approdo"],
    "Amici dell‘Aquilone": ["aquilone", "dell'aquilone"],
    "Vicini dellʼAlveare": ["alveare", "dell’alveare"],
    "Gruppo dell′Abete": ["abete", "gruppo dell'abete"],
    "Orti dell`Ortica": ["ortica", "dell'ortica"],
    "Pro loco dell´Erica": ["erica"],
    "Comitato per L’Aquila": ["laquila", "l'aquila", "aquila"],
    "Centro O'Brien": ["o'brien", "obrien", "brien", "O’Brien"],
    "Circolo Arci L’isolachenonc’è": ["isolachenonc'è", "l'isolachenonc’è"],
    # dashes
    "Ponte–Torrione": ["torrione", "ponte torrione", "ponte-torrione", "pontetorrione"],
    "Fossato—Mulinella": ["mulinella", "fossato"],
    "Casa Co‑housing Betulla": ["housing betulla", "co-housing", "cohousing"],
    "Strada−Piazzuola": ["piazzuola"],
    # letters with dots between
    "S.O.S. Telefono": ["sos", "s.o.s.", "S.O.S", "sos telefono"],
    "L.I.L.T. di Valdoria": ["lilt", "l.i.l.t.", "L.I.L.T"],
    "A. P. I. Fiorite": ["api fiorite", "a.p.i. fiorite"],
    "C.A.I./CAI Sezione di Valdoria": ["cai", "c.a.i.", "cai sezione"],
    "Sportello D.Lgs. Terzo Settore": ["d.lgs.", "dlgs"],
    "Ass.ne Gattabuia": ["ass.ne gattabuia", "gattabuia"],
    "Sol.Co. Vigneto": ["solco", "sol.co.", "vigneto"],
    "Bottega B&B Lucciola": ["b&b", "lucciola"],
    "Istituto n.4 Pervinca": ["istituto n. 4", "istituto n.4", "pervinca 4"],
    "Caffè delle 18.30": ["caffe delle 18.30", "18:30"],
    # slashes, quotes, signs
    "Anziani/Giovanissimi insieme": ["giovanissimi", "anziani giovanissimi"],
    "Circolo «Meridiana»": ["meridiana", "circolo “meridiana”"],
    'Banda "Zefiro"': ["zefiro", "«zefiro»"],
    # what is not seen
    "Associazione Pa\u00adpa\u00adve\u00adro": ["papavero"],
    "Amici della Girandola": ["gi\u200brandola", "\ufeffgirandola", "amici\u00a0della\u202fgirandola"],
    "Gruppo\u00a0Lanterna\u202fBlu": ["gruppo lanterna", "lanterna blu"],
    # other letters for the same ones
    "Verein Straße": ["strasse", "straße", "verein strasse"],
    "Goethestrasse": ["goethestraße", "goethestrasse"],
    "Caﬀetteria Oﬃcina": ["caffetteria", "officina"],
    "Ｃｉｃｌａｍｉｎｏ": ["ciclamino"],
    "Piazza m²": ["piazza m2", "piazza m²"],
    "Łódź e Ærø": ["lodz", "aero", "łódź"],
    "Cafe\u0301 Mimosa": ["café mimosa", "cafe mimosa"],
    # saints
    "Parrocchia S. Eligio": ["sant'eligio", "sant’eligio", "s. eligio", "san eligio", "parrocchia sant'eligio"],
    "Oratorio SS. Crispino e Silvano": ["santi crispino", "ss. crispino", "san crispino"],
    "Opera S.ta Gertrude": ["santa gertrude", "s. gertrude", "s.ta gertrude"],
    "Chiesa di Sant’Ubaldo": ["sant'ubaldo", "s. ubaldo", "s.ubaldo", "ubaldo", "santubaldo"],
    "Cooperativa San Zaccheo": ["s. zaccheo", "san zaccheo", "s.zaccheo"],
}
"""Names of bodies, each with what it must be the first body for."""

TOLD = {
    "Gruppo Nuvola": (
        "Lo sportello dell’Incanto, vicino alla Chiesa di S. Onofrio, apre alle 18.30.",
        ["incanto", "sant'onofrio"],
    ),
    "Gruppo Brina": ("Si parla in Goethestraße, fra orto–frutteto e oﬃcina.", ["goethestraße brina", "frutteto"]),
}
"""Names of bodies, each with its description and what it is found by."""

KINDS = {
    "odv": ("Betoniera", ["odv", "o.d.v.", "organizzazione di volontariato"]),
    "aps": ("Cincillà", ["aps", "A.P.S.", "associazione promozione sociale"]),
    "cooperativa_sociale": ("Dulcamara", ["cooperativa sociale", "coop sociale", "cooperative sociali"]),
    "asd": ("Evonimo", ["asd", "a.s.d."]),
}
"""Kinds of body, each with the name of one and what it is found by."""


@pytest.fixture(scope="module")
def searched(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Page]:
    """Build a small town with these bodies, and yield its search page, among bodies."""
    root = overlaid(tmp_path_factory.mktemp("words") / "valdoria")
    bodies = [{"nome": name, "tipo": "gruppo_informale"} for name in NAMES]
    bodies += [{"nome": name, "tipo": "comitato", "descrizione": text} for name, (text, _) in TOLD.items()]
    bodies += [{"nome": name, "tipo": kind} for kind, (name, _) in KINDS.items()]
    source = {"titolo": "Sito", "url": "https://ente.example/", "letta_il": "2026-11-20"}
    for number, body in enumerate(bodies):
        record = {**body, "territori": ["valdoria"], "fonti": [source]}
        _write(root / "organizations" / f"ente-di-prova-{number}.yml", record)
    with served(root) as address:
        page = browser.new_page(locale="it-IT")
        page.goto(f"{address}cerca/?genere=ente&q=armonia")
        _settled(page, "armonia")
        yield page
        page.close()


def _write(path: Path, record: Mapping[str, object]) -> None:
    path.write_text(yaml.safe_dump(dict(record), allow_unicode=True, sort_keys=False), "utf-8")


def _found(page: Page, query: str) -> list[str]:
    page.get_by_role("main").get_by_role("searchbox").fill(query)
    return _settled(page, query)


def _settled(page: Page, query: str) -> list[str]:
    page.wait_for_function(SETTLED, arg=query)
    return page.locator("[data-hits] .hit h3").all_text_contents()


@pytest.mark.parametrize(("query", "name"), [(query, name) for name, queries in NAMES.items() for query in queries])
def test_a_name_is_found_first_however_it_is_written(searched: Page, query: str, name: str) -> None:
    """The body itself comes first: what is typed leads to no other."""
    assert _found(searched, query)[:1] == [name]


@pytest.mark.parametrize(("query", "name"), [(query, name) for name, (_, queries) in TOLD.items() for query in queries])
def test_a_text_is_cut_as_names_are(searched: Page, query: str, name: str) -> None:
    """A word of a description is a word, whatever sign stands before it."""
    assert _found(searched, query)[:1] == [name]


@pytest.mark.parametrize(("query", "name"), [(query, name) for name, queries in KINDS.values() for query in queries])
def test_kinds_of_body_find_bodies_of_that_kind(searched: Page, query: str, name: str) -> None:
    """The name of a body need not say what it is."""
    assert name in _found(searched, query)


@pytest.mark.parametrize("query", ["egidio", "sant'egidio", "Comunità di S. Egidio"])
def test_one_name_in_two_spellings_is_found_in_both(phone: Visit, query: str) -> None:
    """The shipped catalogue has four communities of this name, three with the apostrophe of typography."""
    phone.open(f"cerca/?genere=ente&q={quote(query)}")
    names = _settled(phone.page, query)
    bodies = [yaml.safe_load(path.read_text("utf-8"))["nome"] for path in (ROOT / "organizations").glob("*.yml")]
    assert sorted(name for name in names if "Egidio" in name) == sorted(name for name in bodies if "Egidio" in name)
