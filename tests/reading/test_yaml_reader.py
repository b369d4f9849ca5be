"""YAML without its surprises."""

import pytest

from generator.diagnostics import Span
from generator.reading.yaml_reader import MAX_DEPTH, locate, parse


@pytest.mark.parametrize(
    "scalar", ["0522123456", "18:30", "01234", "no", "1_000", "2019-04-12", "1e3", "0x1F", "=", "1.200"]
)
def test_scalars_stay_text(scalar: str) -> None:
    """YAML 1.1 would make a number, a date or a boolean of these."""
    data, findings = parse(f"valore: {scalar}\n", "a.yml")

    assert (data, findings) == ({"valore": scalar}, [])


@pytest.mark.parametrize("nothing", ["", "~", "null", "Null"])
def test_nothing_is_empty(nothing: str) -> None:
    """The ways YAML says nothing are all the empty text; in quotes they are words."""
    assert parse(f"a: {nothing}\n", "a.yml")[0] == {"a": ""}
    assert parse(f'a: "{nothing}"\n', "a.yml")[0] == {"a": nothing}


def test_duplicate_keys() -> None:
    """The first of two equal keys is kept, the second is told with the line of the first."""
    data, findings = parse("a: 1\nb: 2\na: 3\n", "a.yml")

    assert data == {"a": "1", "b": "2"}
    assert [(one.code, one.values, one.span) for one in findings] == [
        ("E018", {"key": "a", "first": 1, "above": ""}, Span(3, 1, 3, 2))
    ]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("a: &x 1\n", "E013"),
        ("a: *x\n", "E013"),
        ("a: !!int 1\n", "E014"),
        ("a: {<<: {b: 1}}\n", "E015"),
        ("a: 1\n---\nb: 2\n", "E016"),
        ("[" * (MAX_DEPTH + 1), "E017"),
        ("[" * 100_000, "E017"),
        ("? [a]\n: b\n", "E020"),
        ("a:\n\tb: 1\n", "E005"),
    ],
)
def test_refused(text: str, code: str) -> None:
    """What a record never needs is refused, each with its code."""
    assert code in {finding.code for finding in parse(text, "a.yml")[1]}


def test_aliases_never_expand() -> None:
    """Nine lines of aliases that would be a billion values stay nine lines."""
    bomb = "a: &a [x, x]\n" + "".join(
        f"{new}: &{new} [*{old}, *{old}]\n" for old, new in zip("abcdefgh", "bcdefghi", strict=True)
    )

    data, _ = parse(bomb, "a.yml")

    assert data["i"] == ["", ""]


def test_reading_goes_on_after_what_can_be_skipped() -> None:
    """An anchor is refused and the rest of the record is read."""
    data, findings = parse("a: &x uno\nb: due\n", "a.yml")

    assert (data, [one.code for one in findings]) == ({"a": "uno", "b": "due"}, ["E013"])


def test_last_entry_before_an_error_is_forgotten() -> None:
    """An error makes nonsense of the entry it is in; what stands before it is kept."""
    data, findings = parse("nome: Rete\ntemi: [anziani\nterritori: [valdoria]\n", "a.yml")

    assert (data, [one.code for one in findings]) == ({"nome": "Rete"}, ["E009"])


def test_locate() -> None:
    """Keys and values are found again, in lines and columns from 1 that count characters."""
    text = "nome: Città\ntemi: [è, salute]\nluoghi:\n  - id: sala\n    nome: Sala\n"

    places = locate(text, [(("temi", 1), False), (("luoghi", 0, "nome"), True), (("assente",), False)])

    assert places == {
        (("temi", 1), False): Span(2, 11, 2, 17),
        (("luoghi", 0, "nome"), True): Span(5, 5, 5, 9),
    }


def test_a_folded_text_may_begin_a_line_with_a_word_that_is_a_key() -> None:
    """Programs fold long texts further in; an entry that a quotation swallowed stands beside its key."""
    folded = "attivita:\n- nome: Conti\n  descrizione: 'Matematica di primo\n    grado: lacune, esercizi.'\n"
    data, findings = parse(folded, "x.yml")
    assert data["attivita"][0]["descrizione"] == "Matematica di primo grado: lacune, esercizi."
    assert findings == []

    swallowed = "attivita:\n- nome: 'Conti\n  descrizione: di primo grado\n  stato: attiva'\n"
    assert [finding.code for finding in parse(swallowed, "x.yml")[1]] == ["E008"]
