"""Tables as people open them: CSV that a spreadsheet set to Italian reads at once, and never runs."""

import codecs
import csv
import re
from collections.abc import Iterable, Iterator, Sequence
from io import StringIO
from itertools import chain
from typing import Final

from generator.exports.pieces import gathered

SEPARATOR: Final = ";"
ENCODING: Final = "utf-8-sig"
_FORMULA: Final = re.compile("'*[=+\\-@\t\r\n＝＋－＠]")
"""A cell that begins so is a formula to a spreadsheet, in the wide letters of East Asia too (OWASP, CSV injection).

Apostrophes before it count as well, so that one more can always be taken away again.
"""


def spreadsheet(header: Sequence[str], rows: Iterable[Sequence[object]]) -> bytes:
    """Write a table: UTF-8 with a byte order mark, semicolons, formulas made harmless by an apostrophe."""
    return b"".join(spreadsheet_in_pieces(header, rows))


def spreadsheet_in_pieces(header: Sequence[str], rows: Iterable[Sequence[object]]) -> Iterator[bytes]:
    """Yield such a table in pieces, for one that is long."""
    return gathered(chain((codecs.BOM_UTF8,), _lines(chain((header,), rows))))


def _lines(rows: Iterable[Iterable[object]]) -> Iterator[str]:
    written = StringIO()
    table = csv.writer(written, delimiter=SEPARATOR, lineterminator="\r\n")
    for row in rows:
        table.writerow(map(harmless, row))
        yield written.getvalue()
        written.seek(0)
        written.truncate()


def harmless(cell: object) -> object:
    """Return a cell that no spreadsheet runs: before what would be a formula stands an apostrophe."""
    return f"'{cell}" if isinstance(cell, str) and _FORMULA.match(cell) else cell


def as_written(cell: str) -> str:
    """Return what a cell of such a table says: the apostrophe of `harmless` is taken away, no other is."""
    return cell.removeprefix("'") if _FORMULA.match(cell) else cell
