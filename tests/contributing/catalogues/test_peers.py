"""Asking other catalogues: over the wire, with bounds, and with the last copy where one of them fails."""

import time
from collections.abc import Mapping
from pathlib import Path

import pytest

from generator.contributing.catalogues.peers import ask, ask_peers, read_peer_folder
from generator.reading import peers
from generator.reading.folder import read_folder
from generator.reading.peers import PeerCopy, read_peers
from tests.conftest import TODAY, overlaid
from tests.neighbours import Reply, export_of, neighbour, served, settings_with


@pytest.fixture(scope="module")
def content(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """Return what the catalogue of Borgomaggiore gives."""
    return export_of(neighbour(tmp_path_factory.mktemp("around") / "borgo"))


def _valdoria(root: Path, *sources: str) -> Path:
    overlaid(root)
    named = (
        {"nome": f"Catalogo {n}", "url" if "://" in source else "cartella": source} for n, source in enumerate(sources)
    )
    (root / "mkdocs.yml").write_text(settings_with(*named), "utf-8")
    return root


def _read(root: Path) -> tuple[PeerCopy, ...]:
    ask_peers(root, TODAY, patience=2)
    return read_peers(root, read_folder(root).own_settings)


def test_only_what_changed_is_sent_again(content: bytes, tmp_path: Path) -> None:
    """The tag of the last answer is sent, and 304 makes the copy one of today."""
    asked: list[str | None] = []

    def reply(path: str, headers: Mapping[str, str]) -> Reply:
        assert path == "/dati/scambio.jsonl"
        asked.append(headers.get("If-None-Match"))
        return (304, {}, b"") if asked[-1] == '"uno"' else (200, {"ETag": '"uno"'}, content)

    with served(reply) as url:
        root = _valdoria(tmp_path / "valdoria", url)
        first, second = _read(root), _read(root)

    assert asked == [None, '"uno"']
    assert [copy[0].problem for copy in (first, second)] == ["", ""]
    assert second[0].exchange == first[0].exchange
    assert second[0].read_on == TODAY


@pytest.mark.parametrize(
    ("answer", "problem"),
    [
        ((404, {}, b""), "refused"),
        ((403, {}, b""), "refused"),
        ((500, {}, b""), "down"),
        ((410, {}, b""), "gone"),
        ((200, {}, b""), "shape"),
        ((200, {}, b"<html>"), "shape"),
        ((302, {"Location": "http://127.0.0.2:1/"}, b""), "moved"),
        ((302, {"Location": "file:///etc/passwd"}, b""), "moved"),
        ((302, {"Location": "/dati/scambio.jsonl"}, b""), "moved"),
        ((304, {}, b""), ""),
    ],
)
def test_what_goes_wrong(answer: Reply, problem: str, tmp_path: Path) -> None:
    """It is known why; nothing is raised and nothing is shown."""
    with served(lambda _path, _headers: answer) as url:
        copy = _read(_valdoria(tmp_path / "valdoria", url))[0]

    assert (copy.exchange, copy.problem) == (None, problem)


def test_nobody_there(tmp_path: Path) -> None:
    """A catalogue that does not answer is told."""
    with served(lambda _path, _headers: (200, {}, b"")) as url:
        pass

    assert _read(_valdoria(tmp_path / "valdoria", url))[0].problem == "down"


def test_a_redirect_on_its_own_host(content: bytes, tmp_path: Path) -> None:
    """A catalogue may have moved inside its host."""

    def reply(path: str, _headers: Mapping[str, str]) -> Reply:
        return (200, {}, content) if path.startswith("/nuovo/") else (301, {"Location": f"/nuovo{path}"}, b"")

    with served(reply) as url:
        assert _read(_valdoria(tmp_path / "valdoria", url))[0].problem == ""


def test_bounds_of_size_and_time(monkeypatch: pytest.MonkeyPatch) -> None:
    """More than may be read is not read; who sends without end, drop by drop, is left."""
    monkeypatch.setattr("generator.contributing.catalogues.peers.MOST_BYTES", 1_000)

    def slow(_path: str, _headers: Mapping[str, str]) -> Reply:
        time.sleep(0.6)
        return 200, {}, b""

    with served(lambda _path, _headers: (200, {}, b"x" * 5_000)) as url:
        assert ask(url, {}).problem == "large"
    with served(slow) as url:
        began = time.monotonic()
        assert ask(url, {}, patience=0.2).problem == "slow"
        assert time.monotonic() - began < 0.5


def test_the_last_copy_serves(content: bytes, tmp_path: Path) -> None:
    """A peer that fails later is shown as it was; one that says it is gone is forgotten at once."""
    answers: list[Reply] = [(200, {}, content), (503, {}, b""), (410, {}, b"")]
    with served(lambda _path, _headers: answers.pop(0)) as url:
        root = _valdoria(tmp_path / "valdoria", url)
        good, down, gone = _read(root)[0], _read(root)[0], _read(root)[0]

    assert good.exchange == down.exchange is not None
    assert (down.problem, gone.problem, gone.exchange) == ("down", "gone", None)
    assert not list((root / peers.KEPT).glob("*.jsonl"))


def test_who_is_not_named_any_more_is_not_kept(content: bytes, tmp_path: Path) -> None:
    """Their copy goes with the lines of the settings; another address is another catalogue."""
    with served(lambda _path, _headers: (200, {}, content)) as url:
        root = _valdoria(tmp_path / "valdoria", url)
        assert _read(root)[0].exchange
        (root / "mkdocs.yml").write_text(settings_with({"nome": "Catalogo 0", "url": "http://127.0.0.1:1/"}), "utf-8")
        assert _read(root)[0].exchange is None
        (root / "mkdocs.yml").write_text("site_name: Reti di Valdoria\n", "utf-8")
        ask_peers(root, TODAY)

    assert list((root / peers.KEPT).iterdir()) == []


def test_folders(content: bytes, tmp_path: Path) -> None:
    """A catalogue is read from its records or from its site; another folder is none."""
    neighbour(tmp_path / "borgo")
    site = tmp_path / "sito" / "dati"
    site.mkdir(parents=True)
    (site / "scambio.jsonl").write_bytes(content)
    copies = _read(_valdoria(tmp_path / "valdoria", "../borgo", "../sito", "../niente"))

    assert [copy.problem for copy in copies] == ["", "", "folder"]
    assert copies[0].exchange == copies[1].exchange
    assert read_peer_folder(tmp_path, "valdoria/networks", TODAY).problem == "folder"
