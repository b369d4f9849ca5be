"""Coverage: which themes are looked after where, and where a quarter lacks what its sister quarters have."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from generator.catalogue import Catalogue, Geography, Vocabulary
from generator.matching.networks import going_on

HERE: Final = "here"
REACHED: Final = "reached"
NOTHING: Final = "nothing"

_SISTERS: Final = 2
"""A theme that at least so many quarters of a town have is missed by the others."""

Counts = Mapping[tuple[str, str], int]
"""(theme, place) → activities; pairs without any are left out."""


@dataclass(frozen=True, slots=True)
class Coverage:
    """Activities that are not over, by theme and place."""

    themes: tuple[str, ...]
    """Themes in use, in the order of the vocabulary."""
    territories: tuple[str, ...]
    """Places in use and the quarters of their towns, in the order of the vocabulary."""
    counts: Counts
    """Activities of a place itself."""
    within: Counts
    """Activities of a place and of all that lies in it, each once."""
    totals: Mapping[str, int]
    """Place → activities of the place and of all that lies in it, each once."""
    reached: frozenset[tuple[str, str]]
    """(theme, place) that only what covers the place serves: its town, its district, its region."""
    gaps: tuple[tuple[str, str], ...]
    """(theme, quarter) that nothing serves and no network looks after, though sister quarters have it."""

    def state(self, theme: str, place: str) -> str:
        """Return how a theme is looked after in a place: `HERE`, `REACHED` by a wider service only, or `NOTHING`."""
        if (theme, place) in self.within:
            return HERE
        return REACHED if (theme, place) in self.reached else NOTHING


def coverage(catalogue: Catalogue) -> Coverage:
    """Count current activities by theme and place and find the gaps."""
    counts: dict[tuple[str, str], int] = {}
    within: dict[tuple[str, str], int] = {}
    totals: dict[str, int] = {}
    geography = catalogue.geography
    for activity in catalogue.current_activities:
        places = geography.with_wholes(activity.territories)
        for place in places:
            totals[place] = totals.get(place, 0) + 1
        for theme in activity.themes:
            for place in activity.territories:
                counts[theme, place] = counts.get((theme, place), 0) + 1
            for place in places:
                within[theme, place] = within.get((theme, place), 0) + 1
    territories = _places_to_look_at({place for _, place in counts}, catalogue)
    used = {theme for theme, _ in counts}
    themes = tuple(code for code in catalogue.vocabularies["temi"].terms if code in used)
    reached = frozenset(
        (theme, place)
        for place in territories
        for theme in themes
        if (theme, place) not in within and any((theme, whole) in counts for whole in geography.wholes(place))
    )
    served = {*within, *reached}
    looked_after = _looked_after(catalogue)
    gaps = tuple(
        (theme, place)
        for theme in themes
        for place in territories
        if (theme, place) not in served and _is_missed(theme, place, counts, geography)
        if looked_after.isdisjoint(
            (theme, code) for code in (place, *geography.wholes(place), *geography.inside(place))
        )
    )
    return Coverage(themes, territories, counts, within, totals, reached, gaps)


def _looked_after(catalogue: Catalogue) -> frozenset[tuple[str, str]]:
    """Return (theme, place) of networks: who looks after a theme is somebody, though no activity is listed there."""
    to_meet = going_on(catalogue)
    current = (network for network in catalogue.networks.values() if network.id in to_meet)
    return frozenset(
        (theme, place) for network in current for theme in network.record.themes for place in network.territories
    )


def _places_to_look_at(used: set[str], catalogue: Catalogue) -> tuple[str, ...]:
    """Return the places in use, and the other parts of every town that one of them is, or is a part of."""
    towns_around = catalogue.geography.towns_around
    towns = {town for place in used for town in (place, *towns_around(place))}
    return tuple(
        place for place in catalogue.vocabularies["territori"].terms if place in used or towns_around(place) & towns
    )


def _is_missed(theme: str, place: str, counts: Counts, geography: Geography) -> bool:
    if not geography.is_quarter(place):
        return False
    return sum((theme, sister) in counts for sister in geography.sisters(place)) >= _SISTERS


def sisters(place: str, places: Vocabulary) -> set[str]:
    """Return `geography.sisters`, for pages that still ask here."""
    return set(Geography(places).sisters(place))
