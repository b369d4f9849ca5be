"""References between records, and ids that must be unique across all of them."""

import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from generator.checking.near import nearest_of
from generator.diagnostics import START, Finding, Path
from generator.reading.folder import SourceFile, slug
from generator.records.plain import is_empty
from generator.records.schema import schema

Node = Mapping[str, Any]

_INNER = {"attivita": "nome", "buone_pratiche": "titolo"}
"""Lists whose items have an address of their own, and the key that an id is made of when it is missing."""


def check_references(files: Iterable[SourceFile]) -> list[Finding]:
    """Check, over all files of networks and organisations, that ids are unique and references lead somewhere."""
    records = [one for one in files if one.kind in {"rete", "ente"}]
    return [*_duplicate_ids(records), *_duplicate_inner_ids(records), *_dangling(records)]


def _same(text: str) -> str:
    """Fold case and Unicode forms: what a file system may take for the same name."""
    return unicodedata.normalize("NFKC", text).casefold()


def _duplicate_ids(records: list[SourceFile]) -> Iterator[Finding]:
    """Yield ids used twice: networks and organisations share one space, former ids included."""
    first: dict[str, str] = {}
    for one in records:
        other = first.setdefault(_same(one.id), one.file)
        if other != one.file:
            yield Finding("E202", one.file, span=START, values={"id": one.id, "other": other})
    for one in records:
        for path, former in _former_ids(one):
            other = first.setdefault(_same(former), one.file)
            if other != one.file or _same(former) == _same(one.id):
                yield Finding("E202", one.file, path, values={"id": former, "other": other})


def _former_ids(one: SourceFile) -> Iterator[tuple[Path, str]]:
    given = one.data.get("id_precedenti", [])
    for index, former in enumerate(given if isinstance(given, list) else [given]):
        if isinstance(former, str) and former.strip():
            yield ("id_precedenti", index) if isinstance(given, list) else ("id_precedenti",), former.strip()


def _duplicate_inner_ids(records: list[SourceFile]) -> Iterator[Finding]:
    """Yield inner ids used twice in a file, whatever lists they are in."""
    for one in records:
        first: dict[str, Path] = {}
        for path, inner in _inner_ids(one.data):
            if first.setdefault(inner, path) != path:
                yield Finding("E203", one.file, path, values={"id": inner})


def _inner_ids(data: Mapping[str, Any]) -> Iterator[tuple[Path, str]]:
    for key, items in data.items():
        for index, item in enumerate(items if isinstance(items, list) else ()):
            if isinstance(item, Mapping) and isinstance(item.get("id"), str) and not is_empty(item["id"]):
                yield (key, index, "id"), item["id"].strip()


def activity_ids(one: SourceFile) -> Iterator[str]:
    """Yield the global ids of the activities in a file, as the catalogue will give them."""
    taken: set[str] = set()
    items = one.data.get("attivita")
    for item in items if isinstance(items, list) else ():
        if not isinstance(item, Mapping):
            continue
        given = item.get("id") or slug(str(item.get("nome", "")))
        if given and given not in taken:
            taken.add(given)
            yield f"{one.id}/{given}"


class _Known:
    """The ids that references may lead to, with the names people may have written instead."""

    def __init__(self, records: list[SourceFile]) -> None:
        self.ids = {
            "rete": {one.id: one for one in records if one.kind == "rete"},
            "ente": {one.id: one for one in records if one.kind == "ente"},
        }
        self.activities = {activity for one in records for activity in activity_ids(one)}
        self._names: dict[str, dict[str, str]] = {}

    def has(self, record_id: str, target: str) -> bool:
        if target == "attivita":
            return record_id in self.activities
        return any(record_id in self.ids[kind] for kind in target.split("|"))

    def is_other_kind(self, record_id: str) -> bool:
        return any(record_id in records for records in self.ids.values())

    def near(self, written: str, target: str) -> str:
        """Return the id that was probably meant, comparing ids and names."""
        return nearest_of(written, self._spoken(target))

    def _spoken(self, target: str) -> dict[str, str]:
        if target not in self._names:
            self._names[target] = dict(self._words(target))
        return self._names[target]

    def _words(self, target: str) -> Iterator[tuple[str, str]]:
        if target == "attivita":
            yield from ((one, one) for one in sorted(self.activities))
            return
        for kind in target.split("|"):
            for record_id, one in self.ids[kind].items():
                yield record_id, record_id
                if isinstance(one.data.get("nome"), str):
                    yield one.data["nome"], record_id


def _dangling(records: list[SourceFile]) -> Iterator[Finding]:
    known = _Known(records)
    whole = schema()
    for one in records:
        for path, target, written in references_in(one.data, whole["kinds"][one.kind], whole["$defs"]):
            if known.has(written, target):
                continue
            near = known.near(written, target)
            hint = "kind" if known.is_other_kind(written) else "near" if near else ""
            yield Finding("E201", one.file, path, {"id": written, "near": near, "target": target}, hint)


def references_in(
    value: Any, node: Node, definitions: Mapping[str, Node], path: Path = ()
) -> Iterator[tuple[Path, str, str]]:
    """Yield (path, target, id) for every reference in `value`, found by walking it along the schema."""
    if "$ref" in node:
        node = definitions[node["$ref"].rpartition("/")[2]]
    for option in node.get("oneOf", ()):
        yield from references_in(value, option, definitions, path)
    if isinstance(value, str):
        if "x-riferimento" in node and value.strip():
            yield path, node["x-riferimento"], value.strip()
    elif isinstance(value, list) and "items" in node:
        for index, item in enumerate(value):
            yield from references_in(item, node["items"], definitions, (*path, index))
    elif isinstance(value, Mapping) and "properties" in node:
        for key, part in value.items():
            if key in node["properties"]:
                yield from references_in(part, node["properties"][key], definitions, (*path, key))
