"""Diagnostics as text for people, and in the formats that code hosts understand."""

import hashlib
import json
import re
from collections.abc import Iterable, Mapping
from itertools import groupby

from generator.diagnostics import Diagnostic, Severity, count
from generator.locale import Texts

_COLOURS = {Severity.ERROR: "1;31", Severity.WARNING: "1;33", Severity.HINT: "1;36"}
_GITHUB_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.HINT: "notice"}
_GITLAB_LEVELS = {Severity.ERROR: "major", Severity.WARNING: "minor", Severity.HINT: "info"}
_WIDTH = 96


def as_text(diagnostics: Iterable[Diagnostic], texts: Texts, *, colour: bool = False) -> str:
    """Write each diagnostic as a short paragraph with the line it is about, for a terminal."""
    return "\n\n".join(_paragraph(one, texts, colour) for one in diagnostics)


def _paragraph(one: Diagnostic, texts: Texts, colour: bool) -> str:
    label = f"{texts(f'severity.{one.severity}')}[{one.code}]"
    lines = [f"{_paint(label, _COLOURS[one.severity], colour)} {_printable(one.file)}:{one.line}:{one.column}"]
    lines += _excerpt(one, colour)
    lines += [f"  {line}" for line in one.message.splitlines() + one.hint.splitlines()]
    return "\n".join(lines)


def _printable(name: str) -> str:
    """A file may be called anything: a line break in its name must not look like another finding."""
    return "".join(letter if letter.isprintable() else "·" for letter in name)


def _excerpt(one: Diagnostic, colour: bool) -> list[str]:
    if not one.excerpt.strip():
        return []
    text, column = _window(one.excerpt, one.column)
    last = one.end_column if one.end_line == one.line else len(one.excerpt) + 1
    width = max(1, min(last - one.column, len(text) - column + 1))
    number, gutter = str(one.line), " " * len(str(one.line))
    marks = " " * (column - 1) + _paint("^" * width, _COLOURS[one.severity], colour)
    return [f"  {number} │ {text}", f"  {gutter} │ {marks}"]


def _window(line: str, column: int) -> tuple[str, int]:
    """Cut a long line around `column`, so that the marks stay below what they mean."""
    line = line.replace("\t", " ").rstrip()
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
    listed = [{name: getattr(one, name) for name in _JSON_FIELDS} for one in diagnostics]
    report = {f"{severity}s": totals[severity] for severity in Severity}
    return json.dumps({**report, "records": dict(records), "diagnostics": listed}, ensure_ascii=False, indent=2)


_JSON_FIELDS = ("code", "severity", "file", "line", "column", "end_line", "end_column", "message", "hint")


def as_github(diagnostics: Iterable[Diagnostic]) -> str:
    """Write workflow commands, which GitHub turns into annotations beside the changed lines."""
    return "\n".join(_workflow_command(one) for one in diagnostics)


def _workflow_command(one: Diagnostic) -> str:
    place = f"file={_property(one.file)},line={one.line},col={one.column}"
    if one.end_line == one.line:
        place += f",endColumn={one.end_column}"
    body = f"{one.message}\n{one.hint}".strip()
    return f"::{_GITHUB_LEVELS[one.severity]} {place},title={_property(one.code)}::{_data(body)}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")


def as_gitlab(diagnostics: Iterable[Diagnostic]) -> str:
    """Write a GitLab Code Quality report; fingerprints leave the line out, so that a finding keeps its identity."""
    seen: dict[str, int] = {}
    return json.dumps([_code_quality(one, seen) for one in diagnostics], ensure_ascii=False, indent=2)


def _code_quality(one: Diagnostic, seen: dict[str, int]) -> dict[str, object]:
    identity = f"{one.code}\n{one.file}\n{one.message}"
    seen[identity] = seen.get(identity, 0) + 1
    return {
        "description": f"{one.message} {one.hint}".strip(),
        "check_name": one.code,
        "fingerprint": hashlib.sha256(f"{identity}\n{seen[identity]}".encode()).hexdigest(),
        "severity": _GITLAB_LEVELS[one.severity],
        "location": {"path": one.file, "lines": {"begin": one.line, "end": one.end_line}},
    }


def as_markdown(diagnostics: list[Diagnostic], texts: Texts) -> str:
    """Write a list by file, for the comment of a review; record text cannot become a link, a mention or markup."""
    if not diagnostics:
        return texts("check.clean")
    lines: list[str] = []
    for file in sorted({one.file for one in diagnostics}):
        lines += [f"**`{_printable(file).replace('`', '')}`**", ""]
        lines += [_bullet(one, texts) for one in diagnostics if one.file == file]
        lines.append("")
    return "\n".join(lines).rstrip()


def _bullet(one: Diagnostic, texts: Texts) -> str:
    place = texts("check.place", line=one.line, column=one.column)
    told = f"- {texts(f'markdown.{one.severity}')} · {place} · {_plain(one.message)} `{one.code}`"
    return "\n".join([told, *_advice(one.hint)])


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
