"""The pages for who works together, once: the foot of every page leads to them, the first page to some."""

from collections.abc import Mapping
from typing import Any, Final

from generator import addresses
from generator.site.model import Site
from generator.site.page import Crumb
from generator.site.parts.improvements import are_public

WAYS: Final = (
    ("who_does", addresses.page("who_does")),
    ("synergies", addresses.page("synergies")),
    ("connections", addresses.page("connections")),
    ("needs", addresses.page("needs")),
    ("procedures", addresses.page("procedures")),
    ("learning", addresses.page("learning")),
    ("roles", addresses.page("roles")),
    ("plans", addresses.page("plans")),
    ("statistics", addresses.page("statistics")),
    ("report", addresses.page("report")),
    ("completion", addresses.page("completion")),
    ("deadlines", addresses.page("deadlines")),
)
"""Name and address, in the order in which people ask."""
GROUPS: Final = {
    "idea": ("who_does", "synergies", "needs", "procedures"),
    "networks": ("connections", "roles", "learning", "plans", "statistics", "report"),
    "upkeep": ("completion", "deadlines"),
}
"""The same by what somebody comes for."""


TOGETHER: Final = addresses.page("together")
"""The page that leads to all of them."""


def crumb_of(site: Site) -> Crumb:
    """Return the way back to that page."""
    return Crumb(site.texts("shell.together"), TOGETHER)


def ways_of(site: Site) -> list[tuple[str, str]]:
    """Return the pages that the catalogue of a site has."""
    has_plans = bool(site.catalogue.vocabularies["piani"].terms)
    return ways(site.settings, has_plans=has_plans, has_reports=bool(site.reports))


def groups_of(site: Site) -> list[tuple[str, list[tuple[str, str]]]]:
    """Return the same pages in their groups, but for a group of which the catalogue has none."""
    there = dict(ways_of(site))
    groups = [(group, [(name, there[name]) for name in names if name in there]) for group, names in GROUPS.items()]
    return [(group, held) for group, held in groups if held]


def ways(settings: Mapping[str, Any], *, has_plans: bool, has_reports: bool) -> list[tuple[str, str]]:
    """Return the pages that this catalogue has; `settings` are those of `extra.catalogue`."""
    missing = {
        *(() if has_plans else ("plans",)),
        *(() if has_reports else ("report",)),
        *(() if are_public(settings) else ("completion", "deadlines")),
    }
    return [way for way in WAYS if way[0] not in missing]
