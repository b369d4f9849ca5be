"""What a network has to talk about at its next meeting: the same for the page and for `intreccio agenda`.

Everything comes from records, from matching and from the history of the folder; nothing is guessed, and each part is
cut to what a table can go through in an evening.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import islice
from typing import Final
from urllib.parse import urlencode

from generator.catalogue import ActivityEntry, AnyEntry, NetworkEntry
from generator.catalogue.deadlines import CONFIRMATION, MEETING, Deadline, deadlines_of, in_order, next_measure
from generator.catalogue.since import Since
from generator.records.common import Indicator
from generator.records.network import NOT_AT_WORK, Body
from generator.site.model import Site
from generator.site.parts.hints import Alike, Encounter, Exchange
from generator.site.parts.improvements import Improvement, Improvements

MOST: Final = 6
"""As many of each kind as a meeting can look at."""
_AHEAD: Final = 120
"""Days ahead that matter where nobody wrote when the next meeting is."""
_LOOKED_AT: Final = 200
"""So many bodies of a place are looked at for who could be invited: a city has thousands."""
_THEIRS: Final = frozenset({"richiesta", "offerta", "attivita", "bando"})
"""What of a member's deadlines concerns the whole table."""


@dataclass(frozen=True, slots=True)
class Pair:
    """A likeness to look at, and where the answer is written: `attivita/<step>/simile_a` of the record of `home`."""

    hint: Alike
    home: AnyEntry
    step: str
    other: str
    """Global id of the other activity."""


@dataclass(frozen=True, slots=True)
class Guest:
    """Somebody outside the network who could be invited, and why, in a sentence."""

    entry: AnyEntry
    why: str


@dataclass(frozen=True, slots=True)
class Measure:
    """An indicator to measure again: what is known, when the next value is due, the step to it in a proposal."""

    name: str
    unit: str
    period: str
    value: str
    due: date | None
    step: str


@dataclass(frozen=True, slots=True)
class NextMeeting:
    """The body that meets next, the day as it is written now, the step to it in a proposal."""

    name: str
    day: date | None
    step: str


@dataclass(frozen=True, slots=True)
class Agenda:
    """The sheet of one meeting; `last` is the day that `since` counts from, None where none is known."""

    entry: NetworkEntry
    members: int
    next: NextMeeting | None
    last: date | None
    since: Since | None
    deadlines: Sequence[Deadline]
    pairs: Sequence[Pair]
    exchanges: Sequence[Exchange]
    encounters: Sequence[Encounter]
    guests: Sequence[Guest]
    measures: Sequence[Measure]
    lacking: Sequence[Improvement]
    to_confirm: bool
    """Whether the record itself asks for a confirmation, now or before the next meeting."""


def has_sheet(entry: NetworkEntry) -> bool:
    """Tell whether a network still meets."""
    return entry.record.status not in NOT_AT_WORK


def agenda_of(site: Site, entry: NetworkEntry, improvements: Improvements, since: date | None = None) -> Agenda:
    """Gather the sheet of a network; what changed since its last meeting, or since the day that is given."""
    lacking = improvements.of(entry)
    meeting = _next_meeting(site, entry)
    found = _deadlines(site, entry, meeting.day if meeting else None)
    return Agenda(
        entry=entry,
        members=len(site.catalogue.members.get(entry.id, ())),
        next=meeting,
        last=since or site.last_meeting(entry),
        since=site.changed_since(since, entry) if since else site.since_last_meeting(entry),
        deadlines=[due for due in found if due.kind != CONFIRMATION][: 2 * MOST],
        pairs=list(islice(_pairs(site, entry), MOST)),
        exchanges=_exchanges(site, entry),
        encounters=[hint for hint in site.synergies.near(entry) if hint.why][: MOST // 2],
        guests=list(islice(_guests(site, entry), MOST)),
        measures=[_measure(site, indicator) for indicator in entry.record.indicators][:MOST],
        lacking=lacking.improvements[:MOST] if lacking else (),
        to_confirm=improvements.are_public and any(due.kind == CONFIRMATION for due in found),
    )


def _members(site: Site, entry: NetworkEntry) -> list[AnyEntry]:
    return [tie.body for tie in site.catalogue.members.get(entry.id, ()) if tie.body is not None]


def _circle(site: Site, entry: NetworkEntry) -> list[str]:
    """Ids of the network and of who belongs to it."""
    return list(dict.fromkeys((entry.id, *(member.id for member in _members(site, entry)))))


def _next_meeting(site: Site, entry: NetworkEntry) -> NextMeeting | None:
    """The body whose meeting comes first; where none has a day, the first of those that meet."""
    today, bodies = site.catalogue.today, entry.record.bodies
    dated = [body for body in bodies if body.next_meeting and body.next_meeting >= today]
    body = min(dated, key=lambda body: body.next_meeting or date.max, default=next(iter(bodies), None))
    if body is None:
        return None
    name = body.name or site.words.label("organi", body.kind or "")
    return NextMeeting(name, body.next_meeting if body in dated else None, _step_of_body(body))


def _step_of_body(body: Body) -> str:
    return body.id or urlencode({"nome": body.name} if body.name else {"tipo": body.kind})


def _deadlines(site: Site, entry: NetworkEntry, meeting: date | None) -> list[Deadline]:
    """What ends in the network, and of its members what the table can help with, until the meeting after the next."""
    today = site.catalogue.today
    own = (due for due in deadlines_of(entry, site.catalogue, site.ages) if due.kind != MEETING)
    theirs = (
        due
        for member in _members(site, entry)
        for due in deadlines_of(member, site.catalogue, site.ages)
        if due.kind in _THEIRS and not due.is_over(today)
    )
    until = _AHEAD + (max(0, (meeting - today).days) if meeting else 0)
    return in_order(due for part in (own, theirs) for due in part if due.days_left(today) <= until)


def _pairs(site: Site, entry: NetworkEntry) -> Iterator[Pair]:
    """Likenesses that nobody has weighed: first those within the network, then those with others, best first."""
    circle = _circle(site, entry)
    around = set(circle)
    hints = {
        (hint.here.id, hint.there.id): hint for body in circle for hint in site.synergies.alike_by_body.get(body, ())
    }

    def is_inside(activity: ActivityEntry) -> bool:
        return activity.operator.id in around or activity.home.id in around or entry in activity.networks

    ranked = sorted(
        hints.values(),
        key=lambda hint: (-is_inside(hint.here) - is_inside(hint.there), -hint.score, hint.here.id, hint.there.id),
    )
    for hint in ranked:
        here, there = hint.here, hint.there
        if here.home.id not in around and there.home.id in around:
            here, there = there, here
        yield Pair(hint, here.home, here.record.id or urlencode({"nome": here.name}), there.id)


def _exchanges(site: Site, entry: NetworkEntry) -> list[Exchange]:
    found = {
        (id(hint.need.record), id(hint.offer.record)): hint
        for body in _circle(site, entry)
        for hint in site.synergies.exchanges_by_body.get(body, ())
    }
    return list(found.values())[:MOST]


def _guests(site: Site, entry: NetworkEntry) -> Iterator[Guest]:
    """Who does something alike, then who already works with a member, then who has the same theme in the same place."""
    seen = set(_circle(site, entry))
    for guest in _possible_guests(site, entry):
        if guest.entry.id not in seen and not _is_over(guest.entry):
            seen.add(guest.entry.id)
            yield guest


def _is_over(entry: AnyEntry) -> bool:
    return entry.record.status in NOT_AT_WORK


def _possible_guests(site: Site, entry: NetworkEntry) -> Iterator[Guest]:
    circle, members = set(_circle(site, entry)), _members(site, entry)
    for pair in _pairs(site, entry):
        sides = (pair.hint.here, pair.hint.there)
        for mine, other in (sides, sides[::-1]):
            if mine.operator.id in circle:
                yield Guest(other.operator, site.texts("meeting.guest_alike", what=other.name))
    activities = (activity for member in members for activity in site.catalogue.activities_of.get(member.id, ()))
    for activity in activities:
        if activity.operator.id in circle and not activity.is_over:
            why = site.texts("meeting.guest_partner", who=activity.operator.name, what=activity.name)
            yield from (Guest(partner, why) for partner in activity.partners)
    yield from _in_the_same_place(site, entry)


def _in_the_same_place(site: Site, entry: NetworkEntry) -> Iterator[Guest]:
    """Bodies with a theme of the network, in its own places, then in the towns around these."""
    themes, geography = entry.record.themes, site.catalogue.geography
    towns = (geography.town_around(place) for place in entry.territories)
    for place in dict.fromkeys((*entry.territories, *filter(None, towns))):
        held = site.holdings("territorio").get(place)
        for body in islice(held.organizations if held else (), _LOOKED_AT):
            shared = [code for code in body.record.themes if code in themes]
            if shared:
                theme = site.words.label("temi", shared[0]).lower()
                yield Guest(body, site.texts("meeting.guest_place", theme=theme, place=site.place_name(place)))


def _measure(site: Site, indicator: Indicator) -> Measure:
    last = indicator.values[-1]
    return Measure(
        name=indicator.name,
        unit=indicator.unit or "",
        period=last.period,
        value=site.words.number(last.value),
        due=next_measure(indicator),
        step=urlencode({"nome": indicator.name}),
    )
