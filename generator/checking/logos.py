"""Logos and fonts: the file that is named is among those of the catalogue, and is one that every browser shows."""

from collections.abc import Iterator
from typing import Any, Final

from generator.checking.formats import flaw_in
from generator.checking.plain_values import text_of
from generator.checking.spelling import nearest
from generator.diagnostics import Finding, Path
from generator.reading.folder import Sources
from generator.reading.fonts import FONTS, HEAVIEST_FONT, read_font
from generator.reading.images import FOLDER, HEAVIEST, names_of_pictures, read_picture

_LOGO: Final = "logo"
_LOOK: Final[Path] = ("extra", "catalogue", "aspetto")
_FONT: Final[Path] = (*_LOOK, "carattere")
_CONTENT: Final = "content"


def check_logos(sources: Sources) -> list[Finding]:
    """Check the files that the records of a catalogue, and its settings, name as logos and fonts."""
    return [*missing_logos(sources), *unfit_logos(sources), *unfit_fonts(sources)]  # E448, E449, E163


def missing_logos(sources: Sources) -> Iterator[Finding]:
    """E448: a logo whose file is not there."""
    names: list[str] | None = None
    for file, at, name in _logos(sources):
        if read_picture(sources.root, content_of(sources), name) is None:
            names = names_of_pictures(sources.root, content_of(sources)) if names is None else names
            near = nearest(name, names)
            values = {"name": name, "folder": f"{content_of(sources)}/{FOLDER}", "near": near}
            yield Finding("E448", file, at, values, "near" if near else "")


def unfit_logos(sources: Sources) -> Iterator[Finding]:
    """E449: a logo that is no image, not the one its name says, or too heavy."""
    for file, at, name in _logos(sources):
        picture = read_picture(sources.root, content_of(sources), name)
        if picture is not None and not picture.fits(name):
            hint = "heavy" if picture.weight > HEAVIEST else picture.kind and "ending"
            values = {"name": name, "most": HEAVIEST // 1024, "found": picture.weight // 1024, "tipo": picture.kind}
            yield Finding("E449", file, at, values, hint)


def unfit_fonts(sources: Sources) -> Iterator[Finding]:
    """E163: a font whose file is not there, is no WOFF2, or weighs too much."""
    typeface = _at(sources.settings.data, _FONT)
    for key in ("file", "grassetto"):
        name = text_of(typeface.get(key))
        if not name or flaw_in(name, "carattere") is not None:
            continue
        font = read_font(sources.root, content_of(sources), name)
        if font is None or not font.fits:
            hint = "missing" if font is None else "heavy" if font.weight > HEAVIEST_FONT else ""
            values = {
                "name": name,
                "folder": f"{content_of(sources)}/{FONTS}",
                "found": font.weight // 1024 if font else 0,
                "most": HEAVIEST_FONT // 1024,
            }
            yield Finding("E163", sources.settings.file, (*_FONT, key), values, hint)


def content_of(sources: Sources) -> str:
    """Return the folder of the editorial pages, as the settings name it."""
    return text_of(sources.settings.data.get("docs_dir")) or _CONTENT


def _logos(sources: Sources) -> Iterator[tuple[str, Path, str]]:
    """Yield file, path and value of each logo; of a name that no image can have E450 was told, and nobody looks."""
    found = [(record.file, (_LOGO, "file"), record.data) for record in sources.files if record.kind in {"rete", "ente"}]
    settings = sources.settings
    for file, at, data in (*found, (settings.file, (*_LOOK, _LOGO, "file"), _at(settings.data, _LOOK))):
        name = text_of(_at(data, (_LOGO,)).get("file"))
        if name and flaw_in(name, "immagine") is None:
            yield file, at, name


def _at(data: Any, path: Path) -> dict[Any, Any]:
    """Return the mapping that stands at a path; an empty one for anything else."""
    for key in path:
        data = data.get(key) if isinstance(data, dict) else None
    return data if isinstance(data, dict) else {}
