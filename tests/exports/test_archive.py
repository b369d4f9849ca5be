"""One archive of several files: the same bytes for the same files and day, and what was put in comes out."""

import io
import zipfile
from datetime import date

from generator.exports.archive import Archive, archive


def test_the_same_files_and_day_are_the_same_bytes() -> None:
    """Order and day are the caller's; nothing tells when or by whom it was packed."""
    files = [("b/due.csv", b"2"), ("a/uno.csv", "è".encode())]
    packed = archive(files, date(2026, 11, 22))
    assert archive(files, date(2026, 11, 22)) == packed
    opened = zipfile.ZipFile(io.BytesIO(packed))
    assert opened.testzip() is None
    assert [(entry.filename, entry.date_time) for entry in opened.infolist()] == [
        ("b/due.csv", (2026, 11, 22, 0, 0, 0)),
        ("a/uno.csv", (2026, 11, 22, 0, 0, 0)),
    ]
    assert [opened.read(name) for name, _ in files] == [content for _, content in files]


def test_what_comes_in_pieces_is_the_same_archive_and_passes_on() -> None:
    """Where a piece ends changes nothing; who takes them too is given all of them, and the archive holds them."""
    day = date(2026, 11, 22)
    text = b"".join(f"riga {number * number}\n".encode() for number in range(40_000))
    packed = Archive(day)
    shared = packed.sharing("a.csv", (text[at : at + 999] for at in range(0, len(text), 999)))
    assert b"".join(shared) == text  # type: ignore[arg-type]
    assert packed.sharing("b.csv", b"whole") == b"whole"
    assert b"".join(packed.close()) == archive([("a.csv", text), ("b.csv", b"whole")], day)


def test_a_day_before_the_format_began_is_its_first() -> None:
    """ZIP knows no day before 1980."""
    assert zipfile.ZipFile(io.BytesIO(archive([("a", b"")], date(1970, 1, 1)))).infolist()[0].date_time[0] == 1980
