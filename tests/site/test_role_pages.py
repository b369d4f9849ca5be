"""The page of roles, and networks side by side."""

import json
import re
from pathlib import Path

from generator.site.comparison import DATA_ADDRESS, compare_files, compared, ready
from generator.site.files import files_of
from generator.site.model import Site
from generator.site.role_pages import role_page
from tests.site.conftest import Pages, site_in

OTHER = """nome: Rete Bella
temi: [cibo]
territori: [valdoria-ponte]
governo: {forma: capofila, guida: comune}
formalizzazione: convenzione
atti: [{istituto: coprogettazione, titolo: Avviso, scadenza: 2026-01-31}]
fonti: [{url: 'https://bella.example', letta_il: 2026-09-01}]
"""


def test_every_word_has_its_meaning(pages: Pages, site: Site) -> None:
    """Functions, bodies, roles and levels: each label with its definition."""
    for scheme in ("funzioni", "organi", "ruoli", "livelli"):
        for term in site.catalogue.vocabularies[scheme]:
            assert term.definition
            assert re.search(f">{re.escape(term.it or '')}<", pages["ruoli/"].replace("&#39;", "'"))


def test_a_word_opens_on_who_does_it(pages: Pages) -> None:
    """A link to the body, on the page of its network."""
    found = re.search(r'id="funzioni-lettura-bisogni">.*?</li>', pages["ruoli/"], re.DOTALL)
    assert found is not None
    assert "una rete" in found[0]
    assert 'href="../reti/rete-vicini-di-casa/#organo-tavolo"' in found[0]


def test_silence_is_an_invitation(pages: Pages) -> None:
    """What nobody told is named once, with the way to tell it."""
    assert re.search(
        r"Nessuna rete lo ha ancora raccontato: [^<]*«Segreteria»[^<]*<a href=\"../partecipa/\"", pages["ruoli/"]
    )


def test_instruments_of_the_law_name_their_article(valdoria: Path) -> None:
    """An act and the form of the agreement both count, each network once."""
    (valdoria / "networks" / "rete-bella.yml").write_text(OTHER, "utf-8")
    (page,) = role_page(site_in(valdoria))
    told = {
        one.anchor: (one.source, [holding.network.id for holding in one.held]) for one in page.context["in_the_law"]
    }
    assert told["istituti-coprogettazione"] == ("art. 55, c. 3, D.Lgs. 117/2017", ["rete-bella"])
    assert told["istituti-convenzione"][1] == ["rete-bella"]


def test_networks_of_one_town_stand_side_by_side(valdoria: Path) -> None:
    """Two that tell how they govern themselves are enough; a fact that none tells has no row."""
    (valdoria / "networks" / "rete-bella.yml").write_text(OTHER, "utf-8")
    site = site_in(valdoria)
    (comparison,) = ready(site, compared(site))
    assert [one.entry.name for one in comparison.columns] == ["Rete Bella", "Rete Vicini di Casa"]
    assert "Un ente capofila" in comparison.columns[0].facts["form"]
    assert "monitoraggio_valutazione" not in dict(comparison.labels)


def test_the_file_to_choose_from_holds_what_the_page_shows(site: Site) -> None:
    """Ids, names, addresses and facts, nothing of networks that tell nothing."""
    ((path, content),) = compare_files(site)
    data = json.loads(content)
    assert path == DATA_ADDRESS
    assert {"id", "name", "address", "town", "facts"} == data["networks"][0].keys()
    assert {one.entry.id for one in compared(site)} == {one["id"] for one in data["networks"]}
    assert DATA_ADDRESS in dict(files_of(site))


def test_no_comparison_is_forced(pages: Pages, site: Site) -> None:
    """Where only one network tells, the page invites instead of comparing."""
    told = compared(site)
    assert bool(ready(site, told)) is ('class="compare ' in pages["ruoli/confronta/"])
