"""Building the site, from a catalogue to a published folder: read it from top to bottom."""

import json
import os
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Executor
from contextlib import AbstractContextManager, ExitStack, closing, contextmanager, nullcontext, suppress
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from sys import intern
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
from generator.site.formats import Material, OpenData, publish_formats
from generator.site.icons import icon_files
from generator.site.languages import languages_at
from generator.site.making import MOST_WORKERS, Part, made_of, make_parts, parts_of
from generator.site.model import Site
from generator.site.opening import open_edition, open_site, template_folders
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
from generator.site.search.shards import Shards, beginnings_in
from generator.site.search.spoken import WORDS, spoken_of
from generator.site.settings import content_folder, editions
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
    with Staging.open(options.site) as staging, ExitStack() as stores:
        with _timed("shell", report, progress):
            harvested = harvest(options.root, theme_of(options.root, options.engine))
        links = LinkCheck(site.root_url)
        writers = []
        with staging.scratch() as documents, ExitStack() as at_work:
            for edition in editions(site.config):
                there = site if edition.is_first else open_edition(site, options.root, edition)
                shell = harvested.shells[edition.lang]
                store = stores.enter_context(closing(PageStore.open(there, options.root, options.site, shell)))
                there.pieces = store.piece
                writer = _Writer(there, harvested, options, staging, store, links)
                executor = at_work.enter_context(_elsewhere(there, options, shell))
                with _timed("pages", report, progress):
                    writer.write_pages(documents / edition.lang, executor, report, progress)
                with _timed("data", report, progress):
                    writer.write_open_data(site.open_data)
                    writer.write_elsewhere()
                    # The indexer is a program of its own: everything else goes on while it works.
                    at_work.enter_context(writer.indexing(executor))
                writers.append(writer)
            with _timed("files", report, progress):
                for writer in writers:
                    writer.write_files()
                    writer.write_folders()
                _write_for_robots(staging, site, writers)
            with _timed("links", report, progress):
                for writer in writers:
                    writer.require_every_record(catalogue, report)
                _require_sound_links(links, staging, writers, report)
            with _timed("search", report, progress):
                for writer in writers:
                    writer.write_words(report)
                prefixes = [edition.prefix for edition in site.edition.others]
                if site.settings["intestazioni"]:
                    for name, text in header_files(tuple(staging.paths), _OPEN_TO_ALL, prefixes):
                        staging.write(name, text, origin="files")
        report.files = len(staging.paths)
        with _timed("publish", report, progress):
            staging.publish()
            for writer in writers:
                writer.remember()
    return report


def _write_for_robots(staging: Staging, site: Site, writers: Iterable["_Writer"]) -> None:
    """Say to robots which pages of all editions they may read."""
    known = {address: day for writer in writers for address, day in writer.for_robots()}
    for name, text in robots_files(site.root_url, known):
        staging.write(name, text, origin="files")


def _require_sound_links(links: LinkCheck, staging: Staging, writers: Sequence["_Writer"], report: BuildReport) -> None:
    """Raise CannotPublish where a link leads nowhere.

    A whole address on a page of ours was written by a record, which checks accepted: an old page of this very site
    is for `intreccio links` to find, as any other site's is.
    """
    found = links.report(staging.paths)
    report.external_links = len(found.external)
    editorial = {page for writer in writers for page in writer.editorial}
    broken = [link for link in found.broken if link.page in editorial or "://" not in link.href]
    if broken:
        lines = [f"{link.page}: {link.href} ({link.reason})" for link in broken[:_SHOWN_BROKEN_LINKS]]
        if len(broken) > _SHOWN_BROKEN_LINKS:
            lines.append(f"… {len(broken)}")
        raise CannotPublish("broken_links", links="\n".join(lines))


class _Writer:
    """Writes pages and files, and remembers of each page what later stages ask, so that no page is read again."""

    words: Counter[str]
    """On how many pages search could offer each word."""
    editorial: set[str]
    """Paths in the site of the pages that somebody wrote in `content/`."""
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
        links: LinkCheck,
    ) -> None:
        self._site = site
        self._prefix = site.edition.prefix
        self._harvested = harvested
        self._options = options
        self._staging = staging.below(self._prefix)
        self._indexing: search.Indexing | None = None
        self._indexes_made: dict[int, KeptIndex] = {}
        self._by_kind: Counter[str] = Counter()
        self._documents = Path()
        self._store = store
        self._shards = Shards(site, site.settings["pagine_per_indice"])
        self._kept_indexes: dict[int, KeptIndex] = {}
        self._links = links
        self.editorial = set()
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
        documents.joinpath("0").mkdir(parents=True)
        self._links.page(f"{self._prefix}{_SHELL}", self._around)
        stale = [part for part in parts_of(site) if not self._keep(part, report)]
        self._links.recall(store.links(), self._of_parts)
        progress("pages", report.pages)
        images_in = options.root if site.edition.is_first else None
        with closing(make_parts(site, self._fill, stale, options.processes, executor, images_in)) as made:
            for finished in made:
                for page in finished.pages:
                    self._write_page(page.address, page.filled, page.origin)
                pages = store.made(finished)
                self._count(finished.part, pages, report)
                report.made += len(pages)
                progress("pages", report.pages)
        self._write_editorial()

    def _write_editorial(self) -> None:
        """Write the pages that somebody wrote in the language of this edition."""
        frame, own = frame_of(self._site), self._site.edition
        prefixes = tuple(edition.prefix for edition in own.others if edition.prefix)
        for path in self._harvested.pages:
            whole = path.as_posix()
            if not whole.startswith(self._prefix) or (own.is_first and whole.startswith(prefixes)):
                continue
            name = whole.removeprefix(self._prefix)
            address = name.removesuffix("index.html")
            same = [edition for edition in own.others if edition.is_whole]
            languages = languages_at(address, same, self._site, "../" * address.count("/") or "./")
            html = dated((self._harvested.folder / path).read_text("utf-8"), frame, languages)
            document = document_of_editorial(html)
            self._write(name, html.encode(), document, mentions(html), f"content/{whole}")
            if document:
                self._found[0][name] = (sha256(document), Part())
            self.editorial.add(whole)

    def write_open_data(self, first: OpenData | None) -> None:
        """Write the catalogue in its open formats, then the pages that tell what there is: those are made last.

        `first` is what the first language published.
        """
        site, options = self._site, self._options
        if not site.edition.is_whole:
            return
        given = Material(site, options.sources or read_folder(options.root), self._documents.parent)
        site.open_data = publish_formats(
            given, lambda path, content: self._staging.write(path, content, origin="data"), first
        )
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
            path = intern(addresses.file_name(page.address))
            self._of_parts.append(self._in_site(path))
            self.words.update(page.words)
            if page.document:
                number = self._shards.of_page(page.address)
                self._found.setdefault(number, {})[path] = (page.document, part)
            if page.indexed:
                self._for_robots[page.address] = page.known_day
            self._by_kind[page.kind] += 1
            report.by_kind[page.kind] = report.by_kind.get(page.kind, 0) + 1
            report.pages += 1

    @contextmanager
    def indexing(self, executor: Executor | None) -> Iterator[None]:
        """Let the indexer work, as long as the block lasts, on what was not indexed by the last build."""
        at_once = max(1, min(self._options.processes, MOST_WORKERS) // _PROCESSORS_OF_AN_INDEXER)
        if self._site.edition.is_whole and (parts := self.parts_of_search()):
            with search.Indexing(
                parts, self._site.texts.lang, at_once, executor, are_several=self._is_parted()
            ) as self._indexing:
                yield
        else:
            yield

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

    def write_words(self, report: BuildReport) -> None:
        """Take the indexes in, and put beside them the words by which search understands what is asked."""
        site = self._site
        if not site.edition.is_whole:
            return
        indexes = self._indexes_made = self.take_indexes(self._indexing)
        size = sum(path.stat().st_size for path in (self._staging.root / search.BUNDLE).rglob("*") if path.is_file())
        known = spoken_of(site, self.words)
        known[WORDS]["shards"] = self.shards_as_data()
        if self._is_parted():
            which, beginnings = self._shards.beginnings({number: index.beginnings for number, index in indexes.items()})
            known[WORDS]["shards"] |= {
                "beginnings": which,
                "partial": site.texts("search.partial"),
                "partial_here": site.texts("search.partial_here", place="{place}"),
            }
            known |= beginnings
        files = {
            name: json.dumps(content, ensure_ascii=False, separators=(",", ":")) for name, content in known.items()
        }
        for name, file in files.items():
            self._staging.write(f"{search.BUNDLE}/{name}", file, origin="pagefind")
        report.indexed += sum(index.pages for index in indexes.values())
        report.index_bytes += size + sum(len(file.encode()) for file in files.values())

    def require_every_record(self, catalogue: Catalogue, report: BuildReport) -> None:
        """No record may disappear in silence: records in are pages out, but for drafts, which have none."""
        if not self._site.edition.is_whole:
            return
        groups = (catalogue.networks, catalogue.organizations, catalogue.activities, catalogue.practices)
        report.records = len(catalogue.stories) + sum(
            entry.home.record.status != DRAFT for group in groups for entry in group.values()
        )
        out = sum(self._by_kind[kind.name] for kind in KINDS if kind.is_record)
        if out != report.records:
            raise CannotPublish("records_lost", read=report.records, written=out)

    def for_robots(self) -> Iterator[tuple[str, date | None]]:
        """Yield the addresses in the site that robots may read, each with the day since when what it holds is known."""
        for path in sorted(self.editorial):
            yield path.removesuffix("index.html"), None
        for address, day in self._for_robots.items():
            yield f"{self._prefix}{address}", day

    def remember(self) -> None:
        """Keep for the next build what it can use again; where there is no room for that, it makes it again."""
        with suppress(OSError):
            self._store.save(self._links.memory(self._of_parts), self._indexes_made)

    def write_folders(self) -> None:
        """Write a page that leads on for each folder of what was written that has none: the last thing to be made."""
        own = self._site.edition
        others = tuple(edition.prefix for edition in own.others) if own.is_first else ()
        paths = tuple(path for path in self._staging.paths if not path.startswith(others))
        for page in folder_pages(self._site, paths):
            self._write_page(page.address, self._fill(page), page.kind)

    def _write_page(self, address: str, filled: FilledPage, origin: str) -> None:
        mentioned = Mentions(filled.own.links, filled.own.anchors + self._around.anchors)
        number = self._shards.of_page(address)
        self._write(addresses.file_name(address), filled.content, filled.document, mentioned, origin, number)

    def write_files(self) -> None:
        """Write what is no page: tables and drawings; at the root what no language changes, files of other rooms."""
        for name, content in files_of(self._site):
            self._staging.write(name, content, origin="files")
            if picture := painted(name, content, self._options.root):
                self._staging.write(*picture, origin="files")
        if self._site.edition.is_first:
            self._write_once()

    def _write_once(self) -> None:
        """Write styles and scripts, images, files of other rooms, and the worker."""
        for path in self._harvested.assets:
            content = (self._harvested.folder / path).read_bytes()
            self._staging.write(path.as_posix(), content, origin="overrides")
        for name, content in share_images(self._site, self._options.root):
            self._staging.write(name, content, origin="share")
        for name, content in icon_files(self._site, self._options.root):
            self._staging.write(name, content, origin="files")
        folder = content_folder(self._options.root, self._site.config)
        for name, content in photo_files(self._site.photos, self._options.root, folder):
            self._staging.write(name, content, origin="photos")
        for name, content in self._options.extras:
            self._staging.write(name, content, origin="exports")
        version = self._harvested.shells[self._site.texts.lang].version
        self._staging.write(WORKER, worker_script(self._site, version), origin="files")

    def _write(
        self, path: str, content: bytes, document: bytes, mentioned: Mentions, origin: str, shard: int = 0
    ) -> None:
        self._staging.write(path, content, origin=origin)
        self._links.page(self._in_site(path), mentioned)
        if document:
            self._write_document(path, document, shard)

    def _in_site(self, path: str) -> str:
        """Return the path of a page in the whole site: once in memory, whoever keeps it."""
        return intern(f"{self._prefix}{path}")

    def _write_document(self, path: str, document: bytes, shard: int) -> None:
        target = f"{self._documents}/{shard}/{path}"
        os.makedirs(os.path.dirname(target), exist_ok=True)  # noqa: PTH103, PTH120 -- a Path costs more than writing
        with open(target, "wb", buffering=0) as file:  # noqa: PTH123
            file.write(document)


def _elsewhere(site: Site, options: BuildOptions, shell: Shell) -> AbstractContextManager[Executor | None]:
    """Give the executor of the cluster that was asked for."""
    if not (options.cluster and site.edition.is_first):
        return nullcontext()
    try:
        from generator.site.cluster import cluster  # noqa: PLC0415 -- an extra, asked for only where it is installed
    except ImportError as error:
        raise CannotRun("cluster_missing", name=error.name) from error
    return cluster(options.cluster, options.root, site.catalogue.today, shell)


@contextmanager
def _timed(stage: str, report: BuildReport, progress: Progress) -> Iterator[None]:
    progress(stage, 0)
    start = time.perf_counter()
    yield
    report.seconds[stage] = round(report.seconds.get(stage, 0) + time.perf_counter() - start, 3)
