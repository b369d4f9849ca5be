"""The page of a network: who is in need is led to what it does, and what it does comes before its picture."""

import re
from pathlib import Path

import pytest

from generator import addresses
from generator.site.model import Site
from generator.site.pages.network.page import network_pages
from generator.site.render import filler
from generator.site.theme.harvest import Harvest
from tests.site.conftest import site_in


@pytest.mark.parametrize(
    ("network", "needs"),
    [("rete-cibo", ["mangiare"]), ("rete-vicini-di-casa", []), ("rete-contro-la-violenza", [])],
)
def test_a_network_leads_to_the_need_that_most_of_it_answers(example: Site, network: str, needs: list[str]) -> None:
    """Not to one that a single activity among many answers; where somebody may be in danger numbers stand there."""
    page = next(iter(network_pages(example, [network])))
    assert [address for _, address in page.context["needs"]] == [addresses.need(need) for need in needs]


def test_what_a_network_does_comes_before_its_picture(example: Site, harvested: Harvest, compiled: Path) -> None:
    """In the page as in its index; who is in it is drawn and then listed."""
    fill = filler(example, harvested.shells["it"], compiled=compiled)
    for network in ("rete-cibo", "rete-contro-la-violenza", "rete-orti-e-cortili"):
        page = fill(next(iter(network_pages(example, [network])))).content.decode()
        for marked in ('id="{}"', '<a href="#{}"'):
            places = [page.index(marked.format(anchor)) for anchor in ("attivita", "disegno", "chi")]
            assert places == sorted(places)


def test_of_many_activities_the_first_stand_and_the_others_unfold(
    valdoria: Path, harvested: Harvest, compiled: Path
) -> None:
    """So that who is in it is not pushed away; the fold says how many there are in all."""
    record = "nome: Molte\ntemi: [cibo]\nterritori: [valdoria]\nfonti: [{url: 'https://a.example'}]\nattivita:\n"
    many = "".join(f"  - {{id: cosa-{n}, nome: Cosa {n}, tipo: [mensa]}}\n" for n in range(9))
    (valdoria / "networks" / "molte.yml").write_text(record + many, "utf-8")
    site = site_in(valdoria)
    page = filler(site, harvested.shells["it"], compiled=compiled)(next(iter(network_pages(site, ["molte"])))).content
    standing, _, folded = page.decode().partition('<details class="rest"><summary>Vedi tutte le 9</summary>')
    cards = re.compile(r'<article class="card')
    assert (len(cards.findall(standing)), len(cards.findall(folded))) == (6, 3)
