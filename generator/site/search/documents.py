"""What the indexer reads of a page: a small document of its own, without the shell that every page has around it.

Pagefind parses every byte it is given. On pages cut down to what can be found it takes about half of the time for the
same index (docs/benchmarks.md), and pages without anything to find are not given to it at all. A document stands at
the path of its page, from which Pagefind works out the address of what is found. Readers in turn get pages without
marks for the indexer.
"""

import re
from collections.abc import Iterable
from html import escape
from typing import TYPE_CHECKING, Final

from generator.site.page import Found

if TYPE_CHECKING:
    from generator.site.elsewhere import RecordElsewhere

EVERYTHING: Final = "zzintreccio"
"""A word that every document holds: how search asks for all of them (`browser/engine.js`)."""
_INDEXED: Final = "data-pagefind-body"
_MARKS: Final = re.compile(r' data-pagefind-(?:body|ignore|meta)(?:="[^"]*")?(?=[ >])(?=[^<>]*>)')
"""Inside tags only: in texts and in values of attributes `<` and `>` are always escaped."""
_EDITORIAL: Final = re.compile(rf"<article\b[^>]*\b{_INDEXED}.*</article>", re.DOTALL)
_GLUED: Final = re.compile(r"(?<=[^\s>])<small\b")
"""What stands smaller on a line of its own: without a sign an excerpt reads «Gratissi paga solo la spesa»."""
_NOT_READ: Final = re.compile(r"<svg\b.*?</svg>", re.DOTALL)


def document_of(body: str, found: Found | None) -> bytes:
    """Return what search reads of a page of ours, whose element to be read is marked; nothing where it is not found."""
    if found is None:
        return b""
    at = body.index(">", body.index(_INDEXED)) + 1
    marks = "".join([*_pairs("filter", found.facets), *_pairs("meta", (("k", EVERYTHING), *found.shown))])
    return _document(f"{body[:at]}{marks}{body[at:]}")


def document_of_elsewhere(record: "RecordElsewhere", found: Found) -> bytes:
    """Return what search reads of a record of another catalogue, which has no page here."""
    said = (record.kind_label, record.summary, record.where, record.audience, record.when, record.who)
    texts = "".join(f"<p>{escape(text)}</p>" for text in said if text)
    title = f'<h1 data-pagefind-meta="title">{escape(record.name)}</h1>'
    return document_of(f"<article {_INDEXED}>{title}{texts}</article>", found)


def document_of_editorial(page: str) -> bytes:
    """Return what search reads of an editorial page of the engine; nothing where it is not found."""
    article = _EDITORIAL.search(page)
    return _document(article[0]) if article else b""


def without_marks(body: str) -> str:
    """Return the body as readers get it."""
    return _MARKS.sub("", body)


def _pairs(kind: str, pairs: Iterable[tuple[str, str]]) -> Iterable[str]:
    return (
        f'<span hidden data-pagefind-{kind}="{name}[data-v]" data-v="{escape(value)}"></span>' for name, value in pairs
    )


def _document(body: str) -> bytes:
    read = _GLUED.sub(" · <small", _NOT_READ.sub("", body))
    return f"<!doctype html><html><body>{read}</body></html>".encode()
