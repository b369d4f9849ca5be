"""`/insieme/`: the door to the pages for who works together, where the menu leads; each says how much is behind it."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from generator.catalogue import AnyEntry
from generator.catalogue.deadlines import Deadline, deadlines
from generator.site.model import Site
from generator.site.page import Page
from generator.site.pages.deadlines.page import ADDRESS as DEADLINES
from generator.site.pages.deadlines.page import Targets, late_words, to_come, to_renew, what_is_due
from generator.site.pages.needs.page import lessons_of, shelves_of
from generator.site.pages.plans.page import plans_of
from generator.site.pages.synergies.page import number_of_hints
from generator.site.pages.together.ways import PRACTICES, TOGETHER, groups_of
from generator.site.parts.contacts import office_contact_point
from generator.site.parts.improvements import improvements_of

_TOLD_ELSEWHERE: Final = frozenset({"richiesta", "offerta", "bando"})
"""Deadlines that pages of their own tell, also where the office keeps all of them to itself."""
_AGREEMENT: Final = "accordo"
"""Who works together begins to renew one before its day; what else a network looks after concerns it alone."""
_SHOWN: Final = 3
_FOR_PEOPLE: Final = "aiuto_economico"
"""An activity of this kind ends for who asks for help: no association applies for it."""
_MOST: Final = 6
"""So many at most where several end on the last day that is shown: a day is not cut in two."""
_FIGURES: Final = ("plans", "statistics", "report")
"""Ways to see how far a town is, under a heading of their own where they are several."""
PICTURES: Final = {
    "who_does": "germoglio",
    "synergies": "ascolto",
    "needs": "scatola",
    "lend_a_hand": "mano_cuore",
    "procedures": "documenti",
    "connections": "rete",
    "roles": "gruppo",
    "learning": "zaino",
    "plans": "bandiera",
    "statistics": "grafico",
    "report": "orologio",
    "completion": "matita",
    "deadlines": "calendario",
    PRACTICES: "libro",
}
"""The drawing beside each way."""


@dataclass(frozen=True, slots=True)
class Door:
    """A page one may go to; `counted` says what is there today, empty where a number would tell nothing."""

    name: str
    address: str
    picture: str
    counted: str


@dataclass(frozen=True, slots=True)
class Soon:
    """What ends soon, where it is told, and whose it is."""

    kind: str
    what: str
    address: str
    entry: AnyEntry
    on: date


def together_page(site: Site) -> Iterator[Page]:
    """The door to the pages for who works together."""
    groups = groups_of(site)
    there = {name for _, ways in groups for name, _ in ways}
    found = deadlines(site.catalogue, site.ages)
    due = to_come(found, site.catalogue.today)
    counted = _counted(site, there, len(due))
    doors = [
        (group, [Door(name, address, PICTURES[name], counted.get(name, "")) for name, address in ways])
        for group, ways in groups
    ]
    yield Page(
        kind="together",
        address=TOGETHER,
        title=site.texts("shell.together"),
        template="pages/together/page.html",
        context={
            "groups": list(_parted(doors)),
            "soon": _soon(site, [one for one in due if _is_for_bodies(site, one, "deadlines" in there)]),
            "deadlines": DEADLINES if "deadlines" in there else "",
            "past": late_words(to_renew(found, site.catalogue.today), site.words),
            "office": office_contact_point(site.settings["ufficio"]),
        },
        description=site.texts("together.lead"),
        tab="together",
    )


def _parted(groups: Iterable[tuple[str, list[Door]]]) -> Iterator[tuple[str, list[Door]]]:
    """Yield the groups; ways to see how far a town is come after the others of theirs, where they are several."""
    for group, doors in groups:
        figures = [door for door in doors if door.name in _FIGURES]
        if len(figures) > 1:
            yield group, [door for door in doors if door not in figures]
            yield "figures", figures
        else:
            yield group, doors


def _is_for_bodies(site: Site, one: Deadline, is_public: bool) -> bool:
    """Tell whether any association may have something to do by that day; help for people is asked by people."""
    activity = site.catalogue.activities.get(f"{one.entry.id}/{one.mark}")
    if activity and activity.record.kinds[0] == _FOR_PEOPLE:
        return False
    return one.kind in _TOLD_ELSEWHERE or (is_public and one.kind == _AGREEMENT)


def _soon(site: Site, due: Sequence[Deadline]) -> list[Soon]:
    """Return what comes first of `due`, with all that ends on its last day."""
    last = due[:_SHOWN][-1].on if due else date.min
    shown = [one for one in due[:_MOST] if one.on <= last]
    targets = Targets(site)
    return [
        Soon(
            site.texts(f"deadlines.one_{one.kind}"),
            what_is_due(one, site.words),
            targets.of(one),
            one.entry,
            one.on,
        )
        for one in shown
    ]


def _counted(site: Site, there: set[str], due: int) -> Mapping[str, str]:
    """Say how much is behind the ways that a catalogue has, for those of which a number tells something."""
    lessons = len(lessons_of(site))
    shelves = shelves_of(site)
    sought = sum(len(shelf.needs) for shelf in shelves)
    numbers = {
        "who_does": (("together.among", len(site.activities)),),
        "synergies": (("together.hints", number_of_hints(site)),),
        "needs": (("needs.sought", sought), ("needs.offered", sum(len(shelf.offers) for shelf in shelves))),
        PRACTICES: (("count.practices", len(site.practices)),),
        "connections": (("count.networks", len(site.current_networks)),),
        "learning": (("together.lessons", lessons if lessons > 1 else 0),),
        "plans": (("together.goals", sum(len(plan.goals) for plan in plans_of(site))),),
    }
    if "completion" in there:
        numbers |= {
            "completion": (("together.incomplete", len(improvements_of(site).by_file)),),
            "deadlines": (("together.due", due),),
        }
    return {
        name: ", ".join(site.words.count(key, number) for key, number in parts if number)
        for name, parts in numbers.items()
    }
