"""Building the site, from a catalogue to a published folder: read it from top to bottom."""

import json
import os
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import Executor
from contextlib import AbstractContextManager, closing, contextmanager, nullcontext, suppress
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any, Final

from generator import addresses
from generator.catalogue import Catalogue
from generator.diagnostics import Finding
from generator.errors import CannotPublish, CannotRun
from generator.publish import Staging
from generator.publish.extraction import Mentions, mentions
from generator.publish.headers import header_files
from generator.publish.links import LinkCheck
from generator.reading.folder import Sources, read_folder
from generator.records.network import DRAFT
from generator.site.formats import Material, publish_formats
from generator.site.icons import icon_files
from generator.site.making import MOST_WORKERS, Part, made_of, make_parts, parts_of
from generator.site.model import Site
from generator.site.opening import open_site, template_folders
from generator.site.pages.moved.page import folder_pages
from generator.site.pages.on_device.data import WORKER, worker_script
from generator.site.pages.registry import KINDS, files_of
from generator.site.painting import painted
from generator.site.photos import photo_files
from generator.site.render import FilledPage, filler, frame_of
from generator.site.reuse import KeptIndex, KeptPage, PageStore, sha256
from generator.site.robots import robots_files
from generator.site.search import indexing as search
from generator.site.search.documents import document_of_editorial, document_of_elsewhere
from generator.site.search.indexing import words_of_names
from generator.site.search.metadata import found_elsewhere
from generator.site.search.shards import BEGINNINGS, Shards, beginnings_in
from generator.site.search.spoken import WORDS, spoken_of
from generator.site.settings import own_content
from generator.site.share import share_images
from generator.site.theme.engine import ENGINES
from generator.site.theme.frozen import theme_of
from generator.site.theme.harvest import Harvest, harvest
from generator.site.theme.shell import Shell, dated
from generator.site.visibility import Visibility

Progress = Callable[[str, int], None]
"""Called with the name of a stage and how many things it has done so far."""

STAGES: Final = ("shell", "pages", "data", "files", "links", "search", "publish")
_OPEN_TO_ALL: Final = frozenset({"embed", "api", "dati", "assets", *addresses.SECTIONS.values()})
"""Folders that scripts of other sites may read: data, and what an embedded page reads where it is put in a sandbox."""
_SHOWN_BROKEN_LINKS: Final = 20
_PROCESSORS_OF_AN_INDEXER: Final = 2
"""Pagefind keeps about so many busy by itself."""
_SHELL: Final = "index.html#shell"
"""Where links of the shell are said to stand, which every page has; no page can be called so."""


@dataclass(frozen=True, slots=True)
class BuildOptions:
    """Where a catalogue is, where its site goes, and with which engine.

    `extras` are files other rooms add to the site: path relative to the site, content.
    `sources` is what the catalogue was made from, for its open formats; read again where nobody hands it over.
    `findings` are what checking found, for the pages that say how records could be better.
    With more than one of `processes` workers make pages (see `parallel`): not to be asked for where other threads work.
    `cluster` is the address of a scheduler whose workers make them instead (see `cluster`).
    """

    root: Path
    site: Path
    engine: str = ENGINES[0]
    extras: Iterable[tuple[str, bytes]] = ()
    sources: Sources | None = None
    findings: Iterable[Finding] = ()
    processes: int = 1
    cluster: str = ""


@dataclass(slots=True)
class BuildReport:
    """What a build did."""

    pages: int = 0
    made: int = 0
    """How many of the pages were made; the others are those of the last build, which would come out the same."""
    records: int = 0
    files: int = 0
    indexed: int = 0
    index_bytes: int = 0
    external_links: int = 0
    photos_left_out: tuple[str, ...] = ()
    """Files that could not be made smaller here, and are too heavy as they are."""
    by_kind: dict[str, int] = field(default_factory=dict)
    seconds: dict[str, float] = field(default_factory=dict)
    visibility: Visibility | None = None
    """How often small bodies are seen against large ones, where it can be told."""


def no_progress(_stage: str, _done: int) -> None:
    """Report to nobody."""


def build_site(catalogue: Catalogue, options: BuildOptions, progress: Progress = no_progress) -> BuildReport:
    """Build the site of `catalogue` and publish it whole, or leave what is published as it was.

    Raises:
        CannotRun: settings or engine are missing, or the cluster cannot be used.
        EngineError: the theme engine or the search indexer failed.
        CannotPublish: a link leads nowhere, or a record has no page.
        Refusal: the target folder is not ours to replace.
    """
    report = BuildReport()
    site = open_site(catalogue, options.root, options.findings)
    report.photos_left_out = tuple(name for name, photo in site.photos.items() if not photo.files)
    report.visibility = site.visibility
    with Staging.open(options.site) as staging:
        with _timed("shell", report, progress):
            harvested = harvest(options.root, theme_of(options.root, options.engine))
        shell = harvested.shells[site.texts.lang]
        with closing(PageStore.open(site, options.root, options.site, shell)) as store:
            site.pieces = store.piece
            writer = _Writer(site, harvested, options, staging, store)
            with staging.scratch() as documents, _elsewhere(site, options, shell) as executor:
                with _timed("pages", report, progress):
                    writer.write_pages(documents, executor, report, progress)
                with _timed("data", report, progress):
                    writer.write_open_data()
                    writer.write_elsewhere()
                    parts = writer.parts_of_search()
                at_once = max(1, min(options.processes, MOST_WORKERS) // _PROCESSORS_OF_AN_INDEXER)
                # The indexer is a program of its own: other files are made and links are checked while it works.
                with search.Indexing(parts, site.texts.lang, at_once, executor) if parts else nullcontext() as indexing:
                    with _timed("files", report, progress):
                        writer.write_files()
                        writer.write_folders()
                    with _timed("links", report, progress):
                        _require_every_record(catalogue, report)
                        writer.require_sound_links(report)
                    with _timed("search", report, progress):
                        indexes = writer.take_indexes(indexing)
                        _write_words(site, writer, indexes, staging, report)
                        writer.write_headers()
            report.files = len(staging.paths)
            with _timed("publish", report, progress):
                staging.publish()
                writer.remember(indexes)
    return report


class _Writer:
    """Writes pages and files, and remembers of each page what later stages ask, so that no page is read again."""

    words: Counter[str]
    """On how many pages search could offer each word."""
    _editorial: set[str]
    """Paths of the pages that somebody wrote in `content/`."""
    _for_robots: dict[str, date | None]
    """Addresses that robots may read, each with the day on which its record was last confirmed or read."""
    _found: dict[int, dict[str, tuple[str, Part]]]
    """By the number of the search index, which pages are in it: path → digest of what search reads, part it is of."""

    def __init__(
        self,
        site: Site,
        harvested: Harvest,
        options: BuildOptions,
        staging: Staging,
        store: PageStore,
    ) -> None:
        self._site = site
        self._harvested = harvested
        self._options = options
        self._staging = staging
        self._documents = Path()
        self._folders: set[str] = set()
        self._store = store
        self._shards = Shards(site, site.settings["pagine_per_indice"])
        self._kept_indexes: dict[int, KeptIndex] = {}
        self._links = LinkCheck(site.url)
        self._editorial = set()
        self._for_robots = {}
        self._found = {0: {}}
        self._of_parts: list[str] = []
        shell = harvested.shells[site.texts.lang]
        self._around = mentions(shell.around(root="./"))
        self._fill = filler(site, shell, *template_folders(site, options.root))
        self.words = Counter()

    def write_pages(self, documents: Path, executor: Executor | None, report: BuildReport, progress: Progress) -> None:
        """Write every page, and into `documents` what search reads of it: those of the catalogue, then editorial ones.

        What would come out the same is not made again.
        """
        site, store, options = self._site, self._store, self._options
        self._documents = documents
        documents.joinpath("0").mkdir()
        self._links.page(_SHELL, self._around)
        stale = [part for part in parts_of(site) if not self._keep(part, report)]
        self._links.recall(store.links(), self._of_parts)
        progress("pages", report.pages)
        with closing(make_parts(site, self._fill, stale, options.processes, executor, options.root)) as made:
            for finished in made:
                for page in finished.pages:
                    self._write_page(page.address, page.filled, page.origin)
                pages = store.made(finished)
                self._count(finished.part, pages, report)
                report.made += len(pages)
                progress("pages", report.pages)
        frame = frame_of(site)
        for path in self._harvested.pages:
            html = dated((self._harvested.folder / path).read_text("utf-8"), frame)
            name = path.as_posix()
            document = document_of_editorial(html)
            self._write(name, html.encode(), document, mentions(html), f"content/{name}")
            if document:
                self._found[0][name] = (sha256(document), Part())
            self._editorial.add(name)

    def write_open_data(self) -> None:
        """Write the catalogue in its open formats, then the pages that tell what there is: those are made last."""
        site, options = self._site, self._options
        given = Material(site, options.sources or read_folder(options.root))
        site.open_data = publish_formats(given, lambda path, content: self._staging.write(path, content, origin="data"))
        for kind in KINDS:
            for page in kind.pages(site) if kind.is_last else ():
                filled = self._fill(page)
                self._write_page(page.address, filled, page.kind)
                self.words.update(words_of_names(page.found.words) if page.found else ())
                self._for_robots[page.address] = None
                if filled.document:
                    path = addresses.file_name(page.address)
                    number = self._shards.of_page(page.address)
                    self._found.setdefault(number, {})[path] = (sha256(filled.document), Part())

    def write_elsewhere(self) -> None:
        """Write what search reads of the records of other catalogues, which have no pages here."""
        elsewhere = self._site.elsewhere
        if elsewhere is None:
            return
        for record, entry in elsewhere.found():
            found = found_elsewhere(record, entry, elsewhere.whole)
            document, path = document_of_elsewhere(record, found), addresses.file_name(record.document)
            number = self._shards.of_page(record.document)
            self._write_document(path, document, number)
            self._found.setdefault(number, {})[path] = (sha256(document), Part())
            self.words.update(words_of_names(found.words))

    def _keep(self, part: Part, report: BuildReport) -> bool:
        """Take over the published pages of a part; tells whether they are there and would come out the same."""
        pages = self._store.unchanged(part)
        if pages is None:
            return False
        for page in pages:
            if not self._staging.keep(addresses.file_name(page.address), page.digest, origin=page.origin):
                return False
        self._store.keep(part)
        self._count(part, pages, report)
        return True

    def _count(self, part: Part, pages: Iterable[KeptPage], report: BuildReport) -> None:
        for page in pages:
            path = addresses.file_name(page.address)
            self._of_parts.append(path)
            self.words.update(page.words)
            if page.document:
                number = self._shards.of_page(page.address)
                self._found.setdefault(number, {})[path] = (page.document, part)
            if page.indexed:
                self._for_robots[page.address] = page.known_day
            report.by_kind[page.kind] = report.by_kind.get(page.kind, 0) + 1
            report.pages += 1

    def parts_of_search(self) -> list[tuple[Path, Path]]:
        """Return the folders of documents to be indexed, each with the bundle to be made of it.

        An index that was made of the very same documents is not made again; of the others all documents are there.
        """
        parts = []
        for number in self._indexes():
            kept = self._store.indexes.get(number)
            is_told = kept and (kept.beginnings or not self._is_parted())
            if kept and is_told and kept.documents == self._digest_of(number) and self._is_published(kept):
                self._kept_indexes[number] = kept
                continue
            self._complete(number)
            parts.append((self._documents / str(number), search.bundle_of(self._staging.root, number)))
        return parts

    def take_indexes(self, indexing: search.Indexing | None) -> dict[int, KeptIndex]:
        """Wait for the indexes that are made, and take all of them into the site."""
        made = indexing.finish().each if indexing else ()
        if indexing:
            self._staging.adopt(search.BUNDLE, origin="pagefind")
        for kept in self._kept_indexes.values():
            for path, digest in kept.files.items():
                if not self._staging.keep(path, digest, origin="pagefind"):
                    raise LookupError(path)
        pages, files = iter(made), self._files_of_indexes()
        return {
            number: self._kept_indexes.get(number) or self._made(number, files[number], next(pages))
            for number in self._indexes()
        }

    def shards_as_data(self) -> dict[str, Any]:
        """Return what the browser asks of where each place's pages are indexed."""
        return self._shards.as_data(self._indexes())

    def beginnings(self, indexes: Mapping[int, KeptIndex]) -> dict[str, list[int]]:
        """Return in which indexes words begin so; nothing where there is only one."""
        held = {number: index.beginnings for number, index in indexes.items()}
        return self._shards.beginnings(held) if self._is_parted() else {}

    def _is_parted(self) -> bool:
        return len(self._found) > 1

    def _indexes(self) -> list[int]:
        """Return the numbers of the search indexes that hold something, the first in any case."""
        return sorted(self._found)

    def _digest_of(self, number: int) -> str:
        held = sorted((path, digest) for path, (digest, _) in self._found[number].items())
        return sha256("".join(f"{path} {digest}\n" for path, digest in held).encode())

    def _is_published(self, index: KeptIndex) -> bool:
        return all(map(self._staging.is_published, index.files, index.files.values()))

    def _complete(self, number: int) -> None:
        """Write the documents of an index that stand for pages which were not made."""
        for path, (digest, part) in self._found[number].items():
            if not (self._documents / str(number) / path).exists():
                document = self._store.document(digest) or self._document_again(path, part)
                self._write_document(path, document, number)

    def _document_again(self, path: str, part: Part) -> bytes:
        """Make a page again for what search reads of it: who changed what was kept of it changes nothing."""
        for page in made_of(self._site, self._fill, part).pages:
            if addresses.file_name(page.address) == path:
                return page.filled.document
        raise LookupError(path)

    def _made(self, number: int, paths: Iterable[str], pages: int) -> KeptIndex:
        files = {path: sha256((self._staging.root / path).read_bytes()) for path in paths}
        beginnings = beginnings_in(self._documents / str(number)) if self._is_parted() else ()
        return KeptIndex(self._digest_of(number), files, pages, beginnings)

    def _files_of_indexes(self) -> Mapping[int, list[str]]:
        """Return the files of each index; those of the first stand beside the folders of the others."""
        folders = {str(number): number for number in self._indexes() if number}
        files: dict[int, list[str]] = {number: [] for number in self._indexes()}
        for path in self._staging.paths:
            if path.startswith(f"{search.BUNDLE}/"):
                folder, slash, _ = path.removeprefix(f"{search.BUNDLE}/").partition("/")
                files[folders.get(folder, 0) if slash else 0].append(path)
        return files

    def remember(self, indexes: dict[int, KeptIndex]) -> None:
        """Keep for the next build what it can use again; where there is no room for that, it makes it again."""
        with suppress(OSError):
            self._store.save(self._links.memory(self._of_parts), indexes)

    def write_folders(self) -> None:
        """Write a page that leads on for each folder of what was written that has none: the last thing to be made."""
        for page in folder_pages(self._site, tuple(self._staging.paths)):
            self._write_page(page.address, self._fill(page), page.kind)

    def _write_page(self, address: str, filled: FilledPage, origin: str) -> None:
        mentioned = Mentions(filled.own.links, filled.own.anchors + self._around.anchors)
        number = self._shards.of_page(address)
        self._write(addresses.file_name(address), filled.content, filled.document, mentioned, origin, number)

    def write_files(self) -> None:
        """Write what is no page: styles and scripts, tables, images, files of other rooms, and what robots read."""
        for path in self._harvested.assets:
            content = (self._harvested.folder / path).read_bytes()
            self._staging.write(path.as_posix(), content, origin="overrides")
        for name, content in files_of(self._site):
            self._staging.write(name, content, origin="files")
            if picture := painted(name, content, self._options.root):
                self._staging.write(*picture, origin="files")
        for name, content in share_images(self._site, self._options.root):
            self._staging.write(name, content, origin="share")
        for name, content in icon_files(self._site, self._options.root):
            self._staging.write(name, content, origin="files")
        folder = own_content(self._options.root, self._site.config).relative_to(self._options.root).as_posix()
        for name, content in photo_files(self._site.photos, self._options.root, folder):
            self._staging.write(name, content, origin="photos")
        for name, content in self._options.extras:
            self._staging.write(name, content, origin="exports")
        version = self._harvested.shells[self._site.texts.lang].version
        self._staging.write(WORKER, worker_script(self._site, version), origin="files")
        editorial = dict.fromkeys(path.removesuffix("index.html") for path in sorted(self._editorial))
        for name, text in robots_files(self._site.url, {**editorial, **self._for_robots}):
            self._staging.write(name, text, origin="files")

    def write_headers(self) -> None:
        """Write what hosts should say with all of it, unless the catalogue wants no such files."""
        if self._site.settings["intestazioni"]:
            for name, text in header_files(tuple(self._staging.paths), _OPEN_TO_ALL):
                self._staging.write(name, text, origin="files")

    def require_sound_links(self, report: BuildReport) -> None:
        """Raise CannotPublish where a link leads nowhere.

        A whole address on a page of ours was written by a record, which checks accepted: an old page of this very site
        is for `intreccio links` to find, as any other site's is.
        """
        links = self._links.report(self._staging.paths)
        report.external_links = len(links.external)
        broken = [link for link in links.broken if link.page in self._editorial or "://" not in link.href]
        if broken:
            lines = [f"{link.page}: {link.href} ({link.reason})" for link in broken[:_SHOWN_BROKEN_LINKS]]
            if len(broken) > _SHOWN_BROKEN_LINKS:
                lines.append(f"… {len(broken)}")
            raise CannotPublish("broken_links", links="\n".join(lines))

    def _write(
        self, path: str, content: bytes, document: bytes, mentioned: Mentions, origin: str, shard: int = 0
    ) -> None:
        self._staging.write(path, content, origin=origin)
        self._links.page(path, mentioned)
        if document:
            self._write_document(path, document, shard)

    def _write_document(self, path: str, document: bytes, shard: int) -> None:
        target = f"{self._documents}/{shard}/{path}"
        folder = os.path.dirname(target)  # noqa: PTH120 -- with many documents a Path costs more than writing
        if folder not in self._folders:
            os.makedirs(folder, exist_ok=True)  # noqa: PTH103
            self._folders.add(folder)
        with open(target, "wb", buffering=0) as file:  # noqa: PTH123
            file.write(document)


def _elsewhere(site: Site, options: BuildOptions, shell: Shell) -> AbstractContextManager[Executor | None]:
    """Give the executor of the cluster that was asked for."""
    if not options.cluster:
        return nullcontext()
    try:
        from generator.site.cluster import cluster  # noqa: PLC0415 -- an extra, asked for only where it is installed
    except ImportError as error:
        raise CannotRun("cluster_missing", name=error.name) from error
    return cluster(options.cluster, options.root, site.catalogue.today, shell)


def _require_every_record(catalogue: Catalogue, report: BuildReport) -> None:
    """No record may disappear in silence: records in are pages out, but for drafts, which have none."""
    groups = (catalogue.networks, catalogue.organizations, catalogue.activities, catalogue.practices)
    report.records = len(catalogue.stories) + sum(
        entry.home.record.status != DRAFT for group in groups for entry in group.values()
    )
    out = sum(report.by_kind.get(kind.name, 0) for kind in KINDS if kind.is_record)
    if out != report.records:
        raise CannotPublish("records_lost", read=report.records, written=out)


def _write_words(
    site: Site, writer: _Writer, indexes: Mapping[int, KeptIndex], staging: Staging, report: BuildReport
) -> None:
    """Put beside the index the words by which search understands what is asked."""
    size = sum(path.stat().st_size for path in (staging.root / search.BUNDLE).rglob("*") if path.is_file())
    known = spoken_of(site, writer.words)
    known[WORDS]["shards"] = writer.shards_as_data()
    if beginnings := writer.beginnings(indexes):
        known[WORDS]["shards"]["partial"] = site.texts("search.partial")
        known[WORDS]["shards"]["partial_here"] = site.texts("search.partial_here", place="{place}")
        known[BEGINNINGS] = beginnings
    files = {name: json.dumps(content, ensure_ascii=False, separators=(",", ":")) for name, content in known.items()}
    for name, file in files.items():
        staging.write(f"{search.BUNDLE}/{name}", file, origin="pagefind")
    report.indexed = sum(index.pages for index in indexes.values())
    report.index_bytes = size + sum(len(file.encode()) for file in files.values())


@contextmanager
def _timed(stage: str, report: BuildReport, progress: Progress) -> Iterator[None]:
    progress(stage, 0)
    start = time.perf_counter()
    yield
    report.seconds[stage] = round(time.perf_counter() - start, 3)
