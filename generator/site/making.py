"""Every page of a site ready to be written, made by this process or by several."""

from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from concurrent.futures import Executor
from contextlib import closing, nullcontext
from dataclasses import dataclass
from datetime import date
from itertools import chain, groupby, islice
from pathlib import Path
from typing import Final

from generator import addresses
from generator.catalogue.freshness import known
from generator.catalogue.kinds import RECORDS
from generator.catalogue.lookups import Lookup, apart, lookups_of, noting, worked_out
from generator.site.editions import ESSENTIAL_KINDS, Edition
from generator.site.model import Site
from generator.site.page import Page
from generator.site.pages.moved.page import former_pages, leading_page, leading_parts
from generator.site.pages.registry import KINDS, PageKind
from generator.site.parallel import can_fork, forked, results_of
from generator.site.parts.improvements import improvements_of
from generator.site.render import FilledPage
from generator.site.search.indexing import IndexTask, index_of, words_of_names
from generator.site.share import Drawing, drawn, keep, undrawn

_WORTH_SHARING: Final = 500
"""Fewer parts than these are pages sooner than workers are ready."""
MOST_WORKERS: Final = 4
"""Each has memory of its own, for what it looks at."""
_AT_ONCE: Final = 100
"""Records whose pages are made together: a few hundred kilobytes each hundred, whatever the size of the catalogue."""
_TERMS_AT_ONCE: Final = 10
"""Terms: one that most records stand under has hundreds of pages in a large catalogue, which travel together."""
_IMAGES_AT_ONCE: Final = 20
_MATCHED: Final = ("corpus", "likenesses_of", "matches", "neighbours", "coverage")
_KINDS: Final = {kind.name: kind for kind in KINDS}


@dataclass(frozen=True, slots=True)
class FinishedPage:
    """A page to be written; `origin` is the file or the kind it is made from, `words` what search may offer of it.

    `known_on` is the newest day of which a record says that it was confirmed or read.
    """

    kind: str
    address: str
    origin: str
    filled: FilledPage
    indexed: bool
    words: frozenset[str]
    known_on: date | None


@dataclass(frozen=True, slots=True)
class Part:
    """Pages that are made together: those of one record or term (`code`), or all of a kind where that is empty.

    Without a kind, a page that leads on, or those of former addresses.
    """

    kind: str = ""
    code: str = ""


@dataclass(frozen=True, slots=True)
class FinishedPart:
    """The pages of a part, and what was looked up to make them: where that is the same, so are they."""

    part: Part
    pages: tuple[FinishedPage, ...]
    lookups: tuple[Lookup, ...]


@dataclass(frozen=True, slots=True)
class PageTask:
    """Some parts to be made, all of one kind.

    Small enough to travel, and to leave no worker without anything to do at the end.
    """

    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class DrawingTask:
    """Some images for sharing, to be drawn beside the pages."""

    drawings: tuple[Drawing, ...]


Task = PageTask | DrawingTask | IndexTask
Finished = FinishedPart | tuple[Drawing, bytes] | bytes


def make_parts(
    site: Site,
    fill: Callable[[Page], FilledPage],
    parts: Sequence[Part],
    processes: int = 1,
    executor: Executor | None = None,
    images_in: Path | None = None,
) -> Generator[FinishedPart, None, None]:
    """Yield these parts with their pages, in the same order whoever makes them.

    Images that nobody has drawn yet for the catalogue in the folder `images_in` are drawn meanwhile, and kept there.

    An `executor` makes them where one is given, whose workers do `page_maker` for the same catalogue (see `parallel`);
    else so many processes of this machine, as far as the parts are worth it.
    """
    work = page_maker(site, fill)
    shared = executor is None and processes > 1 and can_fork() and len(parts) >= _WORTH_SHARING
    if shared:
        _work_out(site)
    workers = forked(work, min(processes, MOST_WORKERS)) if shared else nullcontext(executor)
    tasks = chain[Task](page_tasks(parts), _drawing_tasks(site, images_in) if images_in else ())
    with workers as given, closing(results_of(work, tasks, given)) as finished:
        for item in chain.from_iterable(finished):
            if isinstance(item, FinishedPart):
                yield item
            elif images_in and isinstance(item, tuple):
                keep(images_in, *item)


def page_maker(site: Site, fill: Callable[[Page], FilledPage]) -> Callable[[Task], list[Finished]]:
    """Return the function that makes the parts, draws the images or makes the search index of one task."""

    def make(task: Task) -> list[Finished]:
        if isinstance(task, IndexTask):
            return [index_of(task)]
        if isinstance(task, DrawingTask):
            return [(drawing, drawn(drawing)) for drawing in task.drawings]
        return [made_of(site, fill, part) for part in task.parts]

    return make


def parts_of(site: Site) -> Iterator[Part]:
    """Yield the parts that are all pages together: those that cannot be parted first, then terms and records."""
    if site.edition.is_whole:
        yield Part()
        yield from (Part("", code) for code in leading_parts(site))
    kinds = kinds_of(site.edition)
    yield from (Part(kind.name) for kind in kinds if not (kind.parts or kind.is_record or kind.is_last))
    for kind in kinds:
        codes = _records(site, kind) if kind.is_record else kind.parts(site) if kind.parts else ()
        yield from (Part(kind.name, code) for code in codes)


def made_of(site: Site, fill: Callable[[Page], FilledPage], part: Part) -> FinishedPart:
    """Make one part."""
    with noting() as noted:
        pages = tuple(_finished(page, fill(page)) for page in _pages(site, part))
    return FinishedPart(part, pages, tuple(lookups_of(noted)))


def page_tasks(parts: Iterable[Part]) -> Iterator[PageTask]:
    """Gather parts into tasks, small enough to travel: those of records by the hundred, those of terms by a few."""
    for (kind, is_parted), some in groupby(parts, key=lambda part: (part.kind, bool(part.code))):
        waiting = list(some)
        at_once = (_AT_ONCE if kind in RECORDS else _TERMS_AT_ONCE) if is_parted else 1
        yield from (PageTask(tuple(waiting[at : at + at_once])) for at in range(0, len(waiting), at_once))


def _drawing_tasks(site: Site, root: Path) -> Iterator[DrawingTask]:
    waiting = undrawn(site, root)
    while some := tuple(islice(waiting, _IMAGES_AT_ONCE)):
        yield DrawingTask(some)


def _pages(site: Site, part: Part) -> Iterable[Page]:
    if not part.kind:
        return (leading_page(site, part.code),) if part.code else former_pages(site)
    pages = _KINDS[part.kind].pages
    return pages(site, (part.code,)) if part.code else pages(site)


def _finished(page: Page, filled: FilledPage) -> FinishedPage:
    is_of_record = page.kind in RECORDS and "entry" in page.context
    return FinishedPage(
        kind=page.kind,
        address=page.address,
        origin=page.file or page.kind,
        filled=filled,
        indexed=page.indexed,
        words=words_of_names(page.found.words) if page.found else frozenset(),
        known_on=known(page.context["entry"]).newest if is_of_record else None,
    )


def _records(site: Site, kind: PageKind) -> list[str]:
    """Return the ids of the records of a kind, then of those removed: they have a page too, which says so."""
    removed = (entry.id for entry in site.removed if addresses.kind_of(entry) == kind.name)
    return [*getattr(site.catalogue, RECORDS[kind.name].group), *removed]


def kinds_of(edition: Edition) -> tuple[PageKind, ...]:
    """Return the kinds of page that an edition has, those that are made last among them.

    The page for what is not found is the one at the root: hosts know no other.
    """
    kinds = KINDS if edition.is_whole else (kind for kind in KINDS if kind.name in ESSENTIAL_KINDS)
    return tuple(kind for kind in kinds if edition.is_first or kind.name != "missing")


def _work_out(site: Site) -> None:
    """Work out beforehand what pages of several kinds need, or every worker would for itself."""
    for model, names in ((site, _cached(Site)), (site.matching, _MATCHED)):
        for name in names:
            getattr(model, name)
    _ = improvements_of(site).by_file


def _cached(model: type) -> Iterator[str]:
    return (name for name, value in vars(model).items() if isinstance(value, worked_out | apart))
