"""Several official names in one: read as the two keys that say the same, and written back as they were."""

from pathlib import Path
from typing import Any

import pytest

from generator.checking import check
from generator.contributing.files.rewriting import rewritten
from generator.reading.folder import read_folder, read_text
from tests.conftest import TODAY

BODY = """nome: {it: Comune di Bolzano, de: Gemeinde Bozen, lld: Comun de Bulsan} # tre lingue ufficiali
tipo: comune
"""
PLACES = """id: territori
termini:
  - {codice: bolzano, nome: {it: Bolzano, de: Bozen}, livello: comune} # Alto Adige/Südtirol
  - {codice: merano, it: Merano, livello: comune}
"""


def test_a_body() -> None:
    """The Italian is its name, the others are official names in their language."""
    data = read_text(BODY, "comune", "organizations/comune.yml", "ente").data

    assert data["nome"] == "Comune di Bolzano"
    assert data["altri_nomi_ufficiali"] == [
        {"nome": "Gemeinde Bozen", "lingua": "de"},
        {"nome": "Comun de Bulsan", "lingua": "lld"},
    ]


@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        ({"sigla": "CB"}, BODY + "sigla: CB\n"),
        ({"nome": "Città di Bolzano"}, BODY.replace("Comune di", "Città di")),
        (
            {"altri_nomi_ufficiali": [{"nome": "Stadt Bozen", "lingua": "de"}, {"nome": "X", "lingua": "fr"}]},
            BODY.replace("Gemeinde Bozen, lld: Comun de Bulsan", "Stadt Bozen")
            + "altri_nomi_ufficiali:\n  - nome: X\n    lingua: fr\n",
        ),
    ],
)
def test_written_as_before(changed: dict[str, Any], expected: str) -> None:
    """Who wrote the names in one finds them so after any change, with what was remarked."""
    data = read_text(BODY, "comune", "organizations/comune.yml", "ente").data

    assert rewritten(BODY, {**data, **changed}, "ente", "organizations/comune.yml") == expected


def test_a_place(valdoria: Path) -> None:
    """The label of a place, and its official names; no other term is touched."""
    data = read_text(PLACES, "territori", "vocabularies/territori.yml", "vocabolario").data
    bolzano, merano = data["termini"]
    assert (bolzano["it"], bolzano["altri_nomi_ufficiali"]) == ("Bolzano", [{"nome": "Bozen", "lingua": "de"}])
    changed = {**data, "termini": [{**bolzano, "istat": "021008"}, merano]}
    assert rewritten(PLACES, changed, "vocabolario", "x.yml") == PLACES.replace(
        "comune} #", 'comune, istat: "021008"} #'
    )

    (valdoria / "organizations" / "comune-di-bolzano.yml").write_text(f"{BODY}fonti: [{{titolo: Statuto}}]\n", "utf-8")
    checked = check(read_folder(valdoria), TODAY)
    assert [finding for finding in checked.findings if finding.code.startswith("E")] == []
    entry = checked.catalogue.organizations["comune-di-bolzano"]
    assert (entry.name, "Gemeinde Bozen" in entry.other_names) == ("Comune di Bolzano", True)


@pytest.mark.parametrize("name", ["{it: }", "{it: Bolzano, tedesco: Bozen}", "{it: [Bolzano]}", "[Bolzano, Bozen]"])
def test_what_is_no_such_spelling(name: str) -> None:
    """It stays as it is, and the check tells it."""
    text = BODY.replace("{it: Comune di Bolzano, de: Gemeinde Bozen, lld: Comun de Bulsan}", name)
    data = read_text(text, "comune", "organizations/comune.yml", "ente").data

    assert "altri_nomi_ufficiali" not in data
