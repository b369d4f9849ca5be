"""`/connessioni/`, «Chi collega le reti»: which networks share members, who holds them together, which stand apart.

First two networks are chosen, and who is in both told, with the number to call (`choice.js`), then all that are in
several; then which networks hang on one body and which could meet; the picture, and which bodies each two networks
share, come after. Where networks are more than a picture holds there is a page for each town instead. `table.py`
offers what is drawn to take away.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import permutations
from typing import Final

from markupsafe import Markup

from generator import addresses
from generator.catalogue import AnyEntry, NetworkEntry
from generator.records.network import SUSPENDED
from generator.site.model import Site
from generator.site.page import Crumb, Page
from generator.site.pages.connections.loom import MOST_NETWORKS, weave
from generator.site.pages.connections.ties import Connections, Group, Joining, connections_among
from generator.site.pages.together.ways import crumb_of
from generator.site.parts.drawing import can_paint
from generator.site.parts.listing import networks_beside
from generator.site.search.metadata import found_as_page

ADDRESS: Final = addresses.page("connections")
TABLE: Final = f"{ADDRESS}legami.csv"
PICTURE: Final = f"{ADDRESS}reti"
"""The picture of all networks to take away, without its ending: `.svg`, and `.png` where it can be made."""
FIRST: Final = 12
"""So many bodies that join networks are shown at once; the others unfold."""
_WORTH_FOLDING: Final = 3
"""Fewer than so many others are not folded away."""
_NAMED: Final = 3
"""So many networks that only one body ties to others are named; more are counted."""
_EACH: Final = 40
"""Of so many networks each is listed with those that it shares bodies with; more would be a list nobody reads."""
MOST_LISTED: Final = 500
"""Nobody reads a longer list: the table to download is whole."""


@dataclass(frozen=True, slots=True)
class Block:
    """A group of networks and what of it is drawn; `beyond` networks, the least tied, are left out of that."""

    group: Group
    drawn: Group
    beyond: int


def connections_page(site: Site) -> Iterator[Page]:
    """The page of all networks, and one for each town where they are too many for one picture."""
    connections = connections_among(site, site.current_networks)
    way = crumb_of(site)
    towns = {} if len(site.current_networks) <= MOST_NETWORKS else by_town(site)
    yield _page(site, connections, ADDRESS, (way,), towns=towns)
    for town, networks in towns.items():
        crumbs = (way, Crumb(site.texts("connections.title"), ADDRESS))
        yield _page(site, connections_among(site, networks), in_town(town), crumbs, town)


def by_town(site: Site) -> dict[str, list[NetworkEntry]]:
    """Return the networks of each town, or wider place, that has at least two, the towns with most first."""
    towns: dict[str, list[NetworkEntry]] = {}
    for network in site.current_networks:
        for town in dict.fromkeys(map(site.catalogue.geography.town_or_itself, network.territories)):
            towns.setdefault(town, []).append(network)
    several = {town: networks for town, networks in towns.items() if len(networks) > 1}
    return dict(sorted(several.items(), key=lambda pair: (-len(pair[1]), pair[0])))


def in_town(town: str) -> str:
    """Return the address of the page of a town."""
    return f"{ADDRESS}{addresses.SECTIONS['territorio']}/{town.replace('_', '-')}/"


def blocks_of(site: Site, connections: Connections) -> list[Block]:
    """Return a picture for each group; of a group that is too large the networks that are tied most."""
    blocks = []
    for group in connections.groups:
        beyond = len(group.networks) - MOST_NETWORKS
        shown = _most_tied(site, group) if beyond > 0 else group
        blocks.append(Block(group, shown, max(beyond, 0)))
    return blocks


def _most_tied(site: Site, group: Group) -> Group:
    ties: dict[str, int] = {}
    for one in group.joining:
        for network in one.networks:
            ties[network.id] = ties.get(network.id, 0) + 1
    first = sorted(group.networks, key=lambda network: -ties.get(network.id, 0))[:MOST_NETWORKS]
    among = connections_among(site, first)
    return Group(among.networks, among.joining, among.declared)


def _page(
    site: Site,
    connections: Connections,
    address: str,
    crumbs: tuple[Crumb, ...],
    town: str = "",
    towns: dict[str, list[NetworkEntry]] | None = None,
) -> Page:
    leaning = [network for one in connections.joining for network in one.leaning]
    title = site.texts("connections.title_in", place=site.place_name(town)) if town else site.texts("connections.title")
    joining = connections.joining[:MOST_LISTED]
    shown = FIRST if len(joining) >= FIRST + _WORTH_FOLDING else len(joining)
    places = [(in_town(place), site.place_name(place), len(there)) for place, there in (towns or {}).items()]
    return Page(
        kind="connections",
        address=address,
        title=title,
        template="pages/connections/page.html",
        tab="together",
        found=found_as_page(title, site.texts("connections.lead")) if not town else None,
        indexed=bool(connections.networks),
        context={
            "connections": connections,
            "leaning": leaning_on_one(site, connections),
            "by_network": by_network(connections) if len(connections.networks) <= _EACH else [],
            # Where there are pages for towns the whole is too much for one picture.
            "blocks": [] if towns else blocks_of(site, connections),
            "weave": weave,
            "holds": lambda one: holds(site, one) if len(leaning) > _NAMED else [],
            "by_bodies": by_bodies,
            "key_of_colour": key_of_colour(site, connections),
            "linked": linked,
            "choice": _to_choose(connections) if not (town or towns) else [],
            "first_contact_of_site": site.first_contact,
            "named": [*connections.networks, *(one.body for one in connections.joining)],
            "beside": lambda networks: networks_beside(site, networks),
            "can_meet": bool(site.synergies.encounters),
            "could_meet": could_meet(site, connections),
            "places": places,
            "first": joining[:shown],
            "rest": joining[shown:],
            "declared": connections.declared[:MOST_LISTED],
            "alone": connections.alone[:MOST_LISTED],
            "beyond": max(map(len, (connections.alone, connections.joining, connections.declared))) > MOST_LISTED,
            "files": _files(site, is_whole=not town, is_drawn=not towns and bool(connections.groups)),
        },
        description=site.texts("connections.lead"),
        crumbs=crumbs,
    )


@dataclass(frozen=True, slots=True)
class Leaning:
    """The networks that one body alone ties to others: a line for each with its body, or how many of many."""

    lines: Sequence[str] = ()
    told: str = ""


def leaning_on_one(site: Site, connections: Connections) -> Leaning:
    """Say which networks have one body alone in common with others, and which body: by name, where they are few."""
    every = [(network, one.body.name) for one in connections.joining for network in one.leaning]
    if len(every) > _NAMED:
        return Leaning(told=site.texts("connections.leaning_of", n=site.words.number(len(every))))
    return Leaning([site.texts("connections.leaning", name=_name(site, network), body=body) for network, body in every])


def key_of_colour(site: Site, connections: Connections) -> str:
    """Say whose threads are in colour: by name, or of each picture where there are several."""
    if not connections.joining:
        return ""
    if len(connections.groups) > 1:
        return site.texts("connections.key_firsts")
    return site.texts("connections.key_first", name=connections.joining[0].body.name)


def _to_choose(connections: Connections) -> list[NetworkEntry]:
    """Return the networks to choose two of, by name; none where no body joins any, or not all bodies are listed."""
    if not connections.joining or len(connections.joining) > MOST_LISTED:
        return []
    return sorted(connections.networks, key=lambda network: network.name.casefold())


def by_network(connections: Connections) -> list[tuple[NetworkEntry, dict[NetworkEntry, list[AnyEntry]]]]:
    """Return each network with those that it has bodies in common with, and which, the closest first."""
    shared: dict[str, dict[str, list[AnyEntry]]] = {network.id: {} for network in connections.networks}
    for one in connections.joining:
        for network, other in permutations(one.networks, 2):
            shared[network.id].setdefault(other.id, []).append(one.body)
    there = {network.id: network for network in connections.networks}
    return [
        (
            network,
            {
                there[other]: bodies
                for other, bodies in sorted(shared[network.id].items(), key=lambda pair: -len(pair[1]))
            },
        )
        for network in sorted(connections.networks, key=lambda network: network.name.casefold())
        if shared[network.id]
    ]


def by_bodies(others: Mapping[NetworkEntry, Sequence[AnyEntry]]) -> list[tuple[list[AnyEntry], list[NetworkEntry]]]:
    """Gather the networks that a network has the same bodies in common with, most bodies first."""
    gathered: dict[tuple[str, ...], tuple[list[AnyEntry], list[NetworkEntry]]] = {}
    for other, bodies in others.items():
        gathered.setdefault(tuple(body.id for body in bodies), (list(bodies), []))[1].append(other)
    return list(gathered.values())


def holds(site: Site, one: Joining) -> list[str]:
    """Say of which networks it is the only body in common with others: by name, where they are few."""
    if not one.leaning:
        return []
    if len(one.leaning) > _NAMED:
        return [site.texts("connections.holds_of", n=site.words.number(len(one.leaning)))]
    return [site.texts("connections.holds", names=_names(site, one.leaning))]


def linked(told: str, entries: Iterable[AnyEntry], to: Callable[[AnyEntry], str]) -> Markup:
    """Return a sentence as markup where names of `entries` lead to their pages; of two that begin alike the longer."""
    hrefs = {entry.name: to(entry) for entry in entries}
    names = "|".join(re.escape(name) for name in sorted(hrefs, key=len, reverse=True))
    parts = re.split(rf"(?<!\w)({names})(?!\w)", told) if names else [told]
    return Markup("").join(
        Markup('<a href="{}">{}</a>').format(hrefs[part], part) if at % 2 else part for at, part in enumerate(parts)
    )


def _names(site: Site, networks: Iterable[NetworkEntry]) -> str:
    return site.words.listed([_name(site, network) for network in networks])


def _name(site: Site, network: NetworkEntry) -> str:
    """Name a network; of one that rests also that it does."""
    if not network.is_at_rest:
        return network.name
    return f"{network.name} ({site.words.choice('status', SUSPENDED).lower()})"


def could_meet(site: Site, connections: Connections) -> str:
    """Name two of these networks, both at work, that work on the same things and share no body; empty where none do."""
    shared = {(one.id, other.id) for tied in connections.joining for one, other in permutations(tied.networks, 2)}
    at_work = {network.id: network.name for network in connections.networks if not network.is_at_rest}
    for encounter in site.synergies.encounters:
        pair = encounter.here.id, encounter.there.id
        if pair not in shared and at_work.keys() >= set(pair):
            names = at_work[encounter.here.id], at_work[encounter.there.id]
            why = encounter.why.rstrip(".")
            told = site.texts("connections.so_meet_such", one=names[0], other=names[1])
            return f"{told.rstrip('.')}: {why[:1].lower()}{why[1:]}." if why else told
    return ""


def _files(site: Site, *, is_whole: bool, is_drawn: bool) -> list[tuple[str, str]]:
    """Return the files to take away: address and the text that names each."""
    if not is_whole:
        return []
    pictures = [(f"{PICTURE}.svg", "connections.svg")] if is_drawn else []
    if pictures and can_paint():
        pictures.append((f"{PICTURE}.png", "connections.png"))
    graphs: Sequence[tuple[str, str]] = (
        ("dati/reti.graphml", "connections.graphml"),
        ("dati/reti.gexf", "connections.gexf"),
    )
    return [*pictures, (TABLE, "connections.csv"), *graphs] if site.current_networks else []
