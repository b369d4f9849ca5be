"""Translations that came back, put into the records: nothing of anybody else's is written over, and all is told."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, Final

from generator.contributing.files.changes import raw_text
from generator.contributing.files.rewriting import rewritten
from generator.contributing.refusals import Refused
from generator.contributing.translating.entries import Entry, entries_of, with_translation
from generator.contributing.translating.files import Returned
from generator.reading.folder import Sources
from generator.reading.yaml_reader import HIDDEN
from generator.records.retired import is_of_languages, upgraded

UNKNOWN: Final = "unknown"
CHANGED: Final = "changed"
TAKEN: Final = "taken"
INVISIBLE: Final = "hidden"


@dataclass(frozen=True, slots=True)
class Kept:
    """A translation that was not written, and why: `present` is what stands in its place, or the Italian of today."""

    line: int
    key: str
    reason: str
    present: str = ""


@dataclass(slots=True)
class Taking:
    """What taking translations in comes to."""

    change: dict[str, str] = field(default_factory=dict)
    """File → the text it shall hold."""
    written: int = 0
    already: int = 0
    empty: int = 0
    """Texts that nobody has translated."""
    kept: list[Kept] = field(default_factory=list)
    unread: list[str] = field(default_factory=list)
    """Files that cannot be changed without touching something else."""


def take(sources: Sources, returned: Iterable[Returned], lang: str) -> Taking:
    """Work out what translations change; nothing is written.

    A text whose Italian is another than the one that was translated is left as it is, and so is one that somebody has
    translated otherwise meanwhile.
    """
    made = Taking()
    known = {entry.key: entry for entry in entries_of(sources, lang)}
    wanted: dict[str, list[tuple[Entry, str]]] = {}
    for unit in returned:
        entry = known.get(unit.key)
        if not unit.target:
            made.empty += 1
        elif entry is None:
            made.kept.append(Kept(unit.line, unit.key, UNKNOWN))
        elif HIDDEN.search(unit.target):
            made.kept.append(Kept(unit.line, unit.key, INVISIBLE))
        elif _plain(unit.target) == _plain(entry.target):
            made.already += 1
        elif _plain(unit.source) != _plain(entry.source):
            made.kept.append(Kept(unit.line, unit.key, CHANGED, entry.source))
        elif entry.target and _plain(entry.target) != _plain(unit.before):
            made.kept.append(Kept(unit.line, unit.key, TAKEN, entry.target))
        else:
            # What is one line in Italian stays one line.
            text = unit.target if "\n" in entry.source else _plain(unit.target)
            wanted.setdefault(entry.file, []).append((entry, text))
    for source in sources.files:
        if source.file in wanted:
            _write(made, sources, source.file, source.kind, dict(source.data), wanted[source.file], lang)
    return made


def _plain(text: str) -> str:
    """A text as it is compared: programs break lines otherwise."""
    return " ".join(text.split())


def _write(
    made: Taking,
    sources: Sources,
    file: str,
    kind: str,
    data: dict[str, Any],
    wanted: list[tuple[Entry, str]],
    lang: str,
) -> None:
    """Put the translations of one file in, what is said in other languages being in today's form before."""
    new, _, left = upgraded(data, kind, is_of_languages)
    for entry, text in wanted:
        with_translation(new, entry, lang, text)
    try:
        changed = rewritten(raw_text(sources.root, file), new, kind, file, keeps_remarks=True)
    except Refused:
        left = [()]
    if left:  # two forms say different things in one language: that is for people to weigh
        made.unread.append(file)
        return
    made.change[file] = changed
    made.written += len(wanted)
