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


def _apply(
    *fields: tuple[Any, ...], is_same_file: bool = True
) -> tuple[dict[str, Any], list[str], list[str], list[str]]:
    """Return (what changed in the data, applied, already there, in conflict)."""
    listed = tuple(Field(tuple(given[0].split("/")), *given[1:]) for given in fields)
    outcome = outcome_of(DATA, Proposal("rete", "rete", listed), is_same_file=is_same_file)
    changed = {key: outcome.data.get(key) for key in {**DATA, **outcome.data} if outcome.data.get(key) != DATA.get(key)}
    return (
        changed,
        [applied.name for applied in outcome.applied],
        [already.name for already in outcome.already],
        [conflict.field.name for conflict in outcome.conflicts],
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


MEMBERS = [
    {"ente": "a", "legame": "promotore"},
    {"ente": "b", "legame": "aderente"},
    {"ente": "c", "legame": "aderente", "dal": "2020"},
    {"ente": "c", "legame": "aderente", "dal": "2024"},
    {"ente": "d/e=f", "legame": "aderente"},
]
PHONES = [{"tipo": "telefono", "valore": "1", "orari": "9–12"}, {"tipo": "telefono", "valore": "2", "orari": "9–12"}]


def _changed_since(key: str, items: list[Any], *given: Any) -> tuple[Any, list[str]]:
    """Apply a field on another file than it was written on; returns the list, and why there is a conflict."""
    field = Field(tuple(given[0].split("/")), *given[1:])
    outcome = outcome_of({key: items}, Proposal("rete", "rete", (field,)))
    return outcome.data[key], [conflict.clash.value for conflict in outcome.conflicts]


@pytest.mark.parametrize("index", [0, 1, 3, 7])
def test_a_place_alone_never_tells_which_body(index: int) -> None:
    """Whoever stands in that place today is not who stood there when the proposal was written."""
    given = (f"adesioni/{index}/legame", "aderente", "capofila")

    assert _changed_since("adesioni", MEMBERS, *given) == (MEMBERS, ["lost"])


def test_a_place_alone_never_tells_whose_hours() -> None:
    """The hours of a telephone are equal to those of the one beside it."""
    assert _changed_since("contatti", PHONES, "contatti/1/orari", "9–12", "15–18") == (PHONES, ["lost"])
    assert _changed_since("contatti", PHONES, "contatti/0/nota", None, "solo sms") == (PHONES, ["lost"])


@pytest.mark.parametrize(("step", "at"), [("ente=a", 0), ("ente=b", 1), ("ente=c&dal=2024", 3), ("ente=d%2Fe%3Df", 4)])
def test_a_natural_key_finds_its_body_wherever_it_stands(step: str, at: int) -> None:
    """An item is found by its body, and by the day where one body stands there twice."""
    for items in (MEMBERS, MEMBERS[::-1], [{"ente": "nuovo"}, *MEMBERS]):
        wanted = MEMBERS[at]
        after, conflicts = _changed_since("adesioni", items, f"adesioni/{step}/legame", wanted["legame"], "capofila")

        assert conflicts == []
        assert after == [{**item, "legame": "capofila"} if item == wanted else item for item in items]


@pytest.mark.parametrize("step", ["ente=x", "ente=c", "ente=c&dal=2021", "legame=aderente", "=", "ente="])
def test_a_key_that_finds_nobody_or_two_is_a_conflict(step: str) -> None:
    """What cannot be found, or not be told from others, is left for a person to see."""
    assert _changed_since("adesioni", MEMBERS, f"adesioni/{step}/legame", "aderente", "capofila") == (MEMBERS, ["lost"])


@pytest.mark.parametrize("path", ["contatti/0/valore", "contatti/valore=2/valore", "contatti/9/valore"])
def test_the_value_that_changes_tells_which_item_it_is(path: str) -> None:
    """A number is found by what it was, and is nothing to do once it is what was proposed."""
    after, conflicts = _changed_since("contatti", PHONES, path, "2", "3")

    assert (after, conflicts) == ([PHONES[0], {**PHONES[1], "valore": "3"}], [])
    assert _changed_since("contatti", after, path, "2", "3") == (after, [])


def test_a_whole_item_is_taken_away_by_what_it_holds() -> None:
    """An older proposal gives the place and the whole item: the item counts."""
    assert _changed_since("contatti", PHONES, "contatti/0", PHONES[1]) == ([PHONES[0]], [])
    assert _changed_since("contatti", PHONES, "contatti/0", {"valore": "9"}) == (PHONES, ["lost"])
