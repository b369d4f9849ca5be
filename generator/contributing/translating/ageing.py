"""Translations whose Italian has changed since: the history of the records tells it, so that no record has to."""

from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import PurePosixPath
from typing import Final

from generator.contributing.translating.entries import Entry, entries_in
from generator.reading.folder import FOLDERS, Sources, read_text
from generator.reading.history import FileChange, main_line, texts_of

_EVER: Final = date(1990, 1, 1)
_KINDS: Final = {FOLDERS[kind]: kind for kind in ("rete", "ente")}

Said = tuple[str, str]
"""The Italian and its translation, blanks apart."""


def older_than_the_italian(sources: Sources, entries: Iterable[Entry], lang: str) -> frozenset[str] | None:
    """Return the keys of translations that nobody has touched since their Italian changed; None without a history.

    What is in the files and not in the history yet counts as its newest step. Of vocabularies nothing is known: the
    history that is read is that of records.
    """
    translated = {entry.key: entry for entry in entries if entry.target}
    files = {entry.file for entry in translated.values()}
    commits = main_line(sources.root, _EVER).commits
    if not commits:
        return None
    changes = [change for commit in reversed(commits) for change in commit.files if change.file in files]
    texts = texts_of(sources.root, {oid for change in changes for oid in (change.before, change.after)})
    versions: dict[str, list[Mapping[str, Said]]] = {}
    for change in changes:
        for oid in _contents(change, is_first=change.file not in versions):
            versions.setdefault(change.file, []).append(_said(change.file, texts.get(oid, ""), lang))
    for entry in translated.values():
        versions.setdefault(entry.file, [])
    today: dict[str, dict[str, Said]] = {file: {} for file in versions}
    for entry in translated.values():
        today[entry.file][entry.key] = _plain(entry)
    return frozenset(
        key for key, entry in translated.items() if _is_older([*versions[entry.file], today[entry.file]], key)
    )


def _contents(change: FileChange, *, is_first: bool) -> tuple[str, ...]:
    """Return the contents that a change adds to what is known of a file: before the first, what stood there too."""
    return tuple(filter(None, (change.before, change.after) if is_first else (change.after,)))


def _said(file: str, text: str, lang: str) -> dict[str, Said]:
    path = PurePosixPath(file)
    source = read_text(text, path.stem, file, _KINDS[path.parts[0]])
    return {} if source.broken else {entry.key: _plain(entry) for entry in entries_in(source, lang)}


def _plain(entry: Entry) -> Said:
    return " ".join(entry.source.split()), " ".join(entry.target.split())


def _is_older(versions: list[Mapping[str, Said]], key: str) -> bool:
    """Tell whether the Italian changed in a later step than its translation did; `versions` from the oldest on."""
    steps = [version[key] for version in versions if key in version]
    italian, translation = (
        max((at for at in range(1, len(steps)) if steps[at][part] != steps[at - 1][part]), default=0) for part in (0, 1)
    )
    return italian > translation
