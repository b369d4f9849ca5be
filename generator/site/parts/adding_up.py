"""How the numbers of the parts of a place go together with that of the whole: for who adds them up."""

from collections.abc import Sequence

from generator.site.model import Site


def adding_up(site: Site, whole: str, parts: Sequence[str]) -> str:
    """Say how many activities are in the parts of a place and how many are for all of it; nothing where none is.

    What is in several parts is counted in each: where that is so it is said, for the numbers then add up to more.
    """
    held = site.holdings("territorio")
    if whole not in held or not held[whole].activities:
        return ""
    within = [activity.id for part in parts if part in held for activity in held[part].activities]
    # What is for a street, or for an area within the area, is not for all of it.
    below = (held[part].activities for part in site.catalogue.geography.inside(whole) if part in held)
    inside, total = len({activity.id for activities in below for activity in activities}), len(held[whole].activities)
    level = "town" if site.catalogue.geography.is_town(whole) else "wide"
    key = "only" if not inside else "all" if inside == total else "sum"
    said = site.texts(
        f"territory.{key}_{level}",
        n=site.words.number(inside),
        rest=site.words.number(total - inside),
    )
    return f"{said} {site.texts(f'territory.each_{level}')}" if len(within) > len(set(within)) else said
