"""What the columns of a sheet are: guessed from their headings, written as a mapping, read back for the next year.

Words of headings are data (`columns.yml`). A heading can say which of several things it is about: «Indirizzo sede
operativa», «Attività 2»; a row above it that names a group of columns («Sede legale» over «Via», «Civico») counts too.
"""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any, Final

import yaml

from generator.errors import CannotRun
from generator.locale.folding import without_accents
from generator.reading.spreadsheets import Row, Sheet
from generator.reading.yaml_reader import parse

PERSONAL: Final = "personale"
"""A column about persons: it is counted, never read."""
LEFT: Final = "non_importare"
"""A column that says nothing about the body; also one that nobody has told yet (`UNKNOWN`)."""
UNKNOWN: Final = "da_decidere"

_SEATS: Final = {"legale": "legale", "operativa": "operativa", "operative": "operativa"}
_WORD: Final = re.compile("[a-z0-9]+")
_BRACKETS: Final = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")
_ORDINAL: Final = re.compile(r"\s+([1-9][0-9]?)$|^([1-9][0-9]?)\s+")
_HEADER_ROWS: Final = 25
"""Rows at the top among which the headings are sought: registers begin with titles and dates."""
_LONGEST: Final = 120
"""A heading is a few words, or the question of a questionnaire."""
_FILLING: Final = frozenset(
    [
        "di",
        "del",
        "della",
        "dell",
        "dei",
        "delle",
        "degli",
        "la",
        "il",
        "lo",
        "le",
        "i",
        "gli",
        "un",
        "una",
        "e",
        "ed",
        "o",
        "a",
        "al",
        "alla",
        "in",
        "per",
        "con",
        "su",
        "eventuale",
        "eventuali",
        "indicare",
        "specificare",
        "dell",
        "sua",
        "vostra",
        "vostro",
        "ente",
        "associazione",
        "organizzazione",
    ]
)
_OF_ANYBODY: Final = frozenset({"", "nome", "contatti", "luoghi", "codice_fiscale", "non_importare"})
"""What a person has too: under «Legale rappresentante» a name or a telephone is theirs, a sector is not."""
_SINGLE: Final = frozenset({"nome", "sigla", "tipo", "codice_fiscale", "partita_iva", "anno"})


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its place from 0, its heading as it stands there, what it is taken for."""

    at: int
    heading: str
    target: str

    @property
    def is_read(self) -> bool:
        """Whether something of its cells may get into a record."""
        return self.target not in {PERSONAL, LEFT, UNKNOWN}


@dataclass(frozen=True, slots=True)
class SheetMapping:
    """How a sheet is read: the row of the headings, and what each column is."""

    header: int
    """Number of the row, as a spreadsheet counts."""
    columns: tuple[Column, ...]
    sheet: str = ""

    def of(self, target: str) -> tuple[Column, ...]:
        """Return the columns taken for something."""
        return tuple(column for column in self.columns if column.target == target)


@cache
def _words() -> Mapping[str, tuple[tuple[str, ...], ...]]:
    source = resources.files("generator").joinpath("contributing", "importing", "columns.yml").read_text("utf-8")
    return {
        target: tuple(tuple(str(phrase).split()) for phrase in phrases)
        for target, phrases in yaml.safe_load(source).items()
    }


def targets() -> frozenset[str]:
    """Return what a column may be, without the number or the seat that can stand inside."""
    return frozenset(_words()) | {UNKNOWN}


def guessed(sheet: Sheet) -> SheetMapping:
    """Find the row of the headings and guess each column; raises CannotRun where no column could hold a name."""
    ranked = [(_worth(row), -at, row) for at, row in enumerate(sheet.rows[:_HEADER_ROWS])]
    worth, at, header = max(ranked, key=lambda ranked_row: ranked_row[:2])
    if worth <= 0:
        raise CannotRun("import_no_header", rows=_HEADER_ROWS)
    groups = _groups(sheet.rows[-at - 1], header) if at else {}
    width = max(len(row.cells) for row in sheet.rows)
    headings = _told_apart([header.cell(column) for column in range(width)])
    found = [
        Column(column, heading, _target(header.cell(column), groups.get(column, "")))
        for column, heading in enumerate(headings)
        if header.cell(column) or any(row.cell(column) for row in sheet.rows if row.number > header.number)
    ]
    return SheetMapping(header.number, tuple(_sensible(found)), sheet.name)


def _worth(row: Row) -> int:
    """Tell how much a row looks like one of headings: columns that are understood, less what is surely content."""
    written = [cell for cell in row.cells if cell]
    if any(len(cell) > _LONGEST * 2 for cell in written) or len(written) < 2:  # noqa: PLR2004 - a title stands alone
        return 0
    known = [_target(cell, "") for cell in written]
    content = sum(bool(re.search(r"@|https?:|[0-9]{5}|^[0-9]+$", cell)) for cell in written)
    repeated = len(written) - len(set(written))
    has_name = "nome" in known
    return 2 * sum(target != UNKNOWN for target in known) + 2 * has_name - 3 * content - repeated if has_name else 0


def _groups(above: Row, header: Row) -> dict[int, str]:
    """Return, by column, the heading of its group: that of merged cells stands in the first of them."""
    if sum(map(bool, above.cells)) >= sum(map(bool, header.cells)) or sum(map(bool, above.cells)) < 2:  # noqa: PLR2004
        return {}
    named, last = {}, ""
    for column in range(len(header.cells)):
        last = above.cell(column) or last
        named[column] = last
    return named


def _told_apart(headings: Sequence[str]) -> list[str]:
    """Name each column so that the mapping can be read back: «Telefono», «Telefono (2)», «colonna 7»."""
    seen: Counter[str] = Counter()
    apart = []
    for at, heading in enumerate(headings):
        name = " ".join(heading.split()) or f"colonna {at + 1}"
        seen[name] += 1
        apart.append(name if seen[name] == 1 else f"{name} ({seen[name]})")
    return apart


def _target(heading: str, group: str) -> str:
    plain = _plain(heading)
    if not plain:
        return UNKNOWN
    seat = next((_SEATS[word] for word in _plain(f"{group} {heading}").split() if word in _SEATS), "")
    number = _ORDINAL.search(plain) or _ORDINAL.search(_plain(group))
    bare = _ORDINAL.sub("", plain).strip() if number else plain
    target = _best(bare) or _best(_plain(_BRACKETS.sub("", heading)))
    if group and target in {"", "nome", "temi", "territori"} and _best(_plain(group)).startswith("attivita."):
        target = {"nome": "attivita.nome", "temi": "attivita.tipo", "territori": "attivita.dove"}.get(target, target)
    if _best(_plain(group)) == PERSONAL and target.split(".")[0] in _OF_ANYBODY:
        return PERSONAL
    room, _, part = target.partition(".")
    which = number[1] or number[2] if number else ""
    if room == "luoghi" and (seat or which):
        return f"luoghi.{seat or which}.{part}"
    if room == "attivita" and which:
        return f"attivita.{which}.{part}"
    return target or UNKNOWN


def _plain(text: str) -> str:
    return " ".join(_WORD.findall(without_accents(text.replace("º", " ").replace("°", " ")).casefold()))


def _best(plain: str) -> str:
    """Return what a heading means: equal to a phrase, else holding the longest; persons before everything."""
    words = plain.split()
    telling = [word for word in words if word not in _FILLING]
    best, found = 0, ""
    for target, phrases in _words().items():
        for phrase in phrases:
            if list(phrase) == words:
                rank = 1000
            elif [word for word in phrase if word not in _FILLING] == telling and telling:
                rank = 900
            elif len(phrase[0]) > 2 and _runs(phrase, words):  # noqa: PLR2004 - «n», «cf» only alone
                rank = 10 * len(phrase) + sum(map(len, phrase)) // 4
                rank += 500 * (target == PERSONAL)
            else:
                continue
            if rank > best:
                best, found = rank, target
    return found


def _runs(phrase: Sequence[str], words: Sequence[str]) -> bool:
    return any(tuple(words[at : at + len(phrase)]) == tuple(phrase) for at in range(len(words)))


def _sensible(columns: Sequence[Column]) -> list[Column]:
    """Mend what only the other columns tell: «Nome» beside «Cognome» is a person's; there is one name of a body."""
    has_surname = any(re.search(r"\bcognome\b", _plain(column.heading)) for column in columns)
    mended, taken = [], set()
    for column in columns:
        target = column.target
        if has_surname and target == "nome" and _plain(column.heading) == "nome":
            target = PERSONAL
        if target in _SINGLE and target in taken:
            target = {"nome": "altri_nomi"}.get(target, UNKNOWN)
        taken.add(target)
        mended.append(Column(column.at, column.heading, target))
    return mended


def as_text(mapping: SheetMapping, file: str) -> str:
    """Write a mapping as a file that people correct: one line a column."""
    lines = [
        f"# Come si leggono le colonne di «{file}»: correggi e usa ancora con --mapping.",
        "# Una colonna è una voce della scheda, «personale» (non si legge), «non_importare» o «da_decidere».",
        *([f"foglio: {_quoted(mapping.sheet)}"] if mapping.sheet else []),
        f"intestazione: {mapping.header}",
        "colonne:",
        *(f"  {_quoted(column.heading)}: {column.target}" for column in mapping.columns),
    ]
    return "\n".join([*lines, ""])


def _quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def read_mapping(path: Path, sheet: Sheet) -> SheetMapping:
    """Read a mapping for a sheet; a column that it does not name is still to be told.

    Raises CannotRun where it cannot be read, or names what is not there.
    """
    try:
        data: Any = parse(path.read_text("utf-8"), path.name)[0]
    except (OSError, UnicodeDecodeError) as error:
        raise CannotRun("import_mapping_unreadable", file=path.name, reason=error) from error
    given = data.get("colonne") if isinstance(data, Mapping) else None
    if not isinstance(given, Mapping):
        raise CannotRun("import_mapping_unreadable", file=path.name, reason="«colonne»")
    number = str(data.get("intestazione") or guessed(sheet).header)
    header = next((row for row in sheet.rows if str(row.number) == number), None)
    if header is None:
        raise CannotRun("import_mapping_header", file=path.name, row=number)
    width = max(len(row.cells) for row in sheet.rows)
    headings = _told_apart([header.cell(at) for at in range(width)])
    if missing := [name for name in given if name not in headings]:
        raise CannotRun("import_mapping_column", file=path.name, column=missing[0], columns=", ".join(headings))
    for name, target in given.items():
        if not isinstance(target, str) or _general(target) not in targets():
            raise CannotRun(
                "import_mapping_target",
                file=path.name,
                column=name,
                target=target,
                known=", ".join(sorted(targets())),
            )
    columns = tuple(
        Column(at, heading, str(given.get(heading, UNKNOWN)))
        for at, heading in enumerate(headings)
        if header.cell(at) or heading in given
    )
    return SheetMapping(header.number, columns, sheet.name)


def _general(target: str) -> str:
    """Return what a column is without which of several: `luoghi.legale.cap` → `luoghi.cap`."""
    steps = target.split(".")
    return f"{steps[0]}.{steps[-1]}" if len(steps) == 3 else target  # noqa: PLR2004 - room, which, part
