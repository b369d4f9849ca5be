"""Workbooks that offices open (`.xlsx`, ECMA-376), and the archive that they and Word's documents are.

Only what these need is written, by hand: a document is an archive of a few XML files, and a library for each would be
a dependency more for every catalogue. Day and order of the archive are fixed: the same words give the same bytes.
Every cell is a text or a whole number, so that none is ever a formula. The first row of a sheet names its columns: it
stays in sight and offers to filter.
"""

import io
import re
import zipfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final
from xml.sax.saxutils import escape

from generator.exports.pieces import gathered

HEAD: Final = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_DAY: Final = (2026, 1, 1, 0, 0, 0)
_TYPES: Final = "http://schemas.openxmlformats.org/package/2006/content-types"
_RELATIONS: Final = "http://schemas.openxmlformats.org/package/2006/relationships"
_OFFICE: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_S: Final = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_SHEET: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_IN_SIGHT: Final = (
    '<sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" '
    'state="frozen"/></sheetView></sheetViews><sheetFormatPr defaultColWidth="24" defaultRowHeight="15"/>'
)
_ALPHABET: Final = 26
_NOT_XML: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


def workbook(sheets: Mapping[str, Iterable[Sequence[str | int]]]) -> bytes:
    """Write a workbook of texts and whole numbers; an empty text is an empty cell. Rows come once, one by one."""
    names = list(sheets)
    listed = "".join(
        f'<sheet name="{text_of(name)}" sheetId="{at}" r:id="rId{at}"/>' for at, name in enumerate(names, 1)
    )
    parts = {f"/xl/worksheets/sheet{at}.xml": f"{_SHEET}.worksheet+xml" for at in range(1, len(names) + 1)}
    files: dict[str, str | Iterable[str]] = {
        "[Content_Types].xml": content_types({"/xl/workbook.xml": f"{_SHEET}.sheet.main+xml", **parts}),
        "_rels/.rels": relations([("officeDocument", "xl/workbook.xml")]),
        "xl/_rels/workbook.xml.rels": relations(
            [("worksheet", f"worksheets/sheet{at}.xml") for at in range(1, len(names) + 1)]
        ),
        "xl/workbook.xml": (
            f'{HEAD}<workbook xmlns="{_S}" xmlns:r="{_OFFICE}">'
            f"<bookViews><workbookView/></bookViews><sheets>{listed}</sheets></workbook>"
        ),
    }
    for at, rows in enumerate(sheets.values(), 1):
        files[f"xl/worksheets/sheet{at}.xml"] = _sheet(rows)
    return packed(files)


def _sheet(rows: Iterable[Sequence[str | int]]) -> Iterator[str]:
    yield f'{HEAD}<worksheet xmlns="{_S}">{_IN_SIGHT}<sheetData>'
    wide, number = 0, 0
    for row in rows:
        wide, number = wide or len(row), number + 1
        yield f"<row>{''.join(map(_cell, row))}</row>"
    yield f"</sheetData>{_filter(wide, number)}</worksheet>"


def _filter(wide: int, rows: int) -> str:
    """Offer to filter by each column of a table that has any row."""
    return f'<autoFilter ref="A1:{_letters(wide)}{rows}"/>' if wide else ""


def _letters(column: int) -> str:
    """Name a column, from 1: A, Z, AA."""
    before, last = divmod(column - 1, _ALPHABET)
    return (_letters(before) if before else "") + chr(ord("A") + last)


def _cell(text: str | int) -> str:
    if isinstance(text, int):
        return f"<c><v>{text}</v></c>"
    return f'<c t="inlineStr"><is><t xml:space="preserve">{text_of(text)}</t></is></c>' if text else "<c/>"


def text_of(text: str) -> str:
    """Write a text for XML; what XML cannot hold is left out."""
    return escape(_NOT_XML.sub("", text), {'"': "&quot;"})


def content_types(parts: Mapping[str, str]) -> str:
    """Say of what type each part of a document is."""
    overrides = "".join(f'<Override PartName="{part}" ContentType="{kind}"/>' for part, kind in parts.items())
    return (
        f'{HEAD}<Types xmlns="{_TYPES}"><Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{overrides}</Types>'
    )


def relations(targets: Sequence[tuple[str, str]]) -> str:
    """Say what parts a part leads to: kind and path of each."""
    listed = "".join(
        f'<Relationship Id="rId{at}" Type="{_OFFICE}/{kind}" Target="{target}"/>'
        for at, (kind, target) in enumerate(targets, 1)
    )
    return f'{HEAD}<Relationships xmlns="{_RELATIONS}">{listed}</Relationships>'


def packed(files: Mapping[str, str | Iterable[str]]) -> bytes:
    """Put the parts of a document together; what comes in pieces is packed as it comes."""
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in files.items():
            entry = zipfile.ZipInfo(name, _DAY)
            entry.compress_type = zipfile.ZIP_DEFLATED
            with archive.open(entry, "w") as part:
                for piece in gathered((text,) if isinstance(text, str) else text):
                    part.write(piece)
    return written.getvalue()
