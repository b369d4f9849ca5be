"""`/evidenze/`, «Numeri e grafici»: the catalogue in figures with their date, and the records behind each of them.

It counts what records say and what they do not say yet, never how a town is. `figures.py` counts, `charts.py` chooses
the chart that fits each question; `table.py` offers all of it as one table, and each chart to take away.
"""

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from generator import addresses
from generator.site.model import Site
from generator.site.page import Crumb, Page
from generator.site.pages.report.page import since
from generator.site.pages.statistics.charts import charts
from generator.site.pages.statistics.figures import ADDRESS, Figure, figures
from generator.site.pages.together.ways import crumb_of
from generator.site.parts.drawing import can_paint
from generator.site.parts.improvements import are_public
from generator.site.parts.listing import Listing, listing, networks_beside
from generator.site.search.metadata import found_as_page

TABLE: Final = f"{ADDRESS}numeri.csv"
"""The table to download (`table.py`)."""
_MOST_OPEN: Final = 5
"""So many charts are open; each of the others is folded under its finding."""
_IN_REPORTS: Final = {"rete": "networks", "ente": "organizations", "attivita": "activities", "pratica": "practices"}
"""How reports call the records counted here."""


def evidence_pages(site: Site) -> Iterator[Page]:
    """The page of figures, and a list of the records of each row that has no page of its own."""
    every = published_figures(site)
    public = are_public(site.settings)
    counted = {
        "rete": len(site.current_networks),
        "ente": len(site.current_organizations),
        "attivita": len(site.activities),
        "pratica": len(site.practices),
    }
    notes = {"rete": networks_beside(site, site.current_networks)}
    made = charts(site, every)
    told = [chart for chart in made if not chart.is_gap]
    yield Page(
        kind="statistics",
        address=ADDRESS,
        title=site.texts("statistics.title"),
        template="pages/statistics/page.html",
        found=found_as_page(site.texts("statistics.title"), site.texts("statistics.lead")),
        tab="together",
        crumbs=(crumb_of(site),),
        context={
            "headline": [
                (
                    *(site.words.number(number), site.texts(f"list.{kind}"), addresses.section(kind)),
                    *(notes.get(kind, ""), _change(site, kind, number)),
                )
                for kind, number in counted.items()
                if number
            ],
            "told": told,
            "asking": [chart for chart in made if chart.asks],
            "open": _MOST_OPEN,
            "missing": [chart for chart in made if chart.is_gap],
            "leads": public,
            "painted": can_paint(),
            "csv": TABLE,
            "yearly": bool(site.reports),
        },
        description=site.texts("statistics.lead"),
    )
    for figure in every:
        heading = site.texts(f"statistics.figure_{key_of(figure)}")
        crumbs = (
            crumb_of(site),
            Crumb(site.texts("statistics.title"), ADDRESS),
            Crumb(heading, f"{ADDRESS}#{figure.id}"),
        )
        for row in figure.rows:
            if row.has_own_list:
                title = f"{heading}: {row.label}"
                yield from listing(site, Listing(figure.kind, row.entries, row.address, title, crumbs))


def _change(site: Site, kind: str, number: int) -> str:
    """Say the change since the year before, where the newest report counted as many records as there are."""
    for report in site.reports[:1]:
        now, before = report.figures[_IN_REPORTS[kind]]
        if now == number and before is not None:
            return since(site, report, number - before)
    return ""


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
