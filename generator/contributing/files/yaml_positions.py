"""Where everything stands in the text of a record: what an editor needs that a reader does not.

`generator.reading` has read the text before and refused anchors, tags, equal keys and depth; so the library's node
tree is safe here. Its ends of blocks are not: they lie behind the comments that follow, and are worked out again.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Final

import yaml

_NULLS: Final = frozenset({"", "~", "null", "Null", "NULL"})
_BLOCKS: Final = ("|", ">")
_COLON = re.compile(r"[ \t]*:")


@dataclass(slots=True)
class Stretch:
    """A value and where it stands, from `start` to `end` (characters, the end excluded)."""

    start: int
    end: int
    value: Any
    """Plain data, as reading gives it."""
    style: str = ""
    """Of a text: `'`, `"`, `|`, `>` or nothing."""
    in_brackets: bool = False
    entries: dict[str, "Entry"] = field(default_factory=dict)
    items: list["Entry"] = field(default_factory=list)

    @property
    def is_block_text(self) -> bool:
        """Tell whether it is a text below its key."""
        return self.style in _BLOCKS

    @property
    def is_block(self) -> bool:
        """Tell whether it is a mapping or a list without brackets."""
        return bool(self.entries or self.items) and not self.in_brackets


@dataclass(slots=True)
class Entry:
    """An entry of a mapping or an item of a list: what leads to a value, and the value.

    `start` is the key's or the hyphen's first character, `lead` the one after its colon or hyphen.
    """

    start: int
    lead: int
    column: int
    value: Stretch

    @property
    def end(self) -> int:
        """Where its value ends."""
        return max(self.lead, self.value.end)


def stretch_of(text: str) -> Stretch:
    """Find where everything stands in `text`, which reading has found sound."""
    return _Finder(text).found(yaml.compose(text, Loader=yaml.CSafeLoader))


class _Finder:
    """Turns the library's nodes into stretches."""

    def __init__(self, text: str) -> None:
        self.text = text

    def found(self, node: Any) -> Stretch:
        """Return the stretch of a node."""
        if isinstance(node, yaml.MappingNode):
            return self._mapping(node)
        if isinstance(node, yaml.SequenceNode):
            return self._list(node)
        start, end = node.start_mark.index, node.end_mark.index
        style = node.style or ""
        if style in _BLOCKS:
            end = self._end_of_block(start, end)
        return Stretch(start, end, "" if not style and node.value in _NULLS else node.value, style)

    def _end_of_block(self, start: int, end: int) -> int:
        """Return the end of the last line of a block of text; blank lines after it count where they are kept (`+`)."""
        header = self.text[start : line_end(self.text, start)].partition("#")[0]
        if "+" in header:
            return end - self.text[:end].endswith("\n")
        return line_end(self.text, start + len(self.text[start:end].rstrip(" \n")))

    def _mapping(self, node: Any) -> Stretch:
        start, end = node.start_mark, node.end_mark
        entries = {key.value: self._entry(key, value) for key, value in node.value}
        is_block = entries and not node.flow_style
        end_index = max(entry.end for entry in entries.values()) if is_block else end.index
        data = {key: entry.value.value for key, entry in entries.items()}
        return Stretch(start.index, end_index, data, in_brackets=bool(node.flow_style), entries=entries)

    def _entry(self, key: Any, value: Any) -> Entry:
        colon = _COLON.match(self.text, key.end_mark.index)
        lead = colon.end() if colon else key.end_mark.index
        return Entry(key.start_mark.index, lead, key.start_mark.column, self.found(value))

    def _list(self, node: Any) -> Stretch:
        values = [self.found(value) for value in node.value]
        start, end = node.start_mark, node.end_mark.index
        if node.flow_style:
            items = [Entry(value.start, value.start, 0, value) for value in values]
        else:
            items = list(self._items(values, start.index, start.column))
            end = items[-1].end if items else end
        return Stretch(
            start.index, end, [value.value for value in values], in_brackets=bool(node.flow_style), items=items
        )

    def _items(self, values: list[Stretch], start: int, column: int) -> Iterator[Entry]:
        """Find the hyphens of a list: all stand in the same column, the first where the list begins."""
        hyphen = re.compile(rf"^ {{{column}}}-(?=\s|$)", re.MULTILINE)
        for number, value in enumerate(values):
            if number:
                found = hyphen.search(self.text, start)
                start = found.end() - 1 if found else start
            entry = Entry(start, start + 1, column, value)
            yield entry
            start = line_end(self.text, entry.end)


def line_start(text: str, place: int) -> int:
    """Return where the line of `place` begins."""
    return text.rfind("\n", 0, place) + 1


def line_end(text: str, place: int) -> int:
    """Return where the line of `place` ends, before its line break."""
    found = text.find("\n", place)
    return len(text) if found < 0 else found
