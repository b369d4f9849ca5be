"""Each kind of page, once, under axe: a phone in the light and a desk in the dark."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, ViewportSize

from generator import addresses
from generator.checking import check
from generator.locale import load
from generator.reading.folder import read_folder
from generator.reading.reports import read_reports
from generator.site.pages.registry import KINDS
from generator.site.render import site_of
from generator.site.settings import own_content, settings
from tests.e2e.conftest import DESKTOP, PHONE, ROOT
from tests.serving import TODAY

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

VIOLATIONS = {"resultTypes": ["violations"]}
"""All that is wrong, and of what is right no list: writing that list took axe most of its time."""
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"], **VIOLATIONS}
OF_ANY_LOOK = {**RULES, "rules": {"color-contrast": {"enabled": False}}}
"""What does not depend on the palette: contrast is the slowest rule by far."""


def example_addresses(root: Path = ROOT) -> dict[str, str]:
    """Return the address of one page of each kind, and of the editorial ones."""
    catalogue = check(read_folder(root), date.fromisoformat(TODAY)).catalogue
    site = site_of(catalogue, settings(root), load("interface", "it"))
    site.reports = read_reports(own_content(root, site.config))
    found = {kind.name: kind.example(site) for kind in KINDS}
    found |= {f"report-{report.year}": addresses.report(report.year) for report in site.reports[:1]}
    return {"progetto": "progetto/", **{name: address for name, address in found.items() if address is not None}}


def test_no_kind_of_page_has_a_violation(browser: Browser, address: str) -> None:
    """Axe finds nothing in some pages of the real catalogue; the audit reads them all, in every look."""
    some = dict(list(example_addresses().items())[::8])
    assert _violations(browser, address, some, PHONE, "light", OF_ANY_LOOK) == {}


def test_no_kind_of_page_of_a_full_town_has_one(browser: Browser, town: tuple[Path, str]) -> None:
    """Where nothing is missing pages have parts that public sources leave out: bodies, plans, stories, exchanges.

    A quarter on a phone in the light, another at a desk in the dark; the audit reads all of them in both.
    """
    pages = list(example_addresses(town[0]).items())
    light, dark = dict(pages[::4]), dict(pages[2::4])
    assert _violations(browser, town[1], light, PHONE, "light") == {}
    assert _violations(browser, town[1], dark, DESKTOP, "dark") == {}


NEAR = {
    "ho-bisogno/mangiare/": ".inneed__ask",
    "ho-bisogno/persona-anziana/": "[data-when] [data-day]",
    "ho-bisogno/violenza/": "[data-leave]",
    "ho-bisogno/persona-anziana/roccaluce/": ".card",
    "attivita/?giorno=sab": "[data-others]",
    "da-parte/#attivita/il-banco-del-pane/emporio-la-madia/+enti/auser-ponte/": ".answer .button",
    "cerca/?q=mangiare+gratis": "[data-hits] h3",
    "chi-lo-fa-gia/#testo=doposcuola%20per%20bambini": ".who__result",
    "enti/melagrana/": "[data-leave]",
}
"""What somebody meets between a need and a number, besides the first page of each kind: address, what to wait for."""


def test_the_way_from_a_need_to_a_number_has_none(browser: Browser, town: tuple[Path, str]) -> None:
    """On a phone in the dark, with answers on the page: in the other two looks the kinds of page are held."""
    assert _violations(browser, town[1], {path: path for path in NEAR}, PHONE, "dark") == {}


def _violations(
    browser: Browser,
    address: str,
    paths: dict[str, str],
    viewport: ViewportSize,
    scheme: str,
    rules: Mapping[str, Any] = RULES,
) -> dict[str, list[str]]:
    context = browser.new_context(viewport=viewport, color_scheme=scheme, bypass_csp=True)  # type: ignore[arg-type]
    page = context.new_page()
    page.clock.set_fixed_time(f"{TODAY}T10:00:00+01:00")  # what a page tells of now depends on the hour
    found: dict[str, list[str]] = {}
    for name, path in paths.items():
        page.goto("about:blank")  # what follows `#` alone loads nothing
        page.goto(address + path)
        if path in NEAR:
            page.locator(NEAR[path]).first.wait_for()
        report = Axe().run(page, options=dict(rules)).response
        if report["violations"]:
            found[name] = [f"{one['id']}: {one['nodes'][0]['target']}" for one in report["violations"]]
    context.close()
    return found
