"""The layers of a map: how many activities of each family of themes there are in each of its places."""

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator.site.parts.maps.places import PlaceMap

if TYPE_CHECKING:
    from generator.site.model import Holdings, Site


@dataclass(frozen=True, slots=True)
class Layer:
    """A family of themes: its code, name and hue."""

    code: str
    label: str
    hue: str


@dataclass(frozen=True, slots=True)
class LayerRow:
    """A place with its numbers: all its activities, then those of each layer."""

    code: str
    label: str
    address: str
    total: int
    counts: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Layers:
    """The same numbers as a map, theme by theme: the table under it, from which a script fills the map anew."""

    layers: tuple[Layer, ...]
    rows: tuple[LayerRow, ...]


def by_family(site: "Site", shown: PlaceMap) -> Layers:
    """Count the activities in each place of a map by the family of their main theme, as the home page does."""
    held = site.holdings("territorio")
    counts = {row.code: _families_of(held[row.code], site) for row in shown.rows if row.code in held}
    layers = tuple(
        Layer(family, label, site.words.hue(family))
        for family, label in site.words.families_of_themes.items()
        if any(counted[family] for counted in counts.values())
    )
    rows = tuple(
        LayerRow(
            row.code,
            row.label,
            row.address,
            row.value,
            tuple(counts.get(row.code, Counter[str]())[layer.code] for layer in layers),
        )
        for row in shown.rows
    )
    return Layers(layers, rows)


def _families_of(held: "Holdings", site: "Site") -> Counter[str]:
    return Counter(site.words.family(activity.themes, activity.kinds) for activity in held.activities)
