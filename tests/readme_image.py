"""The picture of the README, taken by `make guide`: the first page on a desk, an invented network on a phone."""

import io
from pathlib import Path
from typing import Final

from PIL import Image
from playwright.sync_api import Browser, ViewportSize, sync_playwright

from tests.browser import launch
from tests.e2e.conftest import ROOT
from tests.serving import served

PICTURE: Final = ROOT / "docs" / "images" / "intreccio.png"
DESK: Final[ViewportSize] = {"width": 1280, "height": 900}
PHONE: Final[ViewportSize] = {"width": 390, "height": 900}
SHOTS: Final = ((ROOT, "", DESK), (ROOT / "examples" / "valdoria", "reti/rete-vicini-di-casa/", PHONE))
_TABLE: Final = "#e2ddd2"
"""What the two pages lie on."""
_EDGE: Final = 24
_SCALE: Final = 0.75
_COLOURS: Final = 128


def main() -> None:
    """Build both catalogues, look at them, and keep one light picture."""
    with sync_playwright() as playwright:
        browser = launch(playwright)
        pages = [_shot(browser, root, path, size) for root, path, size in SHOTS]
    whole = side_by_side(pages, _EDGE).quantize(_COLOURS)
    whole.save(PICTURE, optimize=True)


def _shot(browser: Browser, root: Path, path: str, size: ViewportSize) -> Image.Image:
    with served(root) as address:
        page = browser.new_page(viewport=size, locale="it-IT")
        page.goto(address + path)
        taken = Image.open(io.BytesIO(page.screenshot())).convert("RGB")
    return taken.resize((round(taken.width * _SCALE), round(taken.height * _SCALE)), Image.Resampling.LANCZOS)


def side_by_side(pages: list[Image.Image], edge: int) -> Image.Image:
    """Lay pages on a table in one row, with `edge` pixels of it around each."""
    width = sum(page.width for page in pages) + edge * (len(pages) + 1)
    whole = Image.new("RGB", (width, max(page.height for page in pages) + 2 * edge), _TABLE)
    left = edge
    for page in pages:
        whole.paste(page, (left, edge))
        left += page.width + edge
    return whole


if __name__ == "__main__":
    main()
