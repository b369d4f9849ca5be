"""The schema is a closed, described subset of JSON Schema."""

from typing import Any

import pytest
from pydantic import BaseModel, ConfigDict, Field

from generator.checking.formats import FORMATS
from generator.records.conditions import CLAUSES
from generator.records.plain import is_empty, without_empty
from generator.records.schema import KEYWORDS, KINDS, NOTHING, Node, UnknownKeyword, _closed, referred, resolved, schema


def _nodes(node: dict[str, Any]) -> list[dict[str, Any]]:
    inner = [
        *node.get("properties", {}).values(),
        *node.get("oneOf", []),
        *([node["items"]] if "items" in node else []),
    ]
    return [node, *(deeper for one in inner for deeper in _nodes(one))]


def _every_node() -> list[dict[str, Any]]:
    whole = schema()
    return [node for root in (*whole["kinds"].values(), *whole["$defs"].values()) for node in _nodes(root)]


def test_keywords_are_closed() -> None:
    """Nothing but the known keywords is ever emitted."""
    assert {keyword for node in _every_node() for keyword in node} - KEYWORDS == set()


def test_formats_are_closed() -> None:
    """Every format that the schema names has its check."""
    assert {node["x-formato"] for node in _every_node() if "x-formato" in node} <= FORMATS.keys()


def test_conditions_are_closed() -> None:
    """Every condition has exactly one clause, and a code unless it is about a format."""
    conditions = [condition for node in _every_node() for condition in node.get("x-richiede", [])]

    assert all(sum(clause in condition for clause in CLAUSES) == 1 for condition in conditions)
    assert all("codice" in condition or "formato" in condition for condition in conditions)


def test_every_key_is_described() -> None:
    """Every key of every kind says in Italian what goes there."""
    silent = [
        key
        for node in _every_node()
        for key, value in node.get("properties", {}).items()
        if not value.get("description")
    ]

    assert silent == []


def test_mappings_are_closed() -> None:
    """No mapping accepts keys that it does not declare."""
    assert all(node["additionalProperties"] is False for node in _every_node() if node.get("type") == "object")


def test_alternatives_differ_by_kind_of_node() -> None:
    """A scalar, a list or a mapping: that is all it takes to choose among alternatives."""

    def kind(option: Node) -> str:
        node = referred(option)
        return str(node["type"] if node["type"] in {"object", "array"} else "scalar")

    inline = [
        [kind(option) for option in node["oneOf"] if "oneOf" not in option] for node in _every_node() if "oneOf" in node
    ]
    assert all(len(kinds) == len(set(kinds)) for kinds in inline)


def test_unknown_keyword() -> None:
    """A model that says something new is refused when the schema is made, not met by a reader."""

    class Strange(BaseModel):
        model_config = ConfigDict(extra="forbid")
        even: int = Field(multiple_of=2)

    with pytest.raises(UnknownKeyword, match="multipleOf"):
        _closed(Strange.model_json_schema())


def test_kinds() -> None:
    """There is a schema for each kind of file, in the order in which keys are written."""
    assert list(schema()["kinds"]) == list(KINDS)
    assert list(schema()["kinds"]["ente"]["properties"])[:2] == ["nome", "tipo"]


def test_empty_is_absent() -> None:
    """An empty text, list or mapping is the same as a missing one, at any depth."""
    assert is_empty({"a": ["", {"b": " "}]})
    assert without_empty({"a": "", "b": [" ", "x "], "c": {"d": []}}) == {"b": ["x"]}


def test_an_alternative_is_chosen_by_the_kind_of_value() -> None:
    """References are followed on the way; what fits nothing should have been the last alternative."""
    body = schema()["$defs"]["Membership"]["properties"]["ente"]
    assert "x-riferimento" in resolved(body, "la-lanterna")
    assert "nome" in resolved(body, {"nome": "La Lanterna"})["properties"]
    assert resolved(body, ["la-lanterna"]) == resolved(body, {})
    assert resolved(NOTHING, "anything") == NOTHING
