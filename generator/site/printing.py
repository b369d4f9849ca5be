"""PDF out of a published site: its vademecums on A4, for a pocket and in large print, its posters.

Chromium prints what its own print window would (the styles of the pages are the one source of how paper looks), driven
by Playwright: the extra `stampa`, asked for only here. Nothing is asked of any network, and no script runs: the pages
are files. The same site and day give the same PDF, for what says when it was made is the day of the site.
"""

import os
import re
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from importlib import util
from io import BytesIO
from pathlib import Path
from typing import Any, Final

from generator import addresses
from generator.errors import CannotRun

_NEEDED: Final = ("playwright", "pypdf")
_BROWSERS: Final = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "msedge")
_ARGUMENTS: Final = ("--disable-gpu", "--no-first-run", "--disable-background-networking")
_PATIENCE: Final = 60_000
"""Milliseconds that a page may take."""
_POCKET: Final = "tascabile"
_FOLDED: Final = "tascabile-da-piegare"
_VARIANTS: Final = {
    "a4": (),
    "caratteri-grandi": ("#caratteri-grandi",),
    _POCKET: ("#formato-a6",),
}
"""How a vademecum is printed: the choices of its page that are ticked."""
A4: Final = (595.276, 841.89)
"""Points."""
_CELL: Final = re.compile(rb"\(node\d{8}\)")
_SIDES: Final = 4
"""Pages of a strip of A6: two on each side."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """One PDF to be made: the page it is made of, its file, what is ticked there."""

    page: Path
    file: str
    ticked: tuple[str, ...] = ()


def sheets_of(site: Path, *, is_whole_only: bool = False) -> Iterator[Sheet]:
    """Yield what can be printed of a published site: every vademecum in its forms, then every poster."""
    whole = site / addresses.page("vademecum") / "index.html"
    of_terms = [] if is_whole_only else _pages(site, addresses.page("vademecum"))
    for page in [whole, *of_terms] if whole.is_file() else []:
        name = "-".join(page.parent.relative_to(site).parts)
        yield from (Sheet(page, f"{name}-{variant}.pdf", ticked) for variant, ticked in _VARIANTS.items())
    for page in [] if is_whole_only else _pages(site, addresses.page("poster")):
        yield Sheet(page, f"{'-'.join(page.parent.relative_to(site).parts)}.pdf")


def print_sheets(sheets: Iterator[Sheet], into: Path, day: date, told: Callable[[str], None]) -> int:
    """Write the PDF of each sheet into a folder, telling the name of each; returns how many there are.

    Raises:
        CannotRun: the extra is not installed, no browser is there, or it would not print.
    """
    if missing := [name for name in _NEEDED if not util.find_spec(name)]:
        raise CannotRun("print_extra", names=", ".join(missing))
    into.mkdir(parents=True, exist_ok=True)
    made = 0
    with _browser() as browser:
        for sheet in sheets:
            content = _printed(browser, sheet)
            names = [(sheet.file, _dated(content, day))]
            if _POCKET in sheet.file:
                names.append((sheet.file.replace(_POCKET, _FOLDED), _dated(imposed(content), day)))
            for name, pdf in names:
                (into / name).write_bytes(pdf)
                told(name)
                made += 1
    return made


def _pages(site: Path, folder: str) -> list[Path]:
    """Return the pages of terms and records in a folder; what stands between leads on to others."""
    return sorted((site / folder).glob("*/*/index.html"), key=lambda page: page.parts)


@contextmanager
def _browser() -> Iterator[Any]:
    """Start the Chromium of the machine, else the one that Playwright brought."""
    from playwright.sync_api import Error, sync_playwright  # noqa: PLC0415 -- an extra, asked for only here

    is_root = hasattr(os, "geteuid") and os.geteuid() == 0
    arguments = [*_ARGUMENTS, *(["--no-sandbox"] if is_root else [])]
    with sync_playwright() as playwright:
        chosen = next(filter(None, map(shutil.which, _BROWSERS)), None)
        try:
            browser = playwright.chromium.launch(executable_path=chosen, args=arguments)
        except Error as error:
            raise CannotRun("print_browser", reason=str(error).strip().splitlines()[0]) from error
        try:
            yield browser.new_context(offline=True, java_script_enabled=False, color_scheme="light")
        except Error as error:
            raise CannotRun("print_failed", reason=str(error).strip().splitlines()[0]) from error
        finally:
            browser.close()


def _printed(context: Any, sheet: Sheet) -> bytes:
    page = context.new_page()
    page.goto(sheet.page.resolve().as_uri(), timeout=_PATIENCE)
    for choice in sheet.ticked:
        page.check(choice)
    content: bytes = page.pdf(prefer_css_page_size=True, print_background=True, tagged=True, outline=True)
    page.close()
    return content


def _dated(content: bytes, day: date) -> bytes:
    """Return a PDF that says it was made on the day of the site, and nothing else of when and where."""
    from pypdf import PdfReader, PdfWriter  # noqa: PLC0415 -- an extra, asked for only here

    reader = PdfReader(BytesIO(content))
    writer = PdfWriter(clone_from=reader)
    made = datetime(day.year, day.month, day.day).strftime("D:%Y%m%d000000Z")  # noqa: DTZ001 -- written as UTC
    title = (reader.metadata.title if reader.metadata else None) or ""
    writer.metadata = {"/Title": title, "/Creator": "Intreccio", "/CreationDate": made, "/ModDate": made}
    file = BytesIO()
    writer.write(file)
    return _numbered(file.getvalue())


def _numbered(content: bytes) -> bytes:
    """Name the cells of tables by their place: Chromium counts on from what it happened to make before."""
    names = sorted(set(_CELL.findall(content)))
    own = {name: b"(node%08d)" % number for number, name in enumerate(names, start=1)}
    return _CELL.sub(lambda name: own[name[0]], content)


def imposed(content: bytes) -> bytes:
    """Lay the pages of a pocket book on A4, four a side: to print on both, cut across, put one in another and fold.

    A strip is the half of a sheet: outside are the last page and the first, inside the second and the last but one.
    """
    from pypdf import PdfReader, PdfWriter, Transformation  # noqa: PLC0415 -- an extra, asked for only here

    pages = list(PdfReader(BytesIO(content)).pages)
    strips = -(-len(pages) // _SIDES)
    last = strips * _SIDES - 1
    writer = PdfWriter()
    width, height = A4[0] / 2, A4[1] / 2
    for first in range(0, strips, 2):
        for side in ("outside", "inside"):
            sheet = writer.add_blank_page(*A4)
            for row, strip in enumerate(range(first, min(first + 2, strips))):
                facing = (last - 2 * strip, 2 * strip) if side == "outside" else (2 * strip + 1, last - 2 * strip - 1)
                for column, number in enumerate(facing):
                    if number < len(pages):
                        at = Transformation().translate(column * width, (1 - row) * height)
                        sheet.merge_transformed_page(pages[number], at)
    file = BytesIO()
    writer.write(file)
    return file.getvalue()
