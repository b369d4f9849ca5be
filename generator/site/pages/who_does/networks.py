"""Which networks work on a kind of activity in a place, for somebody who plans one there."""

from collections.abc import Iterable
from collections.abc import Set as AbstractSet
from typing import Any

from generator import addresses
from generator.catalogue import NetworkEntry, Status
from generator.matching.words import stems_of
from generator.site.model import Site


def networks_there(site: Site, places: Iterable[str], of: AbstractSet[str] | None = None) -> dict[str, Any]:
    """Return the networks at work, as `known` and `there` (place → numbers, nearest first).

    Each of `known` is [name, address, kinds it does, other kinds that its themes are about]: a network is at work
    before its activities are told. Where the index is in parts, those that name one of the places `of` a part alone:
    a district that several parts share would bring all networks of its towns into each.
    """
    kinds_by_theme = _kinds_by_theme(site)
    working = tuple(
        network for network in site.networks_at_work if of is None or not of.isdisjoint(network.territories)
    )
    shelves = _Shelves(site, working)
    found = {place: numbers for place in places if (numbers := shelves.at(place))}
    used = sorted({number for numbers in found.values() for number in numbers})
    place_of = {number: at for at, number in enumerate(used)}
    known = []
    for network in (working[number] for number in used):
        activities = site.catalogue.activities_of.get(network.id, ())
        current = (activity for activity in activities if activity.status is not Status.ENDED)
        done = {kind for activity in current for kind in activity.record.kinds}
        themed = {kind for theme in network.record.themes for kind in kinds_by_theme.get(theme, ())}
        known.append([network.name, addresses.record(network), sorted(done), sorted(themed - done)])
    return {"known": known, "there": {place: [place_of[at] for at in numbers] for place, numbers in found.items()}}


class _Shelves:
    """Networks by place, looked up without comparing each place with each network."""

    def __init__(self, site: Site, working: Iterable[NetworkEntry]) -> None:
        self._wholes = site.catalogue.geography.wholes
        self._own: dict[str, list[int]] = {}
        self._within: dict[str, list[int]] = {}
        for number, network in enumerate(working):
            for code in network.territories:
                self._own.setdefault(code, []).append(number)
            for wider in {wider for code in network.territories for wider in self._wholes(code)}:
                self._within.setdefault(wider, []).append(number)

    def at(self, place: str) -> list[int]:
        """Return the networks of a place, then those of what contains it or lies in it, each in order."""
        own = self._own.get(place, [])
        around = (self._own.get(wider, ()) for wider in self._wholes(place))
        near = {*self._within.get(place, ()), *(number for numbers in around for number in numbers)}
        return [*own, *sorted(near.difference(own))]


def _kinds_by_theme(site: Site) -> dict[str, set[str]]:
    """Kinds that are called as a theme is: «doposcuola» means the educating community too."""
    phrases = site.matching.corpus.words.phrases
    return {
        term.code: {
            concept.removeprefix("tipo:")
            for alias in term.aliases
            for concept in phrases.get(stems_of(alias), ())
            if concept.startswith("tipo:")
        }
        for term in site.catalogue.vocabularies["temi"]
    }
