"""What a phone downloads for a first question of a built site, in Chromium: `python -m benchmarks.phone SITE`.

Everything that is asked for after a page has loaded, as it travels (gzip -9): the program of search the first time it
is used, indexes, words, lists and results; the page itself is told beside it. Each question is asked in a browser that
has seen nothing, in several places and for several names, and the most and the middle are told.
"""

import argparse
import gzip
import re
import statistics
import sys
from collections.abc import Callable, Sequence
from html import unescape
from pathlib import Path
from random import Random
from typing import Final
from urllib.parse import quote, urlencode

from playwright.sync_api import Browser, Page, Response, sync_playwright

from generator import addresses
from generator.publish.server import DevelopmentServer
from tests.browser import launch
from tests.e2e.conftest import PHONE

_TIMES: Final = 5
_WAIT: Final = 120_000
_WORDS: Final = "doposcuola bambini"
_IDEA: Final = "doposcuola per bambini"
_NAME: Final = re.compile(r"<h1[^>]*>(.*?)</h1>", re.DOTALL)
_TAG: Final = re.compile(r"<[^>]*>")
_SETTLED: Final = 1_500
"""Milliseconds without another request after an answer stands there: what is fetched ahead is counted too."""
_HITS: Final = """() => {
  const status = document.querySelector("[data-status]");
  return status?.textContent && status.textContent !== status.dataset.working;
}"""
_ANSWERED: Final = (
    "() => document.querySelector('[data-part=results] h3') || !document.querySelector('[data-part=nobody]').hidden"
)

Asking = Callable[[Page], None]


def main() -> int:
    """Print a line for each question."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.phone", description=__doc__)
    parser.add_argument("site", type=Path)
    site: Path = parser.parse_args().site
    random = Random("intreccio")
    places = _places(site)
    chosen = random.sample(places, min(_TIMES, len(places)))
    names = _names(site, random)
    search, who, form = addresses.page("search"), addresses.page("who_does"), addresses.page("participate")
    questions: dict[str, list[tuple[str, Asking]]] = {
        "search, a place chosen": [(f"{search}?{urlencode({'q': _WORDS, 'luogo': code})}", _found) for code in chosen],
        "search, no place": [(f"{search}?q={quote(_WORDS)}", _found)],
        "search, no place, a name": [(f"{search}?q={quote(name)}", _found) for name in names],
        "«Chi lo fa già?», a place chosen": [
            (f"{who}#{urlencode({'testo': _IDEA, 'luogo': code})}", _told) for code in chosen
        ],
        "the form, a name typed": [(form, _typed(name)) for name in names],
    }
    with DevelopmentServer(site) as server, sync_playwright() as playwright:
        browser = launch(playwright)
        for question, asked in questions.items():
            print(
                _line(question, [_weighed(browser, f"{server.url}{address}", ask) for address, ask in asked]),
                flush=True,
            )
    return 0


def _line(question: str, weights: Sequence[tuple[int, int]]) -> str:
    pages, answers = zip(*weights, strict=True)
    most, middle, page = (round(value / 1000) for value in (max(answers), statistics.median(answers), max(pages)))
    return f"{question}: {middle} kB in the middle, {most} at the most of {len(weights)} (the page itself {page})"


def _weighed(browser: Browser, address: str, ask: Asking) -> tuple[int, int]:
    """Return the bytes of the page, and of all that is asked for after it."""
    context = browser.new_context(viewport=PHONE)
    page = context.new_page()
    page.set_default_timeout(_WAIT)
    heard: list[Response] = []

    def hear(one: Response) -> None:
        if one.ok and one.request.resource_type != "eventsource":  # the server's own, for who writes
            heard.append(one)

    context.on("response", hear)
    page.goto(address, wait_until="load")
    of_page = len(heard)
    ask(page)
    known = -1
    while known < len(heard):
        known = len(heard)
        page.wait_for_timeout(_SETTLED)
    sizes = [_travels(one.body()) for one in heard]
    context.close()
    return sum(sizes[:of_page]), sum(sizes[of_page:])


def _travels(content: bytes) -> int:
    return min(len(content), len(gzip.compress(content)))


def _found(page: Page) -> None:
    page.wait_for_function(_HITS)


def _told(page: Page) -> None:
    page.wait_for_function(_ANSWERED)


def _typed(name: str) -> Asking:
    def ask(page: Page) -> None:
        page.locator("[data-find]").press_sequentially(name[:16], delay=80)
        page.locator("[data-found] a").first.wait_for()

    return ask


def _places(site: Path) -> list[str]:
    """Return the codes of the places that «Chi lo fa già?» offers."""
    page = (site / addresses.page("who_does") / "index.html").read_text("utf-8")
    options = re.search(r'<select id="?luogo"?.*?</select>', page, re.DOTALL)
    return re.findall(r'<option value="?([^">\s]+)', options[0] if options else "")


def _names(site: Path, random: Random) -> list[str]:
    """Return the names of some organisations."""
    folders = sorted(path for path in (site / addresses.section("ente")).iterdir() if (path / "index.html").is_file())
    names = []
    for folder in random.sample(folders, min(_TIMES, len(folders))):
        heading = _NAME.search((folder / "index.html").read_text("utf-8"))
        names.append(unescape(_TAG.sub("", heading[1])).strip() if heading else folder.name)
    return names


if __name__ == "__main__":
    sys.exit(main())
