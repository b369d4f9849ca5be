"""Files of the Human Services Data Specification become drafts: ours without loss, those of others with an account."""

import json
import shutil
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from generator.cli import app
from generator.errors import CannotRun
from generator.reading.folder import read_folder
from generator.reading.json_files import read_json
from generator.records.plain import without_empty

TOWN = Path(__file__).resolve().parents[3] / "examples" / "valdoria"
DAY = ("--today", date(2026, 11, 28).isoformat())


def run(*arguments: object) -> str:
    """Run the command; return what it prints."""
    result = CliRunner().invoke(app, [*map(str, arguments), *DAY])
    assert result.exit_code == 0, result.output
    return result.output


@pytest.fixture
def empty(tmp_path: Path) -> Path:
    """Return a catalogue with the words of the example town and no record."""
    catalogue = tmp_path / "altro"
    catalogue.mkdir()
    for part in ("vocabularies", "content"):
        shutil.copytree(TOWN / part, catalogue / part)
    shutil.copy(TOWN / "mkdocs.yml", catalogue)
    return catalogue


def test_a_whole_catalogue_goes_out_and_comes_back(tmp_path: Path, empty: Path) -> None:
    """Every record without a protected place is the same, as a draft with a source; a second time nothing doubles."""
    run("export", "hsds", "--to", tmp_path / "aperti", "-C", TOWN)
    folder = tmp_path / "aperti" / "hsds"
    run("import", "hsds", folder, "--scrivi", "--fonte", "Catalogo di Valdoria", "-C", empty)
    before = {
        (file.kind, file.id): without_empty(file.data)
        for kind in ("rete", "ente")
        for file in read_folder(TOWN).of(kind)
    }
    after = {
        (file.kind, file.id): without_empty(file.data)
        for kind in ("rete", "ente")
        for file in read_folder(empty).of(kind)
    }
    assert set(after) == set(before)
    for key, record in before.items():
        if '"riservato":' in json.dumps(record):
            continue
        source = {"fonti": [{"titolo": "Catalogo di Valdoria", "letta_il": "2026-11-28"}]}
        expected = record if record.get("fonti") or record.get("verifica") else {**record, **source}
        assert {**after[key], "stato": ""} == {**expected, "stato": ""}
        assert after[key]["stato"] == "bozza"
    again = run("import", folder, "--scrivi", "-C", empty)
    assert "Bozze nuove: 0" in again
    assert len(list((empty / "organizations").glob("*.yml"))) == sum(kind == "ente" for kind, _ in before)


def foreign() -> dict[str, Any]:
    """Return an organisation as others write it, with what a record has no place for and what is of a person."""
    return {
        "organizations": [
            {
                "id": "a",
                "name": "Banco del Pane ODV",
                "description": "Pane di ieri a chi ne ha bisogno.",
                "email": "info@bancodelpane.example",
                "website": "bancodelpane.example",
                "tax_status": "esente",
                "year_incorporated": 1999,
                "contacts": [
                    {"id": "c", "name": "Ada Bruni", "title": "Segreteria", "email": "segreteria@bancodelpane.example"}
                ],
                "phones": [{"id": "p", "number": "0999 000 199", "extension": 3, "description": "Centralino"}],
                "locations": [
                    {
                        "id": "l",
                        "location_type": "physical",
                        "name": "Sede",
                        "addresses": [
                            {
                                "id": "x",
                                "address_1": "Via Lunga 3",
                                "city": "Borgo",
                                "postal_code": "42100",
                                "state_province": "RE",
                            }
                        ],
                    }
                ],
            },
            {"id": "b", "name": "", "description": "Senza nome"},
        ],
        "services": [
            {
                "id": "s",
                "organization_id": "a",
                "name": "Distribuzione del pane",
                "status": "active",
                "minimum_age": 18,
                "wait_time": "una settimana",
                "fees_description": "Offerta libera",
                "schedules": [
                    {
                        "id": "t",
                        "freq": "WEEKLY",
                        "interval": 1,
                        "byday": "TU,TH",
                        "opens_at": "17:00:00",
                        "closes_at": "19:00:00",
                    },
                    {"id": "u", "freq": "MONTHLY", "byday": "-1SA", "opens_at": "9:00"},
                ],
                "attributes": [
                    {
                        "id": "v",
                        "taxonomy_term": {"id": "w", "name": "Mensa", "description": "x", "taxonomy": "tipi_attivita"},
                    }
                ],
            },
            {"id": "z", "organization_id": "nessuno", "name": "Di nessuno", "status": "active"},
        ],
    }


def test_what_others_write_becomes_a_draft_and_the_rest_is_told(tmp_path: Path, empty: Path) -> None:
    """Words of vocabularies are found by label; names of people are never read; what has no place is in the account."""
    file = tmp_path / "altri.json"
    file.write_text(json.dumps(foreign()), "utf-8")
    said = run("import", file, "--scrivi", "-C", empty)
    assert "2 organizzazioni, 2 servizi" in said
    assert "Bozze nuove: 1" in said
    (record,) = read_folder(empty).of("ente")
    data = record.data
    assert (data["nome"], data["anno"], data["sito"], data["stato"]) == (
        "Banco del Pane ODV",
        "1999",
        "bancodelpane.example",
        "bozza",
    )
    assert data["luoghi"] == [
        {"nome": "Sede", "indirizzo": "Via Lunga 3", "localita": "Borgo", "cap": "42100", "provincia": "RE"}
    ]
    assert {"tipo": "telefono", "valore": "0999 000 199", "interno": "3", "etichetta": "Centralino"} in data["contatti"]
    (activity,) = data["attivita"]
    assert activity["costo_nota"] == "Offerta libera"
    assert activity["quando"]["orari"] == [
        {"giorni": ["mar", "gio"], "dalle": "17:00", "alle": "19:00"},
        {"giorni": ["sab"], "dalle": "09:00", "settimana": ["ultima"]},
    ]
    account = (tmp_path / "altri.resoconto.csv").read_text("utf-8-sig")
    assert "Ada Bruni" not in account + json.dumps(data)
    for left in ("esente", "una settimana", "Di nessuno"):
        assert left in account


@pytest.mark.parametrize(
    ("text", "reason", "line"),
    [
        ('{"organizations": [\n  {"id": "a" "name": "b"}\n]}', "json_wrong", 2),
        ("[" * 3000 + "]" * 3000, "json_strange", None),
        ("[]", "hsds_nothing", None),
        ('{"organizations": {"a": 1}, "services": "x"}', "hsds_nothing", None),
    ],
    ids=["comma", "nest", "nothing", "other"],
)
def test_what_is_no_export_is_refused_with_its_place(
    tmp_path: Path, empty: Path, text: str, reason: str, line: int | None
) -> None:
    """A comma that is missing, a nest without end, other data."""
    file = tmp_path / "a.json"
    file.write_text(text, "utf-8")
    result = CliRunner().invoke(app, ["import", str(file), "-C", str(empty), *DAY])
    assert isinstance(result.exception, CannotRun)
    assert result.exception.key == reason
    assert result.exception.values.get("line") == line


@pytest.mark.parametrize("value", [None, 7, "x", [], {}, [[]], {"name": {}}, True])
def test_values_of_another_type_are_no_trouble(tmp_path: Path, empty: Path, value: object) -> None:
    """Whatever stands where an object, a list or a text should."""
    whole = foreign()
    body, service = whole["organizations"][0], whole["services"][0]
    for key in [key for key in body if key not in {"id", "name"}]:
        body[key] = value
    for key in [key for key in service if key != "organization_id"]:
        service[key] = value
    body["intreccio"] = service["intreccio"] = value
    file = tmp_path / "a.json"
    file.write_text(json.dumps(whole), "utf-8")
    assert "Banco del Pane ODV" in run("import", file, "--scrivi", "-C", empty)
    assert read_json(file)["services"]
