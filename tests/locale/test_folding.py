"""Letters without accents."""

import pytest

from generator.locale.folding import without_accents


@pytest.mark.parametrize(
    ("text", "plain", "compatible"),
    [
        ("perché No", "perche No", "perche No"),
        ("perche\u0301", "perche", "perche"),
        ("oﬃcina n. ①", "oﬃcina n. ①", "officina n. 1"),
        ("ŒUVRE, straße, łódź", "ŒUVRE, straße, łodz", "ŒUVRE, straße, łodz"),
        ("a b-c_d", "a b-c_d", "a b-c_d"),
    ],
)
def test_only_marks_go(text: str, plain: str, compatible: str) -> None:
    """Case, spaces and signs stay; what is no mark stays, but for forms that stand for others, where it is asked."""
    assert (without_accents(text), without_accents(text, compatible=True)) == (plain, compatible)
