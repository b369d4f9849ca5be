"""YAML text to plain data, in one pass over parser events.

Why not the library's loader: it turns `0522123456` into 88647470 and `18:30` into 1110, lets the last of two
equal keys win in silence, follows aliases (306 bytes can expand past three million values) and recurses
(100,000 brackets crash it). Events are flat: we build dictionaries, lists and texts ourselves, refuse what a
record never needs, and keep no positions. When a finding needs its place, `locate` reads the text again.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, Final

import yaml

from generator.diagnostics import Finding, Path, Span
from generator.reading.syntax import (
    curly_quotes,
    explain,
    hard_space,
    has_hard_space,
    parts_of,
    swallowed_item,
    unclosed_quote,
)

MAX_DEPTH: Final = 12
"""Levels of nesting; the deepest key of a real record is at 6."""

MAX_ITEMS: Final = 2_000
"""Items of one list, or keys of one mapping, of a record; the longest list of a real record has some 150.

What comes after is not read: 60,000 items fit in a small file, and every one of them is to be explained.
"""

Spot = tuple[Path, bool]
"""A path, and whether its key is meant rather than its value."""

_HIDDEN_END = re.compile(r" +(#[^\s#].*?)\s*$")
_LINE_ENDS = re.compile("[\n\x85\u2028\u2029]")
"""YAML 1.1 ends lines at more marks than editors do: the lines that its events count are these."""
_QUOTES: Final = ("'", '"')
_CURLY: Final = tuple("“”„‟")
_NESTED: Final = (dict, list)
_STARTS: Final = (yaml.MappingStartEvent, yaml.SequenceStartEvent)
# Controls (line feeds and tabs apart; U+0085 is the «…» of Windows read wrongly), what Unicode says is no character,
# the marks that make text read differently from how it is stored, and what nobody sees at all (a whole
# message can be written in tags). Soft hyphens, joiners and direction marks are of use.
HIDDEN: Final = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u115f\u1160\u180e\u200b\u202a-\u202e\u2060-\u2064\u2066-\u206f"
    "\u3164\uffa0\ufdd0-\ufdef\ufff9-\ufffb\ufffe\uffff\U000e0000-\U000e007f]"
)

_NULLS: Final = frozenset({"", "~", "null", "Null", "NULL"})
"""What means nothing where it stands without quotes (YAML 1.1, "null")."""


class _Stop(Exception):
    """The text cannot be read further."""


@dataclass(slots=True)
class _Level:
    """An open mapping or list: where its values go, and which key is waiting for one."""

    values: Any
    is_mapping: bool
    key: str | None = None
    ignored: bool = False
    in_brackets: bool = False
    is_two_items: bool = False
    """Whether a hyphen is missing in the midst of a mapping."""


class _Builder:
    """Builds plain data out of events and notes what may not be there."""

    def __init__(
        self,
        text: str,
        file: str,
        on_value: Callable[[Path, bool, Span], None] | None = None,
        most_items: int | None = None,
        on_end: Callable[[Path, Any], None] | None = None,
    ) -> None:
        self.file = file
        self.text = text
        self.findings: list[Finding] = []
        self.root: Any = None
        self._levels: list[_Level] = []
        self._documents = 0
        self._rows: list[str] | None = None
        self._lines: list[str] = []
        self._has_hard_spaces = has_hard_space(text)
        self._on_value = on_value
        self._on_end = on_end
        self._most_items = most_items
        self._first_keys: dict[tuple[int, str], int] = {}

    def build(self) -> None:
        """Read the whole text; problems end in `findings`."""
        handlers: dict[type, Callable[[Any], None]] = {
            yaml.ScalarEvent: self._scalar,
            yaml.MappingStartEvent: lambda event: self._open(
                event, _Level({}, is_mapping=True, in_brackets=event.flow_style)
            ),
            yaml.MappingEndEvent: self._close,
            yaml.SequenceStartEvent: lambda event: self._open(event, _Level([], is_mapping=False)),
            yaml.SequenceEndEvent: self._close,
            yaml.AliasEvent: self._alias,
            yaml.DocumentStartEvent: self._document,
        }
        parser = yaml.CSafeLoader(self.text)
        try:
            while (event := parser.get_event()) is not None:
                handler = handlers.get(event.__class__)
                if handler is not None:
                    handler(event)
        except yaml.YAMLError as error:
            self.findings.append(explain(error, self.text, self.file))
            self._forget_unfinished()
        except _Stop:
            self._forget_unfinished()
        finally:
            parser.dispose()

    def _forget_unfinished(self) -> None:
        """Drop the last entry of the record: the error is in it or beside it, and made nonsense of its value."""
        if isinstance(self.root, dict) and self.root:
            self.root.popitem()

    def _document(self, event: Any) -> None:
        self._documents += 1
        if self._documents > 1:
            self._note("E016", event)
            raise _Stop

    def _scalar(self, event: Any) -> None:
        self._refuse_anchor_and_tag(event)
        if not event.style or event.style in _QUOTES:
            self._refuse_what_it_swallowed(event)
        value = event.value
        if event.style == '"' and (hidden := HIDDEN.search(value)):
            # Written with an escape, such as "\\u202e": the text itself looks harmless.
            self.findings.append(
                Finding("E003", self.file, values={"name": f"U+{ord(hidden[0]):04X}"}, span=_span(event), masked=True)
            )
            value = ""
        level = self._levels[-1] if self._levels else None
        if level is not None and level.is_mapping and level.key is None:
            self._take_key(level, value, event)
            return
        if not event.style and value in _NULLS:
            value = ""
        self._put(value, event)

    def _take_key(self, level: _Level, key: str, event: Any) -> None:
        level.key = key
        level.ignored = False
        if key == "<<" and not event.style:
            self._note("E015", event)
            level.ignored = True
        elif key in level.values:
            self._note_written_twice(level, key, event)
            level.ignored = True
        else:
            self._refuse_too_many(level, event)
            self._first_keys[id(level.values), key] = event.start_mark.line + 1
        if self._on_value is not None and not level.ignored:
            self._on_value(self._path(), True, _span(event))

    def _note_written_twice(self, level: _Level, key: str, event: Any) -> None:
        """E018: a key written twice; where its place shows it, that a hyphen or the spaces before it are missing."""
        if level.is_two_items:
            return  # it goes away with the hyphen that was told
        hint = above = ""
        if not level.in_brackets:
            last = next(reversed(level.values))
            is_open = isinstance(level.values[last], _NESTED) or not level.values[last]
            if len(self._levels) > 1 and not self._levels[-2].is_mapping and key == next(iter(level.values)):
                hint, level.is_two_items = "dash", True
            elif is_open and key in parts_of(last):
                hint, above = "indent", last
        first = self._first_keys.get((id(level.values), key), 1)
        values: dict[str, object] = {"key": key, "first": first, "above": above}
        self.findings.append(Finding("E018", self.file, values=values, span=_span(event), hint=hint))

    def _put(self, value: Any, event: Any) -> None:
        if not self._levels:
            self.root = value
            return
        level = self._levels[-1]
        if not level.is_mapping:
            self._refuse_too_many(level, event)
            level.values.append(value)
        elif not level.ignored and level.key is not None:
            level.values[level.key] = value
        if self._on_value is not None and not level.ignored:
            self._on_value(self._path(), False, _span(event))
        if not isinstance(value, _NESTED):
            level.key = None

    def _refuse_too_many(self, level: _Level, event: Any) -> None:
        """Stop at a list or a mapping that no record needs, before it grows."""
        if self._most_items is not None and len(level.values) >= self._most_items:
            self._note("E033", event, most=self._most_items)
            raise _Stop

    def _path(self) -> Path:
        return tuple(level.key if level.is_mapping else len(level.values) - 1 for level in self._levels)  # type: ignore[misc]

    def _open(self, event: Any, level: _Level) -> None:
        self._refuse_anchor_and_tag(event)
        if len(self._levels) == MAX_DEPTH:
            self._note("E017", event, most=MAX_DEPTH)
            raise _Stop
        parent = self._levels[-1] if self._levels else None
        if parent is not None and parent.is_mapping and parent.key is None:
            self._note("E020", event)
            raise _Stop
        self._put(level.values, event)
        self._levels.append(level)

    def _close(self, event: Any) -> None:
        self._levels.pop()
        if self._on_end is not None:
            self._on_end(self._path(), event)
        if self._levels and self._levels[-1].is_mapping:
            self._levels[-1].key = None

    def _alias(self, event: Any) -> None:
        self._note("E013", event, mark="*")
        level = self._levels[-1] if self._levels else None
        if level is not None and level.is_mapping and level.key is None:
            level.key, level.ignored = "", True
        else:
            self._put("", event)

    def _refuse_what_it_swallowed(self, event: Any) -> None:
        """A text over several lines may hold entries or items that were meant for the record; a `#` hides its end."""
        start, end = event.start_mark, event.end_mark
        finding = None
        if end.line > start.line and event.style:
            finding = unclosed_quote(self._split_once(), self.file, (start.line, start.column), end.line)
        elif end.line > start.line:
            finding = swallowed_item(self._split_once(), self.file, start.line, end.line)
        if finding is None and not event.style and self._has_hard_spaces:
            finding = self._hard_space_in(start.line, end.line)
        if finding is not None:
            self.findings.append(finding)
            raise _Stop
        if not event.style and event.value and "#" in self.text:
            self._note_hidden_end(end)
        if not event.style and event.value[:1] in _CURLY and start.line == end.line:
            self._note_curly_quotes(event)

    def _split_once(self) -> list[str]:
        """Return the lines as editors count them: to split the text for each of its values would take its square."""
        if self._rows is None:
            self._rows = self.text.split("\n")
        return self._rows

    def _note_curly_quotes(self, event: Any) -> None:
        """Tell a text in the quotes of word processors, which stay in it."""
        self._lines = self._lines or _LINE_ENDS.split(self.text)
        finding = curly_quotes(event.value, self._lines[event.start_mark.line], _span(event), self.file)
        if finding is not None:
            self.findings.append(finding)

    def _hard_space_in(self, first: int, last: int) -> Finding | None:
        """Find a line of a text without quotes that would be an entry or an item, but for a space that is none."""
        lines = self._split_once()
        rows = (row for row in range(first, min(last + 1, len(lines))))
        return next((found for row in rows if (found := hard_space(lines, row, self.file))), None)

    def _note_hidden_end(self, end: Any) -> None:
        """Tell that what follows `#` is not read, where it looks like a part of the text: `scrivere a #segreteria`."""
        self._lines = self._lines or _LINE_ENDS.split(self.text)
        comment = _HIDDEN_END.match(self._lines[end.line], end.column)
        if comment is not None:
            span = Span(end.line + 1, comment.start(1) + 1, end.line + 1, comment.end(1) + 1)
            self.findings.append(Finding("W032", self.file, values={"hidden": comment[1]}, span=span))

    def _refuse_anchor_and_tag(self, event: Any) -> None:
        if event.anchor:
            self._note("E013", event, mark="&")
        if event.tag:
            self._note("E014", event, tag=event.tag.replace("tag:yaml.org,2002:", "!!"))

    def _note(self, code: str, event: Any, **values: object) -> None:
        self.findings.append(Finding(code, self.file, values=values, span=_span(event)))


def _span(event: Any) -> Span:
    start, end = event.start_mark, event.end_mark
    if isinstance(event, _STARTS) and not event.flow_style:
        return Span(start.line + 1, start.column + 1, start.line + 1, start.column + 2)
    return Span(start.line + 1, start.column + 1, end.line + 1, end.column + 1)


def parse(text: str, file: str, *, most_items: int | None = None) -> tuple[Any, list[Finding]]:
    """Read `text` into dictionaries, lists and texts; every scalar stays text, an empty one is `""`.

    `file` names the text in the findings. The data is whatever was understood before a syntax error, or before a list
    or a mapping of more than `most_items`.
    """
    builder = _Builder(text, file, most_items=most_items)
    builder.build()
    return builder.root, builder.findings


def locate(text: str, wanted: Iterable[Spot]) -> dict[Spot, Span]:
    """Find where paths stand in `text`: one more reading, however many are wanted."""
    spots = set(wanted)
    spans: dict[Spot, Span] = {}

    def note(path: Path, on_key: bool, span: Span) -> None:
        if (path, on_key) in spots:
            spans.setdefault((path, on_key), span)

    _Builder(text, "", note).build()
    return spans


def locate_whole(text: str, wanted: Iterable[Path]) -> dict[Path, Span]:
    """Find from where to where the mappings and lists at some paths go; values of any other kind are left out."""
    paths = set(wanted)
    starts: dict[Path, Span] = {}
    spans: dict[Path, Span] = {}

    def note(path: Path, on_key: bool, span: Span) -> None:
        if path in paths and not on_key:
            starts.setdefault(path, span)

    def end(path: Path, event: Any) -> None:
        if path in starts:
            start, mark = starts[path], event.end_mark
            spans.setdefault(path, Span(start.line, start.column, mark.line + 1, mark.column + 1))

    _Builder(text, "", note, on_end=end).build()
    return spans
