"""Files too large to be held: contents that come in pieces, and lines that wait on disk until they are asked for."""

from array import array
from collections.abc import Iterable, Iterator
from pathlib import Path
from tempfile import TemporaryFile
from typing import Final
from weakref import finalize

Content = bytes | Iterable[bytes]
"""What a file holds: whole, or in pieces that come once, one after the other."""
Files = Iterator[tuple[str, Content]]
"""Name and content of each file."""

_AT_ONCE: Final = 1 << 16
"""About so many bytes are a piece that is worth handing on."""


def joined(content: Content) -> bytes:
    """Return a whole content."""
    return content if isinstance(content, bytes) else b"".join(content)


class Lines:
    """Lines kept in a file without a name, in the folder `room` or where the system keeps such files."""

    def __init__(self, room: Path | None = None) -> None:
        """Begin with none."""
        self._file = TemporaryFile(dir=room)  # noqa: SIM115 -- open for as long as its lines are asked for
        # Not `__del__`: of what goes in a ring of objects the file may be let go of before its owner.
        finalize(self, self._file.close)
        self._ends = array("Q", [0])
        self._was_read = False

    def add(self, line: bytes) -> None:
        """Put a line after the others."""
        if self._was_read:
            self._file.seek(self._ends[-1])
            self._was_read = False
        self._file.write(line)
        self._ends.append(self._ends[-1] + len(line))

    def __len__(self) -> int:
        """Count them."""
        return len(self._ends) - 1

    def __getitem__(self, number: int) -> bytes:
        """Return one by its number; without one, the IndexError that ends a loop."""
        start, end = self._ends[number], self._ends[number + 1]
        self._was_read = True
        self._file.seek(start)
        return self._file.read(end - start)

    def __iter__(self) -> Iterator[bytes]:
        """Yield them as they were added."""
        return map(self.__getitem__, range(len(self)))


class Kept:
    """Contents by name that wait on disk, where the system keeps such files."""

    def __init__(self) -> None:
        """Begin with none, and without a file."""
        self._lines: Lines | None = None
        self._numbers: dict[str, int] = {}

    def get(self, name: str) -> bytes | None:
        """Return what was put under a name; None for nothing."""
        number = self._numbers.get(name)
        return None if number is None or self._lines is None else self._lines[number]

    def put(self, name: str, content: bytes) -> None:
        """Keep a content under a name of its own."""
        self._lines = self._lines or Lines()
        self._numbers[name] = len(self._lines)
        self._lines.add(content)


def gathered(parts: Iterable[str | bytes], encoding: str = "utf-8") -> Iterator[bytes]:
    """Yield small parts joined to pieces that are worth handing on."""
    waiting: list[bytes] = []
    size = 0
    for part in parts:
        waiting.append(part.encode(encoding) if isinstance(part, str) else part)
        size += len(waiting[-1])
        if size >= _AT_ONCE:
            yield b"".join(waiting)
            waiting, size = [], 0
    if waiting:
        yield b"".join(waiting)


def between(parts: Iterable[bytes], mark: bytes) -> Iterator[bytes]:
    """Yield parts with a mark between them."""
    before = b""
    for part in parts:
        yield before + part
        before = mark
