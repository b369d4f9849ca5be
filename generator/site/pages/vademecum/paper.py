"""About how many pages a vademecum takes: who prints it wants to know before the paper is out of the tray.

Only a browser lays pages out. This counts lines of letters of a middling width, with the measures of `page.css`; a test
(`tests/e2e/test_print.py`) holds it to what a browser prints.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import ceil
from typing import Final

from generator.site.pages.vademecum.booklet import Booklet, Chapter, Line

_LETTER: Final = 0.53
"""The width of a letter, in its own size; bold ones are as wide as 1.08 of them."""
_BOLD: Final = 1.08
_SMALL: Final = 0.9
_LEADING: Final = 1.3


@dataclass(frozen=True, slots=True)
class Paper:
    """A sheet and its letters: what is inside the margins and the size of a letter, in millimetres."""

    width: float
    height: float
    letter: float
    is_narrow: bool = False
    """Whether the number stands beside the name and the rest below."""
    index_columns: int = 3
    lost: float = 1.06
    """How much more is taken, because no line and no heading is parted from what it belongs to."""

    def rows(self, text: str, share: float = 1.0, size: float = 1.0) -> int:
        """Count the rows of a text in a share of the width, in letters of this size."""
        return ceil(len(text) * _LETTER * size * self.letter / (self.width * share))


PAPERS: Final = {
    "a4": Paper(180, 263, 3.35),
    "a4-grande": Paper(180, 263, 5.29, is_narrow=True, index_columns=2, lost=1.02),
    "a6": Paper(89, 128, 2.65, is_narrow=True, index_columns=1, lost=1.1),
    "a6-grande": Paper(89, 128, 3.88, is_narrow=True, index_columns=1, lost=1.18),
}
"""By the choices of the page: the sheet, and large letters."""


@dataclass(frozen=True, slots=True)
class Length:
    """How much of a page each part of a booklet takes on one paper."""

    cover: float
    chapters: Sequence[tuple[float, float]]
    """Each with what its lines that are away take of it."""
    index: float
    last: float

    @property
    def pages(self) -> int:
        """All of it: the index and the last page begin new pages."""
        return ceil(self.cover + sum(whole for whole, _ in self.chapters)) + ceil(self.index) + ceil(self.last)


def length_of(booklet: Booklet, paper: Paper, urgent: int, to_fill_in: int) -> Length:
    """Measure a booklet, with so many urgent numbers and so many rows to fill in by hand."""
    # In rows of the letter's own size, then in pages.
    whole = paper.height / (paper.letter * _LEADING) / paper.lost
    numbers = urgent if paper.is_narrow else ceil(urgent / 2)
    chapters = [
        (_rows_of(chapter, paper) / whole, sum(_row_of(line, paper) for line in chapter.away) / whole)
        for chapter in booklet.chapters
    ]
    names = [name for _, found in booklet.index for name, _ in found]
    column = (1 - (0.04 * (paper.index_columns - 1))) / paper.index_columns
    listed = sum(paper.rows(name, column * 0.85, _SMALL) * _SMALL + 0.15 for name in names) + len(booklet.index) * 1.4
    return Length(
        cover=(11 + 1.5 * numbers) / whole,
        chapters=chapters,
        index=(3 + listed / paper.index_columns) / whole * bool(names),
        last=(6 + to_fill_in * 9 / (paper.letter * _LEADING)) / whole / 1.15,
    )


def _rows_of(chapter: Chapter, paper: Paper) -> float:
    """The rows of a chapter with its heading and what is said over and under its lines."""
    above = len(chapter.numbers) + len(chapter.always)
    said = chapter.is_dangerous + bool(chapter.note) * 1.5 + 2 * chapter.is_shut + 2 * chapter.is_guided
    also = paper.rows(", ".join(name for name, _ in chapter.also)) + 0.5 if chapter.also else 0.0
    heading = 3.2 + bool(chapter.away) * 1.5
    beside = above if paper.is_narrow else ceil(above / 2)
    return heading + 1.5 * beside + said + also + sum(_row_of(line, paper) for line in chapter.lines)


def _row_of(line: Line, paper: Paper) -> float:
    """The rows of one line."""
    about = " · ".join(filter(None, (line.what, line.who)))
    if paper.is_narrow:
        texts = [about, *(" · ".join(filter(None, (spot.where, spot.when))) for spot in line.spots)]
        told = sum(paper.rows(text, 0.9, _SMALL) for text in texts) * _SMALL
        name = float(paper.rows(line.name, 0.55 if line.call else 0.9, _BOLD))
        return name + told + (0.9 if line.answers or line.whose or line.write else 0) + 0.6
    name = paper.rows(line.name, 0.33, _BOLD) + paper.rows(about, 0.33, _SMALL) * _SMALL
    where = _wide(paper, (text for spot in line.spots for text in (spot.where, spot.when)))
    answered = f"by telephone {line.whose} {line.answers}" if line.whose else f"answers {line.answers}"
    call = 1.1 + paper.rows(answered, 0.2, 0.85) * 0.85 if line.answers or line.whose else 1.1
    return max(name, where, call) + 0.55


def _wide(paper: Paper, texts: Iterable[str]) -> float:
    """The rows of places and hours in their column."""
    return sum(paper.rows(text, 0.385, _SMALL) for text in texts) * _SMALL
