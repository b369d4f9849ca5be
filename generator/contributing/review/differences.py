"""Two versions of a record, field by field, in words: labels instead of codes, names instead of ids."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from generator.catalogue import Vocabularies
from generator.checking.protected_places import concealed
from generator.diagnostics import MASK, Path
from generator.locale import Texts
from generator.locale.writing import language_name
from generator.records.plain import is_empty, without_empty
from generator.records.schema import Node, part_of, resolved, schema

LONGEST: Final = 240
"""How many characters of a value are shown at most."""

_CONTACTS: Final = frozenset({"contatti", "contatto", "sito"})
_IDENTITY: Final = ("id", "ente", "rete", "attivita", "codice", "risorsa", "nome", "titolo", "tipo")
_NAMES: Final = ("nome", "titolo", "testo")
_BEFORE_THE_DIFFERENCE: Final = 40

Labels = tuple[str, ...]
Spot = tuple[Path, Path]
Gone = object()
"""Marks what is not there."""


@dataclass(frozen=True, slots=True)
class Difference:
    """One field that changes: its label, and its words before and after; None where there was or is nothing."""

    label: str
    before: str | None
    after: str | None
    is_contact: bool
    """Whether a published contact changes or goes."""
    is_new_contact: bool = False


def label_of_key(key: str, texts: Texts) -> str:
    """Return the words for a key of a record; most keys are Italian words already."""
    known = f"review.field.{key}"
    return texts(known) if known in texts else key.replace("_", " ").capitalize()


@dataclass(frozen=True)
class Wording:
    """What values are called: terms, records by id, and the paths whose values nobody may see."""

    vocabularies: Vocabularies
    names: Mapping[str, str]
    texts: Texts
    masked: frozenset[Path] = frozenset()
    openly: str | None = None
    """The addresses that may be shown; None where the record has no protected place, and all may."""

    def label(self, key: str) -> str:
        """Return the words for a key."""
        return label_of_key(key, self.texts)

    def value(self, value: Any, node: Node, path: Path) -> str:
        """Return a value in words, personal data hidden."""
        node = resolved(node, value)
        if any(path[:length] in self.masked for length in range(1, len(path) + 1)):
            return MASK
        if isinstance(value, list):
            inner = node.get("items", {})
            return ", ".join(self.value(item, inner, (*path, at)) for at, item in enumerate(value))
        if isinstance(value, dict):
            return self._mapping(value, node, path)
        return concealed(self._scalar(str(value), node), self.openly)

    def inner_label(self, key: str, node: Node) -> str:
        """Return the words for a key of a mapping: of what is said in several languages, the name of the language."""
        return language_name(key, self.texts.lang).capitalize() if "propertyNames" in node else self.label(key)

    def named(self, item: Mapping[str, Any]) -> str:
        """Return what tells an item of a list from the others, in quotation marks; empty where nothing does."""
        named_by = next((item[key] for key in (*_NAMES, *_IDENTITY) if isinstance(item.get(key), str)), "")
        return f"«{concealed(self.names.get(named_by, named_by), self.openly)}»" if named_by else ""

    def _mapping(self, value: Mapping[str, Any], node: Node, path: Path) -> str:
        words_of = {key: self.value(part, part_of(node, key), (*path, key)) for key, part in value.items()}
        name = next((words_of[key] for key in _NAMES if key in words_of), "")
        return (
            f"«{name}»"
            if name
            else "; ".join(f"{self.inner_label(key, node).lower()} {words}" for key, words in words_of.items())
        )

    def _scalar(self, text: str, node: Node) -> str:
        if text in node.get("enum", ()):
            return text.replace("_", " ")
        if "x-vocabolario" in node:
            return self.vocabularies[node["x-vocabolario"]].label(text, self.texts.lang)
        return f"«{self.names[text]}»" if "x-riferimento" in node and text in self.names else text


def differences(
    before: Mapping[str, Any], after: Mapping[str, Any], kind: str, old: Wording, new: Wording
) -> list[Difference]:
    """Return what changes between two versions of a record of `kind`; `old` and `new` word their values."""
    node = schema()["kinds"][kind]
    return [*_Walk(old, new).mapping(without_empty(before), without_empty(after), node, (), ((), ()))]


@dataclass(frozen=True)
class _Walk:
    """Walks two versions of a record; a `Spot` is where a value stands in the one and in the other."""

    old: Wording
    new: Wording

    def mapping(
        self, before: Mapping[str, Any], after: Mapping[str, Any], node: Node, labels: Labels, spot: Spot
    ) -> Iterator[Difference]:
        for key in dict.fromkeys((*node.get("properties", ()), *before, *after)):
            was, now = before.get(key, Gone), after.get(key, Gone)
            if was != now:
                below = (*spot[0], key), (*spot[1], key)
                yield from self._pair(was, now, part_of(node, key), (*labels, self.new.inner_label(key, node)), below)

    def _pair(self, before: Any, after: Any, node: Node, labels: Labels, spot: Spot) -> Iterator[Difference]:
        if isinstance(before, dict) and isinstance(after, dict):
            yield from self.mapping(before, after, resolved(node, after), labels, spot)
        elif _are_mappings(before) and _are_mappings(after):
            inner = resolved(node, [])
            yield from self._items(before, after, inner.get("items", inner), labels, spot)
        else:
            yield self._difference(before, after, node, labels, spot)

    def _items(self, before: Any, after: Any, node: Node, labels: Labels, spot: Spot) -> Iterator[Difference]:
        """Compare lists of mappings, each item with the one it was."""
        olds = list(enumerate([] if before is Gone else before))
        for at, item in enumerate([] if after is Gone else after):
            place, was = _taken(item, olds)
            below = (*spot[0], place), (*spot[1], at)
            if was is Gone:
                yield self._difference(Gone, item, node, labels, below)
            elif was != item:
                named = (*labels[:-1], f"{labels[-1]} {self.new.named(item)}".rstrip())
                yield from self.mapping(was, item, resolved(node, item), named, below)
        for place, gone in olds:
            yield self._difference(gone, Gone, node, labels, ((*spot[0], place), spot[1]))

    def _difference(self, before: Any, after: Any, node: Node, labels: Labels, spot: Spot) -> Difference:
        words = [
            None if value is Gone else " ".join(wording.value(value, node, path).split())
            for value, wording, path in zip((before, after), (self.old, self.new), spot, strict=True)
        ]
        is_contact = before is not Gone and not _CONTACTS.isdisjoint(spot[0])
        is_new_contact = before is Gone and not _CONTACTS.isdisjoint(spot[1])
        return Difference(" › ".join(labels), *shortened(*words), is_contact, is_new_contact)


def _are_mappings(value: Any) -> bool:
    return value is Gone or (isinstance(value, list) and all(isinstance(item, dict) for item in value))


def _taken(item: Mapping[str, Any], olds: list[tuple[int, Any]]) -> tuple[int, Any]:
    """Take out of `olds` what an item was and where: the same content, or else the same identity."""
    for same in (_content, _identity):
        for at, (_, old) in enumerate(olds):
            if same(old) == same(item):
                return olds.pop(at)
    return 0, Gone


def _content(item: Mapping[str, Any]) -> str:
    return json.dumps(item, sort_keys=True)


def _identity(item: Mapping[str, Any]) -> object:
    key = next((key for key in _IDENTITY if not is_empty(item.get(key))), "")
    return key, _content({"": item.get(key)})


def shortened(before: str | None, after: str | None) -> tuple[str | None, str | None]:
    """Cut long values around the place where they begin to differ."""
    start = 0
    if before and after and max(len(before), len(after)) > LONGEST:
        both = enumerate(zip(before, after, strict=False))
        differs_at = next((at for at, (was, now) in both if was != now), min(len(before), len(after)))
        start = max(0, differs_at - _BEFORE_THE_DIFFERENCE)
    return _cut(before, start), _cut(after, start)


def _cut(text: str | None, start: int) -> str | None:
    if text is None or len(text) <= LONGEST:
        return text
    part = text[start : start + LONGEST]
    return f"{'…' if start else ''}{part}{'…' if start + LONGEST < len(text) else ''}"
