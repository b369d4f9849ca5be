"""`serve` among strangers: other names, paths that climb, slow clients, crowds; and under hundreds of edits."""

import os
import random
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager, suppress
from http.client import HTTPConnection
from pathlib import Path
from typing import Final
from urllib.parse import quote

import pytest

from generator.publish.server import DevelopmentServer
from tests.conftest import overlaid

SECRET: Final = "segretissimo"  # noqa: S105 -- what nobody may read
PAGE: Final = "<!doctype html><title>Prova</title><body><p>pagina</p></body>"


@pytest.fixture(scope="module")
def port(tmp_path_factory: pytest.TempPathFactory) -> Iterator[int]:
    """Yield the port of a server of a small site, beside which secrets lie."""
    folder = tmp_path_factory.mktemp("servito")
    for name in ("segreto.txt", "site.txt", "site2/index.html", ".site/index.html"):
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text(SECRET, "utf-8")
    site = folder / "site"
    (site / "reti").mkdir(parents=True)
    for page in ("index.html", "reti/index.html", "404.html"):
        (site / page).write_text(PAGE, "utf-8")
    (site / "fuori").symlink_to(folder)
    (site / "chiave").symlink_to(folder / "segreto.txt")
    with DevelopmentServer(site) as server:
        yield int(server.url.rstrip("/").rpartition(":")[2])


def answer(port: int, request: bytes, seconds: float = 10) -> bytes:
    """Send bytes as they are and return all that comes back until the other side is silent or gone."""
    with socket.create_connection(("127.0.0.1", port), timeout=seconds) as connection:
        received = b""
        # A server may hang up before it has read all: the system then says "broken pipe", "reset" or, on shutting our
        # side, "not connected", as it happens to be quick. What it answered before can still be read.
        with suppress(OSError):
            connection.sendall(request)
            connection.shutdown(socket.SHUT_WR)
        with suppress(OSError):
            while piece := connection.recv(65536):
                received += piece
        return received


def status(received: bytes) -> int:
    """Return the status of an answer; 0 where there is none."""
    return int(received.split(b" ", 2)[1]) if received.startswith(b"HTTP/") else 0


def asked(port: int, path: str, host: str = "127.0.0.1") -> bytes:
    """Ask for a path, written as it is."""
    return answer(
        port, f"GET {path} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n".encode("latin-1", "replace")
    )


def _climbing() -> list[str]:
    steps = [
        "..",
        "%2e%2e",
        "%2E%2E",
        ".%2e",
        "%2e.",
        "..%00",
        "%252e%252e",
        "..;",
        "\\..",
        "..\\",
        "%5c..",
        "%c0%ae%c0%ae",
    ]
    between = ["/", "%2f", "%2F", "//", "/./", "\\", "%5C", "%252f", "%c0%af", "／"]
    ends = ["segreto.txt", "site.txt", "site2/index.html", ".site/index.html"]
    climbs = [f"/{step}{slash}{end}" for step in steps for slash in between for end in ends]
    climbs += [f"/reti{slash}{step}{slash}{step}{slash}segreto.txt" for step in steps for slash in between]
    absolute = ["//etc/passwd", "/%2fetc/passwd", "/%2f%2fetc/passwd", "/file:///etc/passwd", "/C:/Windows/win.ini"]
    links = ["/fuori/segreto.txt", "/chiave", "/fuori/", "/fuori", "/reti/../fuori/segreto.txt", "/%66uori/segreto.txt"]
    return [*climbs, *absolute, *links, "/../site2/", "/..", "/.", "/%00", "/%0d%0aSet-Cookie:x", "*", "segreto.txt"]


def test_no_path_leads_out(port: int) -> None:
    """Dots, slashes and links, written in every way: none is served, and none ends the connection without an answer."""
    climbing = _climbing()
    with ThreadPoolExecutor(16) as pool:
        answers = list(pool.map(lambda path: asked(port, path), climbing))

    assert [path for path, said in zip(climbing, answers, strict=True) if SECRET.encode() in said] == []
    assert [path for path, said in zip(climbing, answers, strict=True) if b"root:" in said] == []
    assert {status(said) for said in answers} <= {200, 301, 400, 404}


@pytest.mark.parametrize(
    "path", ["//[", "//[x", "/" + "a" * 300, "/" + "%C3%A8" * 300, "/" + "a/" * 3000, "/%ff%fe", "/?%", "/%", "/#x"]
)
def test_odd_addresses_are_answered(path: str, port: int) -> None:
    """With a page, or that there is none."""
    assert status(asked(port, path)) in {200, 400, 404}


def test_a_redirect_stays_here(port: int) -> None:
    """Where a folder is asked for without its slash, whatever stands before it."""
    for path in ("/reti", "//reti", "///reti", "/./reti", "/reti?//malo.example", "//malo.example/%2e%2e/reti"):
        said = asked(port, path)
        location = next((line for line in said.split(b"\r\n") if line.lower().startswith(b"location:")), b"")
        assert status(said) in {301, 404}
        assert location in {b"", b"Location: /reti/", b"Location: /./reti/"}


@pytest.mark.parametrize(
    ("host", "served"),
    [
        ("127.0.0.1", True),
        ("localhost", True),
        ("LOCALHOST:8000", True),
        ("[::1]:8000", True),
        ("malo.example", False),
        ("127.0.0.1.malo.example", False),
        ("localhost.malo.example:8000", False),
        ("malo.example#127.0.0.1", False),
        ("localhost:8000@malo.example", False),
        ("127.0.0.1:x", False),
        ("0.0.0.0", False),  # noqa: S104 -- asked for, not listened to
        ("", False),
    ],
)
def test_only_this_machine_is_meant(host: str, served: bool, port: int) -> None:
    """A page elsewhere whose name comes to mean 127.0.0.1 reads nothing (DNS rebinding)."""
    said = asked(port, "/", host)

    assert status(said) == (200 if served else 421)
    assert (b"pagina" in said) is served


def test_two_hosts_are_none(port: int) -> None:
    """A request that names two machines is nobody's; an old one that names none is."""
    two = b"GET / HTTP/1.1\r\nHost: localhost\r\nHost: malo.example\r\nConnection: close\r\n\r\n"
    assert status(answer(port, two)) == 421
    assert status(answer(port, b"GET / HTTP/1.0\r\n\r\n")) == 200


@pytest.mark.parametrize(
    "request_",
    [
        b"GET / HTTP/1.1\r\nHost: localhost\r\n" + b"X-Lungo: " + b"x" * 200_000 + b"\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: localhost\r\n" + b"X: y\r\n" * 5_000 + b"\r\n",
        b"GET /" + b"x" * 200_000 + b" HTTP/1.1\r\nHost: localhost\r\n\r\n",
        b"POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 99999999999\r\n\r\nx",
        b"PUT /x HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\nFFFFFFFF\r\n",
        b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03",
        b"\x00" * 10_000,
        b"GET / HTTP/9.9\r\n\r\n",
        b"GET\r\n\r\n",
        b"",
    ],
    ids=range(10),
)
def test_what_is_no_request_is_answered_or_left(request_: bytes, port: int) -> None:
    """Huge headers, bodies that never come, other protocols: an error or nothing, and who asks next is served."""
    assert status(answer(port, request_, 5)) in {0, 400, 414, 431, 501, 505}
    assert b"pagina" in asked(port, "/")


@contextmanager
def slow_clients(port: int, number: int) -> Iterator[list[socket.socket]]:
    """Open connections that send half a request and then nothing (slowloris)."""
    with ExitStack() as stack:
        connections = []
        for at in range(number):
            connection = stack.enter_context(socket.create_connection(("127.0.0.1", port), timeout=10))
            connection.sendall(b"GET / HTTP/1.1\r\nHost: localhost\r\nX-" + str(at).encode())
            connections.append(connection)
        yield connections


def test_slow_clients_keep_nobody_waiting(port: int) -> None:
    """Two hundred of them, who go on sending a letter at a time: others are served at once."""
    with slow_clients(port, 200) as connections:
        for _ in range(3):
            for connection in connections:
                connection.sendall(b"x")
            start = time.monotonic()
            assert b"pagina" in asked(port, "/")
            assert time.monotonic() - start < 10, "patience of the test, not a measure"


def test_five_hundred_at_once(port: int) -> None:
    """Every one of them gets the page."""

    def one(_: int) -> int:
        connection = HTTPConnection("127.0.0.1", port, timeout=60)
        try:
            connection.request("GET", "/reti/")
            return connection.getresponse().status
        finally:
            connection.close()

    with ThreadPoolExecutor(100) as pool:
        assert list(pool.map(one, range(500))) == [200] * 500


@contextmanager
def served_catalogue(root: Path, log: Path) -> Iterator[tuple[subprocess.Popen[bytes], int]]:
    """Serve a catalogue with the public command until the block ends."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [
        sys.executable,
        "-m",
        "generator",
        "serve",
        "-C",
        str(root),
        "--port",
        str(port),
        "--today",
        "2026-11-22",
    ]
    with log.open("wb") as out:
        running = subprocess.Popen(command, stdout=out, stderr=out, start_new_session=True)
        try:
            until(lambda: b"<h1" in page(port, "/reti/rete-vicini-di-casa/"), running)
            yield running, port
        finally:
            os.killpg(running.pid, signal.SIGKILL)
            running.wait()


def page(port: int, path: str) -> bytes:
    """Return what is shown at a path; nothing while nobody answers."""
    try:
        return asked(port, quote(path))
    except OSError:
        return b""


def until(holds: Callable[[], bool], running: subprocess.Popen[bytes], seconds: float = 240) -> None:
    """Wait for what must come true while the program lives."""
    end = time.monotonic() + seconds
    while not holds():
        assert running.poll() is None, "the server ended"
        assert time.monotonic() < end, "it never came true"
        time.sleep(0.05)


def edited(folder: Path, edits: int, pause: float) -> Iterator[str]:
    """Edit a served catalogue so many times, right and wrong, and yield what is wrong once it is quiet."""
    root, log = overlaid(folder / "catalogo"), folder / "diario.txt"
    record, other = root / "networks/rete-vicini-di-casa.yml", root / "organizations/auser-ponte.yml"
    right, beside = record.read_text("utf-8"), other.read_bytes()
    chance = random.Random(edits)  # noqa: S311 -- repeatable, not secret
    with served_catalogue(root, log) as (running, port):
        for number in range(edits):
            match chance.randrange(6):
                case 0:
                    record.write_text(right[: chance.randrange(len(right))], "utf-8")
                case 1:
                    record.unlink(missing_ok=True)
                case 2:
                    other.unlink(missing_ok=True)
                case 3:
                    other.write_bytes(beside)
                case 4:
                    half = record.with_suffix(".tmp")
                    half.write_text(right, "utf-8")
                    half.replace(record)
                case _:
                    record.write_text(right.replace("nome: Rete", f"nome: Volta {number} Rete", 1), "utf-8")
            page(port, "/reti/rete-vicini-di-casa/")
            time.sleep(chance.uniform(0, pause))
        other.write_bytes(beside)
        record.write_text(right.replace("nome: Rete", "nome: Ultima Rete", 1), "utf-8")
        until(lambda: b"Ultima Rete" in page(port, "/reti/rete-vicini-di-casa/"), running)
        until(lambda: b"banner-costruzione" not in page(port, "/reti/rete-vicini-di-casa/"), running)
    if b"Traceback" in (said := log.read_bytes()):
        yield said.decode("utf-8", "replace")[-3000:]


def test_served_while_it_is_edited(tmp_path: Path) -> None:
    """Records that change, break, vanish and come back: the last state is shown; the audit edits two hundred times."""
    assert list(edited(tmp_path, 8, 0.05)) == []


def whole_audit(folder: Path) -> Iterator[str]:
    """Yield what is wrong after two hundred edits."""
    try:
        yield from edited(folder, 200, 0.2)
    except AssertionError as error:
        yield f"serve under 200 edits: {error}"
