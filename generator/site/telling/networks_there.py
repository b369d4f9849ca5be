"""Which networks work on a kind of activity in a place, for somebody who plans one there."""

from collections.abc import Iterable
from typing import Any, Final

from generator import addresses
from generator.catalogue import NetworkEntry, Status
from generator.site.model import Site
from generator.weaving.words import stems_of

_NOT_AT_WORK: Final = frozenset({"bozza", "sospesa", "conclusa"})
_NEARNESS: Final = ("same", "contains")


def networks_there(site: Site, places: Iterable[str]) -> dict[str, Any]:
    """Return the networks at work, as `known` and `there` (place → numbers, nearest first).

    Each of `known` is [name, address, kinds it does, other kinds that its themes are about].
    """
    working = [one for one in site.networks if one.record.status not in _NOT_AT_WORK]
    themes = _kinds_by_theme(site)
    known = [[one.name, addresses.record(one), *_kinds(site, one, themes)] for one in working]
    there = {place: found for place in places if (found := _in_place(site, place, working))}
    return {"known": known, "there": there}


def _in_place(site: Site, place: str, working: Iterable[NetworkEntry]) -> list[int]:
    relations = site.woven.corpus.relations
    levels = [(relations.best("territori", (place,), one.territories), number) for number, one in enumerate(working)]
    return [number for nearness in _NEARNESS for level, number in levels if level == nearness]


def _kinds(site: Site, network: NetworkEntry, themes: dict[str, set[str]]) -> tuple[list[str], list[str]]:
    """What it does, and what its themes are called by: a network is at work before its activities are told."""
    activities = site.catalogue.activities_of.get(network.id, ())
    done = {kind for one in activities if one.status is not Status.ENDED for kind in one.record.kinds}
    themed = {kind for theme in network.record.themes for kind in themes.get(theme, ())}
    return sorted(done), sorted(themed - done)


def _kinds_by_theme(site: Site) -> dict[str, set[str]]:
    """Kinds that are called as a theme is: «doposcuola» means the educating community too."""
    phrases = site.woven.corpus.words.phrases
    return {
        term.code: {
            concept.removeprefix("tipo:")
            for said in term.aliases
            for concept in phrases.get(stems_of(said), ())
            if concept.startswith("tipo:")
        }
        for term in site.catalogue.vocabularies["temi"]
    }
