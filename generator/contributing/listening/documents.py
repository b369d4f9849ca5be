"""Documents that offices open and change: Word (`.docx`, ECMA-376) out of plain Markdown.

Only what these need is written, by hand, as workbooks are (`exports/workbook.py`): the same words give the same bytes.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from importlib import resources
from typing import Final

from generator.exports.workbook import HEAD, content_types, packed, relations, text_of

_W: Final = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_WORD: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml"
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
    return packed(
        {
            "[Content_Types].xml": content_types(
                {"/word/document.xml": f"{_WORD}.document.main+xml", "/word/styles.xml": f"{_WORD}.styles+xml"}
            ),
            "_rels/.rels": relations([("officeDocument", "word/document.xml")]),
            "word/_rels/document.xml.rels": relations([("styles", "styles.xml")]),
            "word/document.xml": f'{HEAD}<w:document xmlns:w="{_W}"><w:body>{body}{page}</w:body></w:document>',
            "word/styles.xml": _KIT.joinpath("stili.xml").read_text("utf-8"),
        }
    )


def _runs(words: str) -> Iterator[str]:
    for part in _MARKED.split(words):
        if not part:
            continue
        voice = "<w:b/>" if part.startswith("**") else "<w:i/>" if part.startswith("*") else ""
        bare = part.strip("*`") if _MARKED.fullmatch(part) else part
        pieces = "<w:tab/>".join(f'<w:t xml:space="preserve">{text_of(piece)}</w:t>' for piece in bare.split("\t"))
        yield f"<w:r>{f'<w:rPr>{voice}</w:rPr>' if voice else ''}{pieces}</w:r>"
