"""`/attivita/<record>/<activity>/`: one activity. Who reads it wants to go there, so it ends with others like it."""

from collections.abc import Collection, Iterator

from generator.site.model import Site
from generator.site.page import Page
from generator.site.parts.record import chosen, record_page, removed_pages


def activity_pages(site: Site, only: Collection[str] = ()) -> Iterator[Page]:
    """One page for each activity, those that are over included, or for those whose ids are in `only`."""
    for entry in chosen(site.catalogue.activities, only):
        context = {"alike": site.contact_first(site.beside(entry)), "gates": site.gates_of(entry)}
        yield record_page(site, "attivita", entry, context, site.describer.activity(entry))
    yield from removed_pages(site, "attivita", only)
