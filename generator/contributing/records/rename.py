"""A new id for a record, or for a part of one, with everything that refers to it.

References are found along the schema (`x-riferimento`): a key that refers to a record some day is followed that day.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import Any, Final

from generator.contributing.files.changes import raw_text
from generator.contributing.files.rewriting import rewritten
from generator.contributing.refusals import Refused
from generator.reading.folder import ID, LONGEST_ID, SourceFile, Sources, slug
from generator.reading.names import is_kept_by_windows
from generator.reading.walking import link_on_the_way
from generator.records.schema import NOTHING, Node, part_of, resolved, schema

Referring = Callable[[str, str], str]
"""(kind of target, id as it is written) → id as it shall be written."""

DERIVED: Final = {"attivita": "nome", "buone_pratiche": "titolo"}
"""Lists whose items have an address of their own, and the key their id is made of when they have none."""


@dataclass(slots=True)
class Renaming:
    """What a new id comes to: the files, the one that moves, and those that only refer to it."""

    change: dict[str, str | None] = field(default_factory=dict)
    file: str = ""
    moved: dict[str, str] = field(default_factory=dict)
    loses_address: bool = False
    """Whether a page goes away with the former id: parts have no key to keep it in."""

    @property
    def referring(self) -> list[str]:
        """The other files that change."""
        return sorted(file for file in self.change if file not in {self.file, *self.moved})


def with_references(value: Any, node: Node, refer: Referring) -> Any:
    """Return a copy of `value` where every reference is written as `refer` says."""
    node = resolved(node, value)
    if isinstance(value, str) and "x-riferimento" in node and value.strip():
        new = refer(node["x-riferimento"], value.strip())
        return value if new == value.strip() else new
    if isinstance(value, list):
        return [with_references(item, node.get("items", NOTHING), refer) for item in value]
    if isinstance(value, dict):
        return {key: with_references(part, part_of(node, key), refer) for key, part in value.items()}
    return value


def speaking(sources: Sources) -> Iterator[SourceFile]:
    """Yield the files that may refer to records."""
    return (file for file in sources.files if file.kind in {"rete", "ente", "storia"})


def referring_data(file: SourceFile, refer: Referring) -> dict[str, Any]:
    """Return the data of a file with its references written anew."""
    changed: dict[str, Any] = with_references(dict(file.data), schema()["kinds"][file.kind], refer)
    return changed


def record(sources: Sources, record_id: str) -> SourceFile:
    """Return a network or an organisation that can be read whole; raises Refused."""
    found = next((file for file in sources.files if file.kind in {"rete", "ente"} and file.id == record_id), None)
    if found is None:
        raise Refused("rename_missing", id=record_id)
    if found.broken:
        raise Refused("edit_broken", file=found.file)
    return found


def refuse_broken(sources: Sources, *ids: str) -> None:
    """A file that cannot be read may still speak of a record: it has to be corrected first."""
    for file in speaking(sources):
        if file.broken and not link_on_the_way(sources.root, file.file) and (sources.root / file.file).is_file():
            words = set(re.findall("[a-z0-9-]+", (sources.root / file.file).read_bytes().decode("utf-8", "replace")))
            if not words.isdisjoint(ids):
                raise Refused("rename_broken", file=file.file)


def rename(sources: Sources, old: str, new: str) -> Renaming:
    """Give a record (`rete-cibo`) or a part of one (`rete-cibo/mensa`) another id.

    The former id of a record is kept in `id_precedenti`, so that its address still leads to it. Raises Refused.
    """
    if "/" in old or "/" in new:
        return _rename_part(sources, old, new)
    found = record(sources, old)
    _refuse_id(new)
    _refuse_taken(sources, found, new)
    refuse_broken(sources, old)
    file = str(PurePosixPath(found.file).with_name(f"{new}.yml"))
    renaming = Renaming(file=file, moved={found.file: file})
    for source in speaking(sources):
        data = referring_data(source, _renamed(old, new))
        if source is found:
            data["id_precedenti"] = [*(former for former in former_ids(source) if former != new), old]
        if source is found or data != source.data:
            text = rewritten(raw_text(sources.root, source.file), data, source.kind, source.file)
            renaming.change[file if source is found else source.file] = text
    renaming.change[found.file] = None
    return renaming


def _renamed(old: str, new: str) -> Referring:
    def refer(target: str, written: str) -> str:
        whole, slash, part = written.partition("/")
        return f"{new}{slash}{part}" if whole == old and target != "luogo" else written

    return refer


def former_ids(file: SourceFile) -> list[str]:
    """Return the former ids of a record."""
    given = file.data.get("id_precedenti", [])
    listed = given if isinstance(given, list) else [given]
    return [former.strip() for former in listed if isinstance(former, str) and former.strip()]


def _refuse_id(new: str) -> None:
    if not ID.fullmatch(new) or len(new) > LONGEST_ID:
        raise Refused("rename_id", id=new, better=slug(new) or "nome-della-rete")
    if is_kept_by_windows(new):
        raise Refused("rename_reserved", id=new)


def _refuse_taken(sources: Sources, found: SourceFile, new: str) -> None:
    for file in sources.files:
        if file.kind in {"rete", "ente"} and (file.id == new or (file is not found and new in former_ids(file))):
            raise Refused("rename_taken", id=new, other=file.file)


def _rename_part(sources: Sources, old: str, new: str) -> Renaming:
    home, _, part = old.partition("/")
    new_home, _, new_part = new.partition("/")
    found = record(sources, home)
    if new_home != home or not part:
        raise Refused("rename_part", old=old, new=new)
    _refuse_id(new_part)
    parts = dict(parts_of(found.data))
    if part not in parts:
        raise Refused("rename_missing", id=old)
    if new_part in parts:
        raise Refused("rename_taken", id=new, other=found.file)
    refuse_broken(sources, home)
    listing, place = parts[part]
    renaming = Renaming(file=found.file, loses_address=listing in DERIVED)
    for source in speaking(sources):
        data = referring_data(source, _part_renamed(old, new, luogo=source is found and listing == "luoghi"))
        if source is found:
            data[listing][place] = {**data[listing][place], "id": new_part}
        if data != source.data:
            renaming.change[source.file] = rewritten(
                raw_text(sources.root, source.file), data, source.kind, source.file
            )
    return renaming


def _part_renamed(old: str, new: str, *, luogo: bool) -> Referring:
    parts = {old.partition("/")[2]: new.partition("/")[2]} if luogo else {}

    def refer(target: str, written: str) -> str:
        if target == "luogo":
            return parts.get(written, written)
        return new if written == old else written

    return refer


def parts_of(data: Mapping[str, Any]) -> Iterator[tuple[str, tuple[str, int]]]:
    """Yield (inner id, (list, place)) of everything in a record that has an id of its own, given or derived."""
    for listing, value in data.items():
        for place, item in enumerate(value if isinstance(value, list) else ()):
            if isinstance(item, dict) and (inner := part_id(item, listing)):
                yield inner, (listing, place)


def part_id(item: Mapping[str, Any], listing: str) -> str:
    """Return the inner id of an item, as the catalogue will give it; empty where it has none."""
    given = str(item.get("id") or "").strip()
    return given or (slug(str(item.get(DERIVED[listing], ""))) if listing in DERIVED else "")
