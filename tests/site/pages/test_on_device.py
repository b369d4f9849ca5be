"""The service worker of a site: small, about one build, and gone where a catalogue does not want it."""

import pytest

from generator import addresses
from generator.site.model import Site
from generator.site.pages.on_device.data import WORKER, unkept_addresses, worker_script
from tests.conftest import EXAMPLE
from tests.e2e.conftest import ROOT
from tests.site.conftest import Pages, site_in

MOST_OF_A_WORKER = 6 * 1024
VERSION = "0123456789"


@pytest.fixture(scope="module")
def full() -> Site:
    """Return the example town, where somebody helps women who suffer violence."""
    return site_in(EXAMPLE)


def test_the_worker_is_small_and_filled_in(full: Site) -> None:
    """In the shipped catalogue too, whose terms about violence are more."""
    for site in (full, site_in(ROOT)):
        script = worker_script(site, VERSION)
        assert len(script.encode()) <= MOST_OF_A_WORKER
        assert f'const VERSION = "{VERSION}";' in script
        assert not any(f'const {name} = "{name}"' in script for name in ("VERSION", "LANG", "TEXTS", "NEVER"))


def test_what_is_about_violence_is_named_or_says_it_itself(full: Site, pages: Pages) -> None:
    """Terms and needs by their addresses, for search; every page with a way out by a mark in itself."""
    assert {"ho-bisogno/violenza/", "tipi/antiviolenza/"} <= set(unkept_addresses(full))
    with_way_out = {address for address, page in pages.items() if 'class="leave"' in page and "data-leave" in page}
    unmarked = {address for address in with_way_out if " data-unkept" not in pages[address]}
    assert with_way_out - unmarked
    assert unmarked == {addresses.page("search")}
    assert " data-unkept" in pages[addresses.page("participate")]


def test_a_catalogue_that_wants_no_worker_takes_leave_of_the_one_there_was(full: Site) -> None:
    """The file stays where browsers look for it, and what it does is to go."""
    full.settings = {**full.settings, "senza_rete": False}
    script = worker_script(full, VERSION)
    assert WORKER == "sw.js"
    assert "unregister" in script
    assert '"fetch"' not in script
