"""HSDS says what is published, in the shapes of its version 3.0, and gives the same records back."""

import csv
import json
import re
import uuid
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

from generator.catalogue import Catalogue
from generator.checking import check
from generator.exports.answering import AnsweringFor
from generator.exports.hsds.reading import BESIDE, body_of, plain_activity
from generator.exports.hsds.tables import table_files
from generator.exports.hsds.writing import exported, files
from generator.exports.pieces import joined
from generator.reading.folder import read_folder
from generator.records.plain import without_empty
from generator.site.parts.contacts import inherited_contacts
from generator.site.published import published
from tests.conftest import TODAY
from tests.exports.frictionless_validate import validated

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


def _answering(catalogue: Catalogue) -> AnsweringFor:
    return lambda activity: inherited_contacts(activity, catalogue, {"contatti": []})


@pytest.mark.parametrize("root", [TOWN, ROOT], ids=["example", "shipped"])
def test_every_object_has_the_shape_of_the_standard_and_every_record_comes_back(root: Path) -> None:
    """Shapes of 3.0, unique identifiers, known organisations; the same records, but for protected places."""
    sources = read_folder(root)
    catalogue = published(check(sources, TODAY).catalogue)
    made = exported(catalogue, sources, "https://rete.example/", "it", _answering(catalogue))
    shapes = _shapes()
    wrong = [flaw for item in made.organizations for flaw in _wrong(item, "organization", shapes)]
    wrong += [
        flaw
        for item in made.services
        for flaw in _wrong({**item, "organization": next(iter(made.organizations))}, "service", shapes)
    ]
    assert wrong == []
    ids = [item["id"] for item in (*made.organizations, *made.services)]
    assert len(ids) == len({*ids}) == len(catalogue.networks) + len(catalogue.organizations) + len(catalogue.activities)
    assert {item["organization_id"] for item in made.services} <= {item["id"] for item in made.organizations}

    own: dict[str, list[dict[str, Any]]] = {}
    for service in made.services:
        own.setdefault(service[BESIDE]["scheda"], []).append(service)
    records = {(file.kind, file.id): file.data for kind in ("rete", "ente") for file in sources.of(kind)}
    for organization in made.organizations:
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


def test_a_contact_that_a_service_inherits_is_that_of_its_organization() -> None:
    """It names whose it is, is no telephone of the service, and no part of the record that is read back."""
    sources = read_folder(TOWN)
    catalogue = published(check(sources, TODAY).catalogue)
    made = exported(catalogue, sources, "", "it", _answering(catalogue))
    networks = {item["name"]: item["id"] for item in made.organizations}
    (service,) = (item for item in made.services if item["name"] == "Prova di piena")
    email, telephone = service["contacts"]
    assert "phones" not in service
    assert email["title"] == telephone["title"] == "Recapito di Rete Città Solidale"
    assert email["email"] == "pianodizona@comune.valdoria.example"
    assert email["organization_id"] == telephone["organization_id"] == networks["Rete Città Solidale"]
    assert [phone["number"] for phone in telephone["phones"]] == ["0999 000 102"]
    assert "contatto" not in plain_activity(service)


def test_what_is_not_public_is_in_no_file(valdoria: Path) -> None:
    """Drafts and removed records stay out, and records that name them are told without what is beside the standard."""
    file = valdoria / "organizations" / "auser-ponte.yml"
    file.write_text(file.read_text("utf-8").replace("stato: attiva", "stato: rimossa"), "utf-8")
    sources = read_folder(valdoria)
    made = exported(published(check(sources, TODAY).catalogue), sources, "", "it")
    whole = b"".join(joined(content) for _, content in (*files(made, "", TODAY), *table_files(made, "")))
    assert b"Auser Ponte" not in whole
    assert b"auser-ponte" not in whole


_OF_TABLES = {
    "service": "organization_id!",
    "service_at_location": "service_id! location_id!",
    "organization_identifier": "organization_id!",
    "attribute": "link_id! taxonomy_term_id! link_entity!",
    "cost_option": "service_id!",
    "taxonomy": "id!:uuid name! description! uri:uri version",
}
"""What the tabular form asks more than the JSON, in the notation of the shapes."""
_FORMATS = {"uuid": "uuid", "uri": "uri", "email": "email"}
_DATES = {"assured_date", "valid_from", "valid_to", "dtstart", "until"}
_TIMES = {"opens_at", "closes_at"}


def _descriptor(package: Mapping[str, Any], folder: Path) -> dict[str, Any]:
    """Describe the tables that were written as the standard does, out of its shapes instead of what we say of them."""
    shapes = _shapes()
    names = {resource["name"] for resource in package["resources"]}
    resources = []
    for resource in package["resources"]:
        name = resource["name"]
        columns = (folder / resource["path"]).read_bytes().decode().partition("\r\n")[0].split(",")
        more = {
            found["name"]: found for word in _OF_TABLES.get(name, "").split() if (found := _PROPERTY.fullmatch(word))
        }
        known = {**shapes.get(name, {}), **more}
        assert [column for column in columns if column not in known] == [], name
        assert [key for key, found in known.items() if found["must"] and key not in columns] == [], name
        fields = [_field(known[column], name) for column in columns]
        links = [
            {"fields": column, "reference": {"resource": column.removesuffix("_id"), "fields": "id"}}
            for column in columns
            if column.endswith("_id") and column.removesuffix("_id") in names
        ]
        schema = {"primaryKey": "id", "fields": fields, **({"foreignKeys": links} if links else {})}
        resources.append({"name": name, "path": resource["path"], "profile": "tabular-data-resource", "schema": schema})
    return {"profile": "tabular-data-package", "resources": resources}


def _field(found: re.Match[str], table: str) -> dict[str, Any]:
    name, kind = found["name"], found["kind"]
    type_ = "date" if name in _DATES else "time" if name in _TIMES else "number" if kind == "number" else "string"
    shape = {"format": _FORMATS[kind]} if kind in _FORMATS else {}
    codes = {"enum": [code.replace("_", " ") for code in kind.split("|")]} if found["sign"] == "=" else {}
    unique = {"unique": True} if (table, name) == ("taxonomy_term", "code") else {}
    return {"name": name, "type": type_, **shape, "constraints": {"required": bool(found["must"]), **codes, **unique}}


def test_the_tables_are_what_the_standard_says_and_frictionless_accepts_them(tmp_path: Path) -> None:
    """Types, formats, codes, keys and ties between tables; a row of nobody is noticed."""
    sources = read_folder(TOWN)
    catalogue = published(check(sources, TODAY).catalogue)
    made = exported(catalogue, sources, "https://rete.example/", "it", _answering(catalogue))
    for name, content in table_files(made, "https://rete.example/"):
        (tmp_path / name).write_bytes(joined(content))
    ours = json.loads((tmp_path / "datapackage.json").read_bytes())
    (tmp_path / "standard.json").write_text(json.dumps(_descriptor(ours, tmp_path)), "utf-8")
    assert validated(tmp_path / "datapackage.json") == {}
    assert validated(tmp_path / "standard.json") == {}
    counts = {resource["name"]: _rows(tmp_path / resource["path"]) for resource in ours["resources"]}
    assert (counts["organization"], counts["service"]) == (len(made.organizations), len(made.services))
    assert "phone" in counts
    file = tmp_path / "service_areas.csv"
    file.write_bytes(file.read_bytes() + f"{uuid.UUID(int=1)},{uuid.UUID(int=2)},Nessun posto\r\n".encode())
    assert "service_area" in validated(tmp_path / "standard.json")


def _rows(path: Path) -> int:
    return sum(1 for _ in csv.reader(path.read_bytes().decode().splitlines(keepends=True))) - 1


def test_numbers_keep_their_sign_and_texts_are_never_run(valdoria: Path) -> None:
    """A telephone number and «the last Saturday» begin like a formula and are none; other texts are made harmless."""
    file = valdoria / "organizations" / "prova.yml"
    file.write_text(
        "nome: '=1+1'\ntipo: odv\nterritori: [valdoria]\ncontatti: [{tipo: telefono, valore: '+39 0522 123456'}]\n"
        "attivita: [{nome: Ultimo sabato, tipo: socialita, quando: {orari: [{giorni: sab, settimana: ultima}]}}]\n"
        "fonti: [{url: 'https://a.example'}]\n",
        "utf-8",
    )
    sources = read_folder(valdoria)
    made = exported(published(check(sources, TODAY).catalogue), sources, "", "it")
    files = {name: joined(content).decode() for name, content in table_files(made, "")}
    assert ",'=1+1," in files["organizations.csv"]
    assert ",+39 0522 123456," in files["phones.csv"]
    assert ",-1SA," in files["schedules.csv"]


def test_a_place_of_an_activity_is_not_taken_for_one_of_its_file(valdoria: Path) -> None:
    """Both are the first of their list: they are two places all the same."""
    file = valdoria / "organizations" / "prova.yml"
    file.write_text(
        "nome: Prova\ntipo: odv\nterritori: [valdoria]\n"
        "luoghi: [{nome: La sede, coordinate: {lat: 44.6989, lon: 10.5}}]\n"
        "attivita: [{nome: Ballo, tipo: socialita, luoghi: [{nome: Il parco}]}]\nfonti: [{url: 'https://a.example'}]\n",
        "utf-8",
    )
    sources = read_folder(valdoria)
    made = exported(published(check(sources, TODAY).catalogue), sources, "", "it")
    files = {name: joined(content) for name, content in table_files(made, "")}
    assert b",44.6989,10.5" in files["locations.csv"]
    (body,) = (item for item in made.organizations if item["name"] == "Prova")
    assert body_of(body, []).data["luoghi"] == [{"nome": "La sede", "coordinate": {"lat": "44.6989", "lon": "10.5"}}]
    assert [name in files["locations.csv"].decode() for name in ("La sede", "Il parco")] == [True, True]
