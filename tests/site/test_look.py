"""The face of the body: its colour can be read everywhere, its font is one, what it says of itself is on every page."""

import re
from pathlib import Path
from typing import Any

import pytest

from generator.checking.colours import DARK_PAPERS, LEAST, LIGHT_PAPERS, contrast, nearest_readable, readable
from generator.reading.fonts import HEAVIEST_FONT, read_font
from generator.site import packaged
from generator.site.theme.engine import Engine
from generator.site.theme.harvest import harvest
from generator.site.theme.look import ACCENT, ACCENT_IN_THE_DARK, colours_of, look_of, look_style
from tests.conftest import write_picture

STYLE = packaged("overrides").joinpath("assets/css/intreccio.css").read_text("utf-8")
TABLE_OF_ONE = b"\x00\x01"
"""Number of tables, in the header of a font."""


def _config(**look: Any) -> dict[str, Any]:
    return {"docs_dir": "content", "extra": {"catalogue": {"aspetto": look}}}


def _font(*, is_variable: bool) -> bytes:
    entry = bytes([47 if is_variable else 5, 0x81, 0x00])
    return b"wOF2" + bytes(8) + TABLE_OF_ONE + bytes(34) + entry


@pytest.fixture
def catalogue(tmp_path: Path) -> Path:
    """Return a folder with a font for texts and one for titles."""
    folder = tmp_path / "content" / "caratteri"
    folder.mkdir(parents=True)
    folder.joinpath("testo.woff2").write_bytes(_font(is_variable=False))
    folder.joinpath("titoli.woff2").write_bytes(_font(is_variable=False))
    folder.joinpath("tutti.woff2").write_bytes(_font(is_variable=True))
    folder.joinpath("pesante.woff2").write_bytes(b"wOF2" + bytes(HEAVIEST_FONT))
    folder.joinpath("altro.woff2").write_bytes(b"\x00\x01\x00\x00" + bytes(60))
    return tmp_path


def test_the_papers_are_those_of_the_style() -> None:
    """Colours are measured on the very papers that pages have, and the program's own accent can be read there."""
    papers = re.findall(r"--paper: (#\w+);\s*--surface: (#\w+);\s*--sunken: (#\w+)", STYLE)
    light, dark, chosen = (tuple(_six(colour) for colour in found) for found in papers)

    assert (light, dark, chosen) == (LIGHT_PAPERS, DARK_PAPERS, DARK_PAPERS)
    assert f"--accent: {ACCENT};" in STYLE
    assert f"--accent: {ACCENT_IN_THE_DARK};" in STYLE
    assert min(readable(ACCENT, LIGHT_PAPERS), readable(ACCENT_IN_THE_DARK, DARK_PAPERS)) >= LEAST


def _six(colour: str) -> str:
    return colour if len(colour) == len("#faf8f4") else "#" + "".join(2 * digit for digit in colour[1:])


def test_contrast_is_that_of_wcag() -> None:
    """Black on white is 21, and #767676 the lightest grey that passes on white (WCAG 2.2)."""
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#767676", "#ffffff") == pytest.approx(4.54, abs=0.01)


@pytest.mark.parametrize("colour", ["#ffcc00", "#0066cc", "#008055", "#ffffff", "#000000", "#c00000"])
def test_the_nearest_colour_can_be_read(colour: str) -> None:
    """Whatever colour is asked for, there is one beside it that can be read, in light and in the dark."""
    for papers in (LIGHT_PAPERS, DARK_PAPERS):
        near = nearest_readable(colour, papers)
        assert readable(near, papers) >= LEAST
        assert nearest_readable(near, papers) == near


def test_a_colour_that_can_be_read_stays() -> None:
    """The municipality's colour is not touched where it works; in the dark its nearest neighbour stands."""
    assert colours_of(_config(colore="14508C")) == ("#14508c", nearest_readable("#14508c", DARK_PAPERS))
    assert colours_of(_config(colore="14508c", colore_scuro="#9cc4f0"))[1] == "#9cc4f0"
    assert colours_of(_config(ente="Comune")) == (ACCENT, ACCENT_IN_THE_DARK)


def test_fonts_are_known_by_what_is_inside(catalogue: Path) -> None:
    """A font is WOFF2, says whether it has every weight, and is not too heavy."""
    found = {name: read_font(catalogue, "content", f"{name}.woff2") for name in ("testo", "tutti", "pesante", "altro")}

    assert {name: font.fits for name, font in found.items() if font} == {
        "testo": True,
        "tutti": True,
        "pesante": False,
        "altro": False,
    }
    assert found["tutti"] is not None
    assert found["tutti"].is_variable
    assert read_font(catalogue, "content", "manca.woff2") is None
    assert read_font(catalogue, "content", "../fuori.woff2") is None


def test_the_style_follows_the_files(catalogue: Path) -> None:
    """One face for all weights or two of them; the address changes with the file; what is unfit is left out."""
    two = {"nome": "X", "licenza": "OFL", "file": "testo.woff2", "grassetto": "titoli.woff2"}
    style = look_style(catalogue, _config(carattere=two, colore="14508c"))
    assert re.findall(r"font-weight: ([0-9 ]+)", style) == ["400", "600 900"]
    assert "@media screen {\n:root { --accent: #14508c" in style
    assert "100 900" in look_style(catalogue, _config(carattere={**two, "file": "tutti.woff2"}))
    assert look_style(catalogue, _config(carattere={**two, "file": "altro.woff2"})) == "\n"

    catalogue.joinpath("content/caratteri/testo.woff2").write_bytes(_font(is_variable=False) + b"x")
    assert look_style(catalogue, _config(carattere=two, colore="14508c")) != style


def test_a_logo_that_is_not_there_is_left_out(catalogue: Path) -> None:
    """No page is lost for a logo: checking told of it."""
    logo = {"file": "manca.png", "testo_alternativo": "Stemma", "licenza": "CC0"}
    assert look_of(catalogue, _config(ente="Comune di Prova", logo=logo))["logo"] == {}
    assert look_of(catalogue, _config()) == {}


def test_every_page_says_whose_it_is(valdoria: Path) -> None:
    """The body above the name, its logo with its words, its links at the foot, the style; else nothing of it."""
    assert "look.css" not in harvest(valdoria, Engine()).shells["it"].around(root="./")

    write_picture(valdoria / "content" / "immagini" / "stemma.png", 64, 128)
    with (valdoria / "mkdocs.yml").open("a", encoding="utf-8") as settings:
        settings.write(
            "    aspetto:\n      ente: Comune di <Prova>\n      ente_url: https://www.comune.example/\n"
            "      logo: {file: stemma.png, testo_alternativo: Lo stemma, licenza: CC0}\n"
            "      collegamenti: [{testo: Trasparenza, url: https://www.comune.example/t/}]\n"
            "      social: [{canale: facebook, url: https://facebook.example/comune}]\n"
        )
    shell = harvest(valdoria, Engine()).shells["it"].around(root="./")

    assert '<a href="https://www.comune.example/">Comune di &lt;Prova&gt;</a>' in shell
    assert 'src="./immagini/stemma.png" alt="Lo stemma" width="28" height="56"' in shell
    assert '<a href="https://www.comune.example/t/">Trasparenza</a>' in shell
    assert '<a href="https://facebook.example/comune">Facebook</a>' in shell
    assert "./assets/site/theme/look.css?v=" in shell
