"""Pipes, sockets and devices among the files of a catalogue: told by their place, never opened, never waited for."""

import os
import shutil
import socket
import stat
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import chdir
from itertools import product
from pathlib import Path
from typing import Final

import pytest

from generator.errors import CannotRun
from generator.site.settings import settings
from generator.site.theme.source import prepare_content, prepare_overrides
from tests.conftest import overlaid
from tests.hostile.test_outside import NEW, PROPOSAL, WHOLE, run

PATIENCE: Final = 60
"""Seconds, of which a command takes two: only one that waits for ever reaches them."""
PLACES: Final = (
    "networks/rete-canale.yml",
    "networks/zona/rete-canale.yml",
    "networks/leggimi.txt",
    "organizations/ente-canale.yml",
    "vocabularies/temi.yml",
    "content/pagina.md",
    "content/index.md",
    "content/storie/storia.md",
    "content/ascolto/risposte.csv",
    "content/immagini/foto.png",
    "overrides/main.html",
    "overrides/templates/pages/network/page.html",
    "networks",
    "content",
    "overrides",
)


def pipe(path: Path) -> None:
    """Make a pipe that nobody writes into."""
    os.mkfifo(path)


def plug(path: Path) -> None:
    """Leave a socket that nobody listens to; its name must be short, so it is made where it stands."""
    with socket.socket(socket.AF_UNIX) as made, chdir(path.parent):
        made.bind(path.name)


def device(path: Path) -> None:
    """Make the device that never ends."""
    try:
        os.mknod(path, stat.S_IFCHR | 0o666, os.makedev(1, 5))
    except PermissionError:
        pytest.skip("only who administers a system makes devices")


def stand(root: Path, place: str, make: Callable[[Path], None]) -> None:
    """Put something in a place, instead of what is there."""
    path = root / place
    shutil.rmtree(path, ignore_errors=True)
    path.unlink(missing_ok=True)
    path.parent.mkdir(parents=True, exist_ok=True)
    make(path)


@pytest.mark.parametrize(
    ("place", "make"),
    [*((place, pipe) for place in PLACES), *product(("networks/rete-canale.yml", "content/pagina.md"), (plug, device))],
)
def test_check_tells_what_is_no_file(place: str, make: Callable[[Path], None], valdoria: Path) -> None:
    """With its code and its place."""
    stand(valdoria, place, make)

    status, said = run("check", "-C", str(valdoria))

    assert (status, f"E050] {place}:1:1" in said) == (1, True), said


def asked(*arguments: str) -> subprocess.CompletedProcess[str]:
    """Run a command as a program of its own, with nobody to answer it; one that waits for ever fails the test."""
    return subprocess.run(
        [sys.executable, "-m", "generator", *arguments],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        check=False,
    )


def test_no_command_waits(valdoria: Path) -> None:
    """A build that meets pipes everywhere ends by itself, and nothing is published."""
    for place in ("networks/rete-canale.yml", "content/pagina.md", "overrides/main.html"):
        stand(valdoria, place, pipe)
    done = asked("build", "-C", str(valdoria))

    assert (done.returncode, "Traceback" in done.stderr) == (1, False)
    assert not (valdoria / "site").exists()
    stand(valdoria, "mkdocs.yml", pipe)
    assert asked("check", "-C", str(valdoria)).returncode == 2


STEPS: Final = {
    "apply to a record": ("apply", "{known}"),
    "apply a new record": ("apply", "{new}"),
    "rename": ("rename", "rete-canale", "rete-nuova"),
    "rename to": ("rename", "rete-vicini-di-casa", "rete-canale"),
    "merge": ("merge", "rete-canale", "rete-vicini-di-casa"),
    "new": ("new", "network", "--nome", "Rete canale", "--territorio", "valdoria", "--fonte", "Carta", *NEW[:2]),
}


@pytest.mark.parametrize("step", ["apply to a record", "rename to"])
def test_commands_that_write_leave_it_alone(step: str, valdoria: Path, tmp_path: Path) -> None:
    """A record that is a pipe is neither read nor replaced; the audit tries every command."""
    leave_it_alone(step, valdoria, tmp_path)


def leave_it_alone(step: str, valdoria: Path, tmp_path: Path) -> None:
    """Run a command on a record that is a pipe, which stays as it is."""
    stand(valdoria, "networks/rete-canale.yml", pipe)
    known, new = tmp_path / "nota.txt", tmp_path / "nuova.txt"
    values = {"folder": "networks", "record": "rete-canale"}
    known.write_text(PROPOSAL.format(new="", before='Prima: "x"\n', whole="", **values), "utf-8")
    whole = WHOLE.replace('Campo: tipo\nDopo: "odv"\n\n', "")
    new.write_text(PROPOSAL.format(new=" nuova", before="", whole=whole, **values), "utf-8")
    was = {path: path.stat().st_mtime_ns for path in (valdoria / "networks").iterdir()}

    done = asked(*(part.format(known=known, new=new) for part in STEPS[step]), "-C", str(valdoria))

    assert done.returncode in {1, 2}, done.stdout + done.stderr
    assert "Traceback" not in done.stderr
    assert {path: path.stat().st_mtime_ns for path in (valdoria / "networks").iterdir()} == was


@pytest.mark.parametrize(("place", "prepare"), [("content", prepare_content), ("overrides", prepare_overrides)])
def test_the_engine_is_given_no_pipe(place: str, prepare: Callable[..., None], valdoria: Path, tmp_path: Path) -> None:
    """What the theme engine copies is looked at once more, whoever called it."""
    stand(valdoria, f"{place}/immagini/foto.png", pipe)

    with pytest.raises(CannotRun) as stopped:
        prepare(valdoria, settings(valdoria), tmp_path / "motore")

    assert stopped.value.key == "no_file"


def whole_audit(folder: Path) -> Iterator[str]:
    """Yield every command that reads or replaces a pipe."""
    for number, step in enumerate(STEPS):
        room = folder / str(number)
        try:
            leave_it_alone(step, overlaid(room / "valdoria"), room)
        except (AssertionError, subprocess.TimeoutExpired) as error:
            yield f"{step}: {error}"
