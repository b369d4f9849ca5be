"""Pages that were read can be read again without a network, in a real browser, on a site below the root of its host."""

import gzip
import re
import shutil
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from generator.site.pages.on_device.data import worker_script
from tests.conftest import EXAMPLE
from tests.e2e.conftest import PHONE
from tests.site.conftest import site_in

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

DOOR = "attivita/cooperativa-approdo/docce/"
UNREAD = "reti/rete-cibo/"
BELOW = "catalogo"
DANGER = ("enti/melagrana/", "temi/genere/", "ho-bisogno/violenza/", "partecipa/")
READY = "navigator.serviceWorker.ready.then(() => navigator.serviceWorker.controller !== null)"
OF_SEARCH = "(await caches.keys()).find((name) => name.endsWith(' ricerca'))"
NOTHING = "async () => !(await caches.keys()).length && !(await navigator.serviceWorker.getRegistrations()).length"
STYLED = "[...document.styleSheets].every(({ cssRules }) => cssRules.length)"
KEPT = """async () => {
  const kept = [];
  for (const name of await caches.keys()) {
    const cache = await caches.open(name);
    for (const request of await cache.keys()) {
      const bytes = new Uint8Array(await (await cache.match(request)).arrayBuffer());
      kept.push([name, request.url, [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("")]);
    }
  }
  return kept;
}"""


class _Handler(SimpleHTTPRequestHandler):
    """A host of static files, which asks browsers to ask again."""

    def end_headers(self) -> None:
        """Say so with every file."""
        self.send_header("Cache-Control", "no-cache")
        super().end_headers()

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture(scope="module")
def published(town: tuple[Path, str], tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, str]]:
    """Publish the example town below the root of a host; yields its folder, to be written in, and its address."""
    host = tmp_path_factory.mktemp("host")
    shutil.copytree(town[0] / "site", host / BELOW)
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Handler, directory=str(host)))
    Thread(target=server.serve_forever, daemon=True).start()
    yield host / BELOW, f"http://127.0.0.1:{server.server_port}/{BELOW}/"
    server.shutdown()
    server.server_close()


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    """Yield a phone that has never been here."""
    context = browser.new_context(viewport=PHONE, locale="it-IT")
    yield context
    context.close()


def _kept(page: Page) -> list[tuple[str, str, bytes]]:
    """Return all that the device holds: cache, address, content, unpacked where it was packed."""
    found: list[tuple[str, str, bytes]] = []
    for name, url, content in page.evaluate(KEPT):
        raw = bytes.fromhex(content)
        found.append((name, url, gzip.decompress(raw) if raw.startswith(b"\x1f\x8b") else raw))
    return found


def _is_kept(page: Page, address: str) -> None:
    """Wait until a page is on the device: keeping it takes no time from who reads."""
    page.wait_for_function("address => caches.match(address).then(Boolean)", arg=address)


def test_what_was_read_is_read_again_without_a_network(context: BrowserContext, published: tuple[Path, str]) -> None:
    """The first page, a record that was put aside, a search; and what was never read leads to what can be."""
    site = published[1]
    page = context.new_page()
    page.goto(site)
    page.wait_for_function(READY)
    _is_kept(page, site)
    page.goto(f"{site}{DOOR}")
    page.get_by_role("button", name="Tieni per dopo").click()
    page.wait_for_function("async () => (await caches.keys()).some((name) => name.endsWith(' da-parte'))")
    page.goto(f"{site}cerca/?q=doposcuola")
    expect(page.locator("[data-hits] h3").first).to_be_visible()
    found = page.locator("[data-hits] h3").all_inner_texts()
    _is_kept(page, f"{site}cerca/")
    page.wait_for_function(f"async () => (await (await caches.open({OF_SEARCH})).keys()).length > 5")

    context.set_offline(True)
    page.goto(f"{site}{DOOR}")
    expect(page.get_by_role("heading", level=1)).to_have_text("Docce e lavatrice")
    expect(page.locator(".from-device")).to_have_text(
        re.compile(r"^Senza rete: la pagina è di [a-zì]+ \d+ \w+ \d{4}\.$")
    )
    assert page.evaluate(STYLED)
    page.goto(site)
    expect(page.locator(".from-device")).to_be_visible()
    page.goto(f"{site}cerca/?q=doposcuola")
    expect(page.locator("[data-hits] h3").first).to_be_visible()
    assert page.locator("[data-hits] h3").all_inner_texts() == found
    page.goto(f"{site}da-parte/")
    page.goto(f"{site}{UNREAD}")
    expect(page).to_have_url(f"{site}senza-rete/")
    expect(page.locator("[data-away]")).to_be_visible()
    expect(page.locator("[data-pages] a", has_text="Docce e lavatrice")).to_have_attribute("href", f"{site}{DOOR}")
    page.get_by_role("button", name="Dimentica tutto").click()
    expect(page.locator("[data-status]")).to_contain_text("non resta niente")
    assert page.evaluate(KEPT) == []
    assert page.evaluate("localStorage.length") == 0
    context.set_offline(False)


def test_nothing_about_violence_nor_of_the_form_stays(context: BrowserContext, published: tuple[Path, str]) -> None:
    """Not the pages, not what search read of them, not the style of their way out."""
    site = published[1]
    page = context.new_page()
    page.goto(f"{site}{UNREAD}")
    page.wait_for_function(READY)
    for address in DANGER:
        page.goto(f"{site}{address}")
        page.wait_for_load_state("networkidle")
    page.goto(f"{site}cerca/?q=centro+antiviolenza")
    expect(page.locator("[data-hits] h3").first).to_be_visible()
    page.goto(f"{site}enti/auser-ponte/")
    _is_kept(page, f"{site}enti/auser-ponte/")
    kept = _kept(page)
    addresses = [url for _, url, _ in kept]
    assert f"{site}{UNREAD}" in addresses
    assert any(url.endswith(".pf_fragment") for url in addresses)
    of_danger = [url for url in addresses if url.removeprefix(site).startswith(DANGER)]
    assert of_danger == [url for url in addresses if "/leave." in url or "?q=" in url] == []
    told = re.compile(rb"zzpericolo|\sdata-unkept\b")
    read = [url for name, url, content in kept if told.search(content) and not name.endswith(" file")]
    assert read == []


def test_a_new_build_is_there_at_once_and_a_catalogue_may_want_none(
    context: BrowserContext, published: tuple[Path, str]
) -> None:
    """The next visit reads the new page; the files of the old version go; then the kill switch leaves nothing."""
    folder, site = published
    page = context.new_page()
    page.goto(f"{site}{DOOR}")
    page.wait_for_function(READY)
    _is_kept(page, f"{site}{DOOR}")
    known = re.search(r"\?v=([0-9a-f]+)", folder.joinpath(DOOR, "index.html").read_text("utf-8"))
    assert known is not None
    old, new = known[1], "feedfeed00"
    for path in [*folder.rglob("*.html"), *folder.rglob("assets/**/*.js"), folder / "sw.js"]:
        text = path.read_text("utf-8").replace(old, new)
        path.write_text(text.replace("Docce e lavatrice", "Docce, lavatrice e caffè"), "utf-8")
    page.reload()
    expect(page.get_by_role("heading", level=1)).to_have_text("Docce, lavatrice e caffè")
    page.wait_for_function(
        """async ([old, now]) => {
          const name = (await caches.keys()).find((each) => each.endsWith(" file"));
          const urls = (await (await caches.open(name)).keys()).map(({ url }) => url);
          return urls.some((url) => url.endsWith(now)) && !urls.some((url) => url.endsWith(old));
        }""",
        arg=[old, new],
    )
    context.set_offline(True)
    page.goto(f"{site}{DOOR}")
    expect(page.get_by_role("heading", level=1)).to_have_text("Docce, lavatrice e caffè")
    context.set_offline(False)

    town: Any = site_in(EXAMPLE)
    town.settings = {**town.settings, "senza_rete": False}
    folder.joinpath("sw.js").write_text(worker_script(town, new), "utf-8")
    page.goto(f"{site}enti/auser-ponte/")
    page.wait_for_function(NOTHING)
