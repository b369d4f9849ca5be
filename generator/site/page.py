"""What a page is before it is written: an address, words for its head, and what its template shows."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final, TypeVar

from generator.locale import Texts

ItemT = TypeVar("ItemT")

PER_PAGE: Final = 100
"""A list longer than this goes on in a second page, which needs no JavaScript."""
PER_LIST: Final = 12
"""A list of records goes on after so many: on a phone the way to the next page is never far."""
PER_DAYS: Final = 11
"""A list by day and hour after so many, or where a day ends near."""
MOST_OF_DAYS: Final = 14
"""A page of days ends with a day only where it holds no more than so many."""
FEWEST_OF_DAYS: Final = 9
"""A page of days ends with a day only where it holds so many."""
PER_ALPHABET: Final = 15
"""An alphabet, whose rows are lower, after so many."""
PER_BODIES: Final = 24
"""One of bodies after so many at the most, or where its rows are as tall as a phone may scroll."""
PER_SECTION: Final = 50
"""A section of links back stops here and links on."""
FEW: Final = 6
"""So many sources are shown at once; the others unfold."""


@dataclass(frozen=True, slots=True)
class Crumb:
    """One step of the way to a page."""

    label: str
    address: str


@dataclass(frozen=True, slots=True)
class Found:
    """How search finds a page, beside its text: none of it is in the page that readers get.

    `words` are the name, other names and places whose words may be offered for a misspelled one; `facets` the filters,
    `shown` the facts of a result and the words that are searched and never shown, both as pairs of name and value.
    """

    words: tuple[str, ...]
    facets: tuple[tuple[str, str], ...]
    shown: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Page:
    """One page; `context` is what its template sees beside the globals of the environment."""

    kind: str
    address: str
    title: str
    template: str
    context: Mapping[str, Any] = field(default_factory=dict)
    description: str = ""
    tab: str = ""
    hue: str = ""
    """Class of the family of themes that colours it."""
    crumbs: tuple[Crumb, ...] = ()
    json_ld: Mapping[str, Any] | None = None
    file: str = ""
    """The record's file, where there is one to correct."""
    indexed: bool = True
    found: Found | None = None
    """How search finds it; None where the search index leaves the page out."""
    has_twin: bool = False
    """Whether the same stands beside it in Markdown (`parts/twin.py`)."""
    is_bare: bool = False
    """Whether its template is the whole page: no shell, for it stands inside the page of another site."""
    oembed: str = ""
    """The file that describes it to who would embed it."""
    feed: tuple[str, str] | None = None
    """Address and title of the feed of its news, where there is one: readers of feeds look for it in the head."""
    moved_to: str | None = None
    """Where the reader is led at once, from an address that is no page; empty for the first page."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """One page of a long list."""

    items: Sequence[Any]
    number: int
    last: int
    base: str

    @property
    def address(self) -> str:
        """Address of this page of the list."""
        return self.at(self.number)

    def at(self, number: int) -> str:
        """Address of another page of the list."""
        return self.base if number == 1 else f"{self.base}pagina/{number}/"

    @property
    def near(self) -> Sequence[int]:
        """The pages to which a number leads: the first, the last, those beside; 0 for what is between."""
        shown = sorted({1, self.last, *range(max(1, self.number - 1), min(self.last, self.number + 1) + 1)})
        return [
            number
            for before, here in zip((0, *shown), shown, strict=False)
            for number in ((0, here) if here > before + 2 else range(before + 1, here + 1))
        ]

    def title(self, heading: str, texts: Texts) -> str:
        """Title of this page of the list that is headed so: a further page says its number."""
        return heading if self.number == 1 else texts("list.page", title=heading, n=self.number)


def sheets(items: Sequence[ItemT], base: str, most: int = PER_PAGE) -> Iterator[Sheet]:
    """Cut a list into pages of at most so many; an empty list is one empty page."""
    last = max(1, -(-len(items) // most))
    for number in range(1, last + 1):
        start = (number - 1) * most
        yield Sheet(items[start : start + most], number, last, base)
