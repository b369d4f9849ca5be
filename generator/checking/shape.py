"""One record by itself: a walk over its data along the schema.

Stops at nothing: every problem of a record is found in one run. The same walk exists in the browser's form
(`browser/shape.js`); what both know is in `schema.json` and in the messages, by code. A change here is a change there:
a test runs both over every case and compares codes, places and words.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from generator.catalogue.vocabularies import Vocabularies
from generator.checking import advice
from generator.checking.better_words import better_words
from generator.checking.conditions import Setting, broken_conditions
from generator.checking.formats import flaw_in, in_brackets
from generator.checking.message_parts import about, about_flaw, enumerated, key_of, line_of, short
from generator.checking.personal_data import personal_in
from generator.checking.spelling import folded, nearest_of
from generator.diagnostics import Finding, Path
from generator.records.fields import NO, YES
from generator.records.plain import is_empty
from generator.records.schema import Node, resolved, schema

PROSE: Final = 2_000
"""Texts that may be this long are told in one's own words: better ones are suggested there."""

_BULLET = re.compile("[•·▪◦] ")
_INTEGER = re.compile(r"-?[0-9]{1,15}")
_NUMBER = re.compile(r"-?[0-9]{1,15}([.,][0-9]{1,9})?")
_THOUSANDS = re.compile(r"[0-9]{1,3}(\.[0-9]{3})+")
_NESTED: Final = ("object", "array")


@dataclass(slots=True)
class Walk:
    """One walk over one record: what to look things up in, and what was found.

    `unsure` names the vocabularies whose file could not be read: their codes are not judged.
    """

    setting: Setting
    vocabularies: Vocabularies
    unsure: frozenset[str] = frozenset()
    definitions: Mapping[str, Node] | None = None
    """The `$defs` of the schema, where it is not that of records."""
    findings: list[Finding] = field(default_factory=list)

    def value(self, value: Any, node: Node, path: Path) -> None:
        """Check `value` against `node`; an empty value is a missing one and was dealt with above."""
        node = resolved(node, value, self.definitions)
        expected = node["type"]
        if expected == "object" and isinstance(value, dict):
            self._mapping(value, node, path)
        elif expected == "array" and isinstance(value, list):
            self._list(value, node, path)
        elif expected not in _NESTED and isinstance(value, str):
            self._scalar(value.strip(), node, path)
        else:
            hint, values = advice.for_wrong_node(value, self._inside(node), expected, path)
            self.findings.append(about("E104", self.setting.file, path, values, hint))
            self._scan_all(value, path)

    def _inside(self, node: Node) -> Node:
        """Return the schema of a mapping, or of the mappings of a list."""
        node = resolved(node, {}, self.definitions)
        return resolved(node["items"], {}, self.definitions) if "items" in node else node

    def _mapping(self, value: Mapping[str, Any], node: Node, path: Path) -> None:
        properties = node["properties"]
        if fix := advice.by_kind(value, node):
            line = line_of(path, fix)
            self.findings.append(about("E104", self.setting.file, path, {"key": key_of(path), "line": line}, "fix"))
            self._scan_all(value, path)
            return
        unknown = {key: advice.for_unknown_key(key, properties) for key in value if key not in properties}
        meant = {near for _, near in unknown.values() if near}
        listed = node.get("x-richiede", ())
        found = list(broken_conditions(value, listed, path, self.setting, frozenset(meant)))
        self.findings += found
        forbidden = {finding.path[-1] for finding in found if len(finding.path) == len(path) + 1}
        for key, part in value.items():
            if key in unknown:
                if key not in forbidden:
                    self._unknown(key, part, unknown[key], path, properties)
            elif not is_empty(part):
                self.value(part, properties[key], (*path, key))
        for key in node.get("required", ()):
            if is_empty(value.get(key)) and key not in meant:
                self._missing(key, properties[key], path, present=key in value)

    def _unknown(self, key: str, part: Any, told: tuple[str, str], path: Path, properties: Node) -> None:
        """Tell that a key does not exist; `told` is the advice and the key that was probably meant."""
        hint, near = told
        values = {"key": key, "near": near, "bare": key.lstrip("-"), "rest": key.partition(":")[2].strip()}
        self.note("E101", (*path, key), hint=hint, on_key=True, **values, known=enumerated(properties))
        self._scan_all(part, (*path, key))

    def _missing(self, key: str, node: Node, path: Path, *, present: bool) -> None:
        """Point at the empty key where there is one, else at the first line of what lacks it."""
        place = (*path, key) if present else path
        scheme = resolved(node, "", self.definitions).get("x-vocabolario", "")
        example = advice.example_code(self.vocabularies[scheme]) if scheme else "…"
        hint = advice.for_missing_key(key, scheme, path)
        self.note("E102", place, hint=hint, on_key=present, key=key, example=example, scheme=scheme)

    def _list(self, value: list[Any], node: Node, path: Path) -> None:
        filled = [(index, item) for index, item in enumerate(value) if not is_empty(item)]
        if len(filled) > node.get("maxItems", len(filled)):
            self.note("E112", path, key=key_of(path), most=node["maxItems"], found=len(filled))
        seen: set[str] = set()
        for index, item in filled:
            self.value(item, node["items"], (*path, index))
            if isinstance(item, str):
                if item.strip() in seen:
                    self.note("W114", (*path, index), value=short(item), key=key_of(path))
                seen.add(item.strip())

    def _scalar(self, text: str, node: Node, path: Path) -> None:
        personal = self._scan(text, node, path)
        match node["type"]:
            case "boolean":
                if text.lower() not in YES + NO:
                    self.note("E108", path, value=short(text), key=key_of(path))
            case "integer" | "number":
                self._number(text, node, path)
            case _:
                self._text(text, node, path, personal=personal)

    def _scan(self, text: str, node: Node, path: Path) -> bool:
        """Look for what no text should say; tells whether it holds what must never be here."""
        form, key = node.get("x-formato", ""), key_of(path)
        serious = False
        for one in personal_in(text):
            if one.code.startswith("E") or not (form in {"url", "sito"} or (one.code == "W305" and key == "valore")):
                self.findings.append(
                    Finding(one.code, self.setting.file, path, masked=True, part=text[one.start : one.end])
                )
                serious = serious or one.code.startswith("E")
        told = node.get("maxLength", 0) >= PROSE and form in {"", "markdown"}
        if (told or key == "descrizione_breve") and "in_inglese" not in path and (words := better_words(text)):
            better = "; ".join(f"«{worse}» → «{kinder}»" for worse, kinder in words)
            self.findings.append(Finding("H501", self.setting.file, path, {"better": better}, part=words[0][0]))
        return serious

    def _scan_all(self, value: Any, path: Path) -> None:
        """Look for personal data in what has no place in the schema."""
        if isinstance(value, str):
            self._scan(value.strip(), {}, path)
        elif isinstance(value, list):
            for index, item in enumerate(value):
                self._scan_all(item, (*path, index))
        elif isinstance(value, dict):
            for key, part in value.items():
                self._scan_all(part, (*path, key))

    def _number(self, text: str, node: Node, path: Path) -> None:
        key = key_of(path)
        pattern = _INTEGER if node["type"] == "integer" else _NUMBER
        if _THOUSANDS.fullmatch(text) or not pattern.fullmatch(text):
            hint, fix = advice.for_number(text)
            self.note("E107", path, hint=hint, value=short(text), key=key, fix=fix)
            return
        number = float(text.replace(",", "."))
        least, most = node.get("minimum"), node.get("maximum")
        if (least is not None and number < least) or (most is not None and number > most):
            self.note("E113", path, value=text, key=key, least=least, most=most)

    def _text(self, text: str, node: Node, path: Path, *, personal: bool) -> None:
        key = key_of(path)
        if len(text) > node.get("maxLength", len(text)):
            most, found = node["maxLength"], len(text)
            hint = key if key == "descrizione_breve" else ""
            self.note("E105", path, hint=hint, key=key, most=most, found=found, excess=found - most)
        elif len(text) < node.get("minLength", 0):
            self.note("E106", path, key=key, least=node["minLength"])
        elif _BULLET.match(text) and node.get("maxLength", 0) < PROSE:
            self.note("E132", path, key=key)
        elif "x-formato" in node and not personal:
            self._format(text, node["x-formato"], path)
        elif "x-vocabolario" in node or "enum" in node:
            self._code(text, node, path)
        elif node.get("x-riferimento") == "luogo" and text not in self.setting.places:
            self._unknown_place(text, path)

    def _format(self, text: str, name: str, path: Path) -> None:
        flaw = flaw_in(text, name)
        if flaw is not None:
            self.findings.append(about_flaw(flaw, text, self.setting.file, path))

    def _code(self, text: str, node: Node, path: Path) -> None:
        allowed = list(node.get("enum", ()))
        scheme = node.get("x-vocabolario", "")
        vocabulary = self.vocabularies[scheme]
        if text in vocabulary:
            self._superseded(text, vocabulary.terms[text].superseded_by, path)
        if text in allowed or text in vocabulary or scheme in self.unsure:
            return
        spoken = {**{code: code for code in allowed}, **vocabulary.spoken}
        codes = [*allowed, *vocabulary.terms]
        hint, near = advice.for_code(text, spoken, codes)
        label = vocabulary.label(near) if near in vocabulary else near
        about = "" if folded(label) == folded(near) else f" ({label})"
        self.note("E103", path, hint=hint, value=short(text), near=near, label=about, key=key_of(path),
                  codes=enumerated(codes), line=line_of(path, near), scheme=scheme or key_of(path))  # fmt: skip

    def _superseded(self, text: str, successor: str | None, path: Path) -> None:
        if successor:
            self.note("W115", path, value=text, key=key_of(path), near=successor)

    def _unknown_place(self, text: str, path: Path) -> None:
        """A place is an id of the file's own places, or is written where it is needed."""
        near = nearest_of(text, {place: place for place in self.setting.places})
        self.note("E204", path, hint="near" if near else "", value=short(text), near=near,
                  fix=f"{{nome: {in_brackets(short(text))}}}")  # fmt: skip

    def note(self, code: str, path: Path, *, hint: str = "", on_key: bool = False, **values: object) -> None:
        """Add a finding about the value (or the key) at `path`."""
        self.findings.append(Finding(code, self.setting.file, path, values, hint, on_key))


def check_shape(
    data: Mapping[str, Any],
    kind: str,
    file: str,
    vocabularies: Vocabularies,
    *,
    today: str = "9999-12-31",
    unsure: frozenset[str] = frozenset(),
) -> list[Finding]:
    """Check the plain data of one record of `kind` (`rete`, `ente`, `storia`, `vocabolario`), in reading order.

    `today` is an ISO date; `unsure` names the vocabularies that could not be read.
    """
    whole = schema()
    walk = Walk(Setting(file, today, places_of(data)), vocabularies, unsure)
    walk.value(data, whole["kinds"][kind], ())
    return walk.findings


def check_node(
    data: Mapping[str, Any], node: Node, file: str, vocabularies: Vocabularies, definitions: Mapping[str, Node]
) -> list[Finding]:
    """Check plain data against a schema of its own, such as that of the settings; `definitions` are its `$defs`."""
    walk = Walk(Setting(file, "9999-12-31", {}), vocabularies, definitions=definitions)
    walk.value(data, node, ())
    return walk.findings


def places_of(data: Mapping[str, Any]) -> dict[str, Mapping[str, Any]]:
    """Return the places of a record that have an id, by id."""
    listed = data.get("luoghi")
    found = [item for item in listed if isinstance(item, dict)] if isinstance(listed, list) else []
    return {item["id"].strip(): item for item in found if isinstance(item.get("id"), str) and item["id"].strip()}
