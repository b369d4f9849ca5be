"""Pictures to take away: what a page draws as a file that stands alone, and as a PNG where this machine can paint one.

Painting costs more than drawing, so a picture is kept by its content between builds.
"""

import hashlib
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final

from generator import addresses
from generator.checking.colours import LIGHT_PAPERS, soft
from generator.reading.walking import own_folder
from generator.site.model import Site
from generator.site.parts.drawing import Drawing, can_paint, png
from generator.site.parts.palette import LIGHT
from generator.site.sealed import read_sealed, write_sealed
from generator.site.theme.look import colours_of

_CACHE: Final = Path(".intreccio/cache/disegni")
_FORM: Final = b"1"
"""Changed with the way of painting, so that pictures kept from before are not used."""


def drawing_file(site: Site, drawing: Drawing, heading: str, notes: Sequence[str]) -> bytes:
    """Return a drawing as an SVG file in the colours of the catalogue, with source and day under its notes."""
    source = site.texts("charts.source", name=site.config["site_name"], day=site.words.day(site.catalogue.today))
    link = (lambda address: addresses.absolute(site.url, address)) if site.url else None
    return drawing.file(heading, [*filter(None, notes), source], link, _palette(site))


def _palette(site: Site) -> Mapping[str, str]:
    accent, _ = colours_of(site.config)
    own = {"accent": accent, "accent-soft": soft(accent, LIGHT_PAPERS)}
    return LIGHT if accent == LIGHT["accent"] else {**LIGHT, **own}


def painted(name: str, content: bytes, root: Path) -> tuple[str, bytes] | None:
    """Return the picture beside an SVG file, with its path; None for other files and where nothing can paint."""
    if not name.endswith(".svg") or not can_paint():
        return None
    kept_as = hashlib.sha256(_FORM + content).hexdigest()[:32]
    file = own_folder(root, _CACHE.as_posix()) / f"{kept_as}.sealed"
    picture = read_sealed(file)
    if picture is None:
        picture = png(content)
        write_sealed(file, picture)
    return f"{name.removesuffix('.svg')}.png", picture
