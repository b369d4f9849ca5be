"""What `intreccio similar` finds: the order of words does not matter, and a place shows what it has for a need."""

from datetime import date
from functools import cache
from pathlib import Path

import pytest

from generator.checking import check
from generator.matching import Corpus, Query, corpus_of, similar
from generator.reading.folder import read_folder

ROOT = Path(__file__).parents[2]
TODAY = date(2026, 11, 22)


@cache
def corpus(folder: str) -> Corpus:
    """Read a catalogue once."""
    return corpus_of(check(read_folder(ROOT / folder), TODAY).catalogue)


@pytest.mark.parametrize(
    ("one", "other"), [("caffè alzheimer", "alzheimer caffè"), ("spesa a casa degli anziani", "anziani casa spesa")]
)
def test_word_order_does_not_matter(one: str, other: str) -> None:
    """The same words in another order find the same activities, just as near."""
    found = similar(Query(one, territories=("bergamo",)), corpus("."))

    assert found
    assert found == similar(Query(other, territories=("bergamo",)), corpus("."))


def test_a_place_shows_what_it_has_for_the_same_need() -> None:
    """Activities of the same family of kinds come up in the place asked for, though they share no word."""
    query = Query("palombari", kinds=("aiuto_alimentare",), territories=("bergamo",))
    found = {one.activity: one.levels for one in similar(query, corpus("."))}

    assert found["bergamo-grave-marginalita/mense-cittadine"] == {"tipo": "family", "territori": "same"}


def test_a_family_is_no_answer_without_a_place() -> None:
    """Where no place is asked for, what is only of the same family stays out."""
    found = similar(Query("palombari", kinds=("aiuto_alimentare",)), corpus("."), most=99)

    assert found
    assert "bergamo-grave-marginalita/mense-cittadine" not in {one.activity for one in found}
