"""The pages for who works together, once: the foot of every page leads to them, the first page to some."""

from collections.abc import Mapping
from typing import Any, Final

from generator import addresses
from generator.site.model import Site
from generator.site.page import Crumb
from generator.site.parts.improvements import are_public

PRACTICES: Final = "practices"
"""What worked, and can be done again: among all records elsewhere, here a way to an idea."""
WAYS: Final = (
    ("who_does", addresses.page("who_does")),
    (PRACTICES, addresses.section("pratica")),
    ("procedures", addresses.page("procedures")),
    ("needs", addresses.page("needs")),
    ("lend_a_hand", addresses.page("lend_a_hand")),
    ("synergies", addresses.page("synergies")),
    ("connections", addresses.page("connections")),
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
    "idea": ("who_does", PRACTICES, "procedures"),
    "exchange": ("needs", "lend_a_hand", "synergies"),
    "networks": ("connections", "roles", "learning", "plans", "statistics", "report"),
    "upkeep": ("completion", "deadlines"),
}
"""The same by what somebody comes for."""
Groups = list[tuple[str, list[tuple[str, str]]]]
"""Name of a group, and the name and address of its ways."""

TOGETHER: Final = addresses.page("together")
"""The page that leads to all of them."""


def crumb_of(site: Site) -> Crumb:
    """Return the way back to that page."""
    return Crumb(site.texts("shell.together"), TOGETHER)


def groups_of(site: Site) -> Groups:
    """Return the pages that the catalogue of a site has; no door leads to good practices that nobody told."""
    has_plans = bool(site.catalogue.vocabularies["piani"].terms)
    groups = ways(site.settings, has_plans=has_plans, has_reports=bool(site.reports))
    untold = set() if site.practices else {PRACTICES}
    return [(group, [way for way in held if way[0] not in untold]) for group, held in groups]


def ways(settings: Mapping[str, Any], *, has_plans: bool, has_reports: bool) -> Groups:
    """Return the pages that this catalogue has, in their groups; `settings` are those of `extra.catalogue`."""
    missing = {
        *(() if has_plans else ("plans",)),
        *(() if has_reports else ("report",)),
        *(() if are_public(settings) else ("completion", "deadlines")),
    }
    there = {name: address for name, address in WAYS if name not in missing}
    groups = [(group, [(name, there[name]) for name in names if name in there]) for group, names in GROUPS.items()]
    return [(group, held) for group, held in groups if held]
