"""In which index each page stands."""

from collections import Counter
from pathlib import Path

import pytest

from generator import addresses
from generator.site.model import Site
from generator.site.pages.registry import KINDS
from generator.site.search.metadata import COUNTED, COVERS
from generator.site.search.shards import Shards, beginnings_in


def test_a_small_catalogue_has_one_index(site: Site) -> None:
    """And the browser merges nothing."""
    shards = Shards(site, 5000)
    assert shards.count == 1
    assert shards.as_data([0]) == {"common": [0], "others": [], "towns": {}, "wider": {}}


@pytest.mark.parametrize("most", [1, 2, 5])
def test_whoever_asks_for_a_place_reads_all_that_a_search_there_finds(site: Site, most: int) -> None:
    """The index of every page with that facet is among those of the town, or is one that every question reads."""
    shards = Shards(site, most)
    known = shards.as_data(range(shards.count))
    of = {**known["towns"], **known["wider"]}
    geography = site.catalogue.geography
    held: Counter[int] = Counter()
    for page in (page for kind in KINDS for page in kind.pages(site)):
        if page.found is None:
            continue
        number = shards.of_page(page.address)
        held[number] += 1
        places = {value.removeprefix(COVERS) for facet, value in page.found.facets if facet == "luogo"}
        for place in places:
            if not place.startswith(COUNTED) and not geography.is_part_of_town(place):
                assert number in {*known["common"], *of.get(place, ())}, (page.address, place)
    assert shards.count > 1
    assert sorted(held) == list(range(shards.count))
    assert all(held[number] <= most for number in known["others"])


def test_what_lies_in_one_town_is_side_by_side(site: Site) -> None:
    """A place of many pages has several indexes, in a row."""
    shards = Shards(site, 2)
    for numbers in shards.as_data(range(shards.count))["towns"].values():
        assert numbers == list(range(numbers[0], numbers[-1] + 1))
    assert shards.of_page(addresses.page("home")) == 0


def test_a_word_tells_which_indexes_to_read(site: Site, tmp_path: Path) -> None:
    """Words in too many of them tell of none; those of indexes that every question reads are not said."""
    for number, text in enumerate(("falegnameria", "Città di Falò", "Città del liuto", "liutaio in città")):
        folder = tmp_path / str(number) / "rete"
        folder.mkdir(parents=True)
        (folder / "index.html").write_text(f"<p data-v='{text}'>{text}</p>", "utf-8")
    shards = Shards(site, 9000)
    held = {number: beginnings_in(tmp_path / str(number)) for number in range(4)}
    which, files = shards.beginnings(held)
    assert sorted(files) == [f"{which['folder']}/{letter}.json" for letter in which["there"]]
    assert all(word[: which["letters"]] == name[-6] for name, file in files.items() for word in file)
    known = {word: numbers for file in files.values() for word, numbers in file.items()}
    assert {key: known[key] for key in ("citta", "falo", "liuto", "liuta")} == {
        "citta": [],
        "falo": [1],
        "liuto": [2],
        "liuta": [3],
    }
    assert "faleg" not in known
