"""Changing files of a catalogue: all of them or none, checked before, written at once.

A change is what each file shall hold; nothing is written until the catalogue has been checked as it would become.
"""

import contextlib
import os
import tempfile
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Final

from generator.checking import check, diagnose
from generator.contributing.refusals import Refused
from generator.diagnostics import Diagnostic, Finding, Severity
from generator.locale import Texts
from generator.reading.boundaries import FOLDER as BOUNDARIES
from generator.reading.folder import FOLDERS, SETTINGS, SourceFile, Sources, most_bytes, read_text
from generator.reading.images import FOLDER as PICTURES
from generator.reading.removal_list import LIST, removals_in
from generator.reading.walking import link_on_the_way

Change = Mapping[str, str | None]
"""File, relative to the catalogue → the text it shall hold, None where it goes away."""

_WRITABLE: Final = (*(f"{folder}/" for folder in FOLDERS.values()), f"content/{BOUNDARIES}/", LIST, SETTINGS)
_DELETABLE: Final = (*_WRITABLE, f"content/{PICTURES}/")
_KIND_OF: Final = {folder: kind for kind, folder in FOLDERS.items()}


def raw_text(root: Path, file: str) -> str:
    """Read a file with its byte order mark and its line endings; raises Refused where it is not UTF-8, or no file."""
    if link_on_the_way(root, file):
        raise Refused("change_place", file=file)
    _refuse_what_is_no_file(root, file)
    try:
        return (root / file).read_bytes().decode()
    except UnicodeDecodeError as error:
        raise Refused("edit_broken", file=file) from error


def kind_of(file: str) -> str:
    """Return the kind of record that a file holds, by its folder."""
    return next(kind for folder, kind in _KIND_OF.items() if file.startswith(f"{folder}/"))


def sources_after(sources: Sources, change: Change) -> Sources:
    """Return what would be read once a change is written."""
    kept = [source for source in sources.files if source.file not in change]
    new = [
        read_text(normalised(text), Path(file).stem, file, kind_of(file))
        for file, text in change.items()
        if text is not None and file not in {LIST, SETTINGS}
    ]
    # The order of a fresh reading: findings, and which of two equal ids counts, hang on it.
    kinds = list(FOLDERS)
    in_order = sorted([*kept, *new], key=lambda source: (kinds.index(source.kind), source.file))
    listed = change.get(LIST)
    removals = sources.removals if listed is None else removals_in(listed, sources.removals.key)
    written = change.get(SETTINGS)
    settings = sources.settings if written is None else _settings_in(written)
    return replace(sources, files=tuple(in_order), settings=settings, removals=removals)


def _settings_in(text: str) -> SourceFile:
    return read_text(normalised(text), Path(SETTINGS).stem, SETTINGS, "impostazioni")


def normalised(raw: str) -> str:
    """Return a file's text as reading sees it: no byte order mark, every line ended by a line feed."""
    return raw.replace("\r\n", "\n").replace("\r", "\n").removeprefix("\ufeff")


def findings_after(
    sources: Sources, change: Change, today: date, moved: Mapping[str, str] | None = None
) -> tuple[list[Finding], list[Finding]]:
    """Check the catalogue as it would become.

    `moved` tells which files go on in another. Returns the findings about the changed files, and the errors that
    the change brings anywhere: those that were not there before.
    """
    after = check(sources_after(sources, change), today).findings
    about = [finding for finding in after if finding.file in change]
    errors = [finding for finding in after if finding.severity is Severity.ERROR]
    if not errors:
        return about, []
    moved = moved or {}
    before = Counter(
        (finding.code, moved.get(finding.file, finding.file)) for finding in check(sources, today).findings
    )
    more = Counter((finding.code, finding.file) for finding in errors) - before
    return about, [finding for finding in errors if (finding.code, finding.file) in more]


def worded(findings: Iterable[Finding], change: Change, root: Path, texts: Texts) -> list[Diagnostic]:
    """Give findings their place and words, those about changed files in the text that is not written yet."""
    found = list(findings)
    with tempfile.TemporaryDirectory() as folder:
        for file, text in change.items():
            path = Path(folder) / file
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text or "", "utf-8", newline="")
        changed = diagnose([finding for finding in found if finding.file in change], Path(folder), texts)
    others = diagnose([finding for finding in found if finding.file not in change], root, texts)
    return sorted([*changed, *others], key=lambda diagnostic: diagnostic.order)


def write_change(root: Path, change: Change) -> None:
    """Write every file of a change, or none: new texts wait beside their files until all of them are there.

    Raises Refused for a place outside the records or behind a symbolic link, for a file too large to be read again,
    and where the disk fails: then everything is put back as it was.
    """
    for file, text in change.items():
        _refuse_other_places(root, file, _WRITABLE if text is not None else _DELETABLE)
        if text is not None and len(text.encode()) > (most := most_bytes(file)):
            raise Refused("change_large", file=file, most=most // 1024)
    before = {file: (root / file).read_bytes() if (root / file).exists() else None for file in change}
    waiting: dict[str, Path] = {}
    try:
        for file, text in change.items():
            if text is not None:
                waiting[file] = _set_aside(root / file, text.encode())
        _exchange(root, change, waiting)
    except OSError as error:
        _put_back(root, before)
        raise Refused("change_failed", reason=error) from error
    except KeyboardInterrupt:
        _put_back(root, before)
        raise
    finally:
        for path in waiting.values():
            path.unlink(missing_ok=True)


def _exchange(root: Path, change: Change, waiting: Mapping[str, Path]) -> None:
    """Put what waits in its place; files go away last, so that a record is never nowhere."""
    for file, path in waiting.items():
        path.replace(root / file)
    for file, text in change.items():
        if text is None:
            (root / file).unlink()


def _put_back(root: Path, before: Mapping[str, bytes | None]) -> None:
    for file, content in before.items():
        path = root / file
        with contextlib.suppress(OSError):
            if content is None:
                path.unlink(missing_ok=True)
            elif not path.exists() or path.read_bytes() != content:
                _set_aside(path, content).replace(path)


def _set_aside(path: Path, content: bytes) -> Path:
    """Write content into a hidden file beside `path`, with the rights of the file it will take the place of."""
    path.parent.mkdir(parents=True, exist_ok=True)
    mode = path.stat().st_mode if path.exists() else 0o644
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=".", suffix=".tmp")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        Path(name).chmod(mode & 0o777)
    except OSError:
        Path(name).unlink(missing_ok=True)
        raise
    return Path(name)


def _refuse_other_places(root: Path, file: str, places: tuple[str, ...]) -> None:
    if not file.startswith(places) or ".." in Path(file).parts or link_on_the_way(root, file):
        raise Refused("change_place", file=file)
    _refuse_what_is_no_file(root, file)


def _refuse_what_is_no_file(root: Path, file: str) -> None:
    """Who reads a pipe waits for ever."""
    if (root / file).exists() and not (root / file).is_file():
        raise Refused("no_file", target=file)
