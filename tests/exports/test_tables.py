"""Tables: accepted by Frictionless, opened by two readers of workbooks, and no cell is lost or run on the way."""

import csv
import io
import json
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as some
from python_calamine import load_workbook

from generator.checking import check
from generator.exports.pieces import joined
from generator.exports.spreadsheet import ENCODING, SEPARATOR, as_written, spreadsheet
from generator.exports.tables import Publication, csv_files, tables, workbook_file
from generator.reading.folder import read_folder
from generator.site.published import published
from tests.conftest import EXAMPLE, TODAY
from tests.exports.frictionless_validate import validated

PUBLICATION = Publication("Reti di Valdoria", "https://rete.example/", "CC BY 4.0", "https://cc.example/by", "it")


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Write the tables of the example town into a folder."""
    catalogue = published(check(read_folder(EXAMPLE), TODAY).catalogue)
    folder = tmp_path_factory.mktemp("tables")
    for name, content in csv_files(catalogue, PUBLICATION):
        (folder / name).write_bytes(joined(content))
    return folder


def test_frictionless_accepts_the_package_and_finds_what_is_wrong(written: Path) -> None:
    """Types, keys, ties between tables, sizes and digests hold; a table that was changed by hand is noticed."""
    assert validated(written / "datapackage.json") == {}
    table = written / "legami.csv"
    before = table.read_bytes()
    table.write_bytes(before.replace(b"\r\n", b"\r\nnessuna-rete;N;;N;;;\r\n", 1))
    try:
        assert list(validated(written / "datapackage.json")) == ["legami"]
    finally:
        table.write_bytes(before)


def test_every_column_says_what_it_holds(written: Path) -> None:
    """Whoever opens a table reads in its descriptor what each column is, in Italian."""
    described = json.loads((written / "datapackage.json").read_bytes())["resources"]
    silent = [(it["name"], f["name"]) for it in described for f in it["schema"]["fields"] if not f.get("description")]
    assert silent == []


def test_every_record_has_a_row_and_every_column_a_name_of_its_own(written: Path) -> None:
    """The tables of one kind count as the catalogue does."""
    catalogue = published(check(read_folder(EXAMPLE), TODAY).catalogue)
    made = {table.name: table for table in tables(catalogue, PUBLICATION)}
    groups = {
        "reti": catalogue.networks,
        "enti": catalogue.organizations,
        "attivita": catalogue.activities,
        "buone_pratiche": catalogue.practices,
        "storie": catalogue.stories,
        "legami": catalogue.ties,
    }
    assert {name: len([*made[name].rows]) for name in groups} == {name: len(group) for name, group in groups.items()}
    for table in made.values():
        names = [column.name for column in table.columns]
        assert len({*names}) == len(names)
        assert {len(row) for row in table.rows} == {len(names)}
        lines = csv.reader((written / f"{table.name}.csv").read_text(ENCODING).splitlines(True), delimiter=SEPARATOR)
        assert [tuple(map(as_written, row)) for row in lines] == [tuple(names), *table.rows]


def test_the_workbook_says_what_the_tables_say() -> None:
    """A sheet for each table; read by two programs, no cell is a formula."""
    catalogue = published(check(read_folder(EXAMPLE), TODAY).catalogue)
    ((name, content),) = workbook_file(catalogue, PUBLICATION)
    assert name == "catalogo.xlsx"
    made = {table.name: table for table in tables(catalogue, PUBLICATION)}
    opened = openpyxl.load_workbook(io.BytesIO(content))
    assert opened.sheetnames == [*made]
    assert {cell.data_type for sheet in opened for row in sheet for cell in row} <= {"s", "inlineStr", "n"}
    for sheet_name, table in made.items():
        rows = load_workbook(io.BytesIO(content)).get_sheet_by_name(sheet_name).to_python(skip_empty_area=False)
        numbers = [column.type == "integer" for column in table.columns]
        assert [
            tuple(f"{cell:.0f}" if is_number else cell for cell, is_number in zip(row, numbers, strict=True))
            for row in rows[1:]
        ] == [*table.rows]
        sheet = opened[sheet_name]
        assert (sheet.freeze_panes, sheet.auto_filter.ref) == ("A2", sheet.dimensions)
    (members,) = next(opened["reti"].iter_cols(10, 10, 2, 2))
    assert (opened["reti"]["J1"].value, members.data_type, members.value) == ("aderenti", "n", 8)


def test_who_runs_an_activity_answers_where_it_has_no_contact() -> None:
    """As on its page; a contact through another record is that record's."""
    catalogue = published(check(read_folder(EXAMPLE), TODAY).catalogue)
    made = {table.name: table for table in tables(catalogue, PUBLICATION)}

    def telephone(table: str, row_id: str) -> str:
        names = [column.name for column in made[table].columns]
        (row,) = (dict(zip(names, row, strict=True)) for row in made[table].rows if row[0] == row_id)
        return row["telefono"]

    assert telephone("attivita", "auser-ponte/quattro-passi") == "0999 000 101"
    assert telephone("reti", "rete-orti-e-cortili") == telephone("enti", "comune-di-valdoria") == "0999 000 110"


@given(some.text(some.sampled_from("'=+-@\t\r\n＝a1;\""), max_size=6))
def test_a_cell_comes_back_as_it_was(cell: str) -> None:
    """What is put before a formula is taken away again, whatever the cell already began with."""
    row = list(csv.reader(io.StringIO(spreadsheet(["A"], [[cell, "x"]]).decode(ENCODING), newline=""), delimiter=";"))
    assert as_written(row[1][0]) == cell
    assert not row[1][0].startswith(("=", "+", "-", "@", "\t", "\r", "\n", "＝"))


def test_protected_places_and_what_is_not_public_are_in_no_table(valdoria: Path) -> None:
    """The address that a record should never have, drafts, removed bodies, notices that are over."""
    (valdoria / "organizations" / "casa.yml").write_text(
        "nome: Casa Rossa\ntipo: odv\nterritori: [valdoria]\n"
        "luoghi: [{id: rifugio, nome: Rifugio segreto, riservato: true}]\n"
        "attivita: [{nome: Ospitalità di prova, tipo: socialita, luoghi: [rifugio]}]\n"
        "bisogni: [{risorsa: spazi, descrizione: Sala scaduta, scade_il: 2020-01-01}]\n"
        "fonti: [{url: 'https://a.example'}]\n",
        "utf-8",
    )
    file = valdoria / "organizations" / "auser-ponte.yml"
    file.write_text(file.read_text("utf-8").replace("stato: attiva", "stato: rimossa"), "utf-8")
    catalogue = published(check(read_folder(valdoria), TODAY).catalogue)
    whole = b"".join(joined(content) for _, content in csv_files(catalogue, PUBLICATION)).decode()
    assert "Casa Rossa" in whole
    assert "Ospitalità di prova" in whole
    assert [
        word for word in ("Rifugio", "rifugio", "Sala scaduta", "Auser Ponte", "auser-ponte") if word in whole
    ] == []
