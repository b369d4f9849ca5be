"""Hostile texts, addresses and memories in a real browser: nothing runs, nothing is refused, nobody else is asked."""

import json
import random
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final
from urllib.parse import quote

import pytest
from playwright.sync_api import Browser, Dialog, Error, Page

from generator.diagnostics import Severity
from generator.publish.server import DevelopmentServer
from tests.hostile.naughty import TEXTS
from tests.hostile.sites import Workshop
from tests.hostile.test_naughty import hostile_catalogue, hostile_settings
from tests.serving import build

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

SEED: Final = 20261128
WATCH: Final = """
window.violations = [];
document.addEventListener("securitypolicyviolation", (event) => window.violations.push(event.violatedDirective));
"""
STATE: Final = """[
  window.hacked ?? null, window.violations, Object.prototype.x ?? null, document.baseURI.split("/")[2],
  document.querySelectorAll("main script:not([src]):not([type$=json])").length
]"""
SETTLED: Final = 300
"""Milliseconds after which scripts have read what they were given."""
VALUES: Final = (
    "<img src=x onerror=hacked=1>",
    "</script><script>hacked=1</script>",
    "javascript:hacked=1",
    "<svg onload=hacked=1>",
    '"><iframe srcdoc="<script>parent.hacked=1</script>">',
    "__proto__",
    "constructor",
    "../../../x",
    "//malo.example/x",
    "\\\\malo.example",
    "[data-x],*",
    "'",
    "%00%0a%0d",
    "{words} {n} {{7*7}} ${hacked=1}",
    "\u202e\u200b\u2028\ufeff",
    "(((((((((((((((((((((((((([",
    "a" * 5_000,
    "l'armonia d\u2019oro",
    "*",
)
PLACES: Final = (
    "cerca/?q={}",
    "cerca/?genere={0}&q={0}",
    "cerca/?q=testo&luogo={0}&tema={0}&ordine={0}&pagina={0}",
    "sinergie/?tema={0}&genere={0}",
    "ruoli/confronta/#reti={0},{0}",
    "chi-lo-fa-gia/#testo={0}&luogo={0}&senza={0}",
    "chi-lo-fa-gia/#testo=corso%20di%20musica%20per%20{0}",
    "partecipa/#scheda={}",
    "partecipa/#scheda={0}&conferma={0}",
    "partecipa/#nuova={0}&mandata={0}",
    "partecipa/#proposta={}",
    "#{}",
    "reti/#{}",
    "?{0}#{0}",
    "404.html?{0}#{0}",
)


def addresses() -> list[str]:
    """Return every place with every value."""
    return [place.format(quote(value, safe="")) for place in PLACES for value in VALUES]


def _draft(**changes: Any) -> dict[str, Any]:
    record = {"kind": "rete", "id": "rete-0", "data": {"nome": VALUES[0]}, "before": {}, "fingerprint": VALUES[0]}
    return {
        "title": VALUES[0],
        "at": ["nome"],
        "records": [record],
        "name": "nuova=rete",
        "source": VALUES[1],
        **changes,
    }


def memories() -> Iterator[tuple[str, str]]:
    """Yield keys of what a page remembers, with what others may have left there."""
    deep: Any = VALUES[0]
    for _ in range(50):
        deep = {"a": [deep]}
    shelf = "intreccio:bozze:/"
    drafts: tuple[Any, ...] = (
        _draft(),
        _draft(at=[VALUES[0], 99, None, {}]),
        _draft(at=["__proto__", "x"], title={"a": 1}),
        _draft(records=[{"kind": "rete", "id": "../../x", "data": {"__proto__": {"x": 1}, "nome": deep}}]),
        _draft(records=[{"kind": "rete", "id": "rete-0", "data": {"attivita": [None, 1, "x", {}], "temi": {"a": []}}}]),
        _draft(records=[{"kind": "ente", "id": VALUES[0], "data": {"contatti": VALUES[0], "nome": ["a"]}}] * 50),
        _draft(sent="javascript:hacked=1", begun="__proto__"),
        _draft(sent="9999-99-99"),
        _draft(records=[]),
        {"at": {}, "records": {}},
        VALUES[0],
        None,
        [],
    )
    names = ("nuova=rete", "scheda=rete-0", VALUES[0], "__proto__", "#", "javascript:hacked=1")
    for number, draft in enumerate(drafts):
        yield shelf, json.dumps({names[number % len(names)]: draft, "nuova=ente": draft})
    for text in ("", "null", "[]", "{", "1", '"x"', "[[[[", VALUES[0], "x" * 500_000, '{"__proto__": {"x": 1}}'):
        yield shelf, text
        yield "palette", text


class Reader:
    """A browser on the hostile site, with what went wrong meanwhile."""

    def __init__(self, page: Page, address: str) -> None:
        self.page = page
        self.address = address
        self._heard: list[str] = []
        page.on("pageerror", lambda error: self._heard.append(f"error: {error}"))
        page.on("console", lambda line: self._heard.append(f"console: {line.text}") if line.type == "error" else None)
        page.on("request", lambda request: self._request(request.url))
        page.on("dialog", self._dialog)

    def _dialog(self, dialog: Dialog) -> None:
        self._heard.append(f"dialog: {dialog.message}")
        dialog.dismiss()

    def _request(self, url: str) -> None:
        if not url.startswith((self.address, "data:", "blob:", "about:", "mailto:")):
            self._heard.append(f"foreign request: {url}")

    def opened(self, path: str) -> Iterator[str]:
        """Open a page and yield what is wrong with what happens on it."""
        self.page.goto(self.address + path)
        yield from self.settled(path)

    def settled(self, name: str) -> Iterator[str]:
        """Wait until scripts are done, and yield what went wrong."""
        for _ in range(3):
            self.page.wait_for_timeout(SETTLED)
            try:
                hacked, violations, polluted, host, scripts = self.page.evaluate(STATE)
                break
            except Error:  # the page leads on to another one at this very moment
                continue
        else:
            yield f"{name[:120]}: never at rest"
            return
        if hacked is not None or violations or polluted is not None or scripts or host not in self.address:
            yield f"{name[:120]}: {hacked}, {violations}, {polluted}, {host}, {scripts}"
        yield from (f"{name[:120]}: {heard[:300]}" for heard in self._heard)
        self._heard.clear()

    def remembering(self, key: str, value: str) -> Iterator[str]:
        """Open the form where somebody left `value`, and what it then offers; yield what is wrong."""
        self.page.goto(f"{self.address}partecipa/")
        self.page.evaluate("([key, value]) => localStorage.setItem(key, value)", [key, value])
        name = f"{key}={value[:200]}"
        for path in ("partecipa/?ancora", "partecipa/?1#nuova=rete", "partecipa/?2#scheda=rete-0", "cerca/?q=x"):
            self.page.goto(self.address + path)
            yield from self.settled(f"{name} {path}")
        self.page.goto(f"{self.address}partecipa/?fine")
        for at in range(min(self.page.locator("[data-drafts] a").count(), 2)):
            self.page.locator("[data-drafts] a").nth(at).click()
            yield from self.settled(f"{name}, draft {at}")
            self.page.goto(f"{self.address}partecipa/?fine{at}")
        self.page.evaluate("localStorage.clear()")


def hostile_site(folder: Path, turn: int = 0, size: int = 3) -> Path:
    """Build with the public command a site whose every text is hostile, and return its folder."""
    workshop = Workshop(folder / "catalogo")
    catalogue, settings = hostile_catalogue(turn, size), hostile_settings(turn)
    for _ in range(3):
        workshop.write(catalogue, "it", settings)
        refused = {finding.file for finding in workshop.check() if finding.severity is Severity.ERROR}
        catalogue = {key: data for key, data in catalogue.items() if workshop.file(*key) not in refused}
        settings = {} if "mkdocs.yml" in refused else settings
    workshop.write(catalogue, "it", settings)
    build(workshop.root)
    return workshop.root / "site"


@contextmanager
def reading(browser: Browser, site: Path) -> Iterator[Reader]:
    """Serve a site to a reader."""
    with DevelopmentServer(site) as server:
        context = browser.new_context(viewport={"width": 390, "height": 844}, locale="it-IT")
        context.add_init_script(WATCH)
        try:
            yield Reader(context.new_page(), server.url)
        finally:
            context.close()


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of the hostile site."""
    return hostile_site(tmp_path_factory.mktemp("ostile"))


@pytest.fixture
def reader(browser: Browser, site: Path) -> Iterator[Reader]:
    """Yield a reader of the hostile site."""
    with reading(browser, site) as found:
        yield found


def _chosen(every: list[Any], number: int) -> list[Any]:
    return random.Random(SEED).sample(every, min(number, len(every)))  # noqa: S311 -- repeatable, not secret


def _pages(site: Path) -> list[str]:
    return [path.parent.relative_to(site).as_posix() + "/" for path in sorted(site.rglob("index.html"))]


def test_pages_of_hostile_records(reader: Reader, site: Path) -> None:
    """A few of all pages; the audit opens a hundred of several sites."""
    assert [problem for path in _chosen(_pages(site), 8) for problem in reader.opened(path)] == []


def test_addresses_are_only_questions(reader: Reader) -> None:
    """What stands behind `?` and `#`; the audit tries every value in every place."""
    assert [problem for path in _chosen(addresses(), 14) for problem in reader.opened(path)] == []


@pytest.mark.before_release
def test_what_a_device_remembers_is_only_text(reader: Reader) -> None:
    """Drafts and choices that other pages of the same host left there; the audit tries all."""
    known = list(memories())
    assert [problem for at in (0, 3, 13) for problem in reader.remembering(*known[at])] == []


def test_excerpts_of_search_are_text(reader: Reader) -> None:
    """Titles, excerpts and facets of records that hold markup."""
    problems = [*reader.opened("cerca/?q=hacked"), *reader.opened("cerca/?q=script")]
    found = reader.page.locator(".hits script, .hits img, .hits svg, .hits iframe, .hits [onerror]").count()

    assert (problems, found) == ([], 0)


def whole_audit(browser: Browser, folder: Path) -> Iterator[str]:
    """Yield what is wrong with a hundred pages of several sites, every address and every memory."""
    for number, turn in enumerate(range(0, len(TEXTS), 24)):
        site = hostile_site(folder / str(turn), turn, 6)
        with reading(browser, site) as reader:
            for path in _chosen(_pages(site), 40):
                yield from reader.opened(path)
            for path in addresses() if number == 0 else ():
                yield from reader.opened(path)
            for key, value in memories() if number == 0 else ():
                yield from reader.remembering(key, value)
