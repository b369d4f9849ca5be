"""The kit of the listening path: files that the tools named in it take, in words that can be used as they are."""

import csv
import io
import re
import subprocess
import zipfile
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from typer.testing import CliRunner

from generator.catalogue import build_vocabularies
from generator.cli import app
from generator.contributing.listening.questionnaire import packaged_questionnaire, questionnaire_of
from generator.errors import CannotRun

VALDORIA = Path(__file__).resolve().parents[3] / "examples" / "valdoria"
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def init(folder: Path, *options: str) -> str:
    """Run the command; return what it said."""
    result = CliRunner().invoke(app, ["ascolto", "init", str(folder), *options])
    assert result.exit_code == 0, result.output
    return result.output


def words(document: Path) -> list[str]:
    """Return the paragraphs of a Word document."""
    with zipfile.ZipFile(document) as archive:
        for name in archive.namelist():
            ET.fromstring(archive.read(name))  # noqa: S314 - our own
        body = ET.fromstring(archive.read("word/document.xml"))  # noqa: S314
    return ["".join(text.text or "" for text in p.iter(f"{W}t")) for p in body.iter(f"{W}p")]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the kit of the example town."""
    folder = tmp_path_factory.mktemp("kit") / "ascolto"
    init(folder, "-C", str(VALDORIA), "--entro", "15 ottobre", "--collegamento", "https://moduli.example/a")
    return folder


def test_documents_speak_for_the_office(folder: Path) -> None:
    """Who asks, until when, where to answer and whom to ask come from the settings; no blank of ours is left."""
    letter = "\n".join(words(folder / "invito.docx"))
    for told in ("Ufficio reti del Comune di Valdoria", "15 ottobre", "https://moduli.example/a", "0999 000 100"):
        assert told in letter
    for name in ("LEGGIMI.docx", "invito.docx", "intervista.docx", "laboratorio.docx"):
        text = "\n".join(words(folder / name))
        assert len(text) > 1000, name
        assert not re.search(r"@@|\*\*|^#|^- ", text, re.MULTILINE), name


def test_every_form_asks_every_question(folder: Path) -> None:
    """Paper, Word, LimeSurvey, XLSForm and the table of answers on paper ask the same, in the same order."""
    from openpyxl import load_workbook  # noqa: PLC0415 - slow to load

    questionnaire = questionnaire_of((folder / "questionario.yml").read_text("utf-8"), "q", build_vocabularies([]))
    asked = [question.words for question in questionnaire.questions]

    page = (folder / "questionario-su-carta.html").read_text("utf-8")
    on_paper = [re.sub(r"<[^>]+>", "", head) for head in re.findall(r"</span>(.*?)</h3>", page)]
    assert [head.replace("&#x27;", "'") for head in on_paper] == asked
    assert not re.search(r"https?:|<script|@@", page)
    assert page.count("<li") == sum(len(question.choices) for question in questionnaire.questions)

    numbered = [text for text in words(folder / "questionario.docx") if re.match(r"[0-9]+\.", text)]
    assert [re.sub(r"^[0-9]+\.", "", text).strip() for text in numbered] == asked

    lime = list(
        csv.DictReader((folder / "questionario-limesurvey.txt").read_text("utf-8").splitlines(), delimiter="\t")
    )
    assert [row["text"] for row in lime if row["class"] == "Q"] == asked
    assert all(re.fullmatch("[A-Za-z][A-Za-z0-9]{0,19}", row["name"]) for row in lime if row["class"] == "Q")
    answers = [row["text"] for row in lime if row["class"] in {"A", "SQ"}]
    assert answers == [answer for question in questionnaire.questions for answer in question.answers]

    book = load_workbook(folder / "questionario-kobotoolbox.xlsx")
    survey = [[str(cell or "") for cell in row] for row in book["survey"].iter_rows(values_only=True)]
    assert [row[2] for row in survey if row[1] in {question.code for question in questionnaire.questions}] == asked
    lists = {row[0] for row in book["choices"].iter_rows(min_row=2, values_only=True)}
    assert {row[0].split()[1] for row in survey if row[0].startswith("select_")} == lists

    table = csv.reader(io.StringIO((folder / "risposte-su-carta.csv").read_text("utf-8-sig")), delimiter=";")
    assert next(table) == asked


def test_answers_stay_out_of_git(folder: Path) -> None:
    """Whatever they are called: Git itself is asked."""
    subprocess.run(["git", "init", "-q", str(folder)], check=True)
    (folder / "Raccontateci (Risposte).xlsx").touch()
    listed = subprocess.run(
        ["git", "-C", str(folder), "ls-files", "--others", "--exclude-standard"], check=True, capture_output=True
    ).stdout.decode()
    assert "Risposte" not in listed
    assert "risposte-su-carta" not in listed
    assert "questionario.yml" in listed


def test_changed_questions_are_asked_and_what_was_written_stays(tmp_path: Path) -> None:
    """Forms follow the questions; a letter and a table that somebody wrote in are left as they are."""
    init(tmp_path, "-C", str(VALDORIA))
    questions = tmp_path / "questionario.yml"
    questions.write_text(questions.read_text("utf-8").replace("Che cosa siete?", "Che tipo di ente siete?"), "utf-8")
    (tmp_path / "invito.docx").write_bytes(b"nostra")
    (tmp_path / "risposte-su-carta.csv").write_bytes(b"ricopiate")

    said = init(tmp_path, "-C", str(VALDORIA))

    assert "Che tipo di ente siete?" in (tmp_path / "questionario-su-carta.html").read_text("utf-8")
    assert (tmp_path / "invito.docx").read_bytes() == b"nostra"
    assert (tmp_path / "risposte-su-carta.csv").read_bytes() == b"ricopiate"
    assert "invito.docx" in said


@pytest.mark.parametrize(
    ("before", "after", "where"),
    [
        ("tipo: una\n        risposte: [Fino", "tipo: tante\n        risposte: [Fino", "volontari"),
        ("scheda: bisogni", "scheda: bisogna", "cerca"),
        ("vocabolario: temi", "vocabolario: colori", "temi"),
        ("codice: offriamo", "codice: che cosa", "che cosa"),
        ("obbligatoria: sì", "obligatoria: sì", "nome"),
        ("Che cosa pesa?", "Che cosa siete?", "che cosa siete"),
        ("parti:", "pezzi:", "parti"),
    ],
)
def test_a_question_that_cannot_be_asked_is_named(before: str, after: str, where: str) -> None:
    """One sentence, with the question it is about."""
    text = packaged_questionnaire()
    assert before in text
    with pytest.raises(CannotRun) as stopped:
        questionnaire_of(text.replace(before, after, 1), "questionario.yml", build_vocabularies([]))
    assert stopped.value.values["where"] == where
