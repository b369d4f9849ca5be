"""A register becomes drafts and proposals: every oddity has its right value, and every cell its line in the account."""

import csv
import io
import shutil
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from generator.checking import check
from generator.contributing.files.changes import write_change
from generator.contributing.importing.columns import as_text, guessed, read_mapping
from generator.contributing.importing.drafts import Draft, Way
from generator.contributing.importing.importing import Import, account_table, planned
from generator.contributing.proposals.apply import outcome_of
from generator.contributing.proposals.proposal import read_proposal
from generator.diagnostics import Severity
from generator.errors import CannotRun
from generator.reading.folder import Sources, read_folder
from generator.reading.spreadsheets import read_sheet
from tests.contributing.importing.tables import ALBO, as_ods, as_xlsx, rows, saved

VALDORIA = Path(__file__).resolve().parents[3] / "examples" / "valdoria"
TODAY = date(2026, 11, 28)


@pytest.fixture(scope="module")
def sources() -> Sources:
    """Return what the example town holds."""
    return read_folder(VALDORIA)


def imported(file: Path, sources: Sources, mapping: Path | None = None) -> Import:
    """Work out the import of a table into the example town."""
    sheet = read_sheet(file)
    columns = read_mapping(mapping, sheet) if mapping else guessed(sheet)
    vocabularies = check(sources, TODAY).catalogue.vocabularies
    source = {"titolo": "Albo comunale 2026", "letta_il": TODAY.isoformat()}
    return planned(sheet, Way(columns, vocabularies, TODAY, source, "valdoria"), sources)


@pytest.fixture(scope="module")
def register(sources: Sources) -> Import:
    """Return the import of the register."""
    return imported(ALBO, sources)


@pytest.fixture(scope="module")
def drafts(register: Import) -> Mapping[str, Draft]:
    """Return its drafts by name."""
    return {draft.name: draft for draft in register.drafts}


def contacts(draft: Draft) -> list[tuple[str, str]]:
    """Return kind and value of the contacts of a draft."""
    return [(contact["tipo"], contact["valore"]) for contact in draft.data.get("contatti", [])]


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Accordi in Cortile", [("telefono", "0736253107")]),  # the spreadsheet had taken the zero away
        (
            "Altra Sponda ODV",
            [("telefono", "0736 250214"), ("telefono", "0736 250215"), ("email", "info@altraspondaodv.example")],
        ),
        (
            "Amici del Fiume Lento",
            [("email", "info@amicidelfiume.example"), ("email", "segreteria@amicidelfiume.example")],
        ),
        ("Ancora Insieme", [("telefono", "0736 250428"), ("pec", "ancorainsieme@pec.example")]),
        ("Comitato Fornaci Pulite", []),
        ("Famiglie Affidatarie Insieme", [("telefono", "0736 252682")]),  # the mailbox is a person's
    ],
)
def test_contacts_are_read_as_offices_write_them(
    name: str, expected: list[tuple[str, str]], drafts: Mapping[str, Draft]
) -> None:
    """Several in a cell, masked ones, certified mail under e-mail, a zero lost, words for nothing."""
    assert contacts(drafts[name]) == expected


def test_values_are_read_as_offices_write_them(drafts: Mapping[str, Draft]) -> None:
    """Years in words, about so many, channels under websites, a whole address under the street, sectors as themes."""
    data = {name: draft.data for name, draft in drafts.items()}

    assert data["Atelier dei Piccoli"]["anno"] == "2004"
    assert "anno" not in data["Bocciofila Mulini"]  # 15/3/98: of which century?
    assert data["Cineforum Ferrovia"]["persone"] == [{"soci": "120", "anno": "2026"}]
    assert ("facebook", "@archiviodellevoci") in contacts(drafts["Archivio delle Voci"])
    assert data["Emergenza Lento"]["luoghi"] == [
        {"indirizzo": "Via del Forno, 27", "cap": "99010", "territorio": "valdoria", "sede": ["legale"]}
    ]
    assert data["Cucire il Tempo"]["temi"] == ["genere", "migranti"]
    assert data["Dopo di Noi Valdoria"]["offerte"] == [
        {"risorsa": "spazi", "descrizione": "Sala riunioni da 30 posti"},
        {"risorsa": "mezzi_trasporto", "descrizione": "pulmino"},
    ]
    assert [need["risorsa"] for need in data["Dopo di Noi Valdoria"]["bisogni"]] == ["volontari", "fondi"]
    assert data["Comitato Fornaci Pulite"]["albi"] == [
        {"nome": "Albo comunale 2026", "numero": "118", "data": "19/03/2019"}
    ]
    assert all(draft.data["stato"] == "bozza" and draft.data["fonti"] for draft in drafts.values())


def test_rows_are_gathered_by_body(drafts: Mapping[str, Draft], register: Import) -> None:
    """Merged cells, one body in two rows, headings on a new page, totals."""
    assert [a["nome"] for a in drafts["Ancora Insieme"].data["attivita"]] == [
        "Gruppo di auto mutuo aiuto per il lutto",
        "Telefono amico",
    ]
    assert [a["nome"] for a in drafts["Nuove Radici"].data["attivita"]] == [
        "Sportello legale",
        "Corso di italiano",
        "Mediazione linguistica",
    ]
    assert drafts["Nuove Radici"].data["persone"][0]["soci"] == "129"
    left = {(line.column, line.words, line.reason) for line in register.account if line.outcome == "fuori"}
    assert {
        ("N. soci", "999", "other_value"),
        ("Denominazione", "Denominazione", "headings_again"),
        ("Denominazione", "Totale: 60 associazioni", "total"),
        ("Cod. fiscale", "9,00E+10", "exponent"),
        ("Quartiere", "Borgo Nuovo", "no_term"),
        ("Telefono", "chiedere di Stefania", "beside_number"),
    } <= left


def test_nothing_is_lost_in_silence(register: Import) -> None:
    """Each cell below the headings has a line, and the sheet has as many cells as the account says."""
    table = rows()
    header = next(at for at, row in enumerate(table) if "Denominazione" in row)
    cells = {
        (number, " ".join(table[header][at].split()))
        for number, row in enumerate(table[header + 1 :], header + 2)
        for at, cell in enumerate(row)
        if cell.strip()
    }

    assert {(line.row, line.column) for line in register.account} == cells
    assert register.cells == len(cells)


def test_nothing_of_persons_is_written(register: Import) -> None:
    """Columns of persons, a person's tax code, mailbox and mobile number: in no draft, proposal or account."""
    written = "".join(
        [
            *filter(None, register.change.values()),
            *(known.proposal for known in register.known),
            account_table(register, {}).decode(),
        ]
    )

    for personal in ("Rossi Mario", "Bianchi Anna", "RSSMRA60A01H501Z", "giulia.verdi@gmail.com", "347 55"):
        assert personal not in written
    assert sum(line.outcome == "personale" for line in register.account) > 100


def test_drafts_check_and_are_not_published(register: Import, tmp_path: Path) -> None:
    """Written into the catalogue they bring no error; the site keeps quiet about them."""
    from generator.site.published import published  # noqa: PLC0415 - only here

    folder = tmp_path / "valdoria"
    shutil.copytree(VALDORIA, folder)
    write_change(folder, register.change)
    checked = check(read_folder(folder), TODAY)

    assert [finding for finding in checked.findings if finding.severity is Severity.ERROR] == []
    assert len(checked.catalogue.organizations) == len(
        check(read_folder(VALDORIA), TODAY).catalogue.organizations
    ) + len(register.drafts)
    public = published(checked.catalogue)
    assert not {draft.id for draft in register.drafts} & set(public.organizations)
    assert not any(
        activity.home.id in {draft.id for draft in register.drafts} for activity in public.activities.values()
    )


def test_known_bodies_are_proposed_as_changes(register: Import, sources: Sources) -> None:
    """A body that the catalogue has is never doubled; its proposal applies without conflict and adds what is new."""
    known = {body.entry: body for body in register.known}
    records = {file.id: file for file in sources.files}

    assert {
        "auser-ponte",
        "banda-delle-fornaci",
        "ciclofficina-raggi",
        "coro-della-torre",
        "orti-di-via-del-mulino",
    } <= set(known)
    assert not {draft.name for draft in register.drafts} & {"Auser del Ponte", "Coro della Torre"}
    proposal = read_proposal(known["auser-ponte"].proposal)
    outcome = outcome_of(records["auser-ponte"].data, proposal)
    assert outcome.conflicts == []
    assert {"tipo": "telefono", "valore": "0736 259900"} in outcome.data["contatti"]
    assert known["coro-della-torre"].proposal == ""  # the record says everything


def test_what_is_imported_again_is_known(register: Import, tmp_path: Path) -> None:
    """Next year's table finds the drafts of this year: nothing is doubled."""
    folder = tmp_path / "valdoria"
    shutil.copytree(VALDORIA, folder)
    write_change(folder, register.change)

    again = imported(ALBO, read_folder(folder))

    assert [draft.name for draft in again.drafts] == []
    new = {body.draft.name for body in again.known if body.proposal}
    new -= {body.draft.name for body in register.known if body.proposal}
    assert new <= {draft.name for pair in register.twins for draft in pair}  # two drafts that may be one


def test_bodies_are_recognised_under_other_names(register: Import) -> None:
    """In the catalogue and within the sheet, whatever their legal form and spacing."""
    assert {"filo-di-voce", "la-lanterna"} <= {body.entry for body in register.known}
    assert [(a.name, b.name) for a, b in register.twins] == [
        ("Piccoli Passi", "PiccoliPassi Organizzazione di volontariato")
    ]


def _told(made: Import) -> list[tuple[str, Any]]:
    return [(draft.id, draft.data) for draft in made.drafts]


@pytest.mark.parametrize(
    ("encoding", "separator"), [("cp1252", ";"), ("utf-16", "\t"), ("utf-8-sig", ","), ("cp850", "|")]
)
def test_a_text_is_read_however_it_was_saved(
    encoding: str, separator: str, register: Import, sources: Sources, tmp_path: Path
) -> None:
    """Windows, DOS, UTF-16, with a mark; semicolons, commas, tabs."""
    made = imported(saved(tmp_path, encoding, separator), sources)

    names = {draft.name for draft in register.drafts}
    assert {draft.name for draft in made.drafts} == names
    assert [d.data.get("attivita") for d in made.drafts if d.name == "Cucire il Tempo"] == [
        d.data.get("attivita") for d in register.drafts if d.name == "Cucire il Tempo"
    ]


def test_workbooks_say_the_same(register: Import, sources: Sources, tmp_path: Path) -> None:
    """XLSX, where numbers lose their zeros and days are days, and ODS."""
    assert _told(imported(as_ods(tmp_path, rows()), sources)) == _told(register)
    by_name = {draft.name: draft.data for draft in imported(as_xlsx(tmp_path, rows()), sources).drafts}
    for draft in register.drafts:
        assert by_name[draft.name].get("codice_fiscale") == draft.data.get("codice_fiscale")
        assert by_name[draft.name].get("contatti") == draft.data.get("contatti")
    assert by_name["Emergenza Lento"]["anno"] == "2009-01-25"


def test_a_mapping_is_written_and_read_back(sources: Sources, tmp_path: Path) -> None:
    """What was guessed can be corrected once and used for ever."""
    sheet = read_sheet(ALBO)
    file = tmp_path / "albo.mappa.yml"
    file.write_text(as_text(guessed(sheet), "albo.csv"), "utf-8")
    assert read_mapping(file, sheet) == guessed(sheet)

    file.write_text(file.read_text("utf-8").replace('Settore": temi', 'Settore": descrizione'), "utf-8")
    changed = imported(ALBO, sources, file)
    assert "temi" not in next(d for d in changed.drafts if d.name == "Cucire il Tempo").data

    file.write_text('colonne: {"Denominazione": nome, "Colore": temi}\n', "utf-8")
    with pytest.raises(CannotRun, match="Colore"):
        read_mapping(file, sheet)
    file.write_text('colonne: {"Denominazione": presidentessa}\n', "utf-8")
    with pytest.raises(CannotRun, match="presidentessa"):
        read_mapping(file, sheet)


def test_the_account_opens_in_a_spreadsheet_and_runs_nothing(register: Import) -> None:
    """Cells that are formulas elsewhere are words here."""
    read = list(csv.reader(io.StringIO(account_table(register, {}).decode().removeprefix("\ufeff")), delimiter=";"))

    assert len(read) == len(register.account) + 1
    assert not any(cell.startswith(("=", "+", "@", "-")) for row in read for cell in row)
    assert any(cell.startswith("'=HYPERLINK") for row in read for cell in row)


@pytest.mark.parametrize(
    ("content", "key"),
    [
        (b"", "table_empty"),
        (b"\n\n;;\n", "table_empty"),
        (b"a;b\n1;2\n", "import_no_header"),
        (b"PK\x03\x04 no archive", "table_unreadable"),
        (b"\xd0\xcf\x11\xe0 no workbook", "table_unreadable"),
        (b'Nome;Telefono\n"' + b"x" * 200_000 + b'";1\n', "table_unreadable"),
        (b"Nome;Telefono\n" + b"a;" * 500 + b"x\n", "table_wide"),
    ],
)
def test_what_is_no_table_is_told(content: bytes, key: str, tmp_path: Path) -> None:
    """One sentence, never a traceback."""
    file = tmp_path / "tabella.csv"
    file.write_bytes(content)
    with pytest.raises(CannotRun) as stopped:
        guessed(read_sheet(file))
    assert stopped.value.key == key
    assert str(stopped.value) != key
