"""What one body says in several columns or rows: activities, places, ticks; and what a form adds to its questions."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from generator.catalogue import Vocabularies
from generator.checking import check
from generator.contributing.importing.columns import guessed, plain_heading
from generator.contributing.importing.drafts import Read, Way, read_bodies
from generator.reading.folder import read_folder
from generator.reading.spreadsheets import Row, Sheet, read_sheet
from tests.contributing.importing.tables import as_ods, as_xlsx

VALDORIA = Path(__file__).resolve().parents[3] / "examples" / "valdoria"
TODAY = date(2026, 11, 28)


@pytest.fixture(scope="module")
def vocabularies() -> Vocabularies:
    """Return the words of the example town."""
    return check(read_folder(VALDORIA), TODAY).catalogue.vocabularies


def read(rows: Sequence[Sequence[str]], vocabularies: Vocabularies) -> Read:
    """Read the bodies of a table; every cell below the headings must be in the account."""
    return bodies(Sheet(tuple(Row(number, tuple(cells)) for number, cells in enumerate(rows, 1))), vocabularies)


def bodies(sheet: Sheet, vocabularies: Vocabularies) -> Read:
    """Read the bodies of a sheet; every cell below the headings must be in the account."""
    columns = guessed(sheet)
    found = read_bodies(sheet, Way(columns, vocabularies, TODAY, {"titolo": "Prova"}, "valdoria"))
    cells = {
        (row.number, next((column.heading for column in columns.columns if column.at == at), ""))
        for row in sheet.rows
        if row.number > columns.header
        for at, cell in enumerate(row.cells)
        if cell
    }
    assert {(line.row, line.column) for line in found.account} == cells
    return found


def activities(found: Read) -> list[list[tuple[str, Any]]]:
    """Return names and times of the activities of each body."""
    return [
        [(activity["nome"], activity.get("quando", {}).get("testo")) for activity in draft.data.get("attivita", ())]
        for draft in found.drafts
    ]


WANTED = [[("Coro", "lunedì ore 18"), ("Orto condiviso", "sabato mattina")], [("Doposcuola", None)]]


@pytest.mark.parametrize(
    "rows",
    [
        [
            ["Denominazione", "Attività 1", "Giorni e orari attività 1", "Attività 2", "Orario seconda attività"],
            ["Uno", "Coro", "lunedì ore 18", "Orto condiviso", "sabato mattina"],
            ["Due", "Doposcuola"],
        ],
        [
            ["Denominazione", "Attività", "Quando", "Attività", "Quando"],
            ["Uno", "Coro", "lunedì ore 18", "Orto condiviso", "sabato mattina"],
            ["Due", "Doposcuola"],
        ],
        [
            ["Denominazione", "Prima attività", "Quando (attività 1)", "2ª attività", "Attività 2: quando?"],
            ["Uno", "Coro", "lunedì ore 18", "Orto condiviso", "sabato mattina"],
            ["Due", "Doposcuola"],
        ],
        [
            ["Denominazione", "Attività", "Quando"],
            ["Uno", "Coro", "lunedì ore 18"],
            ["Due", "Doposcuola"],
            ["Uno", "Orto condiviso", "sabato mattina"],
        ],
        [
            ["Denominazione", "Attività", "Quando"],
            ["Uno", "Coro", "lunedì ore 18"],
            ["", "Orto condiviso", "sabato mattina"],
            ["Due", "Doposcuola"],
        ],
    ],
    ids=["numbered", "repeated", "in words", "a row each", "merged cells"],
)
def test_one_body_with_its_activities_however_they_stand(rows: list[list[str]], vocabularies: Vocabularies) -> None:
    """Groups of columns, with a number or without; one row per activity."""
    assert activities(read(rows, vocabularies)) == WANTED


def test_an_address_in_pieces_is_one(vocabularies: Vocabularies) -> None:
    """Kind of street, street, number, postal code, town, province; a number that the street says already."""
    found = read(
        [
            ["Denominazione", "Tipo via", "Nome via", "N. civico", "CAP", "Comune", "Prov."],
            ["Uno", "Via", "del Forno", "12/A", "99010", "Valdoria", ""],
            ["Due", "Piazza", "Piazza Torre, 3", "3", "99010", "Valdoria", ""],
        ],
        vocabularies,
    )
    assert [draft.data["luoghi"][0]["indirizzo"] for draft in found.drafts] == ["Via del Forno 12/A", "Piazza Torre, 3"]
    assert {draft.data["luoghi"][0]["cap"] for draft in found.drafts} == {"99010"}


def test_a_column_for_each_answer_is_one_question(vocabularies: Vocabularies) -> None:
    """«Settore [Cultura]» and «Settore/Sport» hold ticks; «Altro» holds words; «Via/Piazza» is no question."""
    for sign, closing in (("[", "]"), ("/", "")):
        found = read(
            [
                [
                    "Denominazione",
                    f"Settore {sign}Ambiente{closing}",
                    f"Settore {sign}Salute mentale{closing}",
                    f"Settore {sign}Altro{closing}",
                    "Via/Piazza",
                ],
                ["Uno", "Sì", "", "Sport per tutti", "Via del Forno 1"],
                ["Due", "No", "Sì", "", ""],
            ],
            vocabularies,
        )
        assert [draft.data.get("temi") for draft in found.drafts] == [["ambiente", "sport"], ["salute_mentale"]]
        assert found.drafts[0].data["luoghi"][0]["indirizzo"] == "Via del Forno 1"


def test_what_was_ticked_is_parted_where_the_tool_joined_it(vocabularies: Vocabularies) -> None:
    """Google joins by «, », Microsoft by «;»: a theme may hold a comma and an «e» itself."""
    themes = ["Infanzia, adolescenza e famiglia", "Cultura e socialità", "Ambiente"]
    for joined in (", ".join(themes), ";".join(themes) + ";", ", ".join(reversed(themes))):
        found = read([["Denominazione", "Settori"], ["Uno", joined]], vocabularies)
        assert sorted(found.drafts[0].data["temi"]) == ["ambiente", "cultura", "infanzia_famiglia"]


@pytest.mark.parametrize(
    "added",
    [
        ["Informazioni cronologiche", "Indirizzo email"],
        ["ID", "Ora di inizio", "Ora di completamento", "Posta elettronica", "Nome"],
        ["ID risposta", "Data invio", "Ultima pagina", "Lingua iniziale", "Seme"],
        ["start", "end"],
    ],
)
def test_what_a_form_adds_is_no_answer(added: list[str], vocabularies: Vocabularies) -> None:
    """Day, mailbox and name of who answered, row numbers; and a row without a name is nobody else's."""
    own = [
        "Qual è il nome della vostra associazione?",
        "Che cosa fate, di preciso, durante la settimana?",
        "E-mail dell'associazione",
    ]
    filled = ["2026-10-03 10:00" if plain_heading(name) != "nome" else "Verdi Maria" for name in added]
    filled = [
        "maria.verdi@gmail.com" if "mail" in name or "Posta" in name else cell
        for name, cell in zip(added, filled, strict=True)
    ]
    found = read(
        [[*added, *own], [*filled, "Uno", "Coro", "info@uno.example"], [*filled, "", "Una cosa nostra", ""]],
        vocabularies,
    )

    (draft,) = found.drafts
    assert (draft.name, activities(found)) == ("Uno", [[("Coro", None)]])
    assert [contact["valore"] for contact in draft.data["contatti"]] == ["info@uno.example"]
    assert ("Una cosa nostra", "anonymous") in {(line.words, line.reason) for line in found.account}
    assert "erdi" not in "".join(line.words for line in found.account)


def test_real_workbooks_say_the_same(vocabularies: Vocabularies, tmp_path: Path) -> None:
    """Excel and OpenDocument keep columns with one heading apart."""
    rows = [
        ["Denominazione", "Attività", "Quando", "Attività", "Quando"],
        ["Uno", "Coro", "lunedì ore 18", "Orto condiviso", "sabato mattina"],
        ["Due", "Doposcuola", "", "", ""],
    ]
    for file in (as_xlsx(tmp_path, rows), as_ods(tmp_path, rows)):
        assert activities(bodies(read_sheet(file), vocabularies)) == WANTED


def test_long_questions_are_headings(vocabularies: Vocabularies) -> None:
    """A form that explains itself at length in its questions is still read from its first row."""
    question = "Quali attività svolgete? " + "Scrivete tutto quello che fate per il quartiere, anche se è poco. " * 6
    sheet = Sheet(
        (
            Row(1, ("Informazioni cronologiche", "Nome dell'associazione", question, "Comune")),
            Row(2, ("2026/10/03 10.22.11", "Uno", "Coro", "Valdoria")),
        )
    )
    assert guessed(sheet).header == 1
    assert activities(bodies(sheet, vocabularies)) == [[("Coro", None)]]
