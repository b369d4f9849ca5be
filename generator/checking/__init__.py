"""Checking: everything that is wrong, unclear or missing, found in one run.

Rules about one record walk its plain data; rules about the whole look across records.
The typed catalogue is built from the records whose shape is right; the others are kept as broken.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path as FilePath

from generator.catalogue import Catalogue, Vocabularies, build_catalogue, build_vocabularies
from generator.checking.references import check_references
from generator.checking.shape import check_shape
from generator.diagnostics import START, Diagnostic, Finding, Severity, Span, word
from generator.locale import Texts
from generator.reading.folder import SourceFile, Sources, source_text
from generator.reading.yaml_text import Spot, locate


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


def check(sources: Sources, today: date) -> Checked:
    """Check everything that was read."""
    findings = [*sources.findings, *(finding for one in sources.files for finding in one.findings)]
    vocabularies, about_words = _vocabularies(sources)
    findings += about_words
    broken = {one.file for one in sources.files if one.broken}
    for one in sources.files:
        if one.kind != "vocabolario" and one.data:
            findings += check_shape(one.data, one.kind, one.file, vocabularies)
    broken |= {finding.file for finding in findings if finding.severity is Severity.ERROR}
    findings += check_references(sources.files)
    sound = [one for one in sources.files if one.file not in broken]
    catalogue = build_catalogue(sound, vocabularies, today)
    return Checked(catalogue, tuple(findings), _counts(sources.files))


def _vocabularies(sources: Sources) -> tuple[Vocabularies, list[Finding]]:
    none = Vocabularies()
    files = list(sources.of("vocabolario"))
    found = {one.file: check_shape(one.data, one.kind, one.file, none) if one.data else [] for one in files}
    sound = [one for one in files if not one.broken and not found[one.file]]
    return build_vocabularies(sound), [finding for findings in found.values() for finding in findings]


def _counts(files: Iterable[SourceFile]) -> dict[str, int]:
    counts = {"networks": 0, "organizations": 0, "activities": 0, "practices": 0}
    for one in files:
        if one.kind == "vocabolario":
            continue
        counts["networks" if one.kind == "rete" else "organizations"] += 1
        counts["activities"] += _length(one.data.get("attivita"))
        counts["practices"] += _length(one.data.get("buone_pratiche"))
    return counts


def _length(value: object) -> int:
    return len(value) if isinstance(value, list) else 0


def diagnose(findings: Iterable[Finding], root: FilePath, texts: Texts) -> list[Diagnostic]:
    """Give every finding its place and its words, in reading order; each file is read again once."""
    by_file: dict[str, list[Finding]] = {}
    for finding in findings:
        by_file.setdefault(finding.file, []).append(finding)
    diagnostics = [one for file, found in by_file.items() for one in _worded(found, source_text(root, file), texts)]
    return sorted(diagnostics, key=lambda one: one.order)


def _worded(findings: list[Finding], text: str, texts: Texts) -> list[Diagnostic]:
    spans = _spans(findings, text)
    lines = text.split("\n")
    worded = []
    for finding in findings:
        span = finding.span or spans[finding.path, finding.on_key]
        excerpt = lines[span.line - 1] if span.line <= len(lines) and finding.span is not START else ""
        worded.append(word(finding, span, excerpt, texts))
    return worded


def _spans(findings: list[Finding], text: str) -> dict[Spot, Span]:
    """Find the places of all findings of a file; what has none of its own takes the nearest that contains it."""
    wanted = {(finding.path, finding.on_key) for finding in findings if finding.span is None}
    if not wanted:
        return {}
    around = {
        (path[:length], on_key) for path, _ in wanted for length in range(len(path) + 1) for on_key in (True, False)
    }
    found = locate(text, around)
    return {spot: _closest(spot, found) for spot in wanted}


def _closest(spot: Spot, found: dict[Spot, Span]) -> Span:
    path, on_key = spot
    for length in range(len(path), 0, -1):
        for candidate in ((path[:length], on_key), (path[:length], True), (path[:length], False)):
            if candidate in found:
                return found[candidate]
    return START
