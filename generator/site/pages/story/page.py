"""`/storie/<story>/`: one story, a text to read, then the records it speaks of."""

from collections.abc import Collection, Iterator

from generator import addresses
from generator.site.model import Site
from generator.site.page import Crumb, Page
from generator.site.parts.markdown import shortened, to_text
from generator.site.parts.record import DESCRIPTION_LENGTH, chosen
from generator.site.search.metadata import facets_of, found, shown_of_story


def story_pages(site: Site, only: Collection[str] = ()) -> Iterator[Page]:
    """One page for each story, or for those whose ids are in `only`."""
    for entry in chosen(site.catalogue.stories, only):
        if site.is_silent:
            yield silent_page(site, addresses.record(entry))
            continue
        yield Page(
            kind="storia",
            address=addresses.record(entry),
            title=entry.name,
            template="pages/story/page.html",
            context={"entry": entry},
            description=shortened(to_text(entry.record.body), DESCRIPTION_LENGTH),
            crumbs=(Crumb(site.texts("list.storia"), addresses.section("storia")),),
            json_ld=site.describer.story(entry),
            has_twin=site.has_twins(),
            file=entry.file,
            found=found(entry.name, facets_of(entry, site.catalogue), shown_of_story(entry)),
        )


def silent_page(site: Site, address: str) -> Page:
    """The page that stands in the place of a story, or of their list, until the polls close: links to it still lead."""
    return Page(
        kind="storia",
        address=address,
        title=site.texts("silence.title"),
        template="pages/story/silent.html",
        context={"until": site.silent_until},
        description=site.texts("silence.short"),
        indexed=False,
    )
