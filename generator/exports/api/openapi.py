"""The description of the API (OpenAPI 3.1), out of the models: docstrings say what a thing is, keys what they hold.

Sentences about single keys are those that who writes records reads, in Italian.
"""

from functools import cache
from importlib.metadata import version
from typing import Any, Final

from pydantic import BaseModel

from generator.catalogue.entries import Status
from generator.catalogue.kinds import RECORDS
from generator.exports.api import answers
from generator.exports.api.records import LEFT_OUT, Object
from generator.records.activity import Activity
from generator.records.network import Network
from generator.records.organization import Organization
from generator.records.practice import Practice
from generator.records.schema import Node
from generator.records.story import Story

VERSION: Final = "1.0.0"
_MODELS: Final[dict[str, type[BaseModel]]] = {
    "network": Network,
    "organization": Organization,
    "activity": Activity,
    "practice": Practice,
    "story": Story,
}
"""The model of each kind of record, by its name in English."""
_ANSWERS: Final = (
    answers.Index,
    answers.RecordList,
    answers.TermList,
    answers.TermRecords,
    answers.Vocabularies,
    answers.Tie,
    answers.InheritedContact,
)
_DROPPED: Final = frozenset(
    {
        "title",
        "default",
        "additionalProperties",
        "x-formato",
        "x-richiede",
        "x-riferimento",
        "x-vocabolario",
        "minItems",
    }
)
"""What is no part of what is promised: pydantic's own, rules for who writes, and what only a whole file holds to."""
_TARGETS: Final = {kind.code: kind.name for kind in RECORDS.values()} | {"luogo": "place"}
_ANY_DATE: Final = "PartialDate"
_SHARED: Final[dict[str, Node]] = {
    _ANY_DATE: {
        "type": "object",
        "description": "A date known to the year, the month or the day, with the words of the source beside it.",
        "properties": {
            "date": {"type": "string", "description": "As much of the ISO 8601 date as is known: 2019, 2019-04."},
            "words": {"type": "string", "description": "The words of the source."},
        },
    },
}
_TEXTS: Final[Node] = {"type": "array", "items": {"type": "string"}}


def openapi(name: str, site_url: str, licence: str, licence_url: str) -> Object:
    """Return the description of the API of one catalogue."""
    info: Object = {
        "title": name,
        "version": VERSION,
        "description": "A catalogue of local social networks as static JSON files: begin with /index.json. "
        "Activities of a theme in a place: those in both /themes/{file}.json and /places/{file}.json. "
        "Where an activity has no «contact», «inherited_contact» says who answers for it; without either, nobody does. "
        "Within version 1 keys are only ever added. Descriptions of single keys are in Italian.",
    }
    if licence:
        info["license"] = {"name": licence} | ({"url": licence_url} if licence_url else {})
    return {
        "openapi": "3.1.0",
        "info": info,
        "servers": [{"url": f"{site_url.rstrip('/')}/api/v1" if site_url else "/api/v1"}],
        "paths": _paths(),
        "components": {"schemas": schemas()},
    }


@cache
def schemas() -> dict[str, Node]:
    """Return the schema of every answer, of every kind of record and of their parts, in the order of their names."""
    made: dict[str, Node] = dict(_SHARED)
    for answer in _ANSWERS:
        _take(answer, made)
    for kind, model in _MODELS.items():
        _take(model, made)
        made[model.__name__] = _with_own_keys(made[model.__name__], kind)
    return dict(sorted(made.items()))


def _take(model: type[BaseModel], made: dict[str, Node]) -> None:
    """Put the schema of a model and of its parts among those that are made."""
    whole = model.model_json_schema(by_alias=False, ref_template="#/components/schemas/{model}")
    for name, part in whole.pop("$defs", {}).items():
        made.setdefault(name, _promised(part))
    made.setdefault(model.__name__, _promised(whole))


def _promised(node: Any) -> Any:
    """Rewrite what pydantic emits: what may be one or many is many, what may be null is left out."""
    if not isinstance(node, dict):
        return node
    alternatives = node["anyOf"] if "anyOf" in node else node.get("oneOf", [])
    options = [option for option in alternatives if option != {"type": "null"}]
    if node.get("x-date") or any(_is_any_date(option) for option in (node, *options)):
        made: Any = {"$ref": f"#/components/schemas/{_ANY_DATE}"}
    elif options:
        many = next((option for option in options if option.get("type") == "array"), None)
        kept = [many] if many else options
        made = _promised(kept[0]) if len(kept) == 1 else {"anyOf": [_promised(option) for option in kept]}
    else:
        made = _plain_node(node)
    return {**made, **({"description": node["description"]} if "description" in node else {})}


def _is_any_date(node: Node) -> bool:
    """Tell whether a node is a date of any precision, which records write as a text or as a mapping."""
    return any(option.get("x-formato") == "quando" for option in node.get("oneOf", ()))


def _plain_node(node: Node) -> dict[str, Any]:
    """Rewrite a node without alternatives."""
    made = {key: value for key, value in node.items() if key not in _DROPPED}
    if "x-vocabolario" in node:
        made.pop("enum", None)  # the few codes beside those of the vocabulary
        made["x-vocabulary"] = node["x-vocabolario"]
    if "x-riferimento" in node:
        made["x-reference"] = [_TARGETS[kind] for kind in node["x-riferimento"].split("|")]
    if node.get("x-formato") == "data":
        made["format"] = "date"
    for key in ("items", "additionalProperties"):
        if isinstance(node.get(key), dict):
            made[key] = _promised(node[key])
    if "properties" in node:
        made["properties"] = {key: _promised(value) for key, value in node["properties"].items()}
    return made


def _with_own_keys(node: Node, kind: str) -> Node:
    """Add to the schema of a kind of record what the API says of it, and take away what it does not take over."""
    own: dict[str, Node] = {
        "type": {"const": kind, "description": "The kind of record."},
        "id": {"type": "string", "description": "Its id; of what stands in the file of another, `file/own`."},
        "url": {"type": "string", "description": "Its page."},
        "inherited": {**_TEXTS, "description": "Which keys it has from its networks, or from the record it stands in."},
        "themes": {**_TEXTS, "description": "Codes of its themes.", "x-vocabulary": "temi"},
        "territories": {**_TEXTS, "description": "Codes of its places.", "x-vocabulary": "territori"},
        "audiences": {**_TEXTS, "description": "Codes of whom it is for.", "x-vocabulary": "destinatari"},
        "sources": {
            "type": "array",
            "items": {"$ref": "#/components/schemas/Source"},
            "description": "Where it was read.",
        },
    }
    if kind in {"activity", "practice"}:
        own["home"] = {"type": "string", "description": "The id of the record in whose file it stands."}
    if kind == "activity":
        own["operator"] = {"type": "string", "description": "The id of who runs it."}
        own["status"] = {"enum": [status.value for status in Status], "description": "Its state, said or worked out."}
        own["inherited_contact"] = {
            "$ref": "#/components/schemas/InheritedContact",
            "description": "Where it has no contact of its own: whose it has, as its page says it.",
        }
    if kind in {"network", "organization"}:
        own["ties"] = {
            "type": "array",
            "items": {"$ref": "#/components/schemas/Tie"},
            "description": "Who is in the network, or in which networks the organisation is.",
        }
        own["activities"] = {**_TEXTS, "description": "Ids of the activities in its file."}
        own["practices"] = {**_TEXTS, "description": "Ids of the good practices in its file."}
    kept = {key: value for key, value in node["properties"].items() if key not in LEFT_OUT}
    if kind == "story":
        kept["practices"] = node["properties"]["practices"]
    required = [key for key in node.get("required", ()) if key not in LEFT_OUT]
    return {
        **node,
        "properties": dict(sorted({**kept, **own}.items())),
        "required": sorted({*required, "type", "id", "url"}),
    }


def _paths() -> Object:
    paths: Object = {
        "/index.json": _get("index", "Where a program begins.", "Index"),
        "/themes.json": _get("themes", "The themes under which records stand.", "TermList"),
        "/themes/{file}.json": _get("theme", "The records of one theme.", "TermRecords", "file"),
        "/places.json": _get("places", "The places under which records stand.", "TermList"),
        "/places/{file}.json": _get("place", "The records of one place.", "TermRecords", "file"),
        "/vocabularies.json": _get("vocabularies", "What the codes of records mean.", "Vocabularies"),
    }
    for kind in RECORDS.values():
        name = _MODELS[kind.name].__name__
        paths[f"/{kind.group}.json"] = _get(kind.group, f"All records of the kind «{kind.name}».", "RecordList")
        paths[f"/{kind.group}/{{file}}.json"] = _get(
            kind.name, f"One record of the kind «{kind.name}», in a small catalogue.", name, "file"
        )
        paths[f"/{kind.group}/{{part}}.jsonl"] = _get(
            f"{kind.group}_part", "Whole records, one a line, in a large catalogue.", name, "part", "application/jsonl"
        )
    return paths


def _get(operation: str, summary: str, shape: str, parameter: str = "", kind: str = "application/json") -> Object:
    shown: Object = {
        "description": summary,
        "content": {kind: {"schema": {"$ref": f"#/components/schemas/{shape}"}}},
    }
    made: Object = {"operationId": operation, "summary": summary, "responses": {"200": shown}}
    if parameter:
        made["parameters"] = [
            {
                "name": parameter,
                "in": "path",
                "required": True,
                "description": "As the list that leads here writes it.",
                "schema": {"type": "string"},
            }
        ]
        made["responses"]["404"] = {"description": "There is none."}
    return {"get": made}


def program() -> str:
    """Return the name and version of the program."""
    return f"intreccio {version('intreccio')}"
