"""Building the site, from a catalogue to a published folder: read it from top to bottom."""

import json
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Executor
from contextlib import AbstractContextManager, closing, contextmanager, nullcontext
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Final

from generator import addresses
from generator.catalogue import Catalogue
from generator.diagnostics import Finding
from generator.errors import CannotPublish, CannotRun
from generator.publish import Staging
from generator.publish.extraction import Mentions, mentions
from generator.publish.links import LinkCheck
from generator.site.making import make_pages
from generator.site.model import Site
from generator.site.opening import open_site, template_folders
from generator.site.pages.moved.page import folder_pages
from generator.site.pages.registry import KINDS, files_of
from generator.site.render import FilledPage, filler, frame_of
from generator.site.robots import robots_files
from generator.site.search import indexing as search
from generator.site.search.documents import document_of_editorial
from generator.site.search.shards import Shards
from generator.site.search.spoken import WORDS, spoken_of
from generator.site.share import share_images
from generator.site.theme.engine import ENGINES
from generator.site.theme.frozen import theme_of
from generator.site.theme.harvest import Harvest, harvest
from generator.site.theme.shell import Shell, dated

Progress = Callable[[str, int], None]
"""Called with the name of a stage and how many things it has done so far."""

STAGES: Final = ("shell", "pages", "files", "links", "search", "publish")
_SHOWN_BROKEN_LINKS: Final = 20
_SHELL: Final = "index.html#shell"
"""Where links of the shell are said to stand, which every page has; no page can be called so."""


@dataclass(frozen=True, slots=True)
class BuildOptions:
    """Where a catalogue is, where its site goes, and with which engine.

    `extras` are files other rooms add to the site: path relative to the site, content.
    `findings` are what checking found, for the pages that say how records could be better.
    With more than one of `processes` workers make pages (see `parallel`): not to be asked for where other threads work.
    `cluster` is the address of a scheduler whose workers make them instead (see `cluster`).
    """

    root: Path
    site: Path
    engine: str = ENGINES[0]
    extras: Iterable[tuple[str, bytes]] = ()
    findings: Iterable[Finding] = ()
    processes: int = 1
    cluster: str = ""


@dataclass(slots=True)
class BuildReport:
    """What a build did."""

    pages: int = 0
    records: int = 0
    files: int = 0
    indexed: int = 0
    index_bytes: int = 0
    external_links: int = 0
    by_kind: dict[str, int] = field(default_factory=dict)
    seconds: dict[str, float] = field(default_factory=dict)


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
    with Staging.open(options.site) as staging:
        with _timed("shell", report, progress):
            harvested = harvest(options.root, theme_of(options.root, options.engine))
        with staging.scratch() as documents:
            writer = _Writer(site, harvested, options, staging, documents)
            with _timed("pages", report, progress):
                writer.write_pages(report, progress)
            # The indexer is a program of its own: the other files are made and links are checked while it works.
            with search.Indexing(writer.parts_of_search(), site.texts.lang) as indexing:
                with _timed("files", report, progress):
                    writer.write_files()
                    writer.write_folders()
                with _timed("links", report, progress):
                    _require_every_record(catalogue, report)
                    writer.require_sound_links(report)
                with _timed("search", report, progress):
                    _write_search(indexing, site, writer, staging, report)
        report.files = len(staging.paths)
        with _timed("publish", report, progress):
            staging.publish()
    return report


class _Writer:
    """Writes pages and files, and remembers of each page what later stages ask, so that no page is read again."""

    words: Counter[str]
    """On how many pages search could offer each word."""
    _editorial: set[str]
    """Paths of the pages that somebody wrote in `content/`."""
    _for_robots: dict[str, date | None]
    """Addresses that robots may read, each with the day on which its record was last confirmed or read."""

    def __init__(
        self, site: Site, harvested: Harvest, options: BuildOptions, staging: Staging, documents: Path
    ) -> None:
        self._site = site
        self._harvested = harvested
        self._options = options
        self._staging = staging
        self._documents = documents
        documents.joinpath("0").mkdir()
        self.shards = Shards(site, site.settings["pagine_per_indice"])
        self._links = LinkCheck(site.url)
        self._editorial = set()
        self._for_robots = {}
        self.words = Counter()

    def parts_of_search(self) -> list[tuple[Path, Path]]:
        """Return the folders of documents, each with the bundle to be made of it."""
        return [(self._documents / str(at), search.bundle_of(self._staging.root, at)) for at in self.indexes()]

    def indexes(self) -> list[int]:
        """Return the numbers of the search indexes that hold something, the first in any case."""
        return [0, *(at for at in range(1, self.shards.count) if (self._documents / str(at)).is_dir())]

    def write_pages(self, report: BuildReport, progress: Progress) -> None:
        """Write every page: those of the catalogue, then the editorial ones."""
        site, options = self._site, self._options
        shell = self._harvested.shells[site.texts.lang]
        around = mentions(shell.around(root="./"))
        self._links.page(_SHELL, around)
        fill = filler(site, shell, *template_folders(site, options.root))
        with (
            _elsewhere(site, options, shell) as executor,
            closing(make_pages(site, fill, options.processes, executor, images_in=options.root)) as pages,
        ):
            for page in pages:
                self._write_page(page.address, page.filled, around, page.origin)
                self.words.update(page.words)
                if page.indexed:
                    self._for_robots[page.address] = page.known_on
                report.by_kind[page.kind] = report.by_kind.get(page.kind, 0) + 1
                report.pages += 1
                progress("pages", report.pages)
        frame = frame_of(site)
        for path in self._harvested.pages:
            html = dated((self._harvested.folder / path).read_text("utf-8"), frame)
            name = path.as_posix()
            self._write(name, html.encode(), document_of_editorial(html), mentions(html), f"content/{name}")
            self._editorial.add(name)

    def write_folders(self) -> None:
        """Write a page that leads on for each folder of what was written that has none: the last thing to be made."""
        shell = self._harvested.shells[self._site.texts.lang]
        around = mentions(shell.around(root="./"))
        fill = filler(self._site, shell, *template_folders(self._site, self._options.root))
        for page in folder_pages(self._site, tuple(self._staging.paths)):
            self._write_page(page.address, fill(page), around, page.kind)

    def _write_page(self, address: str, filled: FilledPage, around: Mentions, origin: str) -> None:
        mentioned = Mentions(filled.own.links, filled.own.anchors + around.anchors)
        number = self.shards.of_page(address)
        self._write(addresses.file_name(address), filled.content, filled.document, mentioned, origin, number)

    def write_files(self) -> None:
        """Write what is no page: styles and scripts, tables, images, files of other rooms, and what robots read."""
        for path in self._harvested.assets:
            content = (self._harvested.folder / path).read_bytes()
            self._staging.write(path.as_posix(), content, origin="overrides")
        for name, content in files_of(self._site):
            self._staging.write(name, content, origin="files")
        for name, content in share_images(self._site, self._options.root):
            self._staging.write(name, content, origin="share")
        for name, content in self._options.extras:
            self._staging.write(name, content, origin="exports")
        editorial = dict.fromkeys(path.removesuffix("index.html") for path in sorted(self._editorial))
        for name, text in robots_files(self._site.url, {**editorial, **self._for_robots}):
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
            target = self._documents / str(shard) / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(document)


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
    """No record may disappear in silence: records in are pages out."""
    groups = (catalogue.networks, catalogue.organizations, catalogue.activities, catalogue.practices, catalogue.stories)
    report.records = sum(map(len, groups))
    out = sum(report.by_kind.get(kind.name, 0) for kind in KINDS if kind.is_record)
    if out != report.records:
        raise CannotPublish("records_lost", read=report.records, written=out)


def _write_search(
    indexing: search.Indexing, site: Site, writer: _Writer, staging: Staging, report: BuildReport
) -> None:
    """Wait for the index, and put beside it the words by which search understands what is asked."""
    indexed = indexing.finish()
    staging.adopt(search.BUNDLE, origin="pagefind")
    known = spoken_of(site, writer.words)
    known[WORDS]["shards"] = writer.shards.as_data(writer.indexes())
    files = {name: json.dumps(content, ensure_ascii=False, separators=(",", ":")) for name, content in known.items()}
    for name, file in files.items():
        staging.write(f"{search.BUNDLE}/{name}", file, origin="pagefind")
    size = sum(len(file.encode()) for file in files.values())
    report.indexed, report.index_bytes = indexed.pages, indexed.bytes + size


@contextmanager
def _timed(stage: str, report: BuildReport, progress: Progress) -> Iterator[None]:
    progress(stage, 0)
    start = time.perf_counter()
    yield
    report.seconds[stage] = round(time.perf_counter() - start, 3)
