"""Somebody who has only the package: a wheel, an empty folder, a first record, a site."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.release import left_out

ROOT = Path(__file__).parents[2]
ON_THE_DAY = {"SOURCE_DATE_EPOCH": "1795305600"}
DRAFT = [
    "--nome",
    "Rete Nuova",
    "--tema",
    "anziani",
    "--territorio",
    "Valdoria",
    "--fonte",
    "avviso del 3 novembre 2026",
]
HIDDEN = [".gitignore", ".github/workflows/controllo.yml", ".vscode/settings.json", ".pre-commit-config.yaml"]
"""Files that a packager could leave out, thinking that they are its own."""
PIP = [sys.executable, "-m", "pip", "--disable-pip-version-check", "--quiet"]


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the wheel and unpack it into a folder of its own; the dependencies are those of the tests."""
    wheels, target = tmp_path_factory.mktemp("wheel"), tmp_path_factory.mktemp("installed")
    _run(
        [*PIP, "wheel", "--no-deps", "--no-build-isolation", "--no-index", "--wheel-dir", str(wheels), str(ROOT)], ROOT
    )
    wheel = next(wheels.glob("intreccio-*.whl"))
    _run([*PIP, "install", "--no-deps", "--no-index", "--no-compile", "--target", str(target), str(wheel)], wheels)
    (target / "wheel").mkdir()
    wheel.rename(target / "wheel" / wheel.name)
    return target


def _run(command: list[str], cwd: Path, **env: str) -> subprocess.CompletedProcess[str]:
    done = subprocess.run(
        command, cwd=cwd, env=os.environ | env, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done


def _intreccio(installed: Path, cwd: Path, *arguments: str) -> str:
    command = [sys.executable, "-m", "generator", *arguments]
    return _run(command, cwd, PYTHONPATH=str(installed), **ON_THE_DAY).stdout


def test_only_the_package(installed: Path, tmp_path: Path) -> None:
    """Nothing of the repository is around: the program is the one of the wheel."""
    told = _run(
        [sys.executable, "-c", "import generator; print(generator.__file__)"], tmp_path, PYTHONPATH=str(installed)
    )

    assert Path(told.stdout.strip()).is_relative_to(installed)


def test_nothing_is_left_out(installed: Path) -> None:
    """The wheel holds every file of the program that git follows, its hidden ones too."""
    wheel = next((installed / "wheel").iterdir())
    followed = _run(["git", "ls-files", "generator", "overrides"], ROOT).stdout.split("\n")[:-1]

    assert left_out(wheel, followed) == []
    assert left_out(wheel, ["generator/manca.py"]) == ["generator/manca.py"]


def test_from_nothing_to_a_site(installed: Path, tmp_path: Path) -> None:
    """`init`, `check`, `build`, `new`, `check`, `build`: at each step it works, and the record is on the site."""
    catalogue, wheel = tmp_path / "catalogo", next((installed / "wheel").iterdir())
    _intreccio(
        installed, tmp_path, "init", "catalogo", "--comune", "Valdoria", "--host", "github", "--wheel", str(wheel)
    )
    assert (catalogue / "programma" / wheel.name).read_bytes() == wheel.read_bytes()
    assert [name for name in HIDDEN if not (catalogue / name).is_file()] == []
    _intreccio(installed, catalogue, "check")
    settings = catalogue / "mkdocs.yml"
    told = settings.read_text("utf-8").replace('site_url: ""', "site_url: https://reti.valdoria.example/")
    settings.write_text(told, "utf-8")
    _intreccio(installed, catalogue, "check", "--strict")
    _intreccio(installed, catalogue, "build")
    empty = (catalogue / "site" / "reti" / "index.html").read_text("utf-8")

    _intreccio(installed, catalogue, "new", "network", *DRAFT)
    _intreccio(installed, catalogue, "check", "--strict")
    _intreccio(installed, catalogue, "build")

    assert "Rete Nuova" not in empty
    assert "Rete Nuova" in (catalogue / "site" / "reti" / "rete-nuova" / "index.html").read_text("utf-8")
