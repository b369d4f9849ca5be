"""Answers to a questionnaire, counted: which columns are questions, who answered what, and what may be written of it.

What is written is as public as the site (`reading/surveys.py` says why small counts point at somebody), so counts are
protected before they are written, not only when they are shown. Words that are none of the answers are never written:
they count as «Altro».
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Final

from generator.contributing.importing.cells import chosen_of, is_nothing, is_other
from generator.contributing.importing.columns import (
    COUNTED,
    FREE,
    MOMENT,
    UNKNOWN,
    Column,
    SheetMapping,
    guessed,
    plain_heading,
    read_mapping,
    ticked,
)
from generator.contributing.listening.questionnaire import OTHER, Question, Questionnaire
from generator.exports.spreadsheet import spreadsheet
from generator.locale.writing import month_name
from generator.reading.spreadsheets import Row, Sheet
from generator.reading.surveys import COLUMNS, FEWEST, KEPT, TOTAL, questions

_HEADER_ROWS: Final = 25
_LEAST_MATCHES: Final = 3
"""Questions that a row must hold to be the headings of this questionnaire."""
_CLOSED: Final = frozenset({UNKNOWN, "temi", "destinatari", "tipo", "territori"})
"""What a column may be whose answers are worth counting; a name or a telephone never is."""
_LEAST_ANSWERS: Final = 10
_MOST_DIFFERENT: Final = 25
_SHARE: Final = 0.8
"""Of the answers to a question that somebody else wrote, as many must recur for them to be choices and no opinions."""
_MONTHS: Final = re.compile(
    r"(?P<year>20[0-9]{2})[-/.](?P<month>[0-9]{1,2})|(?P<day>[0-9]{1,2})[-/.](?P<second>[0-9]{1,2})[-/.](?P<later>20[0-9]{2})"
)
_DECEMBER: Final = 12
_ITALIAN: Final = "it"


@dataclass(slots=True)
class Count:
    """One question: how many gave each answer, how many answered at all, how many did not."""

    words: str
    answers: Counter[str] = field(default_factory=Counter)
    answered: int = 0
    silent: int = 0

    @property
    def may_be_written(self) -> bool:
        """Whether enough people answered for any count to be told."""
        return self.answered >= FEWEST


def mapping_of(sheet: Sheet, questionnaire: Questionnaire, given: Path | None = None) -> SheetMapping:
    """Tell what the columns of answers are: by the questionnaire first, then by their headings, then by their answers.

    `given` is a mapping that was written down: it says what columns are, and the questionnaire only what was asked.
    Raises CannotRun where no row can be the headings, or the mapping is of another table.
    """
    ranked = [
        (_matches(row, questionnaire, by_code=by_code), -at, by_code, row)
        for at, row in enumerate(sheet.rows[:_HEADER_ROWS])
        for by_code in (False, True)
    ]
    matches, _, by_code, header = max(ranked, key=lambda ranked_row: ranked_row[:2])
    if given is not None:
        mapping = read_mapping(given, sheet)
        columns = [_asked(column, questionnaire, by_code=by_code)[0] for column in mapping.columns]
        return replace(mapping, columns=tuple(columns), is_survey=True)
    mapping = guessed(sheet, header if matches >= _LEAST_MATCHES else None)
    below = [row for row in sheet.rows if row.number > mapping.header]
    asked = [_asked(column, questionnaire, by_code=by_code) for column in mapping.columns]
    columns = [
        replace(column, target=found.target, is_counted=found.is_counted) if found else _closed(column, below)
        for column, found in asked
    ]
    return replace(mapping, columns=tuple(columns), is_survey=True)


def _matches(row: Row, questionnaire: Questionnaire, *, by_code: bool) -> int:
    return sum(_question_of(cell, questionnaire, by_code=by_code)[0] is not None for cell in row.cells if cell)


def _question_of(heading: str, questionnaire: Questionnaire, *, by_code: bool) -> tuple[Question | None, str]:
    """Return the question of a heading, and the answer where the column is for one of them alone."""
    if found := questionnaire.asked(heading, by_code=by_code):
        return found, ""
    for sign, closing in (("[", "]"), ("/", ""), (" - ", ""), ("_", "")):
        head, between, tail = heading.rpartition(sign)
        tail = tail.strip().removesuffix(closing)
        if between and (found := questionnaire.asked(head, by_code=by_code)) and (answer := found.answer(tail)):
            return found, answer
    # An answer may hold the sign itself: «Uscire/entrare».
    plain = plain_heading(heading)
    for words, question in questionnaire.by_words.items():
        if plain.startswith(f"{words} ") and (answer := question.answer(plain.removeprefix(f"{words} "))):
            return question, answer
    return None, ""


def _asked(column: Column, questionnaire: Questionnaire, *, by_code: bool) -> tuple[Column, Question | None]:
    """Write down beside a column which question it answers, and which answer it stands for."""
    found, answer = _question_of(re.sub(r" \([0-9]+\)$", "", column.heading), questionnaire, by_code=by_code)
    return (replace(column, choice=answer, question=found.words) if found else column), found


def _closed(column: Column, rows: Sequence[Row]) -> Column:
    """Take a column for a question with choices where its answers come back; what is in own words stays unwritten."""
    if column.target not in _CLOSED:
        return column
    if column.choice:
        return replace(column, target=COUNTED if column.target == UNKNOWN else column.target, is_counted=True)
    cells = [row.cell(column.at) for row in rows if not is_nothing(row.cell(column.at))]
    parts = Counter(part for cell in cells for part in _parts(cell))
    often = {part for part, times in parts.items() if times >= FEWEST}
    is_closed = (
        len(cells) >= _LEAST_ANSWERS
        and len(parts) <= _MOST_DIFFERENT
        and sum(parts[part] for part in often) >= _SHARE * parts.total()
    )
    if is_closed:
        return replace(column, target=COUNTED if column.target == UNKNOWN else column.target, is_counted=True)
    return replace(column, target=FREE) if column.target == UNKNOWN else column


def _parts(cell: str) -> list[str]:
    return [part for part in re.split(r"\s*[;\n]\s*", cell) if part]


def counted(sheet: Sheet, mapping: SheetMapping, questionnaire: Questionnaire) -> list[Count]:
    """Count the answers to every question that is counted, in the order of the columns."""
    rows = [row for row in sheet.rows if row.number > mapping.header and not _repeats(row, sheet, mapping)]
    by_question: dict[str, list[Column]] = {}
    for column in mapping.columns:
        if column.is_counted:
            by_question.setdefault(column.asks, []).append(column)
    return [
        _count(words, columns, rows, questionnaire.asked(words) or _foreign(words, columns, rows))
        for words, columns in by_question.items()
    ]


def _repeats(row: Row, sheet: Sheet, mapping: SheetMapping) -> bool:
    header = next((header for header in sheet.rows if header.number == mapping.header), None)
    return header is not None and row.cells == header.cells


def _foreign(words: str, columns: Sequence[Column], rows: Sequence[Row]) -> Question:
    """Make a question out of its answers: those that recur are its choices, the rest is «Altro»."""
    if choices := tuple(column.choice for column in columns if column.choice and not is_other(column.choice)):
        answers = choices
    else:
        parts = Counter(part for row in rows for column in columns for part in _parts(row.cell(column.at)))
        answers = tuple(part for part, times in parts.most_common() if times >= FEWEST and not is_nothing(part))
    return Question("", words, "", "piu", answers, True, 0, False, COUNTED, True)


def _count(words: str, columns: Sequence[Column], rows: Sequence[Row], question: Question) -> Count:
    # KoboToolbox writes a question twice: joined in one column, and a column for each answer.
    ticks = [column for column in columns if column.choice]
    whole = [column for column in columns if not column.choice]
    has_all = len(ticks) >= len(question.answers)
    count = Count(words, Counter(dict.fromkeys(question.choices, 0)))
    for row in rows:
        given = {answer for column in ticks for answer in _ticked(row.cell(column.at), column.choice, question)}
        if not has_all or not ticks:
            given |= {answer for column in whole for answer in _given(row.cell(column.at), question)}
        count.answers.update(given)
        count.answered += bool(given)
        count.silent += not given
    return count


def _ticked(cell: str, choice: str, question: Question) -> list[str]:
    answer = ticked(cell, choice) if cell else ""
    return [question.answer(choice) or OTHER] if answer else []


def _given(cell: str, question: Question) -> list[str]:
    """Return the answers that a cell gives; what is none of them is «Altro»."""
    if not cell:
        return []
    if answer := question.answer(cell):
        return [answer]
    if question.kind == "una":
        return [] if is_nothing(cell) else [OTHER]
    parts = chosen_of(cell, question.choices, parting=True)
    if not any(map(question.answer, parts)):
        # KoboToolbox joins codes by blanks: «a1 a3 other».
        parts = codes if (codes := cell.split()) and all(map(question.answer, codes)) else parts
    return [question.answer(part) or OTHER for part in parts if question.answer(part) or not is_nothing(part)]


def when(sheet: Sheet, mapping: SheetMapping) -> str:
    """Say in which months answers came, «settembre–novembre 2026»; empty where no column tells."""
    months = set()
    for column in mapping.of(MOMENT):
        for row in sheet.rows:
            found = _MONTHS.match(row.cell(column.at)) if row.number > mapping.header else None
            if found:
                year, month = found["year"] or found["later"], found["month"] or found["second"]
                # An American day: 10/13/2026.
                month = found["day"] if int(month) > _DECEMBER and found["day"] else month
                months.add((int(year), int(month)))
    months = {(year, month) for year, month in months if 1 <= month <= _DECEMBER}
    if not months:
        return ""
    (first_year, first), (last_year, last) = min(months), max(months)
    if (first_year, first) == (last_year, last):
        return f"{month_name(last, _ITALIAN)} {last_year}"
    head = month_name(first, _ITALIAN) if first_year == last_year else f"{month_name(first, _ITALIAN)} {first_year}"
    return f"{head}–{month_name(last, _ITALIAN)} {last_year}"


def as_table(counts: Sequence[Count], source: str, day: str) -> bytes:
    """Write the counts as the site reads them, small ones and those they could be worked out from kept back."""
    rows = []
    for count in counts:
        if not count.may_be_written:
            continue
        raw = [_row(count.words, answer, str(number), source, day) for answer, number in count.answers.items()]
        total = _row(count.words, TOTAL, str(count.answered), source, day)
        (question,) = questions([*raw, total])
        rows += [
            _row(count.words, answer.words, KEPT if answer.count is None else str(answer.count), source, day)
            for answer in question.answers
        ]
        rows.append(total)
    return spreadsheet(COLUMNS, [[row[name] for name in COLUMNS] for row in rows])


def _row(words: str, answer: str, count: str, source: str, day: str) -> dict[str, str]:
    return dict(zip(COLUMNS, (words, answer, count, source, day), strict=True))
