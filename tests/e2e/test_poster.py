"""Posters as a browser lays them out on paper: large numbers that all find room, strips that are whole."""

from pathlib import Path

import pytest

from tests.e2e.conftest import Visit

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

CUT = """() => [...document.querySelectorAll(".poster, .poster__main, .poster__numbers, .poster__call, .strips li")]
    .filter((box) => box.scrollHeight > box.clientHeight + 1 || box.scrollWidth > box.clientWidth + 1)
    .map((box) => box.className || "strip")"""
BROKEN = """() => [...document.querySelectorAll(".poster__piece, .strips b")]
    .filter((words) => words.getClientRects().length > 1).map((words) => words.textContent)"""
SIZES = """() => [".poster__call b", ".poster__when", ".poster__spot"]
    .map((of) => parseFloat(getComputedStyle(document.querySelector(of)).fontSize))"""


WORDS = ":is(.poster__call > span, .poster__spot, .poster__door, .poster__gates p, .poster__lead, .poster__day)"


def test_a_poster_is_read_on_a_phone(townsperson: Visit) -> None:
    """Nothing is wider than the screen, no word smaller than one reads."""
    page = townsperson.page
    page.set_viewport_size({"width": 360, "height": 740})
    for address in ("reti/rete-cibo", "reti/rete-citta-solidale", "ho-bisogno/mangiare", "ho-bisogno/violenza"):
        townsperson.open(f"locandine/{address}/")
        assert page.evaluate("document.documentElement.scrollWidth") == 360
        sizes = page.eval_on_selector_all(WORDS, "all => all.map((one) => parseFloat(getComputedStyle(one).fontSize))")
        assert min(sizes) >= 12
    assert page.locator(".poster__urgent b").first.inner_text() == "1522"


def test_all_of_a_poster_finds_room(townsperson: Visit, town: tuple[Path, str]) -> None:
    """Nothing runs over another part or out of a strip, and no number or address is broken where nobody types it so."""
    site = town[0] / "site"
    pages = list(site.glob("**/locandine/*/*/index.html"))
    assert len(pages) > 30
    page = townsperson.page
    page.set_viewport_size({"width": 1000, "height": 1400})
    page.emulate_media(media="print")
    faults = {}
    for path in pages:
        address = f"{path.parent.relative_to(site).as_posix()}/"
        townsperson.open(address)
        if found := page.evaluate(CUT) + page.evaluate(BROKEN):
            faults[address] = found
    assert faults == {}

    townsperson.open("locandine/ho-bisogno/mangiare/")
    number, when, words = page.evaluate(SIZES)
    assert number > 2 * words
    # Who simply comes needs the hours and the door most.
    assert words < when < number
    assert page.locator(".strips li").first.inner_text().splitlines()[1:4] == [
        "0999 000 116",
        "tutti i giorni tranne la domenica, 12–13",
        "via delle Campane 8",
    ]
