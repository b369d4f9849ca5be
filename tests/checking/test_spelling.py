"""The word that was probably meant."""

import pytest

from generator.checking.spelling import folded, nearest, nearest_of


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("educazzione", "educazione"),
        ("slaute", "salute"),
        ("Sa-lute", "salute"),
        ("città", "citta"),
        ("astronomia", ""),
        ("", ""),
    ],
)
def test_nearest(word: str, expected: str) -> None:
    """A slip of a letter or two is understood; another word is not."""
    assert nearest(word, ["educazione", "salute", "citta"]) == expected


def test_ties_do_not_depend_on_the_order() -> None:
    """Two candidates at the same distance give the same answer, whatever comes first."""
    assert nearest("casa", ["cara", "cassa"]) == nearest("casa", ["cassa", "cara"])


def test_words_lead_to_meanings() -> None:
    """A word close to an alias leads to its code."""
    assert nearest_of("pensionato", {"pensionati": "anziani", "salute": "salute"}) == "anziani"


def test_folded() -> None:
    """Case, accents, spaces, hyphens and apostrophes do not count."""
    assert folded(" Qualità dell’aria-buona ") == "qualita_dell_aria_buona"
