"""The search index, made by Pagefind over `documents`, and the words it can offer instead of a misspelled one.

Pagefind is run as the program it is: its interface for Python wants every page through a pipe or waits at every answer,
and keeps whoever calls it inside an event loop.
"""

import json
import os
import re
import shutil
import subprocess
import tarfile
from collections.abc import Iterable, Mapping, Sequence
from concurrent.futures import Executor, ThreadPoolExecutor
from contextlib import closing
from dataclasses import dataclass
from functools import partial
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory, TemporaryFile
from threading import Lock, Thread
from types import TracebackType
from typing import IO, Final, Self

from pagefind.service import get_executable

from generator.errors import EngineError
from generator.locale.folding import without_accents, words_in
from generator.site.parallel import results_of

BUNDLE: Final = "pagefind"
_OF_ITS_OWN_INTERFACE: Final = ("pagefind-*ui*", "pagefind-highlight*")
"""Files of Pagefind's own interface, which the site does not use: ours is over its core module."""
_SHARED: Final = ("pagefind.js", "pagefind-worker.js", "wasm.*")
"""The program, which the indexes of a site have in common."""
_PIECE: Final = {"PAGEFIND_UNSTABLE_INDEX_CHUNK_SIZE": "4000"}
"""How small the pieces of each of several indexes are: a question reads one for each word in each (docs/scaling.md).

Without it they hold 20,000 places of words and are four times as heavy; one index alone keeps those, for there one
piece is often that of two words. A Pagefind that does not know the setting makes a heavier index, nothing worse.
"""
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


@dataclass(frozen=True, slots=True)
class IndexTask:
    """An index to be made elsewhere: its documents, packed (a tar), travel there; its bundle travels back, likewise."""

    documents: bytes
    language: str
    is_one_of_several: bool


class Indexing:
    """Pagefind at work on documents, while whoever started it does something else.

        with Indexing([(documents, site / BUNDLE)], "it") as indexing:
            ...
            indexed = indexing.finish()

    Each of `parts` is a folder of documents and the bundle that is made of it. An `executor` makes them where one is
    given, whose workers do `page_maker` (see `site/making.py`); else this machine, so many `at_once`, each of which
    takes as much memory as its index needs. Leaving the block early stops the work. Where they `are_several`, made
    now or before, each is cut into smaller pieces.
    """

    def __init__(
        self,
        parts: Sequence[tuple[Path, Path]],
        language: str,
        at_once: int = 1,
        executor: Executor | None = None,
        *,
        are_several: bool = False,
    ) -> None:
        self._parts = parts
        self._are_several = are_several
        self._language = language
        self._at_once = at_once
        self._executor = executor
        self._program = _Pagefind()
        self._failure: Exception | None = None
        self._room = TemporaryDirectory(dir=parts[0][0].parent, prefix=".bundles-")
        self._worker = Thread(target=self._index_all, daemon=True)
        self._worker.start()

    def finish(self) -> Indexed:
        """Wait for the bundles, put them where they belong, and tell what they hold.

        Raises:
            EngineError: the indexer failed.
            OSError: the system did not start it.
        """
        self._worker.join()
        if self._failure:
            raise self._failure
        for number, (_, bundle) in enumerate(self._parts):
            bundle.parent.mkdir(parents=True, exist_ok=True)
            self._made(number).rename(bundle)
        first = self._parts[0][1]
        held = tuple(_tidied(bundle, is_first=bundle.name == BUNDLE) for _, bundle in self._parts)
        return Indexed(sum(held), sum(path.stat().st_size for path in first.rglob("*") if path.is_file()), held)

    def _made(self, number: int) -> Path:
        """Return where a bundle grows: apart, for that of the first index is to hold those of the others."""
        return Path(self._room.name, str(number))

    def _index_all(self) -> None:
        try:
            if self._executor:
                self._index_elsewhere(self._executor)
            else:
                self._index_here()
        except Exception as error:  # noqa: BLE001 -- raised where the bundles are waited for
            self._failure = error

    def _index_here(self) -> None:
        with ThreadPoolExecutor(self._at_once) as threads:
            works = [
                threads.submit(
                    self._program.index,
                    documents,
                    self._made(number),
                    self._language,
                    is_one_of_several=self._are_several,
                )
                for number, (documents, _) in enumerate(self._parts)
            ]
            try:
                for work in works:
                    work.result()
            finally:
                threads.shutdown(wait=False, cancel_futures=True)

    def _index_elsewhere(self, executor: Executor) -> None:
        tasks = (IndexTask(_packed(documents), self._language, self._are_several) for documents, _ in self._parts)
        with closing(results_of(lambda task: [index_of(task, self._program)], tasks, executor)) as finished:
            for number, (bundle,) in enumerate(finished):
                if self._program.is_stopped:
                    break
                _unpack(bundle, self._made(number))

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._program.stop()
        self._worker.join()
        self._room.cleanup()


class _Pagefind:
    """The program, run as often as it is asked for, until it is stopped."""

    def __init__(self) -> None:
        self.is_stopped = False
        self._lock = Lock()
        self._running: set[subprocess.Popen[bytes]] = set()

    def index(self, documents: Path, bundle: Path, language: str, *, is_one_of_several: bool) -> None:
        """Make the bundle of one folder, again if the system ended the program: one short of memory does.

        Raises:
            EngineError: it failed.
            OSError: the system did not start it.
        """
        with TemporaryFile() as output:
            run = partial(self._run, documents, bundle, language, _PIECE if is_one_of_several else {}, output)
            status = run()
            if status < 0 and not self.is_stopped:
                shutil.rmtree(bundle, ignore_errors=True)
                status = run()
            if status and not self.is_stopped:
                output.seek(0)
                raise EngineError(
                    "engine_failed", name="Pagefind", tail=output.read().decode(errors="replace")[-_TAIL:]
                )

    def stop(self) -> None:
        """End what runs, and run no more."""
        with self._lock:
            self.is_stopped = True
            for process in self._running:
                process.kill()

    def _run(self, documents: Path, bundle: Path, language: str, settings: Mapping[str, str], output: IO[bytes]) -> int:
        """Return how it ended, 0 where all went well or nobody waits for it any more."""
        program = get_executable()
        if program is None:
            raise EngineError("engine_failed", name="Pagefind", tail="")
        options = ("--site", ".", "--output-path", bundle, "--glob", "**/*.html", "--force-language", language)
        with self._lock:
            if self.is_stopped:
                return 0
            process = subprocess.Popen(
                (program, *options, "--quiet"),
                cwd=documents,
                env={**os.environ, **settings},
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=output,
            )
            self._running.add(process)
        status = process.wait()
        with self._lock:
            self._running.discard(process)
        return status


def index_of(task: IndexTask, program: _Pagefind | None = None) -> bytes:
    """Make the index of a task; returns its bundle, packed."""
    with TemporaryDirectory(prefix="intreccio-") as folder:
        documents, bundle = Path(folder, "documents"), Path(folder, "bundle")
        _unpack(task.documents, documents)
        (program or _Pagefind()).index(documents, bundle, task.language, is_one_of_several=task.is_one_of_several)
        return _packed(bundle) if bundle.exists() else b""


def _packed(folder: Path) -> bytes:
    packed = BytesIO()
    with tarfile.open(fileobj=packed, mode="w:gz", compresslevel=1) as tar:
        tar.add(folder, ".")
    return packed.getvalue()


def _unpack(packed: bytes, folder: Path) -> None:
    with tarfile.open(fileobj=BytesIO(packed)) as tar:
        tar.extractall(folder, filter="data")


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
