"""The index of «Chi lo fa già?» in parts: each place finds in its part what it finds in the whole."""

import json
from typing import Any

from generator.site.model import Site
from generator.site.pages.who_does import data
from generator.site.pages.who_does.data import FILE, who_does_files
from tests.conftest import EXAMPLE
from tests.site.conftest import site_in


def _files(site: Site, most: int) -> dict[str, Any]:
    config = {**site.config, "extra": {**site.config["extra"]}}
    config["extra"]["catalogue"] = {**site.settings, "pagine_per_indice": most}
    return {path: json.loads(content) for path, content in who_does_files(Site(site.catalogue, site.words, config))}


def test_a_small_catalogue_has_one_file(site: Site) -> None:
    """As it always had."""
    files = _files(site, 5000)
    assert list(files) == [FILE]
    assert "parts" not in files[FILE]


def test_each_town_is_whole_in_its_part() -> None:
    """With what covers several towns; words weigh what they weigh in the whole."""
    site = site_in(EXAMPLE)
    whole = _files(site, 5000)[FILE]
    files = _files(site, data._PAGES_EACH)
    first = files.pop(FILE)
    assert first["ids"] == []
    assert len(first["parts"]) == len(files) > 1
    assert all(first[key] == whole[key] for key in data._OF_ALL)
    assert {facet: first["labels"][facet] for facet in ("tipo", "destinatari")} == {
        facet: whole["labels"][facet] for facet in ("tipo", "destinatari")
    }
    met = set()
    for number, places in enumerate(first["parts"]):
        part = files[f"{data._PARTS}/{number}.json"]
        met.update(part["ids"])
        for place in places:
            here = {at for at, codes in zip(whole["ids"], whole["codes"]["territori"], strict=True) if place in codes}
            assert here <= set(part["ids"])
            assert [part["networks"]["known"][at] for at in part["networks"]["there"].get(place, ())] == [
                whole["networks"]["known"][at] for at in whole["networks"]["there"].get(place, ())
            ]
    assert met == set(whole["ids"])
