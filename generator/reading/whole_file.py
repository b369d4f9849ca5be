"""A file of others read whole, where it is not too large to be."""

from pathlib import Path

from generator.errors import CannotRun


def whole_file(path: Path, most: int) -> bytes:
    """Return the content of a file of at most so many bytes; raises CannotRun where there is none, or it holds more."""
    try:
        size = path.stat().st_size
        content = path.read_bytes() if size <= most else b""
    except OSError as error:
        raise CannotRun("system", file=path, reason=error) from error
    if size > most:
        raise CannotRun("table_large", file=path.name, most=most // 1024 // 1024)
    return content
