"""Every file of the site that is not a page, once: tables to download and the like, made from the same model."""

from collections.abc import Callable, Iterator
from typing import Final

from generator.site import comparison, evidence_pages, needs_pages, plan_pages, who_does_pages
from generator.site.model import Site
from generator.site.synergy_files import synergy_files

Files = Iterator[tuple[str, bytes]]
"""Path relative to the site, without a leading slash, and content."""

FILES: Final[tuple[Callable[[Site], Files], ...]] = (
    comparison.compare_files,
    synergy_files,
    plan_pages.plan_files,
    needs_pages.needs_files,
    evidence_pages.evidence_files,
    who_does_pages.who_does_files,
)


def files_of(site: Site) -> Files:
    """Yield every file that is not a page, with its bytes: the same for the same catalogue and day."""
    for make in FILES:
        yield from make(site)
