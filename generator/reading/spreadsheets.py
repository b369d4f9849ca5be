"""A sheet of a spreadsheet as rows of texts: CSV however it was saved, XLSX, XLS and ODS.

What comes out of offices rarely says how it is written: the encoding is tried from the strictest to the most lenient
(byte order mark, UTF-8, UTF-16 without a mark, then the 8-bit tables of Windows, DOS and the old Mac, by which of them
reads Italian), the separator is the one that parts most rows alike. Workbooks are read by `python-calamine`, an extra.
"""

import csv
import io
import re
import zipfile
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Final

from generator.errors import CannotRun
from generator.reading.whole_file import whole_file

MAX_BYTES: Final = 32 * 1024 * 1024
MAX_UNPACKED: Final = 512 * 1024 * 1024
"""What the parts of a workbook may hold once unpacked: a small file can hide a large one."""
MAX_ROWS: Final = 50_000
MAX_COLUMNS: Final = 400

_WORKBOOKS: Final = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
"""First bytes of ODS and XLSX (archives), and of XLS (OLE)."""
_MARKS: Final = ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"))
_EIGHT_BITS: Final = ("cp1252", "cp850", "mac_roman")
_ITALIAN: Final = re.compile("[àèéìòùÀÈÉÌÒÙ’“”«»–°€]")
_UNLIKELY: Final = re.compile(r"[\x80-\x9f╔╗╚╝║═░▒▓█▄▀ÞðþŠš¥‰Œœ†‡˜¨¯¸]|(?<=[a-z])[ÀÈÉÌÒÙ…‡Š](?=[a-z ]|$)")
_SEPARATORS: Final = ";,\t|"
_LOOKED_AT: Final = 200
"""Rows that choose the separator."""
_TWICE_ENCODED: Final = re.compile("Ã[\u0080-\u00bf\u0152-\u02dc\u2013-\u2122 ]|â€.|Â[\u00a0-\u00bf]")
_HOLLOW: Final = re.compile("[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\u00ad]")


@dataclass(frozen=True, slots=True)
class Row:
    """One row: its number as a spreadsheet counts, from 1, and its cells as texts without blanks around them."""

    number: int
    cells: tuple[str, ...]

    def cell(self, column: int) -> str:
        """Return what stands in a column, counted from 0; empty where the row ends before it."""
        return self.cells[column] if column < len(self.cells) else ""


@dataclass(frozen=True, slots=True)
class Sheet:
    """The rows of a sheet that hold something, and how the file had to be read."""

    rows: tuple[Row, ...]
    name: str = ""
    """Name of the sheet; empty for text."""
    others: tuple[str, ...] = ()
    """Names of the sheets that were not read."""
    encoding: str = ""
    separator: str = ""
    """How a text was read; empty for a workbook."""
    mended: int = 0
    """Cells that had been encoded twice («Ã¨») and were put right."""


def read_sheet(path: Path, name: str = "") -> Sheet:
    """Read a sheet: the one called `name`, else the one with most rows; raises CannotRun where there is none."""
    content = whole_file(path, MAX_BYTES)
    is_workbook = content.startswith(_WORKBOOKS)
    sheet = _workbook(content, path.name, name) if is_workbook else _text(content, path.name)
    if not sheet.rows:
        raise CannotRun("table_empty", file=path.name)
    return sheet


def _text(content: bytes, file: str) -> Sheet:
    text, encoding = _decoded(content)
    separator = ""
    if first := re.match(r"\ufeff?sep=(.)\r?\n", text):  # how Excel tells itself
        separator, text = first[1], text[first.end() :]
    separator = separator or _separator_of(text)
    try:
        rows = list(_limited(csv.reader(io.StringIO(text, newline=""), delimiter=separator), file))
    except csv.Error as error:
        raise CannotRun("table_unreadable", file=file, reason=error) from error
    kept, mended = _cleaned(rows, skipped=1 if first else 0)
    return Sheet(kept, encoding=encoding, separator=separator, mended=mended)


def _decoded(content: bytes) -> tuple[str, str]:
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            return content[len(mark) :].decode(encoding, "replace"), encoding
    odd, even = content[1:2000:2], content[0:2000:2]
    if len(content) > 3 and max(odd.count(0), even.count(0)) > len(odd) // 3:  # noqa: PLR2004 - two letters
        encoding = "utf-16-le" if odd.count(0) > even.count(0) else "utf-16-be"
        return content.decode(encoding, "replace"), encoding
    try:
        return content.decode("utf-8"), "utf-8"
    except UnicodeDecodeError:
        read = {encoding: content.decode(encoding, "replace") for encoding in _EIGHT_BITS}
        best = max(_EIGHT_BITS, key=lambda encoding: _italian(read[encoding]))
        return read[best], best


def _italian(text: str) -> int:
    """Tell how much a text looks as Italian does: its accented letters, less what never stands in it."""
    return len(_ITALIAN.findall(text)) - 3 * len(_UNLIKELY.findall(text)) - 5 * text.count("\ufffd")


def _separator_of(text: str) -> str:
    """Return what parts the rows most alike, and into most cells."""
    sample = "\n".join(text.splitlines()[:_LOOKED_AT])

    def rank(separator: str) -> tuple[int, int]:
        try:
            widths = Counter(len(row) for row in csv.reader(io.StringIO(sample), delimiter=separator) if any(row))
        except csv.Error:
            return (0, 0)
        width, rows = max(widths.items(), key=lambda item: (item[1] * (item[0] > 1), item[0]), default=(1, 0))
        return (rows if width > 1 else 0, width)

    return max(_SEPARATORS, key=rank)


def _workbook(content: bytes, file: str, wanted: str) -> Sheet:
    try:
        from python_calamine import CalamineError, load_workbook  # noqa: PLC0415 - an extra
    except ImportError as error:
        raise CannotRun("table_needs_extra", file=file) from error
    if content.startswith(_WORKBOOKS[0]):
        _refuse_bombs(content, file)
    try:
        book = load_workbook(io.BytesIO(content))
        names = list(book.sheet_names)
        if wanted and wanted not in names:
            raise CannotRun("table_no_sheet", sheet=wanted, sheets=", ".join(names))
        read = {
            name: list(_limited(book.get_sheet_by_name(name).to_python(skip_empty_area=False), file))
            for name in ([wanted] if wanted else names)
        }
    except (CalamineError, ValueError, KeyError, OSError) as error:
        raise CannotRun("table_unreadable", file=file, reason=error) from error
    if not read:
        raise CannotRun("table_empty", file=file)
    chosen = max(read, key=lambda name: sum(any(map(_written, row)) for row in read[name]))
    rows, mended = _cleaned([[_written(value) for value in row] for row in read[chosen]])
    return Sheet(rows, name=chosen, others=tuple(name for name in names if name != chosen), mended=mended)


def _refuse_bombs(content: bytes, file: str) -> None:
    try:
        unpacked = sum(part.file_size for part in zipfile.ZipFile(io.BytesIO(content)).infolist())
    except zipfile.BadZipFile as error:
        raise CannotRun("table_unreadable", file=file, reason=error) from error
    if unpacked > MAX_UNPACKED:
        raise CannotRun("table_large", file=file, most=MAX_UNPACKED // 1024 // 1024)


def _limited(rows: Iterable[Sequence[object]], file: str) -> Iterator[Sequence[object]]:
    for number, row in enumerate(rows, 1):
        if number > MAX_ROWS:
            raise CannotRun("table_long", file=file, most=MAX_ROWS)
        if len(row) > MAX_COLUMNS and any(map(_written, row[MAX_COLUMNS:])):
            raise CannotRun("table_wide", file=file, row=number, most=MAX_COLUMNS)
        yield row[:MAX_COLUMNS]


def _written(value: object) -> str:
    """Write a cell as somebody reads it: a whole number without its point, a day as 2026-11-28, an hour as 15:00."""
    match value:
        case bool():
            text = "sì" if value else "no"
        case float():
            text = str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)  # noqa: PLR2004 - exact
        case datetime():
            text = value.date().isoformat() if value.time() == time() else value.isoformat(" ", "minutes")
        case date():
            text = value.isoformat()
        case time():
            text = value.isoformat("minutes")
        case timedelta():
            minutes = int(value.total_seconds()) // 60
            text = f"{minutes // 60}:{minutes % 60:02}"
        case _:
            text = "" if value is None else str(value)
    return text


def _cleaned(rows: Iterable[Sequence[object]], skipped: int = 0) -> tuple[tuple[Row, ...], int]:
    """Keep the rows that hold something, their texts without hollow characters and odd blanks."""
    kept, mended = [], 0
    for number, row in enumerate(rows, 1 + skipped):
        cells = []
        for value in row:
            text = str(value)
            if _TWICE_ENCODED.search(text) and (right := _decoded_once_more(text)):
                text, mended = right, mended + 1
            cells.append(_bare(text))
        while cells and not cells[-1]:
            cells.pop()
        if cells:
            kept.append(Row(number, tuple(cells)))
    return tuple(kept), mended


def _decoded_once_more(text: str) -> str:
    """Read «perchÃ©» as «perché»; empty where that is no way to read it."""
    try:
        return text.encode("cp1252").decode("utf-8")
    except (UnicodeEncodeError, UnicodeDecodeError):
        return ""


def _bare(text: str) -> str:
    lines = _HOLLOW.sub("", text).replace("\r\n", "\n").replace("\r", "\n").replace("\v", "\n").split("\n")
    return "\n".join(" ".join(line.split()) for line in lines).strip()
