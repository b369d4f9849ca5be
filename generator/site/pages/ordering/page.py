"""`/come-ordiniamo/`: by which rules pages put one thing before another, in plain words, and what comes of it."""

from collections.abc import Iterator
from typing import Final

from generator import addresses
from generator.site.model import Site
from generator.site.page import Page
from generator.site.search.metadata import found_as_page

RULES: Final = ("reached", "soon", "turn")
"""What decides, in the order in which it does."""
OTHERS: Final = ("words", "needs", "place", "networks", "alphabet", "dates", "proven")
"""Where something else decides."""
FEW: Final = 30
"""Bodies of a size below which one more may move what was measured."""


def ordering_page(site: Site) -> Iterator[Page]:
    """One page; what was measured stands there where enough bodies say how large they are."""
    title, lead = site.texts("ordering.title"), site.texts("ordering.lead")
    decimal = f"{site.words.number(0.5)[1:-1]}0"  # what a whole number has behind it, beside those that are not
    yield Page(
        kind="ordering",
        address=addresses.page("ordering"),
        title=title,
        template="pages/ordering/page.html",
        context={"rules": RULES, "others": OTHERS, "few": FEW, "seen": site.visibility, "decimal": decimal},
        description=lead,
        found=found_as_page(title, lead, site.texts("ordering.searched").split("|")),
    )
