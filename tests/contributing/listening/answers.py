"""Invented answers to the questionnaire of the kit, saved as the tools that collect answers export them."""

import csv
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final

from generator.contributing.listening.questionnaire import OTHER, Question, Questionnaire

HOW_MANY: Final = 126
"""As many as answered the questionnaire of the listening path that the project comes from."""
_KNOWN: Final = "Auser del Ponte"
_WORDS: Final = ("Doposcuola", "Spesa a casa", "Orto condiviso", "Corso di italiano", "Ciclofficina", "Coro")
_SOUGHT: Final = (
    "Una sala il giovedì sera",
    "Un furgone una volta al mese",
    "Volontari per il sabato",
    "Grafica per i volantini",
)
_OFFERED: Final = ("Sala da trenta posti", "Proiettore e tavoli", "Un avvocato un'ora a settimana")


@dataclass(frozen=True, slots=True)
class Answered:
    """What one group answered: the answers to each question, by its code."""

    by_code: Mapping[str, Sequence[str]]
    moment: datetime

    def given(self, question: Question) -> Sequence[str]:
        """Return the answers to a question; none where it was skipped."""
        return self.by_code.get(question.code, ())


def answers(questionnaire: Questionnaire) -> list[Answered]:
    """Return a hundred and twenty-six answers: some without a name, some that want no record, one by a known body."""
    return [_answered(number, questionnaire) for number in range(HOW_MANY)]


def _answered(number: int, questionnaire: Questionnaire) -> Answered:
    said: dict[str, Sequence[str]] = {}
    for at, question in enumerate(questionnaire.questions):
        if question.is_choice and (number + at) % 11:  # one in eleven skips a question
            wanted = 1 if question.kind == "una" else 1 + (number + at) % (question.most or 4)
            # The farther down the list, the rarer: some answers stay under five.
            picks = {
                (number * (k + 3) // (1 + at % 3) + k) % (1 + number % len(question.choices)) for k in range(wanted)
            }
            said[question.code] = [question.choices[pick] for pick in sorted(picks)]
    written = {
        "nome": "" if number % 21 == 20 else _KNOWN if number == 7 else f"Gruppo di prova {number:03}",
        "via": f"Via del Forno {number + 1}",
        "comune": "Valdoria",
        "telefono": f"0736 25{number:04}",
        "email": f"gruppo{number:03}@prova.example",
        "attivita": "\n".join([_WORDS[number % 6], _WORDS[(number + 1) % 6]]),
        "cerchiamo": _SOUGHT[number % 4],
        "offriamo": _OFFERED[number % 3],
        "manca": f"Opinione numero {number}, che non si pubblica",
        "scheda": "No" if number % 9 == 4 else "Sì",
    }
    said |= {code: [words] for code, words in written.items() if words}
    return Answered(said, datetime(2026, 9, 14, 9, 30) + timedelta(hours=17 * number))  # noqa: DTZ001 - as a form says it


def _cells(row: Answered, question: Question, joint: str) -> str:
    return joint.join(row.given(question))


def as_google(folder: Path, questionnaire: Questionnaire, rows: Sequence[Answered]) -> Path:
    """Google Forms: a CSV with commas, the day, who signed in, what was ticked joined by «, »."""
    table = [["Informazioni cronologiche", "Nome utente", *(question.words for question in questionnaire.questions)]]
    for number, row in enumerate(rows):
        moment = row.moment.strftime("%Y/%m/%d %I:%M:%S %p CET")
        table.append([moment, f"persona.{number}@gmail.com", *(_cells(row, q, ", ") for q in questionnaire.questions)])
    path = folder / "Raccontateci (Risposte) - Risposte del modulo 1.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(table)
    return path


def as_microsoft(folder: Path, questionnaire: Questionnaire, rows: Sequence[Answered]) -> Path:
    """Microsoft Forms: a workbook, who answered before the questions, ticks joined by «;» and ended by one."""
    from openpyxl import Workbook  # noqa: PLC0415 - slow to load

    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(
        ["ID", "Ora di inizio", "Ora di completamento", "Posta elettronica", "Nome"]
        + [question.words for question in questionnaire.questions]
    )
    for number, row in enumerate(rows, 1):
        cells = [
            f"{_cells(row, q, ';')};" if q.kind == "piu" and row.given(q) else _cells(row, q, ";")
            for q in questionnaire.questions
        ]
        sheet.append([number, row.moment, row.moment + timedelta(minutes=12), "anonymous", "Maria Verdi", *cells])
    path = folder / "Raccontateci.xlsx"
    book.save(path)
    return path


def as_limesurvey(folder: Path, questionnaire: Questionnaire, rows: Sequence[Answered]) -> Path:
    """LimeSurvey: a column for each answer of several, «Altro» in words beside it."""
    header = ["ID risposta", "Data invio", "Ultima pagina", "Lingua iniziale", "Seme"]
    header += [heading for question in questionnaire.questions for heading in _lime_headings(question)]
    table = [header]
    for number, row in enumerate(rows, 1):
        cells = [cell for question in questionnaire.questions for cell in _lime_cells(row, question)]
        table.append([str(number), row.moment.isoformat(" "), "7", "it", "1234567", *cells])
    path = folder / "results-survey123456.csv"
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file, quoting=csv.QUOTE_ALL).writerows(table)
    return path


def _lime_headings(question: Question) -> Iterator[str]:
    if question.kind != "piu":
        yield question.words
    else:
        yield from (f"{question.words} [{answer}]" for answer in question.answers)
    if question.has_other:
        yield f"{question.words} [{OTHER}]"


def _lime_cells(row: Answered, question: Question) -> Iterator[str]:
    given = row.given(question)
    if question.kind != "piu":
        yield _cells(row, question, "\n")
    else:
        yield from ("Sì" if answer in given else "" for answer in question.answers)
    if question.has_other:
        yield "parole di chi ha risposto" if OTHER in given else ""


def as_kobotoolbox(folder: Path, questionnaire: Questionnaire, rows: Sequence[Answered]) -> Path:
    """KoboToolbox: a workbook with the joined answers and a column of 1 and 0 for each of them."""
    from openpyxl import Workbook  # noqa: PLC0415

    book = Workbook()
    sheet = book.active
    assert sheet is not None
    header = ["start", "end"]
    for question in questionnaire.questions:
        header.append(question.words)
        header += [f"{question.words}/{answer}" for answer in question.choices] if question.kind == "piu" else []
        header += [f"{question.words} – Altro: quale?"] if question.has_other else []
    sheet.append([*header, "_id", "_uuid", "_submission_time", "_status", "_index"])
    for number, row in enumerate(rows, 1):
        cells: list[object] = [row.moment.isoformat(), row.moment.isoformat()]
        for question in questionnaire.questions:
            given = row.given(question)
            cells.append(_cells(row, question, " "))
            if question.kind == "piu":
                cells += (
                    [int(answer in given) for answer in question.choices] if given else [None] * len(question.choices)
                )
            if question.has_other:
                cells.append("parole di chi ha risposto" if OTHER in given else None)
        sheet.append([*cells, number, f"uuid-{number}", row.moment.isoformat(), "submitted_via_web", number])
    path = folder / "Raccontateci_-_all_versions_-_labels.xlsx"
    book.save(path)
    return path


def on_paper(path: Path, questionnaire: Questionnaire, rows: Sequence[Answered]) -> Path:
    """Fill in the empty table of the kit, as somebody who copies sheets does."""
    with path.open("a", encoding="utf-8", newline="") as file:
        table = csv.writer(file, delimiter=";")
        table.writerows([_cells(row, question, "; ") for question in questionnaire.questions] for row in rows)
    return path
