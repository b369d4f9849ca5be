"""Syntax errors of YAML, explained to who has never heard of YAML.

libyaml says "mapping values are not allowed in this context", often one line late.
The table maps its words to our codes; where the line itself tells more, the line wins.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import Any, Final

from generator.diagnostics import START, Finding, Span
from generator.records.schema import resolved, schema
from generator.records.translations import ANY

_BY_PROBLEM: Final = (
    ("found a tab character", "E005"),
    ("found character '\\t'", "E005"),
    ("found unexpected end of stream", "E008"),
    ("found unexpected document indicator", "E008"),
    ("unknown escape character", "E012"),
    ("did not find expected hexdecimal number", "E012"),
    ("found character that cannot start any token", "E011"),
    ("while scanning an alias", "E011"),
    ("while scanning an anchor", "E011"),
    ("mapping keys are not allowed", "E011"),
    ("did not find expected comment or line break", "E029"),
    ("could not find expected ':'", "E007"),
    ("did not find expected ',' or ']'", "E009"),
    ("did not find expected ',' or '}'", "E009"),
    ("did not find expected node content", "E009"),
    ("block sequence entries are not allowed", "E006"),
    ("did not find expected '-' indicator", "E006"),
    ("mapping values are not allowed", "E010"),
    ("did not find expected key", "E006"),
    ("did not find expected <document start>", "E016"),
)

_ENTRY = re.compile(r"^(?P<before>\s*(?:- )*)(?P<key>[\w.-]+):\s+(?P<value>\S.*?)\s*$")
_OPENS_ENTRY = re.compile(r"^\s*(?:- )*[\w.-]+:(?:\s|$)")
_GLUED = re.compile(r"^(?P<before>(?:- )*)(?P<key>[\w.-]+):(?P<value>[^\s/].*)$")
_QUOTED_THEN_TEXT = re.compile(r"""^(?P<quoted>"[^"]*"|'[^']*')\s*[^\s#,\]}].*$""")
_BRACKETS_THEN_TEXT = re.compile(r"^(?P<brackets>\[[^\]]*\]|\{[^}]*\})\s*(?P<rest>[^\s#].*)$")
_END = "..."
"""What ends a document: a file that holds nothing else says nothing."""
_BULLET = re.compile(r"^ *(?:- )?(?P<mark>[*•·▪◦–—]) +(?P<text>\S.*)$")
_CLOSING: Final = {"[": "]", "{": "}"}
HARD_SPACES: Final = "\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000"
"""Spaces that look like the one of the space bar, and to YAML are letters: they come with text from pages and PDFs."""
_HARD_SPACE = re.compile(
    rf"^(?P<indent>[ {HARD_SPACES}]*)(?P<dashes>(?:-[ {HARD_SPACES}]+)*)"
    rf"(?:(?P<key>[\w.-]+):(?P<gap>[ {HARD_SPACES}]+))?(?P<rest>.*)$"
)
_ANY_HARD = re.compile(f"[{HARD_SPACES}]")
_CURLY: Final = "“”„‟"
_CURLY_QUOTED = re.compile(rf"^[{_CURLY}](?P<text>[^{_CURLY}\"]+)[{_CURLY}\"]$")
_CONFLICT = re.compile(r"^(?:<{7}|\|{7}|={7}|>{7})(?: .*)?$")


@dataclass(frozen=True, slots=True)
class _Slip:
    """A syntax error: where libyaml noticed it, where what it was reading had begun, and the text around."""

    file: str
    lines: list[str]
    row: int
    column: int
    started: tuple[int, int]

    def line(self, row: int | None = None) -> str:
        """Return a line of the text, empty beyond its end."""
        row = self.row if row is None else row
        return self.lines[row] if 0 <= row < len(self.lines) else ""

    def finding(self, code: str, row: int, column: int, hint: str = "", **values: str) -> Finding:
        """Point at the rest of a line from `column` on."""
        row = min(row, max(len(self.lines) - 1, 0))
        line = self.line(row)
        column = min(column, len(line))
        end = len(line.rstrip()) + 1 if column < len(line.rstrip()) else column + 2
        return Finding(code, self.file, values=values, hint=hint, span=Span(row + 1, column + 1, row + 1, end))


def explain(error: Any, text: str, file: str) -> Finding:
    """Turn a syntax error of the parser into a finding with our code, the best place and, where it can, the fix."""
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    row, column = (mark.line, mark.column) if mark is not None else (0, 0)
    context = getattr(error, "context_mark", None)
    started = (context.line, context.column) if context is not None else (row, column)
    slip = _Slip(file, text.split("\n"), row, column, started)
    if slip.line(row).strip() == _END and not any(_says_something(line) for line in slip.lines[:row]):
        return Finding("E019", file, span=START)
    for near in dict.fromkeys((row, started[0], row - 1)):
        if hard := hard_space(slip.lines, near, file):
            return hard
    code = next((code for words, code in _BY_PROBLEM if words in str(error)), "E004")
    advise = _ADVICE.get(code)
    return advise(slip, code) if advise is not None else slip.finding(code, slip.row, slip.column)


def _says_something(line: str) -> bool:
    return bool(line.strip()) and not line.lstrip().startswith(("#", "%", "---"))


def conflict(text: str, file: str) -> Finding | None:
    """E038: the marks that Git leaves where two people changed the same lines; None where there are none."""
    if "<<<<<<<" not in text or ">>>>>>>" not in text:
        return None
    marks = [row for row, line in enumerate(text.split("\n")) if _CONFLICT.match(line)]
    lines = text.split("\n")
    begins = [row for row in marks if lines[row].startswith("<")]
    ends = [row for row in marks if lines[row].startswith(">")]
    if not begins or not ends or begins[0] > ends[-1]:
        return None
    span = Span(begins[0] + 1, 1, begins[0] + 1, len(lines[begins[0]]) + 1)
    return Finding("E038", file, values={"last": ends[-1] + 1}, span=span)


def has_hard_space(text: str) -> bool:
    """Tell whether a hard space stands anywhere in a text."""
    return not text.isascii() and _ANY_HARD.search(text) is not None


def hard_space(lines: list[str], row: int, file: str) -> Finding | None:
    """E039: a hard space where YAML wants a plain one: before an entry, after a hyphen or a colon; else None."""
    line = lines[row] if 0 <= row < len(lines) else ""
    found = _ANY_HARD.search(line)
    if found is None or (first := _with_plain_spaces(line)) is None:
        return None
    indent = _indent(first)
    fixed = [first[indent:]]
    # What follows was copied with it, as far to the right or further.
    while (below := row + len(fixed)) < len(lines) and (plain := _with_plain_spaces(lines[below])) is not None:
        if _indent(plain) < indent:
            break
        fixed.append(plain[indent:])
    span = Span(row + 1, found.start() + 1, row + 1, found.end() + 1)
    return Finding("E039", file, values={"fix": _pasted(fixed), "rows": len(fixed)}, span=span)


def _with_plain_spaces(line: str) -> str | None:
    """Write a line of a record again with plain spaces where YAML wants some; None where they are plain already."""
    parts = _HARD_SPACE.match(line) if _ANY_HARD.search(line) else None
    if parts is None or not (parts["key"] or parts["dashes"]):
        return None
    if not _ANY_HARD.search(f"{parts['indent']}{parts['dashes']}{parts['gap'] or ''}"):
        return None
    before = _ANY_HARD.sub(" ", f"{parts['indent']}{parts['dashes']}")
    return f"{before}{parts['key']}: {parts['rest']}".rstrip() if parts["key"] else f"{before}{parts['rest']}".rstrip()


def curly_quotes(value: str, line: str, span: Span, file: str) -> Finding | None:
    """W119: a text between the quotes of word processors, which to YAML are a part of it; else None."""
    quoted = _CURLY_QUOTED.match(value)
    entry = _ENTRY.match(line)
    if quoted is None:
        return None
    fix = _quoted(quoted["text"])
    alone = entry is not None and entry["value"] == value
    whole = _entry_line(entry, fix) if entry is not None and alone else fix
    return Finding("W119", file, values={"fix": whole}, span=span, hint="" if alone else "part")


def text_without_entries(text: str, file: str) -> Finding:
    """Explain a file that is one piece of text: the first line lacks its colon."""
    lines = text.split("\n")
    row = next((row for row, line in enumerate(lines) if line.strip() and not line.lstrip().startswith("#")), 0)
    if hard := hard_space(lines, row, file):
        return hard
    return _not_an_entry(_Slip(file, lines, row, 0, (row, 0)), row)


def bulleted(file: str, lines: list[str], row: int, bullet: re.Match[str]) -> Finding:
    """Explain a list whose items begin with another sign than the hyphen, and write all of them."""
    slip = _Slip(file, lines, row, 0, (row, 0))
    first, last = row, row
    while first > 0 and _is_like(bullet, lines[first - 1]):
        first -= 1
    while last + 1 < len(lines) and _is_like(bullet, lines[last + 1]):
        last += 1
    items = [item["text"].rstrip() for line in lines[first : last + 1] if (item := _BULLET.match(line))]
    fix = _pasted([f"- {_quoted(text) if re.search(r':( |$)', text) else text}" for text in items])
    return slip.finding("E031", first, bullet.start("mark"), mark=bullet["mark"], fix=fix, rows=str(len(items)))


def _is_like(bullet: re.Match[str], line: str) -> bool:
    """Tell whether a line begins with the same sign, as far to the right."""
    other = _BULLET.match(line)
    return other is not None and other["mark"] == bullet["mark"] and other.start("mark") == bullet.start("mark")


def _pasted(lines: list[str]) -> str:
    """Join lines as an advice shows them, moved to the right by four."""
    return "\n    ".join(lines)


def _entry_line(entry: re.Match[str], value: str) -> str:
    """Write the line of an entry again with another value, its hyphens included."""
    return f"{entry['before'].lstrip()}{entry['key']}: {value}"


def _entry_with_block(entry: re.Match[str], mark: str, below: list[str]) -> str:
    """Write an entry with a text below it, two spaces further to the right than its key."""
    indent = " " * (len(entry["before"].lstrip()) + 2)
    return _pasted([_entry_line(entry, mark), *(f"{indent}{line}" for line in below)])


def swallowed_item(lines: list[str], file: str, start: int, end: int) -> Finding | None:
    """Find, in a text without quotes from line `start` to line `end`, a line that wanted to be an item of a list."""
    # YAML ends lines at other marks too (U+0085), which no editor shows: what it calls a line may not be one.
    for row in range(start + 1, min(end + 1, len(lines))):
        if bullet := _BULLET.match(lines[row]):
            return bulleted(file, lines, row, bullet)
        if lines[row].lstrip().startswith("- "):
            return _Slip(file, lines, row, 0, (row, 0)).finding("E006", row, _indent(lines[row]))
    return None


def unclosed_quote(lines: list[str], file: str, start: tuple[int, int], end: int) -> Finding | None:
    """Find a quotation that swallowed whole entries, from line `start` to line `end`; None when it is only long.

    A line that stands further in than the key of the quotation was never an entry beside it: a program that folds
    long texts may begin one with a word that is a key too («grado: lacune, esercizi»).
    """
    key = _key_column(lines[start[0]])
    opened = (_OPENS_ENTRY.match(line) for line in lines[start[0] + 1 : end + 1] if _key_column(line) <= key)
    if not any(entry and entry[0].strip(" -:") in _keys() for entry in opened):
        return None
    return _unclosed_quote(_Slip(file, lines, *start, start), "E008")


def _key_column(line: str) -> int:
    """Return where the key of a line begins, behind the hyphens of lists."""
    return len(line) - len(line.lstrip(" -"))


def _unclosed_quote(slip: _Slip, code: str) -> Finding:
    """Point at where the quote was opened: the end of the file tells nothing."""
    row, column = slip.started
    opened = slip.line(row)[column : column + 1]
    entry = _ENTRY.match(slip.line(row))
    if entry is not None and entry["value"].startswith(opened) and opened not in entry["value"][1:]:
        fix = _entry_line(entry, _quoted(entry["value"]))
        return slip.finding(code, row, column, "fix", opened=opened, closing=opened, fix=fix)
    return slip.finding(code, row, column, opened=opened, closing=opened)


def _unclosed_bracket(slip: _Slip, code: str) -> Finding:
    """Tell a bracket that is never closed from a comma that is missing between two values."""
    row, column = slip.started
    opened = slip.line(row)[column : column + 1]
    closing = _CLOSING.get(opened, "")
    if slip.row == row and slip.line()[slip.column :].strip() and slip.column > column:
        return slip.finding("E027", slip.row, slip.column, closing=closing)
    line = slip.line(row)
    entry = _ENTRY.match(line)
    if entry is not None and closing not in line[column:] and opened not in line[column + 1 :]:
        fix = _entry_line(entry, f"{entry['value'].rstrip(' ,')}{closing}")
        return slip.finding(code, row, column, "fix", opened=opened, closing=closing, fix=fix)
    return slip.finding(code, row, column, opened=opened, closing=closing)


def _colon_in_text(slip: _Slip, _code: str) -> Finding:
    """`nome: Rete: insieme` needs quotes; below a text without its colon, or under a value, it is something else."""
    entry = _ENTRY.match(slip.line())
    if entry is not None and re.search(r":(\s|$)", entry["value"]) and entry["value"][0] not in "\"'[{|>&*":
        below = slip.line(slip.row + 1)
        if entry["value"].endswith(":") and below.lstrip().startswith("- "):
            items = [below.strip()]
            while (more := slip.line(slip.row + 1 + len(items)).strip()).startswith("- "):
                items.append(more)
            fix = _entry_with_block(entry, "|", [entry["value"], *items])
            rows = str(1 + len(items))
            return slip.finding("E010", slip.row, entry.start("value"), "block", fix=fix, rows=rows)
        fix = _entry_line(entry, _quoted(entry["value"]))
        hint = "curly" if _CURLY_QUOTED.match(entry["value"]) else "fix"
        return slip.finding("E010", slip.row, entry.start("value"), hint, fix=fix)
    above = _content_above(slip, slip.row)
    if above is not None and not _OPENS_ENTRY.match(slip.line(above)):
        return _not_an_entry(slip, above)
    return _misaligned(slip, "E006")


def _misaligned(slip: _Slip, code: str) -> Finding:
    """An indentation error is often a quote, a bracket or a colon gone wrong on this line or on the one before."""
    for row in (slip.row, slip.row - 1):
        entry = _ENTRY.match(slip.line(row))
        if entry is not None and (finding := _after_value(slip, row, entry)):
            return finding
    line = slip.line()
    if slip.row > 0 and line.strip() and ":" not in line and not line.lstrip().startswith("- "):
        return _not_an_entry(slip, slip.row)
    above = _content_above(slip, slip.row)
    entry = _ENTRY.match(slip.line(above)) if above is not None else None
    if entry is not None and _indent(line) > _indent(entry.string):
        return slip.finding(code, slip.row, _indent(line), "above", above=entry["key"].lstrip("-"))
    return slip.finding(code, slip.row, _indent(line))


def _after_value(slip: _Slip, row: int, entry: re.Match[str]) -> Finding | None:
    """Find text after a closed quote or bracket: `nome: "Rete" Ponte`, `temi: [anziani]]`."""
    value, column = entry["value"], entry.start("value")
    if _QUOTED_THEN_TEXT.match(value):
        fix = _entry_line(entry, _quoted(value))
        return slip.finding("E008", row, column, "fix", opened=value[0], closing=value[0], fix=fix)
    closed = _BRACKETS_THEN_TEXT.match(value)
    if closed is None:
        return None
    # Brackets closed once too often need the extra one gone; with words after them the whole was meant as a text.
    fix = _entry_line(entry, closed["brackets"] if not closed["rest"].strip("]}") else _quoted(value))
    return slip.finding("E028", row, column + closed.start("rest"), rest=closed["rest"], fix=fix)


def _not_an_entry(slip: _Slip, row: int) -> Finding:
    """Tell a key without its colon from a line of text that stands where a key should."""
    line = slip.line(row)
    indent, words = _indent(line), line.split()
    dashes = ""
    while len(words) > 1 and words[0] == "-":
        dashes += "- "
        words = words[1:]
    key = words[0].lstrip("-").strip() if words else ""
    if glued := _GLUED.match(line.strip()):
        fix = f"{glued['before']}{glued['key']}: {glued['value']}"
        return slip.finding("E030", row, indent, word=glued["key"], fix=fix)
    if key.lower() in _keys():
        rest = re.sub("^[=:–-]+ ?", "", " ".join(words[1:])) or "…"
        return slip.finding("E007", row, indent, "fix", word=key, fix=f"{dashes}{key.lower()}: {rest}")
    if bullet := _BULLET.match(line):
        return bulleted(slip.file, slip.lines, row, bullet)
    above = _content_above(slip, row)
    block = above is not None and re.search(r":\s+[|>][+-]?\s*$", slip.line(above))
    return slip.finding("E026", row, indent, "block" if block else "first" if above is None else "")


def _missing_colon(slip: _Slip, _code: str) -> Finding:
    row = slip.started[0]
    while row < len(slip.lines) - 1 and not slip.line(row).strip():
        row += 1
    return _not_an_entry(slip, row)


def _special_character(slip: _Slip, code: str) -> Finding:
    line = slip.line()
    if "\t" in line[: slip.column + 1]:
        return slip.finding("E005", slip.row, line.index("\t"))
    if bullet := _BULLET.match(line):
        return bulleted(slip.file, slip.lines, slip.row, bullet)
    entry = _ENTRY.match(line)
    if entry is None or entry["value"][0] in "[{":
        return slip.finding(code, slip.row, slip.column, character=line[slip.column : slip.column + 1])
    fix = _entry_line(entry, _quoted(entry["value"]))
    return slip.finding(code, slip.row, entry.start("value"), "fix", character=entry["value"][0], fix=fix)


def _text_beside_block(slip: _Slip, code: str) -> Finding:
    """`descrizione: | testo`: the text begins on the next line."""
    entry = _ENTRY.match(slip.line())
    if entry is None:
        return slip.finding("E004", slip.row, slip.column)
    text = entry["value"].lstrip("|>+- ")
    fix = _entry_with_block(entry, entry["value"][0], [text])
    return slip.finding(code, slip.row, entry.start("value"), mark=entry["value"][0], fix=fix)


def _quoted(value: str) -> str:
    """Quote a text so that YAML reads it as it stands; quotes that were already there go away."""
    if curly := _CURLY_QUOTED.match(value):
        value = curly["text"]
    elif value[0] in "\"'":
        value = value.replace(value[0], "") if value[0] == '"' else value[1:].rstrip("'")
    return '"' + value.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip())


def _content_above(slip: _Slip, row: int) -> int | None:
    """Return the nearest line above that says something."""
    rows = (above for above in range(min(row, len(slip.lines)) - 1, -1, -1))
    return next((above for above in rows if slip.line(above).strip() and slip.line(above).lstrip()[0] != "#"), None)


@cache
def _keys() -> frozenset[str]:
    """Every key that a record may have, at any depth."""
    whole = schema()
    mappings = (*whole["kinds"].values(), *whole["$defs"].values())
    return frozenset(key for node in mappings for key in node.get("properties", {}))


def parts_of(key: str) -> frozenset[str]:
    """Return every key that may stand inside an entry of that name, in any kind of record."""
    return _parts().get(key, frozenset())


@cache
def _parts() -> dict[str, frozenset[str]]:
    whole = schema()
    found: dict[str, frozenset[str]] = {}
    for mapping in (*whole["kinds"].values(), *whole["$defs"].values()):
        for key, node in mapping.get("properties", {}).items():
            listed = resolved(node, [])
            inside = resolved(listed.get("items", node), {})
            inside = resolved(inside.get("patternProperties", {}).get(ANY, inside), {})
            found[key] = found.get(key, frozenset()) | frozenset(inside.get("properties", ()))
    return found


_ADVICE: Final[dict[str, Callable[[_Slip, str], Finding]]] = {
    "E006": _misaligned,
    "E007": _missing_colon,
    "E008": _unclosed_quote,
    "E009": _unclosed_bracket,
    "E010": _colon_in_text,
    "E011": _special_character,
    "E029": _text_beside_block,
}
