"""Icons of the site on the screen of a phone, as PNG in the sizes that browsers install: its logo, else its mark.

Chromium asks for 192 and 512 pixels; a `maskable` icon is cut by the phone into a shape of its own, and only a circle
of 40 % of its side is safe (https://www.w3.org/TR/appmanifest/#icon-masks). Made only where Pillow is installed
(`pip install intreccio[immagini]`); the SVG of the mark is there anyway.
"""

from collections.abc import Iterator
from functools import cache
from importlib import util
from io import BytesIO
from math import hypot
from pathlib import Path
from typing import Any, Final, NamedTuple

from generator.site.model import Site
from generator.site.parts.palette import LIGHT
from generator.site.share import own_logo
from generator.site.theme.look import colours_of

MARK: Final = "assets/images/segno.svg"
"""The mark of the program, which a catalogue without an icon of its own has."""


class Icon(NamedTuple):
    """An icon: where it is on the site, pixels of its side, whether a phone may cut it (`maskable`)."""

    path: str
    side: int
    is_cut: bool = False

    @property
    def purpose(self) -> str:
        """What the manifest calls it."""
        return "maskable" if self.is_cut else "any"


ICONS: Final = (
    Icon("assets/icone/icona-192.png", 192),
    Icon("assets/icone/icona-512.png", 512),
    Icon("assets/icone/icona-512-ritagliabile.png", 512, is_cut=True),
)
_MARK_SIDE: Final = 32
"""Units of the side of the mark (`MARK`), of which the threads below are rectangles."""
_THREADS: Final = (
    *((3, 8, 6, 12), (14, 8, 29, 12), (3, 20, 18, 24), (26, 20, 29, 24)),
    *((8, 3, 12, 18), (8, 26, 12, 29), (20, 3, 24, 6), (20, 14, 24, 29)),
)
_IN_THE_SAFE_CIRCLE: Final = 0.75
"""How large the mark is where it may be cut: its ends lie within 36 % of the side from the middle."""
_LOGO_SHARE: Final = 0.85
_SAFE_DIAGONAL: Final = 0.8
_WIDEST_LOGO: Final = 2
"""A logo more than so many times as wide as it is high, or the other way round, would be a thin line on a phone."""


def icons_made(site: Site) -> tuple[Icon, ...]:
    """Return the icons that a site of this machine has beside the SVG; none where a catalogue has its own."""
    is_ours = site.config["theme"].get("favicon") in {None, "", MARK}
    return ICONS if is_ours and _can_draw() else ()


@cache
def _can_draw() -> bool:
    return util.find_spec("PIL") is not None


def icon_files(site: Site, root: Path) -> Iterator[tuple[str, bytes]]:
    """Yield path and content of each icon; none where nothing can draw them."""
    made = icons_made(site)
    logo = _readable(own_logo(site, root)) if made else None
    accent, _ = colours_of(site.config)
    for icon in made:
        yield icon.path, _with_logo(icon, logo) if logo else _with_mark(icon, accent)


def _readable(logo: bytes) -> Any:
    """Return a logo as an image; None without one, for one of a shape that no icon has, or that Pillow cannot read."""
    from PIL import Image, UnidentifiedImageError  # noqa: PLC0415 -- an extra, asked for only where it is installed

    try:
        with Image.open(BytesIO(logo)) as image:
            is_long = max(image.size) > _WIDEST_LOGO * min(image.size)
            return None if is_long else image.convert("RGBA")
    except (UnidentifiedImageError, OSError):
        return None


def _with_logo(icon: Icon, logo: Any) -> bytes:
    from PIL import Image  # noqa: PLC0415 -- an extra, asked for only where it is installed

    room = icon.side * _SAFE_DIAGONAL / hypot(*logo.size) if icon.is_cut else icon.side * _LOGO_SHARE / max(logo.size)
    width, height = (max(1, round(side * room)) for side in logo.size)
    shown = logo.resize((width, height), Image.Resampling.LANCZOS)
    image = Image.new("RGB", (icon.side, icon.side), LIGHT["paper"])
    image.paste(shown, ((icon.side - width) // 2, (icon.side - height) // 2), shown)
    return _png(image)


def _with_mark(icon: Icon, accent: str) -> bytes:
    """Draw the mark in whole pixels: a unit is 6, 16 or 12 of them."""
    from PIL import Image, ImageDraw  # noqa: PLC0415 -- an extra, asked for only where it is installed

    unit = round(icon.side / _MARK_SIDE * (_IN_THE_SAFE_CIRCLE if icon.is_cut else 1))
    start = (icon.side - unit * _MARK_SIDE) // 2
    image = Image.new("P", (icon.side, icon.side), 0)
    image.putpalette([int(colour[at : at + 2], 16) for colour in (LIGHT["paper"], accent) for at in (1, 3, 5)])
    pen = ImageDraw.Draw(image)
    for left, top, right, bottom in _THREADS:
        corners = (start + unit * left, start + unit * top, start + unit * right - 1, start + unit * bottom - 1)
        pen.rectangle(corners, fill=1)
    return _png(image)


def _png(image: Any) -> bytes:
    file = BytesIO()
    image.save(file, "PNG", optimize=True)
    return file.getvalue()
