"""Texts of vocabularies in several languages: a label and a sentence, in any language there is a code for."""

import re

import pytest
from babel import Locale

from generator.catalogue.vocabularies import Vocabularies, build_vocabularies
from generator.checking.contract import compact
from generator.checking.shape import check_shape
from generator.reading.folder import SourceFile
from generator.records.languages import LANGUAGE
from generator.records.vocabulary import Scheme, label_of

_PLACES = {
    "id": "territori",
    "titolo": {"it": "Luoghi", "de": "Orte"},
    "termini": [
        {"codice": "bolzano", "it": "Bolzano", "de": "Bozen", "lld": "Bulsan", "livello": "comune"},
        {"codice": "gries", "it": "Gries", "definizione": {"it": "Oltre il Talvera.", "de": "Jenseits der Talfer."}},
        {"codice": "don-bosco", "it": "Don Bosco", "definizione": "A ovest.", "che_cosa_serve": ["a", {"it": "b"}]},
    ],
}


def test_a_language_is_a_column() -> None:
    """A term is called in each language that the file gives it, and in Italian in all others."""
    bolzano = Scheme.model_validate(_PLACES).terms[0]
    said = {lang: label_of(bolzano, lang) for lang in ("it", "de", "lld", "en")}
    assert said == {"it": "Bolzano", "de": "Bozen", "lld": "Bulsan", "en": "Bolzano"}
    assert bolzano.translations == ("Bozen", "Bulsan")


def test_a_sentence_is_in_italian_alone_or_in_several_languages() -> None:
    """What is told of a term is one text, or one a language; so is each line of a list."""
    scheme = Scheme.model_validate(_PLACES)
    _, gries, west = scheme.terms
    assert gries.definition is not None
    assert (gries.definition.own("de"), gries.definition.own("en")) == ("Jenseits der Talfer.", "")
    assert gries.definition.said("en") == "Oltre il Talvera."
    assert west.definition is not None
    assert west.definition.by_language == {"it": "A ovest."}
    assert [line.it for line in west.papers] == ["a", "b"]
    assert scheme.title is not None
    assert scheme.title.by_language == {"it": "Luoghi", "de": "Orte"}


def test_every_label_is_typed_and_found() -> None:
    """A term is found by its label in any language, also by the form."""
    words = build_vocabularies([SourceFile("vocabolario", "territori", "vocabularies/territori.yml", _PLACES)])
    assert words["territori"].spoken["bozen"] == "bolzano"
    told = compact(words)["territori"][0]
    assert (told["de"], told["alias"]) == ("Bozen", ["Bozen", "Bulsan"])


@pytest.mark.parametrize(
    ("term", "found"),
    [
        ({"codice": "a", "it": "A", "fr": "A", "sc": "A", "fur": "A"}, []),
        ({"codice": "a", "it": "A", "definizione": {"it": "A", "uk": "А"}}, []),
        ({"codice": "a", "it": "A", "qq": "A"}, ["E101"]),
        ({"codice": "a", "it": "A", "de": ["A"]}, ["E104"]),
        ({"codice": "a", "it": "A", "definizione": {"en": "A"}}, ["E102"]),
        ({"codice": "a", "it": "A", "definizione": {"it": "A", "inglese": "A"}}, ["E101"]),
        ({"codice": "a", "it": "A", "definizione": {"it": "A", "en": "x" * 2001}}, ["E105"]),
    ],
)
def test_what_is_no_language_is_told(term: dict[str, object], found: list[str]) -> None:
    """A key that is neither known nor a language is a mistake, and so is a text that lacks its Italian."""
    data = {"id": "temi", "termini": [term]}
    assert [finding.code for finding in check_shape(data, "vocabolario", "temi.yml", Vocabularies())] == found


def test_every_language_of_two_letters_may_be_a_key() -> None:
    """The pattern holds the codes of ISO 639-1 that babel names, but that of a language now told apart in three."""
    named = sorted(code for code in map(str, Locale("en").languages) if len(code) == 2)
    assert [code for code in named if not re.search(LANGUAGE, code)] == ["sh"]
