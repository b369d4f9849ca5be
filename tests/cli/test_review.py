"""`intreccio review`, as scripts and people call it."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

from generator.cli import app
from tests.contributing.git import repository

RUN = CliRunner()
TODAY = ["--today", "2026-11-22"]


@pytest.fixture
def changed(valdoria: Path) -> Path:
    """Return a catalogue where one record changes, with an error."""
    repository(valdoria)
    path = valdoria / "networks" / "rete-cibo.yml"
    path.write_text(path.read_text("utf-8").replace("temi: [poverta]", "temi: [povertaa]"), "utf-8")
    return valdoria


def test_exit_status(changed: Path) -> None:
    """An error that the change brings: exit status 1; nothing new: 0, even where the base had errors."""
    command = ["review", "-C", str(changed), *TODAY, "--base"]

    first = RUN.invoke(app, [*command, "main"])
    repository(changed)
    second = RUN.invoke(app, [*command, "main"])

    assert (first.exit_code, second.exit_code) == (1, 0)


def test_report(changed: Path, tmp_path: Path) -> None:
    """A report written as JSON is told again elsewhere, without the records, and never fails."""
    written = RUN.invoke(app, ["review", "-C", str(changed), *TODAY, "--base", "main", "--format", "json"])
    file = tmp_path / "confronto.json"
    file.write_text(written.output, "utf-8")

    told = RUN.invoke(app, ["review", "-C", str(tmp_path), "--report", str(file), "--format", "markdown"])

    assert json.loads(written.output)["errors"] == 1
    assert (told.exit_code, "Rete del cibo" in told.output) == (0, True)


@pytest.mark.parametrize("arguments", [[], ["--base", "nessuna"], ["--report", "manca.json"]])
def test_cannot_run(valdoria: Path, arguments: list[str]) -> None:
    """What is missing is one sentence on standard error, and exit status 2."""
    repository(valdoria)
    command = [sys.executable, "-m", "generator", "review", "-C", str(valdoria), *arguments]

    done = subprocess.run(command, cwd=valdoria, capture_output=True, text=True, check=False, timeout=60)

    assert (done.returncode, done.stdout, done.stderr.count("\n")) == (2, "", 1)
