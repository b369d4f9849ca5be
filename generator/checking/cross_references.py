"""References between records, and ids that must be unique across all of them."""

import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache
from itertools import count
from typing import Any, Final

from generator.checking.chains import chains
from generator.checking.plain_values import Data, mappings_in, text_of
from generator.checking.spelling import nearest_of
from generator.diagnostics import START, Finding, Path
from generator.reading.folder import SourceFile, slug
from generator.records.schema import Node, referred, schema

_INNER: Final = {"attivita": ("attivita", "nome"), "pratica": ("buone_pratiche", "titolo")}
"""What has an address of its own inside a file: its list, and the key that an id is made of when it is missing."""

_EXPLAINED: Final = 1_000
"""Ids that lead nowhere for which the one that was meant is looked for: that takes time for each record there is."""

ABOUT_OTHERS: Final = (
    *("rete_madre", "fa_capo_a", "membri", "confluita_in", "nata_da"),
    *("relazioni", "adesioni", "aderisce", "diverso_da"),
)
"""Keys that can only speak of another record."""

_WITHIN_A_RECORD: Final = "luogo"
"""What is referred to inside one record, and no tie between two."""

_PARENTS: Final = {"rete": "rete_madre", "ente": "fa_capo_a"}
"""The key by which a record says what it is a part of."""


def check_references(files: Iterable[SourceFile]) -> list[Finding]:
    """Check, over all files, that ids are unique and references lead somewhere."""
    sources = list(files)
    records = [source for source in sources if source.kind in {"rete", "ente"}]
    stories = [source for source in sources if source.kind == "storia"]
    return [
        *ids_used_twice(records),  # E202
        *inner_ids_used_twice(records),  # E203
        *dangling_references(records, [*records, *stories]),  # E201, W201, E207, E211, E212
        *parts_in_a_loop(records),  # E206
        *practices_in_a_loop(records),  # E206
    ]


def ids_used_twice(records: list[SourceFile]) -> Iterator[Finding]:
    """E202: networks and organisations share one space of ids, former ids included."""
    first: dict[str, str] = {}
    for record in records:
        other = first.setdefault(_as_a_file_name(record.id), record.file)
        if other != record.file:
            yield Finding("E202", record.file, span=START, values={"id": record.id, "other": other})
    for record in records:
        for path, former in former_ids_in(record):
            folded = _as_a_file_name(former)
            other = first.setdefault(folded, record.file)
            if other != record.file or folded == _as_a_file_name(record.id):
                yield Finding("E202", record.file, path, {"id": former, "other": other}, "former")


def _as_a_file_name(text: str) -> str:
    """Fold case and Unicode forms: what a file system may take for the same name."""
    return unicodedata.normalize("NFKC", text).casefold()


def former_ids_in(record: SourceFile) -> Iterator[tuple[Path, str]]:
    """Yield (path, id) for every former id of a record."""
    value = record.data.get("id_precedenti", [])
    for index, former in enumerate(value if isinstance(value, list) else [value]):
        if text := text_of(former):
            yield ("id_precedenti", index) if isinstance(value, list) else ("id_precedenti",), text


def inner_ids_used_twice(records: list[SourceFile]) -> Iterator[Finding]:
    """E203: an inner id used twice in a file, whatever lists it stands in."""
    for record in records:
        every = [
            ((key, index, "id"), text_of(item.get("id")))
            for key in record.data
            for index, item in mappings_in(record.data, key)
        ]
        taken = {inner_id for _, inner_id in every}
        seen: set[str] = set()
        for path, inner_id in every:
            if inner_id and inner_id in seen:
                free = next(name for number in count(2) if (name := f"{inner_id}-{number}") not in taken)
                yield Finding("E203", record.file, path, values={"id": inner_id, "free": free})
            seen.add(inner_id)


class _Targets:
    """The ids that references may lead to, with the names people may have written instead."""

    def __init__(self, records: list[SourceFile]) -> None:
        self.ids = {
            "rete": {record.id: record for record in records if record.kind == "rete"},
            "ente": {record.id: record for record in records if record.kind == "ente"},
        }
        self.inner_ids = {what: {item for record in records for item in inner_ids(record, what)} for what in _INNER}
        self.renamed = {former: record.id for record in records for _, former in former_ids_in(record)}
        self._spoken: dict[str, dict[str, str]] = {}
        self._meant: dict[tuple[str, str], str] = {}

    def has(self, record_id: str, target: str) -> bool:
        """Tell whether an id is of `target`: `attivita`, `pratica`, or kinds of record (`rete|ente`)."""
        if target in self.inner_ids:
            return record_id in self.inner_ids[target]
        return any(record_id in self.ids[kind] for kind in target.split("|"))

    def verdict(self, written: str, target: str) -> tuple[str, str, str]:
        """Return (code, advice, id probably meant) for an id that leads nowhere."""
        if self.has(self.renamed.get(written, ""), target):
            return "E212", "", self.renamed[written]
        known = self.renamed.get(written, written)
        if any(known in records for records in self.ids.values()):
            return "E211", target.replace("|", "_"), ""
        if target not in self._spoken:
            self._spoken[target] = dict(self._words(target))
        if (written, target) not in self._meant:
            is_too_much = len(self._meant) >= _EXPLAINED
            self._meant[written, target] = "" if is_too_much else nearest_of(written, self._spoken[target])
        near = self._meant[written, target]
        return "E201", ("near" if near else "inner" if target in self.inner_ids else ""), near

    def _words(self, target: str) -> Iterator[tuple[str, str]]:
        """Yield (what people may write, the id they mean)."""
        if target in self.inner_ids:
            yield from ((inner_id, inner_id) for inner_id in sorted(self.inner_ids[target]))
            return
        for kind in target.split("|"):
            for record_id, record in self.ids[kind].items():
                yield record_id, record_id
                if isinstance(record.data.get("nome"), str):
                    yield record.data["nome"], record_id


def inner_parts(record: SourceFile, what: str) -> Iterator[tuple[int, str, Data]]:
    """Yield the activities or practices in a file: where each stands, its global id as the catalogue will give it."""
    listing, name = _INNER[what]
    taken: set[str] = set()
    for index, item in mappings_in(record.data, listing):
        inner_id = str(item.get("id") or "").strip() or slug(str(item.get(name, "")))
        if inner_id and inner_id not in taken:
            taken.add(inner_id)
            yield index, f"{record.id}/{inner_id}", item


def inner_ids(record: SourceFile, what: str) -> Iterator[str]:
    """Yield the global ids of the activities or practices in a file."""
    yield from (inner_id for _, inner_id, _ in inner_parts(record, what))


def dangling_references(records: list[SourceFile], speaking: list[SourceFile]) -> Iterator[Finding]:
    """E201, W201, E211, E212: a reference that leads nowhere; E207: one that leads to its own record.

    `records` are what references lead to, broken files too: one that leads to a broken record is not dangling.
    """
    targets = _Targets(records)
    for source in speaking:
        for path, target, written in references_in(source):
            if targets.has(written, target):
                if written == source.id and path[0] in ABOUT_OTHERS:
                    yield Finding("E207", source.file, path, {"id": written, "key": path[0]})
                continue
            code, hint, near = ("W201", "", "") if "simile_a" in path else targets.verdict(written, target)
            if near == source.id and path[0] in ABOUT_OTHERS:
                code, hint, near = "E201", "", ""  # a record does not speak of itself there
            yield Finding(code, source.file, path, {"id": written, "near": near}, hint)


def parts_in_a_loop(records: list[SourceFile]) -> Iterator[Finding]:
    """E206: records that contain each other (`rete_madre`, `fa_capo_a`); one that contains itself is told as E207."""
    for kind, key in _PARENTS.items():
        parts = [record for record in records if record.kind == kind]
        wholes = {part.id: text_of(part.data.get(key)) for part in parts}
        loops = chains(wholes).loops
        for part in parts:
            if part.id in loops and wholes[part.id] != part.id:
                yield Finding("E206", part.file, (key,), {"loop": loops[part.id]})


def practices_in_a_loop(records: list[SourceFile]) -> Iterator[Finding]:
    """E206: practices taken from each other (`da`), or from themselves: one of them was there first."""
    origins: dict[str, str] = {}
    places: dict[str, tuple[SourceFile, Path]] = {}
    for record in records:
        for index, practice, item in inner_parts(record, "pratica"):
            if origin := text_of(item.get("da")):
                origins[practice] = origin
                places[practice] = (record, ("buone_pratiche", index, "da"))
    for practice, loop in chains(origins).loops.items():
        record, path = places[practice]
        yield Finding("E206", record.file, path, {"loop": loop}, "practices")


@dataclass(slots=True)
class _Way:
    """Where the references of a value stand, along the schema: what can hold none is not on it, and is not walked."""

    target: str = ""
    """What a text here leads to (`rete|ente`); empty where it is no reference to a record."""
    named: str = ""
    """What a mapping here is, `{nome: …}`, in the place of an id."""
    item: "_Way | None" = None
    parts: dict[str, "_Way"] = field(default_factory=dict)


@cache
def _ways() -> dict[str, _Way]:
    """Return the way through a record of each kind: every record is walked several times, and most of it is no tie."""
    return {kind: _way(node) or _Way() for kind, node in schema()["kinds"].items()}


def _way(node: Node) -> _Way | None:
    """Make the way along a node of the schema; None where no reference is on it."""
    node = referred(node)
    target = node.get("x-riferimento", "")
    options = node.get("oneOf", ())
    named = next((option["x-riferimento"] for option in options if "x-riferimento" in option), "")
    way = _Way("" if target == _WITHIN_A_RECORD else target, "" if named == _WITHIN_A_RECORD else named)
    for inner in (found for option in options if (found := _way(option))):
        # Alternatives differ by the kind of YAML node: one of them at most is a text, one a list, one a mapping.
        way.target, way.named = way.target or inner.target, way.named or inner.named
        way.item, way.parts = way.item or inner.item, {**inner.parts, **way.parts}
    way.item = way.item or (_way(node["items"]) if "items" in node else None)
    found_in = ((key, _way(part)) for key, part in node.get("properties", {}).items())
    way.parts |= {key: inner for key, inner in found_in if inner}
    return way if way != _Way() else None


def names_in(record: SourceFile) -> Iterator[tuple[Path, str, dict[str, Any]]]:
    """Yield (path, target, what is said) wherever a record is written by name, `{nome: …}`, instead of by its id."""
    for path, way, value in _ties(record.data, _ways()[record.kind], ()):
        if way.named and isinstance(value, dict):
            yield path, way.named, value


def references_in(record: SourceFile) -> Iterator[tuple[Path, str, str]]:
    """Yield (path, target, id) for every reference to another record."""
    for path, way, value in _ties(record.data, _ways()[record.kind], ()):
        if way.target and isinstance(value, str) and (written := value.strip()):
            yield path, way.target, written


def _ties(value: Any, way: _Way, path: Path) -> Iterator[tuple[Path, _Way, Any]]:
    if way.target or way.named:
        yield path, way, value
    if isinstance(value, list) and way.item is not None:
        for index, item in enumerate(value):
            yield from _ties(item, way.item, (*path, index))
    elif isinstance(value, dict) and way.parts:
        for key, part in value.items():
            if key in way.parts:
                yield from _ties(part, way.parts[key], (*path, key))
