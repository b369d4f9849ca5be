"""What the page reads to compare the networks that a reader chooses."""

import json
from collections.abc import Iterator

from generator import addresses
from generator.site.model import Site
from generator.site.pages.comparison.page import DATA_ADDRESS, compared, labels


def compare_files(site: Site) -> Iterator[tuple[str, bytes]]:
    """Yield what the page reads to compare the networks one chooses."""
    data = {
        "facts": labels(site),
        "networks": [
            {
                "id": one.entry.id,
                "name": one.entry.name,
                "address": addresses.record(one.entry),
                "town": site.place_name(one.town),
                "facts": one.facts,
            }
            for one in compared(site)
        ],
    }
    yield DATA_ADDRESS, json.dumps(data, ensure_ascii=False, separators=(",", ":")).encode()
