"""The woven images: a small mark for each network, and the band of the home page.

Both are drawn from the catalogue itself and from nothing else, so the same records give the same image.
"""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from markupsafe import Markup

from generator import addresses
from generator.catalogue import Catalogue, NetworkEntry
from generator.records.vocabulary import label_of
from generator.site.telling.words import Words

PLACES_IN_BAND: Final = 10
SIDE: Final = 48
MARGIN: Final = 6
_GAP: Final = 2.6
_MOST_WARPS: Final = 4
_WEFTS_BY_MEMBERS: Final = ((8, 4), (0, 3))
_IRREGULAR: Final = 64
"""Out of 256: how often a crossing leaves the plain over-and-under, which is what tells marks apart."""
_KNOT_SIZES: Final = (2, 5, 10, 20)


def mark(network: NetworkEntry, catalogue: Catalogue, words: Words) -> Markup:
    """Draw the woven face of a network, about 500 bytes of SVG.

    Vertical threads are its themes, horizontal ones grow with its members, and which passes over is
    varied by its activities.
    """
    wefts, warps = threads(network, catalogue, words)
    drawn = [f'<path class="weft" d="{"".join(f"M{MARGIN} {y:g}H{SIDE - MARGIN}" for y in wefts)}"/>']
    for x, hue, pieces in warps:
        path = "".join(f"M{x:g} {top:g}V{bottom:g}" for top, bottom in pieces)
        drawn.append(f'<path class="warp {hue}" d="{path}"/>')
    return Markup(  # noqa: S704 -- numbers and class names of ours
        f'<svg class="mark" viewBox="0 0 {SIDE} {SIDE}" width="{SIDE}" height="{SIDE}" aria-hidden="true" '
        f'focusable="false"><rect class="ground" x=".5" y=".5" width="47" height="47" rx="6"/>{"".join(drawn)}</svg>'
    )


Warp = tuple[float, str, list[tuple[float, float]]]
"""Place from the left, hue, and pieces from top to bottom, in the units of the mark."""


def threads(network: NetworkEntry, catalogue: Catalogue, words: Words) -> tuple[list[float], list[Warp]]:
    """Return the heights of the horizontal threads and the vertical ones of a network's face."""
    hues = _warps(network.record.themes, words)
    activities = catalogue.activities_of.get(network.id, ())
    bits = hashlib.sha256("\n".join([network.id, *(one.id for one in activities)]).encode()).digest()
    wefts = _spread(_weft_count(len(catalogue.members.get(network.id, ()))))
    warps = []
    for at, (x, hue) in enumerate(zip(_spread(len(hues)), hues, strict=True)):
        over = [y for row, y in enumerate(wefts) if (at + row + (bits[at * 8 + row] < _IRREGULAR)) % 2]
        warps.append((x, hue, _pieces(over)))
    return wefts, warps


def _warps(themes: Sequence[str], words: Words) -> list[str]:
    hues = [words.thread([theme]) for theme in themes[:_MOST_WARPS]]
    while len(hues) < 3:  # noqa: PLR2004 -- two threads are not yet a weave
        hues.append(hues[len(hues) % len(themes)] if themes else "")
    return hues


def _weft_count(members: int) -> int:
    return next(wefts for least, wefts in _WEFTS_BY_MEMBERS if members >= least)


def _spread(count: int) -> list[float]:
    step = (SIDE - 2 * MARGIN) / count
    return [round(MARGIN + step * (at + 0.5), 1) for at in range(count)]


def _pieces(passing_over: Iterable[float]) -> list[tuple[float, float]]:
    """Cut a vertical thread where a horizontal one passes over it."""
    cuts = [float(MARGIN), *(edge for y in passing_over for edge in (y - _GAP, y + _GAP)), float(SIDE - MARGIN)]
    return list(zip(cuts[::2], cuts[1::2], strict=True))


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
    families = catalogue.vocabularies["temi"].scheme.families
    labels = {family.code: label_of(family, words.texts.lang) for family in families}
    counts = _counts(catalogue, words)
    places = _places(catalogue, {place: sum(row.values()) for place, row in counts.items()})
    wefts = tuple(_weft(place, counts[place], labels, words) for place in places)
    return Band(tuple((label, words.hue(code)) for code, label in labels.items()), wefts)


def _counts(catalogue: Catalogue, words: Words) -> dict[str, dict[str, int]]:
    """Activities by place, wider places holding those of the narrower, and by family."""
    counts: dict[str, dict[str, int]] = {}
    for place, activities in catalogue.in_territory(catalogue.current_activities).items():
        row = counts.setdefault(place, {})
        for activity in activities:
            family = words.family(activity.themes)
            row[family] = row.get(family, 0) + 1
    return counts


def _places(catalogue: Catalogue, totals: Mapping[str, int]) -> list[str]:
    """The busiest towns; where one of them holds most of what is done, its quarters come right after it."""
    territories = catalogue.vocabularies["territori"]
    by_size = sorted(totals, key=lambda place: (-totals[place], place))
    levels = {term.code: term.level for term in territories}
    towns = [place for place in by_size if levels.get(place) == "comune"]
    if not towns or 2 * totals[towns[0]] <= len(catalogue.current_activities):
        return towns[:PLACES_IN_BAND]
    inside = [
        place for place in by_size if levels.get(place) == "quartiere" and towns[0] in territories.ancestors(place)
    ]
    return [towns[0], *inside, *towns[1:]][:PLACES_IN_BAND]


def _weft(place: str, row: Mapping[str, int], labels: Mapping[str, str], words: Words) -> Weft:
    address = addresses.term("territorio", place)
    knots = (
        Knot(words.hue(family), label, row[family], _size(row[family]), f"{address}#{anchor(family)}")
        if row.get(family)
        else None
        for family, label in labels.items()
    )
    return Weft(words.label("territori", place), address, tuple(knots))


def anchor(family: str) -> str:
    """Anchor of the activities of a family of themes on the page of a place."""
    return f"filo-{family.replace('_', '-') or 'altro'}"


def _size(count: int) -> int:
    return 1 + sum(count >= least for least in _KNOT_SIZES)
