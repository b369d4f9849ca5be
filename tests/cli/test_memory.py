"""What a build remembers of files gives what reading and checking them again would."""

from collections.abc import Iterator
from copy import deepcopy
from pathlib import Path

import pytest

from generator.checking import check
from generator.cli import memory as memories
from generator.cli.memory import CACHE, Memory
from generator.reading.folder import read_folder
from generator.site import sealed
from tests.conftest import TODAY


@pytest.fixture(autouse=True)
def _own_key(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "key"))
    sealed._key.cache_clear()
    yield
    sealed._key.cache_clear()


def _learned(root: Path) -> Memory:
    memory = Memory.of(root)
    sources = read_folder(root, memory.files)
    check(sources, TODAY, memory.kept, memory.remembered)
    memory.learn(sources, root)
    return memory


def test_what_is_remembered_is_what_stands_in_the_files(valdoria: Path) -> None:
    """The same files and findings, whether they are read, remembered by this process or by another."""
    network = valdoria / "networks" / "rete-cibo.yml"
    network.write_text(network.read_text("utf-8").replace("nome: ", "nome: La ", 1) + "colore: rosso\n", "utf-8")
    first = _learned(valdoria)
    again = Memory.of(valdoria)
    read = read_folder(valdoria)
    assert {name: again.files[name] for name in again.files} == {file.file: file for file in read.files}
    known = read_folder(valdoria, again.files, lambda work, things: deepcopy(list(map(work, things))))
    assert all(file is again.files[file.file] for file in known.files)
    anew = check(read, TODAY)
    assert "E101" in {finding.code for finding in anew.findings}
    assert again.remembered.of(again.files["networks/rete-cibo.yml"])
    assert check(known, TODAY, None, again.remembered).findings == anew.findings
    assert check(read_folder(valdoria, first.files), TODAY, None, first.remembered).findings == anew.findings
    network.write_text(network.read_text("utf-8").replace("colore: rosso\n", ""), "utf-8")
    assert check(read_folder(valdoria, again.files), TODAY, None, again.remembered).findings != anew.findings


def test_words_and_days_are_looked_at_again(valdoria: Path) -> None:
    """A record that was right is not, once a word it uses has gone."""
    memory = _learned(valdoria)
    places = valdoria / "vocabularies" / "territori.yml"
    places.write_text(
        places.read_text("utf-8").replace("codice: valdoria-ponte,", "codice: valdoria-pontile,"), "utf-8"
    )
    known = check(read_folder(valdoria, memory.files), TODAY, None, memory.remembered)
    assert known.findings == check(read_folder(valdoria), TODAY).findings
    assert known.has_errors


def test_what_is_not_ours_is_not_remembered(valdoria: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file that was cut, forged, led elsewhere, or written by another program."""
    _learned(valdoria)
    file = valdoria / CACHE / "files.sealed"
    whole = file.read_bytes()
    for planted in (whole[:-3], whole[:40], b"", whole.replace(b"Valdoria", b"Paperopo"), bytes(32) + whole[32:]):
        file.write_bytes(planted)
        assert not Memory.of(valdoria).files
    file.write_bytes(whole)
    assert Memory.of(valdoria).files
    monkeypatch.setattr(memories, "program", lambda: "another")
    assert not Memory.of(valdoria).files
    monkeypatch.undo()
    elsewhere = valdoria.parent / "elsewhere"
    file.parent.rename(elsewhere)
    (valdoria / CACHE).symlink_to(elsewhere)
    assert not Memory.of(valdoria).files
