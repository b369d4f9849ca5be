"""Findings become diagnostics: they get their place in the text and their words.

Personal data is hidden on the way out, whoever found it: in messages, in advice and in the lines that are shown.
"""

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path as FilePath
from typing import Final

from generator.checking.findings import short
from generator.checking.personal_data import mask
from generator.diagnostics import START, Diagnostic, Finding, Severity, Span, word
from generator.diagnostics.summary import MOST_IN_A_FILE, most_serious, omitted
from generator.locale import Texts
from generator.reading.folder import locate_in, source_text
from generator.reading.yaml_reader import Spot, locate_whole

_SHORTEST_SECRET: Final = 4
"""Characters: less than this stands in ordinary words."""


def diagnose(findings: Iterable[Finding], root: FilePath, texts: Texts) -> list[Diagnostic]:
    """Give every finding its place and its words, in reading order; each file is read again once."""
    by_file: dict[str, list[Finding]] = {}
    for finding in findings:
        by_file.setdefault(finding.file, []).append(finding)
    diagnostics: list[Diagnostic] = []
    for file, of_file in by_file.items():
        diagnostics += _diagnosed(of_file, source_text(root, file), texts)
    return sorted(diagnostics, key=lambda diagnostic: diagnostic.order)


def first_error(findings: Iterable[Finding], root: FilePath) -> int | None:
    """Return the line of the first error among findings about one file; None where there is none."""
    errors = [finding for finding in findings if finding.severity is Severity.ERROR]
    if not errors:
        return None
    text = source_text(root, errors[0].file)
    return min(span.line for _, span in _placed(errors, text, text.split("\n")))


def in_words(finding: Finding, texts: Texts) -> tuple[str, str]:
    """Return the message and the advice of a finding, wherever it stands."""
    diagnostic = _masked(word(finding, START, "", texts))
    return diagnostic.message, diagnostic.hint


def _diagnosed(findings: list[Finding], text: str, texts: Texts) -> list[Diagnostic]:
    """Return the diagnostics of one file, whose `text` is empty where it cannot be shown.

    Of very many the most serious are worded, and H602 says how many more there are.
    """
    lines = text.split("\n")
    placed = _placed(findings, text, lines)
    shown = _hidden([*placed, *_nested(findings, text)], lines)
    # The same words are found twice where a file was read in part: as data, and in its lines. That is told once.
    unique = {(finding.code, span): finding for finding, span in placed if finding.masked}
    unrepeated = [
        (finding, span) for finding, span in placed if not finding.masked or unique[finding.code, span] is finding
    ]
    # Only here, where everything to be hidden is: what is not shown may stand on a line that is.
    kept = most_serious([finding.severity for finding, _ in unrepeated], MOST_IN_A_FILE)
    # What one finding hides, another must not quote: an address that is no e-mail, a name that is no code.
    secrets = {short(finding.part) for finding in findings if finding.masked and len(finding.part) >= _SHORTEST_SECRET}
    excerpts: dict[int, str] = {}
    diagnostics = []
    for finding, span in (unrepeated[position] for position in sorted(kept)):
        excerpt = ""
        if finding.span is not START and span.line <= len(lines):
            excerpt = excerpts[span.line] = excerpts.get(span.line) or mask(shown[span.line - 1])
        diagnostics.append(_masked(word(finding, span, excerpt, texts), secrets))
    if rest := [span for position, (_, span) in enumerate(unrepeated) if position not in kept]:
        first = min(rest, key=lambda span: (span.line, span.column))
        file = findings[0].file
        diagnostics.append(omitted(len(rest), MOST_IN_A_FILE, file, first, texts, of="file"))
    return diagnostics


def _masked(diagnostic: Diagnostic, secrets: Iterable[str] = ()) -> Diagnostic:
    message, hint = mask(diagnostic.message), mask(diagnostic.hint)
    for secret in secrets:
        message, hint = (text.replace(secret, "•" * len(secret)) for text in (message, hint))
    return replace(diagnostic, message=message, hint=hint)


def _nested(findings: list[Finding], text: str) -> list[tuple[Finding, Span]]:
    """Return from where to where what masked findings are about goes: of a mapping, a finding shows the beginning."""
    masked = {
        finding.path: finding
        for finding in findings
        if finding.masked and finding.span is None and finding.path and not (finding.on_key or finding.part)
    }
    found = locate_whole(text, masked) if masked else {}
    return [(masked[path], span) for path, span in found.items()]


def _hidden(placed: list[tuple[Finding, Span]], lines: list[str]) -> list[str]:
    """Put dots over what masked findings mean, for every finding that shows the same line."""
    dotted: dict[int, list[str]] = {}
    for finding, span in placed:
        if not finding.masked:
            continue
        for number in range(span.line, min(span.end_line, len(lines)) + 1):
            # As a list of letters: a line may hold thousands of things to hide.
            if number not in dotted:
                dotted[number] = list(lines[number - 1])
            letters = dotted[number]
            start = span.column - 1 if number == span.line else 0
            end = min(span.end_column - 1 if number == span.end_line else len(letters), len(letters))
            letters[start:end] = "•" * (end - start)
    return ["".join(dotted[number]) if number in dotted else line for number, line in enumerate(lines, 1)]


def _placed(findings: list[Finding], text: str, lines: list[str]) -> list[tuple[Finding, Span]]:
    """Give each finding its place: the one it knows, that of its path, or the first line that says something."""
    spans = _spans_of_paths(findings, text)
    # What is missing from a record has no place of its own.
    entries = (number for number, line in enumerate(lines, 1) if line.strip("- ") and not line.startswith("#"))
    first = next(entries, 1)
    placed = []
    for finding in findings:
        span = finding.span or spans[finding.path, finding.on_key] or Span(first, 1, first, 2)
        placed.append((finding, _narrowed(span, finding.part, lines)))
    return placed


def _spans_of_paths(findings: list[Finding], text: str) -> dict[Spot, Span | None]:
    """Find the places of all findings of a file; what has none of its own takes the nearest that contains it."""
    wanted = {(finding.path, finding.on_key) for finding in findings if finding.span is None}
    if not any(path for path, _ in wanted):
        return dict.fromkeys(wanted)
    around = {
        (path[:length], on_key) for path, _ in wanted for length in range(len(path) + 1) for on_key in (True, False)
    }
    located = locate_in(next(iter(findings)).file, text, around)
    return {spot: _closest(spot, located) for spot in wanted}


def _closest(spot: Spot, located: dict[Spot, Span]) -> Span | None:
    path, on_key = spot
    for length in range(len(path), 0, -1):
        for candidate in ((path[:length], on_key), (path[:length], True), (path[:length], False)):
            if candidate in located:
                return located[candidate]
    return None


def _narrowed(span: Span, part: str, lines: list[str]) -> Span:
    """Point at the words meant, where they stand in one piece inside the value."""
    for number in range(span.line, min(span.end_line, len(lines)) + 1) if part else ():
        column = lines[number - 1].find(part, span.column - 1 if number == span.line else 0)
        if column >= 0:
            return Span(number, column + 1, number, column + 1 + len(part))
    return span
