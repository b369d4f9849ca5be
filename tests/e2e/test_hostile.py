"""The hostile catalogue in a real browser: nothing runs, nothing is asked of anybody else, nothing is refused."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from generator.publish.server import DevelopmentServer
from tests.e2e.conftest import PHONE, Visit
from tests.site.test_hostile import built_once

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

LEADS_ON = 'http-equiv="refresh"'
"""Such a page is left at once."""
WATCH = """
window.violations = [];
document.addEventListener("securitypolicyviolation", (event) => window.violations.push(event.violatedDirective));
"""


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the built site of the hostile catalogue."""
    return built_once(tmp_path_factory)


@pytest.fixture
def visit(browser: Browser, hostile: Path) -> Iterator[Visit]:
    """Yield a phone on the hostile site; the test fails when a page logs an error or asks another host."""
    with DevelopmentServer(hostile) as server:
        context = browser.new_context(viewport=PHONE, locale="it-IT")
        context.add_init_script(WATCH)
        visit = Visit(context.new_page(), server.url)
        yield visit
        context.close()
    assert visit.problems == []


def test_no_page_runs_what_a_record_says(visit: Visit, hostile: Path) -> None:
    """On every page of a record no script of its text ran, nor was one even tried."""
    for page in sorted(hostile.rglob("index.html")):
        if any(name in page.parts for name in ("reti", "enti", "attivita", "buone-pratiche", "storie", "territori")):
            address = page.parent.relative_to(hostile).as_posix() + "/"
            shown = visit.open(address)
            if LEADS_ON in page.read_text("utf-8"):
                shown.wait_for_url(re.compile(rf"^(?!.*/{re.escape(address)}$)"))
            found = shown.evaluate("[window.hacked ?? null, window.violations]")
            assert (page.parent.name, *found) == (page.parent.name, None, [])


def test_long_words_do_not_widen_the_page(visit: Visit) -> None:
    """A word without end is broken, not the page."""
    for path in ("reti/rete-vicini-di-casa/", "reti/", "enti/auser-ponte/", "storie/il-cortile-del-ponte/", ""):
        shown = visit.open(path)
        wide = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
        assert (path, shown.evaluate(wide)) == (path, 0)


def test_search_shows_hostile_words_as_text(visit: Visit) -> None:
    """What search shows is text, title and excerpt alike."""
    page = visit.open("cerca/?q=hacked")
    page.wait_for_selector(".hit")

    assert page.evaluate("[window.hacked ?? null, window.violations]") == [None, []]
    assert page.locator(".hits script, .hits img, .hits svg").count() == 0
