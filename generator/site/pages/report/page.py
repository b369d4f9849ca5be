"""`/rapporto/<year>/`: a year of the catalogue on one sheet, against the year before, and what nobody measured.

`/rapporto/` shows the newest year at once: who comes for the last report need not choose it.

What is shown was worked out by `intreccio report` (`contributing/catalogues/yearly.py`); the page adds the names, of
what is still in the catalogue alone, and says of each figure that is missing why it is.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from generator import addresses
from generator.catalogue import ActivityEntry, AnyEntry
from generator.reading.reports import FIGURES, Report
from generator.site.model import Site
from generator.site.page import Crumb, Page
from generator.site.pages.together.ways import crumb_of
from generator.site.parts.improvements import are_public
from generator.site.search.metadata import found_as_page

ADDRESS: Final = addresses.page("report")

_OUTCOMES: Final = (
    "gaps_closed",
    "gaps_opened",
    "gaps_left",
    "coordinated",
    "united",
    "merged",
    "needs_withdrawn",
)
"""What came of the year, in the order in which it is shown."""
_NEVER: Final = ("needs_met", "people")
"""What no record and no trace tells, in any year."""


_HEADLINE: Final = ("networks", "organizations", "activities")
_NOTED: Final = frozenset({"confirmed", "gaps", "indicators"})
"""Figures whose name does not say by itself what is counted."""
_COLUMNS: Final = (*_HEADLINE, "confirmed")
"""Figures by which years are told apart where there are several."""
_MOST_TOLD: Final = 2
"""So many themes are named of those of what arrived."""


@dataclass(frozen=True, slots=True)
class Row:
    """One figure: at the end of the year, of the year before, and the difference; empty where nobody knows."""

    label: str
    now: str
    before: str
    change: str
    note: str = ""
    """What is counted, where its name does not say it."""
    address: str = ""
    """The page that shows what is counted, as it is today."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """Something that came of the year: how many, of what, and the records it is about where they are known."""

    number: str
    words: str
    entries: Sequence[AnyEntry] = ()


@dataclass(frozen=True, slots=True)
class Headline:
    """A number that opens a year: what it counts, and how it was at the end of the year before, where that is known."""

    number: str
    label: str
    change: str = ""


def report_pages(site: Site) -> Iterator[Page]:
    """The newest year with the way to the others, then the page of each; nothing where no year was told."""
    if not site.reports:
        return
    title = site.texts("yearly.list_title")
    newest = site.reports[0]
    yield Page(
        kind="report",
        address=ADDRESS,
        title=title,
        template="pages/report/list.html",
        found=found_as_page(title, site.texts("yearly.list_lead")),
        tab="together",
        crumbs=(crumb_of(site),),
        context={
            **_told(site, newest),
            "heading": site.texts("yearly.title", year=newest.year),
            "years": [(report.year, addresses.report(report.year), rows_of(site, report)) for report in site.reports],
            "columns": [FIGURES.index(name) for name in _COLUMNS],
            "labels": [site.texts(f"yearly.figure_{name}") for name in FIGURES],
        },
        description=site.texts("yearly.list_lead"),
    )
    for report in site.reports:
        told = _told(site, report)
        title_of_year = site.texts("yearly.title", year=report.year)
        yield Page(
            kind="report",
            address=addresses.report(report.year),
            title=title_of_year,
            template="pages/report/page.html",
            found=found_as_page(title_of_year, told["lead"]),
            tab="together",
            crumbs=(crumb_of(site), Crumb(title, ADDRESS)),
            context={**told, "heading": title_of_year},
            description=told["lead"],
        )


def _told(site: Site, report: Report) -> dict[str, Any]:
    """Gather what the sheet of a year shows."""
    texts, words = site.texts, site.words
    born, ended, completed = (_named(site, ids) for ids in (report.born, report.ended, report.completed))
    started = [found for code in report.new_activities or () if (found := site.catalogue.activities.get(code))]
    period = {"until": words.day(report.until), "before": words.day(report.before) if report.before else ""}
    end = date(report.year, 12, 31)
    return {
        "report": report,
        "lead": texts("yearly.lead" if report.before else "yearly.lead_alone", **period),
        "state": texts("yearly.open", day=words.day(end)) if report.until < end else texts("yearly.closed"),
        # What opens the page is not told twice.
        "rows": [row for name, row in zip(FIGURES, rows_of(site, report), strict=True) if name not in _COLUMNS],
        "headline": headline_of(site, report),
        "reading": reading_of(site, report, [*born, *started]),
        "all_years": [(each.year, addresses.report(each.year)) for each in site.reports],
        "started": sorted(started, key=lambda activity: activity.name.casefold()),
        "stopped": _stopped(report),
        "born": born,
        "ended": ended,
        # Of what was removed since then the name is not said, but it was there.
        "born_unnamed": len(report.born or ()) - len(born),
        "ended_unnamed": len(report.ended or ()) - len(ended),
        "outcomes": outcomes_of(site, report, completed),
        "unmeasured": unmeasured(site, report),
        "csv": table_address(report),
    }


def _stopped(report: Report) -> int:
    """Count the activities that were there before and go on no more: those that are new outnumber the difference."""
    now, before = report.figures["activities"]
    return max(0, before + len(report.new_activities) - now) if before is not None and report.new_activities else 0


def rows_of(site: Site, report: Report) -> list[Row]:
    """Return every figure, as the table shows it."""
    number = site.words.number
    shown_at = {"practices": addresses.section("pratica") if site.practices else ""}
    shown_at |= dict.fromkeys(("needs", "offers"), addresses.page("needs"))
    shown_at |= {"gaps": addresses.page("completion")} if are_public(site.settings) else {}
    rows = []
    for name in FIGURES:
        label, note = site.texts(f"yearly.figure_{name}"), site.texts(f"yearly.note_{name}") if name in _NOTED else ""
        now, before = report.figures[name]
        address = shown_at.get(name, "")
        if before is None:
            rows.append(Row(label, number(now), "", "", note, address))
            continue
        sign = "+" if now > before else "−" if now < before else ""
        change = f"{sign}{number(abs(now - before))}" if sign else "="
        rows.append(Row(label, number(now), number(before), change, note, address))
    return rows


def reading_of(site: Site, report: Report, arrived: Sequence[AnyEntry | ActivityEntry]) -> list[str]:
    """Say the year in a few sentences: who arrived, what that is about most, and what was measured."""
    texts, words, lines = site.texts, site.words, []
    born = Counter(entry.kind for entry in _named(site, report.born))
    numbers = {
        "came_rete": born["rete"],
        "came_ente": born["ente"],
        "unnamed": len(report.born or ()) - born.total(),
        "came_attivita": len(report.new_activities or ()),
    }
    came = [words.count(f"yearly.{key}", number) for key, number in numbers.items() if number]
    if came:
        lines.append(texts("yearly.came", year=report.year, what=words.listed(came)))
    themes = Counter[str](theme for entry in arrived for theme in entry.themes)
    if themes:
        named = words.listed(words.quoted(words.labels("temi", _first(themes))))
        lines.append(texts("yearly.about", themes=named))
    now, of = report.figures["measured"][0], report.figures["indicators"][0]
    if of:
        is_open = now < of and report.until < date(report.year, 12, 31)
        measured = texts("yearly.reading_measured", n=words.number(now), total=words.number(of), year=report.year)
        lines.append(f"{measured} {texts('yearly.reading_open')}" if is_open else measured)
    return lines


def _first(counted: Counter[str]) -> list[str]:
    return [code for code, _ in sorted(counted.items(), key=lambda pair: (-pair[1], pair[0]))[:_MOST_TOLD]]


def headline_of(site: Site, report: Report) -> list[Headline]:
    """Return the numbers that open the page; last, of a hundred records, how many somebody had confirmed."""
    number, shown = site.words.number, []
    for name in _HEADLINE:
        now, before = report.figures[name]
        change = "" if before is None else f"{_since(site, report, now - before)}{_moved(site, report, name)}"
        shown.append(Headline(number(now), site.texts(f"yearly.figure_{name}"), change))
    return [*shown, *share_of(site, report)]


def _since(site: Site, report: Report, difference: int) -> str:
    year = report.before.year if report.before else report.year - 1
    if not difference:
        return site.texts("yearly.as_before", year=year)
    sign = "+" if difference > 0 else "−"
    return site.texts("yearly.since", change=f"{sign}{site.words.number(abs(difference))}", year=year)


def _moved(site: Site, report: Report, name: str) -> str:
    """Say how many came and how many went, where the difference alone hides it and every name that came is known."""
    now, before = report.figures[name]
    kinds = {"networks": site.catalogue.networks, "organizations": site.catalogue.organizations}
    born = report.born or ()
    if name in kinds:
        known = len(_named(site, born)) == len(born)
        came = len(kinds[name].keys() & set(born)) if known and report.born is not None else None
    else:
        came = len(report.new_activities) if report.new_activities is not None else None
    if before is None or came is None or (went := before + came - now) <= 0:
        return ""
    key = "yearly.moved_activities" if name == "activities" else "yearly.moved"
    return site.texts(key, came=site.words.number(came), went=site.words.number(went))


def share_of(site: Site, report: Report) -> list[Headline]:
    """Say how many records of a hundred somebody had confirmed; nothing where there was none."""
    networks, bodies, confirmed = (report.figures[name] for name in ("networks", "organizations", "confirmed"))
    if not networks[0] + bodies[0]:
        return []
    now = f"{round(100 * confirmed[0] / (networks[0] + bodies[0]))}%"
    of = site.texts("yearly.of", n=site.words.number(confirmed[0]), total=site.words.number(networks[0] + bodies[0]))
    total_before = (networks[1] or 0) + (bodies[1] or 0)
    if confirmed[1] is None or not total_before or report.before is None:
        return [Headline(now, site.texts("yearly.share"), of)]
    before = f"{round(100 * confirmed[1] / total_before)}%"
    was = site.texts("yearly.was", n=before, year=report.before.year)
    return [Headline(now, site.texts("yearly.share"), f"{of}; {was}")]


def outcomes_of(site: Site, report: Report, completed: Sequence[AnyEntry] = ()) -> list[Outcome]:
    """Say what came of the year, as far as it is known and came to anything."""
    number = site.words.number
    outcomes = [
        Outcome(number(value), site.words.count(f"yearly.{name}", value), completed if name == "gaps_closed" else ())
        for name in _OUTCOMES
        if (value := getattr(report, name))
    ]
    if report.proposals:
        words = [site.words.count("yearly.proposals", report.proposals)]
        if report.days_to_answer is not None:
            words.append(site.words.count("yearly.days_to_answer", report.days_to_answer))
        outcomes.append(Outcome(number(report.proposals), ", ".join(words)))
    return outcomes


def unmeasured(site: Site, report: Report) -> list[str]:
    """Say what is not known of the year, and why."""
    missing = [name for name in ("proposals", "days_to_answer") if getattr(report, name) is None]
    missing += ["refused"] if report.proposals is not None else []
    lines = [site.texts("yearly.no_before", year=report.year - 1)] if report.before is None else []
    return lines + [site.texts(f"yearly.not_{name}") for name in (*missing, *_NEVER)]


def table_address(report: Report) -> str:
    """Return the address of the table of a year."""
    return f"{addresses.report(report.year)}rapporto-{report.year}.csv"


def _named(site: Site, ids: Sequence[str] | None) -> list[AnyEntry]:
    entries = [site.catalogue.networks.get(code) or site.catalogue.organizations.get(code) for code in ids or ()]
    return sorted((entry for entry in entries if entry is not None), key=lambda entry: entry.name.casefold())
