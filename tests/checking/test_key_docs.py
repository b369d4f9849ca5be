"""The reference page: every key of every record, with type, limits, codes and an example."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

from generator.catalogue import build_vocabularies
from generator.checking import check
from generator.checking.key_docs import Section, annotated_examples, key_sections
from generator.locale import LANGUAGES, load
from generator.reading.folder import read_folder, read_text
from generator.records.schema import schema
from tests.conftest import BASE, EXAMPLE, TODAY, write_picture

PLACES = {
    "rete.yml": "networks/rete-vicini-di-casa.yml",
    "rete-conclusa.yml": "networks/rete-del-lungofiume.yml",
    "ente.yml": "organizations/auser-ponte.yml",
    "ente-concluso.yml": "organizations/circolo-del-lungofiume.yml",
    "storia.md": "content/storie/il-cortile-del-ponte.md",
    "vocabolario.yml": "vocabularies/territori.yml",
}
CONTRACT = (
    ("rete", BASE / "networks" / "rete-vicini-di-casa.yml"),
    ("ente", BASE / "organizations" / "auser-ponte.yml"),
)


@pytest.fixture(scope="module")
def sections() -> dict[str, Section]:
    """Return the sections of the Italian page, by name."""
    return {section.name: section for section in key_sections(schema(), build_vocabularies([]), load("messages", "it"))}


def test_examples_are_right(valdoria: Path) -> None:
    """The annotated examples check clean inside Valdoria."""
    for kind in schema()["kinds"]:
        for name, text in annotated_examples(kind).items():
            (valdoria / PLACES[name]).write_text(text, "utf-8")
    for name in ("auser-ponte.png", "vicini-di-casa.png", "cortile.png", "caffe.png"):
        write_picture(valdoria / "content" / "immagini" / name)
    boundary = valdoria / "content" / "confini" / "valdoria.geojson"
    boundary.parent.mkdir(parents=True)
    boundary.write_bytes((EXAMPLE / "content" / "confini" / boundary.name).read_bytes())

    findings = check(read_folder(valdoria), TODAY).findings

    assert [(finding.code, finding.file, finding.path) for finding in findings if finding.code != "W115"] == []


def test_every_key_has_everything(sections: dict[str, Section]) -> None:
    """Every key says what it is and shows an example, or leads to the section of its own keys."""
    rows = [(section.name, row) for section in sections.values() for row in section.rows]

    assert len(rows) > 150
    assert [f"{name}.{row.key}" for name, row in rows if not (row.type and row.description)] == []
    assert [f"{name}.{row.key}" for name, row in rows if not (row.example or row.group)] == []


def test_groups_have_a_section(sections: dict[str, Section]) -> None:
    """A key that holds a group leads to a section that exists and knows where it is used."""
    for section in sections.values():
        for row in section.rows:
            if row.group:
                assert f"{section.name}.{row.key}" in sections[row.group].used_in


def _keys(data: Mapping[str, Any], section: str, sections: dict[str, Section]) -> Iterator[tuple[str, str]]:
    groups = {row.key: row.group for row in sections[section].rows}
    for key, value in data.items():
        yield section, key
        items = value.values() if key == "traduzioni" else value if isinstance(value, list) else [value]
        for item in items:
            if isinstance(item, Mapping) and groups.get(key):
                yield from _keys(item, groups[key], sections)


@pytest.mark.parametrize(("kind", "path"), CONTRACT, ids=["network", "organization"])
def test_every_key_of_the_contract_is_documented(kind: str, path: Path, sections: dict[str, Section]) -> None:
    """Every key in the two annotated examples of the contract has its row."""
    data = read_text(path.read_text("utf-8"), path.stem, path.name, kind).data
    documented = {(section.name, row.key) for section in sections.values() for row in section.rows}

    assert set(_keys(data, kind, sections)) - documented == set()


def test_rows(sections: dict[str, Section]) -> None:
    """Type, limits, codes and example of some keys, as people read them."""
    rows = {(section.name, row.key): row for section in sections.values() for row in section.rows}
    name, kinds, state = rows["rete", "nome"], rows["attivita", "tipo"], rows["rete", "stato"]

    assert (name.required, name.type, name.limits, name.example) == (
        *(True, "testo", "da 3 a 255 caratteri"),
        "Rete Vicini di Casa",
    )
    assert rows["rete", "traduzioni"].type == "gruppo per ogni lingua: en, fr, ar"
    assert (kinds.type, kinds.limits, kinds.scheme) == (
        *("codice; uno, oppure un elenco", "al massimo 3 valori"),
        "tipi_attivita",
    )
    assert [code for code, _ in state.codes][:2] == ["bozza", "prevista"]
    assert rows["adesioni", "ente"].type == "id di una rete o di un ente, oppure un gruppo di voci"
    assert rows["quando", "dal"].example == "2026-10-01"


@pytest.mark.parametrize("lang", LANGUAGES)
def test_languages(lang: str) -> None:
    """The page exists in both languages."""
    assert key_sections(schema(), build_vocabularies([]), load("messages", lang))
