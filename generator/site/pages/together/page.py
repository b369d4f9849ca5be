"""`/insieme/`: the door to the pages for who works together, where the menu leads; each says how much is behind it."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import islice
from typing import Final

from generator.catalogue import AnyEntry
from generator.catalogue.deadlines import Deadline, deadlines
from generator.site.model import Site
from generator.site.page import Page
from generator.site.pages.deadlines.page import ADDRESS as DEADLINES
from generator.site.pages.deadlines.page import Targets, to_come, what_is_due
from generator.site.pages.needs.page import lessons_of, shelves_of
from generator.site.pages.plans.page import plans_of
from generator.site.pages.synergies.page import number_of_hints
from generator.site.pages.together.ways import PRACTICES, TOGETHER, groups_of
from generator.site.parts.improvements import improvements_of

_NOTICES: Final = frozenset({"richiesta", "offerta"})
_CALL: Final = "bando"
_WORKERS: Final = frozenset({"associazioni", "volontari"})
"""Who works together: of calls only those for them stand here, not the help that a citizen may ask for."""
_SHOWN: Final = 2
PICTURES: Final = {
    "who_does": "germoglio",
    "synergies": "vicini",
    "needs": "scatola",
    "lend_a_hand": "mano_cuore",
    "procedures": "documenti",
    "connections": "rete",
    "roles": "gruppo",
    "learning": "libro",
    "plans": "bandiera",
    "statistics": "grafico",
    "report": "orologio",
    "completion": "matita",
    "deadlines": "calendario",
    PRACTICES: "fiore",
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
    due = to_come(deadlines(site.catalogue, site.ages), site.catalogue.today)
    counted = _counted(site, there, due)
    yield Page(
        kind="together",
        address=TOGETHER,
        title=site.texts("shell.together"),
        template="pages/together/page.html",
        context={
            "groups": [
                (group, [Door(name, address, PICTURES[name], counted.get(name, "")) for name, address in ways])
                for group, ways in groups
            ],
            "soon": list(_soon(site, due)),
            "deadlines": DEADLINES if "deadlines" in there else "",
        },
        description=site.texts("together.lead"),
        tab="together",
    )


def _soon(site: Site, due: Iterable[Deadline]) -> Iterator[Soon]:
    """Yield what ends first of what who works together may apply for, answer or take up."""
    targets = Targets(site)
    for deadline in islice((one for one in due if _is_for_workers(site, one)), _SHOWN):
        what = what_is_due(deadline, site.words)
        kind = site.texts(f"deadlines.one_{deadline.kind}")
        yield Soon(kind, what, targets.of(deadline), deadline.entry, deadline.on)


def _is_for_workers(site: Site, deadline: Deadline) -> bool:
    if deadline.kind != _CALL:
        return deadline.kind in _NOTICES
    activity = site.catalogue.activities.get(f"{deadline.entry.id}/{deadline.mark}")
    return activity is None or not _WORKERS.isdisjoint(activity.record.audiences)


def _counted(site: Site, there: set[str], due: Sequence[Deadline]) -> Mapping[str, str]:
    """Say how much is behind the ways that a catalogue has, for those of which a number tells something."""
    shelves = shelves_of(site)
    sought = sum(len(shelf.needs) for shelf in shelves)
    numbers = {
        "who_does": (("together.among", len(site.activities)),),
        "synergies": (("together.hints", number_of_hints(site)),),
        "needs": (("needs.sought", sought), ("needs.offered", sum(len(shelf.offers) for shelf in shelves))),
        PRACTICES: (("count.practices", len(site.practices)),),
        "connections": (("count.networks", len(site.current_networks)),),
        "learning": (("together.lessons", len(lessons_of(site))),),
        "plans": (("together.goals", sum(len(plan.goals) for plan in plans_of(site))),),
    }
    if "completion" in there:
        numbers |= {
            "completion": (("together.incomplete", len(improvements_of(site).by_file)),),
            "deadlines": (("together.due", len(due)),),
        }
    return {
        name: ", ".join(site.words.count(key, number) for key, number in parts if number)
        for name, parts in numbers.items()
    }
