"""Photos of records as the site publishes them: smaller, in WebP, without what a camera wrote into them.

Made only where Pillow is installed (`pip install intreccio[immagini]`), and kept by content between builds. Without it
the file itself is published, without its remarks and within a bound; what is heavier is left out, and `build` says so.
"""

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import util
from io import BytesIO
from pathlib import Path
from typing import Any, Final

from generator.catalogue import ActivityEntry, AnyEntry, Catalogue
from generator.catalogue.entries import AnyRecord, Entry, StoryEntry
from generator.reading.images import FOLDER, HEAVIEST_PHOTO, read_picture, without_remarks
from generator.reading.walking import own_folder
from generator.site.parts.facts import is_discreet
from generator.site.sealed import read_sealed, write_sealed

WIDTHS: Final = (480, 960)
"""Pixels: for a card, and for the page of a record on a screen with small dots."""
SHARED: Final = (1200, 630)
"""What the networks that show shared links ask for; JPEG, for some of them read nothing newer."""
HEAVIEST_AS_IT_IS: Final = 300 * 1024
_PUBLISHED: Final = f"{FOLDER}/foto"
_CACHE: Final = ".intreccio/cache/foto"
_FORM: Final = "1"
"""Changed with the way they are made, so that those kept from before are not used."""
_QUALITY: Final = 78
"""WebP alone: AVIF was a fifth lighter on photographs, heavier on drawings, and four times as slow to write."""
_TURNED: Final = frozenset({5, 6, 7, 8})
"""Orientations of EXIF that change width with height."""
_ORIENTATION: Final = 0x0112


@dataclass(frozen=True, slots=True)
class Photo:
    """A photo as it is shown: its size, its files as (width, address), the one for shared links; empty without any."""

    name: str
    width: int
    height: int
    files: tuple[tuple[int, str], ...]
    shared: str = ""

    @property
    def address(self) -> str:
        """The largest of its files."""
        return self.files[-1][1]


@cache
def available() -> bool:
    """Tell whether photos can be made smaller here."""
    return util.find_spec("PIL") is not None


def named_photo(entry: AnyRecord) -> str:
    """Return the file that a record names as its photo; empty without one, and for what is protected or discreet."""
    if isinstance(entry, ActivityEntry):
        is_hidden = is_discreet(entry)
    elif isinstance(entry, Entry):
        is_hidden = any(place.protected for place in entry.record.places)
    elif isinstance(entry, StoryEntry):
        is_hidden = any(_is_nowhere_else(body) for body in entry.bodies)
    else:
        is_hidden = False
    image = entry.record.image
    return image.file if image and not is_hidden and not (image.has_faces and not image.has_consent) else ""


def _is_nowhere_else(body: AnyEntry) -> bool:
    """Tell whether all places of a body are protected: a picture of what it did could be of nowhere else."""
    places = body.record.places
    return bool(places) and all(place.protected for place in places)


def photos_in(catalogue: Catalogue, root: Path, folder: str) -> dict[str, Photo]:
    """Return the photos that records name, by the name of their file; what is unfit was told by checking.

    One that can neither be made smaller nor published as it is has no files.
    """
    groups = (
        catalogue.networks,
        catalogue.organizations,
        catalogue.activities,
        catalogue.practices,
        catalogue.stories,
    )
    names = {named_photo(entry) for group in groups for entry in group.values()} - {""}
    found = {name: _photo(root, folder, name) for name in sorted(names)}
    return {name: photo for name, photo in found.items() if photo}


def photo_files(photos: Mapping[str, Photo], root: Path, folder: str) -> Iterator[tuple[str, bytes]]:
    """Yield every file of the photos with its address: kept ones where they are, else made now."""
    for photo in photos.values():
        content: bytes | None = None
        for width, address in (*photo.files, *([(0, photo.shared)] if photo.shared else [])):
            kept = own_folder(root, _CACHE) / f"{hashlib.sha256(f'{_FORM} {address}'.encode()).hexdigest()[:32]}.sealed"
            made = read_sealed(kept)
            if made is None:
                content = content or (root / folder / FOLDER / photo.name).read_bytes()
                made = _made(content, width) if available() else without_remarks(content)
                write_sealed(kept, made)
            yield address, made


def _photo(root: Path, folder: str, name: str) -> Photo | None:
    picture = read_picture(root, folder, name, HEAVIEST_PHOTO)
    if picture is None or not picture.fits(name, HEAVIEST_PHOTO):
        return None
    stem, _, ending = name.rpartition(".")
    base = f"{_PUBLISHED}/{stem}-{picture.digest}"
    if not available():
        files = ((picture.width, f"{base}.{ending}"),) if picture.weight <= HEAVIEST_AS_IT_IS else ()
        return Photo(name, picture.width, picture.height, files)
    size = _shown_size((root / folder / FOLDER / name).read_bytes())
    if size is None:
        return Photo(name, picture.width, picture.height, ())
    width, height = size
    widths = sorted({min(each, width) for each in WIDTHS})
    return Photo(name, width, height, tuple((each, f"{base}-{each}.webp") for each in widths), f"{base}-condividi.jpg")


def _shown_size(content: bytes) -> tuple[int, int] | None:
    """Return width and height as it is looked at; None for what is damaged inside."""
    from PIL import Image, UnidentifiedImageError  # noqa: PLC0415 -- an extra, asked for only where it is installed

    try:
        with Image.open(BytesIO(content)) as image:
            image.load()
            turned = image.getexif().get(_ORIENTATION) in _TURNED
            return (image.height, image.width) if turned else (image.width, image.height)
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError):
        return None


def _made(content: bytes, width: int) -> bytes:
    """Return a photo of this width in WebP, or for width 0 the middle of it for shared links; upright, colours only."""
    from PIL import Image, ImageOps  # noqa: PLC0415 -- an extra, asked for only where it is installed

    file = BytesIO()
    with Image.open(BytesIO(content)) as image:
        upright: Any = ImageOps.exif_transpose(image).convert("RGBA")
        paper = Image.new("RGBA", upright.size, "white")
        shown = Image.alpha_composite(paper, upright).convert("RGB")
        if width:
            height = max(1, round(shown.height * width / shown.width))
            shown.resize((width, height), Image.Resampling.LANCZOS).save(file, "WEBP", quality=_QUALITY, method=6)
        else:
            ImageOps.fit(shown, SHARED, Image.Resampling.LANCZOS).save(file, "JPEG", quality=_QUALITY, optimize=True)
    return file.getvalue()
