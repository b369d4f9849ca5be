"""Diagnostics as text for people, and in the formats that code hosts understand."""

import hashlib
import json
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from itertools import groupby

from generator.diagnostics import Diagnostic, Severity, count
from generator.locale import Texts, unobeyed

_COLOURS = {Severity.ERROR: "1;31", Severity.WARNING: "1;33", Severity.HINT: "1;36"}
_GITHUB_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.HINT: "notice"}
_GITLAB_LEVELS = {Severity.ERROR: "major", Severity.WARNING: "minor", Severity.HINT: "info"}
_WIDTH = 96
_JSON_FIELDS = ("code", "severity", "file", "line", "column", "end_line", "end_column", "message", "hint")
"""What scripts may rely on of a diagnostic, in this order."""


def as_text(diagnostics: Iterable[Diagnostic], texts: Texts, *, colour: bool = False) -> str:
    """Write each diagnostic as a short paragraph with the line it is about, for a terminal."""
    return "\n\n".join(_paragraph(diagnostic, texts, colour) for diagnostic in diagnostics)


def _paragraph(diagnostic: Diagnostic, texts: Texts, colour: bool) -> str:
    label = _paint(
        f"{texts(f'severity.{diagnostic.severity}')}[{diagnostic.code}]", _COLOURS[diagnostic.severity], colour
    )
    lines = [f"{label} {_printable(diagnostic.file)}:{diagnostic.line}:{diagnostic.column}"]
    lines += _excerpt(diagnostic, colour)
    lines += [f"  {line}" for line in diagnostic.message.splitlines() + diagnostic.hint.splitlines()]
    return "\n".join(lines)


def _printable(name: str) -> str:
    """A file may be called anything: a line break in its name must not look like another finding."""
    return "".join(letter if letter.isprintable() else "·" for letter in name)


def _excerpt(diagnostic: Diagnostic, colour: bool) -> list[str]:
    """Return the line that a diagnostic is about, and below it the marks under the words meant."""
    if not diagnostic.excerpt.strip():
        return []
    text, column = _window(diagnostic.excerpt, diagnostic.column)
    is_on_one_line = diagnostic.end_line == diagnostic.line
    last = diagnostic.end_column if is_on_one_line else len(diagnostic.excerpt) + 1
    width = max(1, min(last - diagnostic.column, len(text) - column + 1))
    number = str(diagnostic.line)
    marks = " " * (column - 1) + _paint("^" * width, _COLOURS[diagnostic.severity], colour)
    return [f"  {number} │ {text}", f"  {' ' * len(number)} │ {marks}"]


def _window(line: str, column: int) -> tuple[str, int]:
    """Cut a long line around `column`, so that the marks stay below what they mean."""
    line = unobeyed(line.replace("\t", " ").rstrip())
    if len(line) <= _WIDTH:
        return line, column
    start = min(max(0, column - 1 - _WIDTH // 2), max(0, len(line) - _WIDTH))
    before, after = "…" if start else "", "…" if start + _WIDTH < len(line) else ""
    return f"{before}{line[start : start + _WIDTH]}{after}", column - start + len(before)


def _paint(text: str, code: str, colour: bool) -> str:
    return f"\x1b[{code}m{text}\x1b[0m" if colour else text


def as_json(diagnostics: list[Diagnostic], records: Mapping[str, int]) -> str:
    """Write the object that scripts rely on; `records` counts every record read, broken ones too."""
    totals = count(diagnostics)
    listed = [{name: getattr(diagnostic, name) for name in _JSON_FIELDS} for diagnostic in diagnostics]
    report = {f"{severity}s": totals[severity] for severity in Severity}
    return json.dumps({**report, "records": dict(records), "diagnostics": listed}, ensure_ascii=False, indent=2)


def as_github(diagnostics: Iterable[Diagnostic]) -> str:
    """Write workflow commands, which GitHub turns into annotations beside the changed lines."""
    return "\n".join(_workflow_command(diagnostic) for diagnostic in diagnostics)


def _workflow_command(diagnostic: Diagnostic) -> str:
    place = f"file={_property(diagnostic.file)},line={diagnostic.line},col={diagnostic.column}"
    # The Checks API of GitHub knows columns on one line only.
    if diagnostic.end_line == diagnostic.line:
        place += f",endColumn={diagnostic.end_column}"
    body = f"{diagnostic.message}\n{diagnostic.hint}".strip()
    return f"::{_GITHUB_LEVELS[diagnostic.severity]} {place},title={_property(diagnostic.code)}::{_data(body)}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")


def as_gitlab(diagnostics: Iterable[Diagnostic]) -> str:
    """Write a GitLab Code Quality report; fingerprints leave the line out, so that a finding keeps its identity."""
    times: Counter[str] = Counter()
    issues = []
    for diagnostic in diagnostics:
        identity = f"{diagnostic.code}\n{diagnostic.file}\n{diagnostic.message}"
        # GitLab takes issues of one fingerprint for one: equal ones are kept apart by their order.
        times[identity] += 1
        issue = {
            "description": f"{diagnostic.message} {diagnostic.hint}".strip(),
            "check_name": diagnostic.code,
            "fingerprint": hashlib.sha256(f"{identity}\n{times[identity]}".encode()).hexdigest(),
            "severity": _GITLAB_LEVELS[diagnostic.severity],
            "location": {
                "path": diagnostic.file,
                "lines": {"begin": diagnostic.line, "end": diagnostic.end_line},
            },
        }
        issues.append(issue)
    return json.dumps(issues, ensure_ascii=False, indent=2)


def as_markdown(diagnostics: list[Diagnostic], texts: Texts) -> str:
    """Write a list by file, for the comment of a review; record text cannot become a link, a mention or markup."""
    if not diagnostics:
        return texts("check.clean")
    lines: list[str] = []
    for file, of_file in groupby(sorted(diagnostics, key=_file_of), _file_of):
        lines += [f"**`{_printable(file).replace('`', '')}`**", ""]
        lines += [_bullet(diagnostic, texts) for diagnostic in of_file]
        lines.append("")
    return "\n".join(lines).rstrip()


def _file_of(diagnostic: Diagnostic) -> str:
    return diagnostic.file


def _bullet(diagnostic: Diagnostic, texts: Texts) -> str:
    severity = texts(f"markdown.{diagnostic.severity}")
    place = texts("check.place", line=diagnostic.line, column=diagnostic.column)
    head = f"- {severity} · {place} · {_plain(diagnostic.message)} `{diagnostic.code}`"
    return "\n".join([head, *_advice(diagnostic.hint)])


def _advice(hint: str) -> list[str]:
    """Write the advice below its bullet; what is to be pasted stands in a block, which the host lets one copy."""
    lines: list[str] = []
    for pasted, group in groupby(hint.splitlines(), lambda line: line.startswith("    ")):
        text = list(group)
        if pasted:
            fence = "`" * max(3, 1 + max(len(run) for run in re.findall("`*", "".join(text))))
            text = [f"{fence}yaml", *(line[4:] for line in text), fence]
        lines += [f"  {line if pasted else _plain(line)}" for line in text]
    return lines


def _plain(text: str) -> str:
    """Neutralise Markdown, HTML, links and mentions."""
    for character in "\\`*_[]<>#|!~":
        text = text.replace(character, f"\\{character}")
    return text.replace("@", "@\u200b").replace("://", ":\u200b//").replace("\n", " ")
