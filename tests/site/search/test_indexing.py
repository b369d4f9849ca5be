"""The search index, and the words search can offer instead of a misspelled one."""

import re
from collections import Counter
from html import unescape
from pathlib import Path
from typing import Final

import pytest
from pagefind.service import get_executable

from generator.errors import EngineError
from generator.site.model import Site
from generator.site.pages.registry import KINDS
from generator.site.search import indexing
from generator.site.search.indexing import BUNDLE, Indexing, words_of, words_of_names
from tests.site.conftest import Pages

_PAGE: Final = (
    '<h1>Menu</h1><article data-pagefind-body><span data-pagefind-meta="alias[data-v]" data-v="{1}"></span>'
    '<h1 data-pagefind-meta="title" data-pagefind-ignore>{0}</h1><p>Testo della scheda</p></article>'
)
_HEADING: Final = re.compile(r"<h1>(.*?)</h1>")


def _words(*pages: tuple[str, ...]) -> list[str]:
    return words_of(Counter(word for names in pages for word in words_of_names(names)))


def test_words_come_from_names_and_aliases_each_once() -> None:
    """Lower case, in order, without words too short to be told from others."""
    assert _words(("Il Dormitorio", "rifugio · letto"), ("Dormitorio due", "letto")) == [
        *("dormitorio", "letto", "rifugio"),
    ]


def test_of_two_spellings_the_more_frequent_one_is_offered() -> None:
    """Accents alone do not make another word."""
    assert _words(("Comunità",), ("Comunità",), ("comunita",)) == ["comunità"]


def test_search_offers_words_of_the_pages_it_holds_and_of_no_others(site: Site, pages: Pages) -> None:
    """Nobody should be sent to a word that finds nothing; a page is found by what its heading says."""
    for page in (page for kind in KINDS for page in kind.pages(site)):
        if page.found:
            heading = _HEADING.search(pages[page.address])
            assert heading is not None, page.address
            assert unescape(heading[1]) == page.found.words[0]


def test_an_index_holds_the_pages_with_something_to_find(tmp_path: Path) -> None:
    """Pages without a marked body are left out; interfaces that the site does not use are not kept."""
    (tmp_path / "index.html").write_text("<html><body><p>Casa</p></body></html>", "utf-8")
    for name in ("uno", "due"):
        (tmp_path / f"{name}.html").write_text(f"<html><body>{_PAGE.format(name, '')}</body></html>", "utf-8")
    with Indexing([(tmp_path, tmp_path / BUNDLE)], "it") as running:
        indexed = running.finish()
    assert indexed.pages == 2
    assert indexed.bytes == sum(path.stat().st_size for path in (tmp_path / BUNDLE).rglob("*") if path.is_file())
    assert list((tmp_path / BUNDLE).glob("*ui*")) == []
    assert len(list((tmp_path / BUNDLE).glob("*.pf_meta"))) == 1, "made more than once"


def test_of_several_indexes_a_question_reads_smaller_pieces(tmp_path: Path) -> None:
    """One alone keeps the larger ones, and fewer of them."""
    documents = tmp_path / "0"
    documents.mkdir()
    for number in range(50):
        prose = " ".join(f"{first}parola{number % 7}{second}" for first in "abcdefghij" for second in "klmnopqrst")
        page = f"<html><body><article data-pagefind-body>{prose}</article></body></html>"
        (documents / f"{number}.html").write_text(page, "utf-8")
    pieces = []
    for are_several in (False, True):
        bundle = tmp_path / str(are_several) / BUNDLE
        with Indexing([(documents, bundle)], "it", are_several=are_several) as running:
            running.finish()
        pieces.append(len(list((bundle / "index").iterdir())))
    assert pieces[0] < pieces[1]


def test_an_indexer_that_fails_says_why(tmp_path: Path) -> None:
    """Its own last words are in the error."""
    (tmp_path / "pagefind.toml").write_text("of = [no setting")
    (tmp_path / "uno.html").write_text(f"<html><body>{_PAGE.format('uno', '')}</body></html>", "utf-8")
    with Indexing([(tmp_path, tmp_path / BUNDLE)], "it") as running, pytest.raises(EngineError) as failure:
        running.finish()
    assert failure.value.values["tail"]


def test_an_indexer_that_the_system_ends_is_run_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A machine short of memory kills it: that costs time, not the index."""
    documents, counted = tmp_path / "0", tmp_path / "counted"
    documents.mkdir()
    (documents / "uno.html").write_text(f"<html><body>{_PAGE.format('uno', '')}</body></html>", "utf-8")
    killed = tmp_path / "killed-once"
    killed.write_text(
        f'#!/bin/sh\nif [ ! -e {counted} ]; then touch {counted}; kill -9 $$; fi\nexec "{get_executable()}" "$@"\n',
        "utf-8",
    )
    killed.chmod(0o755)
    monkeypatch.setattr(indexing, "get_executable", lambda: str(killed))
    with Indexing([(documents, tmp_path / BUNDLE)], "it") as running:
        assert running.finish().pages == 1
    assert counted.exists()
