"""The API: every file is what its description says, nothing goes from one version to the next, no secret is in it."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from openapi_spec_validator import validate

from generator.catalogue import Catalogue
from generator.checking import check
from generator.exports.answering import AnsweringFor
from generator.exports.api import writing
from generator.exports.api.openapi import openapi, schemas
from generator.exports.tables import Publication
from generator.reading.folder import read_folder
from generator.site.parts.contacts import inherited_contacts
from generator.site.published import published
from tests.conftest import EXAMPLE, TODAY

SHAPES = Path(__file__).with_name("api_shapes.txt")
PUBLICATION = Publication("Reti di Valdoria", "https://rete.example/", "CC BY 4.0", "https://cc.example/by", "it")
_LISTS = {"index": "Index", "themes": "TermList", "places": "TermList", "vocabularies": "Vocabularies"}
_OF_FOLDER = {
    "networks": "Network",
    "organizations": "Organization",
    "activities": "Activity",
    "practices": "Practice",
    "stories": "Story",
    "themes": "TermRecords",
    "places": "TermRecords",
}


def _catalogue(root: Path) -> Catalogue:
    return published(check(read_folder(root), TODAY).catalogue)


def _answering(catalogue: Catalogue) -> AnsweringFor:
    return lambda activity: inherited_contacts(activity, catalogue, {"contatti": []})


def _answers(files: dict[str, bytes]) -> Iterator[tuple[str, str, Any]]:
    """Yield file, name of its shape and content of every answer; a file of many records is one answer a line."""
    for name, content in files.items():
        folder, slash, _ = name.partition("/")
        stem = name.removesuffix(".json")
        shape = _OF_FOLDER[folder] if slash else _LISTS.get(stem, "RecordList")
        for answer in content.splitlines() if name.endswith(".jsonl") else [content]:
            if stem != "openapi":
                yield name, shape, json.loads(answer)


def _closed(node: Any) -> Any:
    """Refuse keys that the description does not name: it lets later versions add some."""
    if isinstance(node, list):
        return [_closed(part) for part in node]
    if not isinstance(node, dict):
        return node
    made = {key: _closed(value) for key, value in node.items()}
    if isinstance(node.get("properties"), dict) and node.get("type") == "object":
        made.setdefault("additionalProperties", False)
    return made


def _validator(shape: str) -> Draft202012Validator:
    whole = {"components": {"schemas": _closed(schemas())}, "$ref": f"#/components/schemas/{shape}"}
    return Draft202012Validator(whole, format_checker=Draft202012Validator.FORMAT_CHECKER)


def test_the_description_is_openapi_and_says_what_every_class_is() -> None:
    """The validator of the specification accepts it; each schema has the docstring of its class."""
    described = openapi(PUBLICATION.name, PUBLICATION.url, PUBLICATION.licence, PUBLICATION.licence_url)
    validate(described)
    assert [name for name, node in schemas().items() if not node.get("description")] == []
    assert "x-riferimento" not in json.dumps(described)
    assert '"null"' not in json.dumps(described)


@pytest.mark.parametrize("most", [writing.MOST_WITH_A_FILE, 0], ids=["a file each", "in parts"])
def test_every_file_has_the_shape_that_is_described(most: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Small and large: the same records, each valid against its own schema without any key that is not described."""
    monkeypatch.setattr(writing, "MOST_WITH_A_FILE", most)
    monkeypatch.setattr(writing, "_BYTES_AT_ONCE", 10_000)
    catalogue = _catalogue(EXAMPLE)
    files = dict(writing.files(catalogue, PUBLICATION, answering=_answering(catalogue)))
    validators = {shape: _validator(shape) for shape in {*_OF_FOLDER.values(), *_LISTS.values(), "RecordList"}}
    wrong = [
        (name, error.json_path, error.message)
        for name, shape, answer in _answers(files)
        for error in validators[shape].iter_errors(answer)
    ]
    assert wrong == []
    ids = {(shape, answer["id"]) for _, shape, answer in _answers(files) if "id" in answer}
    groups = ("networks", "organizations", "activities", "practices", "stories")
    assert ids == {(_OF_FOLDER[group], key) for group in groups for key in getattr(catalogue, group)}
    links = [
        link["file"] for _, shape, answer in _answers(files) if "List" in shape for link in answer.get("items", ())
    ]
    links += [part["file"] for _, _, answer in _answers(files) for part in answer.get("parts", ())]
    assert [file for file in links if file not in files] == []
    assert {file for file in files if "/" in file} == {*links}


def test_what_was_promised_is_still_there(request: pytest.FixtureRequest) -> None:
    """Within a version keys are only added: a line that is not there any more breaks somebody's program."""
    described = openapi("", "", "", "")
    promised = {f"{path}" for path in described["paths"]}
    for name, node in schemas().items():
        for key, value in node.get("properties", {}).items():
            kind = value.get("type") or value.get("$ref", "").rpartition("/")[2] or "+".join(sorted(value)[:1])
            promised.add(f"{name}.{key}: {kind}")
    if request.config.getoption("--accept"):
        SHAPES.write_text("".join(f"{line}\n" for line in sorted(promised)), "utf-8")
    assert sorted(set(SHAPES.read_text("utf-8").splitlines()) - promised) == []


def test_a_record_says_what_its_page_says(valdoria: Path) -> None:
    """Members told by either side, places had from networks, dates with the words of the source."""
    files = dict(writing.files(_catalogue(valdoria), PUBLICATION))
    network = json.loads(files["networks/rete-vicini-di-casa.json"])
    assert network["type"] == "network"
    assert network["url"] == "https://rete.example/reti/rete-vicini-di-casa/"
    assert "rete-vicini-di-casa/caffe-in-cortile" in network["activities"]
    assert {"network", "name"} <= set(network["ties"][0])
    activity = json.loads(files["activities/rete-vicini-di-casa.caffe-in-cortile.json"])
    assert activity["home"] == "rete-vicini-di-casa"
    assert activity["operator"]
    body = json.loads(files["organizations/auser-ponte.json"])
    assert [tie["network"] for tie in body["ties"]] == [
        tie.network.id for tie in _catalogue(valdoria).memberships["auser-ponte"]
    ]


def test_an_activity_says_whose_contact_it_has() -> None:
    """Its own stands alone; else that of who runs it, of a network, of a body that leads one, named as such."""
    catalogue = _catalogue(EXAMPLE)
    files = dict(writing.files(catalogue, PUBLICATION, answering=_answering(catalogue)))
    made = {
        record["id"]: (record.get("contact"), record.get("inherited_contact"))
        for name, content in files.items()
        if name.startswith("activities/")
        for record in [json.loads(content)]
    }
    own, inherited = made["comune-di-valdoria/sportello-sociale"]
    assert own
    assert inherited is None
    assert made["parrocchia-sant-eligio/festa-delle-fornaci"] == (
        None,
        {
            "relation": "network",
            "record": "patto-educativo-fornaci",
            "name": "Patto educativo delle Fornaci",
            "contacts": json.loads(files["networks/patto-educativo-fornaci.json"])["contacts"],
        },
    )
    told = {identifier: inherited and inherited["relation"] for identifier, (_, inherited) in made.items()}
    assert told["auser-ponte/quattro-passi"] == "operator"
    assert told["patto-educativo-fornaci/bus-a-piedi"] == "home"
    assert told["rete-estate-ragazzi/estate-insieme"] == "lead"
    assert told["coro-della-torre/prove"] is None


def test_what_is_not_public_is_in_no_file(valdoria: Path) -> None:
    """Protected places with what points at them, removed records with every reference, notices that are over."""
    (valdoria / "organizations" / "casa.yml").write_text(
        "nome: Casa Rossa\ntipo: odv\nterritori: [valdoria]\n"
        "luoghi: [{id: rifugio, nome: Rifugio segreto, riservato: true}]\n"
        "attivita: [{nome: Ospitalità di prova, tipo: socialita, luoghi: [rifugio], partner: [auser-ponte]}]\n"
        "contatti: [{tipo: tramite, tramite: auser-ponte}]\nfa_capo_a: auser-ponte\n"
        "bisogni: [{risorsa: spazi, descrizione: Sala scaduta, scade_il: 2020-01-01}]\n"
        "fonti: [{url: 'https://a.example'}]\n",
        "utf-8",
    )
    file = valdoria / "organizations" / "auser-ponte.yml"
    file.write_text(file.read_text("utf-8").replace("stato: attiva", "stato: rimossa"), "utf-8")
    sources = read_folder(valdoria)
    catalogue = published(check(sources, TODAY).catalogue)
    files = dict(writing.files(catalogue, PUBLICATION, ["auser-ponte"], answering=_answering(catalogue)))
    whole = b"".join(files.values()).decode()
    assert "Ospitalità di prova" in whole
    assert [
        word for word in ("Rifugio", "rifugio", "Sala scaduta", "Auser Ponte", "auser-ponte") if word in whole
    ] == []
    assert "contacts" not in json.loads(files["organizations/casa.json"])
