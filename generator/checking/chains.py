"""Chains of parents: how many stand above each, and where one goes round in circles.

A vocabulary or a folder of networks may hold thousands, each below the next: everything here looks at each one once.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

_NAMED_IN_A_LOOP: Final = 8
"""Codes of a loop that a message names; of a longer one it names the first and the last."""


@dataclass(frozen=True, slots=True)
class Chains:
    """What a mapping from child to parent says; a parent that is no child of its own ends its chain."""

    loops: Mapping[str, str]
    """For each member of a loop, the way round from itself to itself: `a → b → a`."""
    heights: Mapping[str, int]
    """How many stand above each; those of a loop count as one."""


def chains(parent_of: Mapping[str, str]) -> Chains:
    """Walk up from every child; an empty parent is none."""
    loops: dict[str, str] = {}
    heights: dict[str, int] = {}
    for start in parent_of:
        way: dict[str, int] = {}
        code = start
        while code in parent_of and code not in heights and code not in way:
            way[code] = len(way)
            code = parent_of[code]
        climbed = list(way)
        if code in way:
            loop = climbed[way[code] :]
            climbed = climbed[: way[code]]
            loops |= {member: _way_round(loop, index) for index, member in enumerate(loop)}
            heights |= dict.fromkeys(loop, 0)
        for below in reversed(climbed):
            heights[below] = heights.get(parent_of[below], -1 if not parent_of[below] else 0) + 1
    return Chains(loops, heights)


def _way_round(loop: list[str], start: int) -> str:
    """Write a loop as seen from one of its members."""
    if len(loop) <= _NAMED_IN_A_LOOP:
        return " → ".join([*loop[start:], *loop[:start], loop[start]])
    following = [loop[(start + step) % len(loop)] for step in range(_NAMED_IN_A_LOOP - 1)]
    return " → ".join([*following, "…", loop[start - 1], loop[start]])
