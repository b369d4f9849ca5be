"""`/buone-pratiche/<record>/<practice>/`: one good practice, told so that somebody else can do it again."""

from collections.abc import Collection, Iterator

from generator.site.model import Site
from generator.site.page import Page
from generator.site.parts.record import chosen, record_page, removed_pages


def practice_pages(site: Site, only: Collection[str] = ()) -> Iterator[Page]:
    """One page for each good practice, or for those whose ids are in `only`."""
    for entry in chosen(site.catalogue.practices, only):
        yield record_page(site, "pratica", entry, {}, site.describer.practice(entry))
    yield from removed_pages(site, "pratica", only)
