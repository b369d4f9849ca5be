"""`/imparare/`: courses, what is taught when somebody asks for it, and who has already done it and can tell it.

Who only lends a skill, a translation or a driver, teaches nobody: those are among what is sought and offered.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from generator import addresses
from generator.catalogue import PracticeEntry
from generator.site.model import Chip, Site
from generator.site.page import Page
from generator.site.pages.needs.page import LEARNING_FAMILY, LEARNING_KIND, Notice, Shelf, lessons_of, shelves_of
from generator.site.pages.together.ways import crumb_of
from generator.site.search.metadata import found_as_page

ADDRESS: Final = addresses.page("learning")
EXPERIENCE: Final = "esperienza"
"""Resource (`risorse`) of who has done something and tells it, without a good practice of their own."""
TAUGHT: Final = ("formazione", "supporto_amministrativo", "progettazione")
"""Resources of who teaches, or sits beside somebody until they can do it: a course, accounts, a project."""
_LEAST_TO_NARROW: Final = 12
"""Fewer than these are seen at a glance: nobody is asked for a place, a day and an hour."""


def learning_page(site: Site) -> Iterator[Page]:
    """One page; what is narrowed by place and by day is narrowed in the browser, as on the pages of needs."""
    title, lead = site.texts("learning.title"), site.texts("learning.lead")
    lessons, practices = lessons_of(site), told_practices(site)
    shelves = shelves_of(site)
    on_request, wanted = taught(shelves)
    experience = [notice for shelf in shelves if shelf.code == EXPERIENCE for notice in shelf.offers]
    shown = (lessons, on_request, wanted, practices, experience)
    yield Page(
        kind="learning",
        address=ADDRESS,
        title=title,
        template="pages/learning/page.html",
        tab="together",
        crumbs=(crumb_of(site),),
        context={
            "lessons": lessons,
            "others": other_lessons(site),
            "is_long": sum(map(len, shown)) >= _LEAST_TO_NARROW,
            "on_request": on_request,
            "wanted": wanted,
            "all_practices": len(site.practices),
            "practices": practices,
            "experience": experience,
        },
        description=lead,
        found=found_as_page(title, lead),
    )


def taught(shelves: Iterable[Shelf]) -> tuple[Sequence[Notice], Sequence[Notice]]:
    """Return what is taught to who asks for it, and what somebody would like to be taught."""
    by_code = {shelf.code: shelf for shelf in shelves}
    there = [by_code[code] for code in TAUGHT if code in by_code]
    return [notice for shelf in there for notice in shelf.offers], [notice for shelf in there for notice in shelf.needs]


def other_lessons(site: Site) -> list[Chip]:
    """Return the kinds of what is taught to whoever needs it: languages, computers, a trade."""
    kinds = site.catalogue.vocabularies["tipi_attivita"].terms
    return [
        chip
        for chip in site.chips("tipo")
        if chip.count and kinds[chip.code].family == LEARNING_FAMILY and chip.code != LEARNING_KIND
    ]


def told_practices(site: Site) -> list[PracticeEntry]:
    """Return the good practices whose record says that they can be told, those that can be reached first."""
    return site.contact_first(practice for practice in site.practices if practice.record.can_tell)
