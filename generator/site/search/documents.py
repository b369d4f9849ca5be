"""What the indexer reads of a page: a small document of its own, without the shell that every page has around it.

Pagefind parses every byte it is given. On pages cut down to what can be found it takes about half of the time for the
same index (docs/benchmarks.md), and pages without anything to find are not given to it at all. A document stands at the
path of its page, from which Pagefind works out the address of what is found.
"""

import re
from html import escape
from typing import Final

_INDEXED: Final = "data-pagefind-body"
_EDITORIAL: Final = re.compile(rf"<article\b[^>]*\b{_INDEXED}.*</article>", re.DOTALL)
_NOT_READ: Final = re.compile(r"<svg\b.*?</svg>", re.DOTALL)


def document_of(title: str, body: str) -> bytes:
    """Return what search reads of a page of ours with this title and body; nothing where nothing can be found."""
    if _INDEXED not in body:
        return b""
    return f"<!doctype html><html><title>{escape(title)}</title><body>{_NOT_READ.sub('', body)}</body></html>".encode()


def document_of_editorial(page: str) -> bytes:
    """Return what search reads of an editorial page of the engine; nothing where nothing can be found."""
    article = _EDITORIAL.search(page)
    return document_of("", article[0]) if article else b""
