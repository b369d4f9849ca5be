"""What one build keeps of its pages, so that the next makes again only what would come out otherwise.

A part (the pages of one record, of one term, or of a whole kind) is used again when everything that was looked up to
make it (`catalogue/lookups.py`) would be found the same, and when what is no lookup is the same too: program, packages,
settings, texts, vocabularies, boundaries, templates, shell, surveys, logos, day (`surroundings`). Then its pages are
hard links to the published ones. A build that uses this gives the bytes of one that does not:
`tests/site/test_reuse.py` compares them after each kind of change.

What could go wrong, and what stands against it:

- *Somebody commits a folder `.intreccio`*, or puts a file there: the index is sealed with a key outside the catalogue
  (`sealed.py`), and everything else (published pages, packs of documents, files of the search index) is used only where
  its SHA-256 is the one in the index. What has no seal, was cut short, or was written by another version is as if it
  were not there. No link is followed; nothing that is read here runs (JSON and plain bytes).
- *Somebody changes the published site* between two builds: a page whose bytes are not the ones that were written is
  made again.
- *A part looks something up that is not noted*: it would stay old. Reading is noted in the catalogue itself, not by who
  writes a page; what a test compares is the whole site.
- *In CI* the cache holds the key too, so it is trusted as far as whoever may write that cache: the code hosts let
  proposals from outside read the cache of the main branch, never write it. Workflows that build a proposal save none.
"""

import hashlib
import json
import os
import secrets
import shutil
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, fields
from datetime import date
from functools import cache
from itertools import chain, islice
from operator import attrgetter
from pathlib import Path
from typing import Any, BinaryIO, Final, Self

from generator.catalogue.lookups import Answers, Lookup, Noted, digest_of, lookups_of, noting
from generator.exports.pieces import Lines, between, gathered
from generator.locale.languages import EssentialTexts
from generator.publish.links import LinkMemory
from generator.reading.walking import own_folder, walk
from generator.site.making import FinishedPart, Part
from generator.site.model import Site
from generator.site.opening import template_folders
from generator.site.parts.improvements import improvements_of
from generator.site.sealed import PLAIN_FILE, read_sealed, write_sealed
from generator.site.theme.shell import Shell

CACHE: Final = ".intreccio/cache/pages"
_INDEX: Final = "index.sealed"
_FORM: Final = "3"
"""Changed with the form of the index, so that one from before is not used."""
_MOST_TARGETS: Final = 3
"""So many places that a catalogue is published to are remembered: `site/`, what `serve` shows, and another.

Each language that a site is published in counts as one.
"""
_WRITTEN_AT_ONCE: Final = 5_000
_PROGRAM: Final = Path(__file__).parent.parent
_PROGRAM_FILES: Final = frozenset({".py", ".html", ".json", ".yml"})


@dataclass(frozen=True, slots=True)
class KeptPage:
    """What a build needs to know of a page that it does not make; what is not told here is as in `FinishedPage`.

    `digest` is the SHA-256 of its bytes, `document` that of what search reads of it, empty for nothing.
    """

    kind: str
    address: str
    origin: str
    indexed: bool
    words: Sequence[str]
    known_on: str
    digest: str
    document: str

    @property
    def known_day(self) -> date | None:
        """The newest day of which its record says that it was confirmed or read."""
        return date.fromisoformat(self.known_on) if self.known_on else None


_OF_A_PAGE: Final = attrgetter(*(field.name for field in fields(KeptPage)))


@dataclass(frozen=True, slots=True)
class KeptIndex:
    """A search index: of which documents it was made (a digest of all), its files with their SHA-256, its pages.

    `beginnings` are those of its words, where it is one of several (`search/shards.py`).
    """

    documents: str
    files: Mapping[str, str]
    pages: int
    beginnings: Sequence[str] = ()


@dataclass(slots=True)
class _Known:
    """What stands in the index: a part holds numbers of `lookups`; a document is in a pack, from where on, how long.

    A piece of a file holds such numbers too, and the digest of its bytes, which are in a pack as documents are.
    """

    surroundings: str = ""
    lookups: list[Lookup] = field(default_factory=list)
    digests: list[str] = field(default_factory=list)
    parts: dict[Part, tuple[Sequence[int], list[KeptPage]]] = field(default_factory=dict)
    links: LinkMemory = field(default_factory=lambda: LinkMemory((), ()))
    documents: dict[str, tuple[str, int, int]] = field(default_factory=dict)
    indexes: dict[int, KeptIndex] = field(default_factory=dict)
    pieces: dict[str, tuple[Sequence[int], str]] = field(default_factory=dict)


class _Next:
    """The same for the next build: what is only written down waits on disk, each item as JSON."""

    def __init__(self, surroundings: str, room: Path) -> None:
        """Begin with nothing; lines wait in the folder `room`."""
        self.surroundings = surroundings
        self.lookups, self.digests, self.parts, self.pieces = (Lines(room) for _ in range(4))
        self.documents: dict[str, tuple[str, int, int]] = {}

    def add_part(self, part: Part, numbers: Iterable[int], pages: Iterable[KeptPage]) -> None:
        """Keep a part."""
        self.parts.add(_dumped((part.kind, part.code, list(numbers), list(map(_OF_A_PAGE, pages)))))

    def add_piece(self, name: str, numbers: Iterable[int], digest: str) -> None:
        """Keep a piece."""
        self.pieces.add(_dumped((name, list(numbers), digest)))

    def add_lookup(self, lookup: Lookup, digest: str) -> None:
        """Keep a lookup and what stands for its answer."""
        self.lookups.add(_dumped(lookup))
        self.digests.add(_dumped(digest))


class PageStore:
    """What was kept of one published site, and what is to be kept of the next. Used by one build at a time.

    The published site's own lock sees to that: there is a folder for each place that a catalogue is published to.
    """

    def __init__(self, folder: Path, surroundings: str, answers: Answers, most_targets: int = _MOST_TARGETS) -> None:
        self._folder = folder
        self._most_targets = most_targets
        self._answers = answers
        self._known = _read_index(folder, surroundings)
        self._next = _Next(surroundings, folder)
        self._changed = {
            number
            for number, lookup in enumerate(self._known.lookups)
            if answers.digest(lookup) != self._known.digests[number]
        }
        self._numbers: dict[Lookup, dict[str, int]] = {}
        """Of each lookup, by all its steps but the last, then by that."""
        self._renumbered: dict[int, int] = {}
        self._pack = ""
        self._packing: BinaryIO | None = None

    @classmethod
    def open(cls, site: Site, root: Path, target: Path, shell: Shell) -> Self:
        """Open what was kept of the site published at `target`."""
        inside = target.relative_to(root).as_posix() if target.is_relative_to(root) else str(target)
        inside += f"/{prefix}" if (prefix := site.edition.prefix) else ""
        own = hashlib.sha256(inside.encode("utf-8", "surrogateescape")).hexdigest()[:16]
        most = _MOST_TARGETS * len(site.edition.languages)
        return cls(own_folder(root, f"{CACHE}/{own}"), surroundings(site, root, shell), answers_of(site), most)

    @property
    def indexes(self) -> Mapping[int, KeptIndex]:
        """The search indexes of the last build, by number."""
        return self._known.indexes

    def unchanged(self, part: Part) -> Sequence[KeptPage] | None:
        """Return the pages of a part, where making it again would give the same; None where it is to be made."""
        found = self._known.parts.get(part)
        if found is None or not self._changed.isdisjoint(found[0]):
            return None
        return found[1]

    def links(self) -> LinkMemory:
        """What the link check remembers of the pages of the last build."""
        return self._known.links

    def keep(self, part: Part) -> None:
        """Keep a part of the last build for the next."""
        numbers, pages = self._known.parts[part]
        self._next.add_part(part, self._kept(numbers), pages)
        for page in pages:
            if page.document in self._known.documents:
                self._next.documents[page.document] = self._known.documents[page.document]

    def made(self, finished: FinishedPart) -> list[KeptPage]:
        """Keep a part that was made."""
        pages = [
            KeptPage(
                kind=page.kind,
                address=page.address,
                origin=page.origin,
                indexed=page.indexed,
                words=sorted(page.words),
                known_on=page.known_on.isoformat() if page.known_on else "",
                digest=sha256(page.filled.content),
                document=self._keep_document(page.filled.document),
            )
            for page in finished.pages
        ]
        self._next.add_part(finished.part, map(self._number, finished.lookups), pages)
        return pages

    def piece(self, name: str, make: Callable[[], bytes]) -> bytes:
        """Return a piece of a file that is no page, made again only where something that it looked up is not the same.

        Who notes something else meanwhile does not hear what was looked up.
        """
        numbers, digest = self._known.pieces.get(name, ((), ""))
        content = self.document(digest) if self._changed.isdisjoint(numbers) else None
        if content is not None:
            self._next.documents[digest] = self._known.documents[digest]
            self._next.add_piece(name, self._kept(numbers), digest)
            return content
        with noting() as noted:
            content = make()
        self._next.add_piece(name, map(self._number, lookups_of(noted)), self._keep_document(content))
        return content

    def _kept(self, numbers: Iterable[int]) -> Iterator[int]:
        """Keep lookups of the last build for the next; returns the numbers that they have there."""
        for number in numbers:
            if number not in self._renumbered:
                self._renumbered[number] = self._number(self._known.lookups[number], self._known.digests[number])
            yield self._renumbered[number]

    def document(self, digest: str) -> bytes | None:
        """Return what search reads of a page of the last build; None where it is not there any more."""
        if digest not in self._known.documents:
            return None
        content = self._packed(*self._known.documents[digest])
        return content if content is not None and sha256(content) == digest else None

    def save(self, links: LinkMemory, indexes: dict[int, KeptIndex]) -> None:
        """Keep all of it; to be called when the site is published."""
        self._gather_scattered()
        if self._packing:
            self._packing.close()
        write_sealed(self._folder / _INDEX, _written(self._next, links, indexes))
        used = {pack for pack, _, _ in self._next.documents.values()} | {_INDEX}
        for path in self._folder.iterdir():
            if path.name not in used:
                _remove(path)
        self._forget_other_targets()

    def close(self) -> None:
        """Let go of what is open; what was not saved is forgotten."""
        if self._packing:
            self._packing.close()
            if not self._is_kept(self._pack):
                (self._folder / self._pack).unlink(missing_ok=True)

    def _is_kept(self, pack: str) -> bool:
        return (self._folder / _INDEX).exists() and any(kept == pack for kept, _, _ in self._next.documents.values())

    def _number(self, lookup: Lookup, digest: str = "") -> int:
        numbers = self._numbers.setdefault(lookup[:-1], {})
        number = numbers.get(lookup[-1])
        if number is None:
            number = numbers[sys.intern(lookup[-1])] = len(self._next.lookups)
            self._next.add_lookup(lookup, digest or self._answers.digest(lookup))
        return number

    def _keep_document(self, document: bytes) -> str:
        if not document:
            return ""
        digest = sha256(document)
        if digest not in self._next.documents:
            self._next.documents[digest] = self._appended(document)
        return digest

    def _appended(self, document: bytes) -> tuple[str, int, int]:
        if self._packing is None:
            self._pack = f"{secrets.token_hex(8)}.pack"
            self._packing = (self._folder / self._pack).open("xb")
        at = self._packing.tell()
        self._packing.write(document)
        return self._pack, at, len(document)

    def _packed(self, pack: str, at: int, length: int) -> bytes | None:
        try:
            descriptor = os.open(self._folder / pack, PLAIN_FILE)
        except OSError:
            return None
        try:
            return os.pread(descriptor, length, at) if hasattr(os, "pread") else _read_at(descriptor, length, at)
        except OSError:
            return None
        finally:
            os.close(descriptor)

    def _gather_scattered(self) -> None:
        """Move what is left of packs that hold mostly what nobody needs any more into the pack of this build."""
        living: dict[str, int] = {}
        for pack, _, length in self._next.documents.values():
            living[pack] = living.get(pack, 0) + length
        for pack, length in living.items():
            with suppress(OSError):
                if pack == self._pack or 2 * length >= (self._folder / pack).lstat().st_size:
                    continue
            for digest in [digest for digest, place in self._next.documents.items() if place[0] == pack]:
                content = self.document(digest)
                if content is not None:
                    self._next.documents[digest] = self._appended(content)

    def _forget_other_targets(self) -> None:
        os.utime(self._folder)
        others = sorted(self._folder.parent.iterdir(), key=lambda path: path.lstat().st_mtime, reverse=True)
        for path in others[self._most_targets :]:
            _remove(path)


def surroundings(site: Site, root: Path, shell: Shell) -> str:
    """Return what stands for all that any page depends on and that is no lookup."""
    own, _ = template_folders(site, root)
    folder = own.relative_to(root).as_posix() if own.is_relative_to(root) else ""
    templates = [(path.relative_to(root).as_posix(), path.read_bytes()) for path in walk(root, folder).files if folder]
    return digest_of(
        (
            _FORM,
            program(),
            site.config,
            site.texts.lang,
            site.texts.own if isinstance(site.texts, EssentialTexts) else {},
            site.introduction,
            site.description,
            site.questions,
            site.reports,
            site.pictures,
            site.photos,
            site.catalogue.today,
            site.catalogue.vocabularies,
            site.catalogue.boundaries,
            site.catalogue.boundary_credits,
            site.is_portal,
            shell.pieces,
            templates,
        )
    )


def answers_of(site: Site) -> Answers:
    """Return who answers lookups in a site."""
    catalogue = site.catalogue
    groups: tuple[Mapping[str, Noted], ...] = (
        catalogue.networks,
        catalogue.organizations,
        catalogue.activities,
        catalogue.practices,
        catalogue.stories,
    )
    own = (site, catalogue, site.matching, site.matching.corpus, site.synergies, improvements_of(site))
    owners = (*own, *([site.elsewhere] if site.elsewhere else []))
    entries: list[Noted] = [*site.removed, *(entry for group in groups for entry in group.values())]
    return Answers(
        {type(owner).__name__: owner for owner in owners},
        {(entry.lookup_kind, entry.id): entry for entry in entries},
    )


def sha256(content: bytes) -> str:
    """Return the digest of some bytes, in hexadecimal."""
    return hashlib.sha256(content).hexdigest()


@cache
def program() -> str:
    """Return what stands for the program and all that is installed beside it, by name and version."""
    installed = sorted(
        name
        for folder in map(Path, sys.path)  # an empty one is the folder that Python runs in
        if folder.is_dir()
        for name in os.listdir(folder)  # noqa: PTH208 -- names are all that is asked
        if name.endswith((".dist-info", ".egg-info"))
    )
    files = [path for path in sorted(_PROGRAM.rglob("*")) if path.suffix in _PROGRAM_FILES]
    contents = [(path.relative_to(_PROGRAM).as_posix(), path.read_bytes()) for path in files]
    return digest_of((sys.version, installed, contents))


def _read_index(folder: Path, surroundings_now: str) -> _Known:
    """Read what was kept; nothing where it is not ours, not whole, or of other surroundings."""
    content = read_sealed(folder / _INDEX)
    if content is None or not content.startswith(f'["{surroundings_now}"'.encode()):
        return _Known()
    before, lookups, digests, parts, links, documents, indexes, pieces = json.loads(content)
    return _Known(
        before,
        [tuple(lookup) for lookup in lookups],
        digests,
        {Part(kind, code): (numbers, [KeptPage(*page) for page in pages]) for kind, code, numbers, pages in parts},
        LinkMemory(*links),
        {digest: tuple(place) for digest, place in documents.items()},
        {number: KeptIndex(*index) for number, *index in indexes},
        {name: (numbers, digest) for name, numbers, digest in pieces},
    )


def _written(told: _Next, links: LinkMemory, indexes: Mapping[int, KeptIndex]) -> Iterator[bytes]:
    of_indexes = tuple(
        (number, index.documents, index.files, index.pages, list(index.beginnings)) for number, index in indexes.items()
    )
    return _as_json(
        (
            told.surroundings,
            told.lookups,
            told.digests,
            told.parts,
            tuple(map(iter, links)),
            told.documents,
            of_indexes,
            told.pieces,
        )
    )


def _as_json(value: Any) -> Iterator[bytes]:
    """Yield a value as JSON, in pieces that leave memory one after the other: half a gigabyte for 100,000 records."""
    if isinstance(value, tuple):
        yield b"["
        for at, item in enumerate(value):
            if at:
                yield b","
            yield from _as_json(item)
        yield b"]"
    elif isinstance(value, Lines):
        yield from chain((b"[",), gathered(between(value, b",")), (b"]",))
    elif isinstance(value, dict):
        yield from _many(iter(value.items()), dict, b"{}")
    elif isinstance(value, list | Iterator):
        yield from _many(iter(value), list, b"[]")
    else:
        yield _dumped(value)


def _many(items: Iterator[Any], gathered: Callable[[Iterable[Any]], Any], brackets: bytes) -> Iterator[bytes]:
    yield brackets[:1]
    before = b""
    while some := gathered(islice(items, _WRITTEN_AT_ONCE)):
        yield before + _dumped(some)[1:-1]
        before = b","
    yield brackets[1:]


def _dumped(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass")


def _read_at(descriptor: int, length: int, at: int) -> bytes:
    os.lseek(descriptor, at, os.SEEK_SET)
    return os.read(descriptor, length)


def _remove(path: Path) -> None:
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)
