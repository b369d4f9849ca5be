"""Networks that should meet: themes in common, places that meet, and no tie between them."""

from dataclasses import dataclass
from itertools import combinations
from typing import Final

from generator.catalogue import Catalogue, NetworkEntry
from generator.weaving.facets import Relations

_OVER: Final = frozenset({"conclusa", "rimossa", "bozza"})
_ENOUGH: Final = 2
"""Themes, people and quarters in common that are worth a meeting."""


@dataclass(frozen=True, slots=True)
class Meeting:
    """Two networks, by id with `a < b`, and what they have in common."""

    a: str
    b: str
    themes: tuple[str, ...]
    audiences: tuple[str, ...]
    nearness: str
    """`same` or `contains`."""
    members: tuple[str, ...]
    """Ids of the bodies that belong to both: who could introduce them."""


def meetings(catalogue: Catalogue) -> tuple[Meeting, ...]:
    """Find the networks that should meet, those with most in common first, ties by id."""
    relations = Relations(catalogue.vocabularies)
    tied = _ties(catalogue)
    current = [one for one in catalogue.networks.values() if one.record.status not in _OVER]
    by_theme: dict[str, list[NetworkEntry]] = {}
    for one in sorted(current, key=lambda one: one.id):
        for theme in one.record.themes:
            by_theme.setdefault(theme, []).append(one)
    pairs = {(a.id, b.id): (a, b) for those in by_theme.values() for a, b in combinations(those, 2)}
    found = [
        meeting
        for ids, (a, b) in sorted(pairs.items())
        if ids not in tied and (meeting := _meeting(a, b, catalogue, relations)) is not None
    ]
    return tuple(sorted(found, key=lambda one: (-len(one.themes) - len(one.audiences), one.a, one.b)))


def _meeting(a: NetworkEntry, b: NetworkEntry, catalogue: Catalogue, relations: Relations) -> Meeting | None:
    nearness = relations.best("territori", a.territories, b.territories)
    themes = _common(a.record.themes, b.record.themes)
    audiences = _common(a.record.audiences, b.record.audiences)
    quarters = [code for code in _common(a.territories, b.territories) if relations.towns(code)]
    if nearness not in {"same", "contains"} or len(themes) + len(audiences) + bool(quarters) < _ENOUGH:
        return None
    members = _common(_members(a, catalogue), _members(b, catalogue))
    return Meeting(a.id, b.id, themes, audiences, nearness, members)


def _common(one: tuple[str, ...], other: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(code for code in one if code in other))


def _members(network: NetworkEntry, catalogue: Catalogue) -> tuple[str, ...]:
    return tuple(tie.body.id for tie in catalogue.members.get(network.id, ()) if tie.body is not None)


def _ties(catalogue: Catalogue) -> set[tuple[str, str]]:
    """Return the pairs of networks that know each other: relations, nesting, membership, succession."""
    pairs: dict[str, set[str]] = {one: set() for one in catalogue.networks}
    for one in catalogue.networks.values():
        known = {one.record.parent, *one.record.merged_into, *_members(one, catalogue)}
        known |= {other.id for _, other, _ in catalogue.related.get(one.id, ()) if not isinstance(other, str)}
        pairs[one.id].update(other for other in known if other in pairs and other is not None)
    return {(min(a, b), max(a, b)) for a, others in pairs.items() for b in others}
