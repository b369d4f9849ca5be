"""`/dati/`, the door to the open data: everything in one archive and each piece by itself, how to cite and to use it.

It is made last, for it tells the size of what was published; a page that is shown before the whole site is made, as
`serve` does, lists the formats without their sizes.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any, Final

from generator import addresses
from generator.site.formats import WHOLE, Format, citation, formats_published
from generator.site.model import Site
from generator.site.page import Page
from generator.site.search.metadata import found_as_page

ADDRESS: Final = addresses.page("data")
OPENAPI: Final = "api/v1/openapi.json"
_THOUSAND: Final = 1000
_UNITS: Final = ("kB", "MB", "GB")
_SMALL: Final = 10
"""Below this a decimal is worth saying, of all but the smallest unit."""


CURL: Final = """\
curl -O {url}dati/csv/attivita.csv
curl {url}api/v1/index.json
"""
PYTHON: Final = """\
import csv, io, urllib.request
from collections import Counter

address = "{url}dati/csv/attivita.csv"
with urllib.request.urlopen(address) as answer:
    table = io.TextIOWrapper(answer, "utf-8-sig", newline="")
    rows = list(csv.DictReader(table, delimiter=";"))

kinds = Counter(kind for row in rows for kind in row["tipo"].split(" | "))
for kind, count in kinds.most_common(12):
    print(f"{{'█' * count}} {{count}} {{kind}}")
"""
"""Examples that a reader copies; a test runs them as they stand on the page."""
_NOWHERE: Final = "https://catalogo.example/"
"""Stands in the examples of a catalogue that is not published yet."""
_FOR_ALL: Final = ("xlsx", "icalendar", "geojson")
"""Formats that anybody opens, with a spreadsheet, a calendar or a map, in this order."""
_WORKBOOK: Final = "xlsx"
"""The format of which it is said how much it holds: who opens it sees rows."""
_STEPS: Final = 4
"""Of the way from the workbook to a chart."""
_IN_HSDS: Final = (
    ("network", "organization, taxonomy_term"),
    ("organization", "organization"),
    ("activity", "service"),
    ("figures", "contact"),
    ("places", "location, address"),
    ("ties", "attribute"),
    ("rest", "intreccio"),
)
"""What of ours is what in HSDS; the words are `data.hsds_<name>` and `data.hsds_<name>_how`."""


@dataclass(frozen=True, slots=True)
class ShownPiece:
    """One format as the page shows it; `size` is empty and there are no `files` where they are not known yet."""

    format: Format
    files: tuple[str, ...] = ()
    size: str = ""

    @property
    def ending(self) -> str:
        """How the names of its files end, which says what opens them; empty where they end in several ways."""
        endings = {PurePosixPath(name).suffix.removeprefix(".") for name in self.files}
        return endings.pop() if len(endings) == 1 else ""

    @property
    def links(self) -> list[tuple[str, str]]:
        """Name and address of each file, of the formats whose files are wanted one by one."""
        return [(name, f"{self.format.at}{name}") for name in self.files if self.format.lists_files]


def _for_all(pieces: Sequence[ShownPiece]) -> list[ShownPiece]:
    """Return the formats that anybody opens; the others, which programs read, are folded."""
    by_name = {piece.format.name: piece for piece in pieces}
    return [by_name[name] for name in _FOR_ALL if name in by_name]


def data_page(site: Site) -> Iterator[Page]:
    """The page of the open data."""
    published = site.open_data
    if published is None:
        pieces = [ShownPiece(row) for row in formats_published()]
    else:
        pieces = [ShownPiece(piece.format, piece.files, size_of(site, piece.size)) for piece in published.pieces]
    title, lead = site.texts("data.title"), site.texts("data.lead")
    url = f"{site.url.rstrip('/')}/" if site.url else _NOWHERE
    yield Page(
        kind="data",
        address=ADDRESS,
        title=title,
        template="pages/data/page.html",
        context={
            "for_all": _for_all(pieces),
            "counted": {_WORKBOOK: _counted(site)},
            "for_programs": [piece for piece in pieces if piece.format.name not in _FOR_ALL],
            "whole": WHOLE if pieces else "",
            "whole_size": size_of(site, published.whole) if published else "",
            "licence": site.settings["licenza"],
            "citation": citation(site),
            "steps": [site.texts(f"data.sheet_{step}") for step in range(1, _STEPS + 1)],
            "curl": CURL.format(url=url),
            "python": PYTHON.format(url=url),
            "described": OPENAPI,
            "in_hsds": _IN_HSDS,
            "keys": addresses.page("keys"),
        },
        description=lead,
        json_ld=_dataset(site, pieces),
        found=found_as_page(title, lead, ("open data", "CSV", "API", "Excel", "JSON", "scaricare")),
    )


def _counted(site: Site) -> str:
    """Say how many records the tables hold, those that are over too."""
    held = site.catalogue
    counts = (("networks", held.networks), ("bodies", held.organizations), ("activities", held.activities))
    return site.words.listed([site.words.count(f"count.{name}", len(entries)) for name, entries in counts if entries])


def _dataset(site: Site, pieces: Sequence[ShownPiece]) -> dict[str, Any]:
    """Describe the catalogue as a Dataset of schema.org, so that searches for data find it too."""
    return {
        "@type": "Dataset",
        "name": f"{site.texts('data.title')}: {site.config['site_name']}",
        "description": site.texts("data.lead"),
        "inLanguage": site.texts.lang,
        "license": site.settings["licenza"]["url"],
        "dateModified": site.catalogue.today.isoformat(),
        "isAccessibleForFree": True,
        "url": addresses.absolute(site.url, ADDRESS) if site.url else None,
        "distribution": [
            {
                "@type": "DataDownload",
                "name": site.texts(f"data.format_{piece.format.name}"),
                "encodingFormat": piece.format.media_type,
                "contentUrl": addresses.absolute(site.url, piece.format.address),
                "contentSize": piece.size.replace("\u00a0", " "),
            }
            for piece in pieces
            if site.url
        ],
    }


def size_of(site: Site, size: int) -> str:
    """Say a number of bytes as people do: 12 kB, 3,4 MB."""
    amount, at = size / _THOUSAND, 0
    while amount >= _THOUSAND and at < len(_UNITS) - 1:
        amount, at = amount / _THOUSAND, at + 1
    shown = round(amount, 1) if at and amount < _SMALL else max(1, round(amount))
    return f"{site.words.number(shown)}\u00a0{_UNITS[at]}"
