"""The pictures of the guide, taken from the form itself: `make guide`.

The example town is built and walked through on a phone whose day never changes; what to tap is circled. Run it when
the form's screens change: it writes the pictures and, in the guide, how large each one is.
"""

import re
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from typing import Final

from PIL import Image, ImageDraw
from playwright.sync_api import Browser, Locator, Page, expect, sync_playwright

from tests.browser import launch
from tests.e2e.conftest import PHONE, ROOT
from tests.serving import TODAY, served

GUIDE: Final = ROOT / "generator" / "packaged" / "content" / "partecipa" / "guida"
TOWN: Final = ROOT / "examples" / "valdoria"
DENSITY: Final = 2
"""Pixels of a picture for one of the page: sharp on a phone."""
_PATIENCE: Final = 30_000
"""Milliseconds: a busy machine must not spoil a picture."""
_AIR: Final = 10
_COLOURS: Final = 16
_FRAME: Final = "#c3c7cc"
_CIRCLE: Final = """(one) => Object.assign(one.style, {
  outline: "3px solid #c2410c", outlineOffset: "3px", borderRadius: "6px",
})"""
_RECORD: Final = "partecipa/#scheda=auser-ponte"
_AS_ON_A_PHONE: Final = "navigator.canShare = () => true;"


@dataclass(frozen=True, slots=True)
class Picture:
    """What to photograph: from the top of one element to the bottom of another, perhaps with one circled."""

    name: str
    first: Locator
    last: Locator
    circled: Locator | None = None


def main() -> None:
    """Take every picture of the guide again."""
    expect.set_options(timeout=_PATIENCE)
    with served(TOWN) as address, sync_playwright() as playwright:
        sizes = dict(_taken(_phone(launch(playwright)), address))
    page = GUIDE / "index.md"
    page.write_text(_with_sizes(page.read_text("utf-8"), sizes), "utf-8")


def _phone(browser: Browser) -> Page:
    context = browser.new_context(
        viewport=PHONE,
        device_scale_factor=DENSITY,
        locale="it-IT",
        color_scheme="light",
        reduced_motion="reduce",
        has_touch=True,
        is_mobile=True,
    )
    page = context.new_page()
    page.add_init_script(_AS_ON_A_PHONE)
    page.clock.set_fixed_time(f"{TODAY}T10:00:00+01:00")
    return page


def _taken(page: Page, address: str) -> Iterator[tuple[str, tuple[int, int]]]:
    for picture in _walk(page, address):
        image = _small(_photograph(page, picture))
        file = GUIDE / picture.name
        image.save(file, lossless=True, method=6, quality=100)
        sys.stdout.write(f"{file.name}: {file.stat().st_size} bytes\n")
        yield picture.name, (image.width // DENSITY, image.height // DENSITY)


def _walk(page: Page, address: str) -> Iterator[Picture]:
    yield from _correcting(page, address)
    yield from _confirming(page, address)
    yield from _adding(page, address)


def _correcting(page: Page, address: str) -> Iterator[Picture]:
    page.goto(f"{address}partecipa/")
    page.get_by_label("Nome da cercare").fill("auser")
    found = page.locator("[data-found] a").filter(has_text="Auser Ponte").first
    expect(found).to_be_visible()
    yield Picture("cerca.webp", _title(page, "Correggi una scheda"), page.locator("[data-found]"), found)
    page.goto(address + _RECORD)
    change = page.get_by_role("button", name=re.compile("Cambia Recapiti: ")).first
    yield Picture("scegli.webp", page.locator(".stage h2").first, change, change)
    change.tap()
    page.get_by_label("Email", exact=True).check()
    value = page.get_by_label("Indirizzo, numero o luogo")
    value.fill("mario.rossi@posta.example")
    _button(page, "Fatto").tap()
    stop = page.locator("[data-code=W304]")
    expect(stop).to_be_visible()
    yield Picture("persona.webp", page.get_by_text("Indirizzo, numero o luogo", exact=True), stop)
    value.fill("segreteria@auserponte.example")
    kinds = page.get_by_role("group").filter(has=page.get_by_label("Email", exact=True)).last
    yield Picture("scrivi.webp", page.locator(".stage h2").first, kinds, value)
    _button(page, "Fatto").tap()
    _button(page, "Rileggi prima di mandare").tap()
    page.get_by_label("Come lo sai?").fill("telefonata con la segreteria")
    send = _button(page, "Scegli come mandarla")
    yield Picture("controlla.webp", page.locator(".changes").first, send, send)
    send.tap()
    yield Picture("manda.webp", _title(page, "Come vuoi mandarla?"), page.locator(".sending__list li").nth(2))


def _confirming(page: Page, address: str) -> Iterator[Picture]:
    page.goto(f"{address}enti/auser-ponte/")
    page.get_by_role("link", name="È tutto giusto").tap()
    page.get_by_label("Quale ente o ufficio lo conferma?").fill("Segreteria di Auser Ponte")
    page.get_by_label("Siamo noi", exact=True).check()
    confirm = _button(page, "È tutto giusto")
    yield Picture("conferma.webp", page.locator(".stage h2").first, confirm, confirm)


def _adding(page: Page, address: str) -> Iterator[Picture]:
    page.goto(f"{address}partecipa/")
    adding = _title(page, "Aggiungi")
    expect(adding).to_be_visible()
    body = page.get_by_role("link", name="Un'associazione o un ente")
    yield Picture("aggiungi.webp", adding, page.locator(".doors--grid"), body)


def _title(page: Page, name: str) -> Locator:
    return page.get_by_role("heading", name=name, exact=True)


def _button(page: Page, name: str) -> Locator:
    return page.get_by_role("button", name=name, exact=True).first


def _photograph(page: Page, picture: Picture) -> bytes:
    if picture.circled:
        picture.circled.evaluate(_CIRCLE)
    page.evaluate("document.activeElement?.blur()")
    page.mouse.move(0, 0)
    top, bottom = (_edges(part) for part in (picture.first, picture.last))
    height = bottom[1] - top[0] + 2 * _AIR
    clip = {"x": 0, "y": max(top[0] - _AIR, 0), "width": PHONE["width"], "height": height}
    return page.screenshot(full_page=True, clip=clip, animations="disabled", caret="hide")  # type: ignore[arg-type]


def _edges(part: Locator) -> tuple[int, int]:
    top, bottom = part.evaluate(
        "one => { const box = one.getBoundingClientRect(); return [box.top + scrollY, box.bottom + scrollY]; }"
    )
    return int(top), int(bottom)


def _small(screenshot: bytes) -> Image.Image:
    """Return the picture in its commonest colours, framed: on a dark page it must not look like a hole."""
    image = Image.open(BytesIO(screenshot)).convert("RGB")
    ImageDraw.Draw(image).rectangle((0, 0, image.width - 1, image.height - 1), outline=_FRAME, width=DENSITY)
    parts = image.tobytes()
    commonest = Counter(zip(parts[::3], parts[1::3], parts[2::3], strict=True)).most_common(_COLOURS)
    palette = Image.new("P", (1, 1))
    palette.putpalette([part for colour, _ in commonest for part in colour])
    return image.quantize(palette=palette, dither=Image.Dither.NONE).convert("RGB")


def _with_sizes(text: str, sizes: dict[str, tuple[int, int]]) -> str:
    for name, (width, height) in sizes.items():
        text = re.sub(rf"(\({re.escape(name)}\)\{{) width=\d+ height=\d+", rf"\1 width={width} height={height}", text)
    return text


if __name__ == "__main__":
    main()
