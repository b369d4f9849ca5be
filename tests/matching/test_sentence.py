"""What a sentence says, in the browser: one reading for search and for «Chi lo fa già?»."""

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from tests.scripts import PROGRAM, holding

PHRASES = {
    "scuol": ["tipo:scuola"],
    "scuol ital": ["tipo:italiano"],
    "straner": ["per:stranieri"],
    "spes": ["tema:cibo", "tipo:spesa"],
}
GAZETTEER = {
    "places": {"valdoria": ["valdoria"], "fornaci": ["fornaci"], "ponte nuovo": ["ponte"], "centro": ["centro"]},
    "known": {"valdoria": [1, "Valdoria"], "fornaci": [0, "Fornaci"], "ponte": [0, "Ponte"], "centro": [0, "Centro"]},
    "common": ["centro"],
    "longest": 2,
}

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]


@pytest.fixture(scope="module")
def page(browser: Browser) -> Iterator[Page]:
    """Open a page that holds the reading, and the letters it stands on."""
    modules = {"sentence": "matching/browser/sentence.js", "folding": "locale/browser/folding.js"}
    page = holding(browser.new_page(), modules)
    yield page
    page.close()


def test_accents_are_folded_in_one_place() -> None:
    """No other script takes letters apart, but for the id of a record, which keeps only ASCII."""
    scripts = {path.name: path.read_text("utf-8") for path in PROGRAM.rglob("*.js")}
    assert [name for name, text in scripts.items() if r"\p{M}" in text] == ["folding.js"]


def test_words_are_cut_and_folded(page: Page) -> None:
    """An accent may come as a letter of its own; digits are words too."""
    words = page.evaluate("folding.foldedWords(\"Cos'e\u0300 l'ORTO d’autunno 2026?\")")
    assert words == ["cos", "e", "l", "orto", "d", "autunno", "2026"]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("vorrei un aiuto per mia madre con demenza", ["demenza"]),
        ("aiuto", ["aiuto"]),
        ("dove sono", ["dove", "sono"]),
        ("I need help with food", ["food"]),
    ],
)
def test_scenery_is_let_go(page: Page, text: str, words: list[str]) -> None:
    """What says nothing of what is looked for goes; where nothing else is said, it stays."""
    assert page.evaluate("(text) => sentence.meaningful(text)", text) == words


@pytest.mark.parametrize(
    ("stems", "terms"),
    [
        (["scuol", "ital"], ["tipo:italiano"]),
        (["ital", "scuol", "straner"], ["tipo:italiano", "per:stranieri"]),
        (["scuol"], ["tipo:scuola"]),
        (["spes"], ["tema:cibo", "tipo:spesa"]),
        (["constructor"], []),
    ],
)
def test_a_name_inside_a_longer_one_names_nothing(page: Page, stems: list[str], terms: list[str]) -> None:
    """«Scuola» in «scuola di italiano» is no school; the order of the words does not matter."""
    found = page.evaluate("([stems, phrases]) => sentence.termsNamed(stems, phrases)", [stems, PHRASES])
    assert [f"{term['facet']}:{term['code']}" for term in found] == terms


@pytest.mark.parametrize(
    ("text", "codes", "rest"),
    [
        ("doposcuola alle Fornaci, Valdoria", ["fornaci"], "doposcuola alle , Valdoria"),
        ("mensa a ponte nuovo", ["ponte"], "mensa a "),
        ("centro estivo", [], "centro estivo"),
        ("una festa in centro", ["centro"], "una festa in "),
        ("festa al Centro storico", ["centro"], "festa al  storico"),
        ("mensa", [], "mensa"),
    ],
)
def test_places_are_read_by_their_names(page: Page, text: str, codes: list[str], rest: str) -> None:
    """The smallest of the places named; a common word is a place only where it cannot be anything else."""
    read = """([text, gazetteer]) => {
      const places = sentence.placesIn(text, gazetteer);
      return [places.flatMap(({ codes }) => codes), sentence.withoutPlaces(text, places)];
    }"""
    found: list[Any] = page.evaluate(read, [text, GAZETTEER])
    assert found == [codes, rest]


@pytest.mark.parametrize(
    ("word", "meant"),
    [("alzaimer", "alzheimer"), ("spessa", "spesa"), ("orrto", ""), ("casa", ""), ("zpesa", ""), ("mensa", "mensa")],
)
def test_a_slip_is_mended_where_one_word_is_near(page: Page, word: str, meant: str) -> None:
    """The first letter is seldom wrong, and a short word has one slip."""
    known = ["alzheimer", "spesa", "porto", "case", "mensa"]
    assert page.evaluate("([word, known]) => sentence.probablyMeant(word, known)", [word, known]) == meant
