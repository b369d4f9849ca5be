"""Proposals about other languages: written before or after the mapping, on a record of either form."""

from pathlib import Path
from typing import Any

import pytest

from generator.contributing.proposals.preparing import prepared
from generator.contributing.proposals.proposal import Field, Proposal
from generator.reading.folder import read_folder
from generator.reading.yaml_reader import parse

ONCE = "in_inglese: {nome: Bridge}\ntraduzioni:\n  # chiesta al volo\n  - {lingua: fr, nome: Pont}\n"
NOW = "traduzioni: # chieste\n  en: {nome: Bridge}\n  fr: {nome: Pont}\n"


@pytest.mark.parametrize("form", [ONCE, NOW], ids=["once", "now"])
@pytest.mark.parametrize(
    ("field", "expected"),
    [
        (("in_inglese/nome", "Bridge", "The Bridge"), {"en": {"nome": "The Bridge"}, "fr": {"nome": "Pont"}}),
        (("traduzioni/en/nome", "Bridge", "The Bridge"), {"en": {"nome": "The Bridge"}, "fr": {"nome": "Pont"}}),
        (("in_inglese", {"nome": "Bridge"}), {"fr": {"nome": "Pont"}}),
        (("traduzioni/lingua=fr/nome", "Pont", "Le pont"), {"en": {"nome": "Bridge"}, "fr": {"nome": "Le pont"}}),
        (("traduzioni/lingua=fr", {"lingua": "fr", "nome": "Pont"}), {"en": {"nome": "Bridge"}}),
        (
            ("traduzioni/+", None, {"lingua": "ar", "nome": "جسر"}),
            {"en": {"nome": "Bridge"}, "fr": {"nome": "Pont"}, "ar": {"nome": "جسر"}},
        ),
    ],
    ids=lambda value: value[0] if isinstance(value, tuple) else "",
)
def test_both_ways(valdoria: Path, form: str, field: tuple[Any, ...], expected: dict[str, Any]) -> None:
    """Each means the same; the record that it changes is in today's form afterwards."""
    record = valdoria / "organizations" / "ponte.yml"
    record.write_text(f"nome: Ponte\ntipo: odv\n{form}fonti: [{{titolo: Statuto}}]\n", "utf-8")
    change = Field(tuple(field[0].split("/")), *field[1:])

    batch = prepared([Proposal("ente", "ponte", (change,))], read_folder(valdoria), partial=False)

    text = str(batch.change["organizations/ponte.yml"])
    data, _ = parse(text, "ponte.yml")
    assert (data["traduzioni"], "in_inglese" in data) == (expected, False)
    assert "# chiest" in text or "fr" not in expected  # what is remarked on a language goes with it alone
