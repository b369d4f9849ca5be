"""Logos: the file that a record names is among the images of the catalogue, and is one that every browser shows."""

from collections.abc import Iterator
from typing import Final

from generator.checking.formats import flaw_in
from generator.checking.plain_values import text_of
from generator.checking.spelling import nearest
from generator.diagnostics import Finding, Path
from generator.reading.folder import SourceFile, Sources
from generator.reading.images import FOLDER, HEAVIEST, names_of_pictures, read_picture

_AT: Final[Path] = ("logo", "file")
_CONTENT: Final = "content"


def check_logos(sources: Sources) -> list[Finding]:
    """Check the files that the records of a catalogue name as their logos."""
    return [*missing_logos(sources), *unfit_logos(sources)]  # E448, E449


def missing_logos(sources: Sources) -> Iterator[Finding]:
    """E448: a logo whose file is not there."""
    names: list[str] | None = None
    for record, name in _logos(sources):
        if read_picture(sources.root, content_of(sources), name) is None:
            names = names_of_pictures(sources.root, content_of(sources)) if names is None else names
            near = nearest(name, names)
            values = {"name": name, "folder": f"{content_of(sources)}/{FOLDER}", "near": near}
            yield Finding("E448", record.file, _AT, values, "near" if near else "")


def unfit_logos(sources: Sources) -> Iterator[Finding]:
    """E449: a logo that is no image, not the one its name says, or too heavy."""
    for record, name in _logos(sources):
        picture = read_picture(sources.root, content_of(sources), name)
        if picture is not None and not picture.fits(name):
            hint = "heavy" if picture.weight > HEAVIEST else picture.kind and "ending"
            values = {"name": name, "most": HEAVIEST // 1024, "found": picture.weight // 1024, "tipo": picture.kind}
            yield Finding("E449", record.file, _AT, values, hint)


def content_of(sources: Sources) -> str:
    """Return the folder of the editorial pages, as the settings name it."""
    return text_of(sources.settings.data.get("docs_dir")) or _CONTENT


def _logos(sources: Sources) -> Iterator[tuple[SourceFile, str]]:
    for record in sources.files:
        logo = record.data.get("logo") if record.kind in {"rete", "ente"} else None
        name = text_of(logo.get("file")) if isinstance(logo, dict) else ""
        # A name that no image can have was told by itself (E450): nobody need look for that file.
        if name and flaw_in(name, "immagine") is None:
            yield record, name
