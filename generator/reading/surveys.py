"""Answers to surveys and meetings, as counts: read from `content/ascolto/*.csv`, told so that they point at nobody.

A file has the columns `domanda;risposta;conteggio;fonte;data`, in UTF-8 with semicolons; a row whose answer is
`totale` says how many people answered. A count under five is never shown, nor any other from which it could be
worked out: the total of a question is often known elsewhere, so it is taken as known here.
The repository is as public as the site: a small count is better written as `meno di 5` in the file itself.
`intreccio import ascolto` writes `riservato` for a count that it kept back by this very reckoning: such a question is
protected already, and is shown as it is.
"""

import csv
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from generator.errors import CannotRun

COLUMNS: Final = ("domanda", "risposta", "conteggio", "fonte", "data")
FOLDER: Final = "ascolto"
"""Where they are, among the editorial pages."""
SEPARATOR: Final = ";"
FEWEST: Final = 5
"""A count below this could point at somebody (statistical secrecy of small numbers)."""

TOTAL: Final = "totale"
KEPT: Final = "riservato"
"""A count that is not told: a small one, or one from which a small one could be worked out."""
_SMALL: Final = frozenset({"meno di 5", "<5", "< 5"})
_FIRST_ROW: Final = 2


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer; `count` is None where it is not shown.

    `is_small` says that it is under five; nothing says so where a greater one is kept back with it, or the two
    could be told apart.
    """

    words: str
    count: int | None
    is_small: bool = False


@dataclass(frozen=True, slots=True)
class Question:
    """One question with its answers, as they may be shown; `total` is how many people answered, where it is told."""

    words: str
    answers: Sequence[Answer]
    total: int | None
    source: str
    day: str


def read_questions(files: Iterable[Path]) -> tuple[Question, ...]:
    """Read the questions of every file, in their order.

    Raises:
        CannotRun: a file is not such a table.
    """
    read: list[Question] = []
    for file in files:
        try:
            read += questions(csv.DictReader(file.read_text("utf-8-sig").splitlines(), delimiter=SEPARATOR))
        except (OSError, ValueError, KeyError, csv.Error) as unreadable:
            raise CannotRun("survey_unreadable", file=file.name, reason=unreadable) from unreadable
    return tuple(read)


def questions(rows: Iterable[dict[str, str]]) -> Iterator[Question]:
    """Gather rows into questions that may be shown.

    Raises:
        ValueError: a column is missing, or a count is no whole number.
    """
    groups: dict[tuple[str, str, str], list[tuple[str, int | None]]] = {}
    protected = set()
    for number, row in enumerate(rows, _FIRST_ROW):
        if missing := [name for name in COLUMNS if row.get(name) is None]:
            raise ValueError(f"{number}: {', '.join(missing)}")
        key = (row["domanda"].strip(), row["fonte"].strip(), row["data"].strip())
        groups.setdefault(key, []).append((row["risposta"].strip(), _count(row["conteggio"].strip(), number)))
        if row["conteggio"].strip().casefold() == KEPT:
            protected.add(key)
    for (words, source, day), rows_of_question in groups.items():
        totals = [count for answer, count in rows_of_question if answer.casefold() == TOTAL]
        total = next((count for count in totals if count is not None and count >= FEWEST), None)
        counts = [(answer, count) for answer, count in rows_of_question if answer.casefold() != TOTAL]
        # A total under five, or kept back in the file, is the most that any answer may be: then none is shown.
        everything = bool(totals) and total is None
        is_protected = (words, source, day) in protected and not everything
        # A hand that added a small count to a protected question undid the protection.
        if is_protected and all(count is None or count >= FEWEST for _, count in counts):
            shown = tuple(Answer(answer, count) for answer, count in counts)
        else:
            shown = _shown(counts, everything=everything)
        yield Question(words, shown, total, source, day)


def is_count(text: str) -> bool:
    """Tell whether a count may be written so: a whole number, or words that keep it back."""
    return text.isdecimal() or text.casefold() in _SMALL | {KEPT}


def _count(text: str, row: int) -> int | None:
    """A count, None for one that the file itself keeps to itself."""
    if not is_count(text):
        raise ValueError(f"{row}: {text!r}")
    if not text.isdecimal():
        return None
    return int(text)


def _shown(counts: Sequence[tuple[str, int | None]], *, everything: bool) -> tuple[Answer, ...]:
    """Hide small counts and, where those could be worked out from the rest, as many of the next smallest as it takes.

    Where greater counts are kept back too, nothing tells which is which: not even the order, often that of the counts.
    """
    small = {at for at, (_, count) in enumerate(counts) if count is None or count < FEWEST}
    hidden = set(range(len(counts))) if everything else set(small)
    rising = sorted((at for at in range(len(counts)) if at not in hidden), key=lambda at: (counts[at][1] or 0, at))
    if _can_be_worked_out([counts[at][1] for at in small]):
        number = _as_many_as_it_takes([counts[at][1] for at in small], [counts[at][1] or 0 for at in rising])
        hidden.update(rising[:number])
    only_small = hidden == small
    in_alphabetical_order = iter(sorted(counts[at][0] for at in hidden))
    return tuple(
        Answer(words, count)
        if at not in hidden
        else Answer(words if only_small else next(in_alphabetical_order), None, is_small=only_small and at in small)
        for at, (words, count) in enumerate(counts)
    )


def _as_many_as_it_takes(small: Sequence[int | None], rising: Sequence[int]) -> int:
    """Return how many of the greater counts, in rising order, to hide until the sum of the small ones is in doubt.

    Who knows the total knows what is hidden together, that a small count is under `FEWEST`, and that no other
    hidden count is under it or over the least that is shown.
    """
    most = (FEWEST - 1) * len(small)
    known = [count for count in small if count is not None]
    sums = [sum(known)] if len(known) == len(small) else range(most + 1)
    for number in range(1, len(rising)):
        above = sum(rising[:number]) - FEWEST * number
        below = rising[number] * number - sum(rising[:number])
        if all(min(most, sure + above) > max(0, sure - below) for sure in sums):
            return number
    return len(rising)


def _can_be_worked_out(small: Sequence[int | None]) -> bool:
    """Tell whether who knows the sum of the small counts would know one of them: one alone, all none, all the most."""
    if not small:
        return False
    known = [count for count in small if count is not None]
    return len(small) == 1 or len(known) < len(small) or sum(known) in {0, (FEWEST - 1) * len(small)}
