"""Findings get their place in the text and their words; personal data is hidden on the way out, whoever found it."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path as FilePath

from generator.checking.personal_data import mask
from generator.diagnostics import START, Diagnostic, Finding, Severity, Span, word
from generator.locale import Texts
from generator.reading.folder import locate_in, source_text
from generator.reading.yaml_reader import Spot


def diagnose(findings: Iterable[Finding], root: FilePath, texts: Texts) -> list[Diagnostic]:
    """Give every finding its place and its words, in reading order; each file is read again once."""
    by_file: dict[str, list[Finding]] = {}
    for finding in findings:
        by_file.setdefault(finding.file, []).append(finding)
    diagnostics = [one for file, found in by_file.items() for one in _worded(found, source_text(root, file), texts)]
    return sorted(diagnostics, key=lambda one: one.order)


def first_error(findings: Iterable[Finding], root: FilePath) -> int | None:
    """Return the line of the first error among findings about one file; None where there is none."""
    errors = [finding for finding in findings if finding.severity is Severity.ERROR]
    lines = [span.line for file in {finding.file for finding in errors} for span in _lines(errors, root, file)]
    return min(lines, default=None)


def _lines(findings: list[Finding], root: FilePath, file: str) -> Iterator[Span]:
    text = source_text(root, file)
    return (span for _, span in _placed(findings, text, text.split("\n")))


def in_words(finding: Finding, texts: Texts) -> tuple[str, str]:
    """Return the message and the advice of a finding, wherever it stands."""
    diagnostic = _masked(word(finding, START, "", texts))
    return diagnostic.message, diagnostic.hint


def _worded(findings: list[Finding], text: str, texts: Texts) -> list[Diagnostic]:
    lines = text.split("\n")
    placed = _placed(findings, text, lines)
    shown = _hidden(placed, lines)
    unique = {(finding.code, span): finding for finding, span in placed if finding.masked}
    return [
        _masked(word(finding, span, shown[span.line - 1] if _has_line(finding, span, lines) else "", texts))
        for finding, span in placed
        if not finding.masked or unique[finding.code, span] is finding
    ]


def _has_line(finding: Finding, span: Span, lines: list[str]) -> bool:
    return finding.span is not START and span.line <= len(lines)


def _masked(diagnostic: Diagnostic) -> Diagnostic:
    return replace(
        diagnostic,
        message=mask(diagnostic.message),
        hint=mask(diagnostic.hint),
        excerpt=mask(diagnostic.excerpt),
    )


def _hidden(placed: list[tuple[Finding, Span]], lines: list[str]) -> list[str]:
    """Put dots over what masked findings mean, for every finding that shows the same line."""
    shown = list(lines)
    for finding, span in placed:
        for number in range(span.line, span.end_line + 1) if finding.masked else ():
            if number > len(shown):
                break
            line = shown[number - 1]
            start = span.column - 1 if number == span.line else 0
            end = span.end_column - 1 if number == span.end_line else len(line)
            shown[number - 1] = f"{line[:start]}{'•' * (min(end, len(line)) - start)}{line[end:]}"
    return shown


def _placed(findings: list[Finding], text: str, lines: list[str]) -> list[tuple[Finding, Span]]:
    spans = _spans(findings, text)
    first = _first_entry(lines)
    places = [finding.span or spans[finding.path, finding.on_key] or first for finding in findings]
    return [(finding, _narrowed(span, finding.part, lines)) for finding, span in zip(findings, places, strict=True)]


def _first_entry(lines: list[str]) -> Span:
    """Point at the first line of a record that says something: what is missing has no place of its own."""
    said = (number for number, line in enumerate(lines, 1) if line.strip("- ") and not line.startswith("#"))
    number = next(said, 1)
    return Span(number, 1, number, 2)


def _narrowed(span: Span, part: str, lines: list[str]) -> Span:
    """Point at the words meant, where they stand in one piece inside the value."""
    if not part:
        return span
    for number in range(span.line, min(span.end_line, len(lines)) + 1):
        column = lines[number - 1].find(part, span.column - 1 if number == span.line else 0)
        if column >= 0:
            return Span(number, column + 1, number, column + 1 + len(part))
    return span


def _spans(findings: list[Finding], text: str) -> dict[Spot, Span | None]:
    """Find the places of all findings of a file; what has none of its own takes the nearest that contains it."""
    wanted = {(finding.path, finding.on_key) for finding in findings if finding.span is None}
    if not any(path for path, _ in wanted):
        return dict.fromkeys(wanted)
    around = {
        (path[:length], on_key) for path, _ in wanted for length in range(len(path) + 1) for on_key in (True, False)
    }
    found = locate_in(next(iter(findings)).file, text, around)
    return {spot: _closest(spot, found) for spot in wanted}


def _closest(spot: Spot, found: dict[Spot, Span]) -> Span | None:
    path, on_key = spot
    for length in range(len(path), 0, -1):
        for candidate in ((path[:length], on_key), (path[:length], True), (path[:length], False)):
            if candidate in found:
                return found[candidate]
    return None
