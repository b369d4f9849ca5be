"""What others will install, made and tried before they have it: `make release`.

Builds the sdist, out of it the wheel, and tries them as a municipality would that has nothing else: on every Python of
this machine a fresh environment gets the wheel alone, `init --wheel` begins a catalogue, its `requirements.txt`
installs the program again, `check` and `build` make a site. What is in `dist/` at the end has passed all of it.
"""

import hashlib
import os
import re
import shutil
import subprocess
import sys
import tomllib
import zipfile
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

ROOT: Final = Path(__file__).parents[1]
_DIST: Final = ROOT / "dist"
_OLDEST: Final = 11
_NEWEST: Final = 40
"""Versions 3.N of Python that are looked for; those that do not exist yet are simply not found."""
_PACKED: Final = {"generator/": "generator/", "overrides/": "generator/packaged/overrides/"}
"""Where a folder of the repository stands in the wheel."""
_HEADING: Final = re.compile(r"^## (.*)$", re.MULTILINE)
_UNRELEASED: Final = "Unreleased"


class Failed(Exception):
    """Something is not as it must be; what, is its text."""


def main() -> int:
    """Build, check, try and describe a release; returns 1 where anything is wrong, and then leaves no files."""
    version = str(tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["version"])
    shutil.rmtree(_DIST, ignore_errors=True)
    try:
        _release(version)
    except Failed as failure:
        shutil.rmtree(_DIST, ignore_errors=True)
        _say(f"no release: {failure}")
        return 1
    _say(f"released into {_DIST}: {', '.join(sorted(file.name for file in _DIST.iterdir()))}")
    return 0


def _release(version: str) -> None:
    if f'softwareVersion: "{version}"' not in (ROOT / "publiccode.yml").read_text("utf-8").replace("'", '"'):
        raise Failed(f"publiccode.yml does not say version {version}, as pyproject.toml does")
    sdist, wheel = _built(version)
    _run([sys.executable, "-m", "twine", "check", "--strict", str(sdist), str(wheel)], ROOT)
    if absent := left_out(wheel, _followed()):
        raise Failed(f"the wheel lacks {', '.join(absent)}")
    found = pythons()
    if not found:
        raise Failed("no Python from 3.11 on with the module venv was found")
    for name, python in found.items():
        _say(f"{name}: {python}")
        with TemporaryDirectory() as folder:
            _tried(python, wheel, Path(folder))
    text = notes((ROOT / "CHANGELOG.md").read_text("utf-8"), version, [sdist, wheel], list(found))
    (_DIST / f"intreccio-{version}-notes.md").write_text(text, "utf-8")


def notes(changelog: str, version: str, files: list[Path], tried: list[str]) -> str:
    """Return the notes of a release in Markdown: what changed, what it was tried on, the sums of its files.

    What changed is the section of `version`, else the one that is not released yet.

    Raises:
        Failed: neither section is there, or it is empty.
    """
    parts = _HEADING.split(changelog)[1:]
    sections = dict(zip((title.split(" ")[0] for title in parts[::2]), parts[1::2], strict=True))
    changed = str(sections.get(version) or sections.get(_UNRELEASED) or "").strip()
    if not changed:
        raise Failed(f"CHANGELOG.md says nothing of {version}, nor anything unreleased")
    sums = [f"    {hashlib.sha256(file.read_bytes()).hexdigest()}  {file.name}" for file in files]
    wheel = next((file.name for file in files if file.suffix == ".whl"), "")
    return "\n".join(
        [
            f"# Intreccio {version}",
            "",
            "To begin a catalogue with the wheel alone, which is then kept in it:",
            "",
            f"    python -m pip install ./{wheel}",
            f'    intreccio init catalogo --comune "Il tuo Comune" --wheel {wheel}',
            "",
            changed.replace("\n### ", "\n## ").replace("### ", "## ", 1) if changed.startswith("### ") else changed,
            "",
            f"## Tried on Python {', '.join(tried)}",
            "",
            "SHA-256:",
            "",
            *sums,
            "",
        ]
    )


def left_out(wheel: Path, followed: list[str]) -> list[str]:
    """Return what git follows (paths from the top of the repository) and the wheel should hold, but does not."""
    with zipfile.ZipFile(wheel) as packed:
        held = set(packed.namelist())
    expected = {
        path: inside + path.removeprefix(folder)
        for path in followed
        for folder, inside in _PACKED.items()
        if path.startswith(folder)
    }
    return sorted(path for path, inside in expected.items() if inside not in held)


def pythons() -> dict[str, Path]:
    """Return every Python of this machine that the program may run on, by version; the oldest first.

    They are looked for on the path and among those of pyenv, and must be able to make an environment.
    """
    return dict(_pythons())


def _pythons() -> Iterator[tuple[str, Path]]:
    pyenv = Path(os.environ.get("PYENV_ROOT") or Path.home() / ".pyenv") / "versions"
    for minor in range(_OLDEST, _NEWEST):
        name = f"python3.{minor}"
        on_path = shutil.which(name)
        candidates = [Path(on_path)] if on_path else []
        candidates += sorted(pyenv.glob(f"3.{minor}.*/bin/{name}"), reverse=True)
        works = (python for python in candidates if _makes_environments(python))
        if python := next(works, None):
            yield f"3.{minor}", python


def _makes_environments(python: Path) -> bool:
    """Tell whether it runs (one of pyenv's doors may lead nowhere) and has what an environment needs."""
    command = [str(python), "-c", "import ensurepip, venv"]
    return subprocess.run(command, capture_output=True, check=False).returncode == 0


def _built(version: str) -> tuple[Path, Path]:
    """Make the sdist and out of it the wheel, which must be the one that the repository itself makes."""
    build = [sys.executable, "-m", "build", "--no-isolation"]
    env = {"SOURCE_DATE_EPOCH": _git("log", "-1", "--format=%ct").strip()}
    _run([*build, "--outdir", str(_DIST), "."], ROOT, **env)
    sdist, wheel = _DIST / f"intreccio-{version}.tar.gz", _DIST / f"intreccio-{version}-py3-none-any.whl"
    with TemporaryDirectory() as folder:
        _run([*build, "--wheel", "--outdir", folder, "."], ROOT, **env)
        if (Path(folder) / wheel.name).read_bytes() != wheel.read_bytes():
            raise Failed("the wheel made from the sdist is not the one made from the repository")
    return sdist, wheel


def _tried(python: Path, wheel: Path, folder: Path) -> None:
    """Go the way of a municipality that has a Python and the wheel; nothing of the repository is around."""
    binaries = folder / "venv" / "bin"
    pip = [str(binaries / "python"), "-m", "pip", "--quiet", "--disable-pip-version-check", "install"]
    intreccio = str(binaries / "intreccio")
    _run([str(python), "-m", "venv", str(folder / "venv")], folder)
    _run([*pip, "-c", str(ROOT / "constraints.txt"), str(wheel)], folder)
    catalogue = folder / "catalogo"
    begin = ["init", str(catalogue), "--comune", "Valdoria", "--host", "gitlab", "--wheel", str(wheel)]
    _run([intreccio, *begin], folder)
    _run([*pip, "--force-reinstall", "--no-deps", "-r", "requirements.txt"], catalogue)
    settings = catalogue / "mkdocs.yml"
    with_address = settings.read_text("utf-8").replace('site_url: ""', "site_url: https://reti.valdoria.example/")
    settings.write_text(with_address, "utf-8")
    _run([intreccio, "check", "--strict"], catalogue)
    _run([intreccio, "build"], catalogue)
    if not (catalogue / "site" / "index.html").is_file():
        raise Failed(f"{python}: `build` made no site")


def _followed() -> list[str]:
    return _git("ls-files", "-z", *_PACKED).split("\0")[:-1]


def _git(*arguments: str) -> str:
    return _run(["git", *arguments], ROOT)


def _run(command: list[str], cwd: Path, **env: str) -> str:
    """Run a command and return what it says; raises Failed with its last lines."""
    # The program under trial is the installed one: what leads elsewhere stays behind.
    kept = {name: value for name, value in os.environ.items() if name not in {"PYTHONPATH", "VIRTUAL_ENV"}}
    done = subprocess.run(command, cwd=cwd, env=kept | env, capture_output=True, text=True, check=False)
    if done.returncode:
        last = "\n".join((done.stdout + done.stderr).splitlines()[-20:])
        raise Failed(f"{' '.join(command)}\n{last}")
    return done.stdout


def _say(text: str) -> None:
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
