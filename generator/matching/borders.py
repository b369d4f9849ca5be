"""Who does the same thing in the catalogue of a municipality next door, and which networks could meet across a border.

Inside one catalogue places decide first: two towns side by side are two places, and what is done in one is not what is
done in the other (`scoring.kind_of`). Across a border that is the question itself: there everything is compared as if a
town and those beside it were one place, and the place is then no reason: it is left out of the reasons that are told.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Final, TypeVar

from generator.catalogue import ActivityEntry, Catalogue, NetworkEntry
from generator.catalogue.geography import Geography
from generator.catalogue.peers import Around, joined, peer_code
from generator.matching.matching import Matching
from generator.matching.networks import Meeting
from generator.matching.pairs import Likeness
from generator.matching.scoring import Kind

ValueT = TypeVar("ValueT")

_PLACE: Final = "territori"
_ONE_SERVICE: Final = frozenset({"same", "named"})
"""Levels of kind by which two activities are one service (`matching.profiles`)."""


@dataclass(frozen=True)
class Borders:
    """What was found: pairs of two catalogues, best first, by their ids in `matching.catalogue`."""

    matching: Matching
    alike: tuple[Likeness, ...]
    meetings: tuple[Meeting, ...]


def across_borders(own: Catalogue, around: Around) -> Borders:
    """Compare what is ours with what is around, and what is around with itself."""
    whole = joined(own, around)
    matching = Matching(
        replace(
            whole,
            activities={key: _widened(entry, whole.geography) for key, entry in whole.activities.items()},
            networks={key: _widened_network(entry, whole.geography) for key, entry in whole.networks.items()},
        )
    )
    alike = (
        replace(likeness, levels=_without_place(likeness.levels), evidence=_without_place(likeness.evidence))
        for likeness in matching.shown_likenesses
        if _is_across(likeness.a, likeness.b) and _is_one_service(likeness)
    )
    meetings = (meeting for meeting in matching.meetings if _is_across(meeting.a, meeting.b))
    return Borders(matching, tuple(alike), tuple(meetings))


def _is_across(a: str, b: str) -> bool:
    return peer_code(a) != peer_code(b)


def _is_one_service(likeness: Likeness) -> bool:
    """Tell whether two do one thing: kinds of kin, or a few words in common, are little to call a stranger about."""
    is_same = likeness.levels.get("tipo") in _ONE_SERVICE or likeness.levels.get("oggetto") == "same"
    return likeness.kind is not Kind.CLASH and is_same


def _without_place(by_facet: Mapping[str, ValueT]) -> dict[str, ValueT]:
    return {facet: value for facet, value in by_facet.items() if facet != _PLACE}


def _widened(activity: ActivityEntry, geography: Geography) -> ActivityEntry:
    return replace(activity, territories=_with_towns_beside(activity.territories, geography))


def _widened_network(network: NetworkEntry, geography: Geography) -> NetworkEntry:
    return replace(network, territories=_with_towns_beside(network.territories, geography))


def _with_towns_beside(places: tuple[str, ...], geography: Geography) -> tuple[str, ...]:
    """Return the towns of these places and those that border on them; wider places stay as they are."""
    towns = dict.fromkeys(geography.town(place) or place for place in places)
    beside = (other for town in towns for other in sorted(geography.neighbours(town)) if geography.is_town(other))
    return tuple(dict.fromkeys((*towns, *beside)))
