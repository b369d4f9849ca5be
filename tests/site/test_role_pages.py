"""The page of roles, and networks side by side."""

import json
import re
from pathlib import Path

from generator.site.model import Site
from generator.site.pages.comparison.page import DATA_ADDRESS, compared, ready
from generator.site.pages.comparison.table import compare_files
from generator.site.pages.roles.page import role_page
from generator.site.pages.table import files_of
from tests.site.conftest import Pages, site_in

OTHER = """nome: Rete Bella
temi: [cibo]
territori: [valdoria-ponte]
governo: {forma: capofila, guida: comune}
formalizzazione: convenzione
atti: [{istituto: coprogettazione, titolo: Avviso, scadenza: 2026-01-31}]
fonti: [{url: 'https://bella.example', letta_il: 2026-09-01}]
"""
HEARD = """organi:
  - nome: Consulta
    tipo: assemblea
    funzioni:
      - {funzione: monitoraggio_valutazione, grado: consultato}
      - {funzione: lettura_bisogni, grado: consultato}
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
    assert "se ne occupa 1 rete" in found[0]
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


def test_a_function_counts_who_looks_after_it_and_tells_the_others(valdoria: Path) -> None:
    """Who is only heard does not count, and the comparison says what they do."""
    (valdoria / "networks" / "rete-bella.yml").write_text(OTHER + HEARD, "utf-8")
    site = site_in(valdoria)
    (page,) = role_page(site)
    told = {one.anchor: one for _, those in page.context["scopes"] for one in those}
    alone, shared = told["funzioni-monitoraggio-valutazione"], told["funzioni-lettura-bisogni"]
    assert (alone.networks, len(alone.held)) == (0, 1)
    assert (1, {"rete-bella", "rete-vicini-di-casa"}) == (shared.networks, {one.network.id for one in shared.held})
    (column,) = (one for one in compared(site) if one.entry.id == "rete-bella")
    assert column.facts["monitoraggio_valutazione"] == ["Consulta (viene sentito)"]


def test_networks_to_choose_from_are_in_the_order_of_the_alphabet(valdoria: Path) -> None:
    """As people read their names, whatever their files are called."""
    for file, name in (("a", "«Zeta» insieme"), ("b", "Élite di quartiere"), ("z", "Fare Rete")):
        record = OTHER.replace("Rete Bella", name)
        (valdoria / "networks" / f"{file}.yml").write_text(record, "utf-8")
    names = [one.entry.name for one in compared(site_in(valdoria))]
    assert names == ["Élite di quartiere", "Fare Rete", "Rete Vicini di Casa", "«Zeta» insieme"]


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
