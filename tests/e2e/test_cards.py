"""Cards with a picture: wherever a card stands, alone on its line or not, the picture leaves its words free."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.e2e.conftest import DESKTOP

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

_SECTIONS = ("attivita", "buone-pratiche", "destinatari", "enti", "reti", "storie", "temi", "territori", "tipi")
_WIDTHS = (390, 800, 1000, 1280)
_COVERED = """() => [...document.querySelectorAll(".card:has(> .card__picture)")].flatMap((card) => {
    const box = (element) => element.getBoundingClientRect();
    const picture = box(card.querySelector(".card__picture"));
    if (!picture.width || !picture.height) return [];
    const meets = (text) => text.width && text.height && text.left < picture.right - 1 && text.right > picture.left + 1
      && text.top < picture.bottom - 1 && text.bottom > picture.top + 1;
    const covered = [...card.children].some((part) => !part.matches(".card__picture") && meets(box(part)));
    const astray = picture.left - box(card).left > 24 && box(card).right - picture.right > 24;
    return covered || astray ? [card.querySelector("h3").textContent.trim()] : [];
})"""


@pytest.mark.parametrize("most", [2, pytest.param(None, marks=pytest.mark.before_release)])
def test_a_picture_never_covers_the_words_of_its_card(
    browser: Browser, town: tuple[Path, str], most: int | None
) -> None:
    """From the width of a phone to that of a large desk; nor stands farther in than a card keeps around it, 24 px."""
    root, address = town
    paths = []
    for section in _SECTIONS:
        files = sorted((root / "site" / section).rglob("index.html"))
        with_one = [file for file in files if re.search(r"class=.?card__picture", file.read_text("utf-8"))]
        paths += [file.parent.relative_to(root / "site").as_posix() for file in with_one[:most]]
    assert {path.split("/")[0] for path in paths} >= {"buone-pratiche", "enti", "reti", "storie", "territori", "tipi"}
    context = browser.new_context(viewport=DESKTOP, locale="it-IT")
    page = context.new_page()
    covered = []
    for path in paths:
        page.goto(f"{address}{path}/")
        for width in _WIDTHS:
            page.set_viewport_size({"width": width, "height": 900})
            covered += [(path, width, name) for name in page.evaluate(_COVERED)]
    context.close()
    assert not covered
