"""Every file of the site that is not a page, once: tables to download and the like, made from the same model."""

from collections.abc import Callable, Iterator
from typing import Final

from generator.site.model import Site
from generator.site.pages import comparison, evidence, needs, plans, who_does
from generator.site.telling.synergy_files import synergy_files

Files = Iterator[tuple[str, bytes]]
"""Path relative to the site, without a leading slash, and content."""

FILES: Final[tuple[Callable[[Site], Files], ...]] = (
    comparison.compare_files,
    synergy_files,
    plans.plan_files,
    needs.needs_files,
    evidence.evidence_files,
    who_does.who_does_files,
)


def files_of(site: Site) -> Files:
    """Yield every file that is not a page, with its bytes: the same for the same catalogue and day."""
    for make in FILES:
        yield from make(site)
