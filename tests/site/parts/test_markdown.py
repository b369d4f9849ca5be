"""Markdown of records: what is plain is written at once, and nobody can tell."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.site.parts import markdown

_ROOT: Final = Path(__file__).parents[3]
_EVERYDAY: Final = "aàéZz1² ,;:.'’()/…–—«»“”\"?!%€°-\n"
_SIGNS: Final = "_*`[]<>#+|&~=\\{}\t\xa0@^$"


def _quickly(text: str) -> tuple[str, str]:
    return markdown.to_html.__wrapped__(text), markdown.to_text.__wrapped__(text)


def _by_the_renderer(text: str) -> tuple[str, str]:
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(markdown, "_PLAIN", re.compile(r"(?!)"))
        return _quickly(text)


def _texts(data: Any) -> Iterator[str]:
    if isinstance(data, str):
        yield data
    elif isinstance(data, dict | list):
        for inner in data.values() if isinstance(data, dict) else data:
            yield from _texts(inner)


def _shipped_texts() -> list[str]:
    files = [path for name in ("networks", "organizations", "examples") for path in (_ROOT / name).rglob("*.yml")]
    read = (yaml.load(path.read_text("utf-8"), yaml.CSafeLoader) for path in files)
    return sorted({text for data in read for text in _texts(data)})


def test_every_text_of_the_shipped_catalogues_is_written_as_the_renderer_writes_it() -> None:
    """Plain paragraphs skip the renderer, and nearly all texts are such."""
    texts = _shipped_texts()
    assert [_by_the_renderer(text) for text in texts] == [_quickly(text) for text in texts]


@settings(max_examples=300)
@given(st.text(st.sampled_from(_EVERYDAY), max_size=30) | st.text(st.sampled_from(_EVERYDAY + _SIGNS), max_size=30))
def test_a_text_is_written_as_the_renderer_writes_it(text: str) -> None:
    """Whatever its signs, spaces and lines."""
    assert _by_the_renderer(text) == _quickly(text)


def test_a_text_leaves_nothing_to_the_next_one() -> None:
    """One converter serves all texts: a reference defined in one is unknown in another."""
    markdown.to_html("[rete]\n\n[rete]: https://rete.example/")
    assert markdown.to_html("Vedi [rete].") == "<p>Vedi [rete].</p>"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Breve.", "Breve."),
        ("La prima è intera. La seconda non ci sta più.", "La prima è intera."),
        ("La parrocchia di S. Marta apre. Poi chiude tardi.", "La parrocchia di S. Marta apre."),
        ("Chi viene? «Tutti quanti.» E poi ancora altri.", "Chi viene? «Tutti quanti.»"),
        ("Due persone sono custodi: tengono le chiavi del cancello.", "Due persone sono custodi."),
        ("Una frase sola che è troppo lunga per starci", "Una frase sola che è troppo lunga…"),
    ],
)
def test_a_text_is_cut_where_a_sentence_ends(text: str, expected: str) -> None:
    """A full stop after a letter is no end; one that does not fit, at its colon, else at a word."""
    assert markdown.whole_sentences(text, 36) == expected
