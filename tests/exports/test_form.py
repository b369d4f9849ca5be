"""The files of the form say what is published, and nothing else."""

import hashlib
import json
from pathlib import Path
from typing import Any

import pytest

from generator.checking import check
from generator.checking.contract import contract
from generator.exports import form
from generator.exports.form import form_files
from generator.reading.folder import read_folder
from tests.conftest import TODAY

ORGANIZATION = "organizations/auser-ponte.yml"


def _files(root: Path, lang: str = "it", most: int = 3000) -> dict[str, Any]:
    sources = read_folder(root)
    found = form_files(sources, check(sources, TODAY).catalogue, lang, most)
    return {path: json.loads(content) for path, content in found}


def _whole(files: dict[str, Any], record_id: str) -> dict[str, Any] | None:
    """Find a record where the list says that it stands, as the form does; nothing where it has no plain data."""
    parts = [line.get("parte") for line in files["dati/modulo/schede.json"] if line["id"] == record_id]
    part = files.get(f"dati/modulo/schede/{parts[0]}.json", []) if parts else []
    return next((record for record in part if record["id"] == record_id), None)


def test_a_record_is_published_as_it_is_written(valdoria: Path) -> None:
    """The plain data of the file, where it stands, and the fingerprint of its bytes."""
    written = (valdoria / ORGANIZATION).read_bytes()

    record = _whole(_files(valdoria), "auser-ponte")

    assert record is not None
    assert (record["id"], record["kind"], record["file"]) == ("auser-ponte", "ente", ORGANIZATION)
    assert record["impronta"] == hashlib.sha256(written).hexdigest()[:12]
    assert record["dati"]["nome"] == "Auser Ponte"


def test_the_list_finds_records_by_name_activity_and_contact(valdoria: Path) -> None:
    """One line a record: names, places, contacts and what is done there."""
    lines = {one["id"]: one for one in _files(valdoria)["dati/modulo/schede.json"]}

    assert lines["auser-ponte"]["attivita"] == [{"id": "spesa-a-casa", "nome": "Spesa a casa"}]
    assert "0522123456" in lines["auser-ponte"]["recapiti"]
    assert lines["rete-vicini-di-casa"]["kind"] == "rete"


@pytest.mark.parametrize("status", ["rimossa", "bozza"])
def test_what_is_not_public_is_in_no_file(valdoria: Path, status: str) -> None:
    """Removed records and drafts stay out of every file, activities and contacts included."""
    file = valdoria / ORGANIZATION
    file.write_text(file.read_text("utf-8").replace("stato: attiva", f"stato: {status}"), "utf-8")

    files = _files(valdoria)

    assert _whole(files, "auser-ponte") is None
    assert "auser-ponte" not in {one["id"] for one in files["dati/modulo/schede.json"]}
    assert "Spesa a casa" not in json.dumps(files["dati/modulo/schede.json"])


def test_a_record_that_names_a_removed_one_has_no_plain_data(valdoria: Path) -> None:
    """Plain data is the file as it is: while it still names what was removed, it is not published."""
    assert "auser-ponte" in json.dumps(_whole(_files(valdoria), "rete-vicini-di-casa"))
    file = valdoria / ORGANIZATION
    file.write_text(file.read_text("utf-8").replace("stato: attiva", "stato: rimossa"), "utf-8")

    files = _files(valdoria)

    assert _whole(files, "rete-vicini-di-casa") is None
    assert [path for path, content in files.items() if "auser-ponte" in json.dumps(content)] == []


def test_the_contract_is_the_one_that_checks_walk(valdoria: Path) -> None:
    """`schema.json` is the contract, whole."""
    assert _files(valdoria)["dati/modulo/schema.json"] == contract()


@pytest.mark.parametrize(("lang", "word"), [("it", "si chiede un contributo"), ("en", "a contribution is asked")])
def test_words_follow_the_language_and_keep_their_braces(valdoria: Path, lang: str, word: str) -> None:
    """Findings, labels of codes and the form's own words, for the browser to fill."""
    words = _files(valdoria, lang)["dati/modulo/messaggi.json"]

    assert word in words["form.choice.costo.contributo"].lower()
    assert "{value}" in words["E103.message"]
    assert words["form.choice.mesi.1"]


def test_a_long_list_is_in_parts_by_what_records_are_looked_up_by(
    valdoria: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """By each word of a name, an id or a contact the right part is told; what is public is there, and nothing else."""
    monkeypatch.setattr(form, "_KEYS_AT_ONCE", 2)
    whole = {row["id"]: row for row in _files(valdoria)["dati/modulo/schede.json"]}
    files = _files(valdoria, most=1)
    begins = files["dati/modulo/schede.json"]["parti"]

    def found(key: str) -> list[dict[str, Any]]:
        first = max(0, sum(begin < key for begin in begins) - 1)
        last = sum(begin < f"{key}\uffff" for begin in begins)
        return [row for number in range(first, last) for row in files[f"dati/modulo/nomi/{number}.json"]]

    for key in ("auser ponte", "ponte", "spesa a casa", "#auser-ponte", "@0522123456"):
        assert "auser-ponte" in {row["id"] for row in found(key)}, key
    parts = [rows for path, rows in files.items() if path.startswith("dati/modulo/nomi/")]
    assert len(parts) == len(begins) > 3
    assert {row["id"] for rows in parts for row in rows} == set(whole)
    listed = max((row for row in found("#auser-ponte") if row["id"] == "auser-ponte"), key=len)
    assert listed.keys() == whole["auser-ponte"].keys() - {"territori"}


def test_a_record_of_a_long_list_says_what_it_names(valdoria: Path) -> None:
    """Those that it names are in any part of the list: their names and contacts come with it, and only theirs."""
    files = _files(valdoria, most=1)
    record = next(line for line in files["dati/modulo/schede/0.json"] if line["id"] == "rete-vicini-di-casa")
    named = {row["id"]: row for row in record["nomina"]}

    assert named["auser-ponte"]["nome"] == "Auser Ponte"
    assert "0522123456" in named["auser-ponte"]["recapiti"]
    assert "nomina" not in (_whole(_files(valdoria), "rete-vicini-di-casa") or {})


def test_records_share_files_of_a_bounded_size(valdoria: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """One record a line; each stands in one file only, and the list says in which."""
    monkeypatch.setattr(form, "_BYTES_AT_ONCE", 2000)
    files = _files(valdoria)
    lines = files["dati/modulo/schede.json"]
    parts = {path: content for path, content in files.items() if path.startswith("dati/modulo/schede/")}

    assert len(parts) > 1
    assert sum(map(len, parts.values())) == len([line for line in lines if "parte" in line])
    assert all(_whole(files, line["id"]) for line in lines if "parte" in line)
