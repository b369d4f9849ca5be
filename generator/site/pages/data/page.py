"""`/dati/`, the door to the open data: everything in one archive and each piece by itself, how to cite and to use it.

It is made last, for it tells the size of what was published; a page that is shown before the whole site is made, as
`serve` does, lists the formats without their sizes.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from generator import addresses
from generator.site.formats import WHOLE, Format, formats_published
from generator.site.model import Site
from generator.site.page import Page
from generator.site.search.metadata import found_as_page

ADDRESS: Final = addresses.page("data")
_THOUSAND: Final = 1000
_UNITS: Final = ("kB", "MB", "GB")
_SMALL: Final = 10
"""Below this a decimal is worth saying, of all but the smallest unit."""


@dataclass(frozen=True, slots=True)
class ShownPiece:
    """One format as the page shows it; `size` is empty where it is not known yet."""

    format: Format
    files: int
    size: str


def data_page(site: Site) -> Iterator[Page]:
    """The page of the open data."""
    published = site.open_data
    if published is None:
        pieces = [ShownPiece(row, 0, "") for row in formats_published()]
    else:
        pieces = [ShownPiece(piece.format, piece.files, size_of(site, piece.size)) for piece in published.pieces]
    title, lead = site.texts("data.title"), site.texts("data.lead")
    yield Page(
        kind="data",
        address=ADDRESS,
        title=title,
        template="pages/data/page.html",
        context={
            "pieces": pieces,
            "whole": WHOLE if pieces else "",
            "whole_size": size_of(site, published.whole) if published else "",
            "licence": site.settings["licenza"],
            "citation": citation(site),
        },
        description=lead,
        found=found_as_page(title, lead),
    )


def size_of(site: Site, size: int) -> str:
    """Say a number of bytes as people do: 12 kB, 3,4 MB."""
    amount, at = size / _THOUSAND, 0
    while amount >= _THOUSAND and at < len(_UNITS) - 1:
        amount, at = amount / _THOUSAND, at + 1
    shown = round(amount, 1) if at and amount < _SMALL else max(1, round(amount))
    return f"{site.words.number(shown)}\u00a0{_UNITS[at]}"


def citation(site: Site) -> str:
    """Return the sentence with which who uses the data says where it comes from (CC BY asks for it)."""
    return site.texts(
        "data.citation",
        name=site.config["site_name"],
        day=site.words.day(site.catalogue.today),
        licence=site.settings["licenza"]["nome"],
        url=addresses.absolute(site.url, ADDRESS) if site.url else "",
    ).strip()
