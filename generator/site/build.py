"""Building the site, from a catalogue to a published folder: read it from top to bottom."""

import json
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Final
from xml.sax.saxutils import escape

from generator import addresses
from generator.catalogue import Catalogue
from generator.diagnostics import Finding
from generator.errors import CannotPublish
from generator.publish import BrokenLink, Staging, check_links
from generator.site.making import make_pages
from generator.site.model import Site
from generator.site.opening import open_site, template_folders
from generator.site.pages.table import KINDS, files_of
from generator.site.render import filler, frame_of
from generator.site.search import indexing as search
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
_MOST_IN_SITEMAP: Final = 50_000
"""The limit of sitemaps.org."""


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
    records: int = 0
    files: int = 0
    indexed: int = 0
    index_bytes: int = 0
    external_links: int = 0
    by_kind: dict[str, int] = field(default_factory=dict)
    seconds: dict[str, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Written:
    """What is remembered of pages once they are written: addresses robots may read, with the day a record was known."""

    addresses: dict[str, date | None] = field(default_factory=dict)
    words: Counter[str] = field(default_factory=Counter)
    """On how many pages search could offer each word."""


def no_progress(_stage: str, _done: int) -> None:
    """Tell nobody."""


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
        with _timed("pages", report, progress):
            written = _write_pages(site, harvested, options, staging, report, progress)
        with _timed("files", report, progress):
            _write_rest(site, harvested, options, staging)
            _write_for_robots(site, written, harvested, staging)
        with search.Indexing(staging.root, site.texts.lang) as indexing:
            with _timed("links", report, progress):
                _require_every_record(catalogue, report)
                _require_sound_links(site, staging, report)
            with _timed("search", report, progress):
                _write_search(indexing, site, written, staging, report)
        report.files = len(staging.paths)
        with _timed("publish", report, progress):
            staging.publish()
    return report


def _write_pages(
    site: Site, harvested: Harvest, options: BuildOptions, staging: Staging, report: BuildReport, progress: Progress
) -> Written:
    fill = filler(site, harvested.shells[site.texts.lang], *template_folders(site, options.root))
    written = Written()
    with closing(make_pages(site, fill, options.processes)) as pages:
        for page in pages:
            staging.write(addresses.file_name(page.address), page.content, origin=page.origin)
            written.words.update(page.words)
            if page.indexed:
                written.addresses[page.address] = page.known_on
            report.by_kind[page.kind] = report.by_kind.get(page.kind, 0) + 1
            report.pages += 1
            progress("pages", report.pages)
    return written


def _write_rest(site: Site, harvested: Harvest, options: BuildOptions, staging: Staging) -> None:
    frame = frame_of(site)
    for path in harvested.pages:
        page = dated((harvested.folder / path).read_text("utf-8"), frame)
        staging.write(path.as_posix(), page, origin=f"content/{path.as_posix()}")
    for path in harvested.assets:
        staging.write(path.as_posix(), (harvested.folder / path).read_bytes(), origin="overrides")
    for name, content in files_of(site):
        staging.write(name, content, origin="files")
    for name, content in share_images(site, options.root):
        staging.write(name, content, origin="share")
    for name, content in options.extras:
        staging.write(name, content, origin="exports")


def _write_for_robots(site: Site, written: Written, harvested: Harvest, staging: Staging) -> None:
    if not site.url:
        staging.write("robots.txt", "User-agent: *\nAllow: /\n")
        return
    root = site.url.rstrip("/")
    known: dict[str, date | None] = {path.as_posix().removesuffix("index.html"): None for path in harvested.pages}
    found = [(f"{root}/{address}", day) for address, day in sorted({**known, **written.addresses}.items())]
    sheets = [found[start : start + _MOST_IN_SITEMAP] for start in range(0, len(found), _MOST_IN_SITEMAP)]
    names = ["sitemap.xml"] if len(sheets) == 1 else [f"sitemap-{at}.xml" for at in range(1, len(sheets) + 1)]
    for name, sheet in zip(names, sheets, strict=True):
        staging.write(name, _sitemap("urlset", "url", sheet))
    if len(names) > 1:
        staging.write("sitemap.xml", _sitemap("sitemapindex", "sitemap", [(f"{root}/{name}", None) for name in names]))
    staging.write("robots.txt", f"User-agent: *\nAllow: /\nSitemap: {root}/sitemap.xml\n")


def _sitemap(kind: str, item: str, found: Iterable[tuple[str, date | None]]) -> str:
    told = "".join(f"<{item}><loc>{escape(url)}</loc>{_last_known(day)}</{item}>\n" for url, day in found)
    opening = f'<?xml version="1.0" encoding="UTF-8"?>\n<{kind} xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n'
    return f"{opening}{told}</{kind}>\n"


def _last_known(day: date | None) -> str:
    """When a record was last confirmed or read; the day of the build would change with nothing else."""
    return f"<lastmod>{day.isoformat()}</lastmod>" if day else ""


def _write_search(
    indexing: search.Indexing, site: Site, written: Written, staging: Staging, report: BuildReport
) -> None:
    made = indexing.finish()
    staging.adopt(search.BUNDLE, origin="pagefind")
    words = json.dumps(_spoken(site, written), ensure_ascii=False, separators=(",", ":"))
    staging.write(f"{search.BUNDLE}/{search.WORDS}", words, origin="pagefind")
    report.indexed, report.index_bytes = made.pages, made.bytes + len(words.encode())


def _spoken(site: Site, written: Written) -> dict[str, object]:
    terms = terms_of(site)
    return {"words": search.words_of(written.words), "terms": terms, "kinds": kinds_of_themes(terms)}


def _require_every_record(catalogue: Catalogue, report: BuildReport) -> None:
    """No record may disappear in silence: records in are pages out."""
    groups = (catalogue.networks, catalogue.organizations, catalogue.activities, catalogue.practices, catalogue.stories)
    report.records = sum(map(len, groups))
    out = sum(report.by_kind.get(kind.name, 0) for kind in KINDS if kind.is_record)
    if out != report.records:
        raise CannotPublish("records_lost", read=report.records, written=out)


def _require_sound_links(site: Site, staging: Staging, report: BuildReport) -> None:
    pages = staging.pages
    found = check_links(pages, staging.paths - pages.keys(), site_url=site.url)
    report.external_links = len(found.external)
    if found.broken:
        raise CannotPublish("broken_links", links="\n".join(_told(found.broken)))


def _told(broken: tuple[BrokenLink, ...]) -> Iterator[str]:
    for link in broken[:_SHOWN_BROKEN_LINKS]:
        yield f"{link.page}: {link.href} ({link.reason})"
    if len(broken) > _SHOWN_BROKEN_LINKS:
        yield f"… {len(broken)}"


@contextmanager
def _timed(stage: str, report: BuildReport, progress: Progress) -> Iterator[None]:
    progress(stage, 0)
    start = time.perf_counter()
    yield
    report.seconds[stage] = round(time.perf_counter() - start, 3)
