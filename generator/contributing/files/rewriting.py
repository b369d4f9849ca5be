"""Changing a record's text while keeping everything else: comments, order, quoting, blank lines, line endings.

Why not a library that loads and dumps: it writes the whole file again, and what it does not reproduce to the byte is
lost in silence. Here the wanted data is compared with what stands there, and only the difference is spliced in, at the
smallest spot. The result is read again: unless it holds exactly what was wanted, nothing comes out.
"""

import re
from collections.abc import Iterator, Mapping
from typing import Any, Final

from generator.contributing.files.changes import normalised
from generator.contributing.files.item_pairs import align
from generator.contributing.files.splices import Overlap, Splice, in_order, spliced, spliced_raw, with_last_break
from generator.contributing.files.yaml_positions import Entry, Stretch, line_end, line_start, stretch_of
from generator.contributing.files.yaml_writer import (
    below,
    block_text,
    entry_lines,
    fits_one_line,
    indented,
    inline,
    is_block,
    item_lines,
    keys_in_order,
    list_lines,
    mapping_lines,
    pruned,
    quoted,
    scalar,
)
from generator.contributing.refusals import CannotEdit
from generator.reading.story import BODY
from generator.reading.yaml_reader import parse
from generator.records.official_names import read_as_one, written_as_before
from generator.records.plain import is_empty
from generator.records.retired import is_list_of_languages, upgraded
from generator.records.schema import NOTHING, Node, resolved, schema
from generator.records.translations import TRANSLATIONS

_LONGEST_LINE: Final = 160
"""An item joins others in braces up to this many characters."""

_BOUNDARY = re.compile(r"^-{3,}[ \t]*$", re.MULTILINE)
_COMMA = re.compile(r"\s*,")
_REMARK = re.compile(r"(?<=\s)#\s*([^\n]*?)\s*$", re.MULTILINE)
_HEADER = re.compile(r"[|>][-+0-9]*")
_NEEDS_ESCAPES = re.compile("[\\x00-\\x1f\\x7f-\\x9f\\u2028\\u2029\\ufeff]")


def rewritten(raw: str, wanted: Mapping[str, Any], kind: str, file: str, *, keeps_remarks: bool = False) -> str:
    """Return the text `raw` of a record or a story, changed so that it holds `wanted`.

    Args:
        raw: The file as it is: its line endings and its byte order mark are kept.
        wanted: Plain data; empty values are the same as missing ones. The Markdown of a story is left alone.
        kind: `rete`, `ente`, `storia`, `vocabolario`, or `impostazioni`, where only values change.
        file: Names the text in messages.
        keeps_remarks: What is remarked on a line that goes stays as a comment in its place, after the name of its key.

    Raises:
        CannotEdit: The text cannot be read, or not be changed without touching something else.
    """
    before = parse(normalised(raw), file)[0] if kind in {"rete", "ente", "vocabolario"} else None
    if not isinstance(before, dict):
        before = {}
    if isinstance(before.get(TRANSLATIONS), list) and isinstance(wanted.get(TRANSLATIONS), Mapping):
        # A list of languages becomes a mapping before anything else: so what is remarked on each of them stays.
        by_language = upgraded(read_as_one(before, kind), kind, is_list_of_languages)[0]
        raw = _rewritten(raw, written_as_before(by_language, before, kind), kind, file, keeps_remarks=keeps_remarks)
    return _rewritten(raw, written_as_before(wanted, before, kind), kind, file, keeps_remarks=keeps_remarks)


def _rewritten(raw: str, spelled: Mapping[str, Any], kind: str, file: str, *, keeps_remarks: bool) -> str:
    text = normalised(raw)
    start, end = _part_with_data(text) if kind == "storia" else (0, len(text))
    inside = text[start:end]
    data = pruned({key: value for key, value in spelled.items() if kind != "storia" or key != BODY})
    splices = _splices(inside, data, schema()["kinds"].get(kind, NOTHING), file, keeps_remarks=keeps_remarks)
    _refuse_damage(inside, splices, data, file)
    return spliced_raw(raw, [(here + start, there + start, new) for here, there, new in splices])


def _part_with_data(text: str) -> tuple[int, int]:
    """Return where the front matter of a story lies."""
    boundaries = [(found.start(), found.end()) for found in _BOUNDARY.finditer(text)][:2]
    return (boundaries[0][1] + 1, boundaries[1][0]) if len(boundaries) > 1 else (0, 0)


def _splices(text: str, wanted: dict[str, Any], node: Node, file: str, *, keeps_remarks: bool = False) -> list[Splice]:
    data, findings = parse(text, file)
    if not isinstance(data, dict) or any(finding.code.startswith("E") for finding in findings):
        raise CannotEdit("edit_broken", file=file)
    if data.keys().isdisjoint(wanted):
        raise CannotEdit("edit_failed", file=file)
    editor = _Editor(text, file, keeps_remarks=keeps_remarks)
    editor.mapping(stretch_of(text), wanted, node)
    return with_last_break(text, in_order(editor.splices))


def _refuse_damage(text: str, splices: list[Splice], wanted: dict[str, Any], file: str) -> None:
    """Read the result again: it must hold what was wanted and nothing else."""
    try:
        data, findings = parse(spliced(text, splices), file)
    except Overlap as error:
        raise CannotEdit("edit_failed", file=file) from error
    if pruned(data) != wanted or any(finding.code.startswith("E") for finding in findings):
        raise CannotEdit("edit_failed", file=file)


def _names_of_items(entry: Entry, wanted: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Return (key, name) of each item of a list that stands under its name in `wanted`; none where it does not."""
    old, found = entry.value, list[tuple[str, str]]()
    if not old.in_brackets and any(item.column <= entry.column for item in old.items):
        return []  # a list may stand as far to the left as its key, a mapping may not
    for item, (name, rest) in zip(old.items, wanted.items(), strict=False):
        said = pruned(item.value.value)
        gone = [key for key in said if key not in rest] if isinstance(said, dict) and isinstance(rest, dict) else []
        if len(gone) == 1 and said == {**rest, gone[0]: name} and rest:
            found.append((gone[0], name))
    return found if len(found) == len(old.items) == len(wanted) else []


class _Editor:
    """Walks what stands there beside what is wanted, and notes what to splice."""

    def __init__(self, text: str, file: str, *, keeps_remarks: bool = False) -> None:
        self.text = text
        self.file = file
        self.keeps_remarks = keeps_remarks
        self.splices: list[Splice] = []

    def put(self, start: int, end: int, new: str) -> None:
        """Note a splice."""
        self.splices.append((start, end, new))

    def _line_end(self, place: int) -> int:
        return line_end(self.text, place)

    def _value(self, entry: Entry, wanted: Any, node: Node, *, crowded: bool) -> None:
        old = entry.value
        if pruned(old.value) == wanted:
            return
        if isinstance(wanted, dict) and old.entries and any(key in wanted for key in old.entries):
            self.mapping(old, wanted, node)
        elif isinstance(wanted, dict) and (names := _names_of_items(entry, wanted)):
            self._named_items(old, wanted, node, names)
        elif isinstance(wanted, dict) and old.items and self.keeps_remarks and self._remarks(entry):
            raise CannotEdit("edit_failed", file=self.file)
        elif isinstance(wanted, list) and old.items and self._list(old, wanted, node):
            return
        elif crowded or self._stays_in_line(old, wanted, node):
            self._put_inline(entry, wanted, node, crowded=crowded)
        else:
            self._put_below(entry, wanted, node)

    @staticmethod
    def _stays_in_line(old: Stretch, wanted: Any, node: Node) -> bool:
        """Tell whether a value is written beside its key: what stood in brackets stays in brackets."""
        if isinstance(wanted, str):
            return not is_block(wanted)
        return fits_one_line(wanted, node) or (old.in_brackets and not is_empty(old.value))

    # mappings

    def mapping(self, old: Stretch, wanted: Mapping[str, Any], node: Node) -> None:
        """Make a mapping hold what is wanted; at least one of its keys stays."""
        gone = {key for key, entry in old.entries.items() if key not in wanted and not is_empty(entry.value.value)}
        for key, entry in old.entries.items():
            if key in wanted:
                self._value(entry, wanted[key], below(node, wanted, key), crowded=old.in_brackets)
        new = [key for key in keys_in_order(wanted, resolved(node, wanted)) if key not in old.entries]
        after = self._anchors(old, new, gone, resolved(node, wanted))
        entries = list(old.entries.items())
        if old.in_brackets:
            parts = [(entry.start, entry.end, key not in gone) for key, entry in entries]
            texts = {
                at: [
                    f"{scalar(key, {}, crowded=True)}: {inline(wanted[key], below(node, wanted, key), crowded=True)}"
                    for key in keys
                ]
                for at, keys in after.items()
            }
            self._between_brackets(parts, texts)
            return
        self._remove_lines([(entry, key not in gone) for key, entry in entries])
        for at, keys in after.items():
            lines = [line for key in keys for line in entry_lines(key, wanted[key], below(node, wanted, key))]
            self._insert_lines([entry for _, entry in entries], at, [key not in gone for key, _ in entries], lines)

    @staticmethod
    def _anchors(old: Stretch, new: list[str], gone: set[str], node: Node) -> dict[int, list[str]]:
        """Tell after which entry (-1: before all) new keys stand: the nearest that comes before in the schema."""
        places = {key: at for at, key in enumerate(old.entries) if key not in gone}
        order = keys_in_order([*places, *new], node)
        rank = {key: at for at, key in enumerate(order)}
        after: dict[int, list[str]] = {}
        for key in new:
            before = [known for known in places if rank[known] < rank[key]]
            nearest = places[max(before, key=rank.__getitem__)] if before else -1
            after.setdefault(nearest, []).append(key)
        return after

    # lists

    def _list(self, old: Stretch, wanted: list[Any], node: Node) -> bool:
        """Make a list hold what is wanted; False where nothing of it stays."""
        filled = [at for at, item in enumerate(old.items) if not is_empty(item.value.value)]
        pairs = align([pruned(old.items[at].value.value) for at in filled], wanted)
        if not any(here is not None and there is not None for here, there in pairs):
            return False
        stays = [True] * len(old.items)
        after: dict[int, list[Any]] = {}
        last = -1
        for here, there in pairs:
            if here is not None and there is not None:
                last = filled[here]
                item_node = below(node, wanted, there)
                self._value(old.items[last], wanted[there], item_node, crowded=old.in_brackets)
            elif here is not None:
                stays[filled[here]] = False
            elif there is not None:
                after.setdefault(last, []).append(wanted[there])
        self._change_items(old, stays, after, below(node, wanted, 0))
        return True

    def _change_items(self, old: Stretch, stays: list[bool], after: dict[int, list[Any]], node: Node) -> None:
        if old.in_brackets:
            parts = [(item.start, item.end, stay) for item, stay in zip(old.items, stays, strict=True)]
            texts = {at: [inline(item, node, crowded=True) for item in new] for at, new in after.items()}
            self._between_brackets(parts, texts)
            return
        self._remove_lines(list(zip(old.items, stays, strict=True)))
        for at, new in after.items():
            sibling = old.items[at if at >= 0 else stays.index(True)]
            lines = [line for item in new for line in self._item_like(sibling, item, node)]
            self._insert_lines(old.items, at, stays, lines)

    @staticmethod
    def _item_like(sibling: Entry, item: Any, node: Node) -> list[str]:
        """Write an item the way the one beside it is written: in braces where that is, and where it fits."""
        if isinstance(item, dict) and sibling.value.in_brackets:
            line = f"- {inline(item, node)}"
            if len(line) <= _LONGEST_LINE:
                return [line]
        return item_lines(item, node)

    def _named_items(self, old: Stretch, wanted: Mapping[str, Any], node: Node, names: list[tuple[str, str]]) -> None:
        """Write each item of a list under its name, without the key that said it: the list becomes a mapping."""
        if old.in_brackets:
            self.put(old.start, old.start + 1, "{")
            self.put(old.end - 1, old.end, "}")
        for item, (key, name) in zip(old.items, names, strict=True):
            lead = f"{scalar(name, NOTHING, crowded=old.in_brackets)}:"
            first = item.value.start
            if old.in_brackets:
                self.put(item.start, item.start, f"{lead} ")
            elif item.value.in_brackets:
                self.put(item.start, item.lead, lead)
            elif next(iter(item.value.entries)) == key:
                # The line that says the name becomes the one that leads to the rest; its remark stays.
                self.put(item.start, item.value.entries[key].end, lead)
                continue
            else:
                self.put(item.start, first, f"{lead}\n{' ' * (first - line_start(self.text, first))}")
            self.mapping(item.value, wanted[name], below(node, wanted, name))

    # lines

    def _insert_lines(self, entries: list[Entry], at: int, stays: list[bool], lines: list[str]) -> None:
        """Put lines after the entry `at`, or before the first that stays."""
        entry = entries[at if at >= 0 else stays.index(True)]
        whole = indented(lines, entry.column)
        if at >= 0:
            end = self._line_end(entry.end)
            self.put(end, end, "".join(f"\n{line}" for line in whole))
            return
        whole[0] = whole[0].lstrip(" ")
        self.put(entry.start, entry.start, "\n".join([*whole, " " * entry.column]))

    def _remove_lines(self, entries: list[tuple[Entry, bool]]) -> None:
        """Take the lines of entries away, with what is remarked on them unless it stays; comments around them stay."""
        shared = [self._shares_its_line(entry) for entry, _ in entries]
        for number, (entry, stays) in enumerate(entries):
            if stays:
                continue
            following = entries[number + 1][0] if number + 1 < len(entries) else None
            if shared[number] or (number and shared[0] and not any(stay for _, stay in entries[:number])):
                self._remove_beside_hyphen(entry, following)
                continue
            start, end = line_start(self.text, entry.start), self._line_end(entry.end)
            kept = [f"{' ' * entry.column}{remark}" for remark in self._remarks(entry)]
            if end == len(self.text) and start:
                self.put(start - 1, end, "".join(f"\n{line}" for line in kept))
            else:
                self.put(start, min(end + 1, len(self.text)), "".join(f"{line}\n" for line in kept))

    def _remarks(self, entry: Entry) -> list[str]:
        """Return what is remarked on the lines of an entry, where it stays: what no value holds after a `#`."""
        if not self.keeps_remarks:
            return []
        place, found = entry.lead, list[str]()
        for start, end in [*self._leaves(entry.value), (self._line_end(entry.end),) * 2]:
            found += _REMARK.findall(self.text, place, max(place, start))
            place = max(place, end)
        key = self.text[entry.start : entry.lead].rstrip(": ")
        return [f"# {remark}" if key == "-" else f"# {key}: {remark}" for remark in found]

    def _leaves(self, value: Stretch) -> Iterator[tuple[int, int]]:
        """Yield where the texts, numbers and empty values of a stretch lie, in their order."""
        inner = [*value.entries.values(), *value.items]
        if value.is_block_text:
            yield value.start, self._end_of_header(value)
            yield self._line_end(value.start), value.end
        elif not inner:
            yield value.start, value.end
        for entry in inner:
            yield from self._leaves(entry.value)

    def _shares_its_line(self, entry: Entry) -> bool:
        """Tell whether a hyphen stands before an entry, on its line."""
        return bool(self.text[line_start(self.text, entry.start) : entry.start].strip())

    def _remove_beside_hyphen(self, entry: Entry, following: Entry | None) -> None:
        """Draw the next entry up to the hyphen, unless comments stand between: then the hyphen stays alone."""
        if following is None:
            raise CannotEdit("edit_failed", file=self.file)
        end = self._line_end(entry.end)
        if kept := self._remarks(entry):
            self.put(entry.start, end, f"\n{' ' * entry.column}".join(kept))
        elif "#" in self.text[end : following.start]:
            self.put(len(self.text[: entry.start].rstrip(" ")), end, "")
        else:
            self.put(entry.start, following.start, "")

    def _between_brackets(self, parts: list[tuple[int, int, bool]], new: Mapping[int, list[str]]) -> None:
        """Take parts between brackets away, each with one comma, and put new ones after those that stay."""
        first = next(at for at, part in enumerate(parts) if part[2])
        for at in range(first):
            self._cut(parts[at][0], parts[at + 1][0], parts[at][:2], parts[at][1])
        for at in range(first + 1, len(parts)):
            if not parts[at][2]:
                self._cut(parts[at - 1][1], parts[at][1], parts[at][:2], parts[at - 1][1])
        for at, texts in new.items():
            if at < 0:
                self.put(parts[first][0], parts[first][0], "".join(f"{text}, " for text in texts))
            else:
                self.put(parts[at][1], parts[at][1], "".join(f", {text}" for text in texts))

    def _cut(self, start: int, end: int, value: tuple[int, int], before_comma: int) -> None:
        """Take a value between brackets away with its comma; where a comment stands between them, these two alone."""
        if "#" not in self.text[start : value[0]] + self.text[value[1] : end]:
            self.put(start, end, "")
            return
        comma = _COMMA.match(self.text, before_comma)
        if comma is None:
            raise CannotEdit("edit_failed", file=self.file)
        self.put(before_comma, comma.end(), "")
        self.put(*value, "")

    # values

    def _put_inline(self, entry: Entry, wanted: Any, node: Node, *, crowded: bool) -> None:
        """Write a value beside its key; what stood below goes, what is remarked on the key's line stays."""
        old = entry.value
        new = self._in_its_style(old, wanted, node, crowded=crowded)
        if old.start == old.end:
            self.put(entry.lead, entry.lead, f" {new}")
        elif old.is_block_text:
            head = self._line_end(old.start)
            self.put(old.start, self._end_of_header(old), new)
            self.put(head, old.end, "")
        elif old.is_block and self._is_below(entry):
            self.put(entry.lead, entry.lead, f" {new}")
            self.put(self._line_end(entry.lead), self._line_end(old.end), "")
        else:
            self.put(old.start, self._line_end(old.end) if old.is_block else old.end, new)

    @staticmethod
    def _in_its_style(old: Stretch, wanted: Any, node: Node, *, crowded: bool) -> str:
        """Quote a text the way the old one was."""
        if isinstance(wanted, str) and old.style == "'" and not _NEEDS_ESCAPES.search(wanted):
            doubled = wanted.replace("'", "''")
            return f"'{doubled}'"
        return quoted(wanted) if isinstance(wanted, str) and old.style == '"' else inline(wanted, node, crowded=crowded)

    def _end_of_header(self, old: Stretch) -> int:
        header = _HEADER.match(self.text, old.start)
        return header.end() if header else old.start + 1

    def _is_below(self, entry: Entry) -> bool:
        return "\n" in self.text[entry.lead : entry.value.start]

    def _put_below(self, entry: Entry, wanted: Any, node: Node) -> None:
        """Write a value on the lines below its key or hyphen."""
        old, lines = entry.value, self._lines_below(wanted, node)
        body = "".join(f"\n{line}" for line in indented(lines[1:], entry.column + 2))
        if old.is_block_text and isinstance(wanted, str):
            self.put(old.start, self._end_of_header(old), lines[0])
            self.put(self._line_end(old.start), old.end, self._moved_body(old, wanted, entry.column + 2))
        elif self.text[entry.start : entry.lead] == "-" and not (old.is_block and self._is_below(entry)):
            self._put_after_hyphen(entry, lines, body)
        else:
            self._put_after_key(entry, f" {lines[0]}".rstrip(), body)

    @staticmethod
    def _lines_below(wanted: Any, node: Node) -> list[str]:
        """Return what stands beside the key, then the lines below it, not yet moved to the right."""
        if isinstance(wanted, str):
            head, *body = block_text("", wanted, 0)
            return [head, *body]
        return ["", *(mapping_lines(wanted, node) if isinstance(wanted, dict) else list_lines(wanted, node))]

    def _put_after_hyphen(self, entry: Entry, lines: list[str], body: str) -> None:
        """Begin on the line of the hyphen, or below it where a remark ends that line."""
        old, end = entry.value, self._line_end(entry.end)
        new = f" {lines[0]}{body}" if lines[0] else f" {body.lstrip()}"
        if old.is_block:
            self.put(entry.lead, end, new)
        elif lines[0] or self.text[old.end : end].strip():
            self.put(old.start, old.end, lines[0])
            self.put(end, end, body)
        else:
            self.put(entry.lead, old.end, new)

    def _put_after_key(self, entry: Entry, lead: str, body: str) -> None:
        """Write what stands beside the key, and the rest below its line, whose remark stays."""
        old, end = entry.value, self._line_end(entry.end)
        if old.is_block and self._is_below(entry):
            self.put(entry.lead, entry.lead, lead)
            self.put(self._line_end(entry.lead), end, body)
        elif old.is_block_text:
            self.put(entry.lead, self._end_of_header(old), lead)
            self.put(self._line_end(old.start), old.end, body)
        else:
            self.put(entry.lead, entry.end, lead)
            self.put(end, end, body)

    def _moved_body(self, old: Stretch, wanted: str, column: int) -> str:
        """Write the lines of a text as far to the right as those it takes the place of."""
        body = self.text[self._line_end(old.start) : old.end].strip("\n")
        header = self.text[old.start : self._end_of_header(old)]
        by = len(body) - len(body.lstrip(" ")) if body.strip() and not re.search("[0-9]", header) else column
        return "".join(f"\n{line}" for line in block_text("", wanted, by)[1:])
