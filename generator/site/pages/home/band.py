"""The woven band of the first page: families of themes by places, drawn from the catalogue and from nothing else."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from generator import addresses
from generator.catalogue import Catalogue
from generator.site.parts.words import Words

PLACES_IN_BAND: Final = 10
_KNOT_SIZES: Final = (2, 5, 10, 20)
"""From how many activities a knot is larger."""


@dataclass(frozen=True, slots=True)
class Knot:
    """Where a thread crosses a place."""

    hue: str
    family: str
    count: int
    size: int
    address: str


@dataclass(frozen=True, slots=True)
class Weft:
    """A place with its knots, one for each family of themes; None where nothing is known."""

    label: str
    address: str
    knots: tuple[Knot | None, ...]


@dataclass(frozen=True, slots=True)
class Band:
    """The woven band: families of themes by places."""

    families: tuple[tuple[str, str], ...]
    """Label and hue of each vertical thread."""
    wefts: tuple[Weft, ...]


def band(catalogue: Catalogue, words: Words) -> Band:
    """Weave the activities that are not over, by the family of their main theme and their municipality."""
    labels = words.families_of_themes
    counts: dict[str, dict[str, int]] = {}
    for place, activities in catalogue.in_territory(catalogue.current_activities).items():
        row = counts.setdefault(place, {})
        for activity in activities:
            family = words.family(activity.themes, activity.kinds)
            row[family] = row.get(family, 0) + 1
    places = _busiest_places(catalogue, {place: sum(row.values()) for place, row in counts.items()})
    wefts = []
    for place in places:
        address = addresses.term("territorio", place)
        knots = []
        for family, label in labels.items():
            count = counts[place].get(family, 0)
            size = 1 + sum(count >= least for least in _KNOT_SIZES)
            knot = Knot(words.hue(family), label, count, size, f"{address}#{anchor(family)}")
            knots.append(knot if count else None)
        wefts.append(Weft(words.label("territori", place), address, tuple(knots)))
    return Band(tuple((label, words.hue(code)) for code, label in labels.items()), tuple(wefts))


def _busiest_places(catalogue: Catalogue, totals: Mapping[str, int]) -> list[str]:
    """The busiest towns; where one of them holds most of what is done, its quarters come right after it."""
    geography = catalogue.geography
    by_size = sorted(totals, key=lambda place: (-totals[place], place))
    towns = [place for place in by_size if geography.is_town(place)]
    if not towns or 2 * totals[towns[0]] <= len(catalogue.current_activities):
        return towns[:PLACES_IN_BAND]
    inside = [
        place for place in by_size if geography.level(place) == "quartiere" and geography.lies_in(place, towns[0])
    ]
    return [towns[0], *inside, *towns[1:]][:PLACES_IN_BAND]


def anchor(family: str) -> str:
    """Anchor of the activities of a family of themes on the page of a place."""
    return f"filo-{family.replace('_', '-') or 'altro'}"
