"""The woven images: a small mark for each network, and what its larger picture and the band of the home page share.

They are drawn from the catalogue itself and from nothing else, so the same records give the same image.
"""

import hashlib
from collections.abc import Iterable, Sequence
from typing import Final

from markupsafe import Markup

from generator.catalogue import Catalogue, NetworkEntry
from generator.site.parts.words import Words

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
    hues = _hues_of_warps(threaded(network), words)
    activities = catalogue.activities_of.get(network.id, ())
    bits = hashlib.sha256("\n".join([network.id, *(activity.id for activity in activities)]).encode()).digest()
    members = len(catalogue.members.get(network.id, ()))
    wefts = _spread(next(wefts for least, wefts in _WEFTS_BY_MEMBERS if members >= least))
    warps = []
    for at, (x, hue) in enumerate(zip(_spread(len(hues)), hues, strict=True)):
        over = [y for row, y in enumerate(wefts) if (at + row + (bits[at * 8 + row] < _IRREGULAR)) % 2]
        warps.append((x, hue, _pieces(over)))
    return wefts, warps


def threaded(network: NetworkEntry) -> Sequence[str]:
    """Return the themes that have a vertical thread in the face of a network."""
    return network.record.themes[:_MOST_WARPS]


def _hues_of_warps(themes: Sequence[str], words: Words) -> list[str]:
    hues = [words.hue_of([theme]) for theme in themes]
    while len(hues) < 3:  # noqa: PLR2004 -- two threads are not yet a weave
        hues.append(hues[len(hues) % len(themes)] if themes else "")
    return hues


def _spread(count: int) -> list[float]:
    step = (SIDE - 2 * MARGIN) / count
    return [round(MARGIN + step * (at + 0.5), 1) for at in range(count)]


def _pieces(passing_over: Iterable[float]) -> list[tuple[float, float]]:
    """Cut a vertical thread where a horizontal one passes over it."""
    cuts = [float(MARGIN), *(edge for y in passing_over for edge in (y - _GAP, y + _GAP)), float(SIDE - MARGIN)]
    return list(zip(cuts[::2], cuts[1::2], strict=True))
