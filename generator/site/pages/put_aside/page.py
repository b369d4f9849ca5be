"""`/da-parte/`: what a reader put aside, kept on the device alone, to print, to send or to take along as a link."""

from collections.abc import Iterator

from generator import addresses
from generator.site.model import Site
from generator.site.page import Page


def put_aside_page(site: Site) -> Iterator[Page]:
    """The page that `page.js` fills out of the records themselves; without JavaScript it says what it would do."""
    yield Page(
        kind="put_aside",
        address=addresses.page("put_aside"),
        title=site.texts("put_aside.title"),
        template="pages/put_aside/page.html",
        description=site.texts("put_aside.lead"),
        indexed=False,
    )
