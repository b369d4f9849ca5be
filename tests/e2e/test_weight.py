"""What a page weighs for who reads it on a phone, as it travels (gzip -9)."""

import gzip
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Response

from generator.site.pages.registry import KINDS
from tests.conftest import EXAMPLE
from tests.e2e.conftest import PHONE
from tests.site.conftest import site_in

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

MOST: int = 45_000
MOST_HTML: int = 12_000
"""Bytes of a first load, and of its HTML alone."""


def _records() -> list[str]:
    site = site_in(EXAMPLE)
    return [kind.example(site) or "" for kind in KINDS if kind.is_record]


@pytest.mark.parametrize("path", _records())
def test_the_first_load_of_a_record_is_light(browser: Browser, town: tuple[Path, str], path: str) -> None:
    """A page of the full example town, with everything it asks for: styles, scripts, images."""
    asked: list[Response] = []

    def keep(one: Response) -> None:
        asked.append(one)

    context = browser.new_context(viewport=PHONE)
    page = context.new_page()
    page.on("response", keep)
    page.goto(f"{town[1]}{path}", wait_until="load")
    weights = {one.url: len(gzip.compress(one.body())) for one in asked}
    context.close()
    assert weights[f"{town[1]}{path}"] <= MOST_HTML
    assert sum(weights.values()) <= MOST, weights
