"""`/imparare/`: courses for who gives time, skills sought and offered, and who has already done it and can tell it."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from generator import addresses
from generator.catalogue import PracticeEntry
from generator.site.model import Site
from generator.site.page import Page
from generator.site.pages.lend_a_hand.page import WAYS
from generator.site.pages.needs.page import Notice, Shelf, lessons_of, shelves_of
from generator.site.search.metadata import found_as_page

ADDRESS: Final = addresses.page("learning")
EXPERIENCE: Final = "esperienza"
"""Resource (`risorse`) of who has done something and tells it, without a good practice of their own."""
_TRAINING: Final = "formazione"


@dataclass(frozen=True, slots=True)
class Skills:
    """One side of the skills that change hands: what is sought, or offered, by kind of resource."""

    name: str
    shelves: Sequence[tuple[Shelf, Sequence[Notice]]]


def learning_page(site: Site) -> Iterator[Page]:
    """One page; what is narrowed by place and by day is narrowed in the browser, as on the pages of needs."""
    title, lead = site.texts("learning.title"), site.texts("learning.lead")
    shelves = {shelf.code: shelf for shelf in shelves_of(site)}
    training = shelves.get(_TRAINING)
    yield Page(
        kind="learning",
        address=ADDRESS,
        title=title,
        template="pages/learning/page.html",
        tab="together",
        context={
            "lessons": lessons_of(site),
            "training": training.offers if training else (),
            "sides": [side for side in skills_of(shelves.values()) if side.shelves],
            "all_practices": len(site.practices),
            "practices": told_practices(site),
            "experience": shelves[EXPERIENCE].offers if EXPERIENCE in shelves else (),
        },
        description=lead,
        found=found_as_page(title, lead),
    )


def skills_of(shelves: Iterable[Shelf]) -> list[Skills]:
    """Return the skills sought and those offered; what teaches or tells has sections of its own."""
    skilled = [shelf for shelf in shelves if shelf.code in WAYS["skills"]]
    offered = [shelf for shelf in skilled if shelf.code not in {_TRAINING, EXPERIENCE}]
    return [
        Skills("sought", [(shelf, shelf.needs) for shelf in skilled if shelf.needs]),
        Skills("offered", [(shelf, shelf.offers) for shelf in offered if shelf.offers]),
    ]


def told_practices(site: Site) -> list[PracticeEntry]:
    """Return the good practices whose record says that they can be told, those that can be reached first."""
    return site.contact_first(practice for practice in site.practices if practice.record.can_tell)
