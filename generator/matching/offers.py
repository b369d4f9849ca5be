"""Needs and offers that meet: the same resource, still valid, in places near enough to carry it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final, Generic, TypeVar

from generator.catalogue import AnyEntry, Catalogue
from generator.matching.words import stems_of
from generator.records.common import Need, Offer

NEAR: Final = ("same", "contains", "neighbours")
"""Levels of places that are near enough, best first."""

ResourceT = TypeVar("ResourceT", Need, Offer)


@dataclass(frozen=True, slots=True)
class Held(Generic[ResourceT]):
    """A need or an offer and whose it is."""

    home: AnyEntry
    record: ResourceT

    @property
    def id(self) -> str:
        """Global id, `<file id>/<id>`; the file's alone where it has none."""
        return f"{self.home.id}/{self.record.id}" if self.record.id else self.home.id


@dataclass(frozen=True, slots=True)
class ResourceMatch:
    """A need that an offer could meet."""

    need: Held[Need]
    offer: Held[Offer]
    nearness: str
    """One of `NEAR`."""
    words: int
    """How many stems they share: free text only ranks."""


def resource_matches(catalogue: Catalogue) -> tuple[ResourceMatch, ...]:
    """Match needs with offers of others, in the order of the needs' ids, the nearest and most alike offer first."""
    geography = catalogue.geography
    homes: list[AnyEntry] = [*catalogue.networks.values(), *catalogue.organizations.values()]
    givers = [home for home in homes if home.record.offers]
    seekers = [home for home in homes if home.record.needs]
    meeting = geography.meeting(code for home in (*givers, *seekers) for code in home.territories)
    shelves: dict[str, list[AnyEntry]] = {}
    for giver in givers:
        for place in giver.territories:
            shelves.setdefault(place, []).append(giver)
    matches: list[ResourceMatch] = []
    for seeker in seekers:
        near = {other for place in seeker.territories for other in meeting[place]}
        around = {giver.id: giver for place in near for giver in shelves.get(place, ()) if giver.id != seeker.id}
        for giver in around.values():
            level = geography.nearest(seeker.territories, giver.territories)
            matches.extend(_between(seeker, giver, level, catalogue.today) if level in NEAR else ())
    return tuple(
        sorted(matches, key=lambda match: (match.need.id, NEAR.index(match.nearness), -match.words, match.offer.id))
    )


def _between(seeker: AnyEntry, giver: AnyEntry, nearness: str, today: date) -> Iterator[ResourceMatch]:
    for need in _valid(seeker.record.needs, today):
        for offer in _valid(giver.record.offers, today):
            if need.resource == offer.resource:
                shared = set(stems_of(need.description or "")) & set(stems_of(offer.description or ""))
                yield ResourceMatch(Held(seeker, need), Held(giver, offer), nearness, len(shared))


def _valid(resources: Iterable[ResourceT], today: date) -> Iterator[ResourceT]:
    return (resource for resource in resources if resource.expires is None or resource.expires >= today)
