"""Bringing a site to where a body serves it: whole or not at all, and nothing of anybody else's is touched."""

import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from generator.errors import CannotPublish, CannotRun, IntreccioError
from generator.publish import Refusal
from generator.publish.delivery import Way, deliver, destination
from tests.publish.killed_builds import FIRST, SECOND, publish, site

ROOT = Path(__file__).parents[2]
STAND_IN = Path(__file__).with_name("rsync_stand_in.py")
DYING = """#!/bin/sh
# Passes calls on, but dies at the call {at} and takes the publisher with it.
echo x >> "{folder}/calls"
if [ $(wc -l < "{folder}/calls") -eq {at} ]; then
  {half}
  kill -9 $PPID
  exit 1
fi
exec {rsync} "$@"
"""


@pytest.fixture(autouse=True)
def rsync(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """The machine's own rsync, else one that does the same between folders: put first on the path."""
    found = shutil.which("rsync")
    command = f'"{found}"' if found else f'"{sys.executable}" "{STAND_IN}"'
    _program(tmp_path / "bin" / "rsync", f'#!/bin/sh\nexec {command} "$@"\n')
    monkeypatch.setenv("PATH", f"{tmp_path / 'bin'}:{os.environ['PATH']}")
    return command


def _program(file: Path, text: str) -> None:
    file.parent.mkdir(exist_ok=True)
    file.write_text(text, "utf-8")
    file.chmod(0o755)


def _zipped(file: Path) -> dict[str, str]:
    with zipfile.ZipFile(file) as packed:
        return {name: packed.read(name).decode() for name in sorted(packed.namelist())}


def _refused(made: Path, place: str) -> str:
    with pytest.raises(IntreccioError) as refusal:
        deliver(made, destination(place))
    assert isinstance(refusal.value, CannotRun | CannotPublish)
    return refusal.value.key


def test_folder(tmp_path: Path) -> None:
    """A folder becomes the site, and at the next time the next one; who sits in it is not driven out."""
    made, served = tmp_path / "site", tmp_path / "srv" / "reti"
    for files in (FIRST, SECOND):
        publish(made, files)
        assert deliver(made, destination(f"folder:{served}")) == len(files)
        assert site(served) == files
    foreign = tmp_path / "foto"
    foreign.mkdir()
    (foreign / "gita.jpg").write_bytes(b"")
    assert _refused(made, f"folder:{foreign}") == "not_ours"


def test_zip(tmp_path: Path) -> None:
    """The same site is the same file, byte for byte; a file that is no ZIP stays."""
    made, file = tmp_path / "site", tmp_path / "sito.zip"
    publish(made, FIRST)
    deliver(made, destination(f"zip:{file}"))
    before = file.read_bytes()
    (made / "index.html").touch()
    deliver(made, destination(f"zip:{file}"))
    assert (file.read_bytes(), _zipped(file)) == (before, dict(sorted(FIRST.items())))

    (tmp_path / "tesi.zip").write_text("capitolo 1")
    assert _refused(made, f"zip:{tmp_path / 'tesi.zip'}") == "publish_not_zip"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["bin", "site", "sito.zip", "tesi.zip"]


def test_server(tmp_path: Path) -> None:
    """The link leads to a whole site each time; what did not change is one file in both copies."""
    made, server = tmp_path / "site", tmp_path / "server"
    for files in (FIRST, SECOND, FIRST):
        publish(made, files)
        deliver(made, destination(f"rsync:{server}"))
        assert site((server / "attuale").resolve()) == files
    assert sorted(path.name for path in server.iterdir()) == ["a", "attuale", "b"]
    assert (server / "a" / "same.html").samefile(server / "b" / "same.html")

    (server / "lettere.txt").write_text("di altri")
    assert _refused(made, f"rsync:{server}") == "publish_not_ours"
    assert site((server / "attuale").resolve()) == FIRST


def test_killed_on_the_way(tmp_path: Path, rsync: str) -> None:
    """Whenever it dies, the server shows a whole site, old or new; the next time mends what was left."""
    made, server = tmp_path / "site", tmp_path / "server"
    publish(made, FIRST)
    deliver(made, destination(f"rsync:{server}"))
    publish(made, SECOND)
    for at in range(1, 5):
        in_use = (server / "attuale").readlink()
        other = server / ("a" if str(in_use) == "b" else "b")
        # The fourth call looks whether the link, which the third one replaced, leads to the new copy.
        half = f'mkdir -p "{other}" && rm -f "{other}"/*.html && echo half > "{other}/fresh.html"' if at < 4 else ""
        dying = DYING.format(folder=tmp_path, at=at, rsync=rsync, half=half)
        (tmp_path / "calls").unlink(missing_ok=True)
        _program(tmp_path / "dying" / "rsync", dying)
        program = "import sys, pathlib; from generator.publish.delivery import deliver, destination; "
        command = [sys.executable, "-c", f"{program}deliver(pathlib.Path(sys.argv[1]), destination(sys.argv[2]))"]
        env = os.environ | {"PATH": f"{tmp_path / 'dying'}:{os.environ['PATH']}", "PYTHONPATH": str(ROOT)}
        done = subprocess.run([*command, str(made), f"rsync:{server}"], env=env, cwd=tmp_path, check=False)
        assert done.returncode == -9
        assert site((server / "attuale").resolve()) == (FIRST if at < 4 else SECOND)
    deliver(made, destination(f"rsync:{server}"))
    assert site((server / "attuale").resolve()) == SECOND


def test_what_is_no_place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An address that is none, a site that is not there, a copy within the site, no rsync: told, and nothing done."""
    made = tmp_path / "site"
    for text in ("", "srv/reti", "ftp:srv", "folder:", "rsync:-e sh", "zip:a\nb"):
        with pytest.raises(CannotRun) as refusal:
            destination(text)
        assert refusal.value.key == "publish_to"
    assert destination("rsync:reti@server.example:/srv/reti").way is Way.RSYNC
    assert _refused(made, f"folder:{tmp_path / 'srv'}") == "publish_no_site"
    publish(made, FIRST)
    for place in (f"folder:{made / 'copia'}", f"folder:{made}", f"folder:{tmp_path}", f"zip:{made / 'sito.zip'}"):
        with pytest.raises(Refusal) as inside:
            deliver(made, destination(place))
        assert inside.value.key == "publish_inside"
    monkeypatch.setenv("PATH", str(tmp_path))
    assert _refused(made, f"rsync:{tmp_path / 'server'}") == "publish_no_rsync"
    assert site(made) == FIRST
