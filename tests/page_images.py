"""A picture of each kind of page, and `docs/pages.md` that shows them: `make pictures`, in about five minutes.

The example town is built, and one page of each kind of the registry is seen at a desk and on a phone, on a day that
never changes. What a page is for is said by the docstring of its module. Names of kinds take new pictures of those
alone: `python -m tests.page_images calendar rete`; `--words` writes the words and takes none.
"""

import io
import re
import sys
from collections import Counter
from typing import Final

from PIL import Image
from playwright.sync_api import Browser, Page, ViewportSize, sync_playwright

from generator.locale import load
from generator.site.pages.embed.embeds import EMBEDS
from generator.site.pages.registry import KINDS, PageKind
from tests.browser import launch
from tests.e2e.conftest import DESKTOP, PHONE, ROOT
from tests.e2e.test_accessibility import NEAR, example_addresses
from tests.readme_image import side_by_side
from tests.serving import TODAY, served

TOWN: Final = ROOT / "examples" / "valdoria"
DOCUMENT: Final = ROOT / "docs" / "pages.md"
PICTURES: Final = ROOT / "docs" / "images" / "pages"
SHOWN: Final = {
    "rete": "reti/rete-vicini-di-casa/",
    "ente": "enti/auser-ponte/",
    "territorio": "territori/valdoria/",
    "report": "rapporto/2026/",
    "put_aside": "da-parte/#attivita/il-banco-del-pane/emporio-la-madia/+enti/auser-ponte/",
    "who_does": "chi-lo-fa-gia/#testo=doposcuola%20per%20bambini",
    "search": "cerca/?q=mangiare+gratis",
    "embed_card": "embed/scheda/?scheda=reti/rete-vicini-di-casa",
    "embed_list": "embed/elenco/?genere=attivita&luogo=valdoria",
    "embed_calendar": "embed/calendario/?giorni=7",
}
"""Pages that say more of their kind than the first one does, or that show nothing unless they are asked."""
_HEIGHT: Final = 450
"""Pixels of either page in a picture."""
_EDGE: Final = 12
_SETTLES: Final = 700
"""Milliseconds in which scripts show what they show: most pages have no sign of being done."""
_QUALITY: Final = 55
_HEAVIEST: Final = 40_000
"""Bytes of one picture."""
_INTRODUCTION: Final = """\
# The pages of the site

One page of each kind that `generator/site/pages/registry.py` knows, as the example town has it, at a desk and on a
phone. `make pictures` writes this file and its pictures (`tests/page_images.py`); what a page is for is the docstring
of its module. Several pages of one kind look alike: a record each, a term each. How pages are made is told in
[architecture.md](architecture.md), how to add one in [developing.md](developing.md#add-a-kind-of-page).
"""


def main(wanted: list[str]) -> int:
    """Write the document, and the pictures of the kinds that are wanted: all of them where none is named."""
    shown = {kind.name: kind for kind in KINDS}
    addresses = {name: address for name, address in example_addresses(TOWN).items() if name in shown} | SHOWN
    DOCUMENT.write_text(words_of(addresses), "utf-8")
    if wanted == ["--words"]:
        return 0
    if unknown := set(wanted) - set(shown):
        sys.stderr.write(f"No such kind of page: {', '.join(sorted(unknown))}\n")
        return 2
    PICTURES.mkdir(parents=True, exist_ok=True)
    with served(TOWN) as site, sync_playwright() as playwright:
        _take(launch(playwright), site, {name: addresses[name] for name in wanted or addresses})
    for old in PICTURES.glob("*.webp"):
        if old.stem not in addresses:
            old.unlink()
    return 0


def words_of(addresses: dict[str, str]) -> str:
    """Return the document: name, address of the page that is shown, what it is for, its picture."""
    sharing = Counter(kind.pages.__module__ for kind in KINDS)
    return "\n".join([_INTRODUCTION, *(_section(kind, addresses[kind.name], sharing) for kind in KINDS)])


def _section(kind: PageKind, address: str, sharing: Counter[str]) -> str:
    path = re.split(r"[?#]", address)[0]
    picture = f"![`{kind.name}` at a desk and on a phone](images/{PICTURES.name}/{kind.name}.webp)"
    return f"## `{kind.name}`\n\n`/{path}`: {_purpose(kind, sharing)}\n\n{picture}\n"


def _purpose(kind: PageKind, sharing: Counter[str]) -> str:
    """Return the first sentence of the page's module; where several kinds share one, that of its function too."""
    if kind.name in {embed.name for embed in EMBEDS}:
        return f"what other sites may show. {load('interface', 'en')(f'{kind.name}.what')}"
    module = kind.pages.__module__
    purpose = re.sub(r"^(?:`[^`]+`(?:, )?)+:? ?", "", _first_line(sys.modules[module].__doc__))
    return f"{purpose} {_first_line(kind.pages.__doc__)}" if sharing[module] > 1 else purpose


def _first_line(docstring: str | None) -> str:
    return (docstring or "").strip().partition("\n")[0]


def _take(browser: Browser, site: str, addresses: dict[str, str]) -> None:
    desk, phone = (_device(browser, size) for size in (DESKTOP, PHONE))
    for name, address in addresses.items():
        picture = side_by_side([_shot(page, site, address) for page in (desk, phone)], _EDGE)
        content = _light(picture)
        (PICTURES / f"{name}.webp").write_bytes(content)
        sys.stdout.write(f"{name}: {len(content)} bytes\n")
        sys.stdout.flush()


def _device(browser: Browser, size: ViewportSize) -> Page:
    page = browser.new_context(
        viewport=size, locale="it-IT", color_scheme="light", reduced_motion="reduce", service_workers="block"
    ).new_page()
    page.clock.set_fixed_time(f"{TODAY}T10:00:00+01:00")
    return page


def _shot(page: Page, site: str, path: str) -> Image.Image:
    page.goto("about:blank")  # what follows `#` alone loads nothing
    page.goto(site + path)
    if path in NEAR:
        page.locator(NEAR[path]).first.wait_for()
    page.wait_for_timeout(_SETTLES)
    taken = Image.open(io.BytesIO(page.screenshot(animations="disabled", caret="hide"))).convert("RGB")
    return taken.resize((round(taken.width * _HEIGHT / taken.height), _HEIGHT), Image.Resampling.LANCZOS)


def _light(picture: Image.Image) -> bytes:
    """Return the picture as WebP, in the best quality that stays within the bound."""
    for quality in range(_QUALITY, 0, -5):
        file = io.BytesIO()
        picture.save(file, "WEBP", quality=quality, method=6)
        if file.tell() <= _HEAVIEST:
            break
    return file.getvalue()


def kinds_shown() -> list[str]:
    """Return the kinds that the document names, in its order."""
    return re.findall(r"^## `([\w-]+)`$", DOCUMENT.read_text("utf-8"), re.MULTILINE)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
