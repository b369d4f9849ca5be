"""A year on one sheet: figures, names of what is still there, what came of it and what nobody measured."""

from datetime import date

from generator.reading.reports import FIGURES, Report
from generator.site.model import Site
from generator.site.pages.report.page import headline_of, outcomes_of, report_pages, rows_of, share_of, unmeasured
from generator.site.pages.report.table import report_files

UNTIL = date(2026, 12, 31)


def _report(before: date | None) -> Report:
    figures = dict.fromkeys(FIGURES, (10, 12 if before else None)) | {"networks": (10, 10 if before else None)}
    if before is None:
        return Report(2026, UNTIL, None, figures)
    born = ("rete-cibo", "rete-rimossa")
    return Report(2026, UNTIL, before, figures, born, (), 1, 3, 0, 2, 0, 1, 5, 1)


def test_against_the_year_before(site: Site) -> None:
    """Each difference has its sign; who was removed since then is counted and not named."""
    report = _report(date(2025, 12, 31))
    site.reports = (report,)
    try:
        years, page = report_pages(site)
    finally:
        site.reports = ()

    assert (years.address, page.address) == ("rapporto/", "rapporto/2026/")
    assert [entry.id for entry in page.context["born"]] == ["rete-cibo"]
    assert page.context["born_unnamed"] == 1
    assert [(row.now, row.before, row.change) for row in rows_of(site, report)][:2] == [
        ("10", "10", "="),
        ("10", "12", "−2"),
    ]
    share = ("50", "schede su cento confermate da chi le conosce, un anno prima 55")
    assert share_of(site, report) == [share]
    assert headline_of(site, report)[:2] == [share, ("10", "Reti, un anno prima 10")]
    assert not any("unit" in outcome for outcome in outcomes_of(site, report) if "simili" in outcome)
    assert "Metà delle proposte è stata accolta entro un giorno" in outcomes_of(site, report)


def test_what_nobody_knows_is_said_and_never_estimated(site: Site) -> None:
    """Without a year before there is no column for it, and the page says why; the table has an empty cell."""
    report = _report(None)
    site.reports = (report,)
    try:
        ((_, table),) = report_files(site)
    finally:
        site.reports = ()

    assert {(row.before, row.change) for row in rows_of(site, report)} == {("", "")}
    assert (outcomes_of(site, report), share_of(site, report)) == (
        [],
        [("50", "schede su cento confermate da chi le conosce")],
    )
    assert len(unmeasured(site, report)) == 5
    assert table.decode("utf-8-sig").splitlines()[1] == "Reti;10;"


def test_no_report_no_page(site: Site) -> None:
    """A catalogue that told no year has neither the list nor a way to it."""
    assert list(report_pages(site)) == []
