"""Reading the site tells nobody: no page and no style sheet asks another host for anything."""

from pathlib import Path

from tests.publish.foreign import foreign_requests, foreign_requests_of_css
from tests.site.conftest import Pages

HOME = Path(__file__).parents[2]


def test_no_page_asks_another_host(pages: Pages) -> None:
    """On every page of Valdoria."""
    assert {address: asked for address, html in pages.items() if (asked := foreign_requests(html))} == {}


def test_no_style_sheet_asks_another_host() -> None:
    """In every one that a page may carry, wherever it is kept."""
    sheets = [path for folder in ("overrides", "generator") for path in sorted((HOME / folder).rglob("*.css"))]
    assert sheets
    asked = {path.name: foreign_requests_of_css(path.read_text("utf-8")) for path in sheets}
    assert {name: addresses for name, addresses in asked.items() if addresses} == {}
