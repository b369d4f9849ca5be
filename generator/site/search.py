"""The search index, made by Pagefind over the finished pages.

`add_directory` reads them all in one call; the record-by-record interface sleeps a tenth of a second a call,
which is 18 minutes for 10,000 records.
"""

import asyncio
import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from pagefind.index import IndexConfig, PagefindIndex

from generator.errors import EngineError

BUNDLE: Final = "pagefind"
_OF_ITS_OWN_INTERFACE: Final = ("pagefind-*ui*", "pagefind-highlight*")


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
        count = asyncio.run(_index(pages, into, language))
    except Exception as failure:
        raise EngineError("engine_failed", name="Pagefind", tail=failure) from failure
    _remove_interface(into)
    return Indexed(count, sum(path.stat().st_size for path in into.rglob("*") if path.is_file()))


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
