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
        yield Page(
            kind="storia",
            address=addresses.record(entry),
            title=entry.name,
            template="pages/story/page.html",
            context={"entry": entry},
            description=shortened(to_text(entry.record.body), DESCRIPTION_LENGTH),
            crumbs=(Crumb(site.texts("list.storia"), addresses.section("storia")),),
            json_ld=site.describer.story(entry),
            file=entry.file,
            found=found(entry.name, facets_of(entry, site.catalogue), shown_of_story(entry)),
        )
