"""`/temi/`, `/destinatari/`, `/territori/`, `/tipi/`: the terms that group records, and how many stand under each."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

from generator import addresses
from generator.catalogue.kinds import KINDS, TERMS
from generator.records.vocabulary import label_of
from generator.site.model import Chip, ChipGroup, Site, sorting_key
from generator.site.page import Page
from generator.site.parts.maps.places import place_map
from generator.site.parts.maps.themes import by_family


def theme_list(site: Site) -> Iterator[Page]:
    """Themes by family."""
    yield _term_list(site, "tema", _by_family(site, "tema"), cards=True)


def audience_list(site: Site) -> Iterator[Page]:
    """Groups of people: by age, by what they live through, those who help."""
    yield _term_list(site, "destinatari", _by_family(site, "destinatari"), cards=True)


def _by_family(site: Site, kind: str) -> list[ChipGroup]:
    """Group terms by the families of their vocabulary; what has none, or an unknown one, stands last."""
    vocabulary = site.catalogue.vocabularies[TERMS[kind].scheme]
    chips = _term_chips(site, kind)
    groups = [
        ChipGroup(
            family.code,
            label_of(family, site.texts.lang),
            [chip for chip in chips if vocabulary.terms[chip.code].family == family.code],
        )
        for family in vocabulary.scheme.families
    ]
    found = {chip.code for group in groups for chip in group.chips}
    rest = [chip for chip in chips if chip.code not in found]
    last = ChipGroup("", site.texts("list.others" if found else "list.all"), rest)
    return [group for group in (*groups, last) if group.chips]


def territory_list(site: Site) -> Iterator[Page]:
    """Places by level, the quarters of a single town first, and without its name; wider areas last."""
    terms = site.catalogue.vocabularies["territori"].terms
    chips = _term_chips(site, "territorio")
    groups = []
    towns = {site.catalogue.geography.town(chip.code) for chip in chips if terms[chip.code].level == "quartiere"}
    first = ("quartiere", "comune") if len(towns) == 1 else ("comune", "quartiere")
    for level in (
        *(*first, "municipio", "frazione", "via"),
        *("sovracomunale", "provincia", "regione", "italia"),
    ):
        places = sorted(
            (chip for chip in chips if terms[chip.code].level == level), key=lambda chip: sorting_key(chip.label)
        )
        if level == "quartiere" and len(towns) == 1:
            places = [replace(chip, label=site.words.label("territori", chip.code)) for chip in places]
        if places:
            groups.append(ChipGroup(level, site.texts(f"level.{level}"), site.nearest(places)))
    rest = [chip for chip in chips if terms[chip.code].level is None]
    groups += [ChipGroup("", site.texts("list.all"), rest)] if rest else []
    shown = place_map(site)
    yield _term_list(site, "territorio", groups, map=shown, layers=by_family(site, shown) if shown else None)


def activity_kind_list(site: Site) -> Iterator[Page]:
    """Kinds of activity by family."""
    vocabulary = site.catalogue.vocabularies["tipi_attivita"]
    labels = {family.code: label_of(family, site.texts.lang) for family in vocabulary.scheme.families}
    by_family: dict[str, list[Chip]] = {}
    for chip in _term_chips(site, "tipo"):
        by_family.setdefault(vocabulary.terms[chip.code].family or "", []).append(chip)
    groups = []
    for family, kinds in by_family.items():
        # A family that the vocabulary does not name may be one of ours; else it stands under «others».
        key = f"kinds.{family}" if f"kinds.{family}" in site.texts else "list.others"
        groups.append(ChipGroup(family, labels[family] if family in labels else site.texts(key), kinds))
    yield _term_list(site, "tipo", groups)


def _term_list(site: Site, kind: str, groups: Sequence[ChipGroup], *, cards: bool = False, **beside: Any) -> Page:
    return Page(
        kind=f"{kind}-list",
        address=addresses.section(kind),
        title=site.texts(f"list.{kind}"),
        template="pages/term_list/page.html",
        context={
            "heading": site.texts(f"list.{kind}"),
            "lead": site.texts(f"list.{kind}_lead"),
            "groups": groups,
            "cards_wanted": cards,
            "map": None,
            **beside,
        },
        description=site.texts(f"list.{kind}_lead"),
        tab=KINDS[kind].menu,
    )


def _term_chips(site: Site, kind: str) -> list[Chip]:
    return [site.chip(kind, code, held.total) for code, held in site.holdings(kind).items()]
