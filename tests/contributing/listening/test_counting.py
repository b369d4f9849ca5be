"""Answers come back from every tool: counted alike, small numbers kept back, opinions nowhere, nothing lost."""

import csv
import io
import shutil
from collections import Counter
from collections.abc import Mapping
from datetime import date
from pathlib import Path

import pytest
from typer.testing import CliRunner

from generator.checking import check
from generator.cli import app
from generator.contributing.importing.columns import PERSONAL, Column
from generator.contributing.importing.drafts import Way, read_bodies
from generator.contributing.listening.counting import Count, as_table, counted, mapping_of, when
from generator.contributing.listening.forms import empty_table
from generator.contributing.listening.questionnaire import Questionnaire, packaged_questionnaire, questionnaire_of
from generator.diagnostics import Severity
from generator.errors import CannotRun
from generator.reading.folder import read_folder
from generator.reading.spreadsheets import Row, Sheet, read_sheet
from generator.reading.surveys import FEWEST, read_questions
from tests.contributing.listening.answers import (
    HOW_MANY,
    Answered,
    answers,
    as_google,
    as_kobotoolbox,
    as_limesurvey,
    as_microsoft,
    on_paper,
)

VALDORIA = Path(__file__).resolve().parents[3] / "examples" / "valdoria"
TODAY = "2026-11-28"


@pytest.fixture(scope="module")
def questionnaire() -> Questionnaire:
    """Return the questionnaire of the kit."""
    vocabularies = check(read_folder(VALDORIA), date.fromisoformat(TODAY)).catalogue.vocabularies
    return questionnaire_of(packaged_questionnaire(), "questionario.yml", vocabularies)


@pytest.fixture(scope="module")
def answered(questionnaire: Questionnaire) -> list[Answered]:
    """Return what a hundred and twenty-six groups answered."""
    return answers(questionnaire)


@pytest.fixture(scope="module")
def expected(questionnaire: Questionnaire, answered: list[Answered]) -> Mapping[str, Counter[str]]:
    """Return, by question, how many gave each answer."""
    return {
        question.words: Counter(
            {choice: sum(choice in row.given(question) for row in answered) for choice in question.choices}
        )
        for question in questionnaire.questions
        if question.is_counted
    }


def table(header: list[str], *rows: list[str]) -> Sheet:
    """Return a sheet out of cells."""
    return Sheet(tuple(Row(number, tuple(cells)) for number, cells in enumerate([header, *rows], 1)))


def test_every_tool_counts_alike(
    questionnaire: Questionnaire, answered: list[Answered], expected: Mapping[str, Counter[str]], tmp_path: Path
) -> None:
    """Joined by «;» or «, », a column an answer in words or in ticks, both at once, copied from paper."""
    sheet_of_paper = tmp_path / "risposte-su-carta.csv"
    sheet_of_paper.write_bytes(empty_table(questionnaire))
    files = [
        as_google(tmp_path, questionnaire, answered),
        as_microsoft(tmp_path, questionnaire, answered),
        as_limesurvey(tmp_path, questionnaire, answered),
        as_kobotoolbox(tmp_path, questionnaire, answered),
        on_paper(sheet_of_paper, questionnaire, answered),
    ]
    for file in files:
        sheet = read_sheet(file)
        columns = mapping_of(sheet, questionnaire)
        counts = counted(sheet, columns, questionnaire)
        assert {count.words: count.answers for count in counts} == expected, file.name
        assert {count.answered + count.silent for count in counts} == {HOW_MANY}
        assert [column.heading for column in columns.columns if column.target == "da_decidere"] == []
        if file != sheet_of_paper:
            assert when(sheet, columns) == "settembre–dicembre 2026"


def test_headings_and_answers_may_be_codes(questionnaire: Questionnaire) -> None:
    """LimeSurvey and KoboToolbox export the codes that the forms of the kit gave them, if asked to."""
    sheet = table(
        ["submitdate", "nome", "tipo", "temi[SQ001]", "temi[SQ016]", "volontari"],
        ["2026-10-03 10:00:00", "Uno", "A3", "Y", "N", "A2"],
        ["2026-10-04 10:00:00", "Due", "A3", "Y", "Y", "A1"],
    )
    counts = {count.words: count for count in counted(sheet, mapping_of(sheet, questionnaire), questionnaire)}

    assert counts["Che cosa siete?"].answers["Associazione"] == 2
    assert +counts["Di che cosa vi occupate?"].answers == {
        "Bambine, bambini e famiglie": 2,
        "Giustizia e carcere": 1,
    }
    assert +counts["Quante persone danno una mano, di solito?"].answers == {"Fino a 5": 1, "Da 6 a 15": 1}


def test_what_was_ticked_is_sought_and_offered_however_it_is_joined(
    questionnaire: Questionnaire, tmp_path: Path
) -> None:
    """By «;», «, » or blanks, a column an answer; «Altro» in words is read as words, unknown answers are told."""
    sought, offered = "Che cosa vi servirebbe?", "Che cosa potreste mettere a disposizione di altri?"
    columns = ["Come si chiama il vostro ente o gruppo?", sought, f"{offered} [Spazi]", f"{offered} [Altro]"]
    day = date.fromisoformat(TODAY)
    vocabularies = check(read_folder(VALDORIA), day).catalogue.vocabularies
    for joined in ("Spazi;Mezzi di trasporto;", "Spazi, Mezzi di trasporto", "Spazi Mezzi di trasporto"):
        file = tmp_path / "risposte.csv"
        rows = [columns, ["Nuovo gruppo", joined, "Sì", "Un gazebo"], ["Secondo gruppo", "Altro; Draghi", "", "1"]]
        with file.open("w", encoding="utf-8", newline="") as written:
            csv.writer(written).writerows(rows)
        sheet = read_sheet(file)
        way = Way(mapping_of(sheet, questionnaire), vocabularies, day, {})
        read = read_bodies(sheet, way)
        first, second = read.drafts
        assert first.data["bisogni"] == [{"risorsa": "spazi"}, {"risorsa": "mezzi_trasporto"}]
        assert first.data["offerte"] == [
            {"risorsa": "spazi"},
            {"risorsa": "attrezzature", "descrizione": "Un gazebo"},
        ]
        assert {"bisogni", "offerte"}.isdisjoint(second.data)
        assert [line.words for line in read.account if line.outcome == "fuori"] == ["Draghi"]


def test_a_questionnaire_of_others_is_counted_by_its_answers(questionnaire: Questionnaire) -> None:
    """What comes back is a choice; what does not is an opinion, and is never written."""
    rows = [
        [
            "2026/10/01 9:00:00 AM CET",
            f"Gruppo {n}",
            ["Molto", "Poco"][n % 2],
            f"Secondo me {n}",
            "Sala;Furgone" if n % 3 else "Sala",
        ]
        for n in range(14)
    ]
    rows[3][2] = "Dipende dalla signora Rossi"
    sheet = table(
        ["Informazioni cronologiche", "Nome dell'associazione", "Vi sentite ascoltati?", "Perché?", "Servirebbe"], *rows
    )
    columns = mapping_of(sheet, questionnaire)
    counts = counted(sheet, columns, questionnaire)

    assert {column.heading: column.target for column in columns.columns} == {
        "Informazioni cronologiche": "momento",
        "Nome dell'associazione": "nome",
        "Vi sentite ascoltati?": "si_conta",
        "Perché?": "testo_libero",
        "Servirebbe": "si_conta",
    }
    assert [(count.words, +count.answers) for count in counts] == [
        ("Vi sentite ascoltati?", Counter({"Molto": 7, "Poco": 6, "Altro": 1})),
        ("Servirebbe", Counter({"Sala": 14, "Furgone": 9})),
    ]
    assert b"Rossi" not in as_table(counts, "prova", "2026")


def test_who_answered_is_dropped_though_the_column_is_called_name(
    questionnaire: Questionnaire, answered: list[Answered], tmp_path: Path
) -> None:
    """Microsoft Forms writes mailbox and name of who signed in before the questions, Google the mailbox."""
    for file, headings in (
        (as_microsoft(tmp_path, questionnaire, answered[:5]), {"Posta elettronica", "Nome"}),
        (as_google(tmp_path, questionnaire, answered[:5]), {"Nome utente"}),
    ):
        columns = mapping_of(read_sheet(file), questionnaire)
        assert {column.heading for column in columns.of(PERSONAL)} == headings


def test_small_numbers_are_kept_back_in_the_file_itself(tmp_path: Path) -> None:
    """The repository is as public as the site; what is written is read again as it is, and says no small number."""
    counts = [
        Count("Una", Counter({"a": 60, "b": 30, "c": 6, "d": 3}), answered=99, silent=27),
        Count("Due", Counter({"sì": 50, "no": 40}), answered=90, silent=36),
        Count("Tre", Counter({"sì": 2, "no": 1}), answered=3, silent=123),
    ]
    file = tmp_path / "risposte.csv"
    file.write_bytes(as_table(counts, "prova", "2026"))
    rows = list(csv.DictReader(io.StringIO(file.read_text("utf-8-sig")), delimiter=";"))
    shown = [row["conteggio"] for row in rows]
    read = read_questions([file])

    assert [question.words for question in read] == ["Una", "Due"]  # three answers tell who they are
    assert all(int(count) >= FEWEST for count in shown if count != "riservato")
    assert shown.count("riservato") >= 2  # one alone could be worked out
    assert [answer.count for answer in read[0].answers].count(None) == shown.count("riservato")
    assert not any(answer.is_small for answer in read[0].answers if answer.count is None)
    assert [(answer.words, answer.count) for answer in read[1].answers] == [("sì", 50), ("no", 40)]


@pytest.fixture(scope="module")
def round_trip(
    questionnaire: Questionnaire, answered: list[Answered], tmp_path_factory: pytest.TempPathFactory
) -> tuple[Path, Path, str]:
    """Write the kit, answer it, bring the answers in; returns catalogue, table of answers, what the command said."""
    folder = tmp_path_factory.mktemp("giro")
    catalogue = folder / "valdoria"
    shutil.copytree(VALDORIA, catalogue)
    run = CliRunner()
    made = run.invoke(app, ["ascolto", "init", str(folder / "kit"), "-C", str(catalogue), "--today", TODAY])
    assert made.exit_code == 0, made.output
    file = as_microsoft(folder / "kit", questionnaire, answered)
    brought = run.invoke(
        app,
        ["import", "ascolto", str(file), "-C", str(catalogue), "--today", TODAY, "--fonte", "Ascolto 2026", "--scrivi"],
    )
    assert brought.exit_code == 0, brought.output
    return catalogue, file, brought.output


def test_the_round_trip_writes_drafts_and_counts(
    round_trip: tuple[Path, Path, str], answered: list[Answered], expected: Mapping[str, Counter[str]]
) -> None:
    """Who said yes and who they are has a draft, a known body a proposal; the site reads the counts."""
    catalogue, file, _ = round_trip
    named = [row for row in answered if "nome" in row.by_code and row.by_code["scheda"] == ["Sì"]]
    checked = check(read_folder(catalogue), date.fromisoformat(TODAY))
    before = check(read_folder(VALDORIA), date.fromisoformat(TODAY))
    new = set(checked.catalogue.organizations) - set(before.catalogue.organizations)

    assert [finding for finding in checked.findings if finding.severity is Severity.ERROR] == []
    assert len(new) == len(named) - 1
    assert [path.name for path in file.with_name("Raccontateci.proposte").iterdir()] == ["auser-ponte.txt"]
    draft = checked.catalogue.organizations["gruppo-di-prova-000"].record
    assert [activity.name for activity in draft.activities] == ["Doposcuola", "Spesa a casa"]
    label = checked.catalogue.vocabularies["risorse"].label
    for code, items, in_words in (
        ("cerca", draft.needs, "Una sala il giovedì sera"),
        ("offre", draft.offers, "Sala da trenta posti"),
    ):
        # What was ticked is there too, but not beside the body's own words about the same thing.
        ticked = {answer for answer in answered[0].by_code[code] if answer not in {"Spazi", "Altro"}}
        assert [item.description for item in items if item.description] == [in_words]
        assert {label(item.resource) for item in items if not item.description} == ticked

    (questions,) = [catalogue / "content" / "ascolto" / "ascolto-2026.csv"]
    for question in read_questions([questions]):
        for answer in question.answers:
            assert answer.count in {None, expected[question.words][answer.words]}
            assert answer.count is None or answer.count >= FEWEST
    assert {question.words for question in read_questions([questions])} == set(expected)


def test_nothing_is_lost_and_nothing_private_is_written(
    round_trip: tuple[Path, Path, str], answered: list[Answered]
) -> None:
    """Every cell has its line; opinions, names and mailboxes of who answered stay in the table they came in."""
    catalogue, file, said = round_trip
    account = file.with_name("Raccontateci.resoconto.csv").read_text("utf-8-sig")
    lines = list(csv.DictReader(io.StringIO(account), delimiter=";"))
    sheet = read_sheet(file)
    headings = dict(enumerate(sheet.rows[0].cells))
    cells = {(str(row.number), headings[at]) for row in sheet.rows[1:] for at, cell in enumerate(row.cells) if cell}

    assert {(line["riga"], line["colonna"]) for line in lines} == cells
    assert f"{len(cells)} celle" in said
    written = (
        account
        + said
        + "".join(path.read_text("utf-8") for path in catalogue.rglob("*.*") if path.suffix in {".yml", ".csv"})
    )
    assert "Opinione numero" not in written
    assert "Maria Verdi" not in written
    refused = next(row for row in answered if row.by_code.get("scheda") == ["No"])
    assert refused.by_code["nome"][0] not in written


def test_a_corrected_mapping_is_used_again(round_trip: tuple[Path, Path, str], questionnaire: Questionnaire) -> None:
    """What was understood is written down; next year it says the same, or what somebody made of it."""
    _, file, _ = round_trip
    sheet, mapping = read_sheet(file), file.with_name("Raccontateci.mappa.yml")
    assert mapping_of(sheet, questionnaire, mapping) == mapping_of(sheet, questionnaire)

    changed = file.with_name("altra.yml")
    changed.write_text(mapping.read_text("utf-8").replace("[temi, si_conta]", "temi"), "utf-8")
    again = counted(sheet, mapping_of(sheet, questionnaire, changed), questionnaire)
    assert "Di che cosa vi occupate?" not in {count.words for count in again}


def test_answers_without_a_name_are_nobody_elses(questionnaire: Questionnaire) -> None:
    """In a register a row without a name goes on about the body above; in a form it never does."""
    sheet = table(["Nome dell'associazione", "Che cosa fate?"], ["Uno", "Coro"], ["", "Orto"])
    columns = mapping_of(sheet, questionnaire)
    assert columns.has_answers
    assert columns.columns[0] == Column(0, "Nome dell'associazione", "nome")


def test_a_table_without_questions_is_told(tmp_path: Path) -> None:
    """One sentence, with the columns that there are."""
    file = tmp_path / "soci.csv"
    file.write_text("Denominazione;Telefono\nUno;0736 250107\n", "utf-8")
    with pytest.raises(CannotRun, match="Denominazione, Telefono"):
        CliRunner().invoke(app, ["import", "ascolto", str(file), "-C", str(VALDORIA)], catch_exceptions=False)
