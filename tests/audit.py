"""The slow checks before a release: `make audit`.

Every kind of page at both widths and in both palettes under axe, with a picture of each in `.screenshots/`
to be looked at, a crawl that listens for requests to other hosts, thirty journeys of the example town from the first
page to a number to call and those of who reads no Italian, a day of the office acted out, how easily our own Italian
is read, the tests that are too slow for every change, and the whole of the hostile catalogues.
"""

import sys
import time
from collections.abc import Callable, Iterator
from functools import partial
from itertools import product
from pathlib import Path
from tempfile import TemporaryDirectory
from types import ModuleType

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, Request, sync_playwright

from tests import before_release, office_day, readability
from tests.browser import launch
from tests.checking import test_fixes
from tests.e2e import journeys, spoken_journeys
from tests.e2e.conftest import DESKTOP, PHONE, ROOT
from tests.e2e.test_accessibility import RULES, example_addresses
from tests.hostile import (
    test_browser,
    test_builds,
    test_generated,
    test_naughty,
    test_no_files,
    test_proposals,
    test_serving,
    test_workflows,
    test_yaml,
)
from tests.hostile.sites import Workshop
from tests.serving import served
from tests.site import test_links_known, test_reuse

PICTURES = ROOT / ".screenshots"
VIEWPORTS = {"phone": PHONE, "desktop": DESKTOP}
CATALOGUES = {"reale": ROOT, "valdoria": ROOT / "examples" / "valdoria"}
"""The real one, where much is missing, and the invented one, where nothing is."""
PALETTES = ("light", "dark")
HOSTILE = (test_yaml, test_fixes, test_no_files, test_proposals, test_builds, test_serving, test_workflows, test_reuse)
"""What of the hostile trials needs nothing but a folder."""


def main() -> int:
    """Audit the shipped catalogue, the full town and the hostile ones; returns 1 if there are problems.

    Whoever has no hour for all of it names a part: `python -m tests.audit workflows builds`.
    """
    PICTURES.mkdir(exist_ok=True)
    parts = _parts()
    count = 0
    for name in sys.argv[1:] or parts:
        start = time.monotonic()
        problems = list(parts[name]())
        count += len(problems)
        told = f"{name}: {len(problems)} problems in {time.monotonic() - start:.0f} s"
        sys.stdout.write("\n".join([*problems, told]) + "\n")
        sys.stdout.flush()
    sys.stdout.write(f"{count} problems; pictures in {PICTURES}\n")
    return min(count, 1)


def _parts() -> dict[str, Callable[[], Iterator[str]]]:
    """Return what is tried, by name: everything that the tests try a slice of, and how the pages look and work."""
    workshops = (test_generated, test_naughty)
    return {
        "tests": before_release.whole_audit,
        "links": test_links_known.whole_audit,
        "readability": readability.whole_audit,
        **{_name_of(trial): partial(_in_a_workshop, trial) for trial in workshops},
        **{_name_of(trial): partial(_in_a_folder, trial) for trial in HOSTILE},
        "office": partial(_in_a_folder, office_day),
        "browser": _browser_problems,
        **{name: partial(_audited, name, root) for name, root in CATALOGUES.items()},
    }


def _name_of(trial: ModuleType) -> str:
    return trial.__name__.rpartition(".test_")[2]


def _in_a_workshop(trial: ModuleType) -> Iterator[str]:
    with TemporaryDirectory() as folder:
        yield from trial.whole_audit(Workshop(Path(folder) / "catalogo"))


def _in_a_folder(trial: ModuleType) -> Iterator[str]:
    with TemporaryDirectory() as folder:
        yield from trial.whole_audit(Path(folder))


def _browser_problems() -> Iterator[str]:
    with sync_playwright() as playwright, TemporaryDirectory() as folder:
        yield from test_browser.whole_audit(launch(playwright), Path(folder))


def _audited(name: str, root: Path) -> Iterator[str]:
    with sync_playwright() as playwright, served(root) as address:
        browser = launch(playwright)
        yield from _problems(browser, address, name, root)
        if name == "valdoria":
            yield from journeys.whole_audit(browser, address)
            yield from spoken_journeys.whole_audit(browser, address)


def _problems(browser: Browser, address: str, catalogue: str, root: Path) -> Iterator[str]:
    for (width, viewport), palette in product(VIEWPORTS.items(), PALETTES):
        context = browser.new_context(viewport=viewport, color_scheme=palette, bypass_csp=True, locale="it-IT")  # type: ignore[arg-type]
        page = context.new_page()
        foreign: list[str] = []
        page.on("request", _noting(foreign))
        for name, path in example_addresses(root).items():
            yield from _problems_of(page, address + path, f"{catalogue}-{name}-{width}-{palette}")
        yield from (f"foreign request: {url}" for url in foreign if not url.startswith((address, "data:", "blob:")))
        context.close()


def _noting(requests: list[str]) -> Callable[[Request], None]:
    def note(request: Request) -> None:
        requests.append(request.url)

    return note


def _problems_of(page: Page, url: str, name: str) -> Iterator[str]:
    page.goto(url)
    page.screenshot(path=PICTURES / f"{name}.png", full_page=True)
    wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    if wide > 0:
        yield f"{name}: {wide} px wider than the screen"
    for violation in Axe().run(page, options=RULES).response["violations"]:
        yield f"{name}: {violation['id']} at {violation['nodes'][0]['target']}"


if __name__ == "__main__":
    sys.exit(main())
