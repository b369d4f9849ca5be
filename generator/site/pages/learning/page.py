"""`/imparare/`: courses for who gives time, skills sought and offered, and who has already done it and can tell it."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from generator import addresses
from generator.catalogue import PracticeEntry
from generator.matching.resources import asked
from generator.site.model import Site
from generator.site.page import PER_SECTION, Page
from generator.site.pages.needs.page import WAYS, Notice, Shelf, lessons_of, shelves_of
from generator.site.search.metadata import found_as_page

ADDRESS: Final = addresses.page("learning")
EXPERIENCE: Final = "esperienza"
"""Resource (`risorse`) of who has done something and tells it, without a good practice of their own."""
_TRAINING: Final = "formazione"
_LEAST_TO_NARROW: Final = 12
"""Fewer than these are seen at a glance: nobody is asked for a day and an hour."""
_VAGUE: Final = "competenze"
"""A kind of resource that says nothing under a heading about skills."""
_TIME: Final = "volontari"
_KNOWING: Final = ("sapere:", "lingua:")
"""Things of the thesaurus of resources that one knows how to do: who looks for time may look for such a one."""


@dataclass(frozen=True, slots=True)
class Skill:
    """Something one knows how to do, sought or offered: its notice, its kind, and what on the other side answers it."""

    notice: Notice
    kind: str
    met_by: Sequence[Notice]


@dataclass(frozen=True, slots=True)
class Skills:
    """One side of the skills that change hands: what is sought, or offered."""

    name: str
    items: Sequence[Skill]


def learning_page(site: Site) -> Iterator[Page]:
    """One page; what is narrowed by place and by day is narrowed in the browser, as on the pages of needs."""
    title, lead = site.texts("learning.title"), site.texts("learning.lead")
    shelves = {shelf.code: shelf for shelf in shelves_of(site)}
    training = shelves.get(_TRAINING)
    lessons, sides = lessons_of(site), [side for side in skills_of(site) if side.items]
    yield Page(
        kind="learning",
        address=ADDRESS,
        title=title,
        template="pages/learning/page.html",
        tab="together",
        context={
            "lessons": lessons,
            "is_long": len(lessons) + sum(len(side.items) for side in sides) >= _LEAST_TO_NARROW,
            "training": training.offers if training else (),
            "sides": sides,
            "all_practices": len(site.practices),
            "practices": told_practices(site),
            "experience": shelves[EXPERIENCE].offers if EXPERIENCE in shelves else (),
        },
        description=lead,
        found=found_as_page(title, lead),
    )


def skills_of(site: Site) -> list[Skills]:
    """Return the skills sought and those offered; what teaches or tells has sections of its own.

    A request for time that names a skill («chi sappia la matematica») is one for a skill too.
    """
    shelves = shelves_of(site)
    notices = {id(notice.record): notice for shelf in shelves for notice in (*shelf.needs, *shelf.offers)}
    met: dict[int, list[Notice]] = {}
    for match in site.matching.matches:
        need, offer = (notices.get(id(held.record)) for held in (match.need, match.offer))
        if match.is_same_thing and need and offer:
            met.setdefault(id(need.record), []).append(offer)
            met.setdefault(id(offer.record), []).append(need)

    sought = [(shelf, notice) for shelf in shelves for notice in shelf.needs if _is_about_skill(shelf, notice)]
    offered = [
        (shelf, notice)
        for shelf in shelves
        if shelf.code in WAYS["skills"] and shelf.code not in {_TRAINING, EXPERIENCE}
        for notice in shelf.offers
    ]
    # Who is named as the other side stands on the page, which leads to them there.
    there = {notice.anchor for side in (sought, offered) for _, notice in side[:PER_SECTION]}
    vague = site.texts("learning.skill")

    def skills(name: str, taken: Iterable[tuple[Shelf, Notice]]) -> Skills:
        found = []
        for shelf, notice in taken:
            others = [other for other in met.get(id(notice.record), ()) if other.anchor in there]
            found.append(Skill(notice, vague if shelf.code == _VAGUE else shelf.label, others))
        return Skills(name, found)

    return [skills("sought", sought), skills("offered", offered)]


def _is_about_skill(shelf: Shelf, notice: Notice) -> bool:
    if shelf.code != _TIME:
        return shelf.code in WAYS["skills"]
    return any(thing.startswith(_KNOWING) for thing in asked(notice.record).things)


def told_practices(site: Site) -> list[PracticeEntry]:
    """Return the good practices whose record says that they can be told, those that can be reached first."""
    return site.contact_first(practice for practice in site.practices if practice.record.can_tell)
