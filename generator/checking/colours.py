"""Whether a colour can be read on the papers of the site, and the nearest one that can.

Contrast as WCAG 2.2 counts it (relative luminance, https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio); 1.4.3 asks 4.5
of texts. The nearest colour keeps hue and saturation and changes its lightness alone.
"""

import colorsys
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Final

LEAST: Final = 4.5
LIGHT_PAPERS: Final = ("#faf8f4", "#ffffff", "#f1eee7")
"""What a text stands on in light: `--paper`, `--surface` and `--sunken` of `intreccio.css`."""
DARK_PAPERS: Final = ("#16181c", "#1f2227", "#2a2e35")
"""The same in the dark."""
_SOFT: Final[Mapping[tuple[str, ...], float]] = {LIGHT_PAPERS: 0.1, DARK_PAPERS: 0.18}
"""How much of the colour there is in its soft shade, the rest being paper."""
_STEPS: Final = 255


def written(text: str) -> str:
    """Return a colour as styles write it, `#0066cc`; settings may leave out the sign, where YAML begins a remark."""
    return f"#{text.strip().removeprefix('#').lower()}"


def contrast(first: str, second: str) -> float:
    """Return the contrast of two colours, from 1 to 21."""
    lighter, darker = sorted((_luminance(_parts(first)), _luminance(_parts(second))), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def soft(colour: str, papers: Sequence[str]) -> str:
    """Return a colour thinned with paper, for what lies behind a text."""
    share = _SOFT[tuple(papers)]
    mixed = (ink * share + paper * (1 - share) for ink, paper in zip(_parts(colour), _parts(papers[0]), strict=True))
    return _hexadecimal([*mixed])


def readable(colour: str, papers: Sequence[str]) -> float:
    """Return the lowest contrast of a colour with the papers and its own soft shade.

    What is written on a button has the colour of one of the papers.
    """
    return min(contrast(colour, paper) for paper in (*papers, soft(colour, papers)))


@cache
def nearest_readable(colour: str, papers: tuple[str, ...]) -> str:
    """Return the colour itself where it can be read, else the nearest in lightness that can."""
    if readable(colour, papers) >= LEAST:
        return colour
    hue, lightness, saturation = colorsys.rgb_to_hls(*_parts(colour))
    # Darker on light paper, lighter on dark: the other way, letters on a button would be lost.
    step = -1 if papers == LIGHT_PAPERS else 1
    for away in range(1, _STEPS + 1):
        near = _hexadecimal(colorsys.hls_to_rgb(hue, min(1.0, max(0.0, lightness + step * away / _STEPS)), saturation))
        if readable(near, papers) >= LEAST:
            return near
    raise ValueError(colour)  # black and white are read on every paper


def _parts(colour: str) -> tuple[float, ...]:
    return tuple(int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))


def _hexadecimal(parts: Sequence[float]) -> str:
    return "#" + "".join(f"{round(part * 255):02x}" for part in parts)


def _luminance(parts: Sequence[float]) -> float:
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]  # noqa: PLR2004
    return sum(weight * part for weight, part in zip((0.2126, 0.7152, 0.0722), linear, strict=True))
