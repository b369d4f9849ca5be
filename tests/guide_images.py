"""The pictures of the guide, taken from the form itself: `make guide`.

The example town is built, in Italian and in English, and walked through on a phone whose day never changes; what to tap
is circled. Run it when the form's screens change: it writes the pictures and, in each guide, how large each one is.
"""

import re
import shutil
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Final

from PIL import Image, ImageDraw
from playwright.sync_api import Browser, Locator, Page, expect, sync_playwright

from generator.locale import LANGUAGES, Texts, load
from tests.browser import launch
from tests.e2e.conftest import PHONE, ROOT
from tests.serving import TODAY, served

CONTENT: Final = ROOT / "generator" / "packaged" / "content"
MOST_BYTES: Final = 25_000
TOWN: Final = ROOT / "examples" / "valdoria"
DENSITY: Final = 2
"""Pixels of a picture for one of the page: sharp on a phone."""
_PATIENCE: Final = 30_000
"""Milliseconds: a busy machine must not spoil a picture."""
_AIR: Final = 10
_COLOURS: Final = (16, 12, 8)
"""Colours of a picture; fewer where it would be too heavy."""
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
    with sync_playwright() as playwright:
        browser = launch(playwright)
        for lang in LANGUAGES:
            guide = folder_of(lang)
            with tempfile.TemporaryDirectory() as room, served(_town(Path(room), lang)) as address:
                walk = _Walk(_phone(browser), address, load("interface", lang))
                sizes = {picture.name: _taken(walk.page, picture, guide) for picture in walk.pictures()}
            page = guide / "index.md"
            page.write_text(_with_sizes(page.read_text("utf-8"), sizes), "utf-8")


def folder_of(lang: str) -> Path:
    """Return where the guide of a language is."""
    return (CONTENT if lang == LANGUAGES[0] else CONTENT / lang) / "partecipa" / "guida"


def _town(room: Path, lang: str) -> Path:
    """Copy the example town into an empty folder, in one language."""
    town = Path(shutil.copytree(TOWN, room / TOWN.name, ignore=shutil.ignore_patterns(".intreccio", "site")))
    settings = town / "mkdocs.yml"
    settings.write_text(re.sub(r"lingue: \[.*\]", f"lingue: [{lang}]", settings.read_text("utf-8")), "utf-8")
    return town


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


def _taken(page: Page, picture: Picture, guide: Path) -> tuple[int, int]:
    """Write a picture and return its size in pixels of the page: width, height."""
    screenshot, file = _photograph(page, picture), guide / picture.name
    for colours in _COLOURS:
        image = _small(screenshot, colours)
        image.save(file, lossless=True, method=6, quality=100)
        if file.stat().st_size <= MOST_BYTES:
            break
    sys.stdout.write(f"{file.relative_to(CONTENT)}: {file.stat().st_size} bytes\n")
    return image.width // DENSITY, image.height // DENSITY


@dataclass(frozen=True, slots=True)
class _Walk:
    """A walk through the form of a site, in the words of its language."""

    page: Page
    address: str
    texts: Texts

    def pictures(self) -> Iterator[Picture]:
        """Yield each picture when its screen is there to be photographed."""
        yield from self._correcting()
        yield from self._confirming()
        yield from self._adding()

    def _correcting(self) -> Iterator[Picture]:
        page, texts = self.page, self.texts
        page.goto(f"{self.address}partecipa/")
        page.get_by_label(texts("participate.name")).fill("auser")
        found = page.locator("[data-found] a").filter(has_text="Auser Ponte").first
        expect(found).to_be_visible()
        yield Picture("cerca.webp", self._title("participate.correct"), page.locator("[data-found]"), found)
        page.goto(self.address + _RECORD)
        line = texts("form.change_what", name=f"{texts('form.key.contatti')}: ")
        change = page.get_by_role("button", name=re.compile(line)).first
        yield Picture("scegli.webp", page.locator(".stage h2").first, change, change)
        change.tap()
        email = page.get_by_label(texts("form.choice.tipo.email"), exact=True)
        email.check()
        box = texts("form.ask.contact.valore")
        value = page.get_by_label(box)
        value.fill("mario.rossi@posta.example")
        self._button("form.done_here").tap()
        stop = page.locator("[data-code=W304]")
        expect(stop).to_be_visible()
        yield Picture("persona.webp", page.get_by_text(box, exact=True), stop)
        value.fill("segreteria@auserponte.example")
        kinds = page.get_by_role("group").filter(has=email).last
        yield Picture("scrivi.webp", page.locator(".stage h2").first, kinds, value)
        self._button("form.done_here").tap()
        self._button("form.to_preview").tap()
        page.get_by_label(texts("form.source")).fill("telefonata con la segreteria")
        send = self._button("form.send")
        yield Picture("controlla.webp", page.locator(".changes").first, send, send)
        send.tap()
        ways = page.locator(".sending__list li")
        yield Picture("manda.webp", self._title("form.how_to_send"), ways.nth(2))

    def _confirming(self) -> Iterator[Picture]:
        page, texts = self.page, self.texts
        page.goto(f"{self.address}enti/auser-ponte/")
        page.get_by_role("link", name=texts("edit.confirm")).tap()
        page.get_by_label(texts("form.ask.verification.da")).fill("Segreteria di Auser Ponte")
        page.get_by_label(texts("form.choice.metodo.autodichiarazione"), exact=True).check()
        confirm = self._button("form.confirm_send")
        yield Picture("conferma.webp", page.locator(".stage h2").first, confirm, confirm)

    def _adding(self) -> Iterator[Picture]:
        page = self.page
        page.goto(f"{self.address}partecipa/")
        adding = self._title("participate.add")
        expect(adding).to_be_visible()
        body = page.get_by_role("link", name=self.texts("participate.new_ente"))
        yield Picture("aggiungi.webp", adding, page.locator(".doors--grid"), body)

    def _title(self, key: str) -> Locator:
        return self.page.get_by_role("heading", name=self.texts(key), exact=True)

    def _button(self, key: str) -> Locator:
        return self.page.get_by_role("button", name=self.texts(key), exact=True).first


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


def _small(screenshot: bytes, colours: int) -> Image.Image:
    """Return the picture in its commonest colours, framed: on a dark page it must not look like a hole."""
    image = Image.open(BytesIO(screenshot)).convert("RGB")
    ImageDraw.Draw(image).rectangle((0, 0, image.width - 1, image.height - 1), outline=_FRAME, width=DENSITY)
    parts = image.tobytes()
    commonest = Counter(zip(parts[::3], parts[1::3], parts[2::3], strict=True)).most_common(colours)
    palette = Image.new("P", (1, 1))
    palette.putpalette([part for colour, _ in commonest for part in colour])
    return image.quantize(palette=palette, dither=Image.Dither.NONE).convert("RGB")


def _with_sizes(text: str, sizes: dict[str, tuple[int, int]]) -> str:
    for name, (width, height) in sizes.items():
        text = re.sub(rf"(\({re.escape(name)}\)\{{) width=\d+ height=\d+", rf"\1 width={width} height={height}", text)
    return text


if __name__ == "__main__":
    main()
