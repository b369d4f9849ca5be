"""The networks near a network: those it should meet, and those whose activities resemble its own."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from generator.catalogue import Catalogue
from generator.matching.networks import Meeting, Pair, is_going_on, members_in_common, pair_of, tied_networks
from generator.matching.pairs import Likeness
from generator.matching.worth_showing import brings_together


@dataclass(frozen=True, slots=True)
class Neighbour:
    """A network near another one, and why: a meeting, activities that resemble each other, or both."""

    network: str
    meeting: Meeting | None
    likenesses: tuple[Likeness, ...]
    members: tuple[str, ...]
    """Ids of the bodies that belong to both: who could introduce them."""


def neighbours(
    catalogue: Catalogue, meetings: Iterable[Meeting], likenesses: Iterable[Likeness]
) -> Mapping[str, tuple[Neighbour, ...]]:
    """Return the networks near each network, by its id; those with most reasons first, ties by id."""
    met = {(one.a, one.b): one for one in meetings}
    alike = _by_networks(catalogue, likenesses)
    found: dict[str, list[Neighbour]] = {}
    for pair in sorted({*met, *alike}):
        meeting, those = met.get(pair), tuple(alike.get(pair, ()))
        members = meeting.members if meeting else members_in_common(*pair, catalogue)
        for one, other in (pair, pair[::-1]):
            found.setdefault(one, []).append(Neighbour(other, meeting, those, members))
    return {network: tuple(sorted(those, key=_rank)) for network, those in found.items()}


def _rank(one: Neighbour) -> tuple[int, str]:
    told = one.meeting
    return -len(one.likenesses) - (len(told.themes) + len(told.audiences) if told else 0), one.network


def _by_networks(catalogue: Catalogue, likenesses: Iterable[Likeness]) -> Mapping[Pair, list[Likeness]]:
    """Group likenesses by the two networks they would bring together; networks that know each other need no hint."""
    tied = tied_networks(catalogue)
    found: dict[Pair, list[Likeness]] = {}
    for likeness in likenesses:
        for pair in _brought_together(likeness, catalogue):
            if pair not in tied:
                found.setdefault(pair, []).append(likeness)
    return {pair: those for pair, those in found.items() if brings_together(those, catalogue)}


def _brought_together(likeness: Likeness, catalogue: Catalogue) -> Iterator[Pair]:
    here, there = (
        {one.id for one in catalogue.activities[activity].networks if is_going_on(one)}
        for activity in (likeness.a, likeness.b)
    )
    if here.isdisjoint(there):
        yield from sorted({pair_of(one, other) for one in here for other in there})
