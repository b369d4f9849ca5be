"""A record leaves the catalogue: its file, what names it elsewhere, its logo; the list knows it if it comes back.

Data is changed as `rename` changes it, along the schema. Sentences are not: what a text says of who left, somebody has
to write anew, so the places are told, and nothing is written before they have been looked at.
"""

import os
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path, PurePosixPath
from typing import Any, Final

from generator.catalogue.geography import Geography
from generator.catalogue.removed import is_removed, traces
from generator.checking import sound_vocabularies
from generator.checking.personal_data import mask
from generator.checking.removed_records import ids_of, known_by, parts_of
from generator.contributing.files.changes import Change, raw_text
from generator.contributing.files.rewriting import rewritten
from generator.contributing.records.rename import part_id, record, refuse_broken, speaking
from generator.contributing.refusals import Refused
from generator.locale.folding import plain_words
from generator.reading.folder import SETTINGS, SourceFile, Sources, source_text
from generator.reading.images import FOLDER as PICTURES
from generator.reading.removal_list import (
    KEY_FILE,
    KEY_VARIABLE,
    LIST,
    NO_KEY,
    OPEN,
    OTHER_KEY,
    Removal,
    RemovalList,
    as_text,
    new_key,
)
from generator.reading.walking import link_on_the_way, walk
from generator.records.plain import is_empty
from generator.records.schema import NOTHING, Node, part_of, referred, resolved, schema
from generator.records.translations import TRANSLATIONS, by_language

_IN_TEXTS: Final = frozenset({".md", ".yml", ".yaml", ".csv", ".html", ".txt", ".json"})
_TEXTS: Final = ("networks", "organizations", "vocabularies", "content", "overrides")
_COUNTED: Final = "content/rapporto/"
"""Reports of years hold ids and counts, for comparison, and are not published."""
_REACHES: Final = "tramite"
"""A contact that leads through somebody else is nothing without them."""
_SHORTEST_ACRONYM: Final = 3
_GONE: Final = object()


@dataclass(frozen=True, slots=True)
class Mention:
    """A line of a text that still names who left; its number is that in the file as it would become."""

    file: str
    line: int
    words: str


@dataclass(slots=True)
class Removing:
    """What a removal comes to."""

    name: str
    file: str
    kind: str
    """`rete`, `ente`, `attivita`, `pratica`."""
    change: dict[str, str | None] = field(default_factory=dict)
    dropped: dict[str, list[str]] = field(default_factory=dict)
    """By file, the keys from which a reference is taken."""
    left_alone: list[str] = field(default_factory=list)
    """Names of activities which it ran and which others tell: they stay."""
    mentions: list[Mention] = field(default_factory=list)
    removals: RemovalList = field(default_factory=RemovalList)


def removing(sources: Sources, record_id: str, on: date, by: str) -> Removing:
    """Work out how a record (`coro`) or a part of one (`coro/prove`) leaves; nothing is written.

    Raises Refused where there is no such record, where a file that may speak of it cannot be read, and where the key of
    the list is missing.
    """
    refuse_without_key(sources.removals)
    home_id, _, inner = record_id.partition("/")
    home = record(sources, home_id)
    refuse_broken(sources, home_id)
    geography = Geography(sound_vocabularies(sources)["territori"])
    leaving = _part(home, record_id, inner) if inner else _whole(home)
    for source in speaking(sources):
        if source is home and not inner:
            continue
        data = dict(source.data)
        if source is home:
            listing, index = leaving.part
            data[listing] = [item for at, item in enumerate(data[listing]) if at != index]
        cutting = _Cutting(leaving)
        data = cutting.cut(data, source.kind)
        if data != source.data:
            text = rewritten(raw_text(sources.root, source.file), data, source.kind, source.file)
            leaving.made.change[source.file] = text
        if cutting.paths:
            leaving.made.dropped[source.file] = list(dict.fromkeys(cutting.paths))
        leaving.made.left_alone += cutting.left_alone
    if not inner:
        leaving.made.change[home.file] = None
        leaving.made.change |= dict.fromkeys(_own_pictures(home, sources))
    leaving.made.mentions = list(_mentions(sources, leaving))
    known = _known(home, leaving, geography)
    leaving.made.removals = sources.removals.with_one_more(known, on, by)
    leaving.made.change[LIST] = as_text(leaving.made.removals)
    return leaving.made


def coming_back(sources: Sources, record_id: str) -> tuple[Removal, Change]:
    """Return the removal that an id is known by and the change that takes it from the list; raises Refused."""
    refuse_without_key(sources.removals)
    kept = next((file for file in sources.files if file.id == record_id and file.kind in {"rete", "ente"}), None)
    found = is_removed(sources.removals, record_id)
    if found is None and kept is not None:
        # It came back under another id, and was known by its name or its tax code.
        known = known_by(kept, Geography(sound_vocabularies(sources)["territori"]))
        found = is_removed(sources.removals, record_id, **known)
    if found is None:
        raise Refused("remove_unknown", id=record_id)
    return found, {LIST: as_text(sources.removals.without(found))}


def refuse_without_key(removals: RemovalList) -> None:
    """Nothing is written into a list that cannot be looked up: two keys in it would be two halves of a list."""
    if removals.state in {NO_KEY, OTHER_KEY}:
        raise Refused(f"remove_{removals.state}", variable=KEY_VARIABLE)
    if removals.state != OPEN:
        raise Refused("remove_broken_list")


@dataclass(slots=True)
class _Leaving:
    """What leaves: its ids, the names it is called by, and where it stands in its file if it is a part."""

    made: Removing
    id: str
    names: tuple[str, ...]
    acronyms: tuple[str, ...] = ()
    part: tuple[str, int] = ("", 0)

    def is_meant(self, target: str, written: str) -> bool:
        """Tell whether a reference leads to what leaves, or to a part of it."""
        return target != "luogo" and (written == self.id or written.startswith(f"{self.id}/"))

    def is_named(self, target: str, value: Mapping[str, Any]) -> bool:
        """Tell whether `{nome: …}` in the place of an id is what leaves."""
        own = {tuple(plain_words(name)) for name in self.names}
        return self.made.kind in target.split("|") and tuple(plain_words(str(value.get("nome", "")))) in own


def _whole(home: SourceFile) -> _Leaving:
    data = home.data
    former = (item.get("nome") if isinstance(item, dict) else item for item in _listed(data.get("nomi_precedenti")))
    official = (item.get("nome") for item in _listed(data.get("altri_nomi_ufficiali")) if isinstance(item, dict))
    translated = (said.get("nome") for said in _said_in_languages(data))
    names = (data.get("nome"), *_listed(data.get("altri_nomi")), *former, *official, *translated)
    texts = tuple(dict.fromkeys(name.strip() for name in names if isinstance(name, str) and name.strip()))
    acronym = str(data.get("sigla") or "").strip()
    made = Removing(str(data.get("nome") or home.id), home.file, home.kind)
    return _Leaving(made, home.id, texts, (acronym,) if len(acronym) >= _SHORTEST_ACRONYM else ())


def _said_in_languages(data: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    """Yield what a record says of itself in each other language."""
    said = by_language(data).get(TRANSLATIONS)
    yield from (words for words in (said.values() if isinstance(said, dict) else ()) if isinstance(words, dict))


def _part(home: SourceFile, record_id: str, inner: str) -> _Leaving:
    for kind, (listing, index), part, name in parts_of(home):
        if part == f"{home.id}/{inner}":
            return _Leaving(Removing(name, home.file, kind), record_id, (name,), (), (str(listing), int(index)))
    raise Refused("rename_missing", id=record_id)


def _known(home: SourceFile, leaving: _Leaving, geography: Geography) -> list[str]:
    """Return the traces that a record leaves: those of itself and of its parts."""
    if leaving.part[0]:
        return list(traces((leaving.id,), leaving.names, (home.id,), kind=leaving.made.kind))
    own = known_by(home, geography)
    return list(traces(ids_of(home), own["names"], own["places"], kind=own["kind"], tax_code=own["tax_code"]))


def _own_pictures(home: SourceFile, sources: Sources) -> Iterator[str]:
    """Yield the files of its logo and photos, unless another record shows them too."""
    others = {file for source in sources.files if source is not home for file in _pictures(source)}
    for file in dict.fromkeys(_pictures(home)):
        path = f"content/{PICTURES}/{file}"
        if PurePosixPath(file).name == file and file not in others and (sources.root / path).is_file():
            yield path


def _pictures(source: SourceFile) -> Iterator[str]:
    """Yield the files that a record, its activities and its good practices name."""
    parts = (part for key in ("attivita", "buone_pratiche") for part in _listed(source.data.get(key)))
    for part in (source.data, *(part for part in parts if isinstance(part, dict))):
        for picture in (part.get("logo"), part.get("immagine")):
            if isinstance(picture, dict) and (file := str(picture.get("file") or "").strip()):
                yield file


def _listed(value: Any) -> list[Any]:
    return [] if is_empty(value) else value if isinstance(value, list) else [value]


@dataclass(slots=True)
class _Cutting:
    """Takes out of plain data what refers to who leaves, and notes from where."""

    leaving: _Leaving
    paths: list[str] = field(default_factory=list)
    left_alone: list[str] = field(default_factory=list)

    def cut(self, data: dict[str, Any], kind: str) -> dict[str, Any]:
        """Return the data of a file without any reference to what leaves."""
        kept = self._part(data, schema()["kinds"][kind], "")
        return kept if isinstance(kept, dict) else {}

    def _part(self, value: Any, node: Node, path: str) -> Any:
        if isinstance(value, dict) and (target := _named_target(node)) and self.leaving.is_named(target, value):
            return self._gone(path)
        node = resolved(node, value)
        if isinstance(value, str):
            is_meant = "x-riferimento" in node and self.leaving.is_meant(node["x-riferimento"], value.strip())
            return self._gone(path) if is_meant else value
        if isinstance(value, list):
            return self._list(value, node.get("items", NOTHING), path)
        return self._mapping(value, node, path) if isinstance(value, dict) else value

    def _gone(self, path: str) -> object:
        self.paths.append(path)
        return _GONE

    def _list(self, items: list[Any], node: Node, path: str) -> Any:
        kept = [part for item in items if (part := self._part(item, node, path)) is not _GONE]
        return kept if kept or not items else _GONE

    def _mapping(self, value: dict[str, Any], node: Node, path: str) -> Any:
        if path.endswith("id_precedenti") and value.get("scheda") == self.leaving.id:
            return self._gone(path)  # an address that led on from a page of who leaves
        kept = {}
        for key, inner in value.items():
            part = self._part(inner, part_of(node, key), f"{path}.{key}" if path else key)
            if part is not _GONE:
                kept[key] = part
            elif key in node.get("required", ()) or key == _REACHES:
                return _GONE
        if path == "attivita" and "ente" in value and "ente" not in kept:
            self.left_alone.append(str(value.get("nome") or part_id(value, "attivita")))
        return kept if kept or not value else _GONE


def _named_target(node: Node) -> str:
    """Return what a mapping may stand for by its name at this node: `rete`, `ente`, `rete|ente`."""
    options = referred(node).get("oneOf", ())
    return next((option["x-riferimento"] for option in options if "x-riferimento" in option), "")


def _mentions(sources: Sources, leaving: _Leaving) -> Iterator[Mention]:
    """Yield the lines that would still name who left once the change is written: texts, comments, other pages."""
    # An activity is often called as many others are: it is looked for by its id alone.
    called = () if leaving.part[0] else (*leaving.names, *leaving.acronyms)
    names = [words for name in called if (words := plain_words(name))]
    pattern = re.compile(rf"(?<![\w/-]){re.escape(leaving.id)}(?![\w-])")
    for file in text_files(sources):
        change = leaving.made.change
        lines = ((change[file] or "") if file in change else source_text(sources.root, file)).split("\n")
        found = {number for number, line in enumerate(lines) if pattern.search(line)} | _naming(lines, names)
        yield from (Mention(file, number + 1, mask(lines[number].strip())) for number in sorted(found))


def _naming(lines: list[str], names: list[list[str]]) -> set[int]:
    """Return the numbers of the lines on which one of the names begins: it may go on on the next."""
    words = [(word, number) for number, line in enumerate(lines) for word in plain_words(line)]
    firsts = {name[0] for name in names}
    return {
        number
        for at, (word, number) in enumerate(words)
        if word in firsts and any([known for known, _ in words[at : at + len(name)]] == name for name in names)
    }


def text_files(sources: Sources) -> Iterator[str]:
    """Yield the files of a catalogue in which people are told something, relative to it: records, pages, settings."""
    for folder in _TEXTS:
        for path in sorted(walk(sources.root, folder).files):
            file = path.relative_to(sources.root).as_posix()
            if path.suffix in _IN_TEXTS and not file.startswith(_COUNTED):
                yield file
    yield SETTINGS


def with_key(sources: Sources, *, kept: bool) -> tuple[Sources, bool]:
    """Return the sources with a key for their list, and whether it is a new one; it is written only if it is `kept`.

    The key stands beside the settings, and Git is told to ignore it before it is there. Raises Refused where it cannot
    be written.
    """
    if sources.removals.key or sources.removals.proof:
        return sources, False
    key = new_key()
    if kept:
        _keep_key(sources.root, key)
    return replace(sources, removals=replace(sources.removals, key=key.encode())), True


def _keep_key(root: Path, key: str) -> None:
    ignored, file = root / ".gitignore", root / KEY_FILE
    if link_on_the_way(root, ignored.name) or link_on_the_way(root, KEY_FILE):
        raise Refused("change_place", file=KEY_FILE)
    try:
        known = ignored.read_text("utf-8") if ignored.exists() else ""
        if f"/{KEY_FILE}" not in known.splitlines():
            ignored.write_text(
                f"{known}{'' if known.endswith(chr(10)) or not known else chr(10)}/{KEY_FILE}\n", "utf-8"
            )
        descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, "w", encoding="utf-8") as stream:
            stream.write(f"{key}\n")
    except OSError as error:
        raise Refused("change_failed", reason=error) from error
