"""Fields before and after, in words: whatever a file holds, nothing breaks and nothing hidden shows."""

from typing import Any, Final

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.catalogue import build_vocabularies
from generator.contributing.review.differences import LONGEST, Difference, Wording, differences, shortened
from generator.locale import load
from generator.records.schema import schema

WORDS: Final = build_vocabularies(())
TEXTS: Final = load("messages", "it")
PLAIN: Final = Wording(WORDS, {"auser-ponte": "Auser Ponte"}, TEXTS)
KINDS: Final = ("rete", "ente", "storia", "vocabolario")


def _told(before: dict[str, Any], after: dict[str, Any], kind: str = "rete") -> list[Difference]:
    return differences(before, after, kind, PLAIN, PLAIN)


@pytest.mark.parametrize(
    ("before", "after", "label", "words"),
    [
        ({}, {"temi": ["anziani"]}, "Temi", (None, "Invecchiare bene")),
        ({"stato": "attiva"}, {"stato": "conclusa"}, "Stato", ("attiva", "conclusa")),
        ({"sito": "https://a.example"}, {}, "Sito", ("https://a.example", None)),
        (
            {"adesioni": [{"ente": "auser-ponte", "dal": "2019"}]},
            {"adesioni": [{"ente": "auser-ponte", "dal": "2020"}]},
            "Chi ne fa parte «Auser Ponte» › Dal",
            ("2019", "2020"),
        ),
        (
            {"attivita": [{"id": "a", "nome": "Uno"}, {"id": "b", "nome": "Due"}]},
            {"attivita": [{"id": "b", "nome": "Due"}]},
            "Attività",
            ("«Uno»", None),
        ),
        (
            {"avvio": "2019"},
            {"avvio": {"anno": "2019", "testo": "dalla primavera"}},
            "Avvio",
            ("2019", "«dalla primavera»"),
        ),
    ],
)
def test_words(before: dict[str, Any], after: dict[str, Any], label: str, words: tuple[str | None, str | None]) -> None:
    """Labels instead of codes, names instead of ids, each item beside the one it was."""
    assert [(difference.label, (difference.before, difference.after)) for difference in _told(before, after)] == [
        (label, words)
    ]


def test_order_of_a_list_is_no_change() -> None:
    """Items that only change places are the same items."""
    mail, phone = {"tipo": "email", "valore": "a@b.example"}, {"tipo": "telefono", "valore": "0999"}

    assert _told({"contatti": [mail, phone]}, {"contatti": [phone, mail]}) == []


def test_contacts() -> None:
    """A published contact that changes or goes is marked; a new one is not."""
    email = {"tipo": "email", "valore": "a@b.example"}
    other = {"tipo": "email", "valore": "c@b.example"}

    marks = [
        [difference.is_contact for difference in _told({"contatti": before}, {"contatti": after})]
        for before, after in (([email], [other]), ([email], []), ([], [email]))
    ]
    assert marks == [[True], [True], [False]]


def test_masked() -> None:
    """What a finding hides is hidden on its own side, wherever the item stood."""
    old = Wording(WORDS, {}, TEXTS, frozenset({("contatti", 1, "valore")}))
    contacts = [{"tipo": "telefono", "valore": "0999 1"}, {"tipo": "email", "valore": "riservato"}]

    told = differences({"contatti": contacts}, {"contatti": contacts[:1]}, "rete", old, PLAIN)

    assert ["riservato" in (difference.before or "") for difference in told] == [False]


def test_long_values_are_cut_where_they_differ() -> None:
    """Of two long texts one sees the part that changes."""
    before, after = shortened("a" * 500 + "prima" + "z" * 500, "a" * 500 + "dopo" + "z" * 500)

    assert before is not None
    assert after is not None
    assert ("prima" in before, "dopo" in after) == (True, True)
    assert max(len(before), len(after)) <= LONGEST + 2


KEYS = sorted({key for kind in KINDS for key in schema()["kinds"][kind]["properties"]} | {"id", "nome", "tipo", "x"})
VALUES = st.recursive(
    st.text(max_size=8) | st.sampled_from(["anziani", "auser-ponte", "attiva", ""]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(KEYS), inner, max_size=3),
    max_leaves=8,
)
RECORDS = st.dictionaries(st.sampled_from(KEYS), VALUES, max_size=4)


@settings(max_examples=300)
@given(before=RECORDS, after=RECORDS, kind=st.sampled_from(KINDS))
def test_anything(before: dict[str, Any], after: dict[str, Any], kind: str) -> None:
    """Whatever two files hold, right or wrong, their differences can be told; the same twice has none."""
    for difference in _told(before, after, kind):
        assert difference.label

    assert _told(before, before, kind) == []
