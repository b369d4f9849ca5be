"""Photos of records: the file is there and can be shown, who is in it has said yes, and no protected place is in it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

from generator.checking.formats import flaw_in
from generator.checking.logos import content_of
from generator.checking.plain_values import Data, is_yes, text_of
from generator.checking.protected_places import any_protected, open_addresses
from generator.checking.spelling import nearest
from generator.diagnostics import Finding, Path
from generator.reading.folder import SourceFile, Sources
from generator.reading.images import FOLDER, HEAVIEST_PHOTO, LARGEST, names_of_pictures, read_picture
from generator.records.plain import is_empty

_KEY: Final = "immagine"
_INNER: Final = ("attivita", "buone_pratiche")
_PROTECTING: Final = frozenset({"antiviolenza", "accoglienza_residenziale"})
"""Kinds of activity that protect who goes there: nobody may learn from a picture where that is."""
_PEOPLE: Final = re.compile(
    r"\b(?:persone|gente|volontari\w*|bambin\w*|ragazz\w*|donn[ae]|uomini|uomo|anzian\w*|signor\w*|student\w*|famigli\w*"
    r"|nonn\w*|mamm\w*|papà|giovani|gruppo|soci[eo]?|visi|volt[oi]|ritratt\w*)\b",
    re.IGNORECASE,
)
"""Words for who may be recognised, in what is said of a picture."""


@dataclass(frozen=True, slots=True)
class _Photo:
    """A photo where it stands: what it says of itself, what it is of, and the whole record."""

    file: str
    path: Path
    data: Data
    of: Data
    record: Data

    @property
    def name(self) -> str:
        return text_of(self.data.get("file"))


def check_photos(sources: Sources) -> list[Finding]:
    """Check the photos that the records of a catalogue name."""
    photos = [photo for record in sources.files for photo in _photos(record)]
    return [
        *missing_photos(photos, sources),  # E472
        *unfit_photos(photos, sources),  # E473
        *faces_without_consent(photos),  # E470, W470
        *photos_of_protected_places(photos, sources),  # E471
    ]


def missing_photos(photos: list[_Photo], sources: Sources) -> Iterator[Finding]:
    """E472: a photo whose file is not there."""
    folder = content_of(sources)
    for photo in _named(photos):
        if read_picture(sources.root, folder, photo.name, HEAVIEST_PHOTO) is None:
            near = nearest(photo.name, names_of_pictures(sources.root, folder))
            values = {"name": photo.name, "folder": f"{folder}/{FOLDER}", "near": near}
            yield Finding("E472", photo.file, (*photo.path, "file"), values, "near" if near else "")


def unfit_photos(photos: list[_Photo], sources: Sources) -> Iterator[Finding]:
    """E473: a photo that is no image, not the one its name says, too heavy, or of too many pixels."""
    for photo in _named(photos):
        picture = read_picture(sources.root, content_of(sources), photo.name, HEAVIEST_PHOTO)
        if picture is None or picture.fits(photo.name, HEAVIEST_PHOTO):
            continue
        is_large = picture.width * picture.height > LARGEST
        hint = "heavy" if picture.weight > HEAVIEST_PHOTO else "large" if is_large else picture.kind and "ending"
        values = {"name": photo.name, "most": HEAVIEST_PHOTO // 1024, "found": picture.weight // 1024}
        yield Finding("E473", photo.file, (*photo.path, "file"), values | {"tipo": picture.kind}, hint)


def faces_without_consent(photos: list[_Photo]) -> Iterator[Finding]:
    """E470: somebody is recognised who has not said yes. W470: what is said of it speaks of people, and nobody said."""
    for photo in photos:
        has_consent = is_yes(photo.data.get("consenso"))
        if is_yes(photo.data.get("volti")) and not has_consent:
            yield Finding("E470", photo.file, (*photo.path, "volti"), {"name": photo.name})
            continue
        word = _PEOPLE.search(text_of(photo.data.get("testo_alternativo")))
        if word and is_empty(photo.data.get("volti")) and not has_consent:
            yield Finding("W470", photo.file, (*photo.path, "testo_alternativo"), {"word": word[0]}, part=word[0])


def photos_of_protected_places(photos: list[_Photo], sources: Sources) -> Iterator[Finding]:
    """E471: a picture may tell where a place is that nobody should find; that of the whole record too.

    That of a story may, where it speaks of a body all of whose places are protected.
    """
    nowhere_else = {record.id for record in sources.files if _is_nowhere_else(record)} if photos else set()
    for photo in photos:
        if not nowhere_else.isdisjoint(_spoken_of(photo.record)):
            yield Finding("E471", photo.file, photo.path, {"name": photo.name}, on_key=True)
            continue
        is_inner = photo.of is not photo.record
        places = {text_of(place.get("id")): place for place in _listed(photo.record.get("luoghi"))}
        kinds = photo.of.get("tipo") if is_inner else ()
        protects = not _PROTECTING.isdisjoint(map(str, kinds if isinstance(kinds, list) else [kinds]))
        is_protected = any_protected(photo.of.get("luoghi") or [], places)
        if protects or is_protected or (not is_inner and open_addresses(photo.record) is not None):
            yield Finding("E471", photo.file, photo.path, {"name": photo.name}, on_key=True)


def _photos(record: SourceFile) -> Iterator[_Photo]:
    if record.kind not in {"rete", "ente", "storia"}:
        return
    owners: list[tuple[Path, Data]] = [((), record.data)]
    for listing in _INNER if record.kind != "storia" else ():
        items = record.data.get(listing)
        owners += [
            ((listing, at), item)
            for at, item in enumerate(items if isinstance(items, list) else [])
            if isinstance(item, dict)
        ]
    for path, owner in owners:
        if isinstance(photo := owner.get(_KEY), dict):
            yield _Photo(record.file, (*path, _KEY), photo, owner, record.data)


def _is_nowhere_else(record: SourceFile) -> bool:
    places = _listed(record.data.get("luoghi")) if record.kind in {"rete", "ente"} else []
    return bool(places) and all(is_yes(place.get("riservato")) for place in places)


def _spoken_of(story: Data) -> set[str]:
    """Return the ids of the networks and bodies that a story names; of other records none."""
    if "testo" not in story:
        return set()
    named = (story.get(key) for key in ("reti", "enti"))
    return {text_of(item) for value in named for item in (value if isinstance(value, list) else [value])}


def _named(photos: list[_Photo]) -> Iterator[_Photo]:
    """Yield those with a name that an image can have: of others E450 was told, and nobody need look for the file."""
    return (photo for photo in photos if photo.name and flaw_in(photo.name, _KEY) is None)


def _listed(value: Any) -> list[Data]:
    return [item for item in (value if isinstance(value, list) else [value]) if isinstance(item, dict)]
