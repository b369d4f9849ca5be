"""What is given to the indexer: what can be found, and nothing of the shell."""

from generator.site.model import Site
from generator.site.page import Found
from generator.site.pages.registry import KINDS
from generator.site.render import filler
from generator.site.search.documents import document_of, document_of_editorial, without_marks
from generator.site.theme.harvest import Harvest


def test_pages_with_something_to_find_have_a_document_and_others_none(site: Site, harvested: Harvest) -> None:
    """The shell's own words stand in no document: the menu would be found on every page."""
    shell = harvested.shells["it"]
    fill = filler(site, shell)
    for kind in KINDS:
        for page in kind.pages(site):
            filled = fill(page)
            assert bool(filled.document) is bool(page.found), page.address
            assert (b"colophon" in filled.content) is not page.is_bare, page.address
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


def test_what_a_record_writes_is_text() -> None:
    """A filter or a fact is an attribute of the document, whatever it holds."""
    document = document_of("<p data-pagefind-body>Uno</p>", Found((), (("tema", '"><b>'),), (("alias", "a & b"),)))
    assert b'data-pagefind-filter="tema[data-v]" data-v="&quot;&gt;&lt;b&gt;">' in document
    assert b'data-v="a &amp; b"' in document


def test_readers_get_no_marks_of_the_indexer() -> None:
    """They are a tenth of a page and say nothing to anybody; a text that speaks of them keeps its words."""
    marked = '<article data-pagefind-body><p data-pagefind-ignore="all" id="b">a data-pagefind-body b</p>'
    assert without_marks(marked) == '<article><p id="b">a data-pagefind-body b</p>'


def test_what_stands_smaller_is_parted_in_a_document() -> None:
    """An excerpt never glues a fact to its note: «Gratis» and what one pays all the same."""
    facts = "<dd>Gratis<small>si paga la spesa</small></dd><p><small>Nota</small></p>"
    page = f"<article data-pagefind-body>{facts}</article>"
    assert b"Gratis \xc2\xb7 <small>si paga" in document_of_editorial(page)
    assert b"<p><small>Nota" in document_of_editorial(page)
