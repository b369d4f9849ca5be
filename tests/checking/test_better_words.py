"""Words for which there are better ones."""

import pytest

from generator.checking.better_words import better_words


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Aiutiamo i disabili.", [("disabili", "persone con disabilità")]),
        ("ragazzi disabili", [("ragazzi disabili", "persone con disabilità")]),
        ("Extracomunitari accolti", [("extracomunitari", "persone arrivate da altri Paesi")]),
        ("donne vittime di violenza", [("donne vittime di violenza", "donne che subiscono violenza")]),
        ("lo Sportello Stranieri e la «Carta degli utenti»", []),
        ("vittime del terremoto, lingue straniere, persone con disabilità", []),
    ],
)
def test_better_words(text: str, expected: list[tuple[str, str]]) -> None:
    """Kinder words are suggested; names, quotations and other meanings are left alone."""
    assert better_words(text) == expected
