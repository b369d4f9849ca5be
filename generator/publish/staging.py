"""The only writer of the site: everything grows in a hidden folder beside the published one.

A file whose bytes are already published is hard-linked rather than written again, so that what did not
change keeps its inode and its date, and servers and synchronisers see only what did.
"""

import hashlib
import os
import shutil
import stat
from collections.abc import Iterable, Iterator
from collections.abc import Set as AbstractSet
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from sys import intern
from types import TracebackType
from typing import Self

from generator.publish.exchange import MARKER, begin, exchange, recover, refuse_foreign
from generator.publish.lock import BuildLock
from generator.publish.refusals import Refusal

Content = bytes | str | Iterable[bytes]
"""What a file holds."""

_SCRATCH = ".scratch"
_BLOCK_BYTES = 1 << 20
_NEW_FILE = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
_OLD_FILE = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)


class Staging:
    """A site being made; made by `Staging.open`, ended by `publish` or `discard`.

        with Staging.open(Path("site")) as staging:
            staging.write("index.html", page)
            staging.publish()

    Leaving the block without publishing discards everything and keeps the published site.
    """

    def __init__(self, target: Path, root: Path, lock: BuildLock) -> None:
        self._target = target
        self._root = root
        self._lock = lock
        # Plain strings: with 50,000 pages, building a Path for each costs more than writing it.
        self._staged_prefix = f"{self._root}/"
        self._published_prefix = f"{target}/"
        self._folders = {""}
        self._origins: dict[str, str] = {}
        self._open = True

    @classmethod
    def open(cls, target: Path) -> Self:
        """Start a new site for `target`, after clearing what a killed build left.

        Args:
            target: The folder to publish; it may not exist yet.

        Raises:
            Refusal: `target` is not ours to replace, or another build of it is under way.
        """
        target = target.absolute()
        if not target.name or target.name == "..":
            raise Refusal("not_ours", target=target)
        lock = BuildLock(target)
        try:
            refuse_foreign(target)
            target.parent.mkdir(parents=True, exist_ok=True)
            lock.acquire()
            return cls(target, begin(target), lock)
        except BaseException as error:
            lock.release()
            if isinstance(error, OSError):
                raise _failed(target, error) from error
            raise

    @property
    def root(self) -> Path:
        """The hidden folder, to be read; a tool that writes into it does so in a folder that is then adopted."""
        return self._root

    @property
    def paths(self) -> AbstractSet[str]:
        """Every path written so far, relative to the site, with `/`."""
        return self._origins.keys()

    @contextmanager
    def scratch(self) -> Iterator[Path]:
        """Give a folder for what is needed while the site is made and is no part of it; a killed build's is cleared."""
        folder = self._root / _SCRATCH
        folder.mkdir()
        try:
            yield folder
        finally:
            shutil.rmtree(folder)

    def write(self, path: PurePosixPath | str, content: Content, *, origin: str = "?") -> None:
        """Put one file into the site; the same content twice is one file.

        Args:
            path: Relative to the site, with `/`.
            content: Bytes, text that becomes UTF-8, or bytes in pieces, for what is too large to be held.
            origin: What it is made from, such as the record's file; named when two files want one path.

        Raises:
            Refusal: The path leaves the site or is not plain, or something else is already there.
        """
        self._require_open()
        name = str(path)
        if name in self._origins:
            data = _joined(content)
            if _read(self._staged_prefix + name, len(data)) != data:
                raise self._taken(name, origin)
            return
        _refuse_unsafe(name)
        self._make_folder(name.rpartition("/")[0], origin)
        if not isinstance(content, bytes | str):
            self._create(name, content, origin)
            self._replace_by_published(name)
        elif not self._link_published(name, data := _joined(content)):
            self._create(name, (data,), origin)
        self._origins[intern(name)] = intern(origin)

    def keep(self, path: str, digest: str, *, origin: str) -> bool:
        """Take over a published file whose SHA-256 is `digest`; tells whether it is there, a plain file with that.

        Raises:
            Refusal: As `write` does.
        """
        self._require_open()
        data = _whole(self._published_prefix + path)
        if data is None or hashlib.sha256(data).hexdigest() != digest:
            return False
        if path in self._origins:
            self.write(path, data, origin=origin)
            return True
        _refuse_unsafe(path)
        self._make_folder(path.rpartition("/")[0], origin)
        if not self._link(path):
            self._create(path, (data,), origin)
        self._origins[intern(path)] = intern(origin)
        return True

    def is_published(self, path: str, digest: str) -> bool:
        """Tell whether there is a published file whose SHA-256 is `digest`."""
        data = _whole(self._published_prefix + path)
        return data is not None and hashlib.sha256(data).hexdigest() == digest

    def adopt(self, folder: str, *, origin: str) -> None:
        """Take in the files that a tool wrote straight into `folder` of the site, such as `pagefind`.

        A file whose bytes are already published becomes a link to it, as in `write`.

        Raises:
            Refusal: The folder holds a symbolic link or something that is not a file, or was written to before.
        """
        self._require_open()
        for file in _files(self._root / folder):
            name = file.relative_to(self._root).as_posix()
            _refuse_unsafe(name)
            if name in self._origins:
                raise self._taken(name, origin)
            self._replace_by_published(name)
            self._folders.update(str(above) for above in PurePosixPath(name).parents if str(above) != ".")
            self._origins[name] = origin

    def below(self, folder: str) -> "Folder":
        """Return the same site seen from a folder of it: `en/`, or nothing for the site itself."""
        return Folder(self, folder)

    def publish(self) -> None:
        """Exchange the published site for this one; `target` is at every moment the old or the new.

        Raises:
            Refusal: The target may not be replaced; the published site is untouched.
        """
        self._require_open()
        exchange(self._root, self._target)
        self._close()

    def discard(self) -> None:
        """Forget this site and keep the published one; harmless when already ended."""
        if self._open:
            recover(self._target)
            self._close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.discard()

    def _close(self) -> None:
        self._open = False
        self._lock.release()

    def _require_open(self) -> None:
        if not self._open:
            raise Refusal("staging_closed", target=self._target)

    def _make_folder(self, folder: str, origin: str) -> None:
        if folder in self._folders:
            return
        self._make_folder(folder.rpartition("/")[0], origin)
        try:
            Path(self._staged_prefix + folder).mkdir()
        except FileExistsError as error:
            raise self._taken(folder, origin) from error
        self._folders.add(folder)

    def _link_published(self, name: str, data: bytes) -> bool:
        published = self._published_prefix + name
        return _read(published, len(data)) == data and self._link(name)

    def _link(self, name: str) -> bool:
        try:
            os.link(self._published_prefix + name, self._staged_prefix + name)
        except OSError:
            # Some file systems know no hard links, others allow only so many to one file.
            return False
        return True

    def _replace_by_published(self, name: str) -> None:
        staged, published = Path(self._staged_prefix + name), self._published_prefix + name
        if not _are_same(published, str(staged)):
            return
        link = staged.with_name(f"{staged.name}.published")
        try:
            link.hardlink_to(published)
        except OSError:
            return
        link.replace(staged)

    def _create(self, name: str, pieces: Iterable[bytes], origin: str) -> None:
        try:
            descriptor = os.open(self._staged_prefix + name, _NEW_FILE, 0o666)
            with os.fdopen(descriptor, "wb", buffering=0) as file:
                for piece in pieces:
                    file.write(piece)
        except FileExistsError as error:
            raise self._taken(name, origin) from error
        except OSError as error:
            raise _failed(self._target, error) from error

    def _taken(self, name: str, origin: str) -> Refusal:
        """Name who took the path first; a folder has no origin of its own."""
        return Refusal("path_taken", path=name, first=self._origins.get(name, f"{name}/"), second=origin)


class Folder:
    """A site being made, seen from a folder of it: paths are relative to that."""

    def __init__(self, staging: Staging, prefix: str) -> None:
        self._staging = staging
        self._prefix = prefix

    @property
    def root(self) -> Path:
        """The folder, to be read."""
        return self._staging.root / self._prefix

    @property
    def paths(self) -> AbstractSet[str]:
        """Every path written into it so far."""
        prefix = self._prefix
        paths = self._staging.paths
        return {path.removeprefix(prefix) for path in paths if path.startswith(prefix)} if prefix else paths

    def write(self, path: PurePosixPath | str, content: Content, *, origin: str = "?") -> None:
        """Put one file into it, as `Staging.write` does."""
        self._staging.write(f"{self._prefix}{path}", content, origin=origin)

    def keep(self, path: str, digest: str, *, origin: str) -> bool:
        """Take over a published file, as `Staging.keep` does."""
        return self._staging.keep(f"{self._prefix}{path}", digest, origin=origin)

    def is_published(self, path: str, digest: str) -> bool:
        """Tell whether there is such a published file, as `Staging.is_published` does."""
        return self._staging.is_published(f"{self._prefix}{path}", digest)

    def adopt(self, folder: str, *, origin: str) -> None:
        """Take in the files that a tool wrote into a folder, as `Staging.adopt` does."""
        self._staging.adopt(f"{self._prefix}{folder}", origin=origin)


def _refuse_unsafe(name: str) -> None:
    plain = name.isprintable() and "\\" not in name and {"", ".", ".."}.isdisjoint(name.split("/"))
    if not plain or name.partition("/")[0] in (MARKER, _SCRATCH):
        raise Refusal("unsafe_path", path=repr(name))


def _read(path: str, expected_length: int) -> bytes | None:
    """The first bytes of a file, one more than expected so that a longer one shows; None if there is none."""
    try:
        descriptor = os.open(path, _OLD_FILE)
    except OSError:
        return None
    try:
        return os.read(descriptor, expected_length + 1)
    except OSError:
        return None
    finally:
        os.close(descriptor)


def _joined(content: Content) -> bytes:
    if isinstance(content, str):
        return content.encode()
    return content if isinstance(content, bytes) else b"".join(content)


def _are_same(path: str, other: str) -> bool:
    """Whether two files hold the same bytes, read a block at a time; where the first is none, they do not."""
    try:
        descriptor = os.open(path, _OLD_FILE)
    except OSError:
        return False
    with os.fdopen(descriptor, "rb") as one, Path(other).open("rb") as two:
        if os.fstat(descriptor).st_size != os.fstat(two.fileno()).st_size:
            return False
        while block := one.read(_BLOCK_BYTES):
            if block != two.read(_BLOCK_BYTES):
                return False
    return True


def _whole(path: str) -> bytes | None:
    """The bytes of a plain file; None if there is none."""
    try:
        descriptor = os.open(path, _OLD_FILE | getattr(os, "O_NONBLOCK", 0))
    except OSError:
        return None
    with os.fdopen(descriptor, "rb", buffering=0) as file:
        return file.read() if stat.S_ISREG(os.fstat(descriptor).st_mode) else None


def _failed(target: Path, error: OSError) -> Refusal:
    return Refusal("not_replaced", target=target, reason=error)


def _files(folder: Path) -> Iterator[Path]:
    for entry in sorted(folder.iterdir()):
        if entry.is_symlink() or not (entry.is_dir() or entry.is_file()):
            raise Refusal("unsafe_path", path=str(entry))
        if entry.is_dir():
            yield from _files(entry)
        else:
            yield entry
