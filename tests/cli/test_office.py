"""`intreccio office`: another name of the office reaches settings and records at once, and nothing else."""

import re
import shutil
from pathlib import Path

from typer.testing import CliRunner, Result

from generator.cli import app
from tests.conftest import EXAMPLE

PAIRS = ("Ufficio reti", "Sportello di comunità", "reti@comune.valdoria.example", "comunita@comune.valdoria.example")


def _run(root: Path, *words: str) -> Result:
    return CliRunner().invoke(app, ["office", *words, "-C", str(root), "--today", "2026-11-22"])


def _texts(root: Path) -> dict[str, str]:
    return {path.relative_to(root).as_posix(): path.read_text("utf-8") for path in root.rglob("*.yml")}


def test_one_command_renames_the_office(tmp_path: Path) -> None:
    """It is shown first; then lines differ by those words alone; sentences and confirmations stay, and are told."""
    town = tmp_path / "valdoria"
    shutil.copytree(EXAMPLE, town, ignore=shutil.ignore_patterns("site", ".intreccio"))
    before = _texts(town)

    shown = _run(town, *PAIRS)
    assert (shown.exit_code, _texts(town)) == (0, before), shown.output
    done = _run(town, *PAIRS, "--applica")
    after = _texts(town)

    assert done.exit_code == 0, done.output
    changed = {file for file in before if before[file] != after[file]}
    assert {"mkdocs.yml", "networks/rete-vicini-di-casa.yml", "vocabularies/procedure.yml"} <= changed
    for file in changed:
        for old, new in zip(before[file].splitlines(), after[file].splitlines(), strict=True):
            expected = old.replace(PAIRS[2], PAIRS[3])
            is_given = re.search(r"etichetta: Ufficio reti|^      nome: Ufficio reti", old)
            # An at sign between braces is quoted: where a value in braces has one, YAML needs it in some places.
            assert new.replace(f'"{PAIRS[3]}"', PAIRS[3]) == (
                expected.replace(PAIRS[0], PAIRS[1]) if is_given else expected
            )
    assert "verifica: {data: 2026-10-02, da: Ufficio reti del Comune" in after["networks/rete-vicini-di-casa.yml"]
    assert "Si scrive all'Ufficio reti" in done.output


def test_what_is_not_the_office_is_left_alone(tmp_path: Path) -> None:
    """Words that the settings do not give, and words without their pair, change nothing."""
    town = tmp_path / "valdoria"
    shutil.copytree(EXAMPLE, town, ignore=shutil.ignore_patterns("site", ".intreccio"))
    before = _texts(town)
    unknown = _run(town, "Settore Servizi sociali", "Settore Sociale", "--applica")
    alone = _run(town, "Ufficio reti", "--applica")

    assert (unknown.exit_code, alone.exit_code) == (1, 1)
    assert "mkdocs.yml" in unknown.output
    assert _texts(town) == before
