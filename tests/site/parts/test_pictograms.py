"""One family of drawings: every packaged theme, need and group of people has one."""

import re

import pytest

from generator.catalogue.vocabularies import build_vocabularies
from generator.records.vocabulary import PICTURES
from generator.site.parts.pictograms import DRAWINGS, pictogram

SIDE = 48
_NUMBERS = re.compile(r"-?\d+\.?\d*|-?\.\d+")


@pytest.mark.parametrize("scheme", ["temi", "destinatari", "necessita"])
def test_every_packaged_term_has_a_drawing(scheme: str) -> None:
    """What a catalogue adds may have one of the same, or that of a wider term."""
    assert [term.code for term in build_vocabularies(())[scheme] if term.picture not in DRAWINGS] == []


def test_a_term_may_name_what_there_is() -> None:
    """The schema and the drawings name the same."""
    assert set(PICTURES) == set(DRAWINGS)


def test_a_drawing_is_hidden_from_who_listens_and_of_one_path() -> None:
    """It stands beside words; one path keeps lists light."""
    for name, path in DRAWINGS.items():
        drawn = pictogram(name)
        assert 'aria-hidden="true"' in drawn
        assert drawn.count("<path") == 1
        assert len(path) < 260
        assert all(abs(float(number)) <= SIDE for number in _NUMBERS.findall(path))
    assert pictogram("nothing") == pictogram(None) == ""
