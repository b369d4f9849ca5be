"""HSDS says what is published, in the shapes of its version 3.0, and gives the same records back."""

import json
import re
import uuid
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

from generator.checking import check
from generator.exports.hsds.reading import BESIDE, body_of
from generator.exports.hsds.writing import exported, files
from generator.reading.folder import read_folder
from generator.records.plain import without_empty
from generator.site.published import published
from tests.conftest import TODAY

ROOT = Path(__file__).resolve().parents[2]
TOWN = ROOT / "examples" / "valdoria"
SHAPES = Path(__file__).with_name("hsds_shapes.txt")
_PROPERTY = re.compile(r"(?P<name>\w+)(?P<must>!)?(?:(?P<sign>[:*>=])(?P<kind>\S+))?")


def _shapes() -> dict[str, dict[str, re.Match[str]]]:
    """Read the shapes: `!` is required, `:` a format, `=` codes, `*` a list of objects, `>` an object."""
    lines = (line.partition(":") for line in SHAPES.read_text("utf-8").splitlines())
    return {
        name: {found["name"]: found for word in words.split() if (found := _PROPERTY.fullmatch(word))}
        for name, _, words in lines
    }


def _wrong(item: Mapping[str, Any], name: str, shapes: Mapping[str, Mapping[str, re.Match[str]]]) -> Iterator[str]:
    shape = shapes[name]
    yield from (f"{name} lacks {key}" for key, found in shape.items() if found["must"] and key not in item)
    for key, value in item.items():
        if key == BESIDE:
            continue
        found = shape.get(key)
        if found is None:
            yield f"{name}.{key} is unknown"
        elif found["sign"] == "*":
            for part in value:
                yield from _wrong(part, found["kind"], shapes)
        elif found["sign"] == ">":
            yield from _wrong(value, found["kind"], shapes)
        elif not _is(value, found["sign"], found["kind"]):
            yield f"{name}.{key} = {value!r}"


def _is(value: Any, sign: str | None, kind: str | None) -> bool:
    if sign == "=":
        return value in {code.replace("_", " ") for code in str(kind).split("|")}
    if kind == "number":
        return isinstance(value, int)
    if kind == "uuid":
        return bool(str(uuid.UUID(value)) == value)
    pattern = {"email": r"[^@\s]+@[^@\s]+\.[a-z]+", "uri": r"https?://\S+"}.get(str(kind), r"(?s).+")
    return isinstance(value, str) and bool(re.fullmatch(pattern, value))


@pytest.mark.parametrize("root", [TOWN, ROOT], ids=["example", "shipped"])
def test_every_object_has_the_shape_of_the_standard_and_every_record_comes_back(root: Path) -> None:
    """Shapes of 3.0, unique identifiers, known organisations; the same records, but for protected places."""
    sources = read_folder(root)
    catalogue = published(check(sources, TODAY).catalogue)
    made = exported(catalogue, sources, "https://rete.example/", "it")
    shapes = _shapes()
    wrong = [flaw for item in made.organizations for flaw in _wrong(item, "organization", shapes)]
    wrong += [
        flaw
        for item in made.services
        for flaw in _wrong({**item, "organization": made.organizations[0]}, "service", shapes)
    ]
    assert wrong == []
    ids = [item["id"] for item in (*made.organizations, *made.services)]
    assert len(ids) == len({*ids}) == len(catalogue.networks) + len(catalogue.organizations) + len(catalogue.activities)
    assert {item["organization_id"] for item in made.services} <= {item["id"] for item in made.organizations}

    own: dict[str, list[dict[str, Any]]] = {}
    for service in made.services:
        own.setdefault(service[BESIDE]["scheda"], []).append(service)
    records = {(file.kind, file.id): file.data for kind in ("rete", "ente") for file in sources.of(kind)}
    for organization in json.loads(json.dumps(made.organizations)):
        services = own.get(organization[BESIDE]["id"], [])
        body = body_of(organization, services)
        record = without_empty(records[body.kind, body.id])
        assert body.left == []
        if '"riservato":' in json.dumps(record):
            assert '"riservato":' not in json.dumps([organization, services])
            assert {**body.data, "luoghi": 0, "attivita": 0} == {**record, "luoghi": 0, "attivita": 0}
        else:
            assert body.data == record
            assert [*body.data] == [*record]


def test_what_is_not_public_is_in_no_file(valdoria: Path) -> None:
    """Drafts and removed records stay out, and records that name them are told without what is beside the standard."""
    file = valdoria / "organizations" / "auser-ponte.yml"
    file.write_text(file.read_text("utf-8").replace("stato: attiva", "stato: rimossa"), "utf-8")
    sources = read_folder(valdoria)
    whole = b"".join(content for _, content in files(published(check(sources, TODAY).catalogue), sources, "", "it"))
    assert b"Auser Ponte" not in whole
    assert b"auser-ponte" not in whole
