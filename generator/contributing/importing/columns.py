"""What the columns of a sheet are: guessed from their headings, written as a mapping, read back for the next year.

Words of headings are data (`columns.yml`). A heading can say which of several things it is about: «Indirizzo sede
operativa», «Attività 2»; a row above it that names a group of columns («Sede legale» over «Via», «Civico») counts too.
"""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache
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
COUNTED: Final = "si_conta"
"""A question whose answers are counted (`import ascolto`); beside another target it is counted too."""
MOMENT: Final = "momento"
"""When a form was sent: each row is then an answer of its own, and what the form adds itself is about who sent it."""
CONSENT: Final = "consenso_scheda"
"""Whether a record may be made of an answer; where the question stands, silence is no."""
FREE: Final = "testo_libero"
"""An opinion in somebody's own words: it is for the office to read, and is never written anywhere."""
_OF_THE_TOOL: Final = "del_modulo"
"""In `columns.yml`, what a form adds by itself beside the day: left out like `LEFT`."""

_SEATS: Final = {"legale": "legale", "operativa": "operativa", "operative": "operativa"}
_WORD: Final = re.compile("[a-z0-9]+")
_BRACKETS: Final = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")
_ORDINAL: Final = re.compile(r"\s+([1-9][0-9]?)$|^([1-9][0-9]?)\s+")
_HEADER_ROWS: Final = 25
"""Rows at the top among which the headings are sought: registers begin with titles and dates."""
_LONGEST: Final = 120
"""A heading is a few words, or the question of a questionnaire."""
_NUMBERED: Final = re.compile(
    r"\b(attivita|servizio|progetto|iniziativa|corso|sede)\s+(?:n\s+|nr\s+|numero\s+)?([1-9][0-9]?)\b"
)
_NUMBERED_BEFORE: Final = re.compile(
    r"\b(?:([1-9][0-9]?)\s?[oa]?|(prim|second|terz|quart|quint|sest|settim|ottav)[oa])\s+"
    r"(attivita|servizio|progetto|iniziativa|corso|sede)\b"
)
_ORDINAL_WORDS: Final = ("prim", "second", "terz", "quart", "quint", "sest", "settim", "ottav")
_PARTS_OF_ACTIVITIES: Final = {
    "": "attivita.nome",
    "nome": "attivita.nome",
    "temi": "attivita.tipo",
    "tipo": "attivita.tipo",
    "territori": "attivita.dove",
    "luoghi.indirizzo": "attivita.dove",
    "luoghi.nome": "attivita.dove",
    "luoghi.comune": "attivita.dove",
    "luoghi.localita": "attivita.dove",
    "luoghi.orari": "attivita.quando",
    "descrizione": "attivita.descrizione",
    "destinatari": "attivita.destinatari",
}
"""What words mean in a column about one of several activities."""
_CHOICE: Final = re.compile(r"(.+?)\s*(?:\[(.+)\]|/(.+)|\s[-–>:]+\s(.+))\s*", re.DOTALL)
_YES: Final = frozenset({"si", "x", "1", "y", "yes", "true", "vero", "selezionato"})
_TICKS: Final = _YES | {"no", "0", "n", "false", "falso", "n/a", "non selezionato"}
"""What a column holds that stands for one answer among several."""
_OF_THE_FORM: Final = frozenset(
    [
        "nome",
        "email",
        "e mail",
        "indirizzo email",
        "indirizzo e mail",
        "posta elettronica",
        "nome utente",
        "name",
        "username",
    ]
)
"""Columns that a form adds by itself, beside the day and the hour: they are of who answered."""
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
_NOT_READ: Final = frozenset({PERSONAL, LEFT, UNKNOWN, COUNTED, MOMENT, CONSENT, FREE})
_ROOMS: Final = {"attivita": "attivita.nome", "luoghi": "luoghi.indirizzo"}
"""Lists of things with parts, and the part that each begins with."""
_ABOUT_ANSWERS: Final = "# Di un questionario anche «si_conta» e «testo_libero»; [temi, si_conta] vuol dire tutt'e due."
_SINGLE: Final = frozenset({"nome", "sigla", "tipo", "codice_fiscale", "partita_iva", "anno"})


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its place from 0, its heading as it stands there, what it is taken for."""

    at: int
    heading: str
    target: str
    choice: str = ""
    """The answer that the column stands for, where a question has a column for each: «Settore [Cultura]»."""
    question: str = ""
    """The question of such an answer."""
    is_counted: bool = False

    @property
    def is_read(self) -> bool:
        """Whether something of its cells may get into a record."""
        return self.target not in _NOT_READ

    @property
    def asks(self) -> str:
        """The question that the column answers."""
        return self.question or self.heading


@dataclass(frozen=True, slots=True)
class SheetMapping:
    """How a sheet is read: the row of the headings, and what each column is."""

    header: int
    """Number of the row, as a spreadsheet counts."""
    columns: tuple[Column, ...]
    sheet: str = ""
    is_survey: bool = False
    """Whether its rows are answers to questions."""

    def of(self, target: str) -> tuple[Column, ...]:
        """Return the columns taken for something."""
        return tuple(column for column in self.columns if column.target == target)

    @property
    def has_answers(self) -> bool:
        """Whether each row is an answer to a form, and so a body of its own."""
        return self.is_survey or bool(self.of(MOMENT))


@cache
def _words() -> Mapping[str, tuple[tuple[str, ...], ...]]:
    source = resources.files("generator").joinpath("contributing", "importing", "columns.yml").read_text("utf-8")
    return {
        target: tuple(tuple(str(phrase).split()) for phrase in phrases)
        for target, phrases in yaml.safe_load(source).items()
    }


def targets() -> frozenset[str]:
    """Return what a column may be, without the number or the seat that can stand inside."""
    return frozenset(_words()) - {_OF_THE_TOOL} | {UNKNOWN, COUNTED, CONSENT, FREE}


def guessed(sheet: Sheet, header: Row | None = None) -> SheetMapping:
    """Find the row of the headings, unless it is known, and guess each column.

    Raises CannotRun where no column could hold a name.
    """
    if header is None:
        ranked = [(_worth(row), -at, row) for at, row in enumerate(sheet.rows[:_HEADER_ROWS])]
        worth, _, header = max(ranked, key=lambda ranked_row: ranked_row[:2])
        if worth <= 0:
            raise CannotRun("import_no_header", rows=_HEADER_ROWS)
    at = sheet.rows.index(header)
    groups = _groups(sheet.rows[at - 1], header) if at else {}
    width = max(len(row.cells) for row in sheet.rows)
    headings = _told_apart([header.cell(column) for column in range(width)])
    below = [row for row in sheet.rows if row.number > header.number]
    choices = choices_of(headings, below)
    found = []
    for column, heading in enumerate(headings):
        if header.cell(column) or any(row.cell(column) for row in below):
            question, choice = choices.get(column, ("", ""))
            target = _target(question or header.cell(column), groups.get(column, ""))
            found.append(Column(column, heading, target, choice, question))
    return SheetMapping(header.number, tuple(_sensible(found)), sheet.name)


def choices_of(headings: Sequence[str], rows: Sequence[Row]) -> dict[int, tuple[str, str]]:
    """Return, by column, question and answer where a question has a column for each of its answers.

    «Settore [Cultura]», «Settore [Sport]» (LimeSurvey), «Settore/Cultura» (KoboToolbox): at least two columns begin
    alike and hold nothing but ticks, or the very answer.
    """
    parted: dict[str, dict[int, str]] = {}
    for at, heading in enumerate(headings):
        if len(heading) <= _LONGEST * 4 and (found := _CHOICE.fullmatch(heading)) is not None:
            choice = next(filter(None, found.groups()[1:])).strip()
            meant = _TICKS | {"", plain_heading(choice)}
            values = {row.cell(at) for row in rows} - {""}
            has_own_words = plain_heading(choice).startswith(("altro", "other"))
            if has_own_words or all(not {value.casefold(), plain_heading(value)}.isdisjoint(meant) for value in values):
                parted.setdefault(found[1].strip(), {})[at] = choice
    return {
        at: (question, choice) for question, of_it in parted.items() if len(of_it) > 1 for at, choice in of_it.items()
    }


def ticked(cell: str, choice: str) -> str:
    """Return the answer of a column of ticks: the one it stands for, what was written in its place, or nothing."""
    plain = plain_heading(cell)
    if plain in _YES or plain == plain_heading(choice):
        return choice
    return "" if plain in _TICKS or cell.casefold() in _TICKS else cell


def _worth(row: Row) -> int:
    """Tell how much a row looks like one of headings: columns that are understood, less what is surely content."""
    written = [cell for cell in row.cells if cell]
    if len(written) < 2:  # noqa: PLR2004 - a title stands alone
        return 0
    known = [_target(cell, "") for cell in written]
    if MOMENT in known and len(written) > 3:  # noqa: PLR2004 - what a form exports, whatever it asks
        return 3 * len(written)
    if any(len(cell) > _LONGEST * 2 for cell in written):
        return 0
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
    plain = plain_heading(heading)
    if not plain:
        return UNKNOWN
    seat = next((_SEATS[word] for word in plain_heading(f"{group} {heading}").split() if word in _SEATS), "")
    if numbered := _of_several(plain):
        return numbered
    number = _ORDINAL.search(plain) or _ORDINAL.search(plain_heading(group))
    bare = _ORDINAL.sub("", plain).strip() if number else plain
    # What follows a question explains it: «Che attività fate? Scrivete tutto quello che fate per il quartiere.»
    asked = plain_heading(heading.partition("?")[0]) if "?" in heading else ""
    target = _best(asked) or _best(bare) or _best(plain_heading(_BRACKETS.sub("", heading)))
    if group and target in {"", "nome", "temi", "territori"} and _best(plain_heading(group)).startswith("attivita."):
        target = {"nome": "attivita.nome", "temi": "attivita.tipo", "territori": "attivita.dove"}.get(target, target)
    if _best(plain_heading(group)) == PERSONAL and target.split(".")[0] in _OF_ANYBODY:
        return PERSONAL
    room, _, part = target.partition(".")
    which = number[1] or number[2] if number else ""
    if room == "luoghi" and (seat or which):
        return f"luoghi.{seat or which}.{part}"
    if room == "attivita" and which:
        return f"attivita.{which}.{part}"
    return target or UNKNOWN


def _of_several(plain: str) -> str:
    """Read «Attività 1 – giorni», «Orario seconda attività»: which, and what of it; empty for what has no number."""
    after, before = _NUMBERED.search(plain), _NUMBERED_BEFORE.search(plain)
    if after:
        word, number, rest = after[1], after[2], f"{plain[: after.start()]} {plain[after.end() :]}"
    elif before:
        number = before[1] or str(_ORDINAL_WORDS.index(before[2]) + 1)
        word, rest = before[3], f"{plain[: before.start()]} {plain[before.end() :]}"
    else:
        return ""
    if _best(rest.strip()) == PERSONAL:
        return ""
    telling = " ".join(word for word in rest.split() if word not in _FILLING)
    if word == "sede":
        target = _best(telling) or "luoghi.indirizzo"
        return f"luoghi.{number}.{target.partition('.')[2]}" if target.startswith("luoghi.") else ""
    target = _best(telling)
    if not target.startswith("attivita.") and (with_its_word := _best(f"{telling} attivita")).startswith("attivita."):
        target = with_its_word if with_its_word != "attivita.nome" else _PARTS_OF_ACTIVITIES.get(target, with_its_word)
    elif not target.startswith("attivita."):
        target = _PARTS_OF_ACTIVITIES.get(target, "attivita.nome")
    return f"attivita.{number}.{target.partition('.')[2]}"


@lru_cache(4096)
def plain_heading(text: str) -> str:
    """Return the words of a heading or an answer, without accents, signs and case."""
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
            elif len(phrase[0]) > 2 and _runs(phrase, words) and not _says_nothing(phrase):  # noqa: PLR2004 - «n», «cf» only alone
                if target in {MOMENT, _OF_THE_TOOL}:
                    continue
                rank = 10 * len(phrase) + sum(map(len, phrase)) // 4
                rank += 500 * (target == PERSONAL)
            else:
                continue
            if rank > best:
                best, found = rank, LEFT if target == _OF_THE_TOOL else target
    return found


def _runs(phrase: Sequence[str], words: Sequence[str]) -> bool:
    return any(tuple(words[at : at + len(phrase)]) == tuple(phrase) for at in range(len(words)))


def _says_nothing(phrase: Sequence[str]) -> bool:
    """In a longer heading «associazione» alone is no name: «Di che cosa ha bisogno la vostra associazione?»."""
    return all(word in _FILLING for word in phrase)


def _sensible(columns: Sequence[Column]) -> list[Column]:
    """Mend what only the other columns tell: «Nome» beside «Cognome» is a person's; there is one name of a body."""
    has_surname = any(re.search(r"\bcognome\b", plain_heading(column.heading)) for column in columns)
    mended: list[Column] = []
    taken = set()
    for column in columns:
        target = column.target
        if plain_heading(column.heading) in _OF_THE_FORM and mended and _is_of_the_form(mended):
            # A form that asks to sign in writes down who did, before its first question.
            target = PERSONAL
        if has_surname and target == "nome" and plain_heading(column.heading) == "nome":
            target = PERSONAL
        if target in _SINGLE and target in taken and not column.choice:
            target = {"nome": "altri_nomi"}.get(target, UNKNOWN)
        taken.add(target)
        mended.append(replace(column, target=target))
    return _repeated(mended)


def _is_of_the_form(before: Sequence[Column]) -> bool:
    """Tell whether nothing was asked yet: only what a form adds by itself, the day among it."""
    return any(column.target == MOMENT for column in before) and all(
        column.target in {MOMENT, LEFT, PERSONAL} for column in before
    )


def _repeated(columns: Sequence[Column]) -> list[Column]:
    """Number the groups that come back without a number: «Attività», «Quando», «Attività», «Quando»."""
    numbered = list(columns)
    for room, first in _ROOMS.items():
        places = [at for at, column in enumerate(columns) if _bare_room(column) == room and not column.choice]
        firsts = [at for at in places if columns[at].target == first]
        if len(firsts) < 2:  # noqa: PLR2004 - once is no repetition
            continue
        for at in places:
            which = max(1, sum(began <= at for began in firsts))
            numbered[at] = replace(columns[at], target=f"{room}.{which}.{columns[at].target.partition('.')[2]}")
    return numbered


def _bare_room(column: Column) -> str:
    room, _, part = column.target.partition(".")
    return room if part and "." not in part else ""


def as_text(mapping: SheetMapping, file: str) -> str:
    """Write a mapping as a file that people correct: one line a column."""
    lines = [
        f"# Come si leggono le colonne di «{file}»: correggi e usa ancora con --mapping.",
        "# Una colonna è una voce della scheda, «personale» (non si legge), «non_importare» o «da_decidere».",
        *([_ABOUT_ANSWERS] if any(column.is_counted for column in mapping.columns) else []),
        *([f"foglio: {_quoted(mapping.sheet)}"] if mapping.sheet else []),
        f"intestazione: {mapping.header}",
        "colonne:",
        *(f"  {_quoted(column.heading)}: {_meaning(column)}" for column in mapping.columns),
    ]
    return "\n".join([*lines, ""])


def _meaning(column: Column) -> str:
    both = column.is_counted and column.target != COUNTED
    return f"[{column.target}, {COUNTED}]" if both else column.target


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
    meanings = {name: target if isinstance(target, list) else [target] for name, target in given.items()}
    for name, several in meanings.items():
        target = next(
            (target for target in several if not isinstance(target, str) or _general(target) not in targets()), ""
        )
        if target != "":
            raise CannotRun(
                "import_mapping_target",
                file=path.name,
                column=name,
                target=target,
                known=", ".join(sorted(targets())),
            )
    choices = choices_of(headings, [row for row in sheet.rows if row.number > header.number])
    columns = []
    for at, heading in enumerate(headings):
        if header.cell(at) or heading in given:
            several = meanings.get(heading, [UNKNOWN])
            target = next((target for target in several if target != COUNTED), COUNTED)
            question, choice = choices.get(at, ("", ""))
            columns.append(Column(at, heading, target, choice, question, COUNTED in several))
    return SheetMapping(header.number, tuple(columns), sheet.name)


def _general(target: str) -> str:
    """Return what a column is without which of several: `luoghi.legale.cap` → `luoghi.cap`."""
    steps = target.split(".")
    return f"{steps[0]}.{steps[-1]}" if len(steps) == 3 else target  # noqa: PLR2004 - room, which, part
