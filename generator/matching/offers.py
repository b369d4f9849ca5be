"""Needs and offers that meet: the same thing, still valid, at a time that suits, in places near enough to carry it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import chain
from typing import Any, Final, Generic, TypeVar

from generator.catalogue import AnyEntry, Catalogue
from generator.catalogue.crowds import Shelves, best_of_each
from generator.matching.resources import asked, meets
from generator.matching.words import stems_of
from generator.records.common import Need, Offer

NEAR: Final = ("same", "contains", "neighbours", "siblings")
"""Levels of places that are near enough, best first; the last, another quarter of the town, for what is carried."""
_CARRIED: Final = "siblings"
_LEADS: Final = "capofila"

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
    """How many stems they share: they only rank."""
    is_same_thing: bool
    """Whether the words of both name one thing, skill or language; where one of them names none, it is not known."""


def resource_matches(catalogue: Catalogue) -> tuple[ResourceMatch, ...]:
    """Match needs with offers of others, in the order of the needs' ids, the nearest and most alike offer first.

    Of a need that very many offers meet the best are kept (see `crowds`). Who answers for the other knows it already.
    """
    return matches_and_rest(catalogue)[0]


def matches_and_rest(catalogue: Catalogue) -> tuple[tuple[ResourceMatch, ...], int]:
    """Return the same matches, and how many more were found that are not among them."""
    geography = catalogue.geography
    everyone: list[AnyEntry] = [*catalogue.networks.values(), *catalogue.organizations.values()]
    homes = [home for home in everyone if not home.is_over]
    offers = {item: held for home in homes for item, held in _held(home, home.record.offers, catalogue.today)}
    needs = {item: held for home in homes for item, held in _held(home, home.record.needs, catalogue.today)}
    everybody: Iterable[Held[Any]] = chain(offers.values(), needs.values())
    meeting = geography.meeting(code for held in everybody for code in held.home.territories)
    given = {item: asked(held.record) for item, held in offers.items()}
    every: Iterable[tuple[str, Held[Any]]] = chain(offers.items(), needs.items())
    answering = {item: _answering(held, catalogue) for item, held in every}
    shelves = Shelves[tuple[str, str]]({item: item for item in (*offers, *needs)})
    for item, offer in offers.items():
        for place in offer.home.territories:
            shelves.put((given[item].family, place), item)
    found: list[tuple[str, str, ResourceMatch]] = []
    for item, need in needs.items():
        sought = asked(need.record)
        near = {other for place in need.home.territories for other in meeting[place]}
        around = {other for place in near for other in shelves.beside((sought.family, place), item)}
        for other in around:
            offer = offers[other]
            level = geography.nearest(need.home.territories, offer.home.territories)
            if offer.home.id == need.home.id or level not in NEAR or (level == _CARRIED and not sought.is_carried):
                continue
            if offer.home.id in answering[item] or need.home.id in answering[other]:
                continue
            if meets(sought, given[other], same_resource=need.record.resource == offer.record.resource):
                is_same = not sought.things.isdisjoint(given[other].things)
                match = ResourceMatch(need, offer, level, _words_in_common(need, offer), is_same)
                found.append((item, other, match))
    found.sort(key=lambda pair: (_rank(pair[2]), *pair[:2]))
    kept = best_of_each(found, lambda pair: (f"need {pair[0]}", f"offer {pair[1]}"))
    matches = sorted((match for _, _, match in kept), key=lambda match: (match.need.id, _rank(match), match.offer.id))
    return tuple(matches), len(found) - len(kept)


def _answering(held: Held[Any], catalogue: Catalogue) -> frozenset[str]:
    """Return the ids of who answers for a need or an offer in another's place, and who leads these: they know of it."""
    contacts = [held.record.contact] if held.record.contact else held.home.record.contacts
    through = {contact.through for contact in contacts if contact.through}
    ties = (tie for one in through for tie in catalogue.members.get(one, ()))
    return frozenset(through.union(tie.body.id for tie in ties if tie.body and _LEADS in tie.kinds))


def _rank(match: ResourceMatch) -> tuple[bool, int, int]:
    return not match.is_same_thing, NEAR.index(match.nearness), -match.words


def _words_in_common(need: Held[Need], offer: Held[Offer]) -> int:
    return len(set(stems_of(need.record.description or "")) & set(stems_of(offer.record.description or "")))


def _held(home: AnyEntry, resources: Iterable[ResourceT], today: date) -> Iterator[tuple[str, Held[ResourceT]]]:
    """Yield what is still valid, each with a name of its own."""
    for number, resource in enumerate(resources):
        if resource.expires is None or resource.expires >= today:
            yield f"{home.id} {number:04}", Held(home, resource)
