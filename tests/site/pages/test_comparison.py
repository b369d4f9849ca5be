"""Networks side by side: the same facts of each, in the order of the alphabet."""

import json
from pathlib import Path

from generator.site.model import Site
from generator.site.pages.comparison.data import compare_files
from generator.site.pages.comparison.page import DATA_ADDRESS, compared, ready
from generator.site.pages.registry import files_of
from tests.site.conftest import Pages, site_in
from tests.site.pages.governed import BELLA, HEARD


def test_networks_of_one_town_stand_side_by_side(valdoria: Path) -> None:
    """Two that tell how they govern themselves are enough; a fact that none tells has no row."""
    (valdoria / "networks" / "rete-bella.yml").write_text(BELLA, "utf-8")
    site = site_in(valdoria)
    (comparison,) = ready(site, compared(site))
    assert [column.entry.name for column in comparison.columns] == ["Rete Bella", "Rete Vicini di Casa"]
    assert "Un ente capofila" in comparison.columns[0].facts["form"]
    assert "monitoraggio_valutazione" not in dict(comparison.labels)


def test_who_is_only_heard_about_a_function_is_told_apart(valdoria: Path) -> None:
    """The comparison says what they do."""
    (valdoria / "networks" / "rete-bella.yml").write_text(BELLA + HEARD, "utf-8")
    (column,) = (column for column in compared(site_in(valdoria)) if column.entry.id == "rete-bella")
    assert column.facts["monitoraggio_valutazione"] == ["Consulta (viene sentito)"]


def test_networks_to_choose_from_are_in_the_order_of_the_alphabet(valdoria: Path) -> None:
    """As people read their names, whatever their files are called."""
    for file, name in (("a", "«Zeta» insieme"), ("b", "Élite di quartiere"), ("z", "Fare Rete")):
        record = BELLA.replace("Rete Bella", name)
        (valdoria / "networks" / f"{file}.yml").write_text(record, "utf-8")
    names = [column.entry.name for column in compared(site_in(valdoria))]
    assert names == ["Élite di quartiere", "Fare Rete", "Rete Vicini di Casa", "«Zeta» insieme"]


def test_the_file_to_choose_from_holds_what_the_page_shows(site: Site) -> None:
    """Ids, names, addresses and facts, nothing of networks that tell nothing."""
    ((path, content),) = compare_files(site)
    data = json.loads(content)
    assert path == DATA_ADDRESS
    assert {"id", "name", "address", "town", "facts"} == data["networks"][0].keys()
    assert {column.entry.id for column in compared(site)} == {network["id"] for network in data["networks"]}
    assert DATA_ADDRESS in dict(files_of(site))


def test_no_comparison_is_forced(pages: Pages, site: Site) -> None:
    """Where only one network tells, the page invites instead of comparing."""
    assert bool(ready(site, compared(site))) is ('class="compare ' in pages["ruoli/confronta/"])
