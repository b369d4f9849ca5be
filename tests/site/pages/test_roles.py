"""The page of roles: each word with its meaning, and who does it in which network."""

import re
from pathlib import Path

from generator.site.model import Site
from generator.site.pages.roles.page import role_page
from tests.site.conftest import Pages, site_in
from tests.site.pages.governed import BELLA, HEARD


def test_every_word_has_its_meaning(pages: Pages, site: Site) -> None:
    """Functions, bodies, roles and levels: each label with its definition."""
    for scheme in ("funzioni", "organi", "ruoli", "livelli"):
        for term in site.catalogue.vocabularies[scheme]:
            assert term.definition
            assert re.search(f">{re.escape(term.it or '')}<", pages["ruoli/"].replace("&#39;", "'"))


def test_a_word_opens_on_who_does_it(pages: Pages) -> None:
    """A link to the body, on the page of its network."""
    word = re.search(r'id="funzioni-lettura-bisogni">.*?</li>', pages["ruoli/"], re.DOTALL)
    assert word is not None
    assert ">1 rete<" in word[0]
    assert 'href="../reti/rete-vicini-di-casa/#organo-tavolo"' in word[0]


def test_silence_is_an_invitation(pages: Pages) -> None:
    """What nobody told is named once, with the way to tell it."""
    silent = re.search(r'<div class="fold" id="ruoli">.*?</section>', pages["ruoli/"], re.DOTALL)
    assert silent is not None
    folded = silent[0].partition('class="silent"')[2]
    assert "parole che nessuna rete ha ancora usato" in folded
    assert ">Segreteria<" in folded
    assert 'href="../partecipa/"' in folded


def test_what_a_network_says_leads_to_what_it_means(pages: Pages) -> None:
    """Each cell of the comparison; each way to decide, lead or agree says what it is, also where nobody has it."""
    page = pages["ruoli/"]
    cells = re.findall(r'seen__label">[^<]*</span><a href="#([^"]+)">', page)
    assert cells
    assert all(f'id="{anchor}"' in page for anchor in cells)
    for anchor in ("modo-ibrida", "guida-mista", "istituti-coprogettazione", "istituti-carta"):
        word = page.partition(f'id="{anchor}"')[2].partition("</li>")[0]
        assert "word__meaning" in word
    law = page.partition('id="pubblico"')[2]
    assert "istituti-coprogettazione" in law.partition('class="silent"')[0]


def test_instruments_of_the_law_name_their_article(valdoria: Path) -> None:
    """An act and the form of the agreement both count, each network once."""
    (valdoria / "networks" / "rete-bella.yml").write_text(BELLA, "utf-8")
    (page,) = role_page(site_in(valdoria))
    held = {
        word.anchor: (word.source, [holding.network.id for holding in word.held]) for word in page.context["in_the_law"]
    }
    assert held["istituti-coprogettazione"] == ("art. 55, c. 3, D.Lgs. 117/2017", ["rete-bella"])
    assert held["istituti-convenzione"][1] == ["rete-bella"]


def test_a_function_counts_who_looks_after_it(valdoria: Path) -> None:
    """Who is only heard does not count."""
    (valdoria / "networks" / "rete-bella.yml").write_text(BELLA + HEARD, "utf-8")
    (page,) = role_page(site_in(valdoria))
    words = {word.anchor: word for _, scope_words in page.context["scopes"] for word in scope_words}
    alone, shared = words["funzioni-monitoraggio-valutazione"], words["funzioni-lettura-bisogni"]
    assert (alone.networks, len(alone.held)) == (0, 1)
    networks = {holding.network.id for holding in shared.held}
    assert (1, {"rete-bella", "rete-vicini-di-casa"}) == (shared.networks, networks)


def test_who_is_over_is_shown_and_not_counted(valdoria: Path) -> None:
    """As in the figures: of a word one learns who had it, and counts who has it."""
    (valdoria / "networks" / "rete-bella.yml").write_text(f"{BELLA}stato: conclusa\n", "utf-8")
    (page,) = role_page(site_in(valdoria))
    words = {word.anchor: word for word in page.context["in_the_law"]}
    convention = words["istituti-coprogettazione"]
    assert (convention.networks, len(convention.held)) == (0, 1)
    assert "rete-bella" not in {row.network.id for row in page.context["side_by_side"]}
    shown = len(page.context["side_by_side"]) + page.context["not_seen"] + page.context["silent_networks"]
    assert shown == page.context["networks_at_work"]
    assert page.context["side_by_side"] == sorted(page.context["side_by_side"], key=lambda row: -row.told)
