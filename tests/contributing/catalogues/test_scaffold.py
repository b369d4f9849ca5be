"""An empty catalogue: what it holds, and that its examples are right."""

import json
import re
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from generator.checking import check
from generator.contributing.catalogues.scaffold import Host, Start, scaffold
from generator.contributing.catalogues.wheel import Wheel
from generator.reading.folder import read_folder
from generator.site.settings import settings
from tests.conftest import TODAY

HOOK = ".pre-commit-config.yaml"
ODD_NAMES = ["Reti di Valdoria", 'Reti: «nuove» & "antiche" # @@nome@@', "{{ comune }} {% for %}"]


def _start(host: Host = Host.GITHUB, name: str = "Reti di Valdoria", town: str = "Valdoria") -> Start:
    return Start(name, town, host, "0.1.0", date(2026, 11, 22))


def _written(files: dict[str, str], root: Path) -> Path:
    for path, text in files.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text, "utf-8")
    return root


@pytest.mark.parametrize("host", Host)
@pytest.mark.parametrize("town", ["Valdoria", "", "Comune dell'Aquila", "Ambito 1", "Regione Marche", "Municipio 4"])
def test_nothing_to_correct(tmp_path: Path, host: Host, town: str) -> None:
    """A fresh catalogue has no records, no errors and no warnings, wherever it will live."""
    root = _written(scaffold(_start(host, town=town)), tmp_path)

    checked = check(read_folder(root), TODAY)

    # Where the site will be read, nobody knows yet.
    assert [finding.code for finding in checked.findings] == ["W116"]
    assert (checked.counts["networks"], checked.counts["organizations"]) == (0, 0)


@pytest.mark.parametrize("name", ODD_NAMES)
def test_odd_names(tmp_path: Path, name: str) -> None:
    """A name with the signs of YAML, Jinja or our own slots is only a name."""
    root = _written(scaffold(_start(name=name)), tmp_path)

    assert read_folder(root).root == root
    assert f"site_name: {json.dumps(name, ensure_ascii=False)}" in (root / "mkdocs.yml").read_text("utf-8")


def test_who_reads_what_is_missing(tmp_path: Path) -> None:
    """The choice is there to be found, with the usual value."""
    root = _written(scaffold(_start()), tmp_path)

    assert "(lo vedono tutti) oppure ufficio.\n    segnalazioni: pubbliche\n" in (root / "mkdocs.yml").read_text(
        "utf-8"
    )
    assert settings(root)["extra"]["catalogue"]["segnalazioni"] == "pubbliche"


@pytest.mark.parametrize("folder", ["networks", "organizations"])
@pytest.mark.parametrize("town", ["Valdoria", ""])
def test_examples(tmp_path: Path, folder: str, town: str) -> None:
    """The example to copy, copied, is a record without errors."""
    files = scaffold(_start(town=town))
    example = re.search(r"```yaml\n(.*?)```", files[f"{folder}/README.md"], re.DOTALL)
    root = _written(files | {f"{folder}/nuova.yml": example[1] if example else ""}, tmp_path)

    checked = check(read_folder(root), TODAY)

    assert [finding.code for finding in checked.findings if finding.code.startswith(("E", "W"))] == ["W116"]
    assert checked.catalogue.entry("nuova") is not None


def test_examples_of_places(tmp_path: Path) -> None:
    """The places given as examples are right, with the # taken away."""
    files = scaffold(_start())
    places = files["vocabularies/territori.yml"].replace("  # - {", "  - {")
    root = _written(files | {"vocabularies/territori.yml": places}, tmp_path)

    checked = check(read_folder(root), TODAY)

    assert [finding.code for finding in checked.findings] == ["W116"]
    assert "valdoria-centro" in checked.catalogue.vocabularies["territori"]


@pytest.mark.parametrize("host", Host)
def test_every_slot_is_filled(host: Host) -> None:
    """No file keeps a slot of the scaffold, and each ends with a line break."""
    files = scaffold(_start(host))

    assert [path for path, text in files.items() if "@@" in text or not text.endswith("\n")] == []


def test_editors_know_the_schemas() -> None:
    """The settings name schemas that are there, and they know the catalogue's own place."""
    files = scaffold(_start())
    settings = json.loads(files[".vscode/settings.json"])

    assert set(settings["yaml.schemas"]) <= set(files)
    assert '"valdoria"' in files[".vscode/rete.schema.json"]


def test_program_is_pinned() -> None:
    """The catalogue asks for the version it was made with."""
    files = scaffold(_start())

    assert files["requirements.txt"] == "intreccio==0.1.0\n"
    assert 'language: python\n        additional_dependencies: ["intreccio==0.1.0"]\n' in files[HOOK]


def test_program_kept_in_the_catalogue() -> None:
    """Whoever has the wheel asks no registry: the path is read from the catalogue's folder, where workflows start."""
    files = scaffold(replace(_start(), wheel=Wheel("intreccio-0.1.0-py3-none-any.whl", "0.1.0", b"")))

    assert files["requirements.txt"] == "./programma/intreccio-0.1.0-py3-none-any.whl\n"
    assert "language: system\n" in files[HOOK]
    assert "programma/" in files["README.md"]
    assert "*.whl" not in files[".gitignore"]
