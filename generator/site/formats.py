"""The open formats of a catalogue, a row each: what `intreccio export` writes, the site publishes and `/dati/` lists.

Who adds a format adds a row to `FORMATS` and its texts `data.format_<name>` and `data.about_<name>`; the command, the
site, its archive and the page follow.
"""

import importlib.util
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Final

from generator.catalogue import Catalogue
from generator.exports.archive import Archive, archive
from generator.exports.hsds import writing as hsds
from generator.publish.media_types import media_type
from generator.reading.folder import Sources
from generator.site.model import Site

Files = Iterator[tuple[str, bytes]]
"""Name and content of each file."""

WHOLE: Final = "dati/catalogo.zip"
"""The address of everything in one archive, a folder a format."""


@dataclass(frozen=True, slots=True)
class Material:
    """What formats are written from: the site, whose catalogue is what is published, and the plain data behind it."""

    site: Site
    sources: Sources

    @property
    def catalogue(self) -> Catalogue:
        """What is published: without drafts and removed records."""
        return self.site.catalogue

    @property
    def url(self) -> str:
        """The address of the site, empty where it has none."""
        return self.site.url

    @property
    def lang(self) -> str:
        """The language that names and labels are written in."""
        return self.site.texts.lang


@dataclass(frozen=True, slots=True)
class Format:
    """One open format; its texts are `data.format_<name>` (what it is called) and `data.about_<name>` (whom it helps).

    `start` is the file that its reader opens first, relative to the format's own folder.
    """

    name: str
    write: Callable[[Material], Files]
    start: str
    at: str | None = "dati/"
    """Where its files are published, relative to the site; None for what only the command writes."""
    is_packed: bool = False
    """Whether the site publishes it as one ZIP file, `<at><name>.zip`: few read it, and it is much or many files."""
    module: str = ""
    """The package it needs beside the program's own, empty for none; where it is missing the site does without."""
    extra: str = ""
    """The extra that brings it: `pip install 'intreccio[<extra>]'`."""

    @property
    def is_available(self) -> bool:
        """Whether what it needs is installed."""
        return not self.module or importlib.util.find_spec(self.module) is not None

    @property
    def address(self) -> str:
        """Where its reader begins on the site."""
        return f"{self.at}{self.name}.zip" if self.is_packed else f"{self.at}{self.start}"

    @property
    def media_type(self) -> str:
        """The media type of what stands at its address, without parameters."""
        return media_type(self.address).partition(";")[0]


FORMATS: Final = (
    Format(
        "hsds",
        lambda given: hsds.files(given.catalogue, given.sources, given.url, given.lang),
        "index.json",
        is_packed=True,
    ),
)
"""Every format, in the order in which `/dati/` lists them."""


@dataclass(frozen=True, slots=True)
class Piece:
    """What was published of one format: how many files, and how many bytes a reader would download for all of it."""

    format: Format
    files: int
    size: int


@dataclass(frozen=True, slots=True)
class OpenData:
    """What was published of the open formats; `whole` is the size of the archive that holds all of them, in bytes."""

    pieces: tuple[Piece, ...] = ()
    whole: int = 0


def formats_published() -> tuple[Format, ...]:
    """Return the formats that a site of this machine publishes."""
    return tuple(row for row in FORMATS if row.at is not None and row.is_available)


def publish_formats(given: Material, write: Callable[[str, bytes], None]) -> OpenData:
    """Give every file of every format to `write`, by its address, and the archive of all; tell what there is.

    A format that has nothing to say of this catalogue is no piece.
    """
    day = given.catalogue.today
    whole = Archive(day)
    pieces = []
    for row in formats_published():
        files = list(row.write(given))
        for name, content in files:
            whole.add(f"{row.name}/{name}", content)
        shown = [(f"{row.name}.zip", archive(files, day))] if row.is_packed and files else files
        for name, content in shown:
            write(f"{row.at}{name}", content)
        if shown:
            pieces.append(Piece(row, len(files), sum(len(content) for _, content in shown)))
    packed = whole.close()
    if pieces:
        write(WHOLE, packed)
    return OpenData(tuple(pieces), len(packed) if pieces else 0)
