"""Every page of a site ready to be written, made by this process or by several."""

from collections.abc import Callable, Generator, Iterable, Iterator
from concurrent.futures import Executor
from contextlib import closing, nullcontext
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from itertools import chain, islice
from pathlib import Path
from typing import Final

from generator import addresses
from generator.catalogue.freshness import known
from generator.catalogue.kinds import RECORDS
from generator.site.model import Site
from generator.site.page import Page
from generator.site.pages.moved.page import leading_pages
from generator.site.pages.registry import KINDS, PageKind
from generator.site.parallel import can_fork, forked, results_of
from generator.site.render import FilledPage
from generator.site.search.indexing import words_of_names
from generator.site.share import Drawing, drawn, keep, undrawn

_WORTH_SHARING: Final = 500
"""Fewer records than these are pages sooner than workers are ready."""
_MOST_WORKERS: Final = 4
"""Each has memory of its own, for what it looks at."""
_RECORDS_AT_ONCE: Final = 100
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
class PageTask:
    """Some pages to be made: of one kind, all of them or those of the records named; without a kind, what leads on.

    Small enough to travel, and to leave no worker without anything to do at the end.
    """

    kind: str = ""
    records: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class DrawingTask:
    """Some images for sharing, to be drawn beside the pages."""

    drawings: tuple[Drawing, ...]


Task = PageTask | DrawingTask
Finished = FinishedPage | tuple[Drawing, bytes]


def make_pages(
    site: Site,
    fill: Callable[[Page], FilledPage],
    processes: int = 1,
    executor: Executor | None = None,
    images_in: Path | None = None,
) -> Generator[FinishedPage, None, None]:
    """Yield every page, the same ones in the same order whoever makes them.

    Images that nobody has drawn yet for the catalogue in the folder `images_in` are drawn meanwhile, and kept there.

    An `executor` makes them where one is given, whose workers do `page_maker` for the same catalogue (see `parallel`);
    else so many processes of this machine, as far as the catalogue is worth it.
    """
    work = page_maker(site, fill)
    shared = executor is None and processes > 1 and can_fork() and _size(site) >= _WORTH_SHARING
    if shared:
        _work_out(site)
    workers = forked(work, min(processes, _MOST_WORKERS)) if shared else nullcontext(executor)
    tasks = chain[Task](page_tasks(site), _drawing_tasks(site, images_in) if images_in else ())
    with workers as given, closing(results_of(work, tasks, given)) as finished:
        for item in chain.from_iterable(finished):
            if isinstance(item, FinishedPage):
                yield item
            elif images_in:
                keep(images_in, *item)


def page_maker(site: Site, fill: Callable[[Page], FilledPage]) -> Callable[[Task], list[Finished]]:
    """Return the function that makes the pages, or draws the images, of one task."""

    def make(task: Task) -> list[Finished]:
        if isinstance(task, DrawingTask):
            return [(drawing, drawn(drawing)) for drawing in task.drawings]
        return [_finished(page, fill(page)) for page in _pages(site, task)]

    return make


def page_tasks(site: Site) -> Iterator[PageTask]:
    """Yield the tasks that make all pages together: those that cannot be parted first, then records by the hundred."""
    yield PageTask()
    yield from (PageTask(kind.name) for kind in KINDS if not kind.is_record)
    for kind in KINDS:
        records = _records(site, kind) if kind.is_record else []
        for start in range(0, len(records), _RECORDS_AT_ONCE):
            yield PageTask(kind.name, tuple(records[start : start + _RECORDS_AT_ONCE]))


def _drawing_tasks(site: Site, root: Path) -> Iterator[DrawingTask]:
    waiting = undrawn(site, root)
    while some := tuple(islice(waiting, _IMAGES_AT_ONCE)):
        yield DrawingTask(some)


def _pages(site: Site, task: PageTask) -> Iterable[Page]:
    if not task.kind:
        return leading_pages(site)
    pages = _KINDS[task.kind].pages
    return pages(site, task.records) if task.records else pages(site)


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


def _size(site: Site) -> int:
    return len(site.catalogue.activities) + len(site.catalogue.organizations) + len(site.catalogue.networks)


def _work_out(site: Site) -> None:
    """Work out beforehand what pages of several kinds need, or every worker would for itself."""
    for model, names in ((site, _cached(Site)), (site.matching, _MATCHED)):
        for name in names:
            getattr(model, name)


def _cached(model: type) -> Iterator[str]:
    return (name for name, value in vars(model).items() if isinstance(value, cached_property))
