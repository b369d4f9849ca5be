"""Several files as one ZIP file: the same bytes for the same files and day."""

import io
import zipfile
from collections.abc import Iterable
from datetime import date
from typing import Final

_FIRST: Final = (1980, 1, 1, 0, 0, 0)
"""The format knows no earlier day."""
_PLAIN_FILE: Final = 0o644 << 16
"""Readable by everybody, whatever system unpacks it."""
_UNIX: Final = 3


class Archive:
    """A ZIP file that is being filled; files stand in it in the order they come in, all dated to one day."""

    def __init__(self, day: date) -> None:
        self._day = max(_FIRST, (day.year, day.month, day.day, 0, 0, 0))
        self._written = io.BytesIO()
        self._packed = zipfile.ZipFile(self._written, "w", zipfile.ZIP_DEFLATED)

    def add(self, name: str, content: bytes) -> None:
        """Put one file in; `name` is relative, with `/`."""
        entry = zipfile.ZipInfo(name, self._day)
        entry.external_attr, entry.create_system = _PLAIN_FILE, _UNIX
        self._packed.writestr(entry, content, zipfile.ZIP_DEFLATED)

    def close(self) -> bytes:
        """Return the whole file; nothing can be added after that."""
        self._packed.close()
        return self._written.getvalue()


def archive(files: Iterable[tuple[str, bytes]], day: date) -> bytes:
    """Return some files, each with its name, as one ZIP file."""
    packed = Archive(day)
    for name, content in files:
        packed.add(name, content)
    return packed.close()
