"""How the numbers of the parts of a place go together with that of the whole: for who adds them up."""

from collections.abc import Mapping, Sequence

from generator.site.model import Site


def adding_up(site: Site, whole: str, parts: Sequence[str]) -> str:
    """Say how many activities are in the parts of a place and how many are for all of it; nothing where none is.

    What is in several parts is counted in each: where that is so it is said, for the numbers then add up to more.
    """
    held = site.holdings("territorio")
    if whole not in held or not held[whole].activities:
        return ""
    within = [activity.id for part in parts if part in held for activity in held[part].activities]
    told = set(within)
    # What is for a street, or for an area within the area, is not for all of it, and in no part.
    between: dict[str, int] = {}
    for place in (place for place in site.catalogue.geography.inside(whole) if place in held):
        more = {activity.id for activity in held[place].activities} - told
        told |= more
        if more and place not in parts:
            between[place] = len(more)
    rest = len(held[whole].activities) - len(told)
    level = "town" if site.catalogue.geography.is_town(whole) else "wide"
    said = _sum(site, level, len(set(within)), between, rest)
    return f"{said} {site.texts(f'territory.each_{level}')}" if len(within) > len(set(within)) else said


def _sum(site: Site, level: str, inside: int, between: Mapping[str, int], rest: int) -> str:
    """Say how many there are in the parts, in each place that is none of these, and for the whole."""
    if not between and not (inside and rest):
        return site.texts(f"territory.{'all' if inside else 'only'}_{level}")
    number, label = site.words.number, site.words.label
    named = [
        site.texts("territory.in_part", n=number(many), place=label("territori", place))
        for place, many in between.items()
    ]
    said = [
        *([site.texts(f"territory.in_{level}", n=number(inside))] if inside else []),
        *named,
        *([site.texts(f"territory.for_{level}", n=number(rest))] if rest else []),
    ]
    return f"{site.words.listed(said)}."
