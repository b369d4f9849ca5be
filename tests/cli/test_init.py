"""`intreccio init`, as somebody who begins calls it."""

import os
import subprocess
import sys
import zipfile
from importlib import metadata
from pathlib import Path

import pytest
from typer.testing import CliRunner

from generator.cli import app
from generator.errors import CannotRun

RUN = CliRunner()


def test_new_folder(tmp_path: Path) -> None:
    """Into a folder that does not exist yet, without questions."""
    result = RUN.invoke(app, ["init", str(tmp_path / "nuovo"), "--comune", "Valdoria", "--host", "gitlab"])

    assert (result.exit_code, (tmp_path / "nuovo" / ".gitlab-ci.yml").is_file()) == (0, True)
    assert 'site_name: "Reti sociali di Valdoria"' in (tmp_path / "nuovo" / "mkdocs.yml").read_text("utf-8")


@pytest.mark.parametrize(
    ("town", "title"),
    [
        ("Comune di Prova", "Reti sociali di Prova"),
        ("L'Aquila", "Reti sociali dell'Aquila"),
        ("Unione dei Comuni delle Rocche", "Reti sociali dell'Unione dei Comuni delle Rocche"),
    ],
)
def test_what_will_be_read_is_shown_before(tmp_path: Path, town: str, title: str) -> None:
    """The title and the sentence of the site are right Italian, and are seen before anything is written."""
    result = RUN.invoke(app, ["init", str(tmp_path / "nuovo"), "--comune", town])

    assert f'site_name: "{title}"' in (tmp_path / "nuovo" / "mkdocs.yml").read_text("utf-8")
    assert result.output.index(title) < result.output.index("Fatto:")


def test_fresh_repository(tmp_path: Path) -> None:
    """A repository that was just made counts as empty."""
    (tmp_path / ".git").mkdir()

    assert RUN.invoke(app, ["init", str(tmp_path)]).exit_code == 0


def test_not_empty(tmp_path: Path) -> None:
    """Somebody's work is never written over: one sentence, exit status 2, and nothing changed."""
    (tmp_path / "tesi.txt").write_text("capitolo 1", "utf-8")
    command = [sys.executable, "-m", "generator", "init", str(tmp_path)]

    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=60)

    assert (done.returncode, done.stdout, "tesi.txt" in done.stderr) == (2, "", True)
    assert [path.name for path in tmp_path.iterdir()] == ["tesi.txt"]


def test_host_in_capital_letters(tmp_path: Path) -> None:
    """A host is known by its name, as its owners write it too."""
    result = RUN.invoke(app, ["init", str(tmp_path / "nuovo"), "--host", "GitHub"])

    assert (result.exit_code, (tmp_path / "nuovo" / ".github").is_dir()) == (0, True)


@pytest.mark.parametrize("kind", ["file", "link"])
def test_not_a_folder(tmp_path: Path, kind: str) -> None:
    """A file or a symbolic link is no place for a catalogue."""
    place = tmp_path / "posto"
    if kind == "file":
        place.write_text("", "utf-8")
    else:
        (tmp_path / "altrove").mkdir()
        place.symlink_to(tmp_path / "altrove")

    assert isinstance(RUN.invoke(app, ["init", str(place)]).exception, CannotRun)


def test_questions(tmp_path: Path) -> None:
    """On a terminal it asks for the town, the name and the host; a host it does not know is asked for again."""
    screen, keyboard = os.openpty()
    os.write(screen, b"Valdoria\n\nGitHubbo\nGitHub\n")
    command = [sys.executable, "-m", "generator", "init", str(tmp_path / "nuovo")]

    done = subprocess.run(command, stdin=keyboard, capture_output=True, text=True, check=False, timeout=60)

    assert (done.returncode, (tmp_path / "nuovo" / ".github").is_dir()) == (0, True)
    assert "(github, gitlab, forgejo, nessuno) [nessuno]«GitHubbo»" in done.stderr


def _wheel(folder: Path, version: str, name: str = "intreccio") -> Path:
    file = folder / f"intreccio-{version}-py3-none-any.whl"
    with zipfile.ZipFile(file, "w") as packed:
        packed.writestr(f"intreccio-{version}.dist-info/METADATA", f"Name: {name}\nVersion: {version}\n\nTesto")
    return file


def test_program_is_kept(tmp_path: Path) -> None:
    """The wheel given is copied as it is, and `requirements.txt` leads to it."""
    wheel = _wheel(tmp_path, metadata.version("intreccio"))

    assert RUN.invoke(app, ["init", str(tmp_path / "nuovo"), "--wheel", str(wheel)]).exit_code == 0
    kept = tmp_path / "nuovo" / (tmp_path / "nuovo" / "requirements.txt").read_text("utf-8").strip()
    assert (kept.name, kept.read_bytes()) == (wheel.name, wheel.read_bytes())


def test_what_is_no_program(tmp_path: Path) -> None:
    """Another file, another version, another program, half a file: refused in words, before anything is written."""
    here = metadata.version("intreccio")
    half = tmp_path / "mezzo" / f"intreccio-{here}-py3-none-any.whl"
    half.parent.mkdir()
    half.write_bytes(_wheel(tmp_path, here).read_bytes()[:40])
    (tmp_path / "altro").mkdir()
    given = {
        "wheel_name": tmp_path / "intreccio.whl",
        "system": tmp_path / "manca" / f"intreccio-{here}-py3-none-any.whl",
        "wheel_version": _wheel(tmp_path, "9.9.9"),
        "wheel_content": half,
    }
    for key, file in given.items():
        refused = RUN.invoke(app, ["init", str(tmp_path / "nuovo"), "--wheel", str(file)]).exception
        assert isinstance(refused, CannotRun)
        assert refused.key == key
    foreign = RUN.invoke(
        app, ["init", str(tmp_path / "nuovo"), "--wheel", str(_wheel(tmp_path / "altro", here, "altro"))]
    ).exception
    assert isinstance(foreign, CannotRun)
    assert foreign.key == "wheel_content"
    assert not (tmp_path / "nuovo").exists()
