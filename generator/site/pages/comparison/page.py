"""`/ruoli/confronta/`: a few networks side by side, the same facts of each and never a mark.

Who starts a network wants to see how others govern themselves. What a reader chooses is read from `data.py`'s file.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from generator import addresses
from generator.catalogue import NetworkEntry
from generator.records.network import Body, Role
from generator.site.model import Site, sorting_key
from generator.site.page import Crumb, Page
from generator.site.pages.together.ways import crumb_of
from generator.site.parts.governance import USUAL, Figure, by_function, cares, degree_words, governance_of

COMPARE_ADDRESS: Final = addresses.page("comparison")
DATA_ADDRESS: Final = f"{addresses.page('roles')}confronto.json"
MOST: Final = 4
"""More columns than these cannot be read on one screen."""
_FEWEST: Final = 2
_MOST_GROUPS: Final = 6


@dataclass(frozen=True, slots=True)
class Compared:
    """One network as a column: its values by the name of the fact; a fact it doesn't tell is absent."""

    entry: NetworkEntry
    town: str
    facts: Mapping[str, Sequence[str]]


@dataclass(frozen=True, slots=True)
class Comparison:
    """Networks of one town side by side; `labels` are only the facts that one of them tells."""

    title: str
    labels: Sequence[tuple[str, str]]
    columns: Sequence[Compared]


def compare_page(site: Site) -> Iterator[Page]:
    """The page where networks stand side by side: some ready, others chosen where there is JavaScript."""
    columns = compared(site)
    yield Page(
        kind="comparison",
        address=COMPARE_ADDRESS,
        title=site.texts("comparison.title"),
        template="pages/comparison/page.html",
        context={
            "comparisons": ready(site, columns),
            "can_choose": len(columns) >= _FEWEST,
            "data_address": DATA_ADDRESS,
            "most_columns": MOST,
        },
        description=site.texts("comparison.lead"),
        tab="together",
        crumbs=(crumb_of(site), Crumb(site.texts("roles.title"), addresses.page("roles"))),
    )


def ready(site: Site, columns: Sequence[Compared]) -> list[Comparison]:
    """Return comparisons of the networks of one town that tell most of themselves, the catalogue's own town first."""
    towns: dict[str, list[Compared]] = {}
    for column in sorted(columns, key=lambda column: -len(column.facts)):
        towns.setdefault(column.town, []).append(column)
    groups = [(code, group[:MOST]) for code, group in towns.items() if len(group) >= _FEWEST]
    groups.sort(key=lambda group: (not site.is_at_home((group[0],)), -len(group[1]), site.place_name(group[0])))
    comparisons = []
    for code, group in groups[:_MOST_GROUPS]:
        shown = [(name, label) for name, label in labels(site) if any(name in column.facts for column in group)]
        comparisons.append(Comparison(site.place_name(code), shown, sorted(group, key=_alphabetically)))
    return comparisons


def labels(site: Site) -> list[tuple[str, str]]:
    """Return the facts that can be compared: name and words, in the order people ask."""
    texts = site.texts
    keys = ("network.form", "network.lead", "network.formalisation", "section.members", "governance.bodies")
    functions = [
        (code, texts("comparison.who_cares", function=site.words.label("funzioni", code).lower())) for code in USUAL
    ]
    return [
        *((key.partition(".")[2], texts(key)) for key in keys),
        ("roles", texts("governance.roles")),
        *functions,
        ("tools", texts("network.tools")),
    ]


def compared(site: Site) -> list[Compared]:
    """Return every network that tells how it governs itself, by name."""
    names = labels(site)
    columns = []
    for network in site.networks:
        lines = dict(governance_of(network, site.catalogue, site.words).lines)
        if lines or site.figures[network.id]:
            stated = {name: [lines[label]] for name, label in names if label in lines}
            columns.append(
                Compared(
                    network,
                    site.catalogue.geography.town_or_itself(network.territories[0]),
                    {**stated, **_facts(site, network)},
                )
            )
    return sorted(columns, key=_alphabetically)


def _alphabetically(column: Compared) -> str:
    return sorting_key(column.entry.name)


def _facts(site: Site, entry: NetworkEntry) -> dict[str, list[str]]:
    """Members, bodies, roles, and who looks after each usual function; of others, what they do about it."""
    figures = site.figures[entry.id]
    facts: dict[str, list[str]] = {}
    if members := len(site.catalogue.members.get(entry.id, ())):
        facts["members"] = [site.words.count("count.members", members)]
    facts["bodies"] = [
        f"{figure.name} ({figure.record.cadence})" if figure.record.cadence else figure.name
        for figure in figures
        if isinstance(figure.record, Body)
    ]
    facts["roles"] = [_role(site, figure, figure.record) for figure in figures if isinstance(figure.record, Role)]
    held = by_function(figures)
    for code in USUAL:
        who_cares_first = sorted(held.get(code, ()), key=lambda pair: not cares(pair[1]))
        facts[code] = [
            figure.name if cares(degree) else f"{figure.name} ({degree_words(degree, site.words)})"
            for figure, degree in who_cares_first
        ]
    return {name: values for name, values in facts.items() if values}


def _role(site: Site, figure: Figure, role: Role) -> str:
    """A role with the body that expresses it: never a person."""
    body = role.expressed_by
    holder = site.catalogue.entry(body) if isinstance(body, str) else body
    return f"{figure.name} ({holder.name})" if holder else figure.name
