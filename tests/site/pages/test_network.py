"""The page of a network: who is in need is led to what it does."""

import pytest

from generator import addresses
from generator.site.model import Site
from generator.site.pages.network.page import network_pages


@pytest.mark.parametrize(
    ("network", "needs"),
    [("rete-cibo", ["mangiare"]), ("rete-vicini-di-casa", []), ("rete-contro-la-violenza", [])],
)
def test_a_network_leads_to_the_need_that_most_of_it_answers(example: Site, network: str, needs: list[str]) -> None:
    """Not to one that a single activity among many answers; where somebody may be in danger numbers stand there."""
    page = next(iter(network_pages(example, [network])))
    assert [address for _, address in page.context["needs"]] == [addresses.need(need) for need in needs]
