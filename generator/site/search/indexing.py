"""The search index, made by Pagefind over `documents`, and the words it can offer instead of a misspelled one.

Pagefind is run as the program it is: its interface for Python wants every page through a pipe or waits at every answer,
and keeps whoever calls it inside an event loop.
"""

import json
import re
import shutil
import subprocess
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryFile
from threading import Lock, Thread
from types import TracebackType
from typing import Final, Self

from pagefind.service import get_executable

from generator.errors import EngineError
from generator.locale.folding import without_accents, words_in

BUNDLE: Final = "pagefind"
_OF_ITS_OWN_INTERFACE: Final = ("pagefind-*ui*", "pagefind-highlight*")
"""Files of Pagefind's own interface, which the site does not use: ours is over its core module."""
_SHARED: Final = ("pagefind.js", "pagefind-worker.js", "wasm.*")
"""The program, which the indexes of a site have in common."""
_SHORTEST: Final = 4
"""Shorter words are left out: too many others are near them."""
_MOST_WORDS: Final = 8000
_TAIL: Final = 2000


@dataclass(frozen=True, slots=True)
class Indexed:
    """What the indexes hold together, and how many pages each of them."""

    pages: int
    bytes: int
    each: tuple[int, ...]


class Indexing:
    """Pagefind at work on documents, while whoever started it does something else.

        with Indexing([(documents, site / BUNDLE)], "it") as indexing:
            ...
            indexed = indexing.finish()

    Each of `parts` is a folder of documents and the bundle that grows out of it; they are indexed one after the other,
    so that no more memory is taken than the largest needs. Leaving the block early stops the work.
    """

    def __init__(self, parts: Sequence[tuple[Path, Path]], language: str) -> None:
        self._parts = [(documents, bundle.absolute()) for documents, bundle in parts]
        self._output = TemporaryFile()  # noqa: SIM115 -- closed on leaving the block
        self._language = language
        self._lock = Lock()
        self._running: subprocess.Popen[bytes] | None = None
        self._is_stopped = False
        self._has_failed = False
        self._refused: OSError | None = None
        program = get_executable()
        if program is None:
            raise EngineError("engine_failed", name="Pagefind", tail="")
        self._worker = Thread(target=self._index_all, args=(program,), daemon=True)
        self._worker.start()

    def finish(self) -> Indexed:
        """Wait for the bundles and tell what they hold.

        Raises:
            EngineError: the indexer failed.
            OSError: the system did not start it.
        """
        self._worker.join()
        if self._refused:
            raise self._refused
        if self._has_failed:
            self._output.seek(0)
            raise EngineError(
                "engine_failed", name="Pagefind", tail=self._output.read().decode(errors="replace")[-_TAIL:]
            )
        first = self._parts[0][1]
        held = tuple(_tidied(bundle, is_first=bundle.name == BUNDLE) for _, bundle in self._parts)
        return Indexed(sum(held), sum(path.stat().st_size for path in first.rglob("*") if path.is_file()), held)

    def _index_all(self, program: str) -> None:
        try:
            self._has_failed = any(self._index(program, *part) for part in self._parts)
        except OSError as error:
            self._refused = error

    def _index(self, program: str, documents: Path, bundle: Path) -> int:
        """Index one folder; returns how it ended, 0 where all went well or nobody waits for it any more."""
        options = ("--site", ".", "--output-path", bundle, "--glob", "**/*.html", "--force-language", self._language)
        with self._lock:
            if self._is_stopped:
                return 0
            self._running = subprocess.Popen(
                (program, *options, "--quiet"),
                cwd=documents,
                stdin=subprocess.DEVNULL,
                stdout=self._output,
                stderr=self._output,
            )
        return self._running.wait()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        with self._lock:
            self._is_stopped = True
            if self._running and self._running.poll() is None:
                self._running.kill()
        self._worker.join()
        self._output.close()


def bundle_of(site: Path, number: int) -> Path:
    """Return where the bundle of an index grows: the first is whole, the others stand in it and lean on its program."""
    return site / BUNDLE / str(number) if number else site / BUNDLE


def _tidied(bundle: Path, *, is_first: bool) -> int:
    """Take away what the site does not use of a bundle; return how many pages it holds."""
    for pattern in _OF_ITS_OWN_INTERFACE if is_first else (*_OF_ITS_OWN_INTERFACE, *_SHARED):
        for path in bundle.glob(pattern):
            shutil.rmtree(path) if path.is_dir() else path.unlink()
    entry = json.loads((bundle / "pagefind-entry.json").read_text("utf-8"))
    return sum(int(language["page_count"]) for language in entry["languages"].values())


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
