"""Where exactly an activity is: the house and the street, as far as its record says them and may."""

from collections.abc import Iterable
from typing import Final

from generator.catalogue import ActivityEntry
from generator.records.common import Place
from generator.site.model import Site
from generator.site.parts.facts import is_discreet, places_of, street_line

_NAMELESS: Final = frozenset(
    {"sede", "sede legale", "sede operativa", "sede sociale", "segreteria", "ufficio", "uffici"}
)
"""Houses called so are known to who knows whose they are: to all others the street says more."""


def where_line(site: Site, activity: ActivityEntry, here: str = "") -> str:
    """Return where an activity is, on a page of the place `here` that one first; empty where only that place is known.

    A house stands with its street, and with its quarter or town where these are not the page's.
    """
    codes = sorted(activity.territories, key=lambda code: code != here)
    venues = public_venues(activity)
    if len(codes) == 1:
        return "; ".join(_line(site, activity, venue, venue.territory or codes[0], here) for venue in venues[:1])
    # The town of a quarter goes unsaid only on pages of that town.
    name = site.places_line if not here or site.is_at_home((here,)) else site.place_names
    others = name([code for code in codes if code != here])
    at_hand = next((venue for venue in venues if here and venue.territory == here), None)
    if at_hand and others:
        return site.texts("place.and_at", here=_line(site, activity, at_hand, here, here), places=others)
    return name(codes) if here in codes else ""


def house_line(site: Site, activity: ActivityEntry) -> str:
    """Return where an activity is, in few words: the house, else the street, beside the quarter; else the places."""
    venues = public_venues(activity) if len(activity.territories) == 1 else []
    if not venues:
        return site.places_line(activity.territories)
    venue = venues[0]
    house = venue.name if venue.name and venue.name != activity.name else ""
    street = street_line(venue)
    near = street if street and house.casefold() in _NAMELESS else house or street
    told = ", ".join(_unsaid((near, _area(site, venue.territory or activity.territories[0], ""))))
    return told[:1].upper() + told[1:]


def public_venues(activity: ActivityEntry) -> list[Place]:
    """Return the places to go to that may be named: of what protects people only those said to be public."""
    places = places_of(activity)
    if any(place.protected for place in places):
        return []
    is_public = [place for place in places if place.protected is False or not is_discreet(activity)]
    return [place for place in is_public if place.name or place.address]


def _line(site: Site, activity: ActivityEntry, venue: Place, territory: str, here: str) -> str:
    street = street_line(venue)
    # A house that is called as what is done there was named a line above.
    house = "" if street and venue.name == activity.name else venue.name or ""
    parts = _unsaid((house, street))
    if territory == here:
        return ", ".join(parts)
    return ", ".join([*parts, _area(site, territory, here)])


def _area(site: Site, territory: str, here: str) -> str:
    is_near = site.is_at_home((territory,)) and (not here or site.is_at_home((here,)))
    return site.words.label("territori", territory) if is_near else site.place_name(territory)


def _unsaid(parts: Iterable[str]) -> list[str]:
    return [part for part in dict.fromkeys(parts) if part]
