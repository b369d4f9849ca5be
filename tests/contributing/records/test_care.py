"""What a catalogue asks for once a month: confirmations to renew, and links that nobody answers."""

import re
import socket
import ssl
import subprocess
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import ClassVar

import pytest
from typer.testing import CliRunner

from generator.catalogue.freshness import Ages
from generator.checking import check
from generator.cli import app, upkeep
from generator.contributing.records.links import Answer, Link, State, as_uri, asked, links
from generator.contributing.records.renewals import renewals
from generator.reading.folder import read_folder, read_text
from tests.conftest import TODAY

TOWN = Path(__file__).parents[3] / "examples" / "valdoria"
RUN = CliRunner()


class _Site(BaseHTTPRequestHandler):
    """A site with a page for every kind of answer; it counts how often it is asked."""

    asked: ClassVar[list[str]] = []

    def do_HEAD(self) -> None:
        """Answer what the path says."""
        self.asked.append(f"{self.command} {self.path}")
        if self.path.startswith("/solo-get/") and self.command == "HEAD":
            refusal = int(self.path.removeprefix("/solo-get/"))
            if not refusal:
                self.close_connection = True
                return
            self.send_response(refusal)
        elif self.path == "/caff%C3%A8?q=t%C3%A8":
            self.send_response(200)
        elif self.path == "/biscotto" and "visto=si" not in self.headers.get("Cookie", ""):
            self.send_response(302)
            self.send_header("Location", self.path)
            self.send_header("Set-Cookie", "visto=si")
        elif self.path.startswith("/giro/"):
            self.send_response(302)
            self.send_header("Location", "/giro/b" if self.path == "/giro/a" else "/giro/a")
        elif self.path.startswith("/vai/"):
            self.send_response(301)
            self.send_header("Location", self.path.removeprefix("/vai"))
        else:
            self.send_response(int(re.sub("^/solo-get/.*|^/biscotto", "200", self.path).strip("/")))
        self.end_headers()

    do_GET = do_HEAD  # noqa: N815 - the name is the library's

    def log_message(self, format: str, *arguments: object) -> None:  # noqa: A002 - the name is the library's
        """Stay silent."""


@pytest.fixture
def site() -> Iterator[str]:
    """Serve the site; yields its address without a slash at the end."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Site)
    _Site.asked.clear()
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


def _asked(*addresses: str, only_public: bool = False) -> list[State]:
    pauses: list[float] = []
    answers = asked([Link(address, ("x.yml",)) for address in addresses], only_public=only_public, sleep=pauses.append)
    return [next(answer.state for answer in answers if answer.link.address == address) for address in addresses]


@pytest.mark.parametrize(
    ("path", "state"),
    [
        ("/200", State.ANSWERS),
        ("/204", State.ANSWERS),
        ("/vai/200", State.ANSWERS),
        *((f"/solo-get/{refusal}", State.ANSWERS) for refusal in (0, 400, 403, 404, 405, 410, 429, 500, 501, 999)),
        ("/caffè?q=tè", State.ANSWERS),
        ("/caff%C3%A8?q=t%C3%A8", State.ANSWERS),
        ("/biscotto", State.ANSWERS),
        ("/404", State.GONE),
        ("/410", State.GONE),
        ("/vai/404", State.GONE),
        ("/500", State.SILENT),
        ("/503", State.SILENT),
        *((f"/{refusal}", State.UNSURE) for refusal in (400, 401, 403, 405, 406, 429, 451, 999)),
        ("/giro/a", State.RING),
    ],
)
def test_answers(site: str, path: str, state: State) -> None:
    """What GET says counts: there, moved, gone, in trouble, and what a program cannot tell."""
    assert _asked(site + path) == [state]


def test_addresses_go_as_uris() -> None:
    """Letters that the wire does not carry are escaped, what is escaped stays, names of hosts become punycode."""
    written = [
        "https://www.caffè.example:8080/è?a=à&b=%C3%A8#ù",
        "https://it.example/L'Aquila",
        "HTTPS://WWW.a.example/a b",
    ]

    assert [as_uri(address) for address in written] == [
        "https://www.xn--caff-8oa.example:8080/%C3%A8?a=%C3%A0&b=%C3%A8#%C3%B9",
        "https://it.example/L'Aquila",
        "https://WWW.a.example/a%20b",
    ]


def test_what_a_program_cannot_tell_stands_apart(site: str, valdoria: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Pages that are gone come first, then those for a person to try, each with what was answered."""
    answers = asked(
        [Link(site + path, ("x.yml",)) for path in ("/404", "/429", "/giro/a")], only_public=False, sleep=lambda _: None
    )
    monkeypatch.setattr(upkeep, "asked", lambda _: answers)

    lines = RUN.invoke(app, ["links", "-C", str(valdoria)]).output.splitlines()

    assert [line.removeprefix(f"- {site}") for line in lines if line] == [
        "Indirizzi che non rispondono",
        "/404: la pagina non c'è più (404) (x.yml)",
        "Indirizzi che un programma non può verificare: prova ad aprirli",
        "/429: non risponde ai programmi (429) (x.yml)",
        "/giro/a: rimanda sempre a un altro indirizzo, senza arrivare: prova ad aprirlo (x.yml)",
    ]


def test_a_certificate_that_does_not_hold(tmp_path: Path) -> None:
    """A site with a certificate of nobody is there: a person is warned by the browser, a program cannot tell."""
    key, certificate = tmp_path / "key.pem", tmp_path / "certificate.pem"
    made = ("openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "1", "-subj", "/CN=localhost")
    subprocess.run([*made, "-keyout", str(key), "-out", str(certificate)], check=True, capture_output=True)
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Site)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    server.socket = context.wrap_socket(server.socket, server_side=True)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        assert _asked(f"https://localhost:{server.server_port}/200") == [State.UNSURE]
    finally:
        server.shutdown()
        server.server_close()


def test_polite(site: str) -> None:
    """One question a page where HEAD is enough, with a pause between two of the same host."""
    pauses: list[float] = []

    asked([Link(f"{site}/{n}", ()) for n in (200, 201, 202)], only_public=False, sleep=pauses.append)

    assert (sorted(_Site.asked), pauses) == (["HEAD /200", "HEAD /201", "HEAD /202"], [1.0, 1.0])


@pytest.mark.parametrize(
    "address",
    [
        "http://127.0.0.1:9/",
        "http://[::1]/",
        "http://10.0.0.1/",
        "http://[64:ff9b::7f00:1]/",
        "http://[2002:7f00:1::]/",
        "http://224.0.0.1/",
        "file:///etc/passwd",
    ],
)
def test_private_addresses_are_never_asked(address: str) -> None:
    """A record cannot lead the machine that asks to itself or to its neighbours."""
    assert _asked(address, only_public=True) == [State.PRIVATE]


def test_a_name_that_changes_its_address_is_not_asked(site: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """A name is public when it is looked up and private a moment later: who answers is told nothing."""
    looked_up = socket.getaddrinfo
    first = [[(socket.AF_INET, socket.SOCK_STREAM, 6, "", ("93.184.215.14", 80))]]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *a, **named: first.pop() if first else looked_up(*a, **named))

    states = _asked(f"{site}/200", only_public=True)

    assert (states, _Site.asked) == ([State.PRIVATE], [])


def test_nobody_there() -> None:
    """A closed port, a host that does not exist and an address that is none are silence, not an accident."""
    assert _asked("http://127.0.0.1:1/", "http://[rotto/") == [State.SILENT, State.SILENT]


@pytest.mark.parametrize(
    ("states", "offline"),
    [([State.SILENT, State.SILENT], True), ([State.SILENT, State.ANSWERS], False), ([State.PRIVATE], False)],
)
def test_offline(valdoria: Path, monkeypatch: pytest.MonkeyPatch, states: list[State], offline: bool) -> None:
    """Where nobody at all answers one is told that it may be the line; no dash stands for a status."""
    answers = tuple(
        Answer(Link(f"https://{at}.example", ("x.yml",)), state, 200 * (state is State.ANSWERS))
        for at, state in enumerate(states)
    )
    monkeypatch.setattr(upkeep, "asked", lambda _: answers)

    told = RUN.invoke(app, ["links", "-C", str(valdoria)]).output

    assert ("Forse sei senza rete." in told, "–" in told) == (offline, False)


def test_links() -> None:
    """Addresses come from sources, sites, contacts and documents; each once, with the files that give it."""
    network = read_text(
        "nome: Rete\nsito: rete.example\n"
        "contatti: [{tipo: sito, valore: rete.example}, {tipo: email, valore: a@b.example}]\n"
        "fonti: [{url: 'https://fonte.example/a'}]\natti: [{titolo: x, url: 'https://atto.example'}]\n",
        "rete",
        "networks/rete.yml",
        "rete",
    )

    assert [link.address for link in links([network])] == [
        "https://atto.example",
        "https://fonte.example/a",
        "https://rete.example",
    ]


def test_renewals() -> None:
    """Those known for longest come first, with whom to ask; what was confirmed lately is left in peace."""
    sources = read_folder(TOWN)

    found = renewals(check(sources, TODAY).catalogue, Ages())

    assert [renewal.known for renewal in found] == sorted(renewal.known for renewal in found)
    assert found[0].entry.id == "gruppo-scout-colle"
    assert "0999 000117" in " ".join(" ".join(renewal.ask) for renewal in found)


@pytest.mark.parametrize("shape", ["text", "markdown", "json"])
def test_commands(valdoria: Path, tmp_path: Path, shape: str) -> None:
    """Both commands succeed whatever they find: they are for a schedule."""
    small = tmp_path / "piccolo"
    (small / "networks").mkdir(parents=True)
    (small / "mkdocs.yml").write_text("site_name: Piccolo\n", "utf-8")
    (small / "networks" / "rete.yml").write_text("nome: Rete @qui\nsito: http://127.0.0.1/x\n", "utf-8")

    renewed = RUN.invoke(app, ["renewals", "-C", str(valdoria), "--format", shape, "--today", "2029-01-01"])
    asked_for = RUN.invoke(app, ["links", "-C", str(small), "--format", shape])

    assert (renewed.exit_code, asked_for.exit_code) == (0, 0)
    assert "rete-cibo" in renewed.output.replace("\\", "")
    assert "127.0.0.1" in asked_for.output
