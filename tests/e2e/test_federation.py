"""A portal of three catalogues on this machine, of which one is broken and one hostile, in a real browser."""

import json
from collections.abc import Iterator, Mapping
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, expect
from typer.testing import CliRunner

from generator.cli import app
from generator.publish.server import DevelopmentServer
from generator.reading.peers import KEPT
from tests.e2e.conftest import PHONE, Visit
from tests.e2e.test_accessibility import RULES
from tests.neighbours import Reply, changed, export_of, lines_of, neighbour, served, with_lines
from tests.serving import build

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

SCRIPT = "<script>document.title='preso'</script>"


def _hostile(content: bytes) -> bytes:
    """Write an export that tries to run, to lead away, to grow, and to say what nobody may."""

    def spoilt(line: dict[str, Any]) -> None:
        line["id"] = "rete-nera"
        line["indirizzo"] = "javascript:alert(1)"
        line["dati"] |= {
            "nome": f"Rete Nera {SCRIPT}",
            "sito": "nera.example",
            "descrizione_breve": '"><img src=x onerror=alert(1)>',
        }
        line["dati"]["attivita"] = [{"nome": f"Trappola {SCRIPT}", "tipo": ["socialita"], "temi": ["anziani"]}]

    lines = lines_of(changed(content, spoilt))
    body = next(line for line in lines if line.get("tipo") == "ente")
    personal = json.loads(json.dumps(body))
    personal["id"], personal["dati"]["descrizione_breve"] = "persona", "Chiedere al signor RSSMRA80A01H501U."
    script = json.loads(json.dumps(body))
    script["id"], script["dati"]["sito"] = "sito", "javascript:alert(2)"
    return with_lines([*lines, personal, script])


@pytest.fixture(scope="module")
def portal(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, str, dict[str, bytes]]]:
    """Begin a portal with the command, of a good, a broken and a hostile catalogue; yields folder, address, answers."""
    room = tmp_path_factory.mktemp("portal")
    content = export_of(neighbour(room / "borgo"))
    answers = {"good": content, "broken": content[: len(content) // 2], "hostile": _hostile(content)}

    def reply(name: str) -> Any:
        def of(path: str, _headers: Mapping[str, str]) -> Reply:
            if path.startswith("/attivita/"):
                return 200, {"Content-Type": "text/html"}, b"<!doctype html><title>A casa sua</title>"
            return (200, {}, answers[name]) if path == "/dati/scambio.jsonl" else (404, {}, b"")

        return of

    with ExitStack() as servers:
        named = {
            "Borgomaggiore": servers.enter_context(served(reply("good"))),
            "Roccarotta": servers.enter_context(served(reply("broken"))),
            "Valnera": servers.enter_context(served(reply("hostile"))),
        }
        told = [part for name, url in named.items() for part in ("--pari", f"{name}={url}")]
        done = CliRunner().invoke(app, ["init", str(room / "portale"), "--portale", "--nome", "Portale", *told])
        assert done.exit_code == 0, done.output
        build(room / "portale")
        with DevelopmentServer(room / "portale" / "site") as server:
            yield room / "portale", server.url, answers


@pytest.fixture
def reader(browser: Browser, portal: tuple[Path, str, dict[str, bytes]]) -> Iterator[Visit]:
    """Yield a phone on the portal; it fails when a page logs an error or asks another host for anything."""
    context = browser.new_context(viewport=PHONE, locale="it-IT", has_touch=True, is_mobile=True)
    visit = Visit(context.new_page(), portal[1])
    yield visit
    context.close()
    assert visit.problems == []


def test_who_takes_part(reader: Visit) -> None:
    """The page of the catalogues tells the good one, the broken one and what was left out of the hostile one."""
    page = reader.open("cataloghi/")

    expect(page.get_by_role("heading", name="Borgomaggiore")).to_be_visible()
    expect(page.locator("li", has_text="Roccarotta")).to_contain_text("non ancora")
    page.get_by_role("link", name="Valnera").first.click()
    expect(page.get_by_text("Una scheda contiene dati personali.")).to_be_visible()
    expect(page.get_by_text("Una scheda non si è potuta leggere.")).to_be_visible()
    expect(page.get_by_role("heading", name="Rete Nera <script>")).to_be_visible()
    assert "preso" not in page.title()


def test_a_citizen_finds_and_goes_there(reader: Visit) -> None:
    """From the first page to a list, narrowed by catalogue, to search, to the site that keeps the record."""
    page = reader.open()
    expect(page.get_by_text("Qui si trovano anche le schede di")).to_be_visible()
    page.goto(f"{reader.address}attivita/")
    page.locator("details", has_text="Catalogo").get_by_role("link", name="Borgomaggiore").click()
    expect(page.get_by_role("heading", name="Merenda in piazza")).to_be_visible()

    page.goto(f"{reader.address}cerca/?q=merenda")
    hit = page.locator(".hit", has_text="Merenda in piazza")
    expect(hit).to_contain_text("dal catalogo Borgomaggiore")
    link = hit.get_by_role("link", name="Merenda in piazza").get_attribute("href") or ""
    assert link.endswith("/attivita/contrade/merenda-in-piazza/")
    assert not link.startswith(reader.address)

    page.goto(f"{reader.address}territori/borgo/")
    expect(page.locator("#altri-cataloghi .card")).not_to_have_count(0)


def test_nothing_hostile_came_through(portal: tuple[Path, str, dict[str, bytes]]) -> None:
    """No script, no address of a script, no personal data: on no page and in no file of the site."""
    site = portal[0] / "site"
    written = b"".join(
        path.read_bytes() for path in site.rglob("*") if path.suffix in {".html", ".json", ".jsonl", ".md"}
    )

    for spoilt in (SCRIPT.encode(), b"<img src=x", b"javascript:alert", b"Chiedere al signor"):
        assert spoilt not in written


def test_pages_are_accessible(browser: Browser, portal: tuple[Path, str, dict[str, bytes]]) -> None:
    """Axe finds nothing on the pages that only a portal has."""
    context = browser.new_context(viewport=PHONE, color_scheme="dark", bypass_csp=True)
    page, found = context.new_page(), {}
    for path in ("", "cataloghi/", "cataloghi/da/valnera/", "attivita/", "territori/borgo/"):
        page.goto(portal[1] + path)
        found[path] = [one["id"] for one in Axe().run(page, options=dict(RULES)).response["violations"]]
    context.close()

    assert {path: ids for path, ids in found.items() if ids} == {}


def test_who_is_taken_out_at_home_is_gone(portal: tuple[Path, str, dict[str, bytes]]) -> None:
    """At the next build nothing is left of them, in the site and in what is kept."""
    root, _, answers = portal
    answers["good"] = with_lines([line for line in lines_of(answers["good"]) if line.get("id") != "contrade"])
    build(root)
    kept = [path for top in (root / "site", root / KEPT) for path in top.rglob("*") if path.is_file()]

    assert [path for path in kept if b"Rete delle Contrade" in path.read_bytes()] == []
