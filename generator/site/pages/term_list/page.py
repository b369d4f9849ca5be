"""`/temi/`, `/destinatari/`, `/territori/`, `/tipi/`: the terms that group records, with the activities of each.

A number beside a term is that of its activities, as its own page lists them (`Site.counted`).
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from generator import addresses
from generator.catalogue import ActivityEntry
from generator.catalogue.kinds import KINDS, TERMS
from generator.catalogue.vocabularies import EVERYBODY
from generator.records.vocabulary import label_of
from generator.site.model import Chip, ChipGroup, Holdings, Site, sorting_key
from generator.site.page import Page
from generator.site.pages.term_list.finder import finder
from generator.site.parts.adding_up import adding_up
from generator.site.parts.contacts import office_by_telephone
from generator.site.parts.days import next_first
from generator.site.parts.facts import together
from generator.site.parts.maps.places import place_map
from generator.site.parts.maps.themes import by_family

_SMALL: Final = ("municipio", "frazione", "via")
_STREET: Final = "via"
_WIDE: Final = ("sovracomunale", "provincia", "regione", "italia")
"""Levels of what is smaller than a town and no quarter, and of what holds several towns."""
_NAMED: Final = 6
"""So many towns of a wider area are named; more are counted."""
_FOUND_BY: Final = 6
"""So many activities of a kind lead to it by their name, for who looks for it among the kinds."""
_HINTED: Final = 12
_HINTS: Final = 2
"""So many places of a level say what is on there, with so many activities each."""
_FEW: Final = 3
"""More families than these are too long a list for a telephone without a way to each."""
_HELPING: Final = "volontariato"
_HELPERS: Final = "volontari"
"""The theme about volunteers, and volunteers: who looks for them may want to be one."""
_ACTIVITIES: Final = "count.activities"
_KINDS_NAMED: Final = 3
"""So many kinds say on a phone what a family holds."""


def theme_list(site: Site) -> Iterator[Page]:
    """Themes by family; from the one about volunteers the way leads on to who looks for a hand."""
    groups = _by_family(site, "tema")
    is_jumped = len(groups) > _FEW and all(group.name for group in groups)
    # Young people have more among people than under the theme named for them: each list leads to the others.
    ways = [_way(site, "by_kind", "tipo"), _way(site, "by_people", "destinatari")]
    counting = [_counting(site, "tema", "destinatari")]
    yield _term_list(
        site, "tema", groups, look="cards", helping=_HELPING, is_jumped=is_jumped, ways=ways, counting=counting
    )


def audience_list(site: Site) -> Iterator[Page]:
    """Groups of people: by age, by what they live through, those who help; narrower ones under those that hold them."""
    groups = [
        replace(group, chips=_nested(site, "destinatari", group.chips)) for group in _by_family(site, "destinatari")
    ]
    is_jumped = len(groups) > _FEW and all(group.name for group in groups)
    held = site.holdings("destinatari").get(EVERYBODY)
    open_to_all = site.texts("list.meant_for", who=site.words.label("destinatari", EVERYBODY))
    yield _term_list(
        site,
        "destinatari",
        groups,
        look="cards",
        helping=_HELPERS,
        is_jumped=is_jumped,
        counting=[_counting(site, "destinatari", "tema"), *([open_to_all] if held and held.activities else [])],
    )


def _counting(site: Site, kind: str, other: str) -> str:
    """Say what a list of terms counts: another list has the same names, and other numbers."""
    return site.texts(f"list.counting_{kind}", other=site.texts(f"list.{other}"))


def _way(site: Site, question: str, kind: str) -> tuple[str, str, str]:
    """Return the way to another list of terms: for whom it is, its name, its address."""
    return site.texts(f"list.{question}"), site.texts(f"list.{kind}"), addresses.section(kind)


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


def _nested(site: Site, kind: str, chips: Sequence[Chip]) -> list[Chip]:
    """Put each term under the nearest wider one that stands in the same group: who seeks sees what holds what."""
    vocabulary = site.catalogue.vocabularies[TERMS[kind].scheme]
    there = {chip.code for chip in chips}
    wider = {chip.code: next((code for code in vocabulary.ancestors(chip.code) if code in there), "") for chip in chips}

    def below(whole: str) -> list[Chip]:
        return [replace(chip, below=below(chip.code)) for chip in chips if wider[chip.code] == whole]

    return below("")


def territory_list(site: Site) -> Iterator[Page]:
    """Places by level, the quarters of a single town first, without its name; wider areas last, with their towns."""
    geography = site.catalogue.geography
    chips = sorted(_term_chips(site, "territorio"), key=lambda chip: sorting_key(chip.label))
    of_level: dict[str, list[Chip]] = {}
    for chip in chips:
        of_level.setdefault(geography.level(chip.code), []).append(chip)
    quarters = of_level.get("quartiere", [])
    towns = {geography.town(chip.code) for chip in quarters}
    the_town = next(iter(towns)) if len(towns) == 1 else ""
    if the_town:
        of_level["quartiere"] = [replace(chip, label=site.words.label("territori", chip.code)) for chip in quarters]
    # A heading over one street alone would say more than the street.
    rest = [*of_level.pop("", ()), *(of_level.pop(level)[0] for level in _SMALL if len(of_level.get(level, ())) == 1)]
    rest += of_level.pop(_STREET, ())
    levels = ("quartiere", "comune") if the_town else ("comune", "quartiere")
    lived_in = [(level, site.nearest(of_level[level])) for level in (*levels, *_SMALL) if level in of_level]
    within = _within(site, rest, {chip.code for _, those in lived_in if len(those) <= _HINTED for chip in those})
    groups = [
        ChipGroup(level, _level_of(site, level, the_town), _with_hints(site, those, within, the_town))
        for level, those in lived_in
    ]
    found = {part.code for parts in within.values() for part in parts}
    rest = [chip for chip in rest if chip.code not in found]
    if rest:
        label = site.texts("statistics.other_places" if groups else "list.all")
        groups.append(ChipGroup("", label, _with_hints(site, rest, {})))
    shown = place_map(site)
    # Towns beside a town with quarters hardly say their streets.
    asked = lived_in[0][1] if lived_in else ()
    yield _term_list(
        site,
        "territorio",
        groups,
        look="places",
        wide=[
            (_level_of(site, level, ""), [_wide(site, chip) for chip in site.nearest(of_level[level])])
            for level in _WIDE
            if level in of_level
        ],
        # How the numbers of a town with quarters and of wider areas go together: for who adds them up.
        sums=_sums(site, the_town, [chip.code for level in _WIDE for chip in of_level.get(level, ())]),
        finder=finder(site, asked, chips),
        map=shown,
        layers=by_family(site, shown) if shown else None,
    )


def _level_of(site: Site, level: str, town: str) -> str:
    """Name a level; of quarters of one town also the town, which stands below them."""
    if level == "quartiere" and town:
        return site.texts("territory.quarters_of", town=site.words.label("territori", town))
    return site.texts("territory.several" if level == "sovracomunale" else f"level.{level}")


def _within(site: Site, small: Sequence[Chip], listed: Collection[str]) -> Mapping[str, Sequence[Chip]]:
    """Put what is smaller than a quarter under the listed place that it lies in first of all, else the nearest.

    What lies in several names them: a street between two quarters stands once.
    """
    vocabulary, geography = site.catalogue.vocabularies["territori"], site.catalogue.geography
    found: dict[str, list[Chip]] = {}
    for chip in small:
        parents = [code for code in vocabulary.parents(chip.code) if code in listed]
        wholes = [code for code in geography.wholes(chip.code) if code in listed]
        between = site.words.listed([site.words.label("territori", code) for code in parents])
        note = site.texts("territory.between", places=between) if len(parents) > 1 else ""
        for whole in (parents or wholes)[:1]:
            part = replace(chip, label=site.words.label("territori", chip.code), note=note)
            found.setdefault(whole, []).append(part)
    return found


def _with_hints(site: Site, chips: Sequence[Chip], within: Mapping[str, Sequence[Chip]], town: str = "") -> list[Chip]:
    """Say what is done in each of a few places, what is on next first; of a town that its quarters tell, what it is."""
    if len(chips) > _HINTED:
        return list(chips)
    held, told = site.holdings("territorio"), set[str]()
    return [
        replace(
            chip,
            note=chip.note if chip.code == town and chip.note else _hint(site, held[chip.code].activities, told),
            below=within.get(chip.code, ()),
        )
        for chip in chips
    ]


def _hint(site: Site, activities: Sequence[ActivityEntry], told: set[str]) -> str:
    """Name the kinds of what is on next, of these first what no place above has told: names alone say little."""
    shown = [one for one in activities if not (one.is_at_rest or site.urgent.of_record(one))]
    kinds = list(dict.fromkeys(one.kinds[0] for one in next_first(site, shown)))
    first = sorted(kinds, key=lambda kind: kind in told)[:_HINTS]
    told.update(first)
    return " · ".join(site.words.labels("tipi_attivita", first))


def _wide(site: Site, chip: Chip) -> tuple[Chip, str]:
    """Of a wider area its towns."""
    names = [site.words.label("territori", town) for town in _towns_in(site, chip.code)]
    inside = site.words.listed(names) if len(names) <= _NAMED else site.words.count("territory.towns", len(names))
    return chip, inside


def _towns_in(site: Site, area: str) -> list[str]:
    geography = site.catalogue.geography
    return [place for place in geography.parts(area) if geography.is_town(place)]


def _sums(site: Site, town: str, areas: Sequence[str]) -> Mapping[str, str]:
    """Say how numbers go together, by place: of a town with its quarters, of a few wider areas with their towns."""
    of_town = adding_up(site, town, site.catalogue.geography.quarters(town)) if town else ""
    wider = ((area, adding_up(site, area, _towns_in(site, area))) for area in areas if len(areas) <= _NAMED)
    of_areas = {area: said for area, said in wider if said}
    return {town: of_town, **of_areas} if of_town else of_areas


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of activity, and what else leads to it who looks for it: other words for it, names of what is done."""

    chip: Chip
    also: str


def _kind(site: Site, chip: Chip, activities: Sequence[ActivityEntry]) -> Kind:
    names = [one.name for one, *_ in together(activities)[:_FOUND_BY]]
    return Kind(chip, ", ".join([*site.catalogue.vocabularies["tipi_attivita"].terms[chip.code].other_words, *names]))


@dataclass(frozen=True, slots=True)
class KindGroup:
    """Kinds of one family."""

    label: str
    anchor: str
    kinds: Sequence[Kind]


def activity_kind_list(site: Site) -> Iterator[Page]:
    """Kinds of activity by family, each with its number; what nobody does now stands last."""
    vocabulary = site.catalogue.vocabularies["tipi_attivita"]
    held = site.holdings("tipo")
    by_family: dict[str, list[Chip]] = {}
    for chip in _term_chips(site, "tipo"):
        by_family.setdefault(vocabulary.terms[chip.code].family or "", []).append(chip)
    groups = []
    for family, chips in by_family.items():
        kinds = [
            _kind(site, chip, held[chip.code].activities) for chip in sorted(chips, key=lambda chip: not chip.count)
        ]
        groups.append(KindGroup(site.words.family_of_kinds(family), addresses.family_anchor(family), kinds))
    # A word is what one types: the first of the shortest name.
    labels = (kind.chip.label for group in groups for kind in group.kinds if kind.chip.count)
    example, *_ = min(labels, key=len, default="").lower().split() or [""]
    ways = [_way(site, "by_theme", "tema"), _way(site, "by_people", "destinatari")]
    yield _term_list(site, "tipo", groups, look="kinds", example=example, ways=ways)


def _term_list(site: Site, kind: str, groups: Sequence[Any], *, look: str, **beside: Any) -> Page:
    return Page(
        kind=f"{kind}-list",
        address=addresses.section(kind),
        title=site.texts(f"list.{kind}"),
        template=f"pages/term_list/{look}.html",
        context={
            "heading": site.texts(f"list.{kind}"),
            "lead": site.texts(f"list.{kind}_lead"),
            "term": kind,
            "groups": groups,
            "named": _KINDS_NAMED,
            "figures": {code: figure for code, held in site.holdings(kind).items() if (figure := _figure(site, held))},
            "asked_first": site.first_contact,
            "office": office_by_telephone(site.settings["ufficio"]),
            "counting": (),
            "ways": (),
            "is_empty": not groups and not beside.get("wide"),
            **beside,
        },
        description=site.texts(f"list.{kind}_lead"),
        tab=KINDS[kind].menu,
    )


def _figure(site: Site, held: Holdings) -> str:
    """Say what `Site.counted` says, by figures alone: down a column «1 attività» is read beside «17 attività».

    Where there is none that is said first: down that column «1 ente» would be taken for something to go to.
    """
    key, total = next(((key, total) for key, total in held.numbers if total), ("", 0))
    if not key.startswith("count."):
        return ""
    counted = site.words.count(key.replace("count.", "term.jump.", 1), total)
    return counted if key == _ACTIVITIES else site.texts("list.no_activities", counted=counted)


def _term_chips(site: Site, kind: str) -> list[Chip]:
    return [site.chip(kind, code) for code in site.holdings(kind)]
