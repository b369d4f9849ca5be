"""The file that goes to a translator and comes back: CSV for who works in a spreadsheet, XLIFF 1.2 for their programs.

XLIFF 1.2 (OASIS, 2008) because OmegaT, Poedit, Weblate and the like all read it; what comes back in XLIFF 2 is read
too.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import Final, NoReturn
from xml.parsers import expat
from xml.sax.saxutils import escape, quoteattr

from generator.contributing.refusals import Refused
from generator.contributing.translating.entries import Entry
from generator.errors import CannotRun
from generator.exports.spreadsheet import as_written, spreadsheet
from generator.reading.spreadsheets import read_sheet
from generator.reading.whole_file import whole_file
from generator.records.languages import FIRST

CSV: Final = ".csv"
XLIFF: Final = (".xlf", ".xliff")

MAX_BYTES: Final = 8 * 1024 * 1024
MAX_UNITS: Final = 50_000
MAX_TEXT: Final = 20_000
_LONGEST_KEY: Final = 200
_KEY, _ITALIAN, _BEFORE = "chiave", "italiano", "traduzione di prima"
_TRANSLATION: Final = re.compile(r"traduzione \(([A-Za-z-]{2,12})\)")
_LONGEST_CODE: Final = 12
_TEXTS: Final = frozenset({"source", "target", "note"})
_UNITS: Final = frozenset({"trans-unit", "unit"})
_READABLE: Final = frozenset({"utf-8", "utf-16-le", "utf-16-be", ""})
"""How a table must be written, or not say (a workbook): other tables lack the letters of most languages."""


@dataclass(slots=True)
class Returned:
    """One text that comes back: what it was made from, and where it stands in its file (a line, or a row)."""

    key: str
    line: int
    source: str = ""
    target: str = ""
    before: str = ""
    """The translation there was when the file was made; empty where there was none."""


def written(path: Path, entries: Sequence[Entry], lang: str) -> bytes:
    """Write the texts to translate, in the format that the name of the file asks for."""
    if path.suffix.casefold() == CSV:
        header = (_KEY, _ITALIAN, f"traduzione ({lang})", _BEFORE)
        return spreadsheet(header, ((entry.key, entry.source, entry.target, entry.target) for entry in entries))
    if path.suffix.casefold() in XLIFF:
        return _as_xliff(entries, lang).encode()
    raise CannotRun("translate_format", file=path.name)


def _as_xliff(entries: Iterable[Entry], lang: str) -> str:
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        '<xliff version="1.2" xmlns="urn:oasis:names:tc:xliff:document:1.2">',
    ]
    for file, inside in groupby(entries, lambda entry: entry.file):
        about = f'source-language="{FIRST}" target-language={quoteattr(lang)} datatype="plaintext"'
        lines += [f"<file original={quoteattr(file)} {about}>", "<body>"]
        for entry in inside:
            lines += [f"<trans-unit id={quoteattr(entry.key)}>", f"<source>{escape(entry.source)}</source>"]
            if entry.target:
                old = f"<target>{escape(entry.target)}</target>"
                lines += [
                    f'<target state="needs-review-translation">{escape(entry.target)}</target>',
                    f'<alt-trans alttranstype="previous-version">{old}</alt-trans>',
                ]
            lines.append("</trans-unit>")
        lines += ["</body>", "</file>"]
    return "\n".join([*lines, "</xliff>", ""])


def read_returned(path: Path, lang: str) -> list[Returned]:
    """Read what came back in a language.

    Raises CannotRun for a file that is not there or too large; Refused, with the line, for one that is not such a file,
    is of another language, names a text twice, or holds what could harm who reads it.
    """
    content = whole_file(path, MAX_BYTES)
    found = _Xliff(path.name, lang).read(content) if path.suffix.casefold() in XLIFF else _of_table(path, lang)
    seen: set[str] = set()
    for unit in found:
        if unit.key in seen:
            raise Refused("translate_twice", file=path.name, line=unit.line, entry=unit.key[:_LONGEST_KEY])
        if max(map(len, (unit.source, unit.target, unit.before))) > MAX_TEXT:
            raise Refused("translate_long", file=path.name, line=unit.line, most=MAX_TEXT)
        seen.add(unit.key)
    return found


def _of_table(path: Path, lang: str) -> list[Returned]:
    sheet = read_sheet(path)
    if sheet.encoding not in _READABLE:
        raise Refused("translate_encoding", file=path.name)
    header, *rows = sheet.rows
    names = [cell.casefold() for cell in header.cells]
    asked = [(at, match[1]) for at, name in enumerate(names) if (match := _TRANSLATION.fullmatch(name))]
    if _KEY not in names or _ITALIAN not in names or not asked:
        raise Refused("translate_columns", file=path.name, line=header.number, lang=lang)
    column = next((at for at, code in asked if code == lang), None)
    if column is None:
        raise Refused("translate_language", file=path.name, line=header.number, found=asked[0][1], lang=lang)
    places = names.index(_KEY), names.index(_ITALIAN), column, names.index(_BEFORE) if _BEFORE in names else len(names)
    found = []
    for row in rows:
        key, source, target, before = (as_written(row.cell(at)) for at in places)
        if not key:
            raise Refused("translate_no_key", file=path.name, line=row.number)
        found.append(Returned(key, row.number, source, target, before))
    return found


class _Xliff:
    """Reads a file of XLIFF as it comes, with its lines: no document type, no entity and no other file is ever read."""

    def __init__(self, file: str, lang: str) -> None:
        self.file = file
        self.lang = lang
        self.found: list[Returned] = []
        self.around: list[str] = []
        """The elements that are open, from the outside in."""
        self.is_xliff = False
        self.parser = expat.ParserCreate(namespace_separator=" ")
        self.parser.buffer_text = True
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self._text
        self.parser.StartDoctypeDeclHandler = self._doctype

    def read(self, content: bytes) -> list[Returned]:
        """Return the texts in their order."""
        try:
            self.parser.Parse(content, True)
        except expat.ExpatError as error:
            raise Refused("translate_xml", file=self.file, line=error.lineno) from error
        if not self.is_xliff:
            raise Refused("translate_no_xliff", file=self.file, line=1)
        # Programs put blanks around texts.
        return [
            Returned(unit.key, unit.line, unit.source.strip(), unit.target.strip(), unit.before.strip())
            for unit in self.found
        ]

    def _refuse(self, key: str, **values: object) -> NoReturn:
        raise Refused(key, file=self.file, line=self.parser.CurrentLineNumber, **values)

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        name = name.rpartition(" ")[2]
        self.is_xliff = self.is_xliff or name == "xliff"
        self.around.append(name)
        told = attributes.get("target-language") or attributes.get("trgLang") or self.lang
        if name in {"file", "xliff"} and told.casefold() != self.lang:
            self._refuse("translate_language", found=told[:_LONGEST_CODE], lang=self.lang)
        if name in _UNITS:
            if not attributes.get("id"):
                self._refuse("translate_no_key")
            if len(self.found) >= MAX_UNITS:
                self._refuse("translate_many", most=MAX_UNITS)
            self.found.append(Returned(attributes["id"], self.parser.CurrentLineNumber))

    def _end(self, _: str) -> None:
        self.around.pop()

    def _text(self, data: str) -> None:
        name = next((name for name in reversed(self.around) if name in _TEXTS), "")
        if name not in {"source", "target"} or _UNITS.isdisjoint(self.around):
            return
        unit = self.found[-1]
        if "alt-trans" not in self.around:
            setattr(unit, name, getattr(unit, name) + data)
        elif name == "target":
            unit.before += data

    def _doctype(self, *_: object) -> None:
        self._refuse("translate_doctype")
