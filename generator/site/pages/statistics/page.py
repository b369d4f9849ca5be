"""`/evidenze/`, «Numeri e grafici»: the catalogue in figures with their date, and the records behind each of them.

It counts what records say and what they do not say yet, never how a town is. `table.py` offers all of it as one table.
"""

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from generator.site.model import Site
from generator.site.page import Crumb, Page
from generator.site.pages.statistics.figures import ADDRESS, Figure, figures
from generator.site.parts.charts import Bar
from generator.site.parts.improvements import are_public
from generator.site.parts.listing import Listing, listing
from generator.site.search.metadata import found_as_page

TABLE: Final = f"{ADDRESS}numeri.csv"
"""The table to download (`table.py`)."""

_UNITS: Final = {"rete": "networks", "ente": "organizations", "attivita": "activities"}
_UNIT_KEYS: Final = {"rete": "roles.networks", "ente": "statistics.records", "attivita": "statistics.activities"}
"""Short words that stand after the number of a bar."""
_OVERLAPPING: Final = frozenset({"temi", "luoghi"})
"""Figures whose rows may hold the same record twice."""


def evidence_pages(site: Site) -> Iterator[Page]:
    """The page of figures, and a list of the records of each row that has no page of its own."""
    every = published_figures(site)
    public = are_public(site.settings)
    counted = {
        "networks": len(site.current_networks),
        "organizations": len(site.current_organizations),
        "activities": len(site.activities),
        "practices": len(site.practices),
    }
    yield Page(
        kind="statistics",
        address=ADDRESS,
        title=site.texts("statistics.title"),
        template="pages/statistics/page.html",
        found=found_as_page(site.texts("statistics.title"), site.texts("statistics.lead")),
        tab="together",
        context={
            "counted": [site.words.count(f"count.{name}", number) for name, number in counted.items() if number],
            "answered": [figure for figure in every if not _is_of_gaps(figure)],
            "missing": [figure for figure in every if _is_of_gaps(figure)],
            "leads": public,
            "heading": lambda figure: site.texts(f"statistics.figure_{key_of(figure)}"),
            # The sentence about what networks lack asks to mend the records listed: without a list there is none.
            "reading": lambda figure: reading_of(site, figure) if public or figure.id != "manca-rete" else "",
            "bars_of": lambda figure: bars_of(site, figure),
            "unit": lambda figure: unit_of(site, figure),
            "csv": TABLE,
            "yearly": bool(site.reports),
        },
        description=site.texts("statistics.lead"),
    )
    for figure in every:
        heading = site.texts(f"statistics.figure_{key_of(figure)}")
        crumbs = (Crumb(site.texts("statistics.title"), ADDRESS), Crumb(heading, f"{ADDRESS}#{figure.id}"))
        for row in figure.rows:
            if row.has_own_list:
                title = f"{heading}: {row.label}"
                yield from listing(site, Listing(figure.kind, row.entries, row.address, title, crumbs))


def published_figures(site: Site) -> list[Figure]:
    """Every figure; where what is missing is left to the office, its numbers lead to no record."""
    every = figures(site)
    if are_public(site.settings):
        return every
    return [
        replace(figure, rows=[replace(row, address="", has_own_list=False) for row in figure.rows])
        if _is_of_gaps(figure)
        else figure
        for figure in every
    ]


def _is_of_gaps(figure: Figure) -> bool:
    return figure.id.startswith("manca-")


def key_of(figure: Figure) -> str:
    """Name a figure as texts do: their keys have no hyphen."""
    return figure.id.replace("-", "_")


def bars_of(site: Site, figure: Figure) -> list[Bar]:
    """The rows of a figure as bars, each leading to its records, with what is counted after each number."""
    return [
        Bar(row.label, number, row.address if number else "", text=site.words.count(_UNIT_KEYS[figure.kind], number))
        for row in figure.rows
        for number in (len(row.entries),)
    ]


def unit_of(site: Site, figure: Figure) -> str:
    """What is counted, and out of how many."""
    return site.texts("statistics.unit", counted=site.words.count(f"count.{_UNITS[figure.kind]}", figure.total))


def reading_of(site: Site, figure: Figure) -> str:
    """One sentence on how to read a figure: how many do not say, or that rows overlap."""
    if figure.silent:
        return site.words.count("statistics.reading_none", figure.total)
    if figure.id in _OVERLAPPING:
        return site.texts(f"statistics.reading_{key_of(figure)}")
    if figure.id == "conferme":
        sure = sum(len(row.entries) for row in figure.rows if row.code.startswith("confirmed"))
        return site.texts(
            "statistics.reading_conferme", n=site.words.number(sure), total=site.words.number(figure.total)
        )
    if figure.id == "adesioni" or _is_of_gaps(figure):
        return site.texts(f"statistics.reading_{key_of(figure)}")
    if figure.untold == 0:
        return site.texts("statistics.reading_all")
    key = "one_untold" if figure.untold == 1 else "untold"
    total = site.words.number(figure.total)
    return site.texts(f"statistics.reading_{key}", n=site.words.number(figure.untold), total=total)
