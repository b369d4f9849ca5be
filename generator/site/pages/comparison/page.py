"""A few networks side by side: the same facts of each, never a mark."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from generator.catalogue import NetworkEntry
from generator.records.network import Body, Role
from generator.site.model import Site, sorting_key
from generator.site.page import Crumb, Page
from generator.site.parts.governance import USUAL, Figure, by_function, cares, degree_words, governance_of

COMPARE_ADDRESS: Final = "ruoli/confronta/"
DATA_ADDRESS: Final = "ruoli/confronto.json"
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
    told = compared(site)
    yield Page(
        kind="confronta",
        address=COMPARE_ADDRESS,
        title=site.texts("comparison.title"),
        template="pages/comparison/page.html",
        context={
            "comparisons": ready(site, told),
            "can_choose": len(told) >= _FEWEST,
            "data_address": DATA_ADDRESS,
            "most_columns": MOST,
        },
        description=site.texts("comparison.lead"),
        tab="together",
        crumbs=(Crumb(site.texts("roles.title"), "ruoli/"),),
    )


def compared(site: Site) -> list[Compared]:
    """Return every network that tells how it governs itself, by name."""
    names = labels(site)
    columns = (_column(site, one, names) for one in site.networks)
    return sorted((one for one in columns if one is not None), key=_alphabetically)


def _alphabetically(column: Compared) -> str:
    return sorting_key(column.entry.name)


def ready(site: Site, told: Sequence[Compared]) -> list[Comparison]:
    """Return comparisons of the networks of one town that tell most of themselves, the catalogue's own town first."""
    towns: dict[str, list[Compared]] = {}
    for one in sorted(told, key=lambda column: -len(column.facts)):
        towns.setdefault(one.town, []).append(one)
    groups = [(code, columns[:MOST]) for code, columns in towns.items() if len(columns) >= _FEWEST]
    groups.sort(key=lambda group: (not site.is_at_home((group[0],)), -len(group[1]), site.place_name(group[0])))
    return [_comparison(site, code, columns) for code, columns in groups[:_MOST_GROUPS]]


def labels(site: Site) -> list[tuple[str, str]]:
    """Return the facts that can be compared: name and words, in the order people ask."""
    texts = site.texts
    told = ("network.form", "network.lead", "network.formalisation", "section.members", "governance.bodies")
    functions = [
        (code, texts("comparison.who_cares", function=site.words.label("funzioni", code).lower())) for code in USUAL
    ]
    return [
        *((key.partition(".")[2], texts(key)) for key in told),
        ("roles", texts("governance.roles")),
        *functions,
        ("tools", texts("network.tools")),
    ]


def _comparison(site: Site, town: str, columns: Sequence[Compared]) -> Comparison:
    shown = [(name, label) for name, label in labels(site) if any(name in one.facts for one in columns)]
    columns = sorted(columns, key=_alphabetically)
    return Comparison(site.place_name(town), shown, columns)


def _column(site: Site, entry: NetworkEntry, names: Sequence[tuple[str, str]]) -> Compared | None:
    lines = dict(governance_of(entry, site.catalogue, site.words).lines)
    if not lines and not site.figures[entry.id]:
        return None
    said = {name: [lines[label]] for name, label in names if label in lines}
    return Compared(entry, _town(site, entry), {**said, **_facts(site, entry)})


def _town(site: Site, entry: NetworkEntry) -> str:
    """The municipality a network works in, or the first wider place it names."""
    places = site.catalogue.vocabularies["territori"]
    first = entry.territories[0]
    around = (first, *places.ancestors(first))
    return next((code for code in around if code in places and places.terms[code].level == "comune"), first)


def _facts(site: Site, entry: NetworkEntry) -> dict[str, list[str]]:
    figures = site.figures[entry.id]
    facts: dict[str, list[str]] = {}
    if members := len(site.catalogue.members.get(entry.id, ())):
        facts["members"] = [site.words.count("count.members", members)]
    facts["bodies"] = [_body(one.name, one.record) for one in figures if isinstance(one.record, Body)]
    facts["roles"] = [_role(site, one) for one in figures if isinstance(one.record, Role)]
    held = by_function(figures)
    for code in USUAL:
        facts[code] = [_duty(site, one, degree) for one, degree in _who_cares_first(held.get(code, ()))]
    return {name: values for name, values in facts.items() if values}


def _who_cares_first(held: Iterable[tuple[Figure, str | None]]) -> list[tuple[Figure, str | None]]:
    return sorted(held, key=lambda pair: not cares(pair[1]))


def _duty(site: Site, figure: Figure, degree: str | None) -> str:
    """Who looks after a function by name alone; of others, what they do about it."""
    return figure.name if cares(degree) else f"{figure.name} ({degree_words(degree, site.words)})"


def _body(name: str, body: Body) -> str:
    return f"{name} ({body.cadence})" if body.cadence else name


def _role(site: Site, figure: Figure) -> str:
    told = figure.record.expressed_by if isinstance(figure.record, Role) else None
    if told is None:
        return figure.name
    holder = site.catalogue.entry(told) if isinstance(told, str) else told
    return f"{figure.name} ({holder.name})" if holder else figure.name
