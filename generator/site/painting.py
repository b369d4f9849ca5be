"""Pictures to take away: what a page offers as SVG becomes a PNG too, where this machine can paint one.

Painting costs more than drawing, so a picture is kept by its content between builds.
"""

import hashlib
from pathlib import Path
from typing import Final

from generator.reading.walking import own_folder
from generator.site.parts.drawing import can_paint, png
from generator.site.sealed import read_sealed, write_sealed

_CACHE: Final = Path(".intreccio/cache/disegni")
_FORM: Final = b"1"
"""Changed with the way of painting, so that pictures kept from before are not used."""


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
