"""Checking: everything that is wrong, unclear or missing, found in one run.

Rules about one record walk its plain data; rules about the whole look across records.
The typed catalogue is built from the records whose shape is right; the others are kept as broken.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Final

from generator.catalogue import Catalogue, Vocabularies, build_catalogue, build_vocabularies
from generator.catalogue.build import Kept
from generator.catalogue.freshness import Ages
from generator.checking.cross_references import check_references, items
from generator.checking.diagnosing import diagnose
from generator.checking.personal_data import personal_in
from generator.checking.settings import check_settings
from generator.checking.shape import check_shape
from generator.checking.vocabulary_files import check_terms
from generator.checking.whole_catalogue import check_completeness, check_whole
from generator.diagnostics import START, Finding, Severity, Span
from generator.reading.folder import SourceFile, Sources
from generator.records.schema import schema

__all__ = ["Checked", "check", "diagnose", "sound_vocabularies"]

_OF_WHAT_IS_MISSING: Final = frozenset({"E102", "E131", "E401", "E402", "E403", "E405", "E406", "E407"})
_LISTINGS: Final = ("termini", "famiglie")
_MARKS_OF: Final = {
    "rete": frozenset({"adesioni", "organi", "ruoli", "rete_madre", "funzionamento", "governo"}),
    "ente": frozenset({"aderisce", "codice_fiscale", "runts", "attivita_art5", "sovralocale"}),
}
"""Keys that only one kind of record has."""


@dataclass(frozen=True, slots=True)
class Checked:
    """What checking leaves: the catalogue of the sound records, and the findings about all of them."""

    catalogue: Catalogue
    findings: tuple[Finding, ...]
    counts: dict[str, int]
    """How many networks, organisations, activities and practices were read, broken ones too."""

    @property
    def has_errors(self) -> bool:
        """Tell whether anything must be corrected before publishing."""
        return any(finding.severity is Severity.ERROR for finding in self.findings)


def check(sources: Sources, today: date, kept: Kept | None = None) -> Checked:
    """Check everything that was read; the records made go into `kept`, for who makes a catalogue of them again."""
    findings = [finding for one in sources.files for finding in one.findings]
    vocabularies, unsure, about_words = _vocabularies(sources)
    findings += about_words
    records = [one for one in sources.files if one.kind != "vocabolario"]
    for one in records:
        findings += check_record(one, vocabularies, today, unsure)
    broken = {finding.file for finding in findings if finding.severity is Severity.ERROR}
    findings += [*sources.findings, *(finding for one in sources.files for finding in _remarks(one))]
    findings += check_references(records)
    findings += check_whole(records, vocabularies, today, Ages.of(sources.own_settings))
    findings += [*sources.settings.findings, *_remarks(sources.settings), *check_settings(sources.settings)]
    findings += check_completeness(one for one in records if one.file not in broken)
    sound = [one for one in sources.files if one.file not in broken]
    return Checked(build_catalogue(sound, vocabularies, today, kept), tuple(findings), _counts(sources.files))


def check_record(
    one: SourceFile, vocabularies: Vocabularies, today: date, unsure: frozenset[str] = frozenset()
) -> list[Finding]:
    """Check one record by itself; of a file that was read in part, only what was read."""
    if not one.data:
        return []
    if (other := _other_kind(one, vocabularies)) is not None:
        return [Finding("E024", one.file, span=START, hint=other)]
    found = check_shape(one.data, one.kind, one.file, vocabularies, today=today.isoformat(), unsure=unsure)
    return [finding for finding in found if not (one.cut_short and finding.code in _OF_WHAT_IS_MISSING)]


def _other_kind(one: SourceFile, vocabularies: Vocabularies) -> str | None:
    """Tell that a network stands among the organisations, or the other way round."""
    other = {"rete": "ente", "ente": "rete"}.get(one.kind)
    if other is None or not _MARKS_OF[one.kind].isdisjoint(one.data):
        return None
    known = schema()["kinds"]
    if all(key in known[one.kind]["properties"] for key in one.data) or any(
        key not in known[other]["properties"] for key in one.data
    ):
        return None
    is_body = other == "ente" and str(one.data.get("tipo")) in vocabularies["tipi_ente"]
    return other if is_body or not _MARKS_OF[other].isdisjoint(one.data) else None


def _remarks(one: SourceFile) -> Iterator[Finding]:
    """Look for personal data in comments and in what could not be read: the repository is public too."""
    for number, line in one.remarks:
        for spotted in personal_in(line):
            part = line[spotted.start : spotted.end]
            span = Span(number, 1, number, 1)
            yield Finding(spotted.code, one.file, span=span, masked=True, part=part, hint="")


def _vocabularies(sources: Sources) -> tuple[Vocabularies, frozenset[str], list[Finding]]:
    """Build the vocabularies out of what is sound in their files; returns also those whose file was not read whole."""
    none = Vocabularies()
    files = list(sources.of("vocabolario"))
    found = {one.file: _about_vocabulary(one, none) for one in files}
    sound = [_without_flawed_terms(one, found[one.file]) for one in files if one.data]
    unsure = frozenset(one.id for one in files if one.cut_short or not one.data)
    return build_vocabularies(sound), unsure, [finding for findings in found.values() for finding in findings]


def sound_vocabularies(sources: Sources) -> Vocabularies:
    """Return the words of a catalogue, leaving out what is wrong in their files."""
    return _vocabularies(sources)[0]


def _about_vocabulary(one: SourceFile, none: Vocabularies) -> list[Finding]:
    found = check_shape(one.data, one.kind, one.file, none) if one.data else []
    return found or check_terms(one)


def _without_flawed_terms(one: SourceFile, findings: Iterable[Finding]) -> SourceFile:
    """Leave out what has an error, so that one wrong term does not make every use of the others one."""
    wrong = [finding.path for finding in findings if finding.severity is Severity.ERROR]
    flawed = {path[:3] for path in wrong}
    beside = {path[0] for path in wrong if path and (path[0] not in _LISTINGS or len(path) == 1)}
    data: dict[str, Any] = {key: value for key, value in one.data.items() if key not in beside}
    for listing in _LISTINGS:
        if listing in data:
            data[listing] = [
                {key: value for key, value in term.items() if (listing, index, key) not in flawed}
                for index, term in items(one.data, listing)
                if term.get("codice") and (listing, index, "codice") not in flawed
            ]
    return replace(one, data={**data, "id": one.id})


def _counts(files: Iterable[SourceFile]) -> dict[str, int]:
    counts = {"networks": 0, "organizations": 0, "activities": 0, "practices": 0}
    for one in files:
        if one.kind not in {"rete", "ente"}:
            continue
        counts["networks" if one.kind == "rete" else "organizations"] += 1
        counts["activities"] += _length(one.data, "attivita")
        counts["practices"] += _length(one.data, "buone_pratiche")
    return counts


def _length(data: Mapping[str, Any], key: str) -> int:
    value = data.get(key)
    return len(value) if isinstance(value, list) else 0
