"""`/404.html`: what a web server shows at an address that is not there."""

from collections.abc import Iterator
from urllib.parse import urlsplit

from generator import addresses
from generator.site.model import Site
from generator.site.page import Page


def missing_page(site: Site) -> Iterator[Page]:
    """The page for an address that is not there; served from any depth, so its links start from the root."""
    yield Page(
        kind="missing",
        address=addresses.page("missing"),
        title=site.texts("missing.title"),
        template="pages/missing/page.html",
        indexed=False,
    )


def root_of(site: Site) -> str:
    """Path of the site on its host, with a slash at both ends."""
    return f"{urlsplit(site.url).path.rstrip('/')}/"
