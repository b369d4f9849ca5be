"""One browser for all journeys of a process, and two built sites for those of all processes."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Request, ViewportSize, expect

from generator.publish.server import DevelopmentServer
from tests.once import made_once
from tests.serving import TODAY, build

# Beside another browser on two cores a page may need more than the usual five seconds; a right one takes no longer.
expect.set_options(timeout=20_000)
ROOT = Path(__file__).parents[2]
PHONE: ViewportSize = {"width": 390, "height": 844}
DESKTOP: ViewportSize = {"width": 1280, "height": 900}


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the shipped catalogue with the public command, as the README says."""
    return made_once(tmp_path_factory, "shipped", lambda folder: build(ROOT, "--site", str(folder / "site"))) / "site"


@pytest.fixture(scope="session")
def address(site: Path) -> Iterator[str]:
    """Serve the built site; yields its address, ending with a slash."""
    server = DevelopmentServer(site, 0)
    server.start()
    yield server.url
    server.stop()


class Visit:
    """A page being read, with what went wrong meanwhile."""

    def __init__(self, page: Page, address: str) -> None:
        self.page = page
        self.address = address
        self.problems: list[str] = []
        page.on("pageerror", lambda error: self.problems.append(str(error)))
        page.on("console", lambda line: self.problems.append(line.text) if line.type == "error" else None)
        page.on("request", self._request)

    def _request(self, request: Request) -> None:
        if not request.url.startswith((self.address, "data:", "blob:", "mailto:")):
            self.problems.append(f"foreign request: {request.url}")

    def move_to(self, address: str) -> None:
        """Leave the site for another one: what the page left was still asking of the first isn't foreign to it."""
        self.page.goto("about:blank")
        self.address = address

    def open(self, path: str = "") -> Page:
        """Go to a page of the site."""
        self.page.goto(self.address + path)
        return self.page


@pytest.fixture
def phone(browser: Browser, address: str) -> Iterator[Visit]:
    """Yield a phone; the test fails when a page logs an error or asks another host for anything."""
    context = browser.new_context(viewport=PHONE, locale="it-IT", has_touch=True, is_mobile=True)
    visit = Visit(context.new_page(), address)
    yield visit
    context.close()
    assert visit.problems == []


@pytest.fixture(scope="session")
def town(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, str]]:
    """Build and serve the example town as if it lived on a code host; yields its folder and the site's address.

    Folder and site are those of all tests: who writes copies the folder first.
    """
    root = made_once(tmp_path_factory, "town", _build_town) / "valdoria"
    with DevelopmentServer(root / "site") as server:
        yield root, server.url


def _build_town(folder: Path) -> None:
    root = folder / "valdoria"
    shutil.copytree(ROOT / "examples" / "valdoria", root, ignore=shutil.ignore_patterns(".intreccio", "site"))
    settings = root / "mkdocs.yml"
    text = settings.read_text("utf-8").replace('repository: ""', "repository: https://github.com/valdoria/catalogo")
    settings.write_text(text, "utf-8")
    build(root)


@pytest.fixture
def townsperson(browser: Browser, town: tuple[Path, str]) -> Iterator[Visit]:
    """Yield a phone in the example town, on a day that never changes; it fails as `phone` does."""
    context = browser.new_context(viewport=PHONE, locale="it-IT", has_touch=True, is_mobile=True)
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    visit = Visit(context.new_page(), town[1])
    visit.page.clock.set_fixed_time(f"{TODAY}T10:00:00+01:00")
    yield visit
    context.close()
    assert visit.problems == []


@pytest.fixture(scope="session")
def form_modules(browser: Browser, town: tuple[Path, str]) -> Iterator[Visit]:
    """Yield a page of the form that stays open: tests import its modules and ask them, and change nothing there."""
    context = browser.new_context(viewport=PHONE, locale="it-IT")
    visit = Visit(context.new_page(), town[1])
    visit.page.clock.set_fixed_time(f"{TODAY}T10:00:00+01:00")
    visit.open("partecipa/")
    yield visit
    context.close()


@pytest.fixture
def modules(form_modules: Visit) -> Iterator[Page]:
    """Yield the page of the form; the test fails as with `phone`."""
    form_modules.problems.clear()
    yield form_modules.page
    assert form_modules.problems == []


@pytest.fixture
def plain_phone(browser: Browser, address: str) -> Iterator[Visit]:
    """Yield a phone where JavaScript is off."""
    context = browser.new_context(viewport=PHONE, locale="it-IT", java_script_enabled=False)
    yield Visit(context.new_page(), address)
    context.close()
