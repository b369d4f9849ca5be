"""The index of a long page: beside it on a desk, folded at the top of a phone."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.e2e.conftest import DESKTOP, Visit

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

NETWORK = "reti/rete-vicini-di-casa/"


@pytest.fixture
def desk(browser: Browser, town: tuple[Path, str]) -> Iterator[Page]:
    """Yield the page of a network with a long index, on a wide screen."""
    context = browser.new_context(viewport=DESKTOP, locale="it-IT")
    page = context.new_page()
    page.goto(f"{town[1]}{NETWORK}")
    yield page
    context.close()


def test_it_stays_beside_the_page_and_says_where_one_is(desk: Page) -> None:
    """Every line leads to a part of the page."""
    index = desk.get_by_role("navigation", name="In questa pagina")
    links = index.get_by_role("link")
    assert all(desk.locator(link.get_attribute("href") or "").count() == 1 for link in links.all())
    index.get_by_role("link", name="Chi ne fa parte").click()
    expect(desk.locator("#chi")).to_be_in_viewport()
    expect(index).to_be_in_viewport()
    expect(index.locator("[aria-current]")).to_have_text("Chi ne fa parte")


def test_it_is_one_line_on_a_phone_until_it_is_opened(townsperson: Visit) -> None:
    """It stays at the top while one reads, and folds again once it has led somewhere."""
    page = townsperson.open(NETWORK)
    index = page.get_by_role("navigation", name="In questa pagina")
    join = index.get_by_role("link", name="Come entra un'associazione")
    expect(join).to_be_hidden()
    page.locator("#chi").scroll_into_view_if_needed()
    expect(index).to_be_in_viewport()
    index.get_by_text("In questa pagina").tap()
    join.tap()
    expect(page.locator("#entrare")).to_be_in_viewport()
    expect(join).to_be_hidden()


def test_at_the_top_no_part_is_being_read(desk: Page) -> None:
    """Who goes back to the name of the page reads none of its parts."""
    index = desk.get_by_role("navigation", name="In questa pagina")
    current = index.locator("[aria-current]")
    index.get_by_role("link", name="Chi ne fa parte").click()
    expect(current).to_have_count(1)
    desk.evaluate("scrollTo(0, 0)")
    expect(current).to_have_count(0)
