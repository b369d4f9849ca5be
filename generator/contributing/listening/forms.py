"""A questionnaire as the common tools take it in, and as people fill it in by hand.

- LimeSurvey: the structure of a survey as text with tabs, read by its `TSVImportSurvey`
  (manual: «Tab Separated Value survey structure»);
- KoboToolbox, ODK and what else reads XLSForm (xlsform.org): a workbook;
- Microsoft Forms («quick import» of a document) and whoever writes a form by hand: a document with numbered questions;
- paper: a page for A4, and an empty table into which sheets are copied.
"""

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from html import escape
from importlib import resources
from typing import Final

from generator.contributing.catalogues.scaffold import filled
from generator.contributing.listening.documents import Block
from generator.contributing.listening.questionnaire import OTHER, Part, Question, Questionnaire
from generator.exports.spreadsheet import spreadsheet
from generator.exports.workbook import workbook

_LIME_COLUMNS: Final = (
    "class",
    "type/scale",
    "name",
    "relevance",
    "text",
    "help",
    "language",
    "mandatory",
    "other",
    "max_answers",
)
_LIME_KINDS: Final = {"breve": "S", "lungo": "T", "una": "L", "piu": "M"}
"""Codes of `Question::QT_…` in LimeSurvey: short text, long text, list with radio buttons, multiple choice."""
_XLS_COLUMNS: Final = (
    "type",
    "name",
    "label",
    "hint",
    "required",
    "relevant",
    "constraint",
    "constraint_message",
    "appearance",
)
_WHICH: Final = "Altro: quale?"
_LINES: Final = {"breve": 1, "lungo": 4}
_SHORT_ANSWERS: Final = 46
"""Answers as long as this stand in two columns on paper."""
_MANY: Final = 5


def limesurvey(questionnaire: Questionnaire) -> str:
    """Write the survey for LimeSurvey: each answer has a code that the import of answers knows."""
    written = io.StringIO()
    table = csv.DictWriter(
        written, _LIME_COLUMNS, restval="", delimiter="\t", lineterminator="\n", quoting=csv.QUOTE_MINIMAL
    )
    table.writeheader()
    table.writerows(_lime_rows(questionnaire))
    return written.getvalue()


def _lime_rows(questionnaire: Questionnaire) -> Iterator[Mapping[str, str]]:
    yield {"class": "S", "name": "language", "text": "it"}
    yield {"class": "S", "name": "anonymized", "text": "Y"}
    yield {"class": "S", "name": "datestamp", "text": "Y"}
    yield {"class": "S", "name": "ipaddr", "text": "N"}
    for name, text in (
        ("surveyls_title", questionnaire.title),
        ("surveyls_welcometext", f"<p>{escape(questionnaire.introduction)}</p><p>{escape(questionnaire.notice)}</p>"),
        ("surveyls_endtext", f"<p>{escape(questionnaire.thanks)}</p>"),
    ):
        yield {"class": "SL", "name": name, "text": text, "language": "it"}
    for number, part in enumerate(questionnaire.parts, 1):
        yield {"class": "G", "type/scale": f"G{number}", "name": part.title, "text": part.help, "language": "it"}
        for question in part.questions:
            yield {
                "class": "Q",
                "type/scale": _LIME_KINDS[question.kind],
                "name": question.code,
                "relevance": "1",
                "text": question.words,
                "help": question.help,
                "language": "it",
                "mandatory": "Y" if question.is_needed else "N",
                "other": "Y" if question.has_other else "N",
                "max_answers": str(question.most) if question.most and question.kind == "piu" else "",
            }
            kind, code = ("SQ", "SQ{:03}") if question.kind == "piu" else ("A", "A{}")
            for at, answer in enumerate(question.answers, 1):
                yield {
                    "class": kind,
                    "type/scale": "0",
                    "name": code.format(at),
                    "relevance": "1" if kind == "SQ" else "",
                    "text": answer,
                    "language": "it",
                }


def xlsform(questionnaire: Questionnaire) -> bytes:
    """Write the form for KoboToolbox, ODK and others."""
    lines: list[Sequence[str]] = [_XLS_COLUMNS, ["start", "start"], ["end", "end"]]
    lines += [["note", "presentazione", questionnaire.introduction], ["note", "informativa", questionnaire.notice]]
    choices: list[Sequence[str]] = [("list_name", "name", "label")]
    for number, part in enumerate(questionnaire.parts, 1):
        lines.append(["begin_group", f"parte{number}", part.title, part.help])
        for question in part.questions:
            lines += _xls_lines(question)
            choices += [(question.code, f"a{at}", answer) for at, answer in enumerate(question.answers, 1)]
            choices += [(question.code, "other", OTHER)] if question.has_other else []
        lines.append(["end_group"])
    lines.append(["note", "grazie", questionnaire.thanks])
    settings = [("form_title", "form_id"), (questionnaire.title, "ascolto")]
    return workbook({"survey": lines, "choices": choices, "settings": settings})


def _xls_lines(question: Question) -> Iterator[Sequence[str]]:
    kind = {"una": "select_one", "piu": "select_multiple"}.get(question.kind)
    limit = f"count-selected(.) <= {question.most}" if question.most and question.kind == "piu" else ""
    yield [
        f"{kind} {question.code}" if kind else "text",
        question.code,
        question.words,
        question.help,
        "yes" if question.is_needed else "",
        "",
        limit,
        f"Al massimo {question.most} risposte." if limit else "",
        "multiline" if question.kind == "lungo" else "",
    ]
    if question.has_other:
        chosen = f"selected(${{{question.code}}}, 'other')"
        yield ["text", f"{question.code}_altro", f"{question.words} – {_WHICH}", "", "", chosen]


def numbered(questionnaire: Questionnaire) -> Iterator[Block]:
    """Write the questions as Microsoft Forms reads them in a document: numbers for questions, letters for answers."""
    yield Block("Title", questionnaire.title)
    yield Block("Normal", questionnaire.introduction)
    yield Block("Normal", questionnaire.notice)
    number = 0
    for part in questionnaire.parts:
        yield Block("Heading1", part.title)
        if part.help:
            yield Block("Normal", part.help)
        for question in part.questions:
            number += 1
            yield Block("Item", f"{number}.\t{question.words}")
            if hint := " ".join(filter(None, [question.help, _how_many(question)])):
                yield Block("Normal", f"*{hint}*")
            letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
            for at, answer in enumerate(question.choices):
                letter = letters[at % len(letters)] * (at // len(letters) + 1)
                yield Block("Item", f"{letter}.\t{answer}")
    yield Block("Normal", questionnaire.thanks)


def _how_many(question: Question) -> str:
    if question.kind != "piu":
        return ""
    return f"Al massimo {question.most} risposte." if question.most else "Anche più risposte."


def empty_table(questionnaire: Questionnaire) -> bytes:
    """Write the table into which answers on paper are copied: a column a question, no rows yet."""
    return spreadsheet([question.words for question in questionnaire.questions], [])


def paper(questionnaire: Questionnaire, values: Mapping[str, str]) -> str:
    """Write the page to be printed on A4; `values` say who asks, until when and where sheets are handed in."""
    template = resources.files("generator").joinpath("packaged", "ascolto", "carta.html").read_text("utf-8")
    number, parts = 0, []
    for part in questionnaire.parts:
        parts.append(_paper_part(part, number))
        number += len(part.questions)
    told = {key: escape(value) for key, value in values.items()}
    told |= {
        "titolo": escape(questionnaire.title),
        "presentazione": escape(questionnaire.introduction),
        "informativa": escape(questionnaire.notice),
        "ringraziamento": escape(questionnaire.thanks),
        "parti": "\n".join(parts),
    }
    return filled(template, told)


def _paper_part(part: Part, before: int) -> str:
    lines = [f"<section><h2>{escape(part.title)}</h2>"]
    lines += [f'<p class="quiet">{escape(part.help)}</p>'] if part.help else []
    for number, question in enumerate(part.questions, before + 1):
        lines += _paper_question(number, question)
    return "\n".join([*lines, "</section>"])


def _paper_question(number: int, question: Question) -> Iterator[str]:
    hint = " ".join(filter(None, [question.help, _how_many(question)]))
    yield f'<div class="question"><h3><span>{number}</span>{escape(question.words)}</h3>'
    if hint:
        yield f'<p class="quiet">{escape(hint)}</p>'
    if question.is_choice:
        is_short = len(question.answers) > _MANY and all(len(answer) <= _SHORT_ANSWERS for answer in question.answers)
        mark = "round" if question.kind == "una" else "square"
        yield f'<ul class="{mark}{" two" if is_short else ""}">'
        yield from (f"<li>{escape(answer)}</li>" for answer in question.answers)
        if question.has_other:
            yield '<li class="other">Altro: <i></i></li>'
        yield "</ul>"
    else:
        yield "<p class='write'></p>" * _LINES[question.kind]
    yield "</div>"
