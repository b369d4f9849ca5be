"""Drawings keep their words in their place, and stand alone where they are taken away."""

import re
from pathlib import Path
from xml.dom.minidom import parseString

import pytest

from generator.site.painting import drawing_file
from generator.site.parts.drawing import Drawing, broken, can_paint, circle, length, png, words
from generator.site.parts.palette import DARK, LIGHT
from tests.site.conftest import site_in

STYLE = Path(__file__).parents[3] / "overrides" / "assets" / "css" / "intreccio.css"


def test_the_palette_is_that_of_the_pages() -> None:
    """What is drawn into a file has the colours of the light style; the dark ones are told on `/stile/`."""
    light, _, rest = STYLE.read_text("utf-8").partition("}")
    dark = rest.partition("}")[0]
    for style, palette in ((light, LIGHT), (dark, DARK)):
        assert {name: re.search(rf"--{name}: (#\w+)", style)[1] for name in palette} == dict(palette)  # type: ignore[index]


@pytest.mark.parametrize("text", ["Comune di Valdoria", "Associazione per l'educazione e la cura", "W" * 80, ""])
def test_lines_are_no_wider_than_they_may(text: str) -> None:
    """Words go on new lines; what is too long, or too much, ends in an ellipsis."""
    lines = broken(text, 100, most=2)
    assert len(lines) <= 2
    assert all(length(line) <= 100 for line in lines)
    whole = " ".join(lines)
    assert whole == text or whole.endswith("…")


def test_a_file_stands_alone() -> None:
    """Heading, notes, colours and whole addresses travel along; nothing is asked of anybody."""
    drawing = Drawing(height=20)
    drawing.add(circle(10, 10, 4, "drawing__open"), words(20, 14, ["A & B"]), address="enti/a/", says="A & B")
    file = drawing.file("Chi <c'è>", ["Fonte: il catalogo"], lambda address: f"https://reti.example/{address}")
    texts = parseString(file).getElementsByTagName("text")  # noqa: S318 -- a file of ours
    assert [text.toxml().partition(">")[2] for text in texts] == [
        "Chi &lt;c'è&gt;</text>",
        "A &amp; B</text>",
        "Fonte: il catalogo</text>",
    ]
    assert b'href="https://reti.example/enti/a/"' in file
    assert b"var(" not in file
    assert b"@" not in file


@pytest.mark.skipif(not can_paint(), reason="the extra «immagini» is not installed")
def test_a_file_becomes_a_picture() -> None:
    """The same bytes each time."""
    drawing = Drawing(height=20)
    drawing.add(circle(10, 10, 4, "drawing__open"))
    file = drawing.file("Chi c'è", [])
    assert png(file).startswith(b"\x89PNG")
    assert png(file) == png(file)


def test_what_is_taken_away_has_the_colour_of_who_publishes(valdoria: Path) -> None:
    """As the pages have it; a catalogue that says nothing has the program's own."""
    drawing = Drawing(height=20)
    drawing.add(circle(10, 10, 4, "drawing__main"))
    assert f"{{ fill: {LIGHT['accent']} }}".encode() in drawing_file(site_in(valdoria), drawing, "t", [])
    settings = valdoria / "mkdocs.yml"
    settings.write_text(f"{settings.read_text('utf-8')}    aspetto: {{colore: '#8a1538'}}\n", "utf-8")
    assert b"{ fill: #8a1538 }" in drawing_file(site_in(valdoria), drawing, "t", [])
