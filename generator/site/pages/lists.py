"""Lists of records, and lists of the terms that group them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Any, Final

from generator import addresses
from generator.records.vocabulary import label_of
from generator.site.model import FACETS, Chip, ChipGroup, Site, sorting_key
from generator.site.pages.page import Crumb, Page, sheets

_NARROWING: Final = ("tema", "destinatari", "territorio")
_MOST_PLACES: Final = 16
_SECTION_OF: Final = {"rete": "reti", "ente": "enti", "pratica": "pratiche"}
"""Where the page of a term holds what a list is of; activities come first there."""
ENDED_ADDRESS: Final = f"{addresses.section('attivita')}gia-fatto/"

_HOLDING_OF: Final = {
    "attivita": "activities",
    "rete": "networks",
    "ente": "organizations",
    "pratica": "practices",
    "storia": "stories",
}
TABS: Final = {
    "rete": "networks",
    "ente": "organizations",
    "attivita": "activities",
    "tema": "themes",
    "territorio": "territories",
    "destinatari": "audiences",
}
"""Entry of the main menu that each kind of page stands under; the others have none."""


@dataclass(frozen=True, slots=True)
class Listing:
    """A list of records to be cut into pages; `base` is the address of the first."""

    kind: str
    entries: Sequence[Any]
    base: str
    heading: str
    crumbs: tuple[Crumb, ...] = ()
    narrowing: Sequence[ChipGroup] = ()
    aside: tuple[str, str] | None = None
    """Words and address of a link to a list beside this one."""
    lead: str = ""
    """What the list holds; that of its kind where nothing is said."""


def activity_list(site: Site) -> Iterator[Page]:
    """Activities that go on, and in a list of their own those that are over."""
    aside = (site.texts("list.ended_link", n=len(site.ended)), ENDED_ADDRESS) if site.ended else None
    yield from _list(site, "attivita", site.activities, aside)
    if site.ended:
        texts = site.texts
        over = Listing("attivita", site.ended, ENDED_ADDRESS, texts("list.ended"), lead=texts("list.ended_lead"))
        yield from listing(site, over)


def network_list(site: Site) -> Iterator[Page]:
    """All networks."""
    return _list(site, "rete", site.networks)


def practice_list(site: Site) -> Iterator[Page]:
    """All good practices."""
    return _list(site, "pratica", site.practices)


def story_list(site: Site) -> Iterator[Page]:
    """All stories, newest first; no page where there is none."""
    if site.stories:
        told = Listing("storia", site.stories, addresses.section("storia"), site.texts("list.storia"))
        yield from listing(site, told)


def organization_list(site: Site) -> Iterator[Page]:
    """All organisations, as an alphabet."""
    return _list(site, "ente", site.organizations)


def _list(site: Site, kind: str, entries: Sequence[Any], aside: tuple[str, str] | None = None) -> Iterator[Page]:
    heading = site.texts(f"list.{kind}")
    base = addresses.section(kind)
    return listing(site, Listing(kind, entries, base, heading, narrowing=narrowing(site, kind), aside=aside))


def listing(site: Site, told: Listing) -> Iterator[Page]:
    """Pages of one list of records."""
    is_alphabet = told.kind == "ente"
    letters = _letters(told.entries, told.base) if is_alphabet else []
    lead = told.lead or site.texts(f"list.{told.kind}_lead")
    for sheet in sheets(told.entries, told.base):
        is_first = sheet.number == 1
        yield Page(
            kind=f"elenco-{told.kind}",
            address=sheet.address,
            title=told.heading if is_first else site.texts("list.page", title=told.heading, n=sheet.number),
            template="organizations.html" if is_alphabet else "list.html",
            context={
                "heading": told.heading,
                "lead": lead,
                "sheet": sheet,
                "narrowing": told.narrowing,
                "counted": site.words.count(f"count.{_HOLDING_OF[told.kind]}", len(told.entries)),
                "letters": letters,
                "groups": _by_letter(sheet.items) if is_alphabet else [],
                "aside": told.aside,
            },
            description=lead,
            tab=TABS.get(told.kind, ""),
            crumbs=told.crumbs,
        )


def narrowing(site: Site, kind: str) -> list[ChipGroup]:
    """Chips over a list: how many of its records stand under each theme, group of people, place."""
    groups = []
    for facet in _NARROWING:
        counted = {code: len(getattr(held, _HOLDING_OF[kind])) for code, held in site.holdings(facet).items()}
        chips = [_towards(site.chip(facet, code, count), kind) for code, count in counted.items() if count]
        if facet == "territorio":
            chips = site.nearest(sorted(chips, key=lambda chip: (-chip.count, chip.label)))[:_MOST_PLACES]
        groups.append(ChipGroup(FACETS[facet], site.texts(f"list.{facet}"), chips))
    return groups


def _towards(chip: Chip, kind: str) -> Chip:
    """Lead to the section of a term's page that holds what the list is of."""
    return replace(chip, address=f"{chip.address}#{_SECTION_OF[kind]}") if kind in _SECTION_OF else chip


def theme_list(site: Site) -> Iterator[Page]:
    """Themes by family."""
    families = site.catalogue.vocabularies["temi"].scheme.families
    chips = _term_chips(site, "tema")
    groups = [
        ChipGroup(family.code, label_of(family, site.texts.lang), found)
        for family in families
        if (found := [chip for chip in chips if site.words.family([chip.code]) == family.code])
    ]
    yield _term_list(site, "tema", groups, cards=True)


def audience_list(site: Site) -> Iterator[Page]:
    """Groups of people."""
    yield _term_list(
        site, "destinatari", [ChipGroup("", site.texts("list.all"), _term_chips(site, "destinatari"))], cards=True
    )


def territory_list(site: Site) -> Iterator[Page]:
    """Places by level: quarters under their town, then towns, then wider areas."""
    terms = site.catalogue.vocabularies["territori"].terms
    chips = _term_chips(site, "territorio")
    groups = []
    for level in ("comune", "quartiere", "municipio", "via", "sovracomunale", "regione", "italia"):
        found = sorted(
            (one for one in chips if terms[one.code].level == level), key=lambda chip: sorting_key(chip.label)
        )
        if found:
            groups.append(ChipGroup(level, site.texts(f"level.{level}"), site.nearest(found)))
    rest = [one for one in chips if terms[one.code].level is None]
    yield _term_list(site, "territorio", [*groups, *([ChipGroup("", site.texts("list.all"), rest)] if rest else [])])


def activity_kind_list(site: Site) -> Iterator[Page]:
    """Kinds of activity by family."""
    terms = site.catalogue.vocabularies["tipi_attivita"].terms
    chips = _term_chips(site, "tipo")
    families = dict.fromkeys(terms[chip.code].family or "" for chip in chips)
    groups = [
        ChipGroup(
            family, _family_label(site, family), [chip for chip in chips if (terms[chip.code].family or "") == family]
        )
        for family in families
    ]
    yield _term_list(site, "tipo", groups)


def _term_list(site: Site, kind: str, groups: Sequence[ChipGroup], *, cards: bool = False) -> Page:
    return Page(
        kind=f"elenco-{kind}",
        address=addresses.section(kind),
        title=site.texts(f"list.{kind}"),
        template="terms.html",
        context={
            "heading": site.texts(f"list.{kind}"),
            "lead": site.texts(f"list.{kind}_lead"),
            "groups": groups,
            "cards_wanted": cards,
        },
        description=site.texts(f"list.{kind}_lead"),
        tab=TABS.get(kind, ""),
    )


def _term_chips(site: Site, kind: str) -> list[Chip]:
    return [site.chip(kind, code, held.total) for code, held in site.holdings(kind).items()]


def _family_label(site: Site, family: str) -> str:
    named = {one.code: one for one in site.catalogue.vocabularies["tipi_attivita"].scheme.families}
    if family in named:
        return label_of(named[family], site.texts.lang)
    return site.texts(f"kinds.{family}") if f"kinds.{family}" in site.texts else site.texts("list.others")


def _by_letter(entries: Sequence[Any]) -> list[tuple[str, list[Any]]]:
    return [(letter, list(group)) for letter, group in groupby(entries, key=_initial)]


def _letters(entries: Sequence[Any], base: str) -> list[tuple[str, str]]:
    first: dict[str, str] = {}
    for sheet in sheets(entries, base):
        for letter, _ in _by_letter(sheet.items):
            first.setdefault(letter, f"{sheet.address}#{letter_anchor(letter)}")
    return list(first.items())


def _initial(entry: Any) -> str:
    letter = sorting_key(entry.name)[:1].upper()
    return letter if letter.isalpha() else "0–9"


def letter_anchor(letter: str) -> str:
    """Anchor of a letter of the alphabet in a list."""
    return f"lettera-{letter.lower()}" if letter.isalpha() else "lettera-numeri"
