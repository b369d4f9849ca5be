"""Every question about places: which town, which parts, what lies where, how near two places are.

Places are the codes of the vocabulary `territori`, which each catalogue writes for itself: a place may have no level,
lie in several larger ones, or be no part of any town. A code that the vocabulary doesn't have is a place of which
nothing is known: it has no level, lies in nothing and is near nothing but itself.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import Final

from generator.catalogue.vocabularies import Vocabulary
from generator.reading.boundaries import Area

SIZES: Final = ("quartiere", "comune", "area")
"""How large a place is for who lives there, the smallest first: a part of a town, a town, anything larger."""

NEARNESS: Final = ("same", "contains", "neighbours", "siblings", "bordering", "elsewhere")
"""How near two places are, best first: the same, one inside the other, two parts of a town side by side, two parts of a
town, side by side but not in one town, neither."""

SERVING: Final = frozenset({"same", "contains"})
"""Levels of nearness at which what is done in one place is done for who is in the other."""

_TOWN: Final = "comune"
_QUARTERS: Final = frozenset({"quartiere", "municipio", "frazione"})
_PARTS: Final = _QUARTERS | {"via"}
_REGIONS: Final = frozenset({"provincia", "regione", "italia"})
_WIDE: Final = _REGIONS | {"sovracomunale"}


class Geography:
    """The places of a catalogue; answers are remembered, since every page and every comparison asks for them."""

    def __init__(self, places: Vocabulary, boundaries: Mapping[str, Area] | None = None) -> None:
        self._places = places
        self._boundaries = boundaries or {}
        self._wholes: dict[str, tuple[str, ...]] = {}
        self._towns: dict[str, frozenset[str]] = {}
        self._nearness: dict[tuple[str, str], str] = {}

    def level(self, place: str) -> str:
        """Return the level of a place, as the vocabulary names it (`quartiere`, `comune`…); empty where it has none."""
        term = self._places.terms.get(place)
        return (term.level if term else None) or ""

    def is_town(self, place: str) -> bool:
        """Tell whether a place is a municipality."""
        return self.level(place) == _TOWN

    def is_part_of_town(self, place: str) -> bool:
        """Tell whether a place is smaller than a town: a quarter or a street."""
        return self.level(place) in _PARTS

    def is_quarter(self, place: str) -> bool:
        """Tell whether a place is a quarter, a district or a hamlet (*frazione*) of a town; a street is none."""
        return self.level(place) in _QUARTERS

    def is_wider_than_town(self, place: str) -> bool:
        """Tell whether a place holds several towns; of one without a level that is not known, and it doesn't."""
        return self.level(place) in _WIDE

    def is_region(self, place: str) -> bool:
        """Tell whether a place is a province or more: what is done there says little of a quarter."""
        return self.level(place) in _REGIONS

    def size(self, places: Iterable[str]) -> str:
        """Return how large the smallest of these places is, one of `SIZES`; what has no level counts as an area."""
        levels = {self.level(place) for place in places}
        if levels & _PARTS:
            return "quartiere"
        return "comune" if _TOWN in levels else "area"

    def point(self, place: str) -> tuple[float, float] | None:
        """Return the latitude and longitude of a point of a place, in degrees (WGS 84); None where it gives none."""
        term = self._places.terms.get(place)
        return (term.point.latitude, term.point.longitude) if term and term.point else None

    def boundary(self, place: str) -> Area:
        """Return the boundary of a place, longitude first; empty where it gives none."""
        return self._boundaries.get(place, ())

    @cached_property
    def has_points(self) -> bool:
        """Tell whether any place says where it is."""
        return any(term.point for term in self._places.terms.values())

    @cached_property
    def every(self) -> tuple[str, ...]:
        """All places, in the order of the vocabulary."""
        return tuple(self._places.terms)

    @cached_property
    def towns(self) -> tuple[str, ...]:
        """All municipalities, in the order of the vocabulary."""
        return tuple(place for place in self._places.terms if self.is_town(place))

    @cached_property
    def in_several(self) -> tuple[str, ...]:
        """Places that lie in several larger ones side by side, at whatever depth: a street of two quarters."""
        shared = {place for place in self._places.terms if len(self._places.parents(place)) > 1}
        return tuple(place for place in self._places.terms if not shared.isdisjoint((place, *self.wholes(place))))

    def wholes(self, place: str) -> tuple[str, ...]:
        """Return the places that a place lies in, nearest first, itself left out."""
        if place not in self._wholes:
            self._wholes[place] = self._places.ancestors(place)
        return self._wholes[place]

    def with_wholes(self, places: Iterable[str]) -> set[str]:
        """Return these places and all that they lie in: where something done there is to be found."""
        return {whole for place in places for whole in (place, *self.wholes(place))}

    def narrowest(self, places: Sequence[str]) -> list[str]:
        """Return those of these places in which no other of them lies."""
        wider = {whole for place in places for whole in self.wholes(place)}
        return [place for place in places if place not in wider]

    def lies_in(self, place: str, whole: str) -> bool:
        """Tell whether a place is another one or lies in it, at whatever depth."""
        return place == whole or whole in self.wholes(place)

    def inside(self, place: str) -> tuple[str, ...]:
        """Return the places that lie directly in a place, in the order of the vocabulary."""
        return self._places.children.get(place, ())

    def quarters(self, town: str) -> tuple[str, ...]:
        """Return the quarters, districts and hamlets of a town, at whatever depth, in the order of the vocabulary."""
        return tuple(place for place in self.parts(town) if self.is_quarter(place))

    def parts(self, town: str) -> tuple[str, ...]:
        """Return all that lies in a town, quarters and streets, at whatever depth, in the order of the vocabulary."""
        return self._parts_of.get(town, ())

    @cached_property
    def _parts_of(self) -> Mapping[str, tuple[str, ...]]:
        """All that lies in each place, at whatever depth: every town asks, so the places are walked once for all."""
        parts: dict[str, list[str]] = {}
        for place in self._places.terms:
            for whole in self.wholes(place):
                parts.setdefault(whole, []).append(place)
        return {whole: tuple(places) for whole, places in parts.items()}

    def sisters(self, place: str) -> frozenset[str]:
        """Return the places that lie directly in the same larger one, `place` included; none where it lies in none."""
        return frozenset(sister for parent in self._places.parents(place) for sister in self.inside(parent))

    def town_around(self, part: str) -> str:
        """Return the town that a part of a town lies in, the nearest of several; empty for a town and all else."""
        towns = (whole for whole in self.wholes(part) if self.is_town(whole))
        return next(towns, "") if self.is_part_of_town(part) else ""

    def towns_around(self, part: str) -> frozenset[str]:
        """Return every town that a part of a town lies in; none for a town and all else."""
        if part not in self._towns:
            wholes = self.wholes(part) if self.is_part_of_town(part) else ()
            self._towns[part] = frozenset(whole for whole in wholes if self.is_town(whole))
        return self._towns[part]

    def town(self, place: str) -> str:
        """Return the town of a place, itself for a town; empty for what is wider, has no level or lies in no town."""
        return place if self.is_town(place) else self.town_around(place)

    def town_or_itself(self, place: str) -> str:
        """Return the nearest town among a place and all that it lies in, whatever its level; itself where none is one.

        Everything then stands somewhere: a province under itself, what has no place (an empty text) under nothing.
        """
        return next((whole for whole in (place, *self.wholes(place)) if self.is_town(whole)), place)

    def towns_and_parts(self, places: Iterable[str]) -> set[str]:
        """Return, of these places and all that they lie in, the towns and the parts of towns.

        Two bodies of one name are one body where they share one of these; a region in common says nothing.
        """
        return {place for place in self.with_wholes(places) if self.is_town(place) or self.is_part_of_town(place)}

    @cached_property
    def _borders(self) -> Mapping[str, frozenset[str]]:
        """The places beside each place: a border that one side tells is the other's too."""
        borders: dict[str, set[str]] = {}
        for term in self._places:
            for neighbour in term.neighbours:
                borders.setdefault(term.code, set()).add(neighbour)
                borders.setdefault(neighbour, set()).add(term.code)
        return {place: frozenset(beside) for place, beside in borders.items()}

    def neighbours(self, place: str) -> frozenset[str]:
        """Return the places that border on a place."""
        return self._borders.get(place, frozenset())

    def nearness(self, place: str, other: str) -> str:
        """Return how near two places are, one of `NEARNESS`; the same from either side."""
        if place == other:
            return "same"
        key = (place, other)
        if key not in self._nearness:
            self._nearness[key] = self._compared(place, other)
        return self._nearness[key]

    def _compared(self, place: str, other: str) -> str:
        if other in self.wholes(place) or place in self.wholes(other):
            return "contains"
        if place not in self._places or other not in self._places:
            return "elsewhere"
        borders = other in self.neighbours(place)
        if not self.towns_around(place).isdisjoint(self.towns_around(other)):
            return "neighbours" if borders else "siblings"
        return "bordering" if borders else "elsewhere"

    def nearest(self, places: Iterable[str], others: Iterable[str]) -> str:
        """Return how near the nearest two of both groups are, one of `NEARNESS`; empty where a group is.

        `others` is walked once for each of `places`: it may not be an iterator.
        """
        levels = {self.nearness(place, other) for place in places for other in others}
        return next((level for level in NEARNESS if level in levels), "")

    def reach(self, place: str, places: Iterable[str]) -> int | None:
        """Tell how what is done in `places` serves who is in `place`: the one question of who serves a place.

        Returns 0 for what is done there or in a part of it, and for what covers it how many steps wider it is: the
        town of a quarter is 1, its district 2… None for what does not serve it. What has no place serves nowhere.
        """
        wholes = (place, *self.wholes(place))
        steps = {whole: step for step, whole in enumerate(wholes)}
        reached = [0 if place in self.wholes(done_in) else steps.get(done_in) for done_in in places]
        return min((step for step in reached if step is not None), default=None)

    def serves(self, places: Iterable[str], others: Iterable[str]) -> bool:
        """Tell whether what is done in `places` is done for who is in `others`: a town's is its quarters', and back."""
        return self.nearest(places, others) in SERVING

    def meeting(self, used: Iterable[str]) -> dict[str, tuple[str, ...]]:
        """Return for each place in use those in use that are not elsewhere from it, itself included, sorted by code.

        Never all with all: what is compared is looked up along wholes, towns and borders.
        """
        codes = set(used)
        parts: dict[str, list[str]] = {}
        for code in codes:
            for whole in self.wholes(code):
                parts.setdefault(whole, []).append(code)
        return {code: tuple(sorted(self._met(code, codes, parts))) for code in sorted(codes)}

    def _met(self, place: str, used: set[str], parts: Mapping[str, Iterable[str]]) -> Iterator[str]:
        in_town = (part for town in self.towns_around(place) for part in parts.get(town, ()))
        around = {place, *self.wholes(place), *parts.get(place, ()), *in_town, *self.neighbours(place)}
        return (code for code in around & used if self.nearness(place, code) != "elsewhere")
