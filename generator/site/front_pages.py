"""The first page, the search page, and the page for an address that is not there."""

from collections.abc import Callable, Iterator, Sequence
from itertools import chain, zip_longest
from typing import Any, Final
from urllib.parse import urlsplit

from generator import addresses
from generator.catalogue import Status
from generator.site.model import FACETS, Chip, ChipGroup, Site
from generator.site.pages import Page
from generator.site.weave import band

_SHOWN: Final = 6
_MOST_AUDIENCES: Final = 8
_RESULT_GROUPS: Final = ("attivita", "rete", "ente", "pratica", "tema", "territorio", "destinatari", "tipo", "pagina")
_GENRES: Final = (
    ("attivita", "activities"),
    ("rete", "networks"),
    ("ente", "organizations"),
    ("pratica", "practices"),
)


def home(site: Site) -> Iterator[Page]:
    """The first page."""
    description = str(site.config.get("site_description") or site.texts("home.description"))
    yield Page(
        kind="home",
        address="",
        title="",
        template="home.html",
        context={
            "description": description,
            "audiences": _busiest(site, "destinatari")[:_MOST_AUDIENCES],
            "themes": _chips(site, "tema"),
            "band": band(site.catalogue, site.words),
            "activities": _varied(
                site, site.activities, lambda one: (one.status is Status.UNCONFIRMED, one.record.schedule is None)
            ),
            "activity_count": len(site.activities),
            "networks": _varied(site, site.networks, lambda one: -len(site.catalogue.members.get(one.id, ()))),
            "network_count": len(site.networks),
        },
        description=description,
        json_ld=site.describer.website(str(site.config["site_name"]), description),
    )


def search_page(site: Site) -> Iterator[Page]:
    """Search: every facet is a list of links until JavaScript makes filters of them."""
    genres = [
        Chip(kind, site.texts(f"list.{kind}"), addresses.section(kind), len(getattr(site, name)))
        for kind, name in _GENRES
    ]
    groups = [ChipGroup("genere", site.texts("search.kind"), [chip for chip in genres if chip.count])]
    chips = {"tema": _chips(site, "tema"), "destinatari": _chips(site, "destinatari")}
    chips["territorio"] = site.nearest(_busiest(site, "territorio"))
    groups += [ChipGroup(FACETS[kind], site.texts(f"list.{kind}"), found) for kind, found in chips.items()]
    yield Page(
        kind="cerca",
        address="cerca/",
        title=site.texts("search.title"),
        template="cerca.html",
        context={"groups": groups, "genres": [(kind, site.texts(f"search.genre_{kind}")) for kind in _RESULT_GROUPS]},
        description=site.texts("search.description"),
    )


def missing_page(site: Site) -> Iterator[Page]:
    """The page for an address that is not there; served from any depth, so its links start from the root."""
    yield Page(kind="404", address="404.html", title=site.texts("missing.title"), template="404.html", indexed=False)


def root_of(site: Site) -> str:
    """Path of the site on its host, with a slash at both ends."""
    return f"{urlsplit(site.url).path.rstrip('/')}/"


def _chips(site: Site, kind: str) -> list[Chip]:
    return [site.chip(kind, code, held.total) for code, held in site.holdings(kind).items() if held.total]


def _busiest(site: Site, kind: str) -> list[Chip]:
    return sorted(_chips(site, kind), key=lambda chip: (-chip.count, chip.label))


def _varied(site: Site, entries: Sequence[Any], rank: Callable[[Any], Any]) -> list[Any]:
    """A few entries, best first, one of each family of themes before a second of any; the own town comes first."""
    ranked = sorted(entries, key=lambda one: (not site.is_at_home(one.territories), rank(one)))
    families: dict[str, list[Any]] = {}
    for one in ranked:
        families.setdefault(site.words.family(getattr(one, "themes", None) or one.record.themes), []).append(one)
    rounds = chain.from_iterable(zip_longest(*families.values()))
    return [one for one in rounds if one is not None][:_SHOWN]
