"""Records made out of the schema alone: every optional key present, absent and empty in turn, and in random pairs."""

import random
from collections.abc import Callable, Iterator
from copy import deepcopy
from typing import Any, Final
from zlib import crc32

from generator.catalogue import build_vocabularies
from generator.records.schema import Node, referred, schema

Data = dict[str, Any]
Path = tuple[str | int, ...]

RECORDS: Final = ("rete", "ente", "storia")
"""The kinds of record that have a page."""

PAST: Final = "2026-09-20"
FUTURE: Final = "2027-05-04"
_FORMATS: Final = {
    "anno": "2026",
    "mese": "2026-09",
    "data": PAST,
    "quando": PAST,
    "giorno_annuale": "10-17",
    "giorno_o_annuale": "12-24",
    "url": "https://prova.example/pagina?a=1&b=2",
    "sito": "www.prova.example",
    "ora": "15:00",
    "lingua": "it",
    "istat": "035033",
    "codice": "voce_nuova",
    "codice_fiscale": "00764060158",
    "interno": "12",
    "cap": "42121",
    "provincia": "RE",
    "partita_iva": "00764060158",
    "immagine": "prova.png",
    "ruolo": "Segreteria",
    "markdown": "Un testo con **enfasi**, un [sito](https://prova.example) e\n\n- un elenco\n- di voci",
}
_TO_COME: Final = frozenset({"scade_il", "prossimo_incontro", "al", "scadenza", "conclusione"})
_RUNS_IT_ITSELF: Final = ("ente", "attivita", 0, "ente")
"""An activity in the record of an organisation is run by nobody else."""
_ONE_OF_TWO: Final = frozenset({"settimana", "ogni_settimane"})
"""Keys of a slot that exclude each other."""
_LEFT_OUT: Final = (("ogni_settimane", "a_partire_dal"), ("settimana",))
"""What organisations leave out of them, and what networks do."""
SPOKEN: Final = frozenset({"", "markdown", "ruolo", "url", "sito"})
"""Formats of what people write freely: texts, Markdown, roles, addresses."""
_CHOSEN: Final = {
    "valore": "12",
    "da": "3",
    "a": "99",
    "mesi": "4",
    "periodo": "2024",
    "stato": "attiva",
    "tipi_ente": "odv",
}


class Maker:
    """Makes values that fit the schema.

    `others` are ids that references may name, by kind. `say` gives what stands in a free text or an address, out of its
    format; nothing leaves the plain words.
    """

    def __init__(self, others: dict[str, str] | None = None, say: Callable[[str], str] | None = None) -> None:
        self._others = others or {}
        self._say = say
        self._vocabularies = build_vocabularies([])

    def record(self, kind: str) -> Data:
        """Return a record with every key that the schema knows."""
        made: Data = self._value(schema()["kinds"][kind], (kind,))
        if kind == "vocabolario":
            made["id"] = "temi"
        return made

    def bare(self, kind: str) -> Data:
        """Return a record with nothing but what it must say."""
        node = schema()["kinds"][kind]
        whole = self.record(kind)
        kept = {key: whole[key] for key in node["required"]}
        return {**kept, "fonti": [{"titolo": "Carta"}]} if kind in {"rete", "ente"} else kept

    def _value(self, node: Node, path: Path) -> Any:
        node = referred(node)
        if "oneOf" in node:
            return self._one_of(node, path)
        if node["type"] == "object":
            return self._mapping(node, path)
        if node["type"] == "array":
            item = self._value(node["items"], (*path, 0))
            return [] if item in ("", {}) else [item]
        return self._scalar(node, path)

    def _one_of(self, node: Node, path: Path) -> Any:
        """Prefer what holds most: a mapping, a list, else a text."""
        written = (option for option in node["oneOf"] if "deprecated" not in option)
        options = sorted(map(referred, written), key=lambda option: option.get("type") not in {"object", "array"})
        made = (self._value(option, path) for option in options)
        return next((value for value in made if value not in ("", [], {})), "")

    def _mapping(self, node: Node, path: Path) -> Data:
        if "propertyNames" in node:
            said = self._value(node["patternProperties"]["."], (*path, "ar"))
            return {"ar": said} if said else {}
        written = {key: part for key, part in node["properties"].items() if "deprecated" not in part}
        made = {key: self._value(part, (*path, key)) for key, part in written.items()}
        made = {key: value for key, value in made.items() if value not in ("", [], {})}
        if any(key not in made for key in node.get("required", ())):
            return {}
        if {"tipo", "valore", "etichetta"} <= made.keys():
            made |= {"tipo": "telefono", "valore": "0522123456"}
            made.pop("tramite", None)
        if made.keys() >= _ONE_OF_TWO:
            for key in _LEFT_OUT[path[0] == "rete"]:
                made.pop(key, None)
        return made

    def _scalar(self, node: Node, path: Path) -> str:
        key = str(next((step for step in reversed(path) if isinstance(step, str)), ""))
        if "x-riferimento" in node:
            return "" if path == _RUNS_IT_ITSELF else self._reference(node["x-riferimento"])
        if "x-vocabolario" in node:
            return self._code(node)
        if "enum" in node:
            return _CHOSEN[key] if _CHOSEN.get(key) in node["enum"] else str(node["enum"][0])
        if node["type"] != "string":
            return "no" if node["type"] == "boolean" else _CHOSEN.get(key, str(max(7, node.get("minimum", 0))))
        return self._text(node, key, path)

    def _reference(self, wanted: str) -> str:
        return next((self._others[kind] for kind in wanted.split("|") if kind in self._others), "")

    def _code(self, node: Node) -> str:
        scheme = node["x-vocabolario"]
        if scheme == "territori":
            return "borgo"
        codes = [term.code for term in self._vocabularies[scheme]]
        chosen = _CHOSEN.get(scheme, "")
        return chosen or (codes or node.get("enum") or [""])[0]

    def _text(self, node: Node, key: str, path: Path) -> str:
        shape = node.get("x-formato", "")
        if self._say and shape in SPOKEN and (said := self._say(shape)[: node.get("maxLength", 2_000)].strip()):
            return said if len(said) >= node.get("minLength", 1) else f"{said}···"
        if shape == "id":
            return "-".join(str(step) for step in path[1:] if step != "id").replace("_", "-")
        if shape in {"anno", "mese", "data", "quando"} and not _TO_COME.isdisjoint(path):
            return FUTURE[: len(_FORMATS[shape])]
        if shape:
            return _FORMATS[shape]
        least = int(node.get("minLength", 1))
        return f"Testo di {key}" if node.get("maxLength", 99) > len(key) + 9 + least else "12345"


def key_paths(data: Any, path: Path = ()) -> Iterator[Path]:
    """Yield the path of every key of plain data, at any depth."""
    if isinstance(data, dict):
        for key, part in data.items():
            yield (*path, key)
            yield from key_paths(part, (*path, key))
    elif isinstance(data, list):
        for at, part in enumerate(data):
            yield from key_paths(part, (*path, at))


def without(data: Data, *paths: Path) -> Data:
    """Return a copy without the keys at `paths`; what a path no longer leads to is gone already."""
    return _changed(data, paths, lambda holder, key: holder.pop(key))


def emptied(data: Data, *paths: Path) -> Data:
    """Return a copy where the values at `paths` are empty, each in its own way."""

    def empty(holder: Any, key: Any) -> None:
        holder[key] = type(holder[key])()

    return _changed(data, paths, empty)


def _changed(data: Data, paths: tuple[Path, ...], change: Callable[[Any, Any], Any]) -> Data:
    made = deepcopy(data)
    for path in paths:
        holder: Any = made
        try:
            for step in path[:-1]:
                holder = holder[step]
            change(holder, path[-1])
        except (KeyError, IndexError):
            continue
    return made


def called(data: Any, name: str) -> Any:
    """Return a copy whose texts and ids of the whole site are its own: several variants stand in one catalogue."""
    if isinstance(data, dict):
        own: Data = {"codice_fiscale": _tax_code(name), "scheda": f"gia-{name}"}
        if data.get("id_precedenti") and not isinstance(data["id_precedenti"][0], dict):
            own["id_precedenti"] = [f"gia-{name}"]
        return {key: own[key] if part and key in own else called(part, name) for key, part in data.items()}
    if isinstance(data, list):
        return [called(part, name) for part in data]
    return f"{data} {name}" if isinstance(data, str) and data.startswith("Testo di") else data


def _tax_code(name: str) -> str:
    """Return eleven digits that belong to nobody else here, the last of them right (D.M. 23-12-1976)."""
    digits = f"{crc32(name.encode()):010d}"[:10]
    doubled = [int(digit) * 2 - 9 * (int(digit) > 4) for digit in digits[1::2]]
    return f"{digits}{(10 - (sum(map(int, digits[::2])) + sum(doubled)) % 10) % 10}"


def variants(kind: str, maker: Maker, pairs: int = 0, seed: int = 20261122) -> Iterator[tuple[str, Data]]:
    """Yield records with a name for what is peculiar to each: one key at a time, then so many random pairs."""
    whole, bare = maker.record(kind), maker.bare(kind)
    yield "whole", whole
    yield "bare", bare
    paths = list(key_paths(whole))
    for path in paths:
        name = ".".join(map(str, path))
        yield f"{kind} without {name}", without(whole, path)
        yield f"{kind} with empty {name}", emptied(whole, path)
    for key, value in whole.items():
        yield f"bare {kind} with {key}", {**bare, key: value}
        yield f"bare {kind} with empty {key}", {**bare, key: type(value)()}
    for key in whole:
        lists = isinstance(whole[key], list) and whole[key] and isinstance(whole[key][0], dict)
        for inner in whole[key][0] if lists else ():
            yield f"bare {kind} with {key} of {inner} only", {**bare, key: [_needed(kind, key, whole[key][0], inner)]}
    chance = random.Random(seed)  # noqa: S311 -- repeatable, not secret
    for _ in range(pairs):
        first, second = chance.sample(paths, 2)
        change = chance.choice((without, emptied))
        yield f"{kind} {change.__name__} {first} {second}", change(whole, first, second)
        keys = chance.sample(list(whole), 2)
        yield f"bare {kind} with {keys}", {**bare, **{key: whole[key] for key in keys}}


def _needed(kind: str, key: str, item: Data, inner: str) -> Data:
    """Keep of an item one key, and those without which it may not be."""
    node = referred(schema()["kinds"][kind]["properties"][key])
    listed = next((option for option in node.get("oneOf", [node]) if "items" in referred(option)), node)
    definition = referred(listed["items"])
    required = {*definition.get("required", ()), inner}
    return {name: value for name, value in item.items() if name in required}
