"""`/rapporto/<year>/rapporto-<year>.csv`: the figures of a year as a table."""

from collections.abc import Iterator

from generator.exports.spreadsheet import spreadsheet
from generator.reading.reports import FIGURES
from generator.site.model import Site
from generator.site.pages.report.page import rows_of, table_address


def report_files(site: Site) -> Iterator[tuple[str, bytes]]:
    """Yield the table of each year; a cell is empty where nobody knows."""
    for report in site.reports:
        header = [
            site.texts("yearly.what"),
            report.until.isoformat(),
            report.before.isoformat() if report.before else "",
        ]
        labels = [row.label for row in rows_of(site, report)]
        figures = (report.figures[name] for name in FIGURES)
        rows = [
            (label, now, "" if before is None else before) for label, (now, before) in zip(labels, figures, strict=True)
        ]
        yield table_address(report), spreadsheet(header, rows)
