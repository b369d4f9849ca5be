"""Nothing of a catalogue leads out of it: links are told by every command, never followed, and folders have an end."""

import json
import os
import re
import shutil
import subprocess
from collections.abc import Callable, Iterator
from contextlib import chdir
from itertools import cycle
from pathlib import Path
from typing import Any, Self

import pytest
from typer.testing import CliRunner

import generator.cli.serve
from generator.cli import app
from generator.contributing.files.changes import raw_text, write_change
from generator.contributing.records.rename import refuse_broken
from generator.contributing.refusals import Refused
from generator.errors import CannotRun
from generator.locale import load
from generator.reading.folder import read_folder
from generator.reading.walking import MOST_FOLDERS, own_folder, walk
from generator.site.settings import settings
from generator.site.theme.source import prepare_content, prepare_overrides
from tests.conftest import overlaid

DAY = ("--today", "2026-11-22")
DATA = ("networks", "organizations", "vocabularies", "content", "content/storie")
PLACES = (
    *DATA,
    "networks/zona",
    "organizations/rete.yml",
    "content/ascolto",
    "content/immagini",
    "content/index.md",
    "overrides",
    "overrides/templates",
    ".intreccio",
    ".intreccio/serve",
    ".intreccio/cache",
    ".intreccio/cache/shell",
    ".intreccio/cache/templates",
    ".intreccio/cache/condividi",
    "mkdocs.yml",
)
"""Every place that a command reads or writes."""
UNSEEN = "Rete segretissima"
OUTSIDE = {
    "rete-fuori.yml": f"nome: {UNSEEN}\ntemi: [prossimita]\nterritori: [valdoria]\nfonti: [{{titolo: Carta}}]\n",
    "index.md": f"# {UNSEEN}\n",
    "storia.md": f"---\ntitolo: {UNSEEN}\ndata: 2026-05-10\n---\n{UNSEEN}\n",
    "counts.csv": f"domanda;risposta;conteggio;fonte;data\n{UNSEEN};a;12;x;2020\n",
    "mkdocs.yml": f"site_name: {UNSEEN}\n",
}


@pytest.fixture
def outside(tmp_path: Path) -> Path:
    """Return a folder that is no part of the catalogue."""
    folder = tmp_path / "fuori"
    folder.mkdir()
    for name, text in OUTSIDE.items():
        (folder / name).write_text(text, "utf-8")
    return folder


@pytest.fixture
def linked(valdoria: Path, outside: Path) -> Callable[[str], Path]:
    """Return the function that puts a link out of the catalogue in a place, and returns the catalogue."""

    def link(place: str) -> Path:
        path = valdoria / place
        if path.is_dir():
            shutil.rmtree(path)
        path.unlink(missing_ok=True)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.symlink_to(outside / path.name if (outside / path.name).is_file() else outside)
        return valdoria

    return link


def run(*arguments: str) -> tuple[int, str]:
    """Run a command; returns its status and all that it said, an exception that nobody told included."""
    outcome = CliRunner().invoke(app, [*arguments, *DAY])
    said = outcome.exception.say(TEXTS) if isinstance(outcome.exception, CannotRun) else outcome.exception or ""
    return outcome.exit_code, f"{outcome.output}{said}"


TEXTS = load("messages")


@pytest.mark.parametrize("place", PLACES)
def test_check_and_build_tell_a_link(place: str, linked: Callable[[str], Path], outside: Path) -> None:
    """It has its code and its place; what it leads to is neither read nor written, and nothing is published."""
    root = linked(place)
    before = sorted(outside.iterdir())

    for command in ("check", "build"):
        status, said = run(command, "-C", str(root))
        assert status == 1
        assert f"E021] {place}:1:1" in said
        assert UNSEEN not in said
    assert not (root / "site").exists()
    assert sorted(outside.iterdir()) == before


@pytest.mark.parametrize("place", ["organizations", "content/storie", "networks/zona"])
def test_system_folders_are_not_walked(place: str, valdoria: Path) -> None:
    """A link to the root of the system is one finding, at once."""
    path = valdoria / place
    shutil.rmtree(path, ignore_errors=True)
    path.symlink_to("/")

    told = [finding for finding in read_folder(valdoria).findings if finding.code == "E021"]

    assert [finding.file for finding in told] == [place]


PROPOSAL = """Proposta per il catalogo · versione 1
Scheda{new}: {folder}/{record}

Campo: nome
{before}Dopo: "Un altro nome"
{whole}
Fine della proposta
"""
WHOLE = """
Campo: temi
Dopo: ["prossimita"]

Campo: tipo
Dopo: "odv"

Campo: territori
Dopo: ["valdoria"]

Campo: fonti/+
Dopo: {"titolo": "Carta"}
"""
NEW = ("--tema", "prossimita", "--tipo", "odv")
STEPS = {
    "apply to a record": ("apply", "{known}"),
    "apply a new record": ("apply", "{new}"),
    "rename": ("rename", "rete-fuori", "rete-nuova"),
    "merge": ("merge", "rete-fuori", "rete-vicini-di-casa"),
    "new": ("new", "{kind}", "--nome", "Scheda nuova", "--territorio", "valdoria", "--fonte", "Carta", *NEW),
}
"""Commands that change records, each aimed at one behind a link."""


@pytest.mark.parametrize("step", STEPS)
@pytest.mark.parametrize("place", ["networks", "organizations", "networks/rete-fuori.yml"])
def test_commands_that_write_stay_inside(
    step: str, place: str, linked: Callable[[str], Path], outside: Path, tmp_path: Path
) -> None:
    """Proposals, new ids and new records never reach what stands behind a link, and say why nothing is changed."""
    root, folder = linked(place), place.partition("/")[0]
    known, new = tmp_path / "proposta.txt", tmp_path / "nuova.txt"
    before = f'Prima: "{UNSEEN}"\n'
    known.write_text(PROPOSAL.format(new="", folder=folder, record="rete-fuori", before=before, whole=""), "utf-8")
    whole = WHOLE if folder == "organizations" else WHOLE.replace('Campo: tipo\nDopo: "odv"\n\n', "")
    new.write_text(PROPOSAL.format(new=" nuova", folder=folder, record="rete-nuova", before="", whole=whole), "utf-8")
    values = {"known": known, "new": new, "kind": folder.removesuffix("s")}
    was = {path.name: path.read_bytes() for path in outside.iterdir()}

    command, *rest = (part.format(**values) for part in STEPS[step])
    status, said = run(command, *rest, "-C", str(root))

    assert {path.name: path.read_bytes() for path in outside.iterdir()} == was
    assert UNSEEN not in said
    if place in {"networks", "organizations"} or step not in {"apply a new record", "new"}:
        assert status in {1, 2}
        assert re.search("Nel catalogo non c'è|collegamento simbolico|non si legge per intero", said)


def test_init_writes_into_no_link(outside: Path, tmp_path: Path) -> None:
    """A new catalogue is made where its name says."""
    (tmp_path / "nuovo").symlink_to(outside)

    status, said = run("init", str(tmp_path / "nuovo"), "--nome", "Prova")

    assert status != 0
    assert "nuovo" in said
    assert sorted(path.name for path in outside.iterdir()) == sorted(OUTSIDE)


def test_serve_does_not_watch_a_link(
    linked: Callable[[str], Path], outside: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What changes behind a link is none of its business."""
    watched: list[Path] = []

    class Quiet:
        def __init__(self, *_arguments: Any, **_options: Any) -> None:
            """Serve nobody, follow nothing."""

        def __enter__(self) -> Self:
            return self

        def __exit__(self, *_error: object) -> None:
            """Nothing to close."""

        def start(self) -> None:
            """Do nothing."""

    def watch(*paths: Path, **_options: Any) -> Iterator[set[Any]]:
        watched.extend(paths)
        return iter(())

    monkeypatch.setattr(generator.cli.serve, "DevelopmentServer", Quiet)
    monkeypatch.setattr(generator.cli.serve, "Thread", Quiet)
    monkeypatch.setattr(generator.cli.serve, "watch", watch)
    root = linked("organizations")

    assert run("serve", "-C", str(root))[0] == 0
    assert root / "networks" in watched
    assert [path for path in watched if path.is_symlink() or outside in path.parents] == []


def test_no_write_behind_a_link(linked: Callable[[str], Path]) -> None:
    """Every way of reading or writing a record by its path asks for links first."""
    root = linked("organizations")

    with pytest.raises(Refused):
        raw_text(root, "organizations/rete-fuori.yml")
    with pytest.raises(Refused):
        write_change(root, {"organizations/rete-fuori.yml": "nome: Altro\n"})
    refuse_broken(read_folder(root), "segretissima")


@pytest.mark.parametrize("place", [".intreccio", ".intreccio/cache", ".intreccio/cache/shell"])
def test_cache_is_never_kept_elsewhere(place: str, linked: Callable[[str], Path]) -> None:
    """Commands that check nothing before they need a cache stop with a sentence."""
    with pytest.raises(CannotRun) as stopped:
        own_folder(linked(place), ".intreccio/cache/shell")

    assert stopped.value.key == "symbolic_link"


@pytest.mark.parametrize(("place", "prepare"), [("content", prepare_content), ("overrides", prepare_overrides)])
def test_the_engine_is_given_no_link(
    place: str, prepare: Callable[..., None], linked: Callable[[str], Path], tmp_path: Path
) -> None:
    """What the theme engine copies is looked at once more, whoever called it."""
    root = linked(f"{place}/immagini")
    with pytest.raises(CannotRun) as stopped:
        prepare(root, settings(root), tmp_path / "motore")

    assert stopped.value.key == "symbolic_link"


def nested(folder: Path, number: int) -> None:
    """Make so many folders in each other, the last one with a record: the path is longer than a system takes."""
    folder.mkdir(parents=True, exist_ok=True)
    with chdir(folder):
        for _ in range(number):
            Path("una").mkdir()
            os.chdir("una")
        Path("rete-in-fondo.yml").write_text("nome: Rete in fondo\n", "utf-8")


@pytest.fixture
def deep(tmp_path: Path) -> Iterator[Path]:
    """Yield a catalogue's folder, removed by a program that does not call itself at every step."""
    root = overlaid(tmp_path / "profondo")
    yield root
    subprocess.run(["rm", "-rf", str(root)], check=True)


@pytest.mark.parametrize("place", ["networks/zona", "content/storie/anni"])
def test_a_thousand_folders_are_told(place: str, deep: Path) -> None:
    """Nobody walks for ever, and no traceback ends it."""
    nested(deep / place, 1100)

    for command in ("check", "build"):
        status, said = run(command, "-C", str(deep))
        assert status == 1
        assert "E036" in said


def test_folders_may_stand_in_each_other(deep: Path) -> None:
    """As many as anybody needs: the record at the end is read."""
    nested(deep / "networks" / "zona", MOST_FOLDERS - 1)

    assert "rete-in-fondo" in {file.id for file in read_folder(deep).files}
    assert walk(deep, "networks").too_deep == ()


NAMES = (b"rete-\xff.yml", "caffè.yml".encode("latin-1"), b"rete-\xed\xa0\x80.yml", b"rete\x1b[31m\n.yml")
"""Names that are no UTF-8: a byte that never occurs, another alphabet, half a pair, and signs for terminals."""


def put(folder: Path, name: bytes) -> None:
    """Write a file whose name is bytes, as far as this file system takes them."""
    folder.mkdir(parents=True, exist_ok=True)
    try:
        (folder / os.fsdecode(name)).write_text("nome: Rete\n", "utf-8")
    except OSError:
        pytest.skip("a file system that knows only UTF-8")


REPORTS = ("text", "json", "markdown", "github", "gitlab")
FOLDERS = ("networks", "content/storie", "vocabularies", "content", "overrides")


@pytest.mark.parametrize(
    ("report", "name", "folder"),
    [*zip(REPORTS, cycle(NAMES), FOLDERS), *zip(REPORTS, reversed(NAMES), reversed(FOLDERS), strict=False)],
)
def test_names_that_are_no_text_are_shown_escaped(report: str, name: bytes, folder: str, valdoria: Path) -> None:
    """Every format is UTF-8 whatever a file is called, and says which file it means."""
    put(valdoria / folder, name)
    outcome = CliRunner().invoke(app, ["check", "-C", str(valdoria), "--format", report, *DAY])

    assert outcome.exit_code == 1
    said = outcome.stdout_bytes.decode("utf-8")
    assert "\x1b" not in said
    assert folder in said
    if b"\xff" in name:
        assert "\\xff" in (said if report not in {"json", "gitlab"} else str(json.loads(said)).replace("\\\\", "\\"))


@pytest.mark.parametrize("name", NAMES)
def test_build_ends_in_a_sentence(name: bytes, valdoria: Path) -> None:
    """A page with such a name stops publication with its code."""
    put(valdoria / "content", name.replace(b".yml", b".md"))

    status, said = run("build", "-C", str(valdoria))

    assert (status, "E035" in said) == (1, True)
