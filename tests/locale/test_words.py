"""The words of a text: one rule in Python and in the browser."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from generator.locale.folding import names_saint, plain_words, readings_of, spelled_out, tied_words, words_in
from tests.scripts import holding

WORDS = {
    "Rete dell’Armonia": ["rete", "dell", "armonia"],
    "dell‘Uno dellʼUno dell′Uno dell`Uno dell´Uno dell＇Uno": ["dell", "uno"] * 6,
    "Ponte–Torrione Co‑housing Strada−Piazza Fossato—Mulino": [
        *("ponte", "torrione", "co", "housing", "strada", "piazza", "fossato", "mulino"),
    ],
    "S.O.S., L.I.L.T. e o.d.v. con A. S. D. e B&B": ["sos", "lilt", "e", "odv", "con", "asd", "e", "bb"],
    "C.A.I./CAI, C.U.F.O.-S.M.": ["cai", "cai", "cufo", "sm"],
    "A.S.Roma e S.Eligio": ["as", "roma", "e", "s", "eligio"],
    "D.Lgs. 117/2017, Ass.ne, Sol.Co": ["d", "lgs", "117", "2017", "ass", "ne", "sol", "co"],
    "n.4 alle 18.30 per 1.000,50 € e 3/4": ["n", "4", "alle", "18", "30", "per", "1", "000", "50", "e", "3", "4"],
    '«Uno» “due” "tre" ‹quattro›/cinque_sei': ["uno", "due", "tre", "quattro", "cinque", "sei"],
    "pa\u00adpa\u200bve\u2060ro\ufeff\u00a0e\u202fl'\u200farco": ["papavero", "e", "l", "arco"],
    "Cos'e\u0300 PERCHÉ İstanbul": ["cos", "e", "perche", "istanbul"],
    "মহিলা مُحَمَّد 日本語": ["মহল", "محمد", "日本語"],
    "": [],
    " … — ’ ": [],
}
"""Texts, each with its plain words."""

SPELLED = {
    "straße": "strasse",
    "łodz": "lodz",
    "ærø": "aero",
    "ﬁlo": "filo",
    "ａｂｃ": "abc",
    "m²": "m2",
    "casa": "casa",
}

READINGS = {
    "Comune dell’Aquila": ["comune", "dell", "aquila", "dellaquila"],
    "L'Aquila, O'Brien": ["l", "aquila", "o", "brien", "laquila", "obrien"],
    "Co‑housing Sol.Co. D.Lgs. C.A.I.": ["co", "housing", "sol", "d", "lgs", "cai", "cohousing", "solco", "dlgs"],
    "Straße 18.30": ["straße", "strasse", "18", "30"],
}
"""Texts, each with every way in which somebody may write a word of it."""


@pytest.fixture(scope="module")
def page(browser: Browser) -> Iterator[Page]:
    """Open a page that holds the browser's half of the rule."""
    page = holding(browser.new_page(), {"folding": "locale/browser/folding.js"})
    yield page
    page.close()


@pytest.mark.parametrize(("text", "words"), WORDS.items())
def test_a_text_is_cut_into_plain_words(text: str, words: list[str]) -> None:
    """Apostrophes and dashes part words, dots between letters do not, figures stay apart, the unseen is not there."""
    assert plain_words(text) == words


def test_words_keep_how_they_are_written() -> None:
    """What is shown keeps its accents, its capitals and the dots of an abbreviation."""
    assert words_in("Un Caffè all’O.M.S.") == ["Un", "Caffè", "all", "O.M.S"]


@pytest.mark.parametrize(("word", "spelled"), SPELLED.items())
def test_a_word_is_spelled_with_plain_letters(word: str, spelled: str) -> None:
    """Who lacks a letter on the keyboard writes others for it."""
    assert spelled_out(word) == spelled


@pytest.mark.parametrize(("text", "readings"), READINGS.items())
def test_every_reading_of_a_name(text: str, readings: list[str]) -> None:
    """Words that a sign ties are also written as one; figures never are."""
    assert list(readings_of(text)) == readings


def test_tied_words_stand_in_their_place() -> None:
    """The name of a place is read whole."""
    assert tied_words("Sant’Angelo in Vado") == ["santangelo", "in", "vado"]


@pytest.mark.parametrize(
    ("text", "is_saint", "is_short"),
    [
        ("Comunità di Sant’Egidio", True, False),
        ("Parrocchia S. Eligio", True, True),
        ("Oratorio S.Eligio", True, True),
        ("SS. Trinità", True, True),
        ("Opera S.ta Maria", True, True),
        ("Casa San Luca", True, False),
        ("S.O.S. Telefono", False, False),
        ("A. S. Roma", False, False),
        ("Sta bene, santità; San", False, False),
        ("Sansa e Santarcangelo", False, False),
    ],
)
def test_names_of_saints_are_known(text: str, is_saint: bool, is_short: bool) -> None:
    """By their title or its initial; an abbreviation and other words that begin so are none."""
    assert (names_saint(text), names_saint(text, shortly=True)) == (is_saint, is_short)


@pytest.mark.browser
@pytest.mark.xdist_group("browser")
def test_the_browser_cuts_as_python_does(page: Page) -> None:
    """The same words, readings and spellings of every text of the tables."""
    texts = [*WORDS, *READINGS, " ".join(SPELLED)]
    found = page.evaluate("(texts) => texts.map((text) => folding.foldedWords(text))", texts)
    assert found == [plain_words(text) for text in texts]
    found = page.evaluate("(texts) => texts.map((text) => folding.wordsIn(text))", texts)
    assert found == [words_in(text) for text in texts]
    found = page.evaluate("(texts) => texts.map((text) => folding.readingsOf(text).sort())", texts)
    assert found == [sorted(readings_of(text)) for text in texts]
    found = page.evaluate("(words) => words.map((word) => folding.spelledOut(word))", list(SPELLED))
    assert found == list(SPELLED.values())


@pytest.mark.browser
@pytest.mark.xdist_group("browser")
def test_some_words_of_a_text_are_replaced(page: Page) -> None:
    """The others stay as they are written."""
    replace = "(text) => folding.reworded(text, (word) => ({ spessa: 'spesa', sso: 'sos' })[word])"
    assert page.evaluate(replace, "La Spessa dell’Ètna, S.S.O. e «più»") == "La spesa dell'Ètna, sos. e «più»"
