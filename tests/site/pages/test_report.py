"""A year on one sheet: figures, names of what is still there, what came of it and what nobody measured."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

from generator.catalogue.deadlines import deadlines
from generator.reading.reports import FIGURES, Report
from generator.site.model import Site
from generator.site.pages.deadlines.told import late_words, to_renew
from generator.site.pages.needs.page import shelves_of
from generator.site.pages.report.page import (
    Headline,
    about_of,
    headline_of,
    measured_now,
    outcomes_of,
    report_pages,
    rows_of,
    share_of,
    stuck_of,
    summary_of,
    unmeasured,
)
from generator.site.pages.report.table import report_files
from generator.site.pages.together.ways import groups_of
from tests.conftest import EXAMPLE
from tests.site.conftest import site_in

UNTIL = date(2026, 12, 31)
REST = ". Le altre vengono da fonti pubbliche, o la conferma è vecchia"


def _report(before: date | None) -> Report:
    figures = dict.fromkeys(FIGURES, (10, 12 if before else None)) | {"networks": (10, 10 if before else None)}
    if before is None:
        return Report(2026, UNTIL, None, figures)
    born = ("rete-cibo", "rete-rimossa")
    return Report(
        *(2026, UNTIL, before, figures, born, (), 1),
        gaps_closed=3,
        gaps_opened=1,
        gaps_left=0,
        completed=("rete-cibo", "rete-rimossa"),
        new_activities=("rete-cibo/rimossa",),
        merged=0,
        coordinated=2,
        united=0,
        needs_withdrawn=1,
        proposals=5,
        days_to_answer=1,
    )


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
    share = Headline("50%", "Schede confermate da chi le conosce", "10 su 20 schede; alla fine del 2025 il 55%" + REST)
    assert share_of(site, report) == [share]
    assert headline_of(site, report) == [
        Headline("10", "Reti", "come alla fine del 2025"),
        Headline("10", "Associazioni ed enti", "−2 dalla fine del 2025"),
        Headline("10", "Attività", "−2 dalla fine del 2025. Nuove: 1; finite o unite ad altre: 3"),
        share,
    ]
    told = [(outcome.number, outcome.words) for outcome in outcomes_of(site, report)]
    assert [number for number, _ in told] == ["3", "5", "2", "1"]  # of what came to nothing, nothing
    assert told[1][1] == "proposte di correzione accolte, di solito entro un giorno dall'arrivo"
    assert page.context["outcomes"][0].entries == page.context["born"]
    assert page.context["started"] == []
    opening = {"Reti", "Associazioni ed enti", "Attività", "Schede confermate"}
    assert opening.isdisjoint(row.label for row in page.context["rows"])


def test_what_arrived_says_what_it_is_about(site: Site) -> None:
    """The themes met most among it, whatever each of them is."""
    said = about_of(site, [site.catalogue.networks["rete-cibo"]])
    assert said.startswith("I temi che tornano di più fra i nuovi arrivi: «")
    assert about_of(site, []) == ""


def test_an_open_year_says_what_was_done_so_far(site: Site) -> None:
    """And a closed one what was done."""
    closed = _report(date(2025, 12, 31))
    done = []
    for report in (closed, replace(closed, until=date(2026, 11, 22))):
        site.reports = (report,)
        try:
            done.append(next(report_pages(site)).context["done"])
        finally:
            site.reports = ()
    assert done == ["Che cosa si è fatto", "Che cosa si è fatto finora"]


def test_what_is_stuck_is_what_other_pages_say() -> None:
    """The same agreements as deadlines, the same requests as notices; only the newest year says it."""
    site = site_in(EXAMPLE)
    newest, older = site.reports
    stuck = {told.address.partition("#")[0]: told.words for told in stuck_of(site, newest) if told.address}
    late = to_renew(deadlines(site.catalogue, site.ages), site.catalogue.today)
    assert late_words(late, site.words) in stuck["scadenze/reti/"]
    needs = sum(len(shelf.needs) for shelf in shelves_of(site))
    assert stuck["bisogni/"].endswith(f"su {needs}")
    assert "5 su 6" in stuck[""]
    pages = {page.address: page.context["stuck"] for page in report_pages(site)}
    assert pages["rapporto/2026/"] == stuck_of(site, newest)
    assert pages[f"rapporto/{older.year}/"] == []
    # What is over, the longest first: each has a row, with its name and its day, that leads to it.
    rows = stuck_of(site, newest)[0].rows
    assert len(rows) == len(late)
    name, address, note = rows[0]
    assert (name, address) == ("Rete degli orti e dei cortili", "reti/rete-orti-e-cortili/#atti")
    assert note.endswith(", fino al 4 maggio 2025")
    assert "Portavoce del terzo settore, fino al 30 giugno 2026" in [note for *_, note in rows]
    assert "Si può chiedere a chi la segue se riprenderà:" in [told.do for told in stuck_of(site, newest)]
    measured = measured_now(site)
    assert len(measured) == newest.figures["indicators"][0]
    assert sum(one.period == str(newest.year) for one in measured) == newest.figures["measured"][0]
    parcels = next(one for one in measured if one.goal)
    assert (parcels.value, parcels.before, parcels.goal) == ("430", "prima 455 (2022)", "obiettivo entro il 2027: 380")


def test_a_year_is_summed_up_out_of_its_own_numbers() -> None:
    """What came and went, then what was confirmed; what has lapsed is of today, and so of the newest year alone."""
    site = site_in(EXAMPLE)
    newest, older = site.reports
    told = summary_of(site, newest)
    assert told[0] == "Dalla fine del 2025: una rete, 3 associazioni ed enti e 8 attività in più."
    assert told[1].startswith("Schede confermate: 52%, prima ")
    assert late_words(to_renew(deadlines(site.catalogue, site.ages), site.catalogue.today), site.words) in told[-1]
    assert not any("data è passata" in sentence for sentence in summary_of(site, older))
    figures = {**newest.figures, "networks": (7, 9)}
    assert "In meno: 2 reti." in summary_of(site, replace(newest, figures=figures))


def test_what_has_no_row_is_counted_and_leads_to_all() -> None:
    """Of the requests that nobody answers the first are named."""
    site = site_in(EXAMPLE)
    told = next(told for told in stuck_of(site, site.reports[0]) if told.address == "bisogni/")
    left = int(told.words.split(": ")[1].split()[0]) - len(told.rows)
    assert told.more == f"e altre {left}"


def test_half_a_year_is_not_set_against_a_whole_one(site: Site) -> None:
    """What grows as the year goes on stands on the sheet when the year is over, and in the table always."""
    report, label = _report(date(2025, 12, 31)), "Di questi, aggiornati nell'anno"
    told = []
    for until in (date(2026, 12, 31), date(2026, 11, 22)):
        site.reports = (replace(report, until=until),)
        try:
            told.append(label in [row.label for row in next(report_pages(site)).context["rows"]])
        finally:
            site.reports = ()
    assert told == [True, False]
    assert label in [row.label for row in rows_of(site, report)]


def test_what_is_left_to_the_office_is_not_in_a_report() -> None:
    """What has lapsed is then on no page."""
    site = site_in(EXAMPLE)
    site.settings = {**site.settings, "segnalazioni": "ufficio"}
    shown = stuck_of(site, site.reports[0])
    assert shown
    assert not any(told.address.startswith("scadenze/") for told in shown)
    assert not any("accordo" in told.words for told in shown)


def test_a_difference_says_who_came_and_who_went(site: Site) -> None:
    """Where every name that came is known: two arrived and one more is there, so one left or was joined."""
    report = replace(_report(date(2025, 12, 31)), born=tuple(list(site.catalogue.organizations)[:2]))
    report.figures["organizations"] = (11, 10)
    change = headline_of(site, report)[1].change
    assert change == "+1 dalla fine del 2025. Schede nuove: 2; tolte o unite ad altre: 1"


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
        [Headline("50%", "Schede confermate da chi le conosce", "10 su 20 schede" + REST)],
    )
    assert len(unmeasured(site, report)) == 5
    assert table.decode("utf-8-sig").splitlines()[1] == "Reti;10;"


def test_the_newest_year_is_shown_at_once(site: Site, render_page: Callable[[Site, str], str]) -> None:
    """It says whether it is closed; with others a table leads to each."""
    newest, older = _report(date(2025, 12, 31)), replace(_report(None), year=2025, until=date(2025, 12, 31))
    open_year = replace(newest, until=date(2026, 11, 22))
    try:
        site.reports = (open_year,)
        alone = render_page(site, "rapporto/")
        site.reports = (newest, older)
        several = render_page(site, "rapporto/")
    finally:
        site.reports = ()

    assert "il rapporto si chiude il 31 dicembre 2026" in alone
    assert 'id="anni"' not in alone
    assert "L&#39;anno è chiuso" in several.replace("'", "&#39;")
    assert 'href="../rapporto/2025/"' in several or 'href="2025/"' in several


def test_a_told_year_is_reached_from_where_people_work_together(site: Site) -> None:
    """And only then."""

    def ways() -> set[str]:
        return {name for _, held in groups_of(site) for name, _ in held}

    assert "report" not in ways()
    site.reports = (_report(None),)
    try:
        assert "report" in ways()
    finally:
        site.reports = ()


def test_no_report_no_page(site: Site) -> None:
    """A catalogue that told no year has neither the list nor a way to it."""
    assert list(report_pages(site)) == []
