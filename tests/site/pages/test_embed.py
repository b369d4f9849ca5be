"""What other sites may show: the pages inside theirs, the element that brings them, what oEmbed says of a record."""

import json
import re
from html import unescape

import pytest

from generator import addresses
from generator.site.model import Site
from generator.site.pages.embed.data import ELEMENT, element_script, embed_files
from generator.site.pages.embed.embeds import EMBEDS
from generator.site.theme.shell import CONTENT_SECURITY_POLICY
from tests.conftest import EXAMPLE
from tests.site.conftest import Pages, site_in

MOST_OF_AN_ELEMENT = 3 * 1024
RECORD = "attivita/cooperativa-approdo/docce/"


def test_the_element_for_other_sites_is_small_and_knows_every_embed() -> None:
    """Whoever puts it into a page weighs that page by less than 3 kB, as it is."""
    script = element_script()
    assert len(script.encode()) <= MOST_OF_AN_ELEMENT
    assert [embed.element for embed in EMBEDS if f'"{embed.element}"' not in script] == []
    assert not re.search(r"cookie|localStorage|sessionStorage|fetch\(|XMLHttpRequest|sendBeacon", script)


def test_embedded_pages_stand_alone_under_the_policy_of_the_site(pages: Pages) -> None:
    """Without the shell, its menu or its search; the way to the catalogue opens beside the page around."""
    for embed in EMBEDS:
        page = unescape(pages[embed.address])
        assert f'content="{CONTENT_SECURITY_POLICY}"' in page
        assert 'class="masthead"' not in page
        assert 'target="_blank">Viene da «' in page


def test_the_page_that_explains_says_every_embed_with_code_to_copy(pages: Pages) -> None:
    """Without JavaScript too: an element and a frame of each, of this very catalogue."""
    page = pages[addresses.page("embedding")]
    for embed in EMBEDS:
        assert f"&lt;{embed.element}" in page
        assert f"{embed.address}" in page


def test_oembed_describes_each_record_in_a_file_that_its_page_names(example: Site, example_pages: Pages) -> None:
    """A frame behind a link, with whole addresses, as oEmbed 1.0 asks of `rich`."""
    files = dict(embed_files(example))
    assert ELEMENT in files
    said = json.loads(files[addresses.oembed(RECORD)])
    assert (said["version"], said["type"], said["title"]) == ("1.0", "rich", "Docce e lavatrice")
    assert f'src="{example.url}embed/scheda/?scheda={RECORD.rstrip("/")}"' in said["html"]
    assert f'href="{example.url}{RECORD}"' in said["html"]
    assert {type(said["width"]), type(said["height"])} == {int}
    link = f'<link rel="alternate" type="application/json+oembed" href="{example.url}{addresses.oembed(RECORD)}"'
    assert link in example_pages[RECORD]
    named = {
        path
        for page in example_pages.values()
        for path in re.findall(r'json\+oembed" href="[^"]*/(embed/[^"]+)"', page)
    }
    assert named == files.keys() - {ELEMENT}


def test_a_catalogue_too_large_for_hosts_has_no_file_a_record(example: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    """One file more a record would be refused before anything else is."""
    monkeypatch.setattr("generator.site.model._MOST_WITH_OEMBED", 3)
    again = site_in(EXAMPLE)
    assert example.has_oembed
    assert not again.has_oembed
    assert dict(embed_files(again)).keys() == {ELEMENT}
