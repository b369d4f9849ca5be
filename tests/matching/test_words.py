"""From text to stems and concepts."""

import pytest

from generator.catalogue import build_vocabularies
from generator.matching.words import stems_of, thesaurus, words_of
from generator.reading.folder import read_text


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("pacco", "pacchi"),
        ("anziana", "anziani"),
        ("negozio", "negozi"),
        ("famiglia", "famiglie"),
        ("accompagnamento", "accompagnare"),
        ("distribuire", "distribuendo"),
        ("caffè", "caffe"),
        ("straniere", "stranieri"),
    ],
)
def test_same_stem(one: str, other: str) -> None:
    """Forms of one word have one stem."""
    assert stems_of(one) == stems_of(other) != ()


@pytest.mark.parametrize(
    ("one", "other"), [("insegnare", "insegne"), ("corso di scacchi", "corsia"), ("corso", "in corso Grande")]
)
def test_words_that_only_look_alike(one: str, other: str) -> None:
    """Different words have no stem in common, however alike they look."""
    assert set(stems_of(one)).isdisjoint(stems_of(other))


def test_words_without_meaning() -> None:
    """Stop words, numbers and addresses are no words."""
    assert list(words_of("Il 12 e 2026, per la rete: https://esempio.example/compiti")) == []


def test_words_as_written() -> None:
    """Words can be had as they are written, accents and all."""
    assert list(words_of("Caffè d’autunno", plain=False)) == ["caffè", "autunno"]


def test_aliases_are_a_thesaurus() -> None:
    """A text that holds an alias speaks of the concept, whatever its form; one with only a part of it does not."""
    words = thesaurus(build_vocabularies([]))

    assert "tipo:doposcuola" in words.concepts(stems_of("un aiuto per i compiti, ripetizioni"))
    assert "tipo:aiuto_alimentare" in words.concepts(stems_of("Il banco alimentare"))
    assert "tipo:aiuto_alimentare" not in words.concepts(stems_of("Un banco di scuola"))


def test_an_alias_may_be_asked_for_in_any_order() -> None:
    """Who asks puts the words of an alias in their own order, with others between; a text is read as it is written."""
    words = thesaurus(build_vocabularies([]))

    assert "tipo:caffe_alzheimer" in words.asked_for(stems_of("Alzheimer: un caffè per chi ha perso la memoria"))
    assert words.asked_for(stems_of("spesa a casa")) == words.asked_for(stems_of("a casa la spesa"))
    assert "tipo:aiuto_alimentare" in words.asked_for(stems_of("alimentare, un banco"))
    assert "tipo:aiuto_alimentare" not in words.concepts(stems_of("alimentare, un banco"))


def test_words_that_also_name_places_stay_words() -> None:
    """«italiano» is cut like «Italia» and towns have a Porta Nuova: only what names nothing else is left out."""
    places = "termini: [{codice: italia, it: Italia}, {codice: porta, it: Porta Nuova}, {codice: lodi, it: Lodi}]"
    source = read_text(
        f"id: territori\ntitolo: {{it: Luoghi}}\n{places}\n", "territori", "territori.yml", "vocabolario"
    )
    found = thesaurus(build_vocabularies([source])).places

    assert found.isdisjoint(stems_of("italiano porta"))
    assert found.issuperset(stems_of("Lodi"))
