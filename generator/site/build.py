"""Building the site, from a catalogue to a published folder: read it from top to bottom."""

import json
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing, contextmanager, nullcontext, suppress
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Final

from generator import addresses
from generator.catalogue import Catalogue
from generator.diagnostics import Finding
from generator.errors import CannotPublish
from generator.publish import Staging
from generator.publish.extraction import Mentions, mentions
from generator.publish.links import LinkCheck
from generator.site.making import PageTask, Part, make_parts, page_maker, parts_of
from generator.site.model import Site
from generator.site.opening import open_site, template_folders
from generator.site.pages.moved.page import folder_pages
from generator.site.pages.registry import KINDS, files_of
from generator.site.pages.who_does.places import names_of_places
from generator.site.render import FilledPage, filler, frame_of
from generator.site.reuse import KeptBundle, KeptPage, PageStore, sha256
from generator.site.robots import robots_files
from generator.site.search import indexing as search
from generator.site.search.documents import document_of_editorial
from generator.site.search.metadata import counts_of
from generator.site.search.terms import kinds_of_themes, terms_of
from generator.site.share import share_images
from generator.site.theme.engine import ENGINES
from generator.site.theme.frozen import theme_of
from generator.site.theme.harvest import Harvest, harvest
from generator.site.theme.shell import dated

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
    """

    root: Path
    site: Path
    engine: str = ENGINES[0]
    extras: Iterable[tuple[str, bytes]] = ()
    findings: Iterable[Finding] = ()
    processes: int = 1


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
    by_kind: dict[str, int] = field(default_factory=dict)
    seconds: dict[str, float] = field(default_factory=dict)


def no_progress(_stage: str, _done: int) -> None:
    """Report to nobody."""


def build_site(catalogue: Catalogue, options: BuildOptions, progress: Progress = no_progress) -> BuildReport:
    """Build the site of `catalogue` and publish it whole, or leave what is published as it was.

    Raises:
        CannotRun: settings or engine are missing.
        EngineError: the theme engine or the search indexer failed.
        CannotPublish: a link leads nowhere, or a record has no page.
        Refusal: the target folder is not ours to replace.
    """
    report = BuildReport()
    site = open_site(catalogue, options.root, options.findings)
    with Staging.open(options.site) as staging:
        with _timed("shell", report, progress):
            harvested = harvest(options.root, theme_of(options.root, options.engine))
        shell = harvested.shells[site.texts.lang]
        with closing(PageStore.open(site, options.root, options.site, shell)) as store:
            writer = _Writer(site, harvested, options, staging, store)
            with staging.scratch() as documents:
                with _timed("pages", report, progress):
                    writer.write_pages(documents, report, progress)
                    kept = writer.kept_bundle()
                # The indexer is a program of its own: other files are made and links are checked while it works.
                with nullcontext() if kept else _indexing(documents, staging, site) as indexing:
                    with _timed("files", report, progress):
                        writer.write_files()
                        writer.write_folders()
                    with _timed("links", report, progress):
                        _require_every_record(catalogue, report)
                        writer.require_sound_links(report)
                    with _timed("search", report, progress):
                        bundle = kept or writer.take_bundle(indexing)
                        _write_words(site, writer.words, staging, bundle, report)
            report.files = len(staging.paths)
            with _timed("publish", report, progress):
                staging.publish()
                writer.remember(bundle)
    return report


class _Writer:
    """Writes pages and files, and remembers of each page what later stages ask, so that no page is read again."""

    words: Counter[str]
    """On how many pages search could offer each word."""
    _editorial: set[str]
    """Paths of the pages that somebody wrote in `content/`."""
    _for_robots: dict[str, date | None]
    """Addresses that robots may read, each with the day on which its record was last confirmed or read."""
    _found: dict[str, tuple[str, Part]]
    """Digest of what search reads of each page, by its path, with the part it comes from."""

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
        self._store = store
        self._links = LinkCheck(site.url)
        self._editorial = set()
        self._for_robots = {}
        self._found = {}
        self._of_parts: list[str] = []
        shell = harvested.shells[site.texts.lang]
        self._around = mentions(shell.around(root="./"))
        self._fill = filler(site, shell, *template_folders(site, options.root))
        self.words = Counter()

    def write_pages(self, documents: Path, report: BuildReport, progress: Progress) -> None:
        """Write every page, and into `documents` what search reads of it: those of the catalogue, then editorial ones.

        What would come out the same is not made again.
        """
        site, store = self._site, self._store
        self._documents = documents
        self._links.page(_SHELL, self._around)
        stale = [part for part in parts_of(site) if not self._keep(part, report)]
        self._links.recall(store.links(), self._of_parts)
        progress("pages", report.pages)
        with closing(make_parts(site, self._fill, stale, self._options.processes)) as made:
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
                self._found[name] = (sha256(document), Part())
            self._editorial.add(name)

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
                self._found[path] = (page.document, part)
            if page.indexed:
                self._for_robots[page.address] = page.known_day
            report.by_kind[page.kind] = report.by_kind.get(page.kind, 0) + 1
            report.pages += 1

    def kept_bundle(self) -> KeptBundle | None:
        """Take over the published search index, where it was made of these very documents; else make them all ready."""
        bundle = self._store.bundle
        paths = {f"{search.BUNDLE}/{path}": digest for path, digest in bundle.files.items()}
        if bundle.documents == self._all_found() and all(map(self._staging.is_published, paths, paths.values())):
            for path, digest in paths.items():
                self._staging.keep(path, digest, origin="pagefind")
            return bundle
        for path, (digest, part) in self._found.items():
            if not (self._documents / path).exists():
                self._write_document(path, self._store.document(digest) or self._document_again(path, part))
        return None

    def _document_again(self, path: str, part: Part) -> bytes:
        """Make a page again for what search reads of it: who changed what was kept of it changes nothing."""
        for finished in page_maker(self._site, self._fill)(PageTask((part,))):
            for page in finished.pages:
                if addresses.file_name(page.address) == path:
                    return page.filled.document
        raise LookupError(path)

    def _all_found(self) -> str:
        return sha256("".join(f"{path} {digest}\n" for path, (digest, _) in sorted(self._found.items())).encode())

    def take_bundle(self, indexing: search.Indexing | None) -> KeptBundle:
        """Wait for the search index and take it into the site."""
        if indexing is None:
            raise LookupError(search.BUNDLE)
        indexed = indexing.finish()
        self._staging.adopt(search.BUNDLE, origin="pagefind")
        folder = self._staging.root / search.BUNDLE
        files = {path.relative_to(folder).as_posix(): sha256(path.read_bytes()) for path in _files_in(folder)}
        return KeptBundle(self._all_found(), files, indexed.pages, indexed.bytes)

    def remember(self, bundle: KeptBundle) -> None:
        """Keep for the next build what it can use again; where there is no room for that, it makes it again."""
        with suppress(OSError):
            self._store.save(self._links.memory(self._of_parts), bundle)

    def write_folders(self) -> None:
        """Write a page that leads on for each folder of what was written that has none: the last thing to be made."""
        for page in folder_pages(self._site, tuple(self._staging.paths)):
            self._write_page(page.address, self._fill(page), page.kind)

    def _write_page(self, address: str, filled: FilledPage, origin: str) -> None:
        mentioned = Mentions(filled.own.links, filled.own.anchors + self._around.anchors)
        self._write(addresses.file_name(address), filled.content, filled.document, mentioned, origin)

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

    def _write(self, path: str, content: bytes, document: bytes, mentioned: Mentions, origin: str) -> None:
        self._staging.write(path, content, origin=origin)
        self._links.page(path, mentioned)
        if document:
            self._write_document(path, document)

    def _write_document(self, path: str, document: bytes) -> None:
        target = self._documents / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(document)


def _require_every_record(catalogue: Catalogue, report: BuildReport) -> None:
    """No record may disappear in silence: records in are pages out."""
    groups = (catalogue.networks, catalogue.organizations, catalogue.activities, catalogue.practices, catalogue.stories)
    report.records = sum(map(len, groups))
    out = sum(report.by_kind.get(kind.name, 0) for kind in KINDS if kind.is_record)
    if out != report.records:
        raise CannotPublish("records_lost", read=report.records, written=out)


def _indexing(documents: Path, staging: Staging, site: Site) -> search.Indexing:
    return search.Indexing(documents, staging.root / search.BUNDLE, site.texts.lang)


def _files_in(folder: Path) -> Iterator[Path]:
    return (path for path in sorted(folder.rglob("*")) if path.is_file())


def _write_words(site: Site, words: Counter[str], staging: Staging, bundle: KeptBundle, report: BuildReport) -> None:
    """Put beside the index the words by which search understands what is asked."""
    terms = terms_of(site)
    places = names_of_places(site, sorted(counts_of(site).get("luogo", ())))
    known = {
        "words": search.words_of(words),
        "terms": terms,
        "kinds": kinds_of_themes(terms),
        "places": places,
    }
    file = json.dumps(known, ensure_ascii=False, separators=(",", ":"))
    staging.write(f"{search.BUNDLE}/{search.WORDS}", file, origin="pagefind")
    report.indexed, report.index_bytes = bundle.pages, bundle.bytes + len(file.encode())


@contextmanager
def _timed(stage: str, report: BuildReport, progress: Progress) -> Iterator[None]:
    progress(stage, 0)
    start = time.perf_counter()
    yield
    report.seconds[stage] = round(time.perf_counter() - start, 3)
