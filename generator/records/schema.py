"""The schema that checks walk, emitted from the models.

A closed subset of JSON Schema: a keyword outside `KEYWORDS` fails here, so that the two interpreters
(`checking.shape` in Python, `check.js` in the browser) never meet one they do not know.
The alternatives of a `oneOf` always differ by the kind of YAML node: a scalar, a list or a mapping.
"""

import re
from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any, Final

from pydantic import BaseModel

from generator.records.conditions import CLAUSES
from generator.records.network import Network
from generator.records.organization import Organization
from generator.records.story import Story
from generator.records.vocabulary import Scheme

KEYWORDS: Final = frozenset(
    {
        "$ref",
        "additionalProperties",
        "deprecated",
        "description",
        "enum",
        "items",
        "maxItems",
        "maxLength",
        "maximum",
        "minItems",
        "minLength",
        "minimum",
        "oneOf",
        "patternProperties",
        "properties",
        "propertyNames",
        "required",
        "type",
        "x-formato",
        "x-richiede",
        "x-riferimento",
        "x-vocabolario",
    }
)
"""Everything a schema may say; the browser's interpreter is tested against the same set."""

KINDS: Final[dict[str, type[BaseModel]]] = {
    "rete": Network,
    "ente": Organization,
    "storia": Story,
    "vocabolario": Scheme,
}
"""The kinds of file, by the Italian name they have in the schema."""

Node = Mapping[str, Any]
"""A part of the schema: what one value may be. An unknown key has an empty one."""

NOTHING: Final[Node] = {}

_NESTED: Final[dict[str, type]] = {"object": dict, "array": list}
_DROPPED: Final = frozenset({"title", "default"})
# After a before-validator pydantic calls the number of items a length.
_LENGTHS: Final = {"minLength": "minItems", "maxLength": "maxItems"}
_CONDITION_WORDS: Final = {"codice", "se", *CLAUSES}


class UnknownKeyword(TypeError):
    """A model says something that the interpreters do not understand."""


@cache
def schema() -> dict[str, Any]:
    """Return `{"kinds": {kind: schema}, "$defs": {name: schema}}`, in the order in which keys are written."""
    return closed_schema(KINDS)


def closed_schema(models: Mapping[str, type[BaseModel]]) -> dict[str, Any]:
    """Return the schema of some kinds of file, each with its model, in the closed subset."""
    kinds: dict[str, Any] = {}
    definitions: dict[str, Any] = {}
    for kind, model in models.items():
        emitted = model.model_json_schema(by_alias=True)
        definitions |= {name: _closed(part) for name, part in emitted.pop("$defs", {}).items()}
        kinds[kind] = _closed(emitted)
    return {"kinds": kinds, "$defs": dict(sorted(definitions.items()))}


def definition_of(node: Node) -> str:
    """Return the name in `$defs` of what a node refers to (`#/$defs/Name`), empty where it refers to nothing."""
    return str(node.get("$ref", "")).rpartition("/")[2]


def referred(node: Node, definitions: Mapping[str, Node] | None = None) -> Node:
    """Follow a reference, in the `$defs` of records unless others are given; what refers to nothing is itself."""
    if "$ref" not in node:  # asked at every value of every record: most refer to nothing
        return node
    known = schema()["$defs"] if definitions is None else definitions
    while name := definition_of(node):
        node = known[name]
    return node


def part_of(node: Node, key: str) -> Node:
    """Return the schema of what stands under a key of a mapping; an empty one where no such key is known."""
    return keys_of(node, (key,)).get(key, NOTHING)


def resolved(node: Node, value: Any, definitions: Mapping[str, Node] | None = None) -> Node:
    """Follow references, and choose among alternatives by the kind of YAML node that `value` is.

    Where `value` fits none of the alternatives, what it should have been is the last of them.
    """
    if "oneOf" not in node and "$ref" not in node:  # asked at every value of every record: most are plain
        return node
    while "oneOf" in (node := referred(node, definitions)):
        options = [resolved(option, value, definitions) for option in node["oneOf"]]
        node = next((option for option in options if _fits(value, option.get("type", ""))), options[-1])
    return node


def keys_of(node: Node, data: Iterable[str]) -> Mapping[str, Node]:
    """Return what the keys of a mapping hold: the declared ones, and those of `data` that a pattern allows."""
    declared: Mapping[str, Node] = node.get("properties", NOTHING)
    patterns = node.get("patternProperties")
    if not patterns:  # asked at every mapping of every record: most have none
        return declared
    extra = {
        key: part
        for key in data
        if key not in declared
        for pattern, part in patterns.items()
        if re.search(pattern, key)
    }
    return {**declared, **extra}


def _fits(value: Any, expected: str) -> bool:
    """Tell whether plain data is of the kind of node that a `type` expects: every scalar is a text."""
    return isinstance(value, _NESTED.get(expected, str))


def _closed(node: dict[str, Any]) -> dict[str, Any]:
    """Rewrite what pydantic emits into the closed subset."""
    node = _without_null({key: value for key, value in node.items() if key not in _DROPPED})
    if node.get("type") == "object":
        node.pop("description", None)  # the class docstring is for developers
    if node.get("type") == "array":
        node = {_LENGTHS.get(key, key): value for key, value in node.items()}
    if unknown := set(node) - KEYWORDS:
        raise UnknownKeyword(", ".join(sorted(unknown)))
    if unknown := {word for condition in node.get("x-richiede", ()) for word in condition} - _CONDITION_WORDS:
        raise UnknownKeyword(", ".join(sorted(unknown)))
    if "items" in node:
        node["items"] = _closed(node["items"])
    if "oneOf" in node:
        node["oneOf"] = [_closed(option) for option in node["oneOf"]]
    for pattern, part in node.get("patternProperties", {}).items():
        node["patternProperties"] = {pattern: _closed(part)}
    if "properties" in node:
        node["properties"] = {key: _closed(value) for key, value in node["properties"].items()}
    return node


def _without_null(node: dict[str, Any]) -> dict[str, Any]:
    """Turn «this or null» into «this»: an empty value is the same as a missing key."""
    if "anyOf" not in node:
        return node
    options = [option for option in node.pop("anyOf") if option != {"type": "null"}]
    if len(options) == 1:
        return {**options[0], **node}
    return {"oneOf": options, **node}
