"""What ties networks to each other: the bodies that are in several, and the ties that networks tell themselves.

A body in so many networks is told once with all of them, never as a tie for each two: what there is to say grows with
the memberships and not with their square.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from generator.catalogue import AnyEntry, NetworkEntry
from generator.catalogue.entries import Entry
from generator.site.model import Site

_FEWEST: Final = 2
"""In so many networks a body joins them."""


@dataclass(frozen=True, slots=True)
class Joining:
    """A body and the networks that it is in.

    `leaning` are those that have no other body in common with any network.
    """

    body: AnyEntry
    networks: tuple[NetworkEntry, ...]
    leaning: tuple[NetworkEntry, ...]


@dataclass(frozen=True, slots=True)
class Declared:
    """A tie that networks tell themselves, once for both sides; `label` is in the words of the first."""

    network: NetworkEntry
    other: NetworkEntry
    label: str


@dataclass(frozen=True, slots=True)
class Group:
    """Networks that lead to each other, by bodies or by what they tell."""

    networks: tuple[NetworkEntry, ...]
    joining: tuple[Joining, ...]
    declared: tuple[Declared, ...]


@dataclass(frozen=True, slots=True)
class Connections:
    """All ties among some networks: who joins most first, the largest group first, who stands alone by name."""

    networks: tuple[NetworkEntry, ...]
    joining: tuple[Joining, ...]
    declared: tuple[Declared, ...]
    groups: tuple[Group, ...]
    alone: tuple[NetworkEntry, ...]

    @property
    def tied(self) -> int:
        """How many networks are tied to any other."""
        return len(self.networks) - len(self.alone)


def connections_among(site: Site, networks: Sequence[NetworkEntry]) -> Connections:
    """Find what ties these networks to each other; what leads out of them is left out."""
    there = {network.id: network for network in networks}
    members = {network: _members(site, network) for network in there}
    networks_of: dict[str, list[NetworkEntry]] = {}
    bodies: dict[str, AnyEntry] = {}
    for network, joined in members.items():
        for body in joined:
            bodies[body.id] = body
            networks_of.setdefault(body.id, []).append(there[network])
    shared = {body: joined for body, joined in networks_of.items() if len(joined) >= _FEWEST}
    declared = tuple(_declared(site, there))
    ways = _ways(shared, declared)
    joining = sorted(
        (
            Joining(
                bodies[body],
                tuple(joined),
                tuple(one for one in joined if ways[one.id].intersection(shared) == {body}),
            )
            for body, joined in shared.items()
        ),
        key=lambda one: (-len(one.networks), -len(one.leaning), one.body.name, one.body.id),
    )
    group_of = _groups(there, (joined for joined in shared.values()), declared)
    groups = [
        Group(
            tuple(there[network] for network in together),
            tuple(one for one in joining if one.networks[0].id in together),
            tuple(one for one in declared if one.network.id in together),
        )
        for together in (dict.fromkeys(group) for group in group_of)
        if len(together) >= _FEWEST
    ]
    groups.sort(key=lambda group: (-len(group.networks), group.networks[0].name))
    alone = tuple(network for network in networks if not ways.get(network.id))
    return Connections(tuple(networks), tuple(joining), declared, tuple(groups), alone)


def _members(site: Site, network: str) -> Iterator[AnyEntry]:
    """Yield the members of a network that have a record, each once; a network is told as a tie, not as a member."""
    ties = site.catalogue.members.get(network, ())
    yield from {tie.body.id: tie.body for tie in ties if tie.body is not None and tie.body.kind == "ente"}.values()


def _declared(site: Site, there: Mapping[str, NetworkEntry]) -> Iterator[Declared]:
    """Yield nesting, membership of networks in networks, and relations; of both sides' words the first."""
    told: set[frozenset[str]] = set()
    for network in there.values():
        parent = network.record.parent
        pairs = [(parent, site.texts("network.part_of"))] if isinstance(parent, str) else []
        memberships = site.catalogue.memberships.get(network.id, ())
        pairs += [(tie.network.id, site.texts("network.member_of")) for tie in memberships]
        pairs += [
            (other.id, site.words.label("relazioni", kind))
            for kind, other, _ in site.catalogue.related.get(network.id, ())
            if isinstance(other, Entry)
        ]
        for other, label in pairs:
            pair = frozenset((network.id, other))
            if other in there and other != network.id and pair not in told:
                told.add(pair)
                yield Declared(network, there[other], label)


def _ways(shared: Mapping[str, Sequence[NetworkEntry]], declared: Iterable[Declared]) -> dict[str, set[str]]:
    """Return, by id of a network, the bodies and the networks that tie it to others."""
    ways: dict[str, set[str]] = {}
    for body, joined in shared.items():
        for network in joined:
            ways.setdefault(network.id, set()).add(body)
    for one in declared:
        ways.setdefault(one.network.id, set()).add(one.other.id)
        ways.setdefault(one.other.id, set()).add(one.network.id)
    return ways


def _groups(
    there: Iterable[str], shared: Iterable[Sequence[NetworkEntry]], declared: Iterable[Declared]
) -> list[list[str]]:
    """Part networks into those that lead to each other, each in the order of `there`."""
    leads_to = {network: network for network in there}

    def first(network: str) -> str:
        while leads_to[network] != network:
            leads_to[network] = leads_to[leads_to[network]]
            network = leads_to[network]
        return network

    for joined in (*shared, *((tie.network, tie.other) for tie in declared)):
        for network in joined[1:]:
            leads_to[first(network.id)] = first(joined[0].id)
    groups: dict[str, list[str]] = {}
    for one in leads_to:
        groups.setdefault(first(one), []).append(one)
    return list(groups.values())
