"""What is given to the indexer: what can be found, and nothing of the shell."""

from generator.site.model import Site
from generator.site.pages.registry import KINDS
from generator.site.render import filler
from generator.site.search.documents import document_of, document_of_editorial
from generator.site.theme.harvest import Harvest


def test_pages_with_something_to_find_have_a_document_and_others_none(site: Site, harvested: Harvest) -> None:
    """The shell's own words stand in no document: the menu would be found on every page."""
    shell = harvested.shells["it"]
    fill = filler(site, shell)
    for kind in KINDS:
        for page in kind.pages(site):
            filled = fill(page)
            assert bool(filled.document) is bool(page.found_by), page.address
            assert b"colophon" in filled.content
            assert b"colophon" not in filled.document
            assert b"<svg" not in filled.document


def test_an_editorial_page_is_found_by_its_article() -> None:
    """Whatever its own articles inside; a page without a marked body is not found."""
    page = (
        '<body><nav>Menu</nav><article class="editorial" data-pagefind-body>Uno<article>due</article></article></body>'
    )
    assert b"Menu" not in document_of_editorial(page)
    assert b"due</article></article>" in document_of_editorial(page)
    assert document_of_editorial("<article>Uno</article>") == b""


def test_a_title_is_text() -> None:
    """Records write it."""
    assert b"<title>&lt;b&gt; &amp;</title>" in document_of("<b> &", "<p data-pagefind-body>")
