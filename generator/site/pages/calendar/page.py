"""`/calendario/`: what is on this week, in the next ones, month by month; the same of a network, a place, a theme.

Pages are made for the day of the build, and a script puts the week of the reader's own day in their place: so weeks
are written ahead. Pages of a network or a term stand below it, hold some weeks in a row, and are made with it. A
calendar of more activities than anybody reads (`parts/calendars.py`, `MOST`) leads to those of places and themes.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import Any, Final

from generator import addresses
from generator.catalogue import ActivityEntry
from generator.catalogue.kinds import TERMS as TERM_KINDS
from generator.site.model import Chip, ChipGroup, Site
from generator.site.page import Page
from generator.site.pages.news.page import Subject
from generator.site.parts.calendars import TERMS, left_out
from generator.site.parts.days import by_week, days_of, days_said, months_from, rarity, weeks_from
from generator.site.parts.facts import about
from generator.site.parts.improvements import are_public
from generator.site.parts.times import said_before_days, schedule_lines
from generator.site.parts.venues import house_line
from generator.site.search.metadata import found_as_page

ADDRESS: Final = addresses.calendar()
WEEKS: Final = 9
"""This week and the next eight: as far ahead as a site that nobody builds again still shows the reader's own week."""
MONTHS: Final = 12
_WEEKS_OF_ONE: Final = (5, 3, 1)
"""Weeks in a row on the page of a network or a term: the most whose appointments a phone takes."""
_MOST_ON_A_PAGE: Final = 300
_ON_PAPER: Final = {4: 11, 5: 9, 6: 7}
"""So many appointments of a day fit on a printed month of so many weeks; the script counts again what filters leave."""
_AIRY: Final = 4
"""A month whose days hold no more is written large on paper."""
_SERVICES_ON_PAPER: Final = 12
_FACETS: Final = {"territorio": "luogo", "tema": "tema", "destinatari": "per"}
"""What each kind of term is called in an address."""


def calendar_pages(site: Site) -> Iterator[Page]:
    """This week, the weeks and the months to come; where there is too much, or nothing, one page that leads on."""
    today = site.catalogue.today
    if ADDRESS not in site.calendars:
        yield _page(site, ADDRESS, "door.html", site.texts("calendar.title"), {"groups": _narrower(site)})
        return
    activities = _held(site, ADDRESS)
    weeks = list(weeks_from(today - timedelta(days=today.weekday()), WEEKS))
    months = list(months_from(today, MONTHS))
    shared = {"groups": _narrower(site), "filters": _filters(site, activities)}
    for number, (first, last) in enumerate(weeks):
        beside = [addresses.calendar_week(monday) for monday, _ in weeks[max(0, number - 1) : number + 2]]
        context = {
            **shared,
            "days": days_of(site, activities, first, last),
            "previous": beside[0] if number else "",
            "following": beside[-1] if number < len(weeks) - 1 else "",
            "week": addresses.calendar_week(first),
            "month": addresses.calendar_month(max(first, today.replace(day=1))),
            "last_week": weeks[-1][1],
        }
        title = site.texts("calendar.week", span=span_of(site, first, last))
        if not number:
            yield _page(site, ADDRESS, "week.html", site.texts("calendar.title"), {**context, "span": title})
        yield _page(site, addresses.calendar_week(first), "week.html", title, {**context, "span": title})
    for number, (first, last) in enumerate(months):
        beside = [addresses.calendar_month(day) for day, _ in months[max(0, number - 1) : number + 2]]
        monday = first - timedelta(days=first.weekday())
        title = site.texts("calendar.month", month=f"{site.words.in_months((first.month,))} {first.year}")
        days = days_of(site, activities, first, last)
        context = {
            **shared,
            "span": title,
            "days": days,
            "previous": beside[0] if number else "",
            "following": beside[-1] if number < len(months) - 1 else "",
            "week": addresses.calendar_week(monday) if weeks[0][0] <= monday <= weeks[-1][0] else ADDRESS,
            "month": addresses.calendar_month(first),
            "is_airy": max(len(day.items) for day in days.days) <= _AIRY,
            "on_paper": _ON_PAPER[len(by_week(days.days))],
        }
        yield _page(site, addresses.calendar_month(first), "month.html", title, context)


def has_calendar(site: Site, address: str) -> bool:
    """Tell whether a network or a term has a page of its calendar; a network only where records have twins, too."""
    if address not in site.calendars:
        return False
    return not address.startswith(addresses.section("rete")) or site.has_twins()


def calendar_beside(site: Site, subject: Subject, facet: tuple[str, str] = ("", "")) -> Iterator[Page]:
    """The weeks to come of a network or of a term; nothing where it has no calendar.

    `facet` is the kind and the code of a term, by which the calendar of everything narrows.
    """
    if not has_calendar(site, subject.address):
        return
    activities = _held(site, subject.address)
    today = site.catalogue.today
    monday = today - timedelta(days=today.weekday())
    kind, code = facet
    days = next(
        days
        for count in _WEEKS_OF_ONE
        if (days := days_of(site, activities, monday, monday + timedelta(weeks=count, days=-1))).count
        <= _MOST_ON_A_PAGE
        or count == _WEEKS_OF_ONE[-1]
    )
    title = site.texts("calendar.of", name=subject.name)
    yield Page(
        kind="calendar",
        address=addresses.calendar(subject.address),
        title=title,
        template="pages/calendar/weeks.html",
        context={
            **_shared(site, subject.address),
            "subject": subject,
            "span": span_of(site, days.first, days.last),
            "days": days,
            "weeks": [
                (site.texts("calendar.week", span=span_of(site, held[0].on, held[-1].on)), held)
                for held in by_week(days.days)
            ],
            "all": f"{ADDRESS}?{_FACETS[kind]}={code}" if kind and ADDRESS in site.calendars else "",
        },
        description=site.texts("calendar.lead"),
        tab="calendar",
        hue=subject.hue,
        crumbs=subject.crumbs,
        indexed=False,
    )


def _page(site: Site, address: str, template: str, title: str, context: Mapping[str, Any]) -> Page:
    is_first = address == ADDRESS
    lead = site.texts("calendar.lead")
    return Page(
        kind="calendar",
        address=address,
        title=title,
        template=f"pages/calendar/{template}",
        context={**_shared(site, ADDRESS), "heading": site.texts("calendar.title"), **context},
        description=lead,
        tab="calendar",
        indexed=is_first,
        found=found_as_page(title, lead, site.texts("calendar.searched").split("|")) if is_first else None,
    )


def _shared(site: Site, address: str) -> Mapping[str, Any]:
    """Return what templates of all calendars see; `address` is that of the page whose calendar it is."""
    geography = site.catalogue.geography

    def under(activity: ActivityEntry) -> str:
        """Write the codes by which the script narrows: those of `about`, and places with all that they lie in."""
        return " ".join((about(activity, site.catalogue), *sorted(geography.with_wholes(activity.territories))))

    return {
        "owner": address,
        "is_whole": address == ADDRESS,
        "left_out": left_out(site) if address == ADDRESS else (0, 0),
        "danger": site.urgent.danger,
        "mute": len(site.without_hours) if address == ADDRESS else site.without_times.get(address, 0),
        "asks": are_public(site.settings),
        "under": under,
        "absolute": lambda file: addresses.absolute(site.url, file),
        "day_anchor": addresses.day_anchor,
        "booked_by": lambda opening: opening.day - timedelta(days=opening.notice),
        "on_paper_services": _SERVICES_ON_PAPER,
        "rare": lambda item: rarity(site, item.activity, item.opening.day),
        "house_line": lambda activity: house_line(site, activity),
        "done_then": lambda activity: done_then(site, activity),
        "said": lambda dates, days: days_said(dates, days.first, days.last, site.words),
    }


def done_then(site: Site, activity: ActivityEntry) -> str:
    """Say what one does at its hours, where its words tell: who orders by telephone goes nowhere."""
    said = said_before_days(next(iter(schedule_lines(activity.record.schedule, site.words)), ""))
    return said[:1].upper() + said[1:]


def _held(site: Site, address: str) -> Sequence[ActivityEntry]:
    """Return the activities in the calendar of a page."""
    return [site.catalogue.activities[activity_id] for activity_id in site.calendars[address]]


def _narrower(site: Site) -> list[ChipGroup]:
    """Chips that lead to the calendars of places, themes and people, with how many activities are in each."""
    groups = []
    for kind in TERMS:
        found = [
            (code, address, len(site.calendars[address]))
            for code in site.holdings(kind)
            if (address := addresses.term(kind, code)) in site.calendars
        ]
        chips = [
            Chip(
                code,
                site.term_name(kind, code),
                addresses.calendar(address),
                count,
                hue=site.words.hue_of([code]) if kind == "tema" else "",
            )
            for code, address, count in found
        ]
        groups.append(ChipGroup(TERM_KINDS[kind].facet, site.texts(f"list.{kind}"), chips))
    return groups


def _filters(site: Site, activities: Sequence[ActivityEntry]) -> list[tuple[str, str, list[tuple[str, str, str]]]]:
    """Return the choices of the script: name and label of each, then code, label and page of what can be chosen."""
    ids = {activity.id for activity in activities}
    return [
        (
            _FACETS[kind],
            site.texts(f"calendar.choose_{_FACETS[kind]}"),
            [
                (code, site.term_name(kind, code), addresses.term(kind, code))
                for code, held in site.holdings(kind).items()
                if any(activity.id in ids for activity in held.activities)
                and not site.urgent.is_dangerous_term(kind, code)
            ],
        )
        for kind in TERMS
    ]


def span_of(site: Site, first: date, last: date) -> str:
    """Say from which day to which, month and year once: «dal 23 al 29 novembre 2026»."""
    words = site.words
    if first.year != last.year:
        return f"{words.from_day(first.isoformat())} {words.to_day(last.isoformat())}"
    begin = words.from_day(f"{first:%m-%d}")
    if first.month == last.month:
        begin = begin.rpartition(" ")[0]
    return f"{begin} {words.to_day(last.isoformat())}"
