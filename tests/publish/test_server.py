"""The development server, asked over real connections."""

import json
import re
from collections.abc import Iterator
from http.client import HTTPConnection, HTTPResponse
from pathlib import Path
from threading import Thread
from time import perf_counter

import pytest
from playwright.sync_api import Browser

from generator.publish import Refusal
from generator.publish.server import DevelopmentServer
from tests.publish.test_staging import publish

PAGE = '<!doctype html><html lang="it"><body class="x"><h1>{}</h1></body></html>'
POLICY = "default-src 'self'; script-src 'self'"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A small published site."""
    target = tmp_path / "site"
    files = {
        "index.html": PAGE.format("Casa"),
        "404.html": PAGE.format("Non c'è"),
        "reti/città/index.html": PAGE.format("Città"),
        "pagefind/wasm.it.pagefind": "bytes",
        "assets/app.mjs": "export {}",
        "dati/reti.jsonld": "{}",
    }
    publish(target, files)
    return target


@pytest.fixture
def server(root: Path) -> Iterator[DevelopmentServer]:
    """That site, served."""
    with DevelopmentServer(root) as running:
        yield running


def ask(server: DevelopmentServer, path: str, method: str = "GET") -> tuple[HTTPResponse, str]:
    """Request a path exactly as written; give the answer and its body."""
    connection = HTTPConnection(server.url.split("/")[2], timeout=10)
    try:
        connection.request(method, path)
        response = connection.getresponse()
        return response, response.read().decode()
    finally:
        connection.close()


def version(server: DevelopmentServer, seen: str = "") -> int:
    """Ask for the version of the site, waiting for another one than `seen`."""
    return int(json.loads(ask(server, f"/__intreccio/versione?vista={seen}")[1])["versione"])


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/", "text/html; charset=utf-8"),
        ("/reti/citt%C3%A0/", "text/html; charset=utf-8"),
        ("/pagefind/wasm.it.pagefind?v=1", "application/octet-stream"),
        ("/assets/app.mjs", "text/javascript; charset=utf-8"),
        ("/dati/reti.jsonld", "application/ld+json; charset=utf-8"),
        ("/__intreccio/reload.js", "text/javascript; charset=utf-8"),
    ],
)
def test_file_with_its_type(server: DevelopmentServer, path: str, kind: str) -> None:
    """Files come with the type that browsers insist on, and are never cached."""
    response, _ = ask(server, path)
    headers = response.headers
    assert (response.status, headers["Content-Type"], headers["Cache-Control"]) == (200, kind, "no-store")


def test_head_has_no_body(server: DevelopmentServer) -> None:
    """HEAD gives the headers of GET alone."""
    got, body = ask(server, "/")
    head, nothing = ask(server, "/", "HEAD")
    assert (head.headers["Content-Length"], nothing) == (got.headers["Content-Length"], "")
    assert int(got.headers["Content-Length"]) == len(body.encode())


def test_missing_page(server: DevelopmentServer) -> None:
    """The site's own page says so, with the right status."""
    response, body = ask(server, "/nope/")
    assert (response.status, "Non c'è" in body) == (404, True)


@pytest.mark.parametrize("path", ["/reti/citt%C3%A0", "//reti/citt%C3%A0"])
def test_folder_without_slash(server: DevelopmentServer, path: str) -> None:
    """A folder moves to its slash, never to another host."""
    response, _ = ask(server, path)
    assert (response.status, response.headers["Location"]) == (301, "/reti/citt%C3%A0/")


@pytest.mark.parametrize(
    "path", ["/../secret", "/%2e%2e/secret", "/reti/../../secret", "/..%5csecret", "/link", "/%00", "//etc/passwd"]
)
def test_nothing_outside_of_the_site(server: DevelopmentServer, root: Path, path: str) -> None:
    """Neither dots nor symbolic links lead out of the folder."""
    (root.parent / "secret").write_text("secret")
    (root / "link").symlink_to(root.parent / "secret")
    response, body = ask(server, path)
    assert (response.status, "secret" in body) == (404, False)


def test_folder_is_found_anew(server: DevelopmentServer, root: Path) -> None:
    """After an exchange the next request shows the new site."""
    publish(root, {"index.html": PAGE.format("Nuova")})
    assert "Nuova" in ask(server, "/")[1]


def test_script_is_injected_only_on_the_way(server: DevelopmentServer, root: Path) -> None:
    """Served pages reload themselves; files stay as they were published."""
    body = ask(server, "/")[1]
    assert re.search(r'<script src="/__intreccio/reload.js" defer[^>]*></script></body></html>$', body)
    assert (root / "index.html").read_text() == PAGE.format("Casa")
    assert "__intreccio" not in ask(server, "/assets/app.mjs")[1]


def test_failed_build_shows_a_banner(server: DevelopmentServer) -> None:
    """The last good page stays, with an escaped message that the next good build takes away."""
    server.failed("Errore in <reti> & enti")
    expected = '<div class="banner-costruzione" role="status">Errore in &lt;reti&gt; &amp; enti</div><h1>Casa</h1>'
    assert f'<body class="x">{expected}' in ask(server, "/")[1]
    server.changed()
    assert "banner-costruzione" not in ask(server, "/")[1]


def test_banner_without_a_site(tmp_path: Path) -> None:
    """When the very first build failed there is still a page that says why."""
    with DevelopmentServer(tmp_path / "site") as server:
        server.failed("Manca il nome")
        response, body = ask(server, "/")
    assert (response.status, "Manca il nome" in body) == (404, True)


def test_poll_waits_for_a_change(server: DevelopmentServer) -> None:
    """Who has seen the current version is answered when it changes, others at once."""
    seen = version(server)
    answers: list[int] = []
    waiting = Thread(target=lambda: answers.append(version(server, str(seen))))
    waiting.start()
    waiting.join(0.2)
    assert answers == []
    server.changed()
    waiting.join(5)
    assert answers == [seen + 1]


def test_stop_wakes_who_waits(root: Path) -> None:
    """A waiting tab does not hold the server up."""
    server = DevelopmentServer(root)
    server.start()
    waiting = Thread(target=version, args=(server, "0"))
    waiting.start()
    waiting.join(0.2)
    start = perf_counter()
    server.stop()
    waiting.join(5)
    assert perf_counter() - start < 3


def test_taken_port(server: DevelopmentServer, root: Path) -> None:
    """A port in use is refused with a sentence."""
    port = int(server.url.rstrip("/").rpartition(":")[2])
    with pytest.raises(Refusal) as refusal:
        DevelopmentServer(root, port)
    assert (refusal.value.key, refusal.value.values["port"]) == ("port_taken", port)


@pytest.mark.browser
@pytest.mark.xdist_group("browser")
def test_browser_reloads_under_a_strict_policy(server: DevelopmentServer, root: Path, browser: Browser) -> None:
    """A real page with the site's policy shows a change, then a failed build, by itself."""
    page_of = '<!doctype html><html><head><meta http-equiv="Content-Security-Policy" content="' + POLICY + '">'
    publish(root, {"index.html": page_of + "</head><body><h1>Prima</h1></body></html>"})
    page = browser.new_page()
    page.goto(server.url)
    publish(root, {"index.html": page_of + "</head><body><h1>Dopo</h1></body></html>"})
    server.changed()
    page.get_by_role("heading", name="Dopo").wait_for()
    server.failed("Manca il nome")
    page.get_by_role("status").get_by_text("Manca il nome").wait_for()
    page.close()
