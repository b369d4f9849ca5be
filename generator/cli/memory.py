"""What of the files of a catalogue need not be read, checked by itself and turned into records again.

Within a process who builds again and again (`serve`) passes the same `Memory`. Between processes it is kept in the
catalogue's folder, sealed as all that builds keep (`site/sealed.py`): what of each file was read, by the digest of its
text, and what had been found in it by itself. JSON alone is read there, no object.
"""

import json
from collections.abc import Sequence
from dataclasses import astuple, dataclass, field
from datetime import date
from operator import attrgetter
from pathlib import Path
from typing import Any, Final, Self

from generator.catalogue.build import Kept
from generator.checking import Remembered
from generator.diagnostics import Finding, Span
from generator.reading.folder import SourceFile, Sources
from generator.reading.walking import link_on_the_way, own_folder
from generator.site.reuse import program
from generator.site.sealed import read_sealed, write_sealed

CACHE: Final = ".intreccio/cache/read"
_FILE: Final = "files.sealed"
_OF_A_FINDING: Final = attrgetter("code", "file", "hint", "on_key", "masked", "part")


@dataclass(slots=True)
class Memory:
    """Files as they were read, by path; records made of them; what was found in each of them by itself."""

    files: dict[str, SourceFile] = field(default_factory=dict)
    kept: Kept = field(default_factory=Kept)
    remembered: Remembered = field(default_factory=Remembered)

    @classmethod
    def of(cls, root: Path) -> Self:
        """Return what the last build of the catalogue in `root` kept; nothing where that is not ours, or another's."""
        content = None if link_on_the_way(root, CACHE) else read_sealed(root / CACHE / _FILE)
        if content is None or not content.startswith(f'["{program()}",'.encode()):
            return cls()
        _, today, unsure, vocabularies, known = json.loads(content)
        files = {
            file: SourceFile(kind, own_id, file, data, (), tuple((line, text) for line, text in remarks), digest)
            for file, kind, own_id, data, remarks, digest, _ in known
        }
        under = (date.fromisoformat(today), frozenset(unsure), vocabularies) if today else None
        found = {file: (files[file], list(map(_finding, own))) for file, *_, own in known if own is not None}
        remembered = Remembered(under, found)
        return cls(files, remembered=remembered)

    def learn(self, sources: Sources, root: Path) -> None:
        """Remember what was read last, and keep it for the next process where it is something new."""
        before, self.files = self.files, {file.file: file for file in sources.files}
        if before.keys() != self.files.keys() or any(before[name] is not file for name, file in self.files.items()):
            write_sealed(own_folder(root, CACHE) / _FILE, self._written())

    def _written(self) -> bytes:
        known = [
            (file.file, file.kind, file.id, file.data, file.remarks, file.digest, _plain(self.remembered.of(file)))
            for file in self.files.values()
            if file.digest and not file.findings
        ]
        today, unsure, vocabularies = self.remembered.under or (None, (), [])
        whole = (program(), today.isoformat() if today else "", sorted(unsure), vocabularies, known)
        return json.dumps(whole, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass")


def _plain(findings: Sequence[Finding] | None) -> list[tuple[Any, ...]] | None:
    """Return findings as JSON holds them; None where one says what JSON would not give back as it was."""
    if findings is None:
        return None
    values = (value for finding in findings for value in (*finding.path, *finding.values.values()))
    if not all(isinstance(value, str | int | None) for value in values):
        return None
    return [
        (*_OF_A_FINDING(finding), list(finding.path), dict(finding.values), finding.span and astuple(finding.span))
        for finding in findings
    ]


def _finding(plain: Sequence[Any]) -> Finding:
    code, file, hint, on_key, masked, part, path, values, span = plain
    return Finding(code, file, tuple(path), values, hint, on_key, span and Span(*span), masked, part)
