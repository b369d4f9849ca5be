"""Several files as one ZIP file: the same bytes for the same files and day."""

import os
import zipfile
from collections.abc import Iterable, Iterator
from contextlib import suppress
from datetime import date
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO, Final
from weakref import finalize

from generator.exports.pieces import Content

_FIRST: Final = (1980, 1, 1, 0, 0, 0)
"""The format knows no earlier day."""
_PLAIN_FILE: Final = 0o644 << 16
"""Readable by everybody, whatever system unpacks it."""
_UNIX: Final = 3
_BLOCK_BYTES: Final = 1 << 20


class Archive:
    """A ZIP file that is being filled; files stand in it in the order they come in, all dated to one day.

    It grows in a file without a name, in the folder `room` or where the system keeps such files.
    """

    def __init__(self, day: date, room: Path | None = None) -> None:
        self._day = max(_FIRST, (day.year, day.month, day.day, 0, 0, 0))
        self._written = TemporaryFile(dir=room)  # noqa: SIM115 -- closed when it was read
        self._packed = zipfile.ZipFile(self._written, "w", zipfile.ZIP_DEFLATED)
        finalize(self, _let_go, self._packed, self._written)

    def add(self, name: str, content: Content) -> None:
        """Put one file in; `name` is relative, with `/`."""
        for _ in self._passing(name, (content,) if isinstance(content, bytes) else content):
            pass

    def sharing(self, name: str, content: Content) -> Content:
        """Put one file in that somebody else takes too: what comes in pieces as they take them, to the last."""
        if not isinstance(content, bytes):
            return self._passing(name, content)
        self.add(name, content)
        return content

    def close(self) -> Iterator[bytes]:
        """Yield the whole file, in pieces; nothing can be added after that."""
        with self._written as written:
            self._packed.close()
            written.seek(0, os.SEEK_SET)
            while block := written.read(_BLOCK_BYTES):
                yield block

    def _passing(self, name: str, pieces: Iterable[bytes]) -> Iterator[bytes]:
        entry = zipfile.ZipInfo(name, self._day)
        entry.external_attr, entry.create_system, entry.compress_type = _PLAIN_FILE, _UNIX, zipfile.ZIP_DEFLATED
        with self._packed.open(entry, "w") as file:
            for piece in pieces:
                file.write(piece)
                yield piece


def _let_go(packed: zipfile.ZipFile, written: IO[bytes]) -> None:
    """Close what nobody read: a build that stops leaves its archive half written."""
    with suppress(ValueError):  # one of its files is still being written
        packed.close()
    written.close()


def archive(files: Iterable[tuple[str, Content]], day: date) -> bytes:
    """Return some files, each with its name, as one ZIP file."""
    packed = Archive(day)
    for name, content in files:
        packed.add(name, content)
    return b"".join(packed.close())
