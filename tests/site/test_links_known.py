"""What a page reports of its links and anchors is what a real parser finds on the finished page."""

from collections.abc import Iterator

from generator.publish.extraction import mentions
from generator.site.model import Site
from generator.site.page import Page
from generator.site.pages.moved.page import leading_pages
from generator.site.pages.registry import KINDS
from generator.site.render import FilledPage, filler
from generator.site.theme.engine import Engine
from generator.site.theme.harvest import Harvest, harvest
from generator.site.theme.shell import Shell
from tests.e2e.conftest import ROOT
from tests.publish.test_extraction import parsed
from tests.site.conftest import site_in

_SAMPLE = 7
"""Every seventh page of a kind is parsed, which takes 20 ms each; `make audit` parses them all."""


def pages_of(site: Site, shell: Shell) -> Iterator[tuple[int, Page, FilledPage]]:
    """Yield every page with its place among those of its kind."""
    fill = filler(site, shell)
    for pages in (*(kind.pages(site) for kind in KINDS), leading_pages(site)):
        for place, page in enumerate(pages):
            yield place, page, fill(page)


def unlike(page: Page, filled: FilledPage, shell: Shell) -> list[str]:
    """Return what only one of the two sees: the page and the shell around it, or html5lib on the finished page."""
    root = "../" * page.address.count("/") or "./"
    content = filled.content.decode()
    if page.kind == "missing":
        root = content.partition('rel="icon" href="')[2].partition("assets/")[0]
    # What leads on stands alone, without the shell, and so does what other sites show.
    is_alone = page.moved_to is not None or page.is_bare
    around, real = mentions("" if is_alone else shell.around(root)), parsed(content)
    links = set(filled.own.links + around.links) ^ set(real.links)
    anchors = set(filled.own.anchors + around.anchors) ^ set(real.anchors)
    return sorted(f"{page.address}: {value}" for value in links | anchors)


def test_links_and_anchors_of_the_town(site: Site, harvested: Harvest) -> None:
    """Kind by kind, the shell included."""
    shell = harvested.shells["it"]
    sample = [(page, filled) for place, page, filled in pages_of(site, shell) if place % _SAMPLE == 0]
    assert {page.kind for page, _ in sample} >= {kind.name for kind in KINDS if kind.is_record}
    assert [found for page, filled in sample for found in unlike(page, filled, shell)] == []


def whole_audit() -> Iterator[str]:
    """Yield what a page of either catalogue does not report, or reports and does not have."""
    for root in (ROOT, ROOT / "examples" / "valdoria"):
        shell = harvest(root, Engine()).shells["it"]
        for _, page, filled in pages_of(site_in(root), shell):
            yield from unlike(page, filled, shell)
