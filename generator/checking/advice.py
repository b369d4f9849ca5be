"""Which advice goes with a finding: the fix to paste where it is certain, else the most useful thing to say."""

import re
from collections.abc import Mapping
from typing import Any, Final

from generator.catalogue.vocabularies import Vocabulary
from generator.checking import channels
from generator.checking.findings import key_of, line_of
from generator.checking.formats import flaw_in, in_brackets
from generator.checking.rule_data import RULE_DATA
from generator.checking.spelling import folded, nearest_of
from generator.diagnostics import Path

_LISTED_AT_MOST: Final = 20
"""A message lists what is allowed when it is this little."""

_SHORTEST: Final = 3
"""A code of fewer letters begins too many words to be meant by one."""

_EXPLAINED: Final = frozenset({"nome", "titolo"})
_FREE_TEXT: Final = ("testo", "nome", "titolo", "anno", "descrizione")
_AGES = re.compile(r"([0-9]{1,3}) ?[-–/a] ?([0-9]{1,3})(?: anni)?")
_FROM_AGE = re.compile(r"(?:over |da |dai |dagli )?([0-9]{1,3})(?:\+| anni(?: in su)?)?")
_FIGURE = re.compile(r"(?:circa|quasi|oltre|più di|ca\.?|~) ?([0-9]{1,9})")
_SEPARATORS = re.compile(r" ?[,;/] ?| e ")


def for_unknown_key(key: str, properties: Mapping[str, Any]) -> tuple[str, str]:
    """Return (advice, key probably meant) for a key that does not exist."""
    known = {name: name for name in properties}
    if (glued := key.split(":", 1)[0]) != key and glued in known:
        return "space", glued
    bare = key.lstrip("-")
    if key != bare and bare.strip() in known:
        return "dash", ""
    if folded(key) in RULE_DATA["voci_di_persone"]:
        return "personal", ""
    synonyms = {synonym: name for synonym, name in RULE_DATA["altre_voci"].items() if name in known}
    near = synonyms.get(folded(key)) or nearest_of(key, known)
    if near:
        return "near", near
    return ("list" if len(known) <= _LISTED_AT_MOST else "see"), ""


def for_missing_key(key: str, scheme: str, path: Path) -> str:
    """Choose what to say of a mandatory key that is missing."""
    if path == () and scheme == "tipi_ente":
        return "tipo"
    if path == () and key in _EXPLAINED:
        return key
    return "codes" if scheme else "text"


def example_code(vocabulary: Vocabulary) -> str:
    """Return a code to show: of a place, the first municipality; empty where there is none."""
    municipality = (code for code, term in vocabulary.terms.items() if term.level == "comune")
    return next(municipality, next(iter(vocabulary.terms), "…"))


def for_code(text: str, spoken: Mapping[str, str], codes: list[str]) -> tuple[str, str]:
    """Return (advice, what to write) for a code that does not exist; `spoken` goes from words to codes."""
    if not codes:
        return "empty", ""
    if exact := spoken.get(text.lower()):
        return "near", exact
    parts = [spoken.get(part.lower(), "") for part in _SEPARATORS.split(text.strip("()[] "))]
    if len(parts) > 1 and all(parts):
        return "several", f"[{', '.join(parts)}]"
    synonym = RULE_DATA["altri_codici"].get(folded(text), "")
    if near := (synonym if synonym in codes else "") or _abbreviated(text, codes) or nearest_of(text, spoken):
        return "near", near
    if "a_pagamento" in codes:
        # Who writes an amount where a code of `costo` goes is told where the amount is written.
        return "costo", ""
    return ("list" if len(codes) <= _LISTED_AT_MOST else "see"), ""


def _abbreviated(text: str, codes: list[str]) -> str:
    """Return the only code that a longer word begins with: `gio` for «giovedì»."""
    word = folded(text)
    shorter = [code for code in codes if len(code) >= _SHORTEST and word.startswith(code)]
    return shorter[0] if len(shorter) == 1 else ""


def for_wrong_node(value: Any, inside: Mapping[str, Any], expected: str, path: Path) -> tuple[str, dict[str, object]]:
    """Return (advice, its values) for a value that is a text, a list or a mapping where another is meant.

    `inside` is the schema of the mapping, or of the mappings of the list, that was expected.
    """
    key, first = key_of(path), next(iter(inside.get("properties", {})), "")
    values: dict[str, object] = {"key": key, "first": first}
    if isinstance(value, str) and (fix := _written_out(value.strip(), inside)):
        return "fix", {**values, "line": line_of(path, f"[{fix}]" if expected == "array" else fix)}
    if isinstance(value, dict) and (fix := by_kind(value, inside)):
        return "fix", {**values, "line": line_of(path, f"[{fix}]" if expected == "array" else fix)}
    if isinstance(value, str) and expected == "array" and first:
        return ("orari" if key == "orari" else "items"), values
    if isinstance(value, dict) and expected == "array":
        dashed = any(name.startswith("-") for name in value)
        return ("dash" if dashed else "items" if first else "array"), values
    return (expected if expected in {"array", "object"} else "one" if isinstance(value, list) else "text"), values


def _written_out(text: str, inside: Mapping[str, Any]) -> str:
    """Write a bare text as the mapping that was probably meant: `{testo: ogni giovedì}`."""
    properties = inside.get("properties", {})
    if "a" in properties and "da" in properties:
        if ages := _AGES.fullmatch(text):
            return f"{{da: {int(ages[1])}, a: {int(ages[2])}}}"
        from_age = _FROM_AGE.fullmatch(text)
        return f"{{da: {int(from_age[1])}}}" if from_age else ""
    if "valore" in properties and (kind := contact_kind(text)):
        return f"{{tipo: {kind}, valore: {in_brackets(text)}}}"
    if "url" in properties and flaw_in(text, "url") is None:
        return f"{{url: {in_brackets(text)}}}"
    if key := next((key for key in _FREE_TEXT if key in properties), ""):
        return f"{{{key}: {in_brackets(' '.join(text.split()))}}}"
    key = next(iter(inside.get("required", ())), "")
    parts = [part for part in re.split(" *[,;\n] *", text) if part]
    return ", ".join(f"{{{key}: {in_brackets(part)}}}" for part in parts) if key else ""


def by_kind(value: Any, inside: Mapping[str, Any]) -> str:
    """Write `{telefono: …, email: …}` as the contacts that were meant; empty when it is something else."""
    properties = inside.get("properties", {})
    kinds = properties.get("tipo", {}).get("enum", ())
    contacts = list(value.items()) if isinstance(value, dict) else []
    if not kinds or "valore" not in properties or not contacts:
        return ""
    if not all(kind in kinds and kind not in properties and isinstance(text, str) for kind, text in contacts):
        return ""
    return ", ".join(f"{{tipo: {kind}, valore: {in_brackets(text.strip())}}}" for kind, text in contacts)


def contact_kind(text: str) -> str:
    """Guess what kind of contact a text is; empty when it is none that can be told."""
    if channels.is_address(text) and (channel := channels.of_address(text)):
        return channel
    kinds = {"email": "email", "telefono": "telefono", "url": "sito"}
    return next((kind for name, kind in kinds.items() if flaw_in(text, name) is None), "")


def for_number(text: str) -> tuple[str, str]:
    """Return (advice, fix) for a number that cannot be read."""
    if re.fullmatch(r"[0-9]{1,3}(\.[0-9]{3})+", text):
        return "migliaia", text.replace(".", "")
    if figure := _FIGURE.fullmatch(text.lower()):
        return "circa", figure[1]
    with_unit = re.match(r"([0-9]{1,9}) ?(%|€|[A-Za-z]+)", text)
    return ("unita", with_unit[1]) if with_unit else ("", "")
