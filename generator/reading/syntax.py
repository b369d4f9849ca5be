"""Syntax errors of YAML, explained to who has never heard of YAML.

libyaml says "mapping values are not allowed in this context", often one line late.
The table maps its words to our codes; where the line itself tells more, the line wins.
"""

import re
from typing import Any, Final

from generator.diagnostics import Finding, Span

_BY_PROBLEM: Final = (
    ("found a tab character", "E005"),
    ("found character '\\t'", "E005"),
    ("found unexpected end of stream", "E008"),
    ("found unexpected document indicator", "E008"),
    ("unknown escape character", "E012"),
    ("did not find expected hexdecimal number", "E012"),
    ("found character that cannot start any token", "E011"),
    ("could not find expected ':'", "E007"),
    ("did not find expected ',' or ']'", "E009"),
    ("did not find expected ',' or '}'", "E009"),
    ("did not find expected node content", "E009"),
    ("block sequence entries are not allowed", "E006"),
    ("did not find expected '-' indicator", "E006"),
    ("mapping values are not allowed", "E010"),
    ("did not find expected key", "E006"),
    ("found duplicate", "E004"),
)

_KEY = re.compile(r"^(?P<indent>\s*(?:- )?)(?P<key>[\w.-]+):\s+(?P<value>.+?)\s*$")
_QUOTED_THEN_TEXT = re.compile(r"""^\s*(?:- )?[\w.-]+:\s+(?P<quoted>"[^"]*"|'[^']*')\s*(?P<rest>[^\s#].*)$""")


def explain(error: Any, text: str, file: str) -> Finding:
    """Turn a syntax error of the parser into a finding with our code, the best place and, where it can, the fix."""
    lines = text.splitlines()
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    row, column = (mark.line, mark.column) if mark is not None else (0, 0)
    code = next((code for words, code in _BY_PROBLEM if words in str(error)), "E004")
    return _ADVICE.get(code, _plain)(code, error, lines, row, column, file)


def _finding(
    code: str, file: str, row: int, column: int, lines: list[str], *, hint: str = "", **values: str
) -> Finding:
    row = min(row, max(len(lines) - 1, 0))
    line = lines[row] if lines else ""
    column = min(column, len(line))
    end = len(line) + 1 if column < len(line) else column + 2
    return Finding(code, file, values=values, hint=hint, span=Span(row + 1, column + 1, row + 1, end))


def _plain(code: str, _error: Any, lines: list[str], row: int, column: int, file: str) -> Finding:
    return _finding(code, file, row, column, lines)


def _unclosed(code: str, error: Any, lines: list[str], row: int, column: int, file: str) -> Finding:
    """Point at where the quote or the bracket was opened: the end of the file tells nothing."""
    context = getattr(error, "context_mark", None)
    if context is not None:
        row, column = context.line, context.column
    opened = lines[row][column : column + 1] if row < len(lines) else ""
    closing = {"[": "]", "{": "}"}.get(opened, opened)
    return _finding(code, file, row, column, lines, opened=opened, closing=closing)


def _colon_in_text(code: str, _error: Any, lines: list[str], row: int, column: int, file: str) -> Finding:
    """`nome: Rete: insieme` needs quotes; a key under a value that is already there is an indentation slip."""
    found = _KEY.match(lines[row]) if row < len(lines) else None
    if found is not None and re.search(r":(\s|$)", found["value"]) and found["value"][0] not in "\"'[{|>&*":
        fix = f"{found['key']}: {_quoted(found['value'])}"
        return _finding(code, file, row, found.start("value"), lines, hint="fix", fix=fix)
    return _finding("E006", file, row, 0 if column else column, lines)


def _text_after_quote(code: str, _error: Any, lines: list[str], row: int, column: int, file: str) -> Finding:
    """`nome: "Rete" Ponte` reads as an indentation error one line later: look for the quote first."""
    for nearby in (row, row - 1):
        found = _QUOTED_THEN_TEXT.match(lines[nearby]) if 0 <= nearby < len(lines) else None
        if found is not None:
            key = lines[nearby].split(":", 1)[0].strip().removeprefix("- ")
            fix = f"{key}: {_quoted(lines[nearby].split(':', 1)[1].strip())}"
            return _finding(
                "E008",
                file,
                nearby,
                found.start("quoted"),
                lines,
                hint="fix",
                opened='"',
                closing='"',
                fix=fix,
            )
    if row < len(lines) and row > 0 and lines[row].strip() and ":" not in lines[row]:
        return _finding("E007", file, row, _indent(lines[row]), lines, word=lines[row].split()[0])
    return _finding(code, file, row, _indent(lines[row]) if row < len(lines) else column, lines)


def _missing_colon(code: str, error: Any, lines: list[str], row: int, column: int, file: str) -> Finding:
    context = getattr(error, "context_mark", None)
    if context is not None:
        row, column = context.line, context.column
    while row < len(lines) - 1 and not lines[row].strip():
        row += 1
    line = lines[row] if row < len(lines) else ""
    return _finding(
        code, file, row, _indent(line) if line.strip() else column, lines, word=(line.split() or [""])[0]
    )


def _special_character(code: str, _error: Any, lines: list[str], row: int, column: int, file: str) -> Finding:
    line = lines[row] if row < len(lines) else ""
    if "\t" in line[: column + 1]:
        return _finding("E005", file, row, line.index("\t"), lines)
    found = _KEY.match(line)
    character = line[column : column + 1]
    if found is None:
        return _finding(code, file, row, column, lines, character=character)
    fix = f"{found['key']}: {_quoted(found['value'])}"
    return _finding(code, file, row, column, lines, hint="fix", character=character, fix=fix)


def _quoted(value: str) -> str:
    """Quote a text so that YAML reads it as it stands."""
    return '"' + value.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip())


_ADVICE: Final = {
    "E006": _text_after_quote,
    "E007": _missing_colon,
    "E008": _unclosed,
    "E009": _unclosed,
    "E010": _colon_in_text,
    "E011": _special_character,
}
