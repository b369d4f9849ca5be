"""`/incorpora/`: how another site shows a piece of the catalogue; with JavaScript it writes the code to be copied."""

from collections.abc import Iterator, Mapping
from html import escape
from itertools import chain
from typing import Any, Final

from generator import addresses
from generator.catalogue.entries import AnyRecord
from generator.catalogue.kinds import TERMS
from generator.records.vocabulary import label_of
from generator.site.model import Site
from generator.site.page import Page
from generator.site.pages.calendar.page import has_calendar
from generator.site.pages.embed.data import ELEMENT
from generator.site.pages.embed.embeds import EMBEDS, Embed

ADDRESS: Final = addresses.page("embedding")
KINDS: Final = ("attivita", "rete", "ente", "pratica")
"""Kinds of record that a list may be of."""
_MOST_NETWORKS: Final = 300
_FACETS: Final = {"luogo": "territorio", "tema": "tema", "per": "destinatari"}
_ELSEWHERE: Final = "https://indirizzo-del-catalogo.example/"
"""Stands for the address of a catalogue that has none yet."""


def embedding_page(site: Site) -> Iterator[Page]:
    """One page; the examples are of this catalogue, ready to be copied as they are."""
    record = next(chain[AnyRecord](site.activities, site.networks, site.organizations), None)
    families = site.catalogue.vocabularies["temi"].scheme.families
    place = next((code for code, held in site.holdings("territorio").items() if held.activities), "")
    given = {
        "embed_card": {"scheda": addresses.record(record).rstrip("/")} if record else {},
        "embed_list": {"genere": "attivita", **({"luogo": place} if place else {})},
        "embed_calendar": {"luogo": place, "giorni": "7"} if place else {"giorni": "7"},
    }
    yield Page(
        kind="embedding",
        address=ADDRESS,
        title=site.texts("embedding.title"),
        template="pages/embedding/page.html",
        context={
            "pieces": [(embed, example_of(embed, given.get(embed.name, {}), site, record)) for embed in EMBEDS],
            "networks": with_calendar(site),
            "choices": {
                **{facet: _choices(site, kind) for facet, kind in _FACETS.items()},
                "famiglia": [(family.code, label_of(family, site.texts.lang)) for family in families],
            },
            "kinds": [(addresses.SECTIONS[kind], site.texts(f"list.{kind}")) for kind in KINDS],
            "base": addresses.absolute(site.url, "") or _ELSEWHERE,
            "element": ELEMENT,
            "site_name": str(site.config["site_name"]),
            "is_known": bool(site.url),
            "has_oembed": site.has_oembed,
        },
        description=site.texts("embedding.lead"),
    )


def example_of(
    embed: Embed, options: Mapping[str, str], site: Site, record: AnyRecord | None = None
) -> Mapping[str, str]:
    """Return the code of an element and that of a frame that show the same; without a script it leads to the record."""
    base = addresses.absolute(site.url, "") or _ELSEWHERE
    given = "".join(f' {name}="{escape(value)}"' for name, value in options.items())
    query = "&amp;".join(f"{name}={escape(value)}" for name, value in options.items())
    shown = record if "scheda" in options else None
    page = base + addresses.record(shown) if shown else base
    name = escape(shown.name if shown else str(site.config["site_name"]))
    title = escape(site.texts(f"{embed.name}.title"))
    return {
        "element": f'<script src="{base}{ELEMENT}" defer></script>\n<{embed.element}{given}>'
        f'<a href="{page}">{name}</a></{embed.element}>',
        "frame": f'<iframe src="{base}{embed.address}{query and f"?{query}"}" title="{title}" loading="lazy"'
        ' style="width:100%;height:26rem;border:0"></iframe>',
    }


def with_calendar(site: Site) -> list[tuple[str, str]]:
    """Return id and name of the networks whose calendar has a page, by name; none where they are too many to choose."""
    found = [network for network in site.networks if has_calendar(site, addresses.record(network))]
    return [(network.id, network.name) for network in found] if len(found) <= _MOST_NETWORKS else []


def _choices(site: Site, kind: str) -> list[tuple[str, str]]:
    """Return code and name of each term under which something stands, by name."""
    label: Any = site.place_name if kind == "territorio" else lambda code: site.words.label(TERMS[kind].scheme, code)
    return sorted(((code, label(code)) for code in site.holdings(kind)), key=lambda choice: choice[1])
