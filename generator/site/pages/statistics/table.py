"""`/evidenze/numeri.csv`, all figures as one table, and each chart to take away: as a table and as a drawing."""

from collections.abc import Iterator
from typing import Final

from generator.exports.spreadsheet import spreadsheet
from generator.site.model import Site
from generator.site.pages.statistics.charts import Chart, charts
from generator.site.pages.statistics.page import TABLE, key_of, published_figures
from generator.site.painting import drawing_file

_COLUMNS: Final = ("figure", "row", "count", "total", "unit", "day", "source")


def evidence_files(site: Site) -> Iterator[tuple[str, bytes]]:
    """Yield all figures in one CSV file, each row with its date and source, then the files of each chart."""
    day, source = site.catalogue.today.isoformat(), str(site.config["site_name"])
    figures = published_figures(site)
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
        for figure in figures
        for row in figure.rows
    ]
    if rows:
        yield TABLE, spreadsheet([site.texts(f"statistics.column_{name}") for name in _COLUMNS], rows)
    for chart in charts(site, figures):
        if chart.drawing is not None:
            yield f"{chart.file}.csv", _table_of(site, chart)
            yield f"{chart.file}.svg", drawing_file(site, chart.drawing, chart.finding, [chart.question])


def _table_of(site: Site, chart: Chart) -> bytes:
    """One table for a chart: where it has several, what each row answers stands before it."""
    day, source = site.catalogue.today.isoformat(), str(site.config["site_name"])
    columns = list(dict.fromkeys(column for table in chart.tables for column in table.columns))
    header = [site.texts(f"statistics.column_{name}") for name in ("figure", "row")]
    tail = [site.texts(f"statistics.column_{name}") for name in ("day", "source")]
    rows = [
        (
            table.caption,
            row.label,
            *(dict(zip(table.columns, (text for text, _ in row.cells), strict=True)).get(name, "") for name in columns),
            day,
            source,
        )
        for table in chart.tables
        for row in table.rows
    ]
    return spreadsheet([*header, *columns, *tail], rows)
