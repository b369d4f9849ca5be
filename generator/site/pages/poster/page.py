"""`/locandine/`: a sheet to hang up for each network and each need, with a code to photograph and strips to tear off.

One page of A4 that prints well from any browser. Of what is protected there is nothing, and about violence nothing but
the numbers that always answer: the strip that goes home in a pocket says no more than that.
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Any, Final

from generator import addresses
from generator.catalogue import ActivityEntry, NetworkEntry
from generator.catalogue.answers import needs_of
from generator.records.vocabulary import Term, label_of
from generator.site.languages import paths_in_others
from generator.site.model import Site
from generator.site.page import Crumb, Page
from generator.site.parts.emergency import DANGER
from generator.site.parts.facts import address_line, is_discreet
from generator.site.parts.markdown import shortened
from generator.site.parts.qr import qr
from generator.site.parts.reach import ways_to_reach
from generator.site.search.metadata import found_as_page

ADDRESS: Final = addresses.page("poster")
STRIPS: Final = 9
_DOOR: Final = "/"
_IN_DANGER: Final = frozenset({DANGER, "112"})
_LONGEST: Final = 220
_LONGEST_STRIP: Final = 34
_FEW: Final = 3


@dataclass(frozen=True, slots=True)
class Strip:
    """What somebody takes home: a name, a number or an address."""

    name: str
    line: str


def parts_of_posters(site: Site) -> list[str]:
    """Return the codes that `poster_pages` takes: the list, then `need/code` and `network/id`."""
    needs = (f"need/{need.code}" for need in needs_of(site.catalogue))
    return [_DOOR, *needs, *(f"network/{network.id}" for network in _networks(site))]


def poster_pages(site: Site, only: Collection[str] = ()) -> Iterator[Page]:
    """The list of posters, then that of each need and of each network."""
    needs = {need.code: need for need in needs_of(site.catalogue)}
    for part in only or parts_of_posters(site):
        kind, _, code = part.partition("/")
        if kind == "need":
            yield _of_need(site, needs[code])
        else:
            yield _of_network(site, site.catalogue.networks[code]) if code else _door(site)


def poster_of(site: Site, network: NetworkEntry) -> str:
    """Return the address of the poster of a network; empty where it has none."""
    is_there = not network.is_over and not site.urgent.is_dangerous(network)
    return addresses.on_paper("poster", addresses.record(network)) if is_there else ""


def _networks(site: Site) -> list[NetworkEntry]:
    return [network for network in site.current_networks if poster_of(site, network)]


def _door(site: Site) -> Page:
    lang = site.texts.lang
    needs = [(label_of(need, lang), need.picture or "ascolto", _address(need)) for need in needs_of(site.catalogue)]
    networks = [(network, poster_of(site, network)) for network in _networks(site)]
    title, lead = site.texts("poster.title"), site.texts("poster.lead")
    # A sheet as it comes out of the printer says more than any words about it.
    shown = next(
        (page for page in (_of_need(site, need) for need in needs_of(site.catalogue)) if _is_telling(page)), None
    )
    danger = [need for need in needs_of(site.catalogue) if DANGER in need.urgent]
    return Page(
        kind="poster",
        address=ADDRESS,
        title=title,
        template="pages/poster/door.html",
        context={
            "needs": needs,
            "networks": networks,
            "is_partial": len(networks) < len(site.networks),
            "poster": shown.context["poster"] if shown else None,
            "shown": shown.address if shown else "",
            "danger": _address(danger[0]) if danger else "",
            "languages": paths_in_others(site, "poster", ADDRESS),
        },
        description=lead,
        crumbs=(Crumb(site.texts("vademecum.title"), addresses.page("vademecum")),),
        found=found_as_page(title, lead),
    )


def _is_telling(page: Page) -> bool:
    """Tell whether a sheet holds all that one may: lines with a number, and a code."""
    poster = page.context["poster"]
    return bool(poster["lines"] and poster["code"])


def _address(need: Term) -> str:
    return addresses.on_paper("poster", addresses.need(need.code))


def _of_need(site: Site, need: Term) -> Page:
    label = label_of(need, site.texts.lang)
    address = addresses.need(need.code)
    is_dangerous = DANGER in need.urgent
    numbers = site.urgent.of_need(need)
    strip = Strip(label, _short(site, address))
    lines: list[Strip] = []
    if is_dangerous:
        # What is hung up and taken away names nothing but the numbers that answer everywhere, the one of danger first.
        numbers = sorted((one for one in numbers if one.number in _IN_DANGER), key=lambda one: one.number != DANGER)
        strip = Strip("", DANGER)
    else:
        answering = [activity for activity in site.answering(need.code) if not site.urgent.is_dangerous(activity)]
        lines = [Strip(one.name, number) for one in answering if (number := _number_of(site, one))][:_FEW]
    return _page(
        site,
        address,
        label,
        {
            "lead": "" if is_dangerous else site.words.prose(need.definition),
            "need": need,
            "numbers": numbers,
            "is_dangerous": is_dangerous,
            "lines": lines,
            "strip": strip,
            "entry": None,
            "call": "",
            "write": "",
            "where": "",
        },
    )


def _number_of(site: Site, activity: ActivityEntry) -> str:
    """Return the number to call, on paper: none of what is discreet."""
    ways = () if is_discreet(activity) else ways_to_reach(activity, site.contacts_of(activity), "", site.texts)
    return next((way.text for way in ways if way.kind == "call"), "")


def _of_network(site: Site, network: NetworkEntry) -> Page:
    address = addresses.record(network)
    ways = {way.kind: way for way in ways_to_reach(network, site.contacts_of(network), "", site.texts)}
    call = ways["call"].text if "call" in ways else ""
    write = ways["write"].href.removeprefix("mailto:") if "write" in ways else ""
    places = [] if any(place.protected for place in network.record.places) else network.record.places[:1]
    seat = ", ".join(
        filter(
            None, (part for place in places for part in (place.name, address_line(place, site.catalogue, site.words)))
        )
    )
    return _page(
        site,
        address,
        network.name,
        {
            "lead": shortened(network.record.summary or network.opening or "", _LONGEST),
            "need": None,
            "numbers": (),
            "is_dangerous": False,
            "lines": (),
            "strip": Strip(shortened(network.name, _LONGEST_STRIP), call or _short(site, address)),
            "entry": network,
            "call": call,
            "write": write,
            "where": seat or (site.place_names(network.territories[:_FEW]) if network.territories else ""),
        },
        hue=site.words.hue_of(network.themes),
    )


def _short(site: Site, address: str) -> str:
    """Return an address as somebody types it."""
    return addresses.absolute(site.url, address).removeprefix("https://").rstrip("/") if site.url else ""


def _page(site: Site, of: str, title: str, context: dict[str, Any], hue: str = "") -> Page:
    url = addresses.absolute(site.url, of) if site.url else ""
    is_dangerous: bool = context["is_dangerous"]
    return Page(
        kind="poster",
        address=addresses.on_paper("poster", of),
        title=site.texts("poster.title_of", of=title),
        template="pages/poster/page.html",
        context={
            "poster": context
            | {
                "heading": title,
                "hue": hue,
                "strips": STRIPS,
                "code": "" if is_dangerous else qr(url),
                "url": "" if is_dangerous else _short(site, of),
                "look": dict.fromkeys(("ente", "logo")) | (site.settings.get("aspetto") or {}),
            },
            "target": of,
            "is_sample": False,
            "languages": paths_in_others(site, "poster", addresses.on_paper("poster", of)),
        },
        hue=hue,
        crumbs=(Crumb(site.texts("poster.title"), ADDRESS),),
        indexed=False,
    )
