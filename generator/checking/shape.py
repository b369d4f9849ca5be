"""The shape of one record: a walk over the data along the schema.

Stops at nothing: every problem of a record is found in one run. The same walk exists in the browser's form;
what they know is in `schema.json` and in the messages, by code.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from generator.catalogue.vocabularies import Vocabularies
from generator.checking.formats import flaw_in
from generator.checking.near import folded, nearest, nearest_of
from generator.diagnostics import Finding, Path
from generator.records.fields import NO, YES
from generator.records.plain import is_empty
from generator.records.schema import schema

_LISTED_AT_MOST: Final = 12
"""A message lists the allowed codes when they are this few."""

_EXPLAINED: Final = frozenset({"nome", "temi", "territori", "tipo"})
"""Mandatory keys of a record that have an advice of their own."""

_INTEGER = re.compile(r"-?[0-9]{1,15}")
_NUMBER = re.compile(r"-?[0-9]{1,15}([.,][0-9]{1,9})?")
_KINDS: Final = {"object": dict, "array": list}

Node = Mapping[str, Any]


@dataclass(slots=True)
class Walk:
    """One walk over one record: what to look codes up in, and what was found."""

    file: str
    vocabularies: Vocabularies
    definitions: Mapping[str, Node]
    findings: list[Finding] = field(default_factory=list)

    def value(self, value: Any, node: Node, path: Path) -> None:
        """Check `value` against `node`; an empty value is a missing one and was dealt with above."""
        node = self._resolved(node, value)
        expected = node["type"]
        if expected == "object" and isinstance(value, Mapping):
            self._mapping(value, node, path)
        elif expected == "array" and isinstance(value, list):
            self._list(value, node, path)
        elif expected not in _KINDS and isinstance(value, str):
            self._scalar(value.strip(), node, path)
        else:
            self.note("E104", path, hint=_node_kind(expected), key=_key_of(path))

    def _resolved(self, node: Node, value: Any) -> Node:
        """Follow references, and choose among alternatives by the kind of YAML node."""
        while "$ref" in node or "oneOf" in node:
            if "$ref" in node:
                node = self.definitions[node["$ref"].rpartition("/")[2]]
                continue
            options = [self._resolved(option, value) for option in node["oneOf"]]
            node = next((option for option in options if _fits(value, option["type"])), options[-1])
        return node

    def _mapping(self, value: Mapping[str, Any], node: Node, path: Path) -> None:
        properties = node["properties"]
        for key, part in value.items():
            if key not in properties:
                near = nearest(key, properties)
                self.note("E101", (*path, key), hint="near" if near else "list", on_key=True, key=key, near=near,
                          known=_enumerated(properties))  # fmt: skip
            elif not is_empty(part):
                self.value(part, properties[key], (*path, key))
        for key in node.get("required", ()):
            if is_empty(value.get(key)):
                self._missing(key, path, present=key in value)

    def _missing(self, key: str, path: Path, *, present: bool) -> None:
        """Point at the empty key where there is one, else at the first line of what lacks it."""
        place = (*path, key) if present else path
        hint = key if path == () and key in _EXPLAINED else ""
        self.note("E102", place, hint=hint, on_key=present, key=key)

    def _list(self, value: list[Any], node: Node, path: Path) -> None:
        filled = [(index, item) for index, item in enumerate(value) if not is_empty(item)]
        if len(filled) > node.get("maxItems", len(filled)):
            self.note("E112", path, key=_key_of(path), most=node["maxItems"], found=len(filled))
        for index, item in filled:
            self.value(item, node["items"], (*path, index))

    def _scalar(self, text: str, node: Node, path: Path) -> None:
        match node["type"]:
            case "boolean":
                if text.casefold() not in YES + NO:
                    self.note("E108", path, value=_short(text), key=_key_of(path))
            case "integer" | "number":
                self._number(text, node, path)
            case _:
                self._text(text, node, path)

    def _number(self, text: str, node: Node, path: Path) -> None:
        pattern = _INTEGER if node["type"] == "integer" else _NUMBER
        if not pattern.fullmatch(text):
            self.note("E107", path, value=_short(text), key=_key_of(path))
            return
        number = float(text.replace(",", "."))
        least, most = node.get("minimum"), node.get("maximum")
        if (least is not None and number < least) or (most is not None and number > most):
            self.note("E113", path, value=text, key=_key_of(path), least=least, most=most)

    def _text(self, text: str, node: Node, path: Path) -> None:
        if len(text) > node.get("maxLength", len(text)):
            self.note("E105", path, key=_key_of(path), most=node["maxLength"], found=len(text))
        elif len(text) < node.get("minLength", 0):
            self.note("E106", path, key=_key_of(path), least=node["minLength"])
        elif "x-formato" in node:
            self._format(text, node["x-formato"], path)
        elif "x-vocabolario" in node or "enum" in node:
            self._code(text, node, path)

    def _format(self, text: str, name: str, path: Path) -> None:
        flaw = flaw_in(text, name)
        if flaw is not None:
            hint = "fix" if flaw.fix else name if flaw.code == "E109" else ""
            self.note(flaw.code, path, hint=hint, value=_short(text), key=_key_of(path), fix=flaw.fix)

    def _code(self, text: str, node: Node, path: Path) -> None:
        allowed = list(node.get("enum", ()))
        scheme = node.get("x-vocabolario", "")
        vocabulary = self.vocabularies[scheme]
        if text in allowed or text in vocabulary:
            return
        spoken = {**{code: code for code in allowed}, **vocabulary.spoken}
        near = _meant(text, spoken)
        codes = [*allowed, *vocabulary.terms]
        hint = "near" if near else "list" if len(codes) <= _LISTED_AT_MOST else "see"
        self.note("E103", path, hint=hint, value=_short(text), near=near, label=self._about(near, vocabulary),
                  codes=_enumerated(codes), what=_key_of(path), scheme=scheme or _key_of(path))  # fmt: skip

    def _about(self, code: str, vocabulary: Any) -> str:
        label = vocabulary.label(code) if code in vocabulary else ""
        return f" ({label})" if label and folded(label) != folded(code) else ""

    def note(self, code: str, path: Path, *, hint: str = "", on_key: bool = False, **values: object) -> None:
        """Add a finding about the value (or the key) at `path`."""
        self.findings.append(Finding(code, self.file, path, values, hint, on_key))


def check_shape(data: Mapping[str, Any], kind: str, file: str, vocabularies: Vocabularies) -> list[Finding]:
    """Check the plain data of one record of `kind` (`rete`, `ente`, `vocabolario`); findings in order of discovery."""
    whole = schema()
    walk = Walk(file, vocabularies, whole["$defs"])
    walk.value(data, whole["kinds"][kind], ())
    return walk.findings


def _fits(value: Any, expected: str) -> bool:
    return isinstance(value, _KINDS.get(expected, str))


def _node_kind(expected: str) -> str:
    return expected if expected in _KINDS else "text"


def _key_of(path: Path) -> str:
    """Return the last key of a path: positions in lists have no name."""
    return next((str(part) for part in reversed(path) if isinstance(part, str)), "")


def _meant(text: str, spoken: Mapping[str, str]) -> str:
    """Return the code that `text` says in other words, or the nearest one."""
    exact = spoken.get(text.casefold())
    return exact or nearest_of(text, spoken)


def _enumerated(codes: Iterable[str]) -> str:
    return ", ".join(codes)


def _short(text: str) -> str:
    """Cut a long value: a message is one sentence."""
    line = " ".join(text.split())
    return line if len(line) <= 60 else f"{line[:57]}…"  # noqa: PLR2004 - what fits beside a sentence
