"""The words that a search reads: nothing twice, and less common words in a file of their own."""

from collections import Counter
from pathlib import Path

import pytest

from generator.locale.folding import without_accents
from generator.site.model import Site
from generator.site.search.beginnings import by_beginning
from generator.site.search.indexing import words_of_names
from generator.site.search.spoken import OTHER_WORDS, WORDS, form, spoken_of
from tests.site.conftest import site_in

TOWN = Path(__file__).parents[3] / "examples" / "valdoria"


@pytest.fixture(scope="module")
def whole_town() -> Site:
    """Read the example town."""
    return site_in(TOWN)


def test_words_of_the_names_of_terms_are_not_written_twice(whole_town: Site) -> None:
    """The browser takes them from the names."""
    known = spoken_of(whole_town, Counter(["dormitorio", "falegnameria", "mensa"]))[WORDS]
    assert known["words"] == ["falegnameria"]
    names = [name for codes in known["terms"].values() for terms in codes.values() for name in terms]
    assert {"dormitorio", "mensa"} <= set(map(without_accents, words_of_names(names)))


def test_less_common_words_are_read_only_where_they_are_typed(whole_town: Site) -> None:
    """Each name stands in one of the two files, and each of the second holds a word that the first does not."""
    words = spoken_of(whole_town, Counter(["pane"]))
    known, others = words[WORDS], words[OTHER_WORDS]
    common, other = known["said"]["tipo"]["aiuto_alimentare"], others["said"]["tipo"]["aiuto_alimentare"]
    assert {"bread", "хліб", "خبز", "面包"} <= set(other)
    assert set(common).isdisjoint(other)
    said = whole_town.catalogue.vocabularies["tipi_attivita"].terms["aiuto_alimentare"].searched
    assert {*common, *other} == {word.lower() for word in said}
    assert "їжа" in others["needs"]["names"]["mangiare"]
    assert "خوف" in others["needs"]["urgent"]["violenza"]
    assert "免费" in others["choices"]["accesso:gratuito"]
    assert known["doubts"]["gratuito"] == ["costo_non_scritto", "contributo", "a_pagamento"]


def test_names_of_many_places_are_read_by_the_words_they_begin_with(
    whole_town: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    """All of them together where they are few; else each in one file, with what is known of the places it names."""
    whole = spoken_of(whole_town, Counter())[WORDS]["places"]
    monkeypatch.setitem(whole_town.config["extra"]["catalogue"], "pagine_per_indice", 3 * (len(whole["known"]) - 1))
    files = spoken_of(whole_town, Counter())
    told = files.pop(WORDS)["places"]
    del files[OTHER_WORDS]
    which = told["files"]
    assert told == {"longest": whole["longest"], "files": which}
    assert sorted(files) == [f"{which['folder']}/{beginning}.json" for beginning in which["there"]]
    for name, file in files.items():
        assert {place.split(" ")[0][:2] for place in file["places"]} == {Path(name).stem}
        assert file["known"].keys() == {code for codes in file["places"].values() for code in codes}
    joined = {
        key: {name: of for file in files.values() for name, of in file[key].items()} for key in ("places", "known")
    }
    assert joined == {key: whole[key] for key in joined}
    assert sorted(name for file in files.values() for name in file["common"]) == whole["common"]


@pytest.mark.parametrize(
    ("name", "file"), [("san luca", "sa"), ("a coruna", "a"), ("œuvre", "_u"), ("3 torri", "3"), ("広場", "__")]
)
def test_a_file_of_names_is_called_by_plain_letters(name: str, file: str) -> None:
    """By the first word alone, which is what somebody types first."""
    assert by_beginning([name], 2) == {file: [name]}


def test_the_forms_of_words_are_those_of_the_browser() -> None:
    """Without the last vowel, the «h» before it, and «mi» behind an infinitive."""
    assert [form(word) for word in ("pane", "Città", "lavarmi", "amiche", "pan", "servizio")] == [
        *("pan", "citt", "lavar", "amic", "pan", "serviz"),
    ]


def test_the_little_words_are_those_of_the_browser(whole_town: Site) -> None:
    """«Ho fame» says «fame»: it is as common as that word."""
    words = spoken_of(whole_town, Counter(["fame"]))
    assert "ho fame" in words[WORDS]["said"]["tipo"]["mensa"]
