"""Tables as people open them: CSV that a spreadsheet set to Italian reads at once, and never runs."""

import csv
from collections.abc import Iterable, Sequence
from io import StringIO
from typing import Final

_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""A cell that begins so is a formula to a spreadsheet, in the wide letters of East Asia too (OWASP, CSV injection)."""
_SEPARATOR: Final = ";"


def spreadsheet(header: Sequence[str], rows: Iterable[Sequence[object]]) -> bytes:
    """Write a table: UTF-8 with a byte order mark, semicolons, formulas made harmless by an apostrophe."""
    written = StringIO()
    table = csv.writer(written, delimiter=_SEPARATOR, lineterminator="\r\n")
    table.writerow(map(_harmless, header))
    table.writerows(map(_harmless, row) for row in rows)
    return written.getvalue().encode("utf-8-sig")


def _harmless(cell: object) -> object:
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(_FORMULA) else cell
