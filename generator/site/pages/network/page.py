"""`/reti/<network>/`: one network, and lists of its own for activities and members that are too many for a section."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from generator import addresses
from generator.catalogue import ActivityEntry, NetworkEntry
from generator.catalogue.answers import FOR_THE_SAME, needs_of, rank_in
from generator.records.common import Document, NeedRead
from generator.records.network import NOT_AT_WORK, Act
from generator.site.model import Site
from generator.site.page import Page
from generator.site.pages.calendar.page import calendar_beside
from generator.site.pages.meeting.agenda import has_sheet
from generator.site.pages.meeting.page import meeting_address, meeting_sheet
from generator.site.pages.network.picture import picture_of
from generator.site.pages.news.page import feed_beside, news_beside, of_network
from generator.site.pages.poster.page import poster_of
from generator.site.parts.bodies import Other, resolved
from generator.site.parts.days import clashes_of, clock_first, hours_of, openings_of, timetable_of
from generator.site.parts.improvements import improvements_of
from generator.site.parts.record import (
    chosen,
    joined_ties,
    record_page,
    removed_pages,
    split_by_end,
    sublists,
    tales_of,
)
from generator.site.parts.words import all_bodies

_MOST_NEEDS: Final = 2
_MEETINGS: Final = frozenset({"coordinamento_rete", "partecipazione"})
"""Kinds of activity where one meets the network itself."""
_ASSEMBLY: Final = "assemblea"
_A_YEAR: Final = timedelta(days=366)
_NAMED_IN_TITLE: Final = 2
"""A heading names so many things that it holds; of more it says what they are together."""
_FIRST_ACTIVITIES: Final = 6
"""So many stand at once, one or two more with them; the others unfold, or have a list of their own."""


def network_pages(site: Site, only: Collection[str] = ()) -> Iterator[Page]:
    """One page for each network, or for those whose ids are in `only`."""
    catalogue, improvements = site.catalogue, improvements_of(site)
    for entry in chosen(catalogue.networks, only):
        going_on, ended = split_by_end(catalogue.activities_of.get(entry.id, ()))
        by_turns = sorted(going_on, key=lambda activity: site.turns[activity.id])
        members = joined_ties(site, catalogue.members.get(entry.id, ()), lambda tie: tie.body or tie.name)
        subject = of_network(site, entry)
        related = list(_related(site, entry))
        picture = picture_of(site, entry, related)
        context = {
            "current": clock_first(site, by_turns),
            "first_activities": _FIRST_ACTIVITIES,
            "clashes": clashes_of(site, going_on),
            "ended": ended,
            "members": members,
            "needs": [] if site.urgent.is_dangerous(entry) else _needs(site, going_on),
            "all_members": all_bodies(len(members)),
            **tales_of(site, entry),
            # Where the networks around it are listed under the picture, they are not listed again.
            "tied_elsewhere": [] if picture else related,
            "picture": picture,
            "decisions": _decisions(site, entry),
            "gathering": _gathering(site, entry, going_on),
            "poster": poster_of(site, entry),
            "sheet": meeting_address(entry) if has_sheet(entry) else "",
            "news": addresses.news(subject.address) if subject.address in site.news_of else "",
            "merged": list(resolved(entry.record.merged_into, catalogue)),
        }
        yield record_page(site, "rete", entry, context, site.describer.network(entry), feed_beside(site, subject))
        # Networks may be members too: a list has records of one kind, so only organisations go on in one.
        organizations = [tie.body for tie in members if tie.body is not None and tie.body.kind == "ente"]
        lists = (("attivita", "attivita/", site.contact_first(by_turns)), ("ente", "enti/", organizations))
        yield from sublists(site, "rete", entry, lists)
        yield from meeting_sheet(site, entry, improvements)
        yield from news_beside(site, subject)
        yield from calendar_beside(site, subject)
    yield from removed_pages(site, "rete", only)


def _needs(site: Site, activities: Sequence[ActivityEntry]) -> list[tuple[str, str]]:
    """Return name and address of the needs that at least half of the activities answer by what they are."""
    needs = needs_of(site.catalogue) if activities else ()
    answered = {
        need.code: sum(
            need.code in site.needs_answered(activity.id) and rank_in(need, activity) < FOR_THE_SAME
            for activity in activities
        )
        for need in needs
    }
    half = [code for code, number in answered.items() if 2 * number >= len(activities)]
    most = sorted(half, key=lambda code: -answered[code])
    return [(site.words.label("necessita", code), addresses.need(code)) for code in most[:_MOST_NEEDS]]


@dataclass(frozen=True, slots=True)
class Decisions:
    """What a network chose and signed: needs with who told them and when, agreement, last act, minutes.

    `title` names what of it there is: where nothing was decided none promises decisions.
    """

    title: str
    needs: Sequence[tuple[str, Sequence[NeedRead]]]
    agreement: Act | None
    act: Act | None
    documents: Sequence[Document]


def _since(act: Act) -> tuple[date, date]:
    """Tell from when an act holds, then until when: the newest comes last."""
    return (act.date and act.date.first) or date.min, act.expires or date.max


def _decisions(site: Site, entry: NetworkEntry) -> Decisions | None:
    """Gather what a network came to, its newest needs first; None where nothing was read, measured or written down.

    An act alone is among the acts, unless it is an agreement that ends.
    """
    record = entry.record
    needs: dict[str, list[NeedRead]] = {}
    for need in sorted(record.needs_read, key=lambda need: need.year or "", reverse=True):
        needs.setdefault(", ".join(filter(None, (need.source, need.year))), []).append(need)
    documents = [document for body in record.bodies for document in body.documents]
    agreements = [act for act in record.acts if act.instrument and act.instrument == record.formalisation]
    agreement = max(agreements, key=_since, default=None)
    if not (needs or record.indicators or documents or (agreement and agreement.expires)):
        return None
    dated = [(act.date.first, act) for act in record.acts if act.date and act.date.first]
    last = max(dated, key=lambda pair: pair[0])[1] if dated else None
    there = {"needs": needs, "figures": record.indicators, "acts": agreement or last, "documents": documents}
    told = [site.texts(f"network.decided_{name}") for name, some in there.items() if some]
    title = site.words.listed(told) if len(told) <= _NAMED_IN_TITLE else site.texts("network.decided")
    act = None if last is agreement else last
    return Decisions(title[:1].upper() + title[1:], list(needs.items()), agreement, act, documents)


@dataclass(frozen=True, slots=True)
class Gathering:
    """When one can meet a network next: its `activity`, or a body that says no more than its day."""

    day: date
    name: str
    hours: str = ""
    activity: ActivityEntry | None = None


def _gathering(site: Site, entry: NetworkEntry, going_on: Sequence[ActivityEntry]) -> Gathering | None:
    """Return the next assembly or meeting that the calendar knows; None of a network that is not at work."""
    if entry.is_at_rest or entry.record.status in NOT_AT_WORK:
        return None
    today = site.catalogue.today
    found: list[Gathering] = []
    for activity in going_on:
        if _MEETINGS.isdisjoint(activity.kinds) or activity.is_at_rest or activity.record.schedule is None:
            continue
        openings = openings_of(site, activity, timetable_of(site, activity), today, today + _A_YEAR)
        if openings:
            opening = min(openings, key=lambda one: one.day)
            hours = hours_of(opening, site.words) if opening.start is not None else ""
            found.append(Gathering(opening.day, activity.name, hours, activity))
    assemblies = (body for body in entry.record.bodies if body.kind == _ASSEMBLY)
    found += (
        Gathering(body.next_meeting, body.name or site.words.label("organi", _ASSEMBLY))
        for body in assemblies
        if body.next_meeting and body.next_meeting >= today
    )
    return min(found, key=lambda one: one.day, default=None)


def _related(site: Site, entry: NetworkEntry) -> Iterator[tuple[str, Other, str | None]]:
    """Yield label, network (or what is said of one that has no record) and note: nesting, then mergers and ties."""
    catalogue = site.catalogue
    for parent in resolved((entry.record.parent,), catalogue):
        yield site.texts("network.part_of"), parent, None
    for child in site.children.get(entry.id, ()):
        yield site.texts("network.includes"), child, None
    for predecessor in site.merged_from.get(entry.id, ()):
        yield site.texts("network.merged_from"), predecessor, None
    for tie in catalogue.memberships.get(entry.id, ()):
        yield site.texts("network.member_of"), tie.network, None
    # Both sides may write one relation: it is shown once, with the first note.
    notes: dict[tuple[str, Other], str | None] = {}
    for kind, other, note in catalogue.related.get(entry.id, ()):
        notes.setdefault((kind, other), note)
    for (kind, related), note in notes.items():
        yield site.words.label("relazioni", kind), related, note
