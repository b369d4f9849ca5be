"""The network goes away and comes back: every page that asks for more says so kindly, and goes on by itself."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.e2e.conftest import Visit

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

RETRY = "Riprova"
SEARCH_FAILED = re.compile("La ricerca non è disponibile")


@pytest.fixture
def page(townsperson: Visit) -> Page:
    """Return a phone whose console may complain of the network, of nothing else."""
    townsperson.problems = _Lenient()
    return townsperson.page


class _Lenient(list[str]):
    """What a browser says by itself of requests without a network is no fault of the page."""

    def append(self, problem: str) -> None:
        if not re.search(r"ERR_INTERNET_DISCONNECTED|Failed to (load|fetch)|dynamically imported", problem):
            super().append(problem)


def _offline(page: Page, is_away: bool) -> None:
    context: BrowserContext = page.context
    context.set_offline(is_away)


Return = Callable[[Page], None]


def _by_itself(page: Page) -> None:
    """The network comes back, and nobody does anything."""
    _offline(page, is_away=False)


def _by_hand(page: Page) -> None:
    """The network was away for the server alone: the browser never noticed, and somebody presses «Riprova»."""
    page.unroute("**/*")
    page.get_by_role("button", name=RETRY).click()


WAYS = pytest.mark.parametrize("returns", [_by_itself, _by_hand], ids=["by itself", "by hand"])


def _away(page: Page, returns: Return) -> None:
    if returns is _by_itself:
        _offline(page, is_away=True)
    else:
        page.route("**/*", lambda route: route.abort())


@WAYS
def test_search_in_the_dialog(page: Page, townsperson: Visit, returns: Return) -> None:
    """The script of search itself does not arrive."""
    townsperson.open("progetto/")
    _away(page, returns)
    page.locator("a[data-search-open]:visible").first.click()
    finder = page.locator("#finder")
    expect(finder).to_contain_text(SEARCH_FAILED)
    page.locator("#finder-q").fill("doposcuola")
    returns(page)
    expect(finder.locator("[data-finder-results] a").first).to_be_visible()
    expect(finder).not_to_contain_text(SEARCH_FAILED)


@WAYS
def test_search_in_its_page(page: Page, townsperson: Visit, returns: Return) -> None:
    """The page is there and its index is not: nothing is ever called «nothing found» that was not looked for."""
    townsperson.open("cerca/")
    expect(page.locator("[data-settled]")).to_be_attached()
    _away(page, returns)
    page.locator("#q").fill("doposcuola")
    expect(page.locator("[data-status]")).to_contain_text(SEARCH_FAILED)
    returns(page)
    expect(page.locator("[data-hits] a").first).to_be_visible()
    expect(page.locator("[data-status]")).not_to_contain_text(SEARCH_FAILED)


@WAYS
def test_who_already_does_it(page: Page, townsperson: Visit, returns: Return) -> None:
    """The list of activities does not arrive."""
    townsperson.open("chi-lo-fa-gia/")
    _away(page, returns)
    page.locator("#testo").fill("aiuto compiti")
    expect(page.locator("[data-part=status]")).to_have_text(re.compile("non si è caricato"))
    returns(page)
    expect(page.locator("[data-part=results] article, [data-part=results] li").first).to_be_visible()
    expect(page.get_by_role("button", name=RETRY)).to_have_count(0)


def test_networks_side_by_side(page: Page, townsperson: Visit) -> None:
    """The networks to choose among do not arrive."""
    page.route("**/*.json", lambda route: route.abort())
    townsperson.open("ruoli/confronta/")
    chooser = page.locator("[data-choosing]")
    expect(chooser).to_contain_text("Ora non riesco a leggere i dati.")
    page.unroute("**/*.json")
    _by_hand(page)
    expect(chooser.locator("select").first).to_be_visible()
