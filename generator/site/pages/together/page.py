"""`/insieme/`: the door to the pages for who works together, where the menu leads."""

from collections.abc import Iterator

from generator.site.model import Site
from generator.site.page import Page
from generator.site.pages.together.ways import TOGETHER, groups_of


def together_page(site: Site) -> Iterator[Page]:
    """The door to the pages for who works together."""
    yield Page(
        kind="together",
        address=TOGETHER,
        title=site.texts("shell.together"),
        template="pages/together/page.html",
        context={"groups": groups_of(site)},
        description=site.texts("together.lead"),
        tab="together",
    )
