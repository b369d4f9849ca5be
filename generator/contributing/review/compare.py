"""What a change means: two versions of a catalogue, compared for the person who decides about it."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import Any, Final

from generator import addresses
from generator.catalogue import AnyEntry, Catalogue
from generator.checking import Checked, diagnose
from generator.checking.diagnosing import in_words
from generator.checking.protected_places import concealed, open_addresses
from generator.contributing.protected_places import uncovered
from generator.contributing.records.rename import former_ids
from generator.contributing.review.differences import Wording, differences
from generator.contributing.review.report import PERSONAL, Alike, Changed, Edit, Named, Note, Report, line
from generator.diagnostics import Diagnostic, Finding, Severity
from generator.diagnostics import Path as Place
from generator.locale import Texts, writing
from generator.matching import Matching, reasons, sentence
from generator.reading.folder import FOLDERS, SourceFile, Sources
from generator.records.network import REMOVED

_WEIGHT: Final = {Severity.ERROR: 0, Severity.WARNING: 1, Severity.HINT: 2}
_OWN_PAGES: Final = frozenset({"rete", "ente"})

Key = tuple[str, str]
"""Kind and id of a record."""


@dataclass(frozen=True)
class Version:
    """A catalogue as it was or is: what was read, and what checking made of it."""

    sources: Sources
    checked: Checked

    @cached_property
    def records(self) -> Mapping[Key, SourceFile]:
        """Every file, by kind and id; of two that share an id the last one counts."""
        return {(file.kind, file.id): file for file in self.sources.files}

    @property
    def catalogue(self) -> Catalogue:
        """The typed records."""
        return self.checked.catalogue

    @cached_property
    def names(self) -> Mapping[str, str]:
        """Names of networks and organisations, by id."""
        return {file.id: _name(file) for (kind, _), file in self.records.items() if kind in _OWN_PAGES}

    def wording(self, file: str, texts: Texts) -> Wording:
        """Return how the values of one file are worded."""
        return Wording(self.catalogue.vocabularies, self.names, texts, frozenset(self._hidden.get(file, ())))

    @cached_property
    def _hidden(self) -> Mapping[str, list[Place]]:
        """The paths, by file, of the values that nobody should see."""
        found: dict[str, list[Place]] = {}
        for finding in self.checked.findings:
            if finding.path and (finding.masked or finding.code in PERSONAL):
                found.setdefault(finding.file, []).append(finding.path)
        return found


def other_files(changed: Iterable[str], prefix: str) -> list[str]:
    """Keep the changed files that are no records; `prefix` is where the catalogue stands in its repository."""
    folders = tuple(f"{prefix}{folder}/" for folder in FOLDERS.values())
    return [file for file in changed if not (file.startswith(folders) and file.endswith((".yml", ".yaml", ".md")))]


def review(before: Version, after: Version, root: Path, texts: Texts, files: Iterable[str] = ()) -> Report:
    """Compare two versions of the catalogue in `root`, whose files are those of `after`.

    `files` are the changed files that are no records, which only their names tell of.
    """
    renamed = _renames(before, after)
    changed = [*_changed(before, after, renamed, texts)]
    gone = before.records.keys() - after.records.keys() - set(renamed.values())
    added = [after.records[key] for key in after.records.keys() - before.records.keys() - renamed.keys()]
    introduced, resolved = _findings(before, after, renamed, root, texts)
    touched = {record.id for record in added} | {record.id for record in changed}
    notes = [_note(diagnostic) for diagnostic in introduced if diagnostic.severity is not Severity.HINT]
    return Report(
        added=_named(added),
        changed=sorted(changed, key=lambda record: (not record.uncovered, not record.contact, record.kind, record.id)),
        removed=_named(before.records[key] for key in gone),
        introduced=notes,
        resolved=resolved,
        alike=[*new_likenesses(before, after, touched, texts, renamed)],
        pages=sorted({page for record_id in touched for page in _pages(record_id, after.catalogue)}),
        files=[line(file) for file in sorted(files)],
        errors=sum(note.severity == "error" for note in notes),
        hints=sum(diagnostic.severity is Severity.HINT for diagnostic in introduced),
        records=len(added) + len(changed) + len(gone),
    )


def _name(file: SourceFile) -> str:
    name = file.data.get("nome") or file.data.get("titolo")
    name = name.get("it") if isinstance(name, dict) else name
    return line(concealed(name, open_addresses(file.data)) if isinstance(name, str) and name else file.id)


def _named(files: Iterable[SourceFile]) -> list[Named]:
    listed = sorted(files, key=lambda file: (file.kind, file.id))
    return [Named(id=line(file.id), kind=_kind(file), name=_name(file), file=line(file.file)) for file in listed]


def _kind(file: SourceFile) -> Any:
    return file.kind


def _renames(before: Version, after: Version) -> dict[Key, Key]:
    """Return new key → old key of the records that carry on under another id (`id_precedenti`)."""
    return {
        key: (key[0], former)
        for key, file in after.records.items()
        if key not in before.records
        for former in former_ids(file)
        if (key[0], former) in before.records and (key[0], former) not in after.records
    }


def _changed(before: Version, after: Version, renamed: Mapping[Key, Key], texts: Texts) -> Iterator[Changed]:
    for key, new in after.records.items():
        old = before.records.get(renamed.get(key, key))
        if old is None or (old.data == new.data and key not in renamed):
            continue
        opened = frozenset(path for path, _ in uncovered(old.data, new.data))
        # The street may be that of the refuge, before or after: who reads the note need not learn it from here.
        protecting = (open_addresses(data) for data in (new.data, old.data))
        openly = next((addresses for addresses in protecting if addresses is not None), None)
        wording = after.wording(new.file, texts)
        wording = replace(wording, masked=wording.masked | opened, openly=openly)
        was = replace(before.wording(old.file, texts), openly=openly)
        fields = differences(old.data, new.data, new.kind, was, wording)
        if not fields and key not in renamed:
            continue
        yield Changed(
            id=line(new.id),
            kind=_kind(new),
            name=_name(new),
            file=line(new.file),
            was=line(old.id) if key in renamed else "",
            contact=any(field.is_contact for field in fields),
            new_contact=any(field.is_new_contact for field in fields),
            withdrawn=new.data.get("stato") == REMOVED != old.data.get("stato"),
            uncovered=bool(opened),
            fields=[
                Edit(field=line(field.label), before=_line(field.before), after=_line(field.after)) for field in fields
            ],
        )


def _line(text: str | None) -> str | None:
    return None if text is None else line(text)


def _findings(
    before: Version, after: Version, renamed: Mapping[Key, Key], root: Path, texts: Texts
) -> tuple[list[Diagnostic], list[Note]]:
    """Return the findings that are new, the weightiest first, and those that are gone; lines may have moved."""
    files = {before.records[old].file: after.records[new].file for new, old in renamed.items()}
    was: Counter[tuple[str, str, str]] = Counter()
    gone: dict[tuple[str, str, str], Note] = {}
    for finding in before.checked.findings:
        message, _ = in_words(finding, texts)
        identity = (finding.code, files.get(finding.file, finding.file), message)
        was[identity] += 1
        gone[identity] = _resolved(finding, message)
    introduced = []
    for found in sorted(
        diagnose(after.checked.findings, root, texts),
        key=lambda diagnostic: (_WEIGHT[diagnostic.severity], diagnostic.order),
    ):
        identity = (found.code, found.file, found.message)
        if was[identity]:
            was[identity] -= 1
        else:
            introduced.append(found)
    return introduced, [
        gone[identity] for identity in sorted(was) if was[identity] and gone[identity].severity != "hint"
    ]


def _note(diagnostic: Diagnostic) -> Note:
    return Note(
        code=diagnostic.code,
        severity=diagnostic.severity.value,
        file=line(diagnostic.file),
        line=diagnostic.line,
        message=line(diagnostic.message),
        hint=line(diagnostic.hint),
    )


def _resolved(finding: Finding, message: str) -> Note:
    return Note(
        code=finding.code,
        severity=finding.severity.value,
        file=line(finding.file),
        line=1,
        message=line(message),
        hint="",
    )


def new_likenesses(
    before: Version, after: Version, touched: AbstractSet[str], texts: Texts, renamed: Mapping[Key, Key] | None = None
) -> Iterator[Alike]:
    """Yield the pairs of activities, then of organisations, that a change of these records (`touched`) makes alike.

    `renamed` leads from the new key of a record to the one it had.
    """
    if not touched:
        return
    old, new = Matching(before.catalogue), Matching(after.catalogue)
    present = {was: now for (_, now), (_, was) in (renamed or {}).items()}
    known = {_pair(likeness.a, likeness.b, present) for likeness in old.likenesses}
    for likeness in new.likenesses:
        homes = {likeness.a.partition("/")[0], likeness.b.partition("/")[0]}
        if (likeness.a, likeness.b) not in known and not touched.isdisjoint(homes):
            names = [_activity_name(activity, after.catalogue, texts) for activity in (likeness.a, likeness.b)]
            yield Alike(names=names, reasons=line(sentence(reasons(likeness, after.catalogue, new.corpus, texts))))
    twins = {_pair(twin.a, twin.b, present) for twin in old.twins}
    for twin in new.twins:
        if (twin.a, twin.b) not in twins and not touched.isdisjoint({twin.a, twin.b}):
            names = [line(after.catalogue.organizations[body].name) for body in (twin.a, twin.b)]
            yield Alike(names=names, reasons=texts("review.twins"))


def _pair(a: str, b: str, present: Mapping[str, str]) -> tuple[str, str]:
    """Return a pair of global ids in order, as they are written since records were renamed."""
    sides = (side.partition("/") for side in (a, b))
    here, there = sorted(f"{present.get(home, home)}{slash}{inner}" for home, slash, inner in sides)
    return here, there


def _activity_name(activity: str, catalogue: Catalogue, texts: Texts) -> str:
    entry = catalogue.activities[activity]
    return line(texts("matching.whom_in", name=writing.quoted(entry.name, texts.lang), operator=entry.operator.name))


def _pages(record_id: str, catalogue: Catalogue) -> Iterator[str]:
    """Yield the addresses that show a record: its own page, those of what it does, and of who it is tied to."""
    entry = catalogue.entry(record_id)
    if entry is None:
        return
    yield addresses.record(entry)
    yield from map(addresses.record, catalogue.activities_of.get(record_id, ()))
    yield from map(addresses.record, catalogue.practices_of.get(record_id, ()))
    for tie in (*catalogue.members.get(record_id, ()), *catalogue.memberships.get(record_id, ())):
        others: list[AnyEntry | None] = [tie.network, tie.body]
        yield from (addresses.record(neighbour) for neighbour in others if neighbour is not None)
