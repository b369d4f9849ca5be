"""The rows of a sheet as records: which rows are one body, what each becomes, what went nowhere.

The checker itself says what may stand in a record: a value that it finds wrong, or that may be about a person, leaves
the draft and is told in the account. So a draft that is written always checks, and nothing personal is written.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final

from generator.catalogue import Vocabularies
from generator.catalogue.vocabularies import UNSPECIFIED
from generator.checking import check_record
from generator.checking.spelling import folded
from generator.contributing.importing.assembling import Assembled, Piece, assembled
from generator.contributing.importing.cells import Left, Reader, Value, is_nothing
from generator.contributing.importing.columns import (
    CONSENT,
    COUNTED,
    FREE,
    PERSONAL,
    UNKNOWN,
    Column,
    SheetMapping,
    ticked,
)
from generator.contributing.records.new import suggested_body
from generator.diagnostics import Finding
from generator.reading.folder import FOLDERS, SourceFile, slug
from generator.reading.spreadsheets import Row, Sheet
from generator.records.plain import without_empty

ABOUT_PERSONS: Final = frozenset({"E301", "E302", "E303", "W304", "W305", "W306", "W311"})
_TOTAL: Final = re.compile(r"(?:totale|totali|tot\.?|fonte|nota|note|legenda|n\.b\.|\*)\b|\*", re.IGNORECASE)
_MOST_ROUNDS: Final = 12


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the account: a cell, or a part of it, and what became of it.

    `outcome`: `scheda` (in the record, at `where`), `gia` (held already), `fuori` (went nowhere, for `reason`),
    `personale` (never read), `vuota` (says that there is nothing), `ignorata` (a column that the mapping leaves out),
    `contata` (an answer that is counted; it may be in the record too), `libera` (an opinion, for the office to read).
    `words` is empty where they may be about a person.
    """

    row: int
    column: str
    outcome: str
    words: str = ""
    where: str = ""
    reason: str = ""
    blanks: Mapping[str, object] = field(default_factory=dict)


@dataclass(slots=True)
class Draft:
    """A body as the sheet tells it: its plain data, the rows it comes from; two may wish for one id."""

    id: str
    data: dict[str, Any]
    rows: tuple[int, ...]
    kind: str = "ente"

    @property
    def file(self) -> str:
        """Where it would be written, relative to the catalogue."""
        return f"{FOLDERS[self.kind]}/{self.id}.yml"

    @property
    def name(self) -> str:
        """Its name."""
        return str(self.data.get("nome", ""))


@dataclass(slots=True)
class Read:
    """What a sheet came to."""

    drafts: list[Draft]
    account: list[Line]
    cells: int
    """Cells with something in them below the headings: each has at least one line in the account."""


@dataclass(frozen=True)
class Way:
    """How a sheet is to be read: its columns, the words of the catalogue, where it comes from, on which day."""

    mapping: SheetMapping
    vocabularies: Vocabularies
    today: date
    source: Mapping[str, str]
    territory: str = ""
    """Where bodies are that do not say it: the only town of the catalogue."""

    @property
    def reader(self) -> Reader:
        """The reader of its cells."""
        return Reader(self.vocabularies, self.today.year)


def read_bodies(sheet: Sheet, way: Way) -> Read:
    """Read every row below the headings."""
    rows = [row for row in sheet.rows if row.number > way.mapping.header]
    header = next((row for row in sheet.rows if row.number == way.mapping.header), None)
    read = Read([], [], sum(sum(map(bool, row.cells)) for row in rows))
    groups: dict[str, list[Row]] = {}
    last = ""
    for row in rows:
        if reason := _no_body(row, header, way):
            read.account += _left_whole(row, way, reason)
            continue
        # In a register a row without a name goes on about the body above; an answer without one is somebody else's.
        key = _key(row, way) or ("" if way.mapping.has_answers else last)
        if not key or not _agrees(row, way):
            reason = "no_consent" if key else "anonymous" if way.mapping.has_answers else "no_name"
            read.account += _left_whole(row, way, reason)
            continue
        groups.setdefault(key, []).append(row)
        last = key
    found = (_draft(group, way, read.account) for group in _joined(groups, way))
    read.drafts += [draft for draft in found if draft is not None]
    read.account.sort(key=lambda line: line.row)
    return read


def _no_body(row: Row, header: Row | None, way: Way) -> str:
    """Tell why a row is about no body: headings again, a total, a note."""
    if header is not None and row.cells == header.cells:
        return "headings_again"
    written = [cell for cell in row.cells if cell]
    names = [row.cell(column.at) for column in way.mapping.of("nome")]
    if len(written) <= 2 and _TOTAL.match(written[0]) and (not any(names) or _TOTAL.match(next(filter(None, names)))):  # noqa: PLR2004
        return "total"
    if all(is_nothing(cell) for cell in written):
        return "nothing"
    return ""


def _left_whole(row: Row, way: Way, reason: str) -> Iterator[Line]:
    """Account for a row that is about no body."""
    known = {column.at: column for column in way.mapping.columns}
    for at, cell in enumerate(row.cells):
        if not cell:
            continue
        column = known.get(at) or Column(at, "", UNKNOWN)
        if column.target in {PERSONAL, COUNTED, FREE}:
            yield _unread(row, column, cell)
            continue
        if column.is_counted:
            yield Line(row.number, column.heading, "contata")
        yield Line(row.number, column.heading, "fuori", "" if reason == "no_consent" else cell, reason=reason)


def _agrees(row: Row, way: Way) -> bool:
    """Tell whether a record may be made: where a form asks it, only a yes is one."""
    asked = way.mapping.of(CONSENT)
    return not asked or any(re.match("s[iì]|yes|vero|true|1$|y$", row.cell(column.at).casefold()) for column in asked)


def _unread(row: Row, column: Column, cell: str) -> Line:
    """Account for a cell that no record is made from; what may be about a person, or is an opinion, is not repeated."""
    match column.target:
        case "personale":
            return Line(row.number, column.heading, "personale", reason="column")
        case "si_conta":
            return Line(row.number, column.heading, "contata")
        case "testo_libero":
            return Line(row.number, column.heading, "libera")
        case "da_decidere":
            return Line(row.number, column.heading, "fuori", cell, reason="undecided")
    return Line(row.number, column.heading, "ignorata", cell)


def _key(row: Row, way: Way) -> str:
    """Return what tells a body from the others of the sheet: its tax code, else name and town; empty without either."""
    names = [row.cell(column.at) for column in way.mapping.of("nome") if not is_nothing(row.cell(column.at))]
    for target in ("codice_fiscale", "codice_fiscale_o_partita_iva"):
        for column in way.mapping.of(target):
            said = list(way.reader.read(column, row.cell(column.at)))
            codes = [value.value for value in said if isinstance(value, Value) and value.slot == ("codice_fiscale",)]
            if codes and names:
                return f"codice:{codes[0]}"
    if not names:
        return ""
    return f"nome:{folded(names[0])}:{_town(row, way)}"


def _town(row: Row, way: Way) -> str:
    towns = [
        row.cell(column.at)
        for column in way.mapping.columns
        if (column.target.startswith("luoghi.") and column.target.endswith(".comune"))
        or column.target == "luoghi.comune"
    ]
    return folded(towns[0]) if towns else ""


def _joined(groups: Mapping[str, list[Row]], way: Way) -> list[list[Row]]:
    """A body that has its tax code in one row only is found again by its name."""
    by_name: dict[str, str] = {}
    for key, rows in groups.items():
        if key.startswith("codice:"):
            for row in rows:
                name = next((row.cell(column.at) for column in way.mapping.of("nome") if row.cell(column.at)), "")
                by_name.setdefault(f"nome:{folded(name)}:{_town(row, way)}", key)
    joined: dict[str, list[Row]] = {}
    for key, rows in groups.items():
        joined.setdefault(by_name.get(key, key), []).extend(rows)
    return list(joined.values())


def _draft(rows: Sequence[Row], way: Way, account: list[Line]) -> Draft | None:
    pieces: list[Piece] = []
    for row in rows:
        pieces += _pieces(row, way, account)
    pieces, made = _sound(pieces, way, account)
    if "nome" not in made.data:
        account += (_line(piece, "fuori", "no_name") for piece in pieces)
        return None
    account += (_line(piece, "scheda", where="/".join(map(str, path))) for path, piece in made.origins.items())
    account += (_line(piece, "gia") for piece in made.repeated)
    account += (
        _line(piece, "fuori", "other_value" if kept else "no_room", blanks={"value": kept})
        for piece, kept in made.clashing
    )
    name = str(made.data["nome"])
    return Draft(slug(name) or "ente", _completed(made.data, way), tuple(row.number for row in rows))


def _pieces(row: Row, way: Way, account: list[Line]) -> Iterator[Piece]:
    known = {column.at: column for column in way.mapping.columns}
    for at, cell in enumerate(row.cells):
        if not cell:
            continue
        column = known.get(at) or Column(at, "", UNKNOWN)
        if column.is_counted and column.is_read:
            account.append(Line(row.number, column.heading, "contata"))
        if not column.is_read:
            account.append(_unread(row, column, cell))
        else:
            answer = ticked(cell, column.choice) if column.choice else cell
            said = list(way.reader.read(column, answer))
            if not said:
                account.append(Line(row.number, column.heading, "vuota", cell))
            for part in said:
                if isinstance(part, Left):
                    is_personal = part.reason == "person"
                    words = "" if is_personal else part.words
                    outcome = "personale" if is_personal else "fuori"
                    account.append(Line(row.number, column.heading, outcome, words, "", part.reason, part.blanks))
                else:
                    yield Piece(part, row, column)


def _sound(pieces: list[Piece], way: Way, account: list[Line]) -> tuple[list[Piece], Assembled]:
    """Take out, one round after the other, what the checker finds wrong or may be about a person."""
    for _ in range(_MOST_ROUNDS):
        made = assembled(pieces, way.today.year, way.vocabularies)
        if "nome" not in made.data:
            return pieces, made
        wrong: dict[int, tuple[Piece, Finding]] = {}
        for finding in flaws_of(_completed(made.data, way), "ente", way):
            for piece in made.behind(finding.path):
                # A body may be called after somebody: its name is public, and the checker asks about it later.
                if piece.said.slot != ("nome",) or finding.code.startswith("E3"):
                    wrong.setdefault(id(piece), (piece, finding))
        if not wrong:
            return pieces, made
        for piece, finding in wrong.values():
            if finding.code in ABOUT_PERSONS:
                account.append(Line(piece.row.number, piece.column.heading, "personale", reason=finding.code))
            else:
                account.append(_line(piece, "fuori", finding.code, blanks=finding.values))
        pieces = [piece for piece in pieces if id(piece) not in wrong]
    return pieces, assembled(pieces, way.today.year, way.vocabularies)


def flaws_of(data: Mapping[str, Any], kind: str, way: Way) -> list[Finding]:
    """Return what keeps values out of a draft of `kind`: errors, and what may be about a person."""
    record = SourceFile(kind, "bozza", f"{FOLDERS[kind]}/bozza.yml", {**data})
    found = check_record(record, way.vocabularies, way.today)
    return [finding for finding in found if finding.code.startswith("E") or finding.code in ABOUT_PERSONS]


def _completed(data: Mapping[str, Any], way: Way) -> dict[str, Any]:
    """Add what every draft says: its kind, where it is, where the words come from, that nobody has confirmed it."""
    whole = dict(data)
    whole.setdefault("tipo", suggested_body(str(data.get("nome", "")), way.vocabularies) or UNSPECIFIED)
    if (
        not whole.get("territori")
        and not any(place.get("territorio") for place in whole.get("luoghi", ()))
        and way.territory
    ):
        whole["territori"] = [way.territory]
    if registers := whole.get("albi"):
        whole["albi"] = [{"nome": way.source.get("titolo", ""), **register} for register in registers]
    if networks := whole.get("aderisce"):
        whole["aderisce"] = [{"rete": {"nome": name} if isinstance(name, str) else name} for name in networks]
    whole["stato"] = "bozza"
    whole["fonti"] = [dict(way.source)]
    cleaned: dict[str, Any] = without_empty(whole)
    return cleaned


def _line(
    piece: Piece, outcome: str, reason: str = "", where: str = "", blanks: Mapping[str, object] | None = None
) -> Line:
    value = piece.said.value
    told = value.get("valore") or value.get("descrizione") or value.get("nome") if isinstance(value, Mapping) else value
    words = str(told)
    return Line(piece.row.number, piece.column.heading, outcome, words, where, reason, blanks or {})
