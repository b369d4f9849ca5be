"""In which index each page stands: one index for all, or several by territory where one would grow too large.

Pagefind holds an index in memory while it makes it (docs/scaling.md), and a browser loads the list of all its pages
before it can look anything up. So a large catalogue has several, each of neighbouring places, and those that every
question needs: what covers a wider place, or none. The browser merges them as it needs them (`browser/engine.js`).
"""

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from itertools import chain
from pathlib import Path
from typing import Any, Final

from generator import addresses
from generator.catalogue.entries import AnyRecord
from generator.catalogue.geography import Geography
from generator.locale.folding import without_accents
from generator.site.model import Site
from generator.site.search.beginnings import by_beginning

_BEGINNINGS: Final = "parole-indici"
"""The folder of files, by first letter, that tell in which indexes the words begin that a catalogue in parts holds."""
_LETTERS: Final = 5
"""Of each word, so many (`browser/engine.js` asks with as many): where two words share them, an index more is read."""
_PAGES_READ: Final = 3_000
"""Of the parts, so many pages at the most are read for a question without a place: about 110 kB (docs/scaling.md)."""
_WORD: Final = re.compile(r"[^\W_]+")
_PARTS: Final = 3
"""So many times smaller than the largest single index is each of several: a change makes fewer pages again."""
_EVERYWHERE: Final = ""
"""The place of pages that every question needs."""


class Shards:
    """The indexes of a site, numbered from 0; the first `common` are needed by every question.

    Up to `most` pages there is one. Above that, about a third as many are in each: whoever lies in several places is
    counted where it comes first.
    """

    def __init__(self, site: Site, most: int) -> None:
        self._geography = site.catalogue.geography
        pages = list(_pages(site, self._geography))
        if len(pages) <= most:
            pages = []
        each = max(1, most // _PARTS)
        self._most_read = max(1, _PAGES_READ // each)
        self._numbers: dict[str, int] = {}
        self._of: dict[str, set[int]] = {}
        self.common = 1
        self.count = 1
        self._share_out(pages, each)

    def of_page(self, address: str) -> int:
        """Return the number of the index that a page is in."""
        return self._numbers.get(address, 0)

    def as_data(self, made: Collection[int]) -> dict[str, Any]:
        """Return what the browser asks: `common` and `others`, numbers; `towns` and `wider`, numbers by place.

        Only of those that were `made`: nothing of what stands in an index may be for search to find. Where there are
        others, `most` is how many of them are read for a question without a place.
        """
        numbers = sorted(made)
        of = {place: sorted(within.intersection(made)) for place, within in sorted(self._of.items())}
        is_town = self._geography.is_town
        others = [number for number in numbers if number >= self.common]
        return {
            "common": [number for number in numbers if number < self.common],
            "others": others,
            **({"most": self._most_read} if others else {}),
            "towns": {place: within for place, within in of.items() if is_town(place)},
            "wider": {place: within for place, within in of.items() if not is_town(place)},
        }

    def beginnings(self, held: Mapping[int, Iterable[str]]) -> tuple[dict[str, Any], dict[str, dict[str, list[int]]]]:
        """Return which files there are, and each by name: the indexes by the beginning of the words that they hold.

        None are said where too many to be read hold it. `held` are the beginnings in each index; of indexes that every
        question reads nothing need be said.
        """
        where: dict[str, list[int]] = {}
        for number in sorted(held):
            if number >= self.common:
                for beginning in held[number]:
                    where.setdefault(beginning, []).append(number)
        files = {
            letter: {word: where[word] if len(where[word]) <= self._most_read else [] for word in words}
            for letter, words in by_beginning(sorted(where), 1).items()
        }
        which = {"folder": _BEGINNINGS, "letters": 1, "there": sorted(files)}
        return which, {f"{_BEGINNINGS}/{letter}.json": file for letter, file in files.items()}

    def _share_out(self, pages: list[tuple[str, str]], most: int) -> None:
        sizes = Counter(place for _, place in pages)
        first: dict[str, int] = {}
        number, held = 0, 0
        for place in (_EVERYWHERE, *sorted(sizes.keys() - {_EVERYWHERE}, key=self._along_the_tree)):
            if held and held + sizes[place] > most:
                number, held = number + 1, 0
            first[place] = number
            held += sizes[place]
            number, held = number + max(held - 1, 0) // most, held and (held - 1) % most + 1
            if place == _EVERYWHERE:
                self.common = number + 1
                number, held = number + 1, 0
        met: Counter[str] = Counter()
        for address, place in pages:
            self._numbers[address] = first[place] + met[place] // most
            met[place] += 1
            if place != _EVERYWHERE:
                for whole in self._geography.with_wholes((place,)):
                    if not self._geography.is_part_of_town(whole):
                        self._of.setdefault(whole, set()).add(self._numbers[address])
        self.count = max(self._numbers.values(), default=0) + 1

    def _along_the_tree(self, place: str) -> tuple[str, ...]:
        """What lies in one place is side by side, the towns of a district too."""
        return (*reversed(self._geography.wholes(place)), place)


def beginnings_in(documents: Path) -> list[str]:
    """Return how the words of the documents in a folder begin, without accents, each beginning once, in order.

    Names of elements and of attributes are among them: they say too much, never too little.
    """
    pieces: set[str] = set()  # most pieces between two spaces stand in many documents: words are sought in each once
    for path in documents.rglob("*.html"):
        pieces.update(path.read_text("utf-8").split())
    return sorted({without_accents(word)[:_LETTERS] for word in _WORD.findall(" ".join(pieces).lower())})


def _pages(site: Site, geography: Geography) -> Iterator[tuple[str, str]]:
    """Yield the address of each page that has a place, and that place."""
    groups = (site.activities, site.ended, site.networks, site.organizations, site.practices, site.stories)
    for entry in chain[AnyRecord](*groups):
        yield addresses.record(entry), _place_of(entry.territories, geography)
    for record, entry in site.elsewhere.found() if site.elsewhere else ():
        yield record.document, _place_of(entry.territories, geography)
    for code in site.holdings("territorio"):
        yield addresses.term("territorio", code), _place_of((code,), geography)


def _place_of(places: Iterable[str], geography: Geography) -> str:
    """Return the only place of a record, the town of several parts; nothing for the wider and for several towns."""
    named = set(places)
    towns = {geography.town(place) for place in named}
    if len(towns) != 1 or _EVERYWHERE in towns:
        return _EVERYWHERE
    return named.pop() if len(named) == 1 else towns.pop()
