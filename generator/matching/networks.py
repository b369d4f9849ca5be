"""Networks and those near them: who should meet, and whose activities resemble each other."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import log
from typing import Final

from generator.catalogue import Catalogue, NetworkEntry, Status
from generator.catalogue.crowds import Shelves, best_of_each
from generator.catalogue.entries import Entry
from generator.catalogue.geography import SERVING
from generator.catalogue.vocabularies import EVERYBODY
from generator.matching.pairs import Likeness
from generator.matching.worth_showing import brings_together
from generator.records.network import NOT_AT_WORK

_ENOUGH: Final = 2
"""Themes, people and quarters in common that are worth a meeting."""
_ONE_QUARTER: Final = 400
"""What a quarter in common weighs beside codes: as much as a theme that one network in fifty has, in hundredths."""

Pair = tuple[str, str]
"""Ids of two networks, the lower one first."""


@dataclass(frozen=True, slots=True)
class Meeting:
    """Two networks, by id with `a < b`, and what they have in common."""

    a: str
    b: str
    themes: tuple[str, ...]
    audiences: tuple[str, ...]
    nearness: str
    """`same` or `contains`."""
    members: tuple[str, ...]
    """Ids of the bodies that belong to both: who could introduce them."""
    quarter: bool = False
    """Whether they work in one quarter of a town."""


@dataclass(frozen=True, slots=True)
class Neighbour:
    """A network near another one, and why: a meeting, activities that resemble each other, or both."""

    network: str
    meeting: Meeting | None
    likenesses: tuple[Likeness, ...]
    members: tuple[str, ...]
    """Ids of the bodies that belong to both: who could introduce them."""


def meetings(catalogue: Catalogue) -> tuple[Meeting, ...]:
    """Find the networks that should meet, those with the strongest reason first, ties by id.

    What few networks share is a stronger reason than what many do (`_strength`).

    They share a theme, one's place is the other's or lies in it, they share two things in all, and nothing ties them.
    Of a network that very many are near to the best are kept (see `crowds`).
    """
    return meetings_and_rest(catalogue)[0]


def meetings_and_rest(catalogue: Catalogue) -> tuple[tuple[Meeting, ...], int]:
    """Return the same `meetings`, and how many more were found that are not among them."""
    tied = tied_networks(catalogue)
    possible = (
        _meeting(catalogue.networks[a], catalogue.networks[b], catalogue)
        for a, b in sorted(_candidates(catalogue))
        if (a, b) not in tied
    )
    worth_it = (meeting for meeting in possible if meeting is not None)
    rarity = _rarity(catalogue)
    found = sorted(worth_it, key=lambda meeting: (-_strength(meeting, rarity), meeting.a, meeting.b))
    kept = best_of_each(found, lambda meeting: (meeting.a, meeting.b))
    return kept, len(found) - len(kept)


def _candidates(catalogue: Catalogue) -> set[Pair]:
    """Pair networks that share a theme where one's place is the other's or lies in it: never all with all."""
    to_meet = going_on(catalogue)
    current = [network for network in catalogue.networks.values() if network.id in to_meet]
    shelves = Shelves[tuple[str, str]](
        {network.id: (network.record.themes, network.record.audiences, network.id) for network in current}
    )
    for network in current:
        for shelf in _shelves_of(network, network.territories):
            shelves.put(shelf, network.id)
    pairs = set()
    for network in current:
        places = catalogue.geography.with_wholes(network.territories)
        for shelf in _shelves_of(network, places):
            pairs |= {pair_of(network.id, other) for other in shelves.beside(shelf, network.id) if other != network.id}
    return pairs


def _shelves_of(network: NetworkEntry, places: Iterable[str]) -> Iterator[tuple[str, str]]:
    return ((theme, place) for place in places for theme in network.record.themes)


def pair_of(network: str, other: str) -> Pair:
    """Put two ids in order."""
    return (network, other) if network < other else (other, network)


def going_on(catalogue: Catalogue) -> frozenset[str]:
    """Return the ids of the networks to meet: neither over nor a draft, and not with all that they did over.

    Groups of an emergency seldom write that they have ended; their activities do.
    """
    has_done: dict[str, bool] = {}
    for activity in catalogue.activities.values():
        has_done[activity.home.id] = has_done.get(activity.home.id, False) or activity.status is not Status.ENDED
    return frozenset(
        network.id
        for network in catalogue.networks.values()
        if network.record.status not in NOT_AT_WORK and has_done.get(network.id, True)
    )


def _rarity(catalogue: Catalogue) -> Mapping[str, int]:
    """Return how rare each theme and audience is among networks, in whole hundredths."""
    records = [network.record for network in catalogue.networks.values()]
    spread = Counter(code for record in records for code in {*record.themes, *record.audiences})
    return {code: round(100 * log((len(records) + 1) / times)) for code, times in spread.items()}


def _strength(meeting: Meeting, rarity: Mapping[str, int]) -> int:
    """Weigh what two networks share: what few have, a place of both, a body of both that could introduce them.

    Everybody is no public in common, and people of one quarter meet on the stairs.
    """
    shared = sum(rarity[code] for code in {*meeting.themes, *meeting.audiences} if code != EVERYBODY)
    if meeting.quarter:
        shared += _ONE_QUARTER
    elif meeting.nearness == "same":
        shared = shared * 3 // 2
    return shared * 5 // 4 if meeting.members else shared


def _meeting(a: NetworkEntry, b: NetworkEntry, catalogue: Catalogue) -> Meeting | None:
    nearness = catalogue.geography.nearest(a.territories, b.territories)
    themes = _common(a.record.themes, b.record.themes)
    audiences = _common(a.record.audiences, b.record.audiences)
    quarters = [code for code in _common(a.territories, b.territories) if catalogue.geography.towns_around(code)]
    if nearness not in SERVING or len(themes) + len(audiences) + bool(quarters) < _ENOUGH:
        return None
    members = members_in_common(a.id, b.id, catalogue)
    return Meeting(a.id, b.id, themes, audiences, nearness, members, bool(quarters))


def members_in_common(network: str, other: str, catalogue: Catalogue) -> tuple[str, ...]:
    """Return the ids of the bodies that belong to both networks."""
    return _common(_members(network, catalogue), _members(other, catalogue))


def _common(ids: Sequence[str], others: Sequence[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(item for item in ids if item in others))


def _members(network: str, catalogue: Catalogue) -> tuple[str, ...]:
    return tuple(tie.body.id for tie in catalogue.members.get(network, ()) if tie.body is not None)


def tied_networks(catalogue: Catalogue) -> set[Pair]:
    """Return the pairs of networks that know each other: relations, nesting, membership, succession."""
    pairs = set()
    for network in catalogue.networks.values():
        above = (network.record.parent, *network.record.merged_into)
        known = {*(other for other in above if isinstance(other, str)), *_members(network.id, catalogue)}
        known |= {other.id for _, other, _ in catalogue.related.get(network.id, ()) if isinstance(other, Entry)}
        pairs |= {pair_of(network.id, other) for other in known if other in catalogue.networks}
    return pairs


def neighbours(
    catalogue: Catalogue, meetings: Iterable[Meeting], likenesses: Iterable[Likeness]
) -> Mapping[str, tuple[Neighbour, ...]]:
    """Return the networks near each network, by its id; those with most reasons first, ties by id."""
    meeting_of = {(meeting.a, meeting.b): meeting for meeting in meetings}
    likenesses_of = _by_networks(catalogue, likenesses)
    near: dict[str, list[Neighbour]] = {}
    for pair in sorted({*meeting_of, *likenesses_of}):
        meeting = meeting_of.get(pair)
        members = meeting.members if meeting else members_in_common(*pair, catalogue)
        for network, other in (pair, pair[::-1]):
            neighbour = Neighbour(other, meeting, tuple(likenesses_of.get(pair, ())), members)
            near.setdefault(network, []).append(neighbour)
    return {network: tuple(sorted(others, key=_rank)) for network, others in near.items()}


def _rank(neighbour: Neighbour) -> tuple[int, str]:
    meeting = neighbour.meeting
    in_common = len(meeting.themes) + len(meeting.audiences) if meeting else 0
    return -len(neighbour.likenesses) - in_common, neighbour.network


def _by_networks(catalogue: Catalogue, likenesses: Iterable[Likeness]) -> Mapping[Pair, list[Likeness]]:
    """Group likenesses by the two networks they would bring together; networks that know each other need no hint."""
    tied, to_meet = tied_networks(catalogue), going_on(catalogue)
    groups: dict[Pair, list[Likeness]] = {}
    for likeness in likenesses:
        here, there = (
            {network.id for network in catalogue.activities[activity].networks if network.id in to_meet}
            for activity in (likeness.a, likeness.b)
        )
        # A network that both activities belong to is where those who run them meet already.
        pairs = {pair_of(network, other) for network in here for other in there} if here.isdisjoint(there) else set()
        for pair in sorted(pairs - tied):
            groups.setdefault(pair, []).append(likeness)
    return {pair: group for pair, group in groups.items() if brings_together(group, catalogue)}
