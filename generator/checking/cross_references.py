"""References between records, and ids that must be unique across all of them."""

import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final

from generator.checking.spelling import nearest_of
from generator.diagnostics import START, Finding, Path
from generator.reading.folder import SourceFile, slug
from generator.records.plain import is_empty
from generator.records.schema import Node, referred, schema

_INNER: Final = {"attivita": ("attivita", "nome"), "pratica": ("buone_pratiche", "titolo")}
"""What has an address of its own inside a file: its list, and the key that an id is made of when it is missing."""

_ABOUT_OTHERS: Final = frozenset({"rete_madre", "confluita_in", "relazioni", "adesioni", "aderisce", "diverso_da"})
"""Keys that can only speak of another record."""


def check_references(files: Iterable[SourceFile]) -> list[Finding]:
    """Check, over all files, that ids are unique and references lead somewhere."""
    listed = list(files)
    records = [one for one in listed if one.kind in {"rete", "ente"}]
    stories = [one for one in listed if one.kind == "storia"]
    return [
        *_duplicate_ids(records),
        *_duplicate_inner_ids(records),
        *_dangling(records, [*records, *stories]),
        *_loops(records),
    ]


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
                yield Finding("E202", one.file, path, {"id": former, "other": other}, "former")


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
    for key in data:
        for index, item in items(data, key):
            if isinstance(item.get("id"), str) and not is_empty(item["id"]):
                yield (key, index, "id"), item["id"].strip()


def items(data: Mapping[str, Any], key: str) -> Iterator[tuple[int, Mapping[str, Any]]]:
    """Yield (position, item) of the mappings in a list, whatever else the data holds."""
    listed = data.get(key)
    for index, item in enumerate(listed if isinstance(listed, list) else ()):
        if isinstance(item, dict):
            yield index, item


def inner_ids(one: SourceFile, what: str) -> Iterator[str]:
    """Yield the global ids of the activities or practices in a file, as the catalogue will give them."""
    listing, name = _INNER[what]
    taken: set[str] = set()
    for _, item in items(one.data, listing):
        given = str(item.get("id") or "").strip() or slug(str(item.get(name, "")))
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
        self.inner = {what: {inner for one in records for inner in inner_ids(one, what)} for what in _INNER}
        self.renamed = {former: one.id for one in records for _, former in _former_ids(one)}
        self._names: dict[str, dict[str, str]] = {}

    def has(self, record_id: str, target: str) -> bool:
        if target in self.inner:
            return record_id in self.inner[target]
        return any(record_id in self.ids[kind] for kind in target.split("|"))

    def verdict(self, written: str, target: str) -> tuple[str, str, str]:
        """Return (code, advice, id probably meant) for an id that leads nowhere."""
        if written in self.renamed:
            return "E212", "", self.renamed[written]
        if any(written in records for records in self.ids.values()):
            return "E211", target.replace("|", "_"), ""
        near = nearest_of(written, self._spoken(target))
        return "E201", ("near" if near else "inner" if target in self.inner else ""), near

    def _spoken(self, target: str) -> dict[str, str]:
        if target not in self._names:
            self._names[target] = dict(self._words(target))
        return self._names[target]

    def _words(self, target: str) -> Iterator[tuple[str, str]]:
        if target in self.inner:
            yield from ((one, one) for one in sorted(self.inner[target]))
            return
        for kind in target.split("|"):
            for record_id, one in self.ids[kind].items():
                yield record_id, record_id
                if isinstance(one.data.get("nome"), str):
                    yield one.data["nome"], record_id


def _dangling(records: list[SourceFile], speaking: list[SourceFile]) -> Iterator[Finding]:
    known = _Known(records)
    whole = schema()
    for one in speaking:
        for path, target, written in references_in(one.data, whole["kinds"][one.kind]):
            if known.has(written, target):
                if written == one.id and path[0] in _ABOUT_OTHERS:
                    yield Finding("E207", one.file, path, {"id": written, "key": path[0]})
                continue
            code, hint, near = ("W201", "", "") if "simile_a" in path else known.verdict(written, target)
            yield Finding(code, one.file, path, {"id": written, "near": near}, hint)


def _loops(records: list[SourceFile]) -> Iterator[Finding]:
    """Yield networks that contain each other."""
    mothers = {one.id: str(one.data.get("rete_madre") or "").strip() for one in records if one.kind == "rete"}
    for one in records:
        above, seen = mothers.get(one.id, ""), [one.id]
        while above and above not in seen:
            seen.append(above)
            above = mothers.get(above, "")
        if above == one.id and len(seen) > 1:
            yield Finding("E206", one.file, ("rete_madre",), {"loop": " → ".join([*seen, one.id])})


def references_in(value: Any, node: Node, path: Path = ()) -> Iterator[tuple[Path, str, str]]:
    """Yield (path, target, id) for every reference to a record in `value`, found by walking it along the schema."""
    node = referred(node)
    for option in node.get("oneOf", ()):
        yield from references_in(value, option, path)
    if isinstance(value, str):
        if node.get("x-riferimento", "luogo") != "luogo" and value.strip():
            yield path, node["x-riferimento"], value.strip()
    elif isinstance(value, list) and "items" in node:
        for index, item in enumerate(value):
            yield from references_in(item, node["items"], (*path, index))
    elif isinstance(value, dict) and "properties" in node:
        for key, part in value.items():
            if key in node["properties"]:
                yield from references_in(part, node["properties"][key], (*path, key))
