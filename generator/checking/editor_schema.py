"""The schema as other people's tools understand it: one standard JSON Schema for each kind of file.

Looser than our own check, on purpose: an editor's YAML reader has already turned `no` into false and `2019` into a
number. It completes keys and codes while one types; what it lets through, `intreccio check` still explains.
"""

from collections.abc import Mapping
from typing import Any, Final

from generator.catalogue.vocabularies import Vocabularies
from generator.checking.key_docs import documented_schema
from generator.checking.rule_data import RULE_DATA
from generator.checking.spoken import language_pattern
from generator.locale import LANGUAGES
from generator.records.languages import LANGUAGE
from generator.records.official_names import NAME

DRAFT: Final = "https://json-schema.org/draft/2020-12/schema"

_SCALAR: Final = ("string", "number", "boolean", "null")
_TYPES: Final = {
    "object": ("object", "null"),
    "array": ("array", "null"),
    "string": _SCALAR,
    "boolean": _SCALAR,
    "integer": _SCALAR,
    "number": _SCALAR,
}
_NAMES: Final = {
    "type": "object",
    "description": "I nomi ufficiali, se sono più d'uno: {it: Bolzano, de: Bozen}.",
    "additionalProperties": {"type": "string"},
    "propertyNames": {"pattern": LANGUAGE},
}
_KEPT: Final = frozenset(
    {
        "$ref",
        "additionalProperties",
        "deprecated",
        "description",
        "maxItems",
        "maxLength",
        "maximum",
        "minItems",
        "minimum",
        "required",
    }
)


def json_schemas(vocabularies: Vocabularies, lang: str = LANGUAGES[0]) -> dict[str, dict[str, Any]]:
    """Return a JSON Schema (draft 2020-12) for each kind of file, with the codes of these vocabularies.

    What keys hold is said in `lang`.
    """
    whole = documented_schema(lang)
    definitions = {name: _standard(node, vocabularies) for name, node in whole["$defs"].items()}
    schemas = {
        kind: {"$schema": DRAFT, "title": kind, **_standard(whole["kinds"][kind], vocabularies), "$defs": definitions}
        for kind in whole["kinds"]
    }
    # Several official names may be written as one (`records/official_names.py`): reading parts them before the check.
    body, term = schemas["ente"]["properties"], definitions["Term"]["properties"]
    body[NAME] = {"anyOf": [body[NAME], _NAMES], "description": body[NAME].get("description", "")}
    term[NAME] = _NAMES
    return schemas


def _standard(node: Mapping[str, Any], vocabularies: Vocabularies) -> dict[str, Any]:
    """Rewrite a node of our schema into the standard's words."""
    kept = {key: value for key, value in node.items() if key in _KEPT}
    if "type" in node:
        kept["type"] = list(_TYPES[node["type"]])
    if "properties" in node:
        kept["properties"] = {key: _standard(value, vocabularies) for key, value in node["properties"].items()}
    if "propertyNames" in node:
        kept["propertyNames"] = {"pattern": f"^(?:{language_pattern()})$"}
    for pattern, part in node.get("patternProperties", {}).items():
        kept["patternProperties"] = {pattern: _standard(part, vocabularies)}
    if "items" in node:
        kept["items"] = _standard(node["items"], vocabularies)
    if "oneOf" in node:
        kept["anyOf"] = [_standard(option, vocabularies) for option in node["oneOf"]]
    return {**kept, **_codes(node, vocabularies), **_pattern(node)}


def _codes(node: Mapping[str, Any], vocabularies: Vocabularies) -> dict[str, Any]:
    codes = [*node.get("enum", ()), *vocabularies[node.get("x-vocabolario", "")].terms]
    return {"enum": [*codes, None]} if codes else {}


def _pattern(node: Mapping[str, Any]) -> dict[str, Any]:
    shape = RULE_DATA["formati"].get(node.get("x-formato"))
    return {"pattern": f"^(?:{shape['modello']})$"} if shape else {}
