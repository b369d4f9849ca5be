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
from generator.catalogue.deadlines import MEETING, Deadline, deadlines
from generator.reading.reports import FIGURES, Report
from generator.records.common import Indicator
from generator.site.model import Site
from generator.site.page import Crumb, Page
from generator.site.pages.completion.page import topic_address
from generator.site.pages.deadlines.page import TO_RENEW
from generator.site.pages.deadlines.told import Targets, late_words, to_renew, what_is_due
from generator.site.pages.needs.page import Notice, shelves_of
from generator.site.pages.together.ways import crumb_of
from generator.site.parts.improvements import are_public
from generator.site.parts.words import Words
from generator.site.search.metadata import found_as_page

ADDRESS: Final = addresses.page("report")

_OUTCOMES: Final = ("gaps_closed", "proposals", "merged", "united", "coordinated", "needs_withdrawn", "gaps_left")
"""What came of the year, in the order in which it is shown."""
_NEVER: Final = ("needs_met", "people")
"""What no record and no trace tells, in any year."""


_HEADLINE: Final = ("networks", "organizations", "activities")
_OF_WHOLE_YEARS: Final = frozenset({"measured"})
"""Figures that grow as a year goes on: half a year is not set against a whole one."""
_NOTED: Final = frozenset({"confirmed", "gaps", "indicators"})
"""Figures whose name does not say by itself what is counted."""
_COLUMNS: Final = (*_HEADLINE, "confirmed")
"""Figures by which years are told apart where there are several."""
_MOST_TOLD: Final = 2
"""So many themes are named of those of what arrived, so many requests and meetings of those to come."""
_MOST_LINKED: Final = 4
"""So many networks are named of those that are suspended."""
_GIVEN: Final = frozenset({"accordo", "mandato"})
"""What somebody gave for a time, and may give again."""
_MOST_OVER: Final = 6
"""So many of these are named, those that wait longest."""
_MOST_MEASURED: Final = 24
"""So many figures stand on the sheet, the newest; more are counted."""


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
class Stuck:
    """Something that waits for somebody: what it is, where all of it is shown, what could be done, and about what."""

    words: str
    address: str = ""
    do: str = ""
    rows: Sequence[tuple[str, str, str]] = ()
    """Names, addresses, and what is known of each."""
    more: str = ""
    """The words for those that have no row; they lead to `address` where there is one."""


@dataclass(frozen=True, slots=True)
class Measured:
    """Something that a network or a practice measures: the newest number, the one before, where it should arrive."""

    name: str
    home: str
    address: str
    value: str
    period: str
    before: str
    goal: str


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
    is_open = report.until < end
    apart = {*_COLUMNS, *(_OF_WHOLE_YEARS if is_open else ())}
    return {
        "report": report,
        "lead": texts("yearly.lead" if report.before else "yearly.lead_alone", **period),
        "state": texts("yearly.open", day=words.day(end)) if is_open else texts("yearly.closed"),
        "done": texts("yearly.outcomes_so_far" if is_open else "yearly.outcomes"),
        # What opens the page is not told twice.
        "rows": [row for name, row in zip(FIGURES, rows_of(site, report), strict=True) if name not in apart],
        "summary": summary_of(site, report),
        "headline": headline_of(site, report),
        "about": about_of(site, [*born, *started]),
        # It is of today, and so of the newest year alone.
        "stuck": stuck_of(site, report) if report == site.reports[0] else [],
        "measured": measured_now(site) if report == site.reports[0] else [],
        "most_measured": _MOST_MEASURED,
        "all_years": [(each.year, addresses.report(each.year)) for each in site.reports],
        "started": sorted(started, key=lambda activity: activity.name.casefold()),
        "stopped": _stopped(report),
        "born": born,
        "ended": ended,
        # Of what was removed since then the name is not said, but it was there.
        "born_unnamed": len(report.born or ()) - len(born),
        "ended_unnamed": len(report.ended or ()) - len(ended),
        "outcomes": outcomes_of(site, report, _OUTCOMES, completed),
        "unmeasured": unmeasured(site, report),
        "csv": table_address(report),
    }


def summary_of(site: Site, report: Report) -> list[str]:
    """Say in a few sentences what the year came to; of what has lapsed, which is of today, in the newest year alone."""
    texts, told = site.texts, []
    if report.before is not None:
        changes = [
            (name, now - before) for name in _HEADLINE for now, before in (report.figures[name],) if before is not None
        ]
        for key, sign in (("more", 1), ("fewer", -1)):
            if counted := [site.words.count(f"count.{name}", abs(by)) for name, by in changes if by * sign > 0]:
                told.append(texts(f"yearly.summary_{key}", what=site.words.listed(counted), year=report.before.year))
    share, was = _share(report, 0), _share(report, 1)
    if share is not None and was is not None:
        told.append(texts("yearly.summary_share", n=f"{share}%", was=f"{was}%"))
    if report == site.reports[0] and are_public(site.settings) and (late := _late(site)):
        told.append(texts("yearly.summary_late", what=late_words(late, site.words)))
    return told


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


def stuck_of(site: Site, report: Report) -> list[Stuck]:
    """Say what waits for somebody today, as the pages it leads to say it, and what a council could do about each."""
    told = [*_lapsed(site), *_unanswered(site), *_unmanned(site), *_unmeasured_yet(site, report)]
    if told and (coming := _meetings(site)):
        dated = [(one.entry.name, addresses.record(one.entry), site.words.day(one.on)) for one in coming]
        told.append(Stuck(site.texts("yearly.do_meet"), rows=dated))
    return told


def _lapsed(site: Site) -> Iterator[Stuck]:
    """Agreements and offices that are over, and nobody wrote whether they still hold."""
    if not are_public(site.settings) or not (late := _late(site)):
        return
    # Who has waited longest comes first.
    over = [one for one in reversed(late) if one.kind in _GIVEN][:_MOST_OVER]
    waiting = site.texts("yearly.stuck_late", what=late_words(late, site.words))
    targets = Targets(site)
    rows = [(one.entry.name, targets.of(one), _until(one, site.words)) for one in over]
    # What is late and no one gives, as a number to bring up to date, stands on the page that it leads to.
    left = sum(one.kind in _GIVEN for one in late) - len(over)
    more = site.words.count("yearly.more_late", left) if left else ""
    yield Stuck(waiting, TO_RENEW, site.texts("yearly.do_ask") if over else "", rows, more)


def _unanswered(site: Site) -> Iterator[Stuck]:
    """Requests that no offer could meet."""
    if not (unmet := _unmet(site)):
        return
    number, total = len(unmet), sum(len(shelf.needs) for shelf in shelves_of(site))
    waiting = site.texts("yearly.stuck_needs", n=site.words.number(number), total=site.words.number(total))
    rows = [(_what(notice, site.words), address, _ending(notice, site.words)) for notice, address in unmet]
    left = number - _MOST_TOLD
    more = site.words.count("yearly.more_needs", left) if left > 0 else ""
    yield Stuck(waiting, addresses.page("needs"), site.texts("yearly.do_needs"), rows[:_MOST_TOLD], more)


def _unmanned(site: Site) -> Iterator[Stuck]:
    """Networks of which nobody is written to take part, and those that are suspended."""
    count = site.words.count
    alone = [network for network in site.current_networks if not site.catalogue.members.get(network.id)]
    if alone:
        where = topic_address("adesioni") if are_public(site.settings) else ""
        yield Stuck(count("yearly.stuck_members", len(alone)), where, site.texts("yearly.do_members"))
    if resting := [network for network in site.current_networks if network.is_at_rest]:
        rows = [(network.name, addresses.record(network), "") for network in resting[:_MOST_LINKED]]
        number, left = len(resting), len(resting) - len(rows)
        more = count("yearly.more_needs", left) if left else ""
        yield Stuck(count("yearly.stuck_resting", number), "", count("yearly.do_resting", number), rows, more)


def _unmeasured_yet(site: Site, report: Report) -> Iterator[Stuck]:
    """Numbers that were not written yet for the year."""
    if missing := _not_measured(report):
        number, of = (site.words.number(value) for value in (missing, report.figures["indicators"][0]))
        waiting = site.texts("yearly.stuck_measures", n=number, total=of, year=report.year)
        yield Stuck(waiting, "#numeri" if measured_now(site) else "", site.texts("yearly.do_measures"))


def _until(deadline: Deadline, words: Words) -> str:
    """Say what is over, and until when it held."""
    day, what = words.day(deadline.on), what_is_due(deadline, words)
    return words.texts("yearly.what_until", what=what, day=day) if what else words.texts("yearly.until", day=day)


def _ending(notice: Notice, words: Words) -> str:
    """Say who seeks it, and until when."""
    until = words.texts("yearly.until", day=words.day(notice.expires)) if notice.expires else ""
    return " · ".join(part for part in (notice.home.name, until) if part)


def _meetings(site: Site) -> list[Deadline]:
    """Return the next meetings of networks."""
    meetings = [one for one in deadlines(site.catalogue, site.ages) if one.kind == MEETING]
    return [one for one in meetings if not one.is_over(site.catalogue.today)][:_MOST_TOLD]


def _not_measured(report: Report) -> int:
    return max(0, report.figures["indicators"][0] - report.figures["measured"][0])


def _late(site: Site) -> list[Deadline]:
    return to_renew(deadlines(site.catalogue, site.ages), site.catalogue.today)


def _unmet(site: Site) -> list[tuple[Notice, str]]:
    """Return the open requests that no offer could meet, with where each stands, the first to end first."""
    met = {id(hint.need.record) for hint in site.synergies.exchanges}
    standing = (pair for shelf in shelves_of(site) for pair in shelf.addresses())
    unmet = [(notice, address) for notice, address in standing if notice.is_need and id(notice.record) not in met]
    return sorted(unmet, key=lambda pair: (pair[0].expires or date.max, pair[1]))


def _what(notice: Notice, words: Words) -> str:
    return notice.record.description or words.label("risorse", notice.record.resource)


def measured_now(site: Site) -> list[Measured]:
    """Return what networks at work and practices measure, the newest number first."""
    held: list[tuple[str, str, Indicator]] = [
        (network.name, f"{addresses.record(network)}#indicatori", indicator)
        for network in site.current_networks
        for indicator in network.record.indicators
    ]
    held += [
        (practice.name, addresses.record(practice), indicator)
        for practice in site.practices
        if not practice.home.is_over
        for indicator in practice.record.indicators
    ]
    held.sort(key=lambda one: one[2].values[-1].period, reverse=True)
    return [_measured(site, *one) for one in held]


def _measured(site: Site, home: str, address: str, indicator: Indicator) -> Measured:
    number, texts, values = site.words.number, site.texts, indicator.values
    unit = "%" if indicator.unit == "%" else ""
    before = f"{number(values[-2].value)}{unit}" if len(values) > 1 else ""
    goal = ""
    if indicator.target is not None:
        key = "yearly.goal_by" if indicator.target_year else "yearly.goal"
        goal = texts(key, n=f"{number(indicator.target)}{unit}", year=indicator.target_year or "")
    return Measured(
        *(indicator.name, home, address, f"{number(values[-1].value)}{unit}", values[-1].period),
        texts("yearly.value_before", n=before, period=values[-2].period) if before else "",
        goal,
    )


def about_of(site: Site, arrived: Sequence[AnyEntry | ActivityEntry]) -> str:
    """Say what most of what arrived is about."""
    themes = Counter[str](theme for entry in arrived for theme in entry.themes)
    words = site.words
    named = words.listed(words.quoted(words.labels("temi", _first(themes))))
    return site.texts("yearly.about", themes=named) if themes else ""


def _first(counted: Counter[str]) -> list[str]:
    return [code for code, _ in sorted(counted.items(), key=lambda pair: (-pair[1], pair[0]))[:_MOST_TOLD]]


def headline_of(site: Site, report: Report) -> list[Headline]:
    """Return the numbers that open the page; last, of a hundred records, how many somebody had confirmed."""
    number, shown = site.words.number, []
    for name in _HEADLINE:
        now, before = report.figures[name]
        change = "" if before is None else f"{since(site, report, now - before)}{_moved(site, report, name)}"
        shown.append(Headline(number(now), site.texts(f"yearly.figure_{name}"), change))
    return [*shown, *share_of(site, report)]


def since(site: Site, report: Report, difference: int) -> str:
    """Say how much a number changed since the end of the year before."""
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
    total, share, was = networks[0] + bodies[0], _share(report, 0), _share(report, 1)
    of = site.texts("yearly.of", n=site.words.number(confirmed[0]), total=site.words.number(total))
    rest = site.texts("yearly.share_rest") if confirmed[0] < total else ""
    if was is None or report.before is None:
        return [Headline(f"{share}%", site.texts("yearly.share"), f"{of}{rest}")]
    before = site.texts("yearly.was", n=f"{was}%", year=report.before.year)
    return [Headline(f"{share}%", site.texts("yearly.share"), f"{of}; {before}{rest}")]


def _share(report: Report, at: int) -> int | None:
    """Of a hundred records how many were confirmed, now (0) or at the end of the year before (1)."""
    networks, bodies, confirmed = (report.figures[name][at] for name in ("networks", "organizations", "confirmed"))
    total = (networks or 0) + (bodies or 0)
    return None if confirmed is None or not total else round(100 * confirmed / total)


def outcomes_of(
    site: Site, report: Report, names: Sequence[str] = _OUTCOMES, completed: Sequence[AnyEntry] = ()
) -> list[Outcome]:
    """Say what came of the year, as far as it is known and came to anything."""
    outcomes = []
    for name in names:
        if not (value := getattr(report, name)):
            continue
        words = [site.words.count(f"yearly.{name}", value)]
        if name == "proposals" and report.days_to_answer is not None:
            words.append(site.words.count("yearly.days_to_answer", report.days_to_answer))
        about = completed if name == "gaps_closed" else ()
        outcomes.append(Outcome(site.words.number(value), ", ".join(words), about))
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
