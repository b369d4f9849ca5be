"""`/ho-bisogno/`: twelve needs of daily life; behind each, place by place, who answers and how to reach them.

Works as plain pages. Where the device remembers a place (`parts/place.js`), what serves it comes first; what is open
now comes before the rest (`open.js`).
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from generator import addresses
from generator.catalogue import ActivityEntry
from generator.catalogue.answers import guides, needs_of
from generator.records.vocabulary import Term, label_of
from generator.site.model import Site
from generator.site.page import Crumb, Page
from generator.site.parts.emergency import DANGER
from generator.site.search.asked import words_of_need
from generator.site.search.metadata import found_as_page

if TYPE_CHECKING:
    from generator.site.elsewhere import RecordElsewhere

ADDRESS: Final = addresses.page("in_need")
_FEW: Final = 4
_DOOR: Final = "/"
"""Stands for the page of all needs among their codes."""
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
        Tile(label_of(need, site.texts.lang), need.picture or "ascolto", addresses.need(need.code))
        for need in needs_of(site.catalogue)
    ]


def parts_of_needs(site: Site) -> list[str]:
    """Return the codes that `in_need_pages` takes: the door, then each need; none where there are no needs."""
    needs = needs_of(site.catalogue)
    return [_DOOR, *(need.code for need in needs)] if needs else []


def in_need_pages(site: Site, only: Collection[str] = ()) -> Iterator[Page]:
    """The door, then each need, then each need in each of the towns where there are several."""
    needs = needs_of(site.catalogue)
    if not needs:
        return
    if not only or _DOOR in only:
        yield _door(site)
    for need in needs:
        if only and need.code not in only:
            continue
        answers = {activity.id: activity for activity in site.answering(need.code)}
        towns = _towns(site, answers.values())
        if len(towns) == 1:
            yield _need_page(site, need, answers, town=towns[0])
            continue
        yield _need_page(site, need, answers, towns=towns)
        for town in towns:
            yield _need_page(site, need, answers, town=town, inside=True)


def _door(site: Site) -> Page:
    lead = site.texts("in_need.lead")
    return Page(
        kind="in_need",
        address=ADDRESS,
        title=site.texts("in_need.title"),
        template="pages/in_need/door.html",
        context={"tiles": tiles_of(site), "numbers": site.urgent.numbers},
        description=lead,
        found=found_as_page(site.texts("in_need.title"), lead),
    )


def _need_page(
    site: Site,
    need: Term,
    answers: Mapping[str, ActivityEntry],
    *,
    town: str = "",
    towns: Sequence[str] = (),
    inside: bool = False,
) -> Page:
    label = label_of(need, site.texts.lang)
    address = addresses.need(need.code, town if inside else "")
    title = site.texts("in_need.title_in", need=label, place=site.place_name(town)) if inside else label
    sections = _sections(site, answers, town)
    shown = {activity.id for section in sections for activity in section.activities}
    where = site.texts("in_need.everywhere") if not town else site.place_name(town)
    counted = site.words.count("count.activities", len(shown if town else answers))
    crumbs = [Crumb(site.texts("in_need.title"), ADDRESS)]
    if inside:
        crumbs.append(Crumb(label, addresses.need(need.code)))
    lead = (need.definition or "") if site.texts.lang == "it" else ""
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
            "sections": sections,
            "towns": [_choice_of_town(site, need, answers, code) for code in towns],
            "numbers": site.urgent.of_need(need),
            "guides": _guides(site, town, shown),
            "is_dangerous": DANGER in need.urgent,
            "elsewhere": _elsewhere(site, need, town),
            "town": town,
            "poster": addresses.on_paper("poster", addresses.need(need.code)),
        },
        description=description,
        crumbs=tuple(crumbs),
        found=found_as_page(title, description, words_of_need(need)) if not inside else None,
    )


def _elsewhere(site: Site, need: Term, town: str) -> Sequence["RecordElsewhere"]:
    """Return what answers in other catalogues: in a town, or next door to it; of a page of several towns, anywhere."""
    records = site.elsewhere.answering.get(need.code, ()) if site.elsewhere else ()
    if not town:
        return records
    geography = site.catalogue.geography
    near = {town, *geography.neighbours(town)}
    return tuple(record for record in records if not near.isdisjoint(geography.with_wholes(record.territories)))


def _choice_of_town(
    site: Site, need: Term, answers: Mapping[str, ActivityEntry], town: str
) -> tuple[str, str, str, int]:
    """Return the code and the name of a town, the address of its page and how many answer there."""
    return town, site.place_name(town), addresses.need(need.code, town), len(_answering(site, answers, town))


def _guides(site: Site, town: str, shown: AbstractSet[str]) -> list[ActivityEntry]:
    """Return a few of those who show the way in a town, without what the page shows already."""
    found = guides(site.serving(town) if town else site.activities)
    return _ranked(site, [guide for guide in found if guide.id not in shown])[:_FEW]


def _sections(site: Site, answers: Mapping[str, ActivityEntry], town: str) -> list[PlaceSection]:
    """What covers the whole town first, as it serves each quarter, then the quarters."""
    geography = site.catalogue.geography
    if not town:
        return _of_several_towns(site, answers)
    serving = _answering(site, answers, town)
    name = site.words.label("territori", town)
    whole = [activity for activity in serving if any(geography.lies_in(town, code) for code in activity.territories)]
    sections = _filled(site, town, site.texts("in_need.whole", place=name), whole)
    for part in geography.parts(town):
        here = [activity for activity in serving if part in activity.territories]
        sections += _filled(site, part, site.words.label("territori", part), here)
    return sections


def _of_several_towns(site: Site, answers: Mapping[str, ActivityEntry]) -> list[PlaceSection]:
    """What covers more than one town, place by place, then the towns, where all of them can be read at once."""
    geography = site.catalogue.geography
    sections = []
    if len(answers) <= _MOST_AT_ONCE:
        for town in _towns(site, answers.values()):
            here = [entry for entry in answers.values() if town in map(geography.town, entry.territories)]
            sections += _filled(site, town, site.words.label("territori", town), here)
    wide = dict.fromkeys(code for entry in answers.values() for code in entry.territories if not geography.town(code))
    for code in wide:
        covering = [entry for entry in answers.values() if code in entry.territories]
        sections += _filled(site, code, site.words.label("territori", code), covering)
    nowhere = [entry for entry in answers.values() if not entry.territories]
    return sections + _filled(site, "", site.texts("in_need.wide"), nowhere)


def _filled(site: Site, code: str, label: str, activities: Sequence[ActivityEntry]) -> list[PlaceSection]:
    return [PlaceSection(code, label, _ranked(site, activities))] if activities else []


def _towns(site: Site, answers: Iterable[ActivityEntry]) -> list[str]:
    """Return the towns in which something answers, the catalogue's own first."""
    geography = site.catalogue.geography
    towns = {town for activity in answers for code in activity.territories if (town := geography.town(code))}
    return sorted(towns, key=lambda town: (not site.is_at_home((town,)), site.place_name(town)))


def _answering(site: Site, answers: Mapping[str, ActivityEntry], place: str) -> list[ActivityEntry]:
    """Return, of these answers, those that serve a place."""
    return [activity for activity in site.serving(place) if activity.id in answers]


def _ranked(site: Site, activities: Iterable[ActivityEntry]) -> list[ActivityEntry]:
    """Those that can be called first, then those that can be reached otherwise; among equals whose turn it is."""
    return sorted(activities, key=lambda activity: (site.reachable(activity), site.turns[activity.id]))
