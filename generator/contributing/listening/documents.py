"""Documents that offices open and change: Word (`.docx`, ECMA-376) out of plain Markdown, and a workbook (`.xlsx`).

Only what these need is written, by hand: a document is an archive of a few XML files, and a library for each would be
two dependencies more for every catalogue. Day and order of the archive are fixed: the same words give the same bytes.
"""

import io
import re
import zipfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib import resources
from typing import Final
from xml.sax.saxutils import escape

_DAY: Final = (2026, 1, 1, 0, 0, 0)
_W: Final = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_TYPES: Final = "http://schemas.openxmlformats.org/package/2006/content-types"
_RELATIONS: Final = "http://schemas.openxmlformats.org/package/2006/relationships"
_OFFICE: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_S: Final = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_HEAD: Final = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_WORD: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_SHEET: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_NOT_XML: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_MARKED: Final = re.compile(r"(\*\*.+?\*\*|\*.+?\*|`.+?`)")
_ITEM: Final = re.compile(r"(-|[0-9]+\.)\s+(.*)")
_KIT: Final = resources.files("generator").joinpath("packaged", "ascolto")
_HEADINGS: Final = {"# ": "Title", "## ": "Heading1", "### ": "Heading2"}


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph: its style, and its words with `**strong**` and `*other*` voices."""

    style: str
    words: str


def blocks_of(markdown: str) -> Iterator[Block]:
    """Read the little Markdown that the texts of the kit use: headings, paragraphs, items, lines of code."""
    waiting: list[str] = []
    style = "Normal"
    for line in [*markdown.splitlines(), ""]:
        starts = next((mark for mark in _HEADINGS if line.startswith(mark)), "")
        item = _ITEM.match(line)
        is_code = line.startswith("    ") and not waiting
        if waiting and (not line.strip() or starts or item):
            yield Block(style, " ".join(waiting))
            waiting = []
        if starts:
            yield Block(_HEADINGS[starts], line.removeprefix(starts).strip())
        elif is_code:
            yield Block("Code", line.strip())
        elif item:
            style, waiting = "Item", [f"{'•' if item[1] == '-' else item[1]}\t{item[2].strip()}"]
        elif line.strip():
            style = style if waiting else "Normal"
            waiting.append(line.strip())


def word_document(blocks: Iterable[Block]) -> bytes:
    """Write a document on A4."""
    body = "".join(
        f'<w:p><w:pPr><w:pStyle w:val="{block.style}"/></w:pPr>{"".join(_runs(block.words))}</w:p>' for block in blocks
    )
    page = (
        '<w:sectPr><w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1134" w:right="1134" w:bottom="1134" w:left="1134" \
w:header="567" w:footer="567" w:gutter="0"/></w:sectPr>'
    )
    return _archive(
        {
            "[Content_Types].xml": _content_types(
                {"/word/document.xml": f"{_WORD}.document.main+xml", "/word/styles.xml": f"{_WORD}.styles+xml"}
            ),
            "_rels/.rels": _relations([("officeDocument", "word/document.xml")]),
            "word/_rels/document.xml.rels": _relations([("styles", "styles.xml")]),
            "word/document.xml": f'{_HEAD}<w:document xmlns:w="{_W}"><w:body>{body}{page}</w:body></w:document>',
            "word/styles.xml": _KIT.joinpath("stili.xml").read_text("utf-8"),
        }
    )


def _runs(words: str) -> Iterator[str]:
    for part in _MARKED.split(words):
        if not part:
            continue
        voice = "<w:b/>" if part.startswith("**") else "<w:i/>" if part.startswith("*") else ""
        bare = part.strip("*`") if _MARKED.fullmatch(part) else part
        pieces = "<w:tab/>".join(f'<w:t xml:space="preserve">{_text(piece)}</w:t>' for piece in bare.split("\t"))
        yield f"<w:r>{f'<w:rPr>{voice}</w:rPr>' if voice else ''}{pieces}</w:r>"


def workbook(sheets: Mapping[str, Sequence[Sequence[str]]]) -> bytes:
    """Write a workbook of texts."""
    names = list(sheets)
    listed = "".join(f'<sheet name="{_text(name)}" sheetId="{at}" r:id="rId{at}"/>' for at, name in enumerate(names, 1))
    parts = {f"/xl/worksheets/sheet{at}.xml": f"{_SHEET}.worksheet+xml" for at in range(1, len(names) + 1)}
    files = {
        "[Content_Types].xml": _content_types({"/xl/workbook.xml": f"{_SHEET}.sheet.main+xml", **parts}),
        "_rels/.rels": _relations([("officeDocument", "xl/workbook.xml")]),
        "xl/_rels/workbook.xml.rels": _relations(
            [("worksheet", f"worksheets/sheet{at}.xml") for at in range(1, len(names) + 1)]
        ),
        "xl/workbook.xml": (f'{_HEAD}<workbook xmlns="{_S}" xmlns:r="{_OFFICE}"><sheets>{listed}</sheets></workbook>'),
    }
    for at, rows in enumerate(sheets.values(), 1):
        lines = "".join(f"<row>{''.join(map(_cell, row))}</row>" for row in rows)
        files[f"xl/worksheets/sheet{at}.xml"] = (
            f'{_HEAD}<worksheet xmlns="{_S}"><sheetData>{lines}</sheetData></worksheet>'
        )
    return _archive(files)


def _cell(text: str) -> str:
    return f'<c t="inlineStr"><is><t xml:space="preserve">{_text(text)}</t></is></c>' if text else "<c/>"


def _text(text: str) -> str:
    return escape(_NOT_XML.sub("", text), {'"': "&quot;"})


def _content_types(parts: Mapping[str, str]) -> str:
    overrides = "".join(f'<Override PartName="{part}" ContentType="{kind}"/>' for part, kind in parts.items())
    return (
        f'{_HEAD}<Types xmlns="{_TYPES}"><Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{overrides}</Types>'
    )


def _relations(targets: Sequence[tuple[str, str]]) -> str:
    listed = "".join(
        f'<Relationship Id="rId{at}" Type="{_OFFICE}/{kind}" Target="{target}"/>'
        for at, (kind, target) in enumerate(targets, 1)
    )
    return f'{_HEAD}<Relationships xmlns="{_RELATIONS}">{listed}</Relationships>'


def _archive(files: Mapping[str, str]) -> bytes:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in files.items():
            archive.writestr(zipfile.ZipInfo(name, _DAY), text.encode(), zipfile.ZIP_DEFLATED)
    return written.getvalue()
