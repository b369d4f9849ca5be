"""Lists of the terms that group records: themes, people, places, kinds of activity."""

from collections.abc import Iterator, Sequence

from generator import addresses
from generator.catalogue.kinds import KINDS
from generator.records.vocabulary import label_of
from generator.site.model import Chip, ChipGroup, Site, sorting_key
from generator.site.page import Page


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
        template="pages/term_list/page.html",
        context={
            "heading": site.texts(f"list.{kind}"),
            "lead": site.texts(f"list.{kind}_lead"),
            "groups": groups,
            "cards_wanted": cards,
        },
        description=site.texts(f"list.{kind}_lead"),
        tab=KINDS[kind].menu,
    )


def _term_chips(site: Site, kind: str) -> list[Chip]:
    return [site.chip(kind, code, held.total) for code, held in site.holdings(kind).items()]


def _family_label(site: Site, family: str) -> str:
    named = {one.code: one for one in site.catalogue.vocabularies["tipi_attivita"].scheme.families}
    if family in named:
        return label_of(named[family], site.texts.lang)
    return site.texts(f"kinds.{family}") if f"kinds.{family}" in site.texts else site.texts("list.others")
