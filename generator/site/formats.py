"""The open formats of a catalogue, a row each: what `intreccio export` writes, the site publishes and `/dati/` lists.

Who adds a format adds a row to `FORMATS` and its texts `data.format_<name>` and `data.about_<name>`; the command, the
site, its archive and the page follow.
"""

import importlib.util
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import Final

from generator import addresses
from generator.catalogue import ActivityEntry, Catalogue
from generator.catalogue.kinds import HOMES
from generator.exports import geojson, graphs, tables
from generator.exports.answering import Answering
from generator.exports.api import writing as api
from generator.exports.archive import Archive
from generator.exports.exchange import exchange_files
from generator.exports.hsds import tables as hsds_tables
from generator.exports.hsds import writing as hsds
from generator.exports.pieces import Content, Files
from generator.exports.tables import Publication
from generator.publish.media_types import media_type
from generator.reading import peers
from generator.reading.folder import Sources
from generator.site.linked_data import dcat_files, record_files, skos_files
from generator.site.model import Site
from generator.site.pages.news.bulletin import whole_feed
from generator.site.pages.news.page import FEED
from generator.site.parts.calendars import FILE, whole_calendar
from generator.site.parts.contacts import inherited_contacts

WHOLE: Final = "dati/catalogo.zip"
"""The address of everything in one archive, a folder a format and what says so."""


@dataclass(frozen=True)
class Material:
    """What formats are written from: the site, whose catalogue is what is published, and the plain data behind it.

    What is too large to be held waits in the folder `room`, or where the system keeps such files.
    """

    site: Site
    sources: Sources
    room: Path | None = None
    catalogue: Catalogue = field(init=False)
    """What is published: without drafts and removed records, nor stories while elections are on."""

    def __post_init__(self) -> None:
        catalogue = replace(self.site.catalogue, vocabularies=self.site.own_vocabularies)
        shown = replace(catalogue, stories={}) if self.site.is_silent else catalogue
        object.__setattr__(self, "catalogue", shown)

    @property
    def url(self) -> str:
        """The address of the site, empty where it has none."""
        return self.site.url

    @property
    def lang(self) -> str:
        """The language that names and labels are written in."""
        return self.site.texts.lang

    @cached_property
    def hsds(self) -> hsds.Exported:
        """Organisations and services of the Human Services Data Specification, which two formats write."""
        return hsds.exported(self.catalogue, self.sources, self.url, self.lang, self.answering, self.room)

    def answering(self, activity: ActivityEntry) -> Answering | None:
        """Return whose contacts an activity without its own has: those that its page shows."""
        return inherited_contacts(activity, self.catalogue, self.site.settings["ufficio"])

    @property
    def hidden(self) -> frozenset[str]:
        """The ids of drafts and of what was removed: nothing that is published may name them."""
        public = {*self.catalogue.networks, *self.catalogue.organizations}
        return frozenset(file.id for kind in HOMES for file in self.sources.of(kind)) - public

    @property
    def publication(self) -> Publication:
        """What descriptions of the files say of the catalogue as a whole."""
        licence = self.site.settings["licenza"]
        name = str(self.site.config["site_name"])
        return Publication(name, self.url, str(licence["nome"]), str(licence["url"]), self.lang)


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
    lists_files: bool = False
    """Whether readers want its files one by one: `/dati/` then leads to each."""
    module: str = ""
    """The package it needs beside the program's own, empty for none; where it is missing the site does without."""
    extra: str = ""
    """The extra that brings it: `pip install 'intreccio[<extra>]'`."""
    has_words: bool = False
    """Whether people read its words: it is then published in every language, else once, at the root."""

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
        "xlsx",
        lambda given: tables.workbook_file(given.catalogue, given.publication),
        "catalogo.xlsx",
        has_words=True,
    ),
    Format(
        "csv",
        lambda given: tables.csv_files(given.catalogue, given.publication),
        "datapackage.json",
        at="dati/csv/",
        lists_files=True,
        has_words=True,
    ),
    Format(
        "api",
        lambda given: api.files(given.catalogue, given.publication, given.hidden, given.site.pieces, given.answering),
        "index.json",
        at="api/v1/",
    ),
    Format(
        "exchange",
        lambda given: exchange_files(given.catalogue, given.sources, given.publication, given.hidden, given.room),
        peers.FILE,
    ),
    Format(
        "geojson",
        lambda given: geojson.files(given.catalogue, given.url, given.lang),
        "luoghi.geojson",
    ),
    Format(
        "hsds",
        lambda given: hsds.files(given.hsds, given.url, given.catalogue.today),
        "index.json",
        is_packed=True,
    ),
    Format(
        "hsds-csv",
        lambda given: hsds_tables.table_files(given.hsds, given.url, given.room),
        "datapackage.json",
        is_packed=True,
    ),
    Format("graphml", lambda given: graphs.graphml_files(given.catalogue, given.url), "reti.graphml"),
    Format("gexf", lambda given: graphs.gexf_files(given.catalogue, given.url), "reti.gexf"),
    Format("icalendar", lambda given: whole_calendar(given.site), FILE, has_words=True),
    Format("atom", lambda given: whole_feed(given.site), FEED, at=addresses.page("news"), has_words=True),
    # Seconds for each hundred records: a build would wait for it, the command may.
    Format("rdf", lambda given: record_files(given.site), "schede.ttl", at=None, module="rdflib", extra="rdf"),
    Format("skos", lambda given: skos_files(given.site), "vocabolari/vocabolari.ttl", module="rdflib", extra="rdf"),
    Format("dcat", lambda given: dcat_files(given.site, formats_published()), "dcat.ttl", module="rdflib", extra="rdf"),
)
"""Every format, in the order in which `/dati/` lists them."""


@dataclass(frozen=True, slots=True)
class Piece:
    """What was published of one format: its files, by name, and how many bytes a reader downloads for all of it."""

    format: Format
    files: tuple[str, ...]
    size: int


@dataclass(frozen=True, slots=True)
class OpenData:
    """What was published of the open formats; `whole` is the size of the archive that holds all of them, in bytes."""

    pieces: tuple[Piece, ...] = ()
    whole: int = 0


def formats_published() -> tuple[Format, ...]:
    """Return the formats that a site of this machine publishes."""
    return tuple(row for row in FORMATS if row.at is not None and row.is_available)


def formats_missed() -> tuple[Format, ...]:
    """Return the formats that a site would publish if what they need were installed."""
    return tuple(row for row in FORMATS if row.at is not None and not row.is_available)


def publish_formats(given: Material, write: Callable[[str, Content], None], first: OpenData | None = None) -> OpenData:
    """Give every file of every format to `write`, by its address, and the archive of all; tell what there is.

    What comes in pieces must be taken to its end before the next file comes. A format that has nothing to say of this
    catalogue is no piece. In a further language only what has words is written; `first` is what the first published,
    where all the rest is.
    """
    if first:
        return _published_again(given, write, first)
    day = given.catalogue.today
    whole = Archive(day, given.room)
    pieces = []
    for row in formats_published():
        own = Archive(day, given.room) if row.is_packed else None
        names, published = [], _Counted()
        for name, content in row.write(given):
            names.append(name)
            shared = whole.sharing(f"{row.name}/{name}", content)
            if own:
                own.add(name, shared)
            else:
                write(f"{row.at}{name}", published.passing(shared))
        if own and names:
            write(f"{row.at}{row.name}.zip", published.passing(own.close()))
        if names:
            pieces.append(Piece(row, tuple(names), published.size))
    readme = _readme(given.site, [piece.format for piece in pieces])
    whole.add(given.site.texts("data.readme_file"), readme.encode("utf-8-sig"))
    published = _Counted()
    if pieces:
        write(WHOLE, published.passing(whole.close()))
    return OpenData(tuple(pieces), published.size)


def _published_again(given: Material, write: Callable[[str, Content], None], first: OpenData) -> OpenData:
    pieces = []
    for piece in first.pieces:
        if piece.format.has_words:
            names, published = [], _Counted()
            for name, content in piece.format.write(given):
                names.append(name)
                write(f"{piece.format.at}{name}", published.passing(content))
            pieces.append(replace(piece, files=tuple(names), size=published.size))
        else:
            pieces.append(piece)
    return OpenData(tuple(pieces), first.whole)


@dataclass(slots=True)
class _Counted:
    """How many bytes passed by."""

    size: int = 0

    def passing(self, content: Content) -> Content:
        """Return a content that is counted: at once, or as its pieces are taken."""
        if not isinstance(content, bytes):
            return self._counting(content)
        self.size += len(content)
        return content

    def _counting(self, pieces: Iterable[bytes]) -> Iterator[bytes]:
        for piece in pieces:
            self.size += len(piece)
            yield piece


def _readme(site: Site, rows: Sequence[Format]) -> str:
    """Say what an unpacked archive holds, of which day and under which licence: far from the site nothing else does."""
    texts, licence = site.texts, site.settings["licenza"]
    name = str(site.config["site_name"])
    folders = [
        f"{row.name}/\n  {texts(f'data.format_{row.name}')}. {texts(f'data.about_{row.name}')}\n"
        f"  {texts('data.readme_start', file=row.start)}"
        for row in rows
    ]
    parts = [
        f"{name}\n{'=' * len(name)}",
        f"{texts('data.of_day')} {site.words.day(site.catalogue.today)}.",
        f"{texts('data.licence')} {licence['nome']}: {licence['url']}" if licence["nome"] else "",
        f"{texts('data.cite_why')}\n{citation(site)}",
        texts("data.left_out"),
        f"{texts('data.pieces')}\n{'-' * len(texts('data.pieces'))}",
        *folders,
        f"{texts('data.made')}\n{'-' * len(texts('data.made'))}",
        texts("data.made_tables"),
    ]
    return "\n\n".join(filter(None, parts)) + "\n"


def citation(site: Site) -> str:
    """Return the sentence with which who uses the data says where it comes from, with a link to the licence.

    CC BY 4.0 asks for both, and to say what was changed (section 3.a.1).
    """
    licence = site.settings["licenza"]
    return site.texts(
        "data.citation",
        name=site.config["site_name"],
        day=site.words.day(site.catalogue.today),
        licence=" ".join(filter(None, (licence["nome"], f"({licence['url']})" if licence["url"] else ""))),
        url=addresses.absolute(site.url, addresses.page("data")) if site.url else "",
    ).strip()
