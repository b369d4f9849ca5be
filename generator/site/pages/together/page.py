"""`/insieme/`: the door to the pages for who works together, where the menu leads; each says how much is behind it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from generator import addresses
from generator.catalogue.deadlines import deadlines
from generator.site.model import Site
from generator.site.page import Page
from generator.site.pages.deadlines.page import to_come
from generator.site.pages.needs.page import lessons_of, shelves_of
from generator.site.pages.plans.page import plans_of
from generator.site.pages.synergies.page import number_of_hints
from generator.site.pages.together.ways import TOGETHER, groups_of
from generator.site.parts.improvements import improvements_of

PRACTICES: Final = "practices"
"""What worked, and can be done again: among all records elsewhere, here a way to an idea."""
PICTURES: Final = {
    "who_does": "germoglio",
    "synergies": "vicini",
    "needs": "mano_cuore",
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


def together_page(site: Site) -> Iterator[Page]:
    """The door to the pages for who works together."""
    groups = _groups(site)
    counted = _counted(site, {name for _, ways in groups for name, _ in ways})
    yield Page(
        kind="together",
        address=TOGETHER,
        title=site.texts("shell.together"),
        template="pages/together/page.html",
        context={
            "groups": [
                (group, [Door(name, address, PICTURES[name], counted.get(name, "")) for name, address in ways])
                for group, ways in groups
            ]
        },
        description=site.texts("together.lead"),
        tab="together",
    )


def _groups(site: Site) -> list[tuple[str, list[tuple[str, str]]]]:
    """The ways in their groups; the first has good practices too, where a catalogue tells any."""
    (first, ways), *others = groups_of(site)
    return [(first, [*ways, (PRACTICES, addresses.section("pratica"))] if site.practices else ways), *others]


def _counted(site: Site, there: set[str]) -> Mapping[str, str]:
    """Say how much is behind the ways that a catalogue has, for those of which a number tells something."""
    shelves = shelves_of(site)
    numbers = {
        "who_does": (("count.activities", len(site.activities)),),
        "synergies": (("together.hints", number_of_hints(site)),),
        "needs": (
            ("needs.sought", sum(len(shelf.needs) for shelf in shelves)),
            ("needs.offered", sum(len(shelf.offers) for shelf in shelves)),
        ),
        PRACTICES: (("count.practices", len(site.practices)),),
        "connections": (("count.networks", len(site.current_networks)),),
        "learning": (("together.lessons", len(lessons_of(site))),),
        "plans": (("together.goals", sum(len(plan.goals) for plan in plans_of(site))),),
    }
    if "completion" in there:
        due = to_come(deadlines(site.catalogue, site.ages), site.catalogue.today)
        numbers |= {
            "completion": (("together.incomplete", len(improvements_of(site).by_file)),),
            "deadlines": (("together.due", len(due)),),
        }
    return {
        name: ", ".join(site.words.count(key, number) for key, number in parts if number)
        for name, parts in numbers.items()
    }
