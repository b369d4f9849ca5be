"""The places that a reader may say to be in: `dati/luoghi.json`, fetched when somebody begins to choose."""

import json
from collections.abc import Iterator
from typing import Final

from generator.site.model import Site

PLACES: Final = "dati/luoghi.json"


def place_files(site: Site) -> Iterator[tuple[str, bytes]]:
    """Yield one file: the towns in use and all that lies in them, by code.

    Each is `[label, the wider places around, [latitude, longitude]]`; the point is left out where there is none.

    A quarter in which nothing stands is a place to be in as well: what covers it serves it.
    """
    geography = site.catalogue.geography
    held = site.holdings("territorio")
    towns = [town for town in geography.towns if town in held]
    places = sorted(towns, key=lambda town: (not site.is_at_home((town,)), site.place_name(town)))
    known = {}
    for town in places:
        for code in (town, *sorted(geography.parts(town), key=site.place_name)):
            point = geography.point(code)
            known[code] = [site.place_name(code), list(geography.wholes(code)), *([point] if point else [])]
    yield PLACES, json.dumps(known, ensure_ascii=False, separators=(",", ":")).encode()
