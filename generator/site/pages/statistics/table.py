"""`/evidenze/numeri.csv`: all figures as one table, each row with its date and source."""

from collections.abc import Iterator
from typing import Final

from generator.exports.spreadsheet import spreadsheet
from generator.site.model import Site
from generator.site.pages.statistics.page import TABLE, key_of, published_figures

_COLUMNS: Final = ("figure", "row", "count", "total", "unit", "day", "source")


def evidence_files(site: Site) -> Iterator[tuple[str, bytes]]:
    """Yield all figures in one CSV file, each row with its date and source."""
    day, source = site.catalogue.today.isoformat(), str(site.config["site_name"])
    rows = [
        (
            site.texts(f"statistics.figure_{key_of(figure)}"),
            row.label,
            len(row.entries),
            figure.total,
            site.texts(f"list.{figure.kind}"),
            day,
            source,
        )
        for figure in published_figures(site)
        for row in figure.rows
    ]
    if rows:
        yield TABLE, spreadsheet([site.texts(f"statistics.column_{name}") for name in _COLUMNS], rows)
