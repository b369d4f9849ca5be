"""`/ruoli/confronto.json`: what the page of comparison reads to compare the networks that a reader chooses."""

import json
from collections.abc import Iterator

from generator import addresses
from generator.site.model import Site
from generator.site.pages.comparison.page import DATA_ADDRESS, compared, labels


def compare_files(site: Site) -> Iterator[tuple[str, bytes]]:
    """Yield one file: the facts that can be compared, as [name, words], and the values of each network by fact."""
    data = {
        "facts": labels(site),
        "networks": [
            {
                "id": column.entry.id,
                "name": column.entry.name,
                "address": addresses.record(column.entry),
                "town": site.place_name(column.town),
                "facts": column.facts,
            }
            for column in compared(site)
        ],
    }
    yield DATA_ADDRESS, json.dumps(data, ensure_ascii=False, separators=(",", ":")).encode()
