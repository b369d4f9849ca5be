"""The search index, made by Pagefind over the finished pages, and the words it can offer instead of a misspelled one.

`add_directory` reads them all in one call; the record-by-record interface sleeps a tenth of a second a call,
which is 18 minutes for 10,000 records.
"""

import asyncio
import json
import re
import shutil
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from html import unescape
from pathlib import Path
from typing import Final

from pagefind.index import IndexConfig, PagefindIndex

from generator.errors import EngineError

BUNDLE: Final = "pagefind"
WORDS: Final = "parole.json"
"""Words of the catalogue, for «Forse cercavi…»: in the bundle, fetched when a search has few results."""
_OF_ITS_OWN_INTERFACE: Final = ("pagefind-*ui*", "pagefind-highlight*")
_SAID: Final = re.compile(r'<h1 data-pagefind-meta="title"[^>]*>(.*?)</h1>|"(?:alias|dove)\[data-v\]" data-v="([^"]*)"')
_WORD: Final = re.compile(r"[^\W\d_]{4,}")
_MOST_WORDS: Final = 8000


@dataclass(frozen=True, slots=True)
class Indexed:
    """What the index holds."""

    pages: int
    bytes: int


def index(pages: Path, into: Path, language: str) -> Indexed:
    """Index the pages under the folder `pages` and write the bundle into the folder `into`.

    Raises:
        EngineError: the indexer failed.
    """
    try:
        # In a thread of its own: whoever calls may be inside an event loop already.
        with ThreadPoolExecutor(1) as thread:
            count = thread.submit(asyncio.run, _index(pages, into, language)).result()
    except Exception as failure:
        raise EngineError("engine_failed", name="Pagefind", tail=failure) from failure
    _remove_interface(into)
    texts = (page.read_text("utf-8") for page in pages.rglob("*.html"))
    (into / WORDS).write_text(json.dumps(words_of(texts), ensure_ascii=False, separators=(",", ":")), "utf-8")
    return Indexed(count, sum(path.stat().st_size for path in into.rglob("*") if path.is_file()))


def words_of(pages: Iterable[str]) -> list[str]:
    """Words of the names, other names, subjects and places that pages carry; the most frequent 8,000, in order.

    Lower case; of words that differ only by accents the most frequent one. Words under four letters are left out:
    too many others are near them.
    """
    counts = Counter(word for page in pages for word in set(_said(page)))
    forms: dict[str, str] = {}
    for word, _ in sorted(counts.items(), key=lambda one: (-one[1], one[0])):
        forms.setdefault(_plain(word), word)
    return sorted(list(forms.values())[:_MOST_WORDS])


def _said(page: str) -> Iterator[str]:
    for title, value in _SAID.findall(page):
        yield from _WORD.findall(unescape(title or value).lower())


def _plain(word: str) -> str:
    return "".join(letter for letter in unicodedata.normalize("NFD", word) if not unicodedata.combining(letter))


async def _index(pages: Path, into: Path, language: str) -> int:
    config = IndexConfig(output_path=str(into), force_language=language)
    async with PagefindIndex(config=config) as made:
        count = await made.add_directory(str(pages), glob="**/*.html")
        await made.write_files()
    return int(count["page_count"])


def _remove_interface(bundle: Path) -> None:
    """Pagefind writes interfaces of its own that the site does not use."""
    for pattern in _OF_ITS_OWN_INTERFACE:
        for path in bundle.glob(pattern):
            shutil.rmtree(path) if path.is_dir() else path.unlink()
