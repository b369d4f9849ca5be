"""The register of the example town, saved as offices save it."""

import csv
import io
import zipfile
from datetime import date
from pathlib import Path
from typing import Final
from xml.sax.saxutils import escape

ALBO: Final = Path(__file__).with_name("albo.csv")
"""Sixty invented associations, with the oddities of real registers; written in UTF-8 so that it can be read here."""


def rows() -> list[list[str]]:
    """Return its rows."""
    return list(csv.reader(io.StringIO(ALBO.read_text("utf-8"), newline=""), delimiter=";"))


def saved(folder: Path, encoding: str, separator: str = ";") -> Path:
    """Save it as text in another encoding; what that has no letter for becomes its nearest."""
    written = io.StringIO()
    csv.writer(written, delimiter=separator, lineterminator="\r\n").writerows(rows())
    text = written.getvalue().replace("\u200b", "")
    path = folder / f"albo-{encoding}.csv"
    path.write_bytes(text.encode(encoding, "replace"))
    return path


def as_xlsx(folder: Path, table: list[list[str]]) -> Path:
    """Save it as Excel does, numbers as numbers and days as days, on the second sheet; the first is empty."""
    from openpyxl import Workbook  # noqa: PLC0415 - slow to load

    book = Workbook()
    sheet = book.create_sheet("Albo")
    for row in table:
        sheet.append([_typed(cell) for cell in row])
    path = folder / "albo.xlsx"
    book.save(path)
    return path


def _typed(cell: str) -> object:
    if cell.isdigit():
        return int(cell)  # as a spreadsheet: zeros at the beginning are gone
    day, _, rest = cell.partition("/")
    month, _, year = rest.partition("/")
    is_day = all(part.isdigit() for part in (day, month, year)) and len(year) == 4
    return date(int(year), int(month), int(day)) if is_day else cell or None


def as_ods(folder: Path, table: list[list[str]]) -> Path:
    """Save it as the smallest document that OpenDocument 1.2 allows."""
    lines = "".join(
        "<table:table-row>"
        + "".join(
            f'<table:table-cell office:value-type="string"><text:p>{escape(cell)}</text:p></table:table-cell>'
            for cell in row
        )
        + "</table:table-row>"
        for row in table
    )
    spaces = " ".join(
        f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in ("office", "table", "text")
    )
    content = (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document-content {spaces} office:version="1.2"><office:body>'
        f'<office:spreadsheet><table:table table:name="Albo">{lines}</table:table></office:spreadsheet></office:body>'
        "</office:document-content>"
    )
    path = folder / "albo.ods"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", content)
        archive.writestr(
            "META-INF/manifest.xml",
            '<?xml version="1.0"?><manifest:manifest '
            'xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
            '<manifest:file-entry manifest:full-path="/" manifest:media-type='
            '"application/vnd.oasis.opendocument.spreadsheet"/></manifest:manifest>',
        )
    return path
