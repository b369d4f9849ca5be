"""The page of a theme, a place, a group of people, a kind of activity: everything that stands under it."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from generator import addresses
from generator.catalogue import ActivityEntry
from generator.catalogue.kinds import KINDS, TERMS
from generator.records.vocabulary import label_of
from generator.site.model import Chip, Holdings, Site
from generator.site.page import PER_SECTION, Crumb, Page
from generator.site.pages.home.band import anchor
from generator.site.pages.synergies.page import place_address
from generator.site.parts.listing import Listing, listing
from generator.site.search.metadata import facets_of_term, found_by, shown_of_term

_SUBLISTS: Final = (
    ("attivita", "activities"),
    ("rete", "networks"),
    ("ente", "organizations"),
    ("pratica", "practices"),
)
_ANCHORS: Final = {"networks": "reti", "organizations": "enti", "practices": "pratiche"}
_BROADER_TOO: Final = frozenset({"territorio", "destinatari"})


def theme_pages(site: Site) -> Iterator[Page]:
    """Pages of themes."""
    return _pages(site, "tema")


def territory_pages(site: Site) -> Iterator[Page]:
    """Pages of places."""
    return _pages(site, "territorio")


def audience_pages(site: Site) -> Iterator[Page]:
    """Pages of groups of people."""
    return _pages(site, "destinatari")


def activity_kind_pages(site: Site) -> Iterator[Page]:
    """Pages of kinds of activity."""
    return _pages(site, "tipo")


def _pages(site: Site, kind: str) -> Iterator[Page]:
    for code, held in site.holdings(kind).items():
        yield _term_page(site, kind, code, held)
        yield from _sublists(site, kind, code, held)


def _term_page(site: Site, kind: str, code: str, held: Holdings) -> Page:
    address = addresses.term(kind, code)
    scheme = TERMS[kind].scheme
    label = site.words.label(scheme, code)
    groups = _activity_groups(site, kind, address, held.activities)
    definition = site.catalogue.vocabularies[scheme].terms[code].definition or ""
    shown = shown_of_term(kind, code, site)
    return Page(
        kind=kind,
        address=address,
        title=site.place_name(code) if kind == "territorio" else label,
        template="pages/term/page.html",
        context={
            "code": code,
            "label": label,
            "definition": definition if site.texts.lang == "it" else "",
            "kind_line": _kind_line(site, kind, code),
            "jumps": _jumps(site, held, groups),
            "below": _below(site, kind, code),
            "below_label": site.texts(f"term.below_{kind}") if kind in _BROADER_TOO else "",
            "activity_groups": groups,
            "ended": held.ended,
            "networks": held.networks,
            "practices": held.practices,
            "organizations": held.organizations,
            "together": place_address(code) if kind == "territorio" and code in site.synergies.by_town else "",
            "more_networks": f"{address}reti/",
            "more_practices": f"{address}buone-pratiche/",
            "more_organizations": f"{address}enti/",
            "facets": facets_of_term(kind),
            "shown": shown,
        },
        description=site.texts(f"term.description_{kind}", label=label, counted=_counted(site, held)),
        tab=KINDS[kind].menu,
        hue=site.words.hue_of([code]) if kind == "tema" else "",
        crumbs=(Crumb(site.texts(f"list.{kind}"), addresses.section(kind)),),
        json_ld=site.describer.term(scheme, code, address),
        found_by=found_by(label, shown) if held.total else (),
    )


def _sublists(site: Site, kind: str, code: str, held: Holdings) -> Iterator[Page]:
    address = addresses.term(kind, code)
    label = site.words.label(TERMS[kind].scheme, code)
    crumbs = (Crumb(site.texts(f"list.{kind}"), addresses.section(kind)), Crumb(label, address))
    for listed, attribute in _SUBLISTS:
        entries: Sequence[Any] = getattr(held, attribute)
        if len(entries) > PER_SECTION:
            heading = f"{site.texts(f'list.{listed}')} · {label}"
            base = f"{address}{addresses.section(listed)}"
            yield from listing(site, Listing(listed, entries, base, heading, crumbs))


def _activity_groups(
    site: Site, kind: str, address: str, activities: Sequence[ActivityEntry]
) -> list[Mapping[str, Any]]:
    more = f"{address}{addresses.section('attivita')}"
    if kind != "territorio":
        group = {
            "label": site.texts("section.activities"),
            "anchor": "attivita",
            "hue": "",
            "entries": activities,
            "more": more,
        }
        return [group] if activities else []
    families = [
        (one.code, label_of(one, site.texts.lang)) for one in site.catalogue.vocabularies["temi"].scheme.families
    ]
    groups: list[Mapping[str, Any]] = []
    for family, label in [*families, ("", site.texts("section.other_activities"))]:
        found = [one for one in activities if site.words.family(one.themes) == family]
        if found:
            hue = site.words.hue(family)
            groups.append({"label": label, "anchor": anchor(family), "hue": hue, "entries": found, "more": more})
    return groups


def _below(site: Site, kind: str, code: str) -> list[Chip]:
    if kind not in _BROADER_TOO:
        return []
    held = site.holdings(kind)
    children = site.catalogue.vocabularies[TERMS[kind].scheme].children.get(code, ())
    return [site.chip(kind, child, held[child].total) for child in children if child in held]


def _kind_line(site: Site, kind: str, code: str) -> str:
    if kind != "territorio":
        return site.texts(f"term.{kind}")
    places = site.catalogue.vocabularies["territori"]
    level = places.terms[code].level
    above = [site.words.label("territori", one) for one in places.ancestors(code)[:2]]
    return ", ".join([site.texts(f"level_one.{level}") if level else site.texts("term.territorio"), *above])


def _jumps(site: Site, held: Holdings, groups: Sequence[Mapping[str, Any]]) -> list[tuple[str, str]]:
    """What is on the page, how many, and where."""
    anchors = {**_ANCHORS, "activities": groups[0]["anchor"] if groups else ""}
    return [
        (site.words.count(f"count.{name}", len(getattr(held, name))), anchors[name])
        for _, name in _SUBLISTS
        if getattr(held, name)
    ]


def _counted(site: Site, held: Holdings) -> str:
    return site.words.listed([label for label, _ in _jumps(site, held, ())])
