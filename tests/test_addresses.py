"""Addresses are known in one place, and every one of them is answered."""

import pytest

from generator import addresses
from generator.site.pages.registry import KINDS
from tests.conftest import EXAMPLE
from tests.site.conftest import site_in


@pytest.mark.parametrize(
    ("site_url", "expected"),
    [
        ("", "reti/uno/"),
        ("https://example.org", "https://example.org/reti/uno/"),
        ("https://example.org/catalogo/", "https://example.org/catalogo/reti/uno/"),
    ],
)
def test_an_address_is_absolute_where_the_site_has_one(site_url: str, expected: str) -> None:
    """One slash stands between the site and the page, however the site's address ends."""
    assert addresses.absolute(site_url, "reti/uno/") == expected


def test_a_page_that_nobody_knows_is_refused() -> None:
    """A name that no page has is a mistake of ours, not an address."""
    with pytest.raises(KeyError):
        addresses.page("nowhere")


def test_every_address_is_a_page() -> None:
    """What the table of pages promises is there in a full catalogue."""
    full = site_in(EXAMPLE)
    answered = {kind.example(full) for kind in KINDS if not kind.is_record}
    assert {name: address for name, address in addresses.PAGES.items() if address not in answered} == {}
