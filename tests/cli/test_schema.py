"""`intreccio schema`, and the standard schemas it writes."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner

from generator.checking.contract import contract
from generator.cli.schema import schema_command
from generator.records.schema import KINDS
from tests.conftest import BASE

APP = typer.Typer()
APP.command()(schema_command)

SEVERAL_NAMES = {
    "ente": "nome: {it: Comune di Bolzano, de: Gemeinde Bozen}\ntipo: comune\n",
    "vocabolario": "id: territori\ntermini: [{codice: bolzano, nome: {it: Bolzano, de: Bozen}}]\n",
}


@pytest.fixture
def written(tmp_path: Path) -> Path:
    """Write the schemas of Valdoria."""
    result = CliRunner().invoke(APP, ["--to", str(tmp_path / "schemi"), "-C", str(BASE)])
    assert result.exit_code == 0
    return tmp_path / "schemi"


def test_files(written: Path) -> None:
    """There is the schema that the form walks, and a standard one for each kind."""
    assert sorted(path.name for path in written.iterdir()) == sorted(
        ["schema.json", *(f"{kind}.schema.json" for kind in (*KINDS, "impostazioni"))]
    )
    assert json.loads((written / "schema.json").read_text("utf-8")) == contract()


def test_codes_of_the_catalogue(written: Path) -> None:
    """A standard schema offers the codes of this catalogue."""
    network = json.loads((written / "rete.schema.json").read_text("utf-8"))

    assert "valdoria-ponte" in json.dumps(network["properties"]["territori"])


@pytest.mark.parametrize(
    ("kind", "folder"), [("rete", "networks"), ("ente", "organizations"), ("vocabolario", "vocabularies")]
)
def test_another_validator_agrees(written: Path, tmp_path: Path, kind: str, folder: str) -> None:
    """check-jsonschema, with its own YAML reader, accepts the records of Valdoria, and several names in one."""
    files = [str(path) for path in sorted((BASE / folder).glob("*.yml"))]
    if kind in SEVERAL_NAMES:
        (tmp_path / "bolzano.yml").write_text(SEVERAL_NAMES[kind], "utf-8")
        files.append(str(tmp_path / "bolzano.yml"))
    command = ["check_jsonschema", "--schemafile", str(written / f"{kind}.schema.json"), *files]

    result = subprocess.run([sys.executable, "-m", *command], capture_output=True, text=True, check=False)

    assert (result.returncode, result.stderr) == (0, "")
