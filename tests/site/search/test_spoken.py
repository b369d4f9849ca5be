"""The words that a search reads: nothing twice, and other alphabets in a file of their own."""

from collections import Counter
from pathlib import Path

import pytest

from generator.locale.folding import without_accents
from generator.site.model import Site
from generator.site.search.indexing import words_of_names
from generator.site.search.spoken import OTHER_ALPHABETS, WORDS, spoken_of
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


def test_other_alphabets_are_read_only_where_they_are_typed(whole_town: Site) -> None:
    """Each word stands in one of the two files."""
    files = spoken_of(whole_town, Counter())
    known, others = files[WORDS], files[OTHER_ALPHABETS]
    assert "bread" in known["said"]["tipo"]["aiuto_alimentare"]
    assert "хліб" not in known["said"]["tipo"]["aiuto_alimentare"]
    assert {"хліб", "خبز", "面包"} <= set(others["said"]["tipo"]["aiuto_alimentare"])
    assert "їжа" in others["needs"]["names"]["mangiare"]
    assert "خوف" in others["needs"]["urgent"]["violenza"]
    assert "免费" in others["choices"]["accesso:gratuito"]
