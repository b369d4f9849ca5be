"""Networks that should meet: themes in common, places that meet, and no tie between them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from generator.catalogue import Catalogue, NetworkEntry
from generator.catalogue.geography import SERVING

_OVER: Final = frozenset({"conclusa", "rimossa", "bozza"})
_ENOUGH: Final = 2
"""Themes, people and quarters in common that are worth a meeting."""

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


def meetings(catalogue: Catalogue) -> tuple[Meeting, ...]:
    """Find the networks that should meet, those with most in common first, ties by id."""
    tied = tied_networks(catalogue)
    found = [
        meeting
        for a, b in sorted(_candidates(catalogue))
        if (a, b) not in tied
        and (meeting := _meeting(catalogue.networks[a], catalogue.networks[b], catalogue)) is not None
    ]
    return tuple(sorted(found, key=lambda one: (-len(one.themes) - len(one.audiences), one.a, one.b)))


def _candidates(catalogue: Catalogue) -> set[Pair]:
    """Pair networks that share a theme where one's place is the other's or lies in it: never all with all."""
    current = [one for one in catalogue.networks.values() if is_going_on(one)]
    shelves: dict[tuple[str, str], list[str]] = {}
    for one in current:
        for key in _shelves_of(one, one.territories):
            shelves.setdefault(key, []).append(one.id)
    pairs = set()
    for one in current:
        for key in _shelves_of(one, sorted(catalogue.geography.with_wholes(one.territories))):
            pairs |= {pair_of(one.id, other) for other in shelves.get(key, ()) if other != one.id}
    return pairs


def _shelves_of(one: NetworkEntry, places: Sequence[str]) -> Iterator[tuple[str, str]]:
    return ((theme, place) for theme in one.record.themes for place in places)


def pair_of(one: str, other: str) -> Pair:
    """Put two ids in order."""
    return (one, other) if one < other else (other, one)


def is_going_on(network: NetworkEntry) -> bool:
    """Tell whether a network is one to meet: not over, not a draft."""
    return network.record.status not in _OVER


def _meeting(a: NetworkEntry, b: NetworkEntry, catalogue: Catalogue) -> Meeting | None:
    nearness = catalogue.geography.nearest(a.territories, b.territories)
    themes = _common(a.record.themes, b.record.themes)
    audiences = _common(a.record.audiences, b.record.audiences)
    quarters = [code for code in _common(a.territories, b.territories) if catalogue.geography.towns_around(code)]
    if nearness not in SERVING or len(themes) + len(audiences) + bool(quarters) < _ENOUGH:
        return None
    return Meeting(a.id, b.id, themes, audiences, nearness, members_in_common(a.id, b.id, catalogue))


def members_in_common(one: str, other: str, catalogue: Catalogue) -> tuple[str, ...]:
    """Return the ids of the bodies that belong to both networks."""
    return _common(_members(one, catalogue), _members(other, catalogue))


def _common(one: Sequence[str], other: Sequence[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(code for code in one if code in other))


def _members(network: str, catalogue: Catalogue) -> tuple[str, ...]:
    return tuple(tie.body.id for tie in catalogue.members.get(network, ()) if tie.body is not None)


def tied_networks(catalogue: Catalogue) -> set[Pair]:
    """Return the pairs of networks that know each other: relations, nesting, membership, succession."""
    pairs = set()
    for one in catalogue.networks.values():
        known = {one.record.parent, *one.record.merged_into, *_members(one.id, catalogue)}
        known |= {other.id for _, other, _ in catalogue.related.get(one.id, ()) if not isinstance(other, str)}
        pairs |= {pair_of(one.id, other) for other in known if other in catalogue.networks and other is not None}
    return pairs
