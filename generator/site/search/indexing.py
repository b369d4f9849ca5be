"""The search index, made by Pagefind over `documents`, and the words it can offer instead of a misspelled one.

Pagefind is run as the program it is: its interface for Python wants every page through a pipe or waits at every answer,
and keeps whoever calls it inside an event loop.
"""

import json
import re
import shutil
import subprocess
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryFile
from types import TracebackType
from typing import Final, Self

from pagefind.service import get_executable

from generator.errors import EngineError
from generator.locale.folding import without_accents, words_in

BUNDLE: Final = "pagefind"
_OF_ITS_OWN_INTERFACE: Final = ("pagefind-*ui*", "pagefind-highlight*")
"""Files of Pagefind's own interface, which the site does not use: ours is over its core module."""
_SHORTEST: Final = 4
"""Shorter words are left out: too many others are near them."""
_MOST_WORDS: Final = 8000
_TAIL: Final = 2000


@dataclass(frozen=True, slots=True)
class Indexed:
    """What the index holds."""

    pages: int
    bytes: int


class Indexing:
    """Pagefind at work on the documents under a folder, while whoever started it does something else.

        with Indexing(documents, site / BUNDLE, "it") as indexing:
            ...
            indexed = indexing.finish()

    The bundle grows in the folder `bundle`. Leaving the block early stops the work.
    """

    def __init__(self, documents: Path, bundle: Path, language: str) -> None:
        self._bundle = bundle.absolute()
        self._output = TemporaryFile()  # noqa: SIM115 -- closed on leaving the block
        options = ("--site", ".", "--output-path", self._bundle, "--glob", "**/*.html", "--force-language", language)
        program = get_executable()
        if program is None:
            raise EngineError("engine_failed", name="Pagefind", tail="")
        self._running = subprocess.Popen(
            (program, *options, "--quiet"),
            cwd=documents,
            stdin=subprocess.DEVNULL,
            stdout=self._output,
            stderr=self._output,
        )

    def finish(self) -> Indexed:
        """Wait for the bundle and tell what it holds.

        Raises:
            EngineError: the indexer failed.
        """
        if self._running.wait():
            self._output.seek(0)
            raise EngineError(
                "engine_failed", name="Pagefind", tail=self._output.read().decode(errors="replace")[-_TAIL:]
            )
        for pattern in _OF_ITS_OWN_INTERFACE:
            for path in self._bundle.glob(pattern):
                shutil.rmtree(path) if path.is_dir() else path.unlink()
        entry = json.loads((self._bundle / "pagefind-entry.json").read_text("utf-8"))
        pages = sum(language["page_count"] for language in entry["languages"].values())
        return Indexed(pages, sum(path.stat().st_size for path in self._bundle.rglob("*") if path.is_file()))

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._running.poll() is None:
            self._running.kill()
            self._running.wait()
        self._output.close()


def words_of_names(names: Iterable[str]) -> frozenset[str]:
    """Return the words of four letters or more that names are made of, in lower case."""
    words = (re.sub(r"\W", "", word) for name in names for word in words_in(name.lower()))
    return frozenset(word for word in words if len(word) >= _SHORTEST and word.isalpha())


def words_of(counts: Mapping[str, int]) -> list[str]:
    """Return the 8,000 words that are on most pages, in order; of those that differ by accents the most frequent."""
    forms: dict[str, str] = {}
    for word, _ in sorted(counts.items(), key=lambda counted: (-counted[1], counted[0])):
        forms.setdefault(without_accents(word), word)
    return sorted(list(forms.values())[:_MOST_WORDS])
