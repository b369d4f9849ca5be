"""`intreccio new`, with options and with questions."""

import os
import subprocess
import sys
from pathlib import Path

from typer.testing import CliRunner

from generator.cli import app

RUN = CliRunner()
TODAY = ["--today", "2026-11-22"]
ENOUGH = [
    "--nome",
    "Rete Nuova Aria",
    "--tema",
    "anziani",
    "--territorio",
    "valdoria",
    "--fonte",
    "delibera 12 del 2026",
]


def test_written(valdoria: Path) -> None:
    """With enough options nobody is asked; the record checks without errors."""
    result = RUN.invoke(app, ["new", "network", *ENOUGH, "-C", str(valdoria), *TODAY])

    assert (result.exit_code, (valdoria / "networks" / "rete-nuova-aria.yml").is_file()) == (0, True)
    assert RUN.invoke(app, ["check", "-C", str(valdoria), *TODAY]).exit_code == 0


def test_editors_find_the_schema(valdoria: Path) -> None:
    """The line that editors understand stands first where the catalogue has that schema, and only there."""
    RUN.invoke(app, ["new", "network", *ENOUGH, "-C", str(valdoria), *TODAY])
    (valdoria / ".vscode").mkdir()
    (valdoria / ".vscode" / "rete.schema.json").write_text("{}", "utf-8")
    RUN.invoke(app, ["new", "network", "--nome", "Rete Altra Aria", *ENOUGH[2:], "-C", str(valdoria), *TODAY])

    first, second = (
        (valdoria / "networks" / f"rete-{name}-aria.yml")
        .read_text("utf-8")
        .startswith("# yaml-language-server: $schema=")
        for name in ("nuova", "altra")
    )
    assert (first, second) == (False, True)


def test_missing_options(valdoria: Path) -> None:
    """Where nobody can answer, the missing options are named and nothing is written."""
    before = sorted(valdoria.rglob("*"))

    result = RUN.invoke(app, ["new", "network", "--nome", "Rete Nuova Aria", "-C", str(valdoria), *TODAY])

    assert result.exit_code == 1
    assert "--fonte, --tema, --territorio" in result.output
    assert sorted(valdoria.rglob("*")) == before


def test_taken(valdoria: Path) -> None:
    """An id that exists is refused, and the record that has it stays as it was."""
    record = valdoria / "networks" / "rete-cibo.yml"
    before = record.read_bytes()

    result = RUN.invoke(app, ["new", "network", *ENOUGH[2:], "--nome", "Rete Cibo", "-C", str(valdoria), *TODAY])

    assert (result.exit_code, record.read_bytes()) == (1, before)
    assert "Esiste già qualcosa di simile" in result.output


def test_unknown_code(valdoria: Path) -> None:
    """A theme that does not exist is named, with the one that was probably meant."""
    wrong = ["anzani" if one == "anziani" else one for one in ENOUGH]

    result = RUN.invoke(app, ["new", "network", *wrong, "-C", str(valdoria), *TODAY])

    assert (result.exit_code, "Forse volevi «anziani»" in result.output) == (1, True)


def test_personal_data_is_not_written(valdoria: Path) -> None:
    """What could never be published is refused before it touches the disk."""
    told = ["--descrizione", "Scrivi a RSSMRA80A01H501U"]

    result = RUN.invoke(app, ["new", "network", *ENOUGH, *told, "-C", str(valdoria), *TODAY])

    assert result.exit_code == 1
    assert "RSSMRA80A01H501U" not in result.output
    assert not (valdoria / "networks" / "rete-nuova-aria.yml").exists()


def test_questions(valdoria: Path) -> None:
    """On a terminal it asks, one thing at a time, and proposes what it can guess."""
    screen, keyboard = os.openpty()
    os.write(screen, b"Rete Anziani in Festa\n\nanziani\nvaldoria\navviso del Comune\n")
    command = [sys.executable, "-m", "generator", "new", "network", "-C", str(valdoria), *TODAY]

    done = subprocess.run(command, stdin=keyboard, capture_output=True, text=True, check=False, timeout=60)

    assert (done.returncode, "Fatto: networks/rete-anziani-in-festa.yml" in done.stdout) == (0, True)
    assert "temi: [anziani]" in (valdoria / "networks" / "rete-anziani-in-festa.yml").read_text("utf-8")
