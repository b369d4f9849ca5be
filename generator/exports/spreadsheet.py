"""Tables as people open them: CSV that a spreadsheet set to Italian reads at once, and never runs."""

import csv
import re
from collections.abc import Iterable, Sequence
from io import StringIO
from typing import Final

SEPARATOR: Final = ";"
ENCODING: Final = "utf-8-sig"
_FORMULA: Final = re.compile("'*[=+\\-@\t\r\n＝＋－＠]")
"""A cell that begins so is a formula to a spreadsheet, in the wide letters of East Asia too (OWASP, CSV injection).

Apostrophes before it count as well, so that one more can always be taken away again.
"""


def spreadsheet(header: Sequence[str], rows: Iterable[Sequence[object]]) -> bytes:
    """Write a table: UTF-8 with a byte order mark, semicolons, formulas made harmless by an apostrophe."""
    written = StringIO()
    table = csv.writer(written, delimiter=SEPARATOR, lineterminator="\r\n")
    table.writerow(map(harmless, header))
    table.writerows(map(harmless, row) for row in rows)
    return written.getvalue().encode(ENCODING)


def harmless(cell: object) -> object:
    """Return a cell that no spreadsheet runs: before what would be a formula stands an apostrophe."""
    return f"'{cell}" if isinstance(cell, str) and _FORMULA.match(cell) else cell


def as_written(cell: str) -> str:
    """Return what a cell of such a table says: the apostrophe of `harmless` is taken away, no other is."""
    return cell.removeprefix("'") if _FORMULA.match(cell) else cell
