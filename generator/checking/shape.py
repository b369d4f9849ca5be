"""One record by itself: a walk over its data along the schema.

Stops at nothing: every problem of a record is found in one run. The same walk exists in the browser's form
(`browser/shape.js`); what both know is in the schema, in `rule_data.json` and in the messages, by code. A change here
is a change there: a test runs both over every case and compares codes, places and words.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from math import inf
from typing import Any, Final

from generator.catalogue.vocabularies import Vocabularies
from generator.checking import advice
from generator.checking.better_words import better_words
from generator.checking.conditions import Setting, broken_conditions
from generator.checking.findings import finding_of_flaw, key_of, line_in_list, line_of, short
from generator.checking.formats import flaw_in, inline
from generator.checking.personal_data import personal_in
from generator.checking.personal_names import Reading
from generator.checking.plain_values import Data, mappings_in, text_of
from generator.checking.protected_places import hidden_in, open_addresses
from generator.checking.rule_data import RULE_DATA
from generator.checking.spelling import folded, nearest_of
from generator.diagnostics import Finding, Path
from generator.records.fields import LINE, NO, YES
from generator.records.plain import is_empty
from generator.records.schema import Node, keys_of, resolved, schema

PROSE: Final = 2_000
"""Texts that may be this long (in characters) are told in one's own words: better ones are suggested there."""

_OTHER_LANGUAGES: Final = frozenset({"in_inglese", "traduzioni"})
"""Keys whose texts are not Italian: better words are Italian ones."""

_BULLET = re.compile("[•·▪◦] ")
_INTEGER = re.compile(r"-?[0-9]{1,15}")
_NUMBER = re.compile(r"-?[0-9]{1,15}([.,][0-9]{1,9})?")
_THOUSANDS = re.compile(r"[0-9]{1,3}(\.[0-9]{3})+")
_NESTED: Final = ("object", "array")
_MONTHS: Final = 12
_QUOTES: Final = ('"', "'")
_READINGS: Final = {"ruolo": Reading.OFFICE, "markdown": Reading.PROSE}


def check_shape(
    data: Data,
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
    walk = Walk(Setting(file, today, places_of(data)), vocabularies, unsure, openly=open_addresses(data))
    walk.value(data, schema()["kinds"][kind], ())
    return walk.findings


def check_node(
    data: Data, node: Node, file: str, vocabularies: Vocabularies, definitions: Mapping[str, Node]
) -> list[Finding]:
    """Check plain data against a schema of its own, such as that of the settings; `definitions` are its `$defs`."""
    walk = Walk(Setting(file, "9999-12-31"), vocabularies, definitions=definitions)
    walk.value(data, node, ())
    return walk.findings


def reading_of(text: str, node: Node) -> Reading | None:
    """Choose how boldly a text is searched for names of people; None where it is no text, or its format has no room."""
    format_name = node.get("x-formato", "")
    if format_name in _READINGS:
        return _READINGS[format_name]
    # Only what may be written freely says how long it may be; what stands under an unknown key says nothing.
    if format_name or ("type" in node and "maxLength" not in node):
        return None
    return Reading.PROSE if len(text) > LINE else Reading.LINE


def places_of(data: Data) -> dict[str, Data]:
    """Return the places of a record that have an id, by id."""
    places = ((text_of(place.get("id")), place) for _, place in mappings_in(data, "luoghi"))
    return {place_id: place for place_id, place in places if place_id}


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
    called: str = ""
    """The key that the whole value stands under, where it is tried under another."""
    openly: str | None = None
    """The addresses that may be written; None where no place of the record is protected, and all may."""
    findings: list[Finding] = field(default_factory=list)
    beside: list[Any] = field(default_factory=list)
    """The list whose item is being checked."""
    may_be_many: bool = False
    """Whether several values may stand where the text does that is being checked."""

    def note(self, code: str, path: Path, *, hint: str = "", on_key: bool = False, **values: object) -> None:
        """Add a finding about the value (or the key) at `path`."""
        self.findings.append(Finding(code, self.setting.file, path, values, hint, on_key))

    def value(self, value: Any, node: Node, path: Path) -> None:
        """Check `value` against `node`; an empty value is a missing one and was dealt with above."""
        may_be_many = "oneOf" in node and any(option.get("type") == "array" for option in node["oneOf"])
        node = resolved(node, value, self.definitions)
        expected = node["type"]
        if expected == "object" and isinstance(value, dict):
            self.mapping(value, node, path)
        elif expected == "array" and isinstance(value, list):
            self.sequence(value, node, path)
        elif expected not in _NESTED and isinstance(value, str):
            self.may_be_many = may_be_many or bool(path and isinstance(path[-1], int))
            self.scalar(value.strip(), node, path)
        else:
            self.wrong_node(value, node, path)
            self._scan_all(value, path)

    def wrong_node(self, value: Any, node: Node, path: Path) -> None:
        """E104: a text, a list or a mapping where another goes."""
        inner = resolved(node, {}, self.definitions)
        inner = resolved(inner["items"], {}, self.definitions) if "items" in inner else inner
        called = self.called or folded(key_of(path))
        hint, fix = advice.for_wrong_node(
            value, inner, node["type"], called, lambda meant: self.holds(meant, node, path)
        )
        first = "en" if "propertyNames" in inner else next(iter(inner.get("properties", {})), "")
        line = "" if fix is None else line_of(path, inline(fix))
        self.note("E104", path, hint=hint, key=key_of(path), first=first, line=line)

    def holds(self, value: Any, node: Node, path: Path) -> bool:
        """Tell whether a value may stand at a path without any error: only then it is offered."""
        return not any(finding.code.startswith("E") for finding in self._inside(value, node, path))

    def _inside(self, value: Any, node: Node, path: Path, called: str = "") -> list[Finding]:
        """Return what is wrong with a value if it stands at `path`; `called` is the key that it stands under now."""
        walk = Walk(self.setting, self.vocabularies, self.unsure, self.definitions, called, self.openly)
        walk.value(value, node, path)
        return walk.findings

    def mapping(self, data: Data, node: Node, path: Path) -> None:
        """Check a mapping: its keys, the conditions between them, the value of each, and what is missing."""
        properties = keys_of(node, data)
        if (contacts := advice.by_kind(data, node)) and (line := self._contacts_line(contacts, path)):
            self.note("E104", path, hint="fix", key=key_of(path), line=line)
            self._scan_all(data, path)
            return
        unknown = {key: advice.for_unknown_key(key, data, properties) for key in data if key not in properties}
        meant = {near for _, near in unknown.values() if near}
        conditions = node.get("x-richiede", ())
        broken = list(broken_conditions(data, conditions, path, self.setting, frozenset(meant)))
        self.findings += broken
        # A key that a condition forbids is unknown too (`indirizzo` of a protected place): that is told once.
        forbidden = {finding.path[-1] for finding in broken if len(finding.path) == len(path) + 1}
        revealing = {finding.path[-1] for finding in broken if finding.code == "E307"}
        for key, value in data.items():
            if "propertyNames" in node and not is_empty(value):
                self.name_of_key(key, node, path)
            if key in unknown:
                if key not in forbidden:
                    self.unknown_key(key, value, unknown[key], path, properties)
            elif not is_empty(value) and key not in revealing:
                self.value(value, properties[key], (*path, key))
        for key in node.get("required", ()):
            if is_empty(data.get(key)) and key not in meant:
                self.missing_key(key, data, node, path)

    def name_of_key(self, key: str, node: Node, path: Path) -> None:
        """Check a key of a mapping whose keys have a format: the languages of what is said in several."""
        if flaw := flaw_in(key, node["propertyNames"]["x-formato"]):
            hint = "near" if flaw.fix else ""
            self.note(flaw.code, (*path, key), hint=hint, on_key=True, value=short(key), key=key, fix=flaw.fix)

    def _contacts_line(self, contacts: list[Data], path: Path) -> str:
        """Write contacts in the place of one: alone, or in their list with the others; empty where one alone goes."""
        if len(contacts) == 1:
            return line_of(path, inline(contacts[0]))
        return line_in_list(path, contacts, self.beside) if path and isinstance(path[-1], int) else ""

    def unknown_key(
        self, key: str, value: Any, advised: tuple[str, str], path: Path, properties: Mapping[str, Node]
    ) -> None:
        """E101: a key that does not exist; `advised` is the advice and the key that was probably meant.

        What stands under it is checked as if it stood under that key, so that nothing new is wrong once it does.
        """
        hint, near = advised
        rest = key.partition(":")[2].strip()
        bare_rest = rest[1:-1] if rest[:1] in _QUOTES and rest[-1:] == rest[:1] else rest
        found: list[Finding] = []
        line = ""
        if near and hint != "there":
            meant = bare_rest if hint == "space" else value
            place = (*path, near)
            found = [] if is_empty(meant) else self._inside(meant, properties[near], place, folded(key))
            unfit = [finding for finding in found if finding.path == place and finding.code == "E104"]
            if unfit and hint == "sure":
                hint, line = "line", str(unfit[0].values["line"]) or f"{near}: …"
            elif unfit and hint == "near":
                # It only looks like that key, and does not fit there: something else was meant.
                hint, near = advice.for_lost_key(properties), ""
            found = [] if unfit else found
        values = {"key": key, "near": near, "bare": key.lstrip("-"), "rest": rest, "line": line}
        hint = "near" if hint == "sure" else hint
        self.note("E101", (*path, key), hint=hint, on_key=True, **values, known=", ".join(properties))
        if found:
            length = len(path) + 1
            self.findings += [replace(finding, path=(*path, key, *finding.path[length:])) for finding in found]
        elif not near or line or hint == "there":
            self._scan_all(value, (*path, key))

    def missing_key(self, key: str, data: Data, node: Node, path: Path) -> None:
        """E102: point at the empty key where there is one, else at the first line of what lacks it."""
        present = key in data
        place = (*path, key) if present else path
        scheme = resolved(node["properties"][key], "", self.definitions).get("x-vocabolario", "")
        example = advice.example_code(self.vocabularies[scheme]) if scheme else "…"
        hint = advice.for_missing_key(key, scheme, path)
        if key == "url" and advice.is_licence(node) and (known := advice.licence_address(text_of(data.get("nome")))):
            hint, example = "licenza", inline(known)
        self.note("E102", place, hint=hint, on_key=present, key=key, example=example, scheme=scheme)

    def sequence(self, items: list[Any], node: Node, path: Path) -> None:
        """E112 and W114: a list of too many values, or where a text stands twice; then check each item."""
        filled = [(index, item) for index, item in enumerate(items) if not is_empty(item)]
        if len(filled) > node.get("maxItems", len(filled)):
            self.note("E112", path, key=key_of(path), most=node["maxItems"], found=len(filled))
        seen: set[str] = set()
        for index, item in filled:
            self.beside = items
            self.value(item, node["items"], (*path, index))
            if isinstance(item, str):
                if item.strip() in seen:
                    self.note("W114", (*path, index), value=short(item), key=key_of(path))
                seen.add(item.strip())

    def scalar(self, text: str, node: Node, path: Path) -> None:
        """Check a text, or what is to be read out of it: a yes or a no, a number."""
        personal = self.scan(text, node, path)
        match node["type"]:
            case "boolean":
                if text.lower() not in YES + NO:
                    near = RULE_DATA["si_e_no"].get(text.lower(), "")
                    line = line_of(path, near)
                    self.note("E108", path, hint="fix" if near else "", value=short(text), key=key_of(path), line=line)
            case "integer" | "number":
                self.number(text, node, path)
            case _:
                self.text(text, node, path, personal=personal)

    def scan(self, text: str, node: Node, path: Path) -> bool:
        """Look for what no text should say; tells whether it holds what must never be here."""
        format_name, key = node.get("x-formato", ""), key_of(path)
        spotted = personal_in(text, reading_of(text, node))
        if self.openly is not None:
            spotted += hidden_in(text, self.openly)
        serious = False
        for personal in spotted:
            # An address on the web may hold what looks like a name or a number; whose a contact is, its format asks.
            is_elsewhere = format_name in {"url", "sito"} or (personal.code == "W305" and key == "valore")
            if personal.code.startswith("E") or personal.code == "W312" or not is_elsewhere:
                words = text[personal.start : personal.end]
                self.findings.append(Finding(personal.code, self.setting.file, path, masked=True, part=words))
                serious = serious or personal.code.startswith("E")
        is_prose = node.get("maxLength", 0) >= PROSE and format_name in {"", "markdown"}
        if (
            (is_prose or key == "descrizione_breve")
            and _OTHER_LANGUAGES.isdisjoint(path)
            and (pairs := better_words(text))
        ):
            better = "; ".join(f"«{worse}» → «{kinder}»" for worse, kinder in pairs)
            self.findings.append(Finding("H501", self.setting.file, path, {"better": better}, part=pairs[0][0]))
        return serious

    def _scan_all(self, value: Any, path: Path) -> None:
        """Look for personal data in what has no place in the schema."""
        if isinstance(value, str):
            self.scan(value.strip(), {}, path)
        elif isinstance(value, list):
            for index, item in enumerate(value):
                self._scan_all(item, (*path, index))
        elif isinstance(value, dict):
            for key, part in value.items():
                self._scan_all(part, (*path, key))

    def number(self, text: str, node: Node, path: Path) -> None:
        """E107 and E113: no number, or one out of its range."""
        key = key_of(path)
        flaw = _flaw_of_number(text, node)
        if flaw == "E107":
            hint, fix = advice.for_number(text)
            months = advice.for_months(text) if node.get("maximum") == _MONTHS else []
            if fix and _flaw_of_number(fix, node):
                hint, fix = "", ""
            line = self._codes_line(months, path)
            hint = "mese" if line else hint
            self.note("E107", path, hint=hint, value=short(text), key=key, fix=fix, line=line)
        elif flaw:
            self.note("E113", path, value=text, key=key, least=node.get("minimum"), most=node.get("maximum"))

    def _codes_line(self, codes: list[str], path: Path) -> str:
        """Write codes in the place of what says them: one alone, or all of them with their list; empty without any."""
        if len(codes) == 1:
            return line_of(path, codes[0])
        if not codes or not self.may_be_many:
            return ""
        if path and isinstance(path[-1], int):
            return line_in_list(path, codes, self.beside)
        return line_of(path, inline(codes))

    def text(self, text: str, node: Node, path: Path, *, personal: bool) -> None:
        """E105, E106, E132: too long, too short, a list in disguise; then its format, its code or its place."""
        key = key_of(path)
        if len(text) > node.get("maxLength", len(text)):
            most, length = node["maxLength"], len(text)
            hint = key if key == "descrizione_breve" else ""
            self.note("E105", path, hint=hint, key=key, most=most, found=length, excess=length - most)
        elif len(text) < node.get("minLength", 0):
            self.note("E106", path, key=key, least=node["minLength"])
        elif _BULLET.match(text) and node.get("maxLength", 0) < PROSE:
            self.note("E132", path, key=key)
        elif "x-formato" in node and not personal:
            if flaw := flaw_in(text, node["x-formato"]):
                beside = self.beside if path and isinstance(path[-1], int) else []
                self.findings.append(finding_of_flaw(flaw, text, self.setting.file, path, beside))
        elif "x-vocabolario" in node or "enum" in node:
            self.code(text, node, path)
        elif node.get("x-riferimento") == "luogo" and text not in self.setting.places:
            near = nearest_of(text, {place: place for place in self.setting.places})
            line = line_of(path, inline({"nome": text}))
            self.note("E204", path, hint="near" if near else "", value=short(text), near=near, line=line)

    def code(self, text: str, node: Node, path: Path) -> None:
        """E103 and W115: a code that does not exist, or that is no longer used."""
        allowed = list(node.get("enum", ()))
        scheme = node.get("x-vocabolario", "")
        vocabulary = self.vocabularies[scheme]
        if text in vocabulary and (successor := vocabulary.terms[text].superseded_by):
            self.note("W115", path, value=text, key=key_of(path), near=successor)
        if text in allowed or text in vocabulary or scheme in self.unsure:
            return
        spoken = {**{code: code for code in allowed}, **vocabulary.spoken}
        codes = [*allowed, *vocabulary.terms]
        hint, meant = advice.for_code(text, spoken, codes)
        line = self._codes_line(meant, path)
        near = meant[0] if len(meant) == 1 else ""
        if len(meant) > 1 and not line:
            hint = "one"
        label = vocabulary.label(near) if near in vocabulary else near
        in_words = "" if folded(label) == folded(near) else f" ({label})"
        self.note("E103", path, hint=hint, value=short(text), near=near, label=in_words, key=key_of(path),
                  codes=", ".join(codes), line=line, scheme=scheme or key_of(path))  # fmt: skip


def _flaw_of_number(text: str, node: Node) -> str:
    """Return the code of what is wrong with a number: E107 none at all, E113 out of its range; empty where it is right.

    `3.500` is refused: to Italians it is three thousand and five hundred, to YAML three and a half.
    Where there is no room for thousands (degrees) it is what it says.
    """
    pattern = _INTEGER if node["type"] == "integer" else _NUMBER
    has_thousands = node.get("maximum", inf) >= 1000 and _THOUSANDS.fullmatch(text)  # noqa: PLR2004
    if has_thousands or not pattern.fullmatch(text):
        return "E107"
    number = float(text.replace(",", "."))
    least, most = node.get("minimum", number), node.get("maximum", number)
    return "" if least <= number <= most else "E113"
