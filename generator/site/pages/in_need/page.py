"""`/ho-bisogno/`: twelve needs of daily life; behind each who answers and how to reach them, by when or by place.

Works as plain pages. Where the device remembers a place (`parts/place.js`), what serves it comes first; what is open
now comes before the rest (`open.js`).
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from itertools import chain
from typing import TYPE_CHECKING, Final

from generator import addresses
from generator.catalogue import ActivityEntry, NetworkEntry, OrganizationEntry
from generator.catalogue.answers import FOR_THE_SAME, guides, kinds_answering, needs_of, rank_in
from generator.records.vocabulary import Term
from generator.site.model import Chip, Site
from generator.site.page import Crumb, Page
from generator.site.parts.days import TELLING, is_in_season, next_first
from generator.site.parts.emergency import DANGER, EMERGENCY
from generator.site.parts.live import timetable_of
from generator.site.parts.reach import answering_always
from generator.site.search.asked import words_of_need
from generator.site.search.metadata import found_as_page

if TYPE_CHECKING:
    from generator.site.elsewhere import RecordElsewhere

ADDRESS: Final = addresses.page("in_need")
_FEW: Final = 4
_DOOR: Final = "/"
"""Stands for the page of all needs among their codes."""
_MOST_BY_WHEN: Final = 8
"""So many answers are read at a glance, in the order of time; headings of places would hide what is on next."""
_MOST_THEMES: Final = 3
_MOST_BODIES: Final = 4
"""Where nothing answers, so many who work at it are named, networks first."""
_MOST_KINDS: Final = 5
"""So many kinds of help are read in the sentence under a need."""
_MOST_AT_ONCE: Final = 40
"""Answers that one page shows whole; where several towns have more, it leads to a page for each."""


@dataclass(frozen=True, slots=True)
class Tile:
    """One need as it is chosen: its words, its drawing, where it leads."""

    label: str
    picture: str
    address: str


@dataclass(frozen=True, slots=True)
class PlaceSection:
    """What answers in one place; without a code, what is done nowhere in particular."""

    code: str
    label: str
    activities: Sequence[ActivityEntry]


def tiles_of(site: Site) -> list[Tile]:
    """Return the needs as they are chosen, in the order of their vocabulary."""
    return [
        Tile(site.words.label("necessita", need.code), need.picture or "ascolto", addresses.need(need.code))
        for need in needs_of(site.catalogue)
    ]


def parts_of_needs(site: Site) -> list[str]:
    """Return the codes that `in_need_pages` takes: the door, each need, and each need in each of several towns.

    None where there are no needs. A town's pages are made apart: what changes there makes no others again.
    """
    parts = [
        part
        for need in needs_of(site.catalogue)
        for part in (need.code, *(f"{need.code}/{town}" for town in _towns_apart(site, need)))
    ]
    return [_DOOR, *parts] if parts else []


def in_need_pages(site: Site, only: Collection[str] = ()) -> Iterator[Page]:
    """The door, then each need, then each need in each of the towns where there are several."""
    needs = {need.code: need for need in needs_of(site.catalogue)}
    for part in only or parts_of_needs(site):
        code, _, town = part.partition("/")
        if part == _DOOR:
            yield _door(site)
        else:
            yield _page_in_town(site, needs[code], town, inside=True) if town else _page_of_need(site, needs[code])


def _door(site: Site) -> Page:
    lead = site.texts("in_need.lead")
    return Page(
        kind="in_need",
        address=ADDRESS,
        title=site.texts("in_need.title"),
        template="pages/in_need/door.html",
        context={
            "tiles": tiles_of(site),
            "numbers": site.urgent.numbers,
            "at_once": [number for number in site.urgent.numbers if number.number in (EMERGENCY, DANGER)],
            "asked": site.first_contact,
            "others": _sought(site),
        },
        description=lead,
        found=found_as_page(site.texts("in_need.title"), lead),
    )


def _sought(site: Site) -> list[Chip]:
    """Return the kinds of activity that are looked for by themselves and that no drawing names, where some are done."""
    kinds = site.catalogue.vocabularies["tipi_attivita"].terms
    return [chip for chip in site.chips("tipo") if chip.count and kinds[chip.code].sought]


def _page_of_need(site: Site, need: Term) -> Page:
    """All who answer it: where they are in one town, they stand as on the page of a town."""
    by_place = site.answering_by_place(need.code)
    towns = _towns(site, by_place)
    if len(towns) == 1:
        return _page_in_town(site, need, towns[0])
    choices = [
        (town, site.place_name(town), addresses.need(need.code, town), len(site.answering_in(need.code, town)))
        for town in towns
    ]
    sections = _of_several_towns(site, need, by_place, towns)
    return _need_page(site, need, sections, len(site.answering(need.code)), towns=choices)


def _page_in_town(site: Site, need: Term, town: str, *, inside: bool = False) -> Page:
    sections = _sections(site, need, site.answering_in(need.code, town), town)
    shown = {activity.id for section in sections for activity in section.activities}
    return _need_page(site, need, sections, len(shown), town=town, inside=inside)


def _need_page(
    site: Site,
    need: Term,
    sections: Sequence[PlaceSection],
    count: int,
    *,
    town: str = "",
    towns: Sequence[tuple[str, str, str, int]] = (),
    inside: bool = False,
) -> Page:
    """Lay out a need; `towns` are its choices: code, name, address, how many answer there."""
    shown = {activity.id: activity for section in sections for activity in section.activities}
    by_when = _ordered(site, need, shown.values())
    later = [one for one in by_when if not is_in_season(site, one, site.catalogue.today)]
    waiting = {one.id for one in later}
    # What is another thing, for the same people, stands below: it makes no answer harder to find.
    answering = [one for one in by_when if rank_in(need, one) < FOR_THE_SAME] or by_when
    is_by_when = 0 < len(answering) <= _MOST_BY_WHEN and len(shown) == count
    if is_by_when:
        sections = _by_when(site, need, [one for one in by_when if one.id not in waiting])
    else:
        left = (
            replace(each, activities=[one for one in each.activities if one.id not in waiting]) for each in sections
        )
        sections = [section for section in left if section.activities]
    label = site.words.label("necessita", need.code)
    address = addresses.need(need.code, town if inside else "")
    title = site.texts("in_need.title_in", need=label, place=site.place_name(town)) if inside else label
    where = site.texts("in_need.everywhere") if not town else site.place_name(town)
    counted = site.words.count("count.activities", count)
    crumbs = [Crumb(site.texts("in_need.title"), ADDRESS)]
    if inside:
        crumbs.append(Crumb(label, addresses.need(need.code)))
    lead = lead_of(site, need, answering)
    elsewhere = _elsewhere(site, need, town)
    is_unanswered = not (sections or later or towns or elsewhere)
    description = " ".join(filter(None, (f"{label}: {lead}" if lead else f"{label}.", f"{where}: {counted}.")))
    return Page(
        kind="in_need",
        address=address,
        title=title,
        template="pages/in_need/page.html",
        context={
            "need": need,
            "label": label,
            "lead": lead,
            "everybody": site.words.prose(need.everybody),
            "lacking": _lacking(site, need, by_when),
            "sections": sections,
            "later": later,
            "rank_in": rank_in,
            "is_by_when": is_by_when,
            "behind_names": _what_parts(site, shown.values()),
            "is_unanswered": is_unanswered,
            "themes": _themes(site, need),
            "working_at_it": _working_at_it(site, need) if is_unanswered else (),
            "always": answering_always(site, [one for one in by_when if rank_in(need, one) < FOR_THE_SAME]),
            "says_when": DANGER not in need.urgent and _says_when(site, need, by_when),
            "towns": towns,
            "numbers": site.urgent.of_need(need),
            "guides": _guides(site, town, shown.keys()),
            "gates": site.gates(town),
            "least": _MOST_BY_WHEN + 1,
            "is_dangerous": DANGER in need.urgent,
            "elsewhere": elsewhere,
            "town": town,
            "poster": addresses.on_paper("poster", addresses.need(need.code)),
        },
        description=description,
        crumbs=tuple(crumbs),
        found=found_as_page(title, lead or description, words_of_need(need)) if not inside else None,
    )


def lead_of(site: Site, need: Term, answering: Sequence[ActivityEntry], most: int = _MOST_KINDS) -> str:
    """Say what kinds of help there are, at most so many; what is asked for where none is, or courage matters more."""
    if not answering or DANGER in need.urgent:
        return site.words.definition("necessita", need)
    kinds = kinds_answering(need, answering)
    return site.texts("in_need.found", kinds=_kinds_said(site, kinds[:most])) if kinds else ""


def _lacking(site: Site, need: Term, answering: Sequence[ActivityEntry]) -> str:
    """Name the kinds of help that are looked for themselves and that nothing here is; empty where nothing answers."""
    missing = [kind for kind in need.own_kinds if kind not in kinds_answering(need, answering)]
    return _kinds_said(site, missing) if answering else ""


def _kinds_said(site: Site, kinds: Sequence[str]) -> str:
    """Return the names of kinds within a sentence, each apart from one that holds a comma."""
    names = [site.words.within_sentence(name) for name in site.words.labels("tipi_attivita", kinds)]
    return site.words.joined(names, ";" if any("," in name for name in names) else ",")


def _what_parts(site: Site, activities: Iterable[ActivityEntry]) -> Mapping[str, str]:
    """Return by id what parts activities of one name: where each is done, else who does it."""
    by_name: dict[str, list[ActivityEntry]] = {}
    for activity in activities:
        by_name.setdefault(activity.name, []).append(activity)
    parted: dict[str, str] = {}
    for same in by_name.values():
        for parting in (lambda one: site.places_line(one.territories), lambda one: one.operator.name):
            told = {one.id: parting(one) for one in same}
            if len(set(told.values())) == len(same) > 1:
                parted.update(told)
                break
    return parted


def _themes(site: Site, need: Term) -> list[tuple[str, str]]:
    """Name the first themes about a need, each with its address: there is what is no help, but works at it."""
    themes = site.themes_of_need(need.code)[:_MOST_THEMES]
    return [(site.term_name("tema", theme), addresses.term("tema", theme)) for theme in themes]


def _working_at_it(site: Site, need: Term) -> list[NetworkEntry | OrganizationEntry]:
    """Name the first who work at what a need is about, each once: networks, then bodies."""
    held = [site.holdings("tema")[theme] for theme in site.themes_of_need(need.code)]
    networks = (network for each in held for network in each.networks)
    bodies = (body for each in held for body in each.organizations)
    found = {entry.id: entry for entry in chain[NetworkEntry | OrganizationEntry](networks, bodies)}
    return list(found.values())[:_MOST_BODIES]


def _says_when(site: Site, need: Term, activities: Iterable[ActivityEntry]) -> bool:
    """Tell whether it can be said what there is now: words alone may say when most is on, or a bed open."""
    known = [bool(timetable_of(activity, site.conventions)) for activity in activities if not rank_in(need, activity)]
    return all(known) if need.tonight else 0 < len(known) <= 2 * sum(known)


def _elsewhere(site: Site, need: Term, town: str) -> Sequence["RecordElsewhere"]:
    """Return what answers in other catalogues: in a town, or next door to it; of a page of several towns, anywhere."""
    records = site.elsewhere.answering.get(need.code, ()) if site.elsewhere else ()
    if not town:
        return records
    geography = site.catalogue.geography
    near = {town, *geography.neighbours(town)}
    return tuple(record for record in records if not near.isdisjoint(geography.with_wholes(record.territories)))


def _guides(site: Site, town: str, shown: AbstractSet[str]) -> list[ActivityEntry]:
    """Return a few of those who show the way in a town, without what the page shows already."""
    found = guides(site.serving(town) if town else site.activities)
    return _ranked(site, [guide for guide in found if guide.id not in shown])[:_FEW]


def _by_when(site: Site, need: Term, activities: Sequence[ActivityEntry]) -> list[PlaceSection]:
    """Part a few answers, in the order of time, into what is looked for itself and what may help too."""
    own = [activity for activity in activities if not rank_in(need, activity)]
    beside = [activity for activity in activities if rank_in(need, activity)]
    heading = "in_need.beside" if own else "in_need.answers"
    parts = (("in_need.answers", own), (heading, beside))
    return [PlaceSection("", site.texts(key), part) for key, part in parts if part]


def _sections(site: Site, need: Term, serving: Sequence[ActivityEntry], town: str) -> list[PlaceSection]:
    """What covers the whole town first, as it serves each quarter, then the quarters."""
    geography = site.catalogue.geography
    name = site.words.label("territori", town)
    whole = [activity for activity in serving if any(geography.lies_in(town, code) for code in activity.territories)]
    sections = _filled(site, need, town, site.texts("in_need.whole", place=name), whole)
    for part in geography.parts(town):
        here = [activity for activity in serving if part in activity.territories]
        sections += _filled(site, need, part, site.words.label("territori", part), here)
    return sections


def _of_several_towns(
    site: Site, need: Term, by_place: Mapping[str, Sequence[ActivityEntry]], towns: Sequence[str]
) -> list[PlaceSection]:
    """What covers more than one town, place by place, then the towns, where all of them can be read at once."""
    geography = site.catalogue.geography
    sections = []
    answers = {activity.id: activity for activities in by_place.values() for activity in activities}
    if len(answers) <= _MOST_AT_ONCE:
        for town in towns:
            here = [entry for entry in answers.values() if town in map(geography.town, entry.territories)]
            sections += _filled(site, need, town, site.words.label("territori", town), here)
    for code, covering in by_place.items():
        if code and not geography.town(code):
            sections += _filled(site, need, code, site.words.label("territori", code), covering)
    return sections + _filled(site, need, "", site.texts("in_need.wide"), by_place.get("", ()))


def _filled(site: Site, need: Term, code: str, label: str, activities: Sequence[ActivityEntry]) -> list[PlaceSection]:
    return [PlaceSection(code, label, _ordered(site, need, activities))] if activities else []


def _ordered(site: Site, need: Term, activities: Iterable[ActivityEntry]) -> list[ActivityEntry]:
    """Whom one reaches, of these what is looked for itself before what goes with it, each by when it is on next.

    Who sleeps outside is offered a bed before a shower, and a shower before a meal, which is for the same people.
    Where somebody to talk to is what is looked for, who listens does not only tell the way.
    """
    by_when = next_first(site, _ranked(site, activities), TELLING.difference(need.kinds))
    return sorted(by_when, key=lambda one: (*site.out_of_reach(one), rank_in(need, one)))


def _towns_apart(site: Site, need: Term) -> list[str]:
    """Return the towns that have a page each; none where all is in one, whose page is that of the need."""
    towns = _towns(site, site.answering_by_place(need.code))
    return towns if len(towns) > 1 else []


def _towns(site: Site, places: Iterable[str]) -> list[str]:
    """Return the towns in which something answers, the catalogue's own first."""
    towns = set(filter(None, map(site.catalogue.geography.town, places)))
    return sorted(towns, key=lambda town: (not site.is_at_home((town,)), site.place_name(town)))


def _ranked(site: Site, activities: Iterable[ActivityEntry]) -> list[ActivityEntry]:
    """Those that can be called first, then those that can be reached otherwise; among equals whose turn it is."""
    return sorted(activities, key=lambda activity: (site.reachable(activity), site.turns[activity.id]))
