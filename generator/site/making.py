"""Every page of a site ready to be written, made by one process or by several."""

from collections.abc import Callable, Generator, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property, partial
from itertools import chain
from typing import Final

from generator.site.crew import can_share, shared_out
from generator.site.model import Site
from generator.site.page import Page
from generator.site.pages.moved.page import former_pages
from generator.site.pages.table import KINDS, Kind
from generator.site.parts.facts import known_on
from generator.site.search.indexing import words_in

_WORTH_SHARING: Final = 500
"""Fewer records than these are pages sooner than helpers are ready."""
_MOST_HELPERS: Final = 4
"""Beyond these the longest kind of page decides, and each helper has memory of its own."""
_MATCHED: Final = ("corpus", "likenesses_of", "matches", "neighbours", "coverage")
_RECORDS: Final = frozenset(kind.name for kind in KINDS if kind.is_record)


@dataclass(frozen=True, slots=True)
class Made:
    """A page to be written; `origin` is the file or the kind it is made from, `words` what search may offer of it.

    `known_on` is the newest day of which a record says that it was confirmed or read.
    """

    kind: str
    address: str
    origin: str
    content: bytes
    indexed: bool
    words: frozenset[str]
    known_on: date | None


def make_pages(site: Site, fill: Callable[[Page], bytes], processes: int = 1) -> Generator[Made, None, None]:
    """Yield every page, the same ones whatever the processes; with more than one, in the order they are ready."""
    sources = [*(kind.pages for kind in _largest_first(site)), former_pages]
    tasks = [partial(_made, source, site, fill) for source in sources]
    if processes > 1 and can_share() and _records(site) >= _WORTH_SHARING:
        _work_out(site)
        yield from shared_out(tasks, min(processes, _MOST_HELPERS))
    else:
        yield from chain.from_iterable(task() for task in tasks)


def _made(source: Callable[[Site], Iterable[Page]], site: Site, fill: Callable[[Page], bytes]) -> Iterator[Made]:
    for page in source(site):
        yield Made(
            kind=page.kind,
            address=page.address,
            origin=page.file or page.kind,
            content=fill(page),
            indexed=page.indexed,
            words=words_in(page.found_by),
            known_on=known_on(page.context["entry"]) if page.kind in _RECORDS and "entry" in page.context else None,
        )


def _largest_first(site: Site) -> list[Kind]:
    """Kinds in the order that leaves nobody waiting at the end for who took a long one last."""
    sizes = {
        "attivita": len(site.catalogue.activities),
        "ente": len(site.catalogue.organizations),
        "rete": len(site.catalogue.networks),
    }
    return sorted(KINDS, key=lambda kind: -sizes.get(kind.name, 0))


def _records(site: Site) -> int:
    return len(site.catalogue.activities) + len(site.catalogue.organizations) + len(site.catalogue.networks)


def _work_out(site: Site) -> None:
    """Work out beforehand what pages of several kinds need, or every helper would for itself."""
    for model, names in ((site, _cached(Site)), (site.matching, _MATCHED)):
        for name in names:
            getattr(model, name)


def _cached(model: type) -> Iterator[str]:
    return (name for name, value in vars(model).items() if isinstance(value, cached_property))
