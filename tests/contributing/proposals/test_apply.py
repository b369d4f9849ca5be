"""Applying fields to plain data: each is compared with what stands there, in the places of the version before."""

from typing import Any

import pytest

from generator.contributing.proposals.apply import outcome_of
from generator.contributing.proposals.proposal import Field, Proposal

DATA = {
    "nome": "Rete",
    "stato": "",
    "temi": "anziani",
    "contatti": [{"valore": "a"}, {"valore": "b", "orari": "9–12"}, {"valore": "c"}],
    "attivita": [{"id": "x", "nome": "X"}, {"id": "0", "nome": "Zero"}, {"nome": "Senza id"}],
}


def _apply(*fields: tuple[Any, ...]) -> tuple[dict[str, Any], list[str], list[str], list[str]]:
    """Return (what changed in the data, applied, already there, in conflict)."""
    listed = tuple(Field(tuple(one[0].split("/")), *one[1:]) for one in fields)
    outcome = outcome_of(DATA, Proposal("rete", "rete", listed))
    changed = {key: outcome.data.get(key) for key in {**DATA, **outcome.data} if outcome.data.get(key) != DATA.get(key)}
    return (
        changed,
        [one.name for one in outcome.applied],
        [one.name for one in outcome.already],
        [one.field.name for one in outcome.conflicts],
    )


@pytest.mark.parametrize(
    ("field", "changed"),
    [
        (("nome", "Rete", "Altra"), {"nome": "Altra"}),
        (("nome", " Rete ", "Altra"), {"nome": "Altra"}),
        (("stato", None, "attiva"), {"stato": "attiva"}),
        (("quando/testo", None, "lunedì"), {"quando": {"testo": "lunedì"}}),
        (("fonti/+", None, {"url": "x"}), {"fonti": [{"url": "x"}]}),
        (("quando/orari/+", None, {"dalle": "9"}), {"quando": {"orari": [{"dalle": "9"}]}}),
        (("temi/+", None, "giovani"), {"temi": ["anziani", "giovani"]}),
        (("attivita/x", {"id": "x", "nome": "X"}), {"attivita": DATA["attivita"][1:]}),
        (("attivita/0/nome", "Zero", "Uno"), {"attivita": [DATA["attivita"][0], {"id": "0", "nome": "Uno"},
                                                           DATA["attivita"][2]]}),
        (("attivita/2/nome", "Senza id", "Uno"), {"attivita": [*DATA["attivita"][:2], {"nome": "Uno"}]}),
        (("nome", "Rete"), {"nome": None}),
    ],
)  # fmt: skip
def test_applied(field: tuple[Any, ...], changed: dict[str, Any]) -> None:
    """A field whose place holds what was there before becomes what is proposed."""
    assert (changed, [field[0]], [], []) == _apply(field)


@pytest.mark.parametrize(
    "field",
    [
        ("nome", "Prima", "Altra"),
        ("nome", None, "Altra"),
        ("nome", "Prima"),
        ("sito", "c'era", "altro"),
        ("contatti/7/valore", "a", "b"),
        ("contatti/a/valore", "a", "b"),
        ("contatti/9999999999999/valore", "a", "b"),
        ("nome/sotto", None, "b"),
        ("nome/sotto/+", None, "b"),
        ("fonti/0/url", None, "b"),
        ("attivita/+", None, {"id": "x", "nome": "Un'altra"}),
        ("attivita/x/+", None, "b"),
    ],
)
def test_conflict(field: tuple[Any, ...]) -> None:
    """A field whose place holds something else, or cannot be reached, is a conflict and changes nothing."""
    assert ({}, [], [], [field[0]]) == _apply(field)


@pytest.mark.parametrize(
    "field",
    [
        ("nome", "Prima", "Rete"),
        ("sito", "c'era"),
        ("stato", "attiva"),
        ("temi/+", None, "anziani"),
        ("contatti/+", None, {"valore": "a"}),
    ],
)
def test_already(field: tuple[Any, ...]) -> None:
    """A field that is already as proposed is nothing to do."""
    assert ({}, [], [field[0]], []) == _apply(field)


def test_places_are_those_of_before() -> None:
    """Items taken away do not move the places that other fields speak of."""
    changed, applied, _, _ = _apply(
        ("contatti/0", {"valore": "a"}),
        ("contatti/1/orari", "9–12"),
        ("contatti/2", {"valore": "c"}),
        ("contatti/+", None, {"valore": "d"}),
        ("contatti/+", None, {"valore": "e"}),
    )

    assert changed == {"contatti": [{"valore": "b"}, {"valore": "d"}, {"valore": "e"}]}
    assert len(applied) == 5
