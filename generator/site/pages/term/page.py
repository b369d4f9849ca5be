"""`/temi/…/`, `/territori/…/`, `/destinatari/…/`, `/tipi/…/`: everything that stands under one term of a vocabulary."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain
from math import sqrt
from typing import Any, Final
from urllib.parse import quote

from generator import addresses
from generator.catalogue import ActivityEntry, NetworkEntry, PracticeEntry
from generator.catalogue.answers import GIVING, GUIDING, needs_of
from generator.catalogue.kinds import KINDS, RECORDS, TERMS
from generator.catalogue.vocabularies import EVERYBODY
from generator.records import Network
from generator.records.network import SUSPENDED
from generator.site.model import Chip, Covering, Holdings, Site
from generator.site.page import PER_SECTION, Crumb, Page
from generator.site.pages.calendar.page import calendar_beside
from generator.site.pages.catalogues.page import ELSEWHERE_OF_TERM, elsewhere_of_term
from generator.site.pages.home.band import anchor
from generator.site.pages.news.page import feed_beside, news_beside, of_term
from generator.site.pages.term.place import (
    AT_FIRST,
    hints_of,
    is_on_today,
    missing_in,
    networks_doing,
    rows_by_day,
    seldom,
    soon_around,
    whom_to_ask,
)
from generator.site.pages.vademecum.page import vademecum_of
from generator.site.parts.contacts import Desk, Telephone, office_by_telephone
from generator.site.parts.days import apart_later, next_first, soon_first
from generator.site.parts.facts import together
from generator.site.parts.listing import Listing, listing
from generator.site.parts.maps.places import map_around
from generator.site.parts.words import all_bodies
from generator.site.search.metadata import facets_of_term, found, shown_of_term

_LISTED: Final = tuple(RECORDS[code] for code in ("attivita", "rete", "ente", "pratica"))
"""What the page of a term lists, in the order in which people ask."""
_WITH_NEWS: Final = frozenset({"tema", "territorio"})
_LEVELS: Final = 2
_MANY_ROWS: Final = 15
"""Of more activities of a place one chooses by day, hour and subject."""
_MOST_ROWS: Final = 120
"""The list of a place stops here, and leads on to the whole of it."""
_GLANCE: Final = 5
"""No more than these are seen at a glance: they need neither a choice of the day nor a way down."""
_FEW: Final = 3
"""So many activities of each family of a place are seen at first."""
_FEW_BODIES: Final = 6
_SEEN: Final = 6
"""So many activities of a part that is open are seen on a phone at first."""
_SLACK: Final = 3
"""So few more are shown at once: a way to all of them that brings these is not worth a touch."""
_SLACK_OF_FEW: Final = 2
_COVERING: Final = 12
_NAMED_LEVELS: Final = ("comune", "quartiere")
_MOST_PEOPLE: Final = 2
"""So many groups of people lead on from a theme: those that most of it is for."""
_MOST_NEAR: Final = 6
_MOST_NAMED: Final = 8
"""So many places within a place, or beside it, are named at its top; the others are one touch away."""
_MOST_BESIDE: Final = 3
_MOST_KINDS: Final = 6
"""So many kinds lead on from one."""
_ALIKE: Final = 0.2
_KIN: Final = 0.5
_ENOUGH: Final = 4
"""Likeness (`_likeness`) below which no kind follows so many others, and from which a kind needs no other tie."""
_TIED: Final = 0.3
"""What answering the same need, or one family, weighs beside likeness."""
_MOST_PLACES: Final = 8
_MOST_BODIES: Final = 3
_MOST_ALONE: Final = 3
"""So many families of kinds stand by themselves for one activity each."""
_MANY: Final = 9
"""More activities than these, of several families, are folded on a phone: first one sees which families there are."""
_NAMED: Final = 4
"""So many names say what is folded away."""
_HELP: Final = frozenset({"accoglienza", "aiuto_materiale", "ascolto", "cura", "salute"})
_LISTENS: Final = "ascolto"
_FOR_WHOM: Final = frozenset({"tema", "destinatari"})
_CARERS: Final = "caregiver"
_CARED_FOR: Final = frozenset(
    {"persone_anziane", "persone_con_demenza", "persone_con_disabilita", "persone_malate", "salute_mentale"}
)
"""Who cares for somebody at home, and whom: there they look as well."""
_CAMPAIGN: Final = "advocacy"
_CALLS: Final = frozenset({_CAMPAIGN, "festa"})
"""Families of kinds of activity that help who is in need; kinds that call people together."""
_FOUND: Final = ("help", "guide", "hand", "together", "others")
"""What one finds under a theme, in this order."""
_OTHER_KINDS: Final = "genere-altro"
"""The anchor of what stands alone in its family of kinds."""
_HELPERS: Final = frozenset({"volontari", "associazioni", "scuole"})
"""Groups of people who look for a way to help, and not for help."""
_FROM_AFAR: Final = 3
"""So many activities of each wider place; of a province or more, whose are the same on every page, fewer."""
_Part = tuple[str, str, Sequence[ActivityEntry], str, int]
"""Of some activities: label, anchor, themselves, hue, and how many of them are seen at first."""


def theme_pages(site: Site, only: Collection[str] = ()) -> Iterator[Page]:
    """Pages of themes."""
    return _pages(site, "tema", only)


def territory_pages(site: Site, only: Collection[str] = ()) -> Iterator[Page]:
    """Pages of places."""
    return _pages(site, "territorio", only)


def audience_pages(site: Site, only: Collection[str] = ()) -> Iterator[Page]:
    """Pages of groups of people."""
    return _pages(site, "destinatari", only)


def activity_kind_pages(site: Site, only: Collection[str] = ()) -> Iterator[Page]:
    """Pages of kinds of activity."""
    return _pages(site, "tipo", only)


def _pages(site: Site, kind: str, only: Collection[str]) -> Iterator[Page]:
    """The page of each term, then lists of their own for what is too long for it."""
    section = Crumb(site.texts(f"list.{kind}"), addresses.section(kind))
    known = site.holdings(kind)
    for code in (code for code in only if code in known) if only else known:
        held = known[code]
        if kind == "tipo":
            held = _without_who_is_named(held)
        elif kind != "territorio":
            held = _with_who_does_it(site, held)
        yield _term_page(site, kind, code, held, section)
        if kind in _WITH_NEWS:
            yield from news_beside(site, of_term(site, kind, code))
        yield from calendar_beside(site, of_term(site, kind, code), (kind, code))
        address = addresses.term(kind, code)
        label = site.words.label(TERMS[kind].scheme, code)
        yield from elsewhere_of_term(site, kind, code, held.elsewhere, (section, Crumb(label, address)))
        for listed in _LISTED:
            entries: Sequence[Any] = getattr(held, listed.group)
            if len(entries) > PER_SECTION:
                heading = f"{site.texts(f'list.{listed.code}')} · {label}"
                base = f"{address}{addresses.section(listed.code)}"
                crumbs = (section, Crumb(label, address))
                is_dangerous = site.urgent.is_dangerous_term(kind, code)
                yield from listing(
                    site, Listing(listed.code, entries, base, heading, crumbs, is_dangerous=is_dangerous)
                )


def _term_page(site: Site, kind: str, code: str, held: Holdings, section: Crumb) -> Page:
    address = addresses.term(kind, code)
    scheme = TERMS[kind].scheme
    vocabulary, label = site.catalogue.vocabularies[scheme], site.words.label(scheme, code)
    groups = _activity_groups(site, kind, code, held.activities)
    going_on = _going_on(site, held) if kind == "tema" and not held.networks else {}
    networks = held.networks or tuple(going_on)
    # Where no network goes on, one that is over still tells who has done it.
    listed_networks: Sequence[Any] = networks or [entry for entry in held.ended if entry.lookup_kind == "rete"]
    is_place = kind == "territorio"
    suspended = [one for one in networks if one.record.status == SUSPENDED] if is_place else []
    doing = networks_doing(site, held.activities, networks) if is_place else {}
    covering = site.covering(code, _COVERING, _FROM_AFAR) if is_place else []
    coming = [_covering(site, wider) for wider in covering]
    coming_total = sum(wider.total for wider in covering)
    # What is on the page: how many, and the anchor where it begins.
    first = "attivita" if is_place else groups[0]["anchor"] if groups else ""
    on_page = [
        (listed.group, len(those), listed.anchor or first)
        for listed in _LISTED
        if (those := (*listed_networks, *doing) if listed.group == "networks" else getattr(held, listed.group))
    ]
    counted = [site.words.count(f"count.{group}", total) for group, total, _ in on_page]
    if covering:
        on_page.insert(bool(held.activities), ("coming", coming_total, "arriva"))
    said = {"activities": "here"} if covering else {}
    if suspended and len(suspended) == len(networks) and not doing:
        said["networks"] = "resting"
    jumps = [(site.words.count(f"term.jump.{said.get(group, group)}", total), at) for group, total, at in on_page]
    if held.elsewhere:
        counted.append(site.words.count("elsewhere.records", len(held.elsewhere)))
        jumps.append((counted[-1], "altri-cataloghi"))
    below = vocabulary.children.get(code, ()) if TERMS[kind].has_wider_terms else ()
    people = _people(site, code) if kind == "tema" else ()
    same_people = _for_the_same(site, code, people) if len(held.activities) <= _FEW else []
    whom = [site.chip("destinatari", who) for who in people]
    near, near_note = _near(site, kind, code, people)
    whose = site.words.labels_within("destinatari", people)
    if same_people:
        more = "one" if len(same_people) == 1 else "many"
        counted_more = site.texts(f"term.jump.same.{more}", n=site.words.number(len(same_people)), people=whose)
        jumps.insert(bool(held.activities), (counted_more, "per-le-stesse-persone"))
    is_long = held.total > _GLANCE
    need = _need_of(site, kind, code)
    return Page(
        kind=kind,
        address=address,
        title=site.term_name(kind, code),
        template=f"pages/term/{'place' if kind == 'territorio' else 'page'}.html",
        context={
            "picture": site.picture_of(kind, code),
            "vademecum": vademecum_of(site, kind, code),
            "code": code,
            "label": label,
            "asked_first": _first_contact(site, kind, code, need),
            "official": vocabulary.terms[code].official_names,
            "formal": site.words.formal_name(scheme, code),
            "definition": site.words.prose(vocabulary.terms[code].definition),
            "kind_line": _kind_line(site, kind, code),
            "kind_address": addresses.kinds_of(vocabulary.terms[code].family or "") if kind == "tipo" else "",
            "covering": coming,
            "coming": [activity for _, activities, *_ in coming for activity in activities],
            "doing": doing.items(),
            "seldom": seldom(site, chain.from_iterable(wider.activities for wider in covering)),
            "soon": soon_around(site, chain.from_iterable(wider.activities for wider in covering)),
            "coming_total": coming_total,
            "few": _FEW,
            "seen": _SEEN,
            "few_bodies": _FEW_BODIES,
            "slack": _SLACK,
            "near": near,
            "near_label": _near_label(site, kind, code),
            "near_kinds": _near_kinds(site, code, held.activities) if kind == "tipo" else [],
            "spread": _spread(site, held) if kind == "tipo" else None,
            "asked": quote(label),
            "is_helping": _is_helping(site, kind, code),
            "near_note": site.texts(near_note) if kind in _FOR_WHOM else "",
            "only_for": _only_for(site, code, held.activities) if kind == "tipo" else "",
            "of_theme": _theme_of_kind(site, _done(held)) if kind == "tipo" else [],
            "twin": _twin(site, code) if kind == "destinatari" else None,
            "need": need,
            "people": whom,
            "same_people": same_people,
            "whose": whose,
            "unsaid": (code if kind == "destinatari" else "", EVERYBODY),
            "carers": _carers(site, code) if kind == "destinatari" else "",
            "jumps": jumps,
            "below": _chips(site, kind, below),
            "below_label": _name_of(site, kind, below, "below"),
            "activity_groups": groups,
            "activities": held.activities,
            # Where what is done in several places stands in one row the number is larger than what one counts.
            "counts_places": len(together(held.activities)) < len(held.activities),
            "beside": _beside_people(site, code, held.activities) if kind == "destinatari" else (),
            "served": _served(site, groups),
            "emergency": site.urgent.emergency,
            "named": _NAMED,
            # Of one thing alone there is nowhere to jump.
            "is_long": is_long and len(jumps) > 1 if kind == "tipo" else is_long or bool(covering) or len(jumps) > 1,
            "glance": _GLANCE,
            "many": _MANY,
            "ended": [entry for entry in held.ended if networks or entry.lookup_kind != "rete"],
            "networks": listed_networks,
            "current_networks": networks,
            "going_on": {network.id: reason for network, reason in going_on.items()},
            "more_activities": f"{address}{addresses.section('attivita')}",
            "more_networks": f"{address}reti/",
            "elsewhere": held.elsewhere,
            "more_elsewhere": f"{address}{ELSEWHERE_OF_TERM}",
            "practices": held.practices,
            "more_practices": f"{address}buone-pratiche/",
            "organizations": held.organizations,
            "all_bodies": all_bodies(len(held.organizations)),
            "more_organizations": f"{address}enti/",
            "news": addresses.news(address) if address in site.news_of else "",
            "suspended": suspended,
            **(_of_place(site, code, held.activities) if is_place else {}),
        },
        description=site.texts(f"term.description_{kind}", label=label, counted=site.words.listed(counted)),
        tab=KINDS[kind].menu,
        hue=site.words.hue_of([code]) if kind == "tema" else "",
        crumbs=(section,),
        json_ld=site.describer.term(scheme, code, address),
        found=found(label, facets_of_term(kind), shown_of_term(kind, code, site)) if held.total or covering else None,
        feed=feed_beside(site, of_term(site, kind, code)) if kind in _WITH_NEWS else None,
    )


def _of_place(
    site: Site,
    code: str,
    activities: Sequence[ActivityEntry],
) -> Mapping[str, Any]:
    """Return what a page says of a place alone."""
    geography = site.catalogue.geography
    label, town = site.words.label("territori", code), site.town_name(code)
    asks, missing = whom_to_ask(site, code), missing_in(site, code)
    days = rows_by_day(site, activities[:_MOST_ROWS], anchor)
    sides = (("below", geography.inside(code), town or label), ("beside", _beside(site, code), town))
    near = {
        side: (_name_of(site, "territorio", codes, side), [_within(chip, name) for chip in chips])
        for side, codes, name in sides
        if (chips := _chips(site, "territorio", codes))
    }
    # A place or two beside are said in the line above the name.
    is_said = list(near) == ["beside"] and len(near["beside"][1]) < _FEW
    return {
        "above": _above(site, code),
        "level": geography.level(code),
        "inside": [near["below"]] if "below" in near else [],
        "around": [near["beside"]] if "beside" in near and not is_said else [],
        "beside": near["beside"][1] if is_said else [],
        "most_near": _MOST_NAMED,
        "map": map_around(site, code),
        "days": days,
        "behind": sum(len(day.rows) for day in days if day.is_behind),
        "is_on_today": is_on_today(site, activities, asks),
        "few_rows": _GLANCE,
        "many": _MANY_ROWS,
        "at_first": AT_FIRST,
        "most_rows": _MOST_ROWS,
        "asks": asks,
        "missing": missing,
        "together": hints_of(site, geography.town(code), missing),
        "whole_town": site.place_name(geography.town(code) or code),
    }


def _with_who_does_it(site: Site, held: Holdings) -> Holdings:
    """Add to the bodies of a term those that do something of it: whoever is named on a card is in the list too."""
    doing = {activity.operator.id for activity in held.activities}
    listed = {body.id for body in held.organizations}
    if doing <= listed:
        return held
    return replace(held, organizations=[one for one in site.current_organizations if one.id in doing | listed])


def _without_who_is_named(held: Holdings) -> Holdings:
    """Leave out of the bodies of a kind those that its cards name: of most kinds these would be all of them."""
    named = {activity.operator.id for activity in held.activities[:PER_SECTION]}
    return replace(held, organizations=[one for one in held.organizations if one.id not in named])


def _activity_groups(
    site: Site, kind: str, code: str, activities: Sequence[ActivityEntry]
) -> Sequence[Mapping[str, Any]]:
    """Activities in one group; of a theme by what one finds there; of a place by family of themes, as on its map.

    Of people for whom much is done by family of kinds: who looks for company is not who looks for a lift.
    """
    more = f"{addresses.term(kind, code)}{addresses.section('attivita')}"
    if kind == "territorio":
        parts = _by_family(site, next_first(site, activities))
    elif kind == "tema":
        parts = _by_what_one_finds(site, code, next_first(site, activities, GUIDING))
    elif kind == "destinatari":
        parts = _by_whose(site, code, activities)
    else:
        parts = [("", "", soon_first(site, activities), "", len(activities))]
    parts = [part for part in parts if part[2]]
    if len(parts) == 1 and kind != "territorio":
        parts = [("", "attivita", *parts[0][2:])]
    groups: list[dict[str, Any]] = [
        {"label": label, "anchor": at, "entries": entries, "hue": hue, "few": few, "more": more, "later": ()}
        for label, at, entries, hue, few in parts
    ]
    # In a place what is later stays with its family, below it: it counts there, as on the first page.
    far = apart_later(site, activities)[1] if kind == "territorio" else ()
    for group in groups if far else ():
        group["later"] = [one for one in group["entries"] if one in far]
        group["entries"], group["few"] = _copies_behind(site, [one for one in group["entries"] if one not in far])
    # One family alone parts nothing: its heading would only be in the way.
    if len(groups) > 1:
        return groups
    counted = site.words.count("term.jump.activities", len(activities))
    label = counted if kind == "tipo" else site.texts("section.activities")
    return [{**group, "label": label} for group in groups]


def _by_whose(site: Site, who: str, activities: Sequence[ActivityEntry]) -> list[_Part]:
    """Part the activities of a group of people by kind where they are many: what is theirs first of all comes first.

    Parents read of afternoons with children before a service that is for others, and for their families as well.
    """
    is_long = len(activities) > _MANY
    ordered = next_first(site, activities, ()) if is_long else soon_first(site, activities)
    ordered.sort(key=lambda one: (*site.out_of_reach(one), not _is_first_for(site, who, one)))
    if not is_long:
        return [("", "", ordered, "", len(ordered))]
    now, later = apart_later(site, ordered)

    def rank(part: _Part) -> tuple[bool, bool]:
        return part[1] == _OTHER_KINDS, not any(_is_first_for(site, who, one) for one in part[2])

    return [*sorted(_by_kind(site, now), key=rank), _later(site, later)]


def _is_first_for(site: Site, who: str, activity: ActivityEntry) -> bool:
    """Tell whether an activity is first of all for some people, for some of these, or for those they are among."""
    first = activity.audiences[0] if activity.audiences else EVERYBODY
    vocabulary = site.catalogue.vocabularies["destinatari"]
    return first in (who, EVERYBODY) or who in vocabulary.ancestors(first) or first in vocabulary.ancestors(who)


def _beside_people(site: Site, who: str, activities: Sequence[ActivityEntry]) -> frozenset[ActivityEntry]:
    """Return what no line above the list of some people puts forward: what is for others first, or is delicate."""
    is_calm = not site.urgent.of_term("destinatari", who)
    return frozenset(
        one for one in activities if not _is_first_for(site, who, one) or (is_calm and site.urgent.of_record(one))
    )


def _served(site: Site, groups: Iterable[Mapping[str, Any]]) -> Mapping[str, str]:
    """Return the names of the places of each activity that is seen, by its codes as a card holds them."""
    seen = (one for group in groups for one in group["entries"][:PER_SECTION])
    return {" ".join(one.territories): site.places_line(one.territories) for one in seen if one.territories}


def _later(site: Site, activities: Sequence[ActivityEntry]) -> _Part:
    return site.texts("term.later"), "piu-avanti", activities, "", len(activities)


def _by_family(site: Site, activities: Sequence[ActivityEntry]) -> list[_Part]:
    """Part the activities of a place by family of themes: there the knots of the first page lead."""
    parts: list[_Part] = []
    for family, label in [*site.words.families_of_themes.items(), ("", site.texts("section.other_activities"))]:
        mine = [activity for activity in activities if site.words.family(activity.themes, activity.kinds) == family]
        if mine:
            entries, few = _copies_behind(site, mine)
            parts.append((label, anchor(family), entries, site.words.hue(family), few))
    return parts


def _by_kind(site: Site, activities: Sequence[ActivityEntry]) -> list[_Part]:
    """Part activities by the family of what they are first of all, of what they are besides where that is shared.

    What stands alone in its family says so by its name; where more families than a few do, these come last, as one.
    """
    kinds = site.catalogue.vocabularies["tipi_attivita"].terms
    families = {one: list(dict.fromkeys(kinds[code].family or "" for code in one.kinds)) for one in activities}
    first = Counter(mine[0] for mine in families.values())
    by_family: dict[str, list[ActivityEntry]] = {term.family or "": [] for term in kinds.values()}
    for activity, mine in families.items():
        by_family[next((family for family in mine if first[family] > 1), mine[0])].append(activity)
    alone = {family for family, those in by_family.items() if len(those) == 1}
    others = {"", *(alone if len(alone) > _MOST_ALONE else ())}
    parts: list[_Part] = [
        (_family_name(site, family, mine), addresses.family_anchor(family), mine, "", len(mine))
        for family, mine in by_family.items()
        if mine and family not in others
    ]
    rest = [activity for family in by_family if family in others for activity in by_family[family]]
    return [*parts, (site.texts("section.other_activities"), _OTHER_KINDS, rest, "", len(rest))]


def _family_name(site: Site, family: str, activities: Sequence[ActivityEntry]) -> str:
    """Name a family of kinds; one service by what that is: «Pedibus» says more than what it is part of."""
    if family not in _HELP and len(together(activities)) == 1:
        return site.words.label("tipi_attivita", activities[0].kinds[0])
    return site.words.family_of_kinds(family)


def _by_what_one_finds(site: Site, code: str, activities: Sequence[ActivityEntry]) -> list[_Part]:
    """Part the activities of a theme: who helps, who tells where to go, what is done together, who asks for a hand.

    What calls people into the square is last of what is done together. Where nothing helps all stay as given; a few
    are put in this order, and not parted.
    """
    found: dict[str, list[ActivityEntry]] = {name: [] for name in _FOUND}
    is_dangerous = site.urgent.is_dangerous_term("tema", code)
    now, later = apart_later(site, activities)
    if not any(_helps(site, one) and not _asks(one) for one in now):
        now, later = activities, ()
    for activity in now:
        kind = "hand" if _asks(activity) else "help" if _helps(site, activity) else "together"
        is_for_others = kind == "help" and is_dangerous and site.is_for_others(activity)
        found["others" if is_for_others else kind].append(activity)
    guides = [one for one in found["help"] if one.kinds[0] in GUIDING]
    if not is_dangerous and len(guides) < len(found["help"]):
        found["help"], found["guide"] = [one for one in found["help"] if one not in guides], guides
    if not found["help"]:
        return [("", "", activities, "", len(activities))]
    found["together"].sort(key=lambda one: (*site.out_of_reach(one), one.kinds[0] in _CALLS))
    if len(activities) <= _FEW:
        return [("", "", [*chain.from_iterable(found.values()), *later], "", len(activities))]
    others = dict.fromkeys(chain.from_iterable(one.audiences for one in found["others"]))
    people = site.words.labels_within("destinatari", others)
    parts: list[_Part] = [
        (site.texts(f"term.find_{name}", people=people), f"trovi-{name}", ones, "", len(ones))
        for name, ones in found.items()
    ]
    return [*parts, _later(site, later)]


def _helps(site: Site, activity: ActivityEntry) -> bool:
    kinds = site.catalogue.vocabularies["tipi_attivita"].terms
    calls = activity.kinds[0] == _CAMPAIGN
    return not calls and any(kinds[code].family in _HELP for code in activity.kinds if code in kinds)


def _asks(activity: ActivityEntry) -> bool:
    return not GIVING.isdisjoint(activity.kinds)


def _copies_behind(site: Site, activities: Sequence[ActivityEntry]) -> tuple[list[ActivityEntry], int]:
    """Put copies of a service, in other places, behind what else is reached; return how many are seen at first too.

    These are a few, of a service one: what is on soon is among them before what is months away, which says so.
    """
    first: dict[tuple[str, str], ActivityEntry] = {}
    copies = [one for one in activities if first.setdefault((one.name, one.operator.id), one) is not one]
    ordered = sorted([*first.values(), *copies], key=site.out_of_reach)
    few = min([_FEW, len(ordered), *(ordered.index(copy) for copy in copies)])
    return ordered, len(ordered) if len(ordered) <= few + _SLACK_OF_FEW and few == _FEW else few


def _covering(site: Site, wider: Covering) -> tuple[str, Sequence[ActivityEntry], str, str, int]:
    """Return what a wider place brings here: heading, activities, words and address of the way to all, how many."""
    name = site.words.label("territori", wider.place)
    counted = site.words.count("count.activities", wider.total)
    heading = site.texts("term.covering_from", place=name, counted=counted)
    address = addresses.term("territorio", wider.place)
    return (
        heading,
        next_first(site, wider.activities),
        site.texts("term.covering_all", place=name),
        address,
        wider.total,
    )


def _chips(site: Site, kind: str, codes: Sequence[str]) -> list[Chip]:
    """Return the terms that have a page, each with its activities."""
    known = site.holdings(kind)
    return [site.chip(kind, code) for code in codes if code in known]


def _near(site: Site, kind: str, code: str, people: Collection[str]) -> tuple[Sequence[Chip], str]:
    """Return the themes beside a theme, by activities in common, and the key of what says why."""
    if kind == "tema":
        themes, why = _near_themes(site, code, people)
        return [site.chip(kind, other) for other in themes], why
    if kind == "destinatari":
        return [site.chip(kind, other) for other in _near_people(site, code)], "term.near_people_note"
    return (), "term.near_note"


def _helping(site: Site) -> set[str]:
    """Return the kinds that answer a need."""
    return set(chain.from_iterable(need.kinds for need in needs_of(site.catalogue)))


def _is_helping(site: Site, kind: str, code: str) -> bool:
    """Tell whether a term is a kind that helps who needs something: who listens helps with every need."""
    terms = site.catalogue.vocabularies["tipi_attivita"].terms
    return kind == "tipo" and (code in _helping(site) or terms[code].family == _LISTENS)


def _near_kinds(site: Site, code: str, shown: Collection[ActivityEntry]) -> list[Chip]:
    """Return the kinds that answer the needs of a kind, are of its family or much like it, the likest first.

    After a few only those that are about what it is about, for the same people: who looks for a group against gambling
    looks for what else there is about that, not for whatever helps at home. Each adds something.
    Who needs something finds there no kind that answers no need: a collection of surplus feeds nobody who asks.
    """
    terms, known = site.catalogue.vocabularies["tipi_attivita"].terms, site.holdings("tipo")
    needs = [need.kinds for need in needs_of(site.catalogue)]
    same_need = set(chain.from_iterable(kinds for kinds in needs if code in kinds))
    helping = _helping(site)
    family = {other for other in known if terms[code].family and terms[other].family == terms[code].family}
    likeness = _likeness(site, code)
    # Who listens does so about everything: what else is about that is no nearer.
    kin = {other for other, much in likeness.items() if much >= _KIN and terms[code].family != _LISTENS}
    near_by = (family | kin) & helping if code in helping else family | kin
    beside = [other for other in known if other != code and other in same_need | near_by]
    near: list[Chip] = []
    told = set(shown)
    for other in sorted(beside, key=lambda one: -likeness[one] - _TIED * ((one in same_need) + (one in family))):
        activities = known[other].activities
        is_near = likeness[other] >= _ALIKE or len(near) < _ENOUGH or terms[code].family == _LISTENS
        if is_near and not told.issuperset(activities):
            near.append(site.chip("tipo", other))
            told.update(activities)
    return near[:_MOST_KINDS]


def _likeness(site: Site, code: str) -> Mapping[str, float]:
    """Return for each kind, from 0 to 1, how much it shares of what a kind is about and for whom.

    What few kinds share says most: as a cosine, each theme and group of people weighs as one part of its kinds.
    """
    about = site.kinds_about
    times = Counter(chain.from_iterable(about.values()))

    def weight(terms: Collection[str]) -> float:
        return sum(1 / times[one] for one in sorted(terms))

    whole = {other: weight(those) for other, those in about.items()}
    return {
        other: weight(about[code] & those) / sqrt(whole[code] * whole[other]) if about[code] & those else 0
        for other, those in about.items()
    }


@dataclass(frozen=True, slots=True)
class _Spread:
    """Where a kind is done, for who lives elsewhere, and whom to ask who wants to begin it there."""

    places: Sequence[tuple[str, str]]
    """Name and address of each; none where they are many."""
    is_one_town: bool
    bodies: Sequence[Any]
    practices: Sequence[PracticeEntry]
    """What these bodies tell of the theme that most of the kind is about."""


def _spread(site: Site, held: Holdings) -> _Spread | None:
    """Return where a kind is done and who does it, or did; None where nothing can be told, or looking could harm."""
    done = _done(held)
    calm = [one for one in done if not site.urgent.is_dangerous(one)]
    if not calm:
        return None
    geography, known = site.catalogue.geography, site.holdings("territorio")
    codes = {code for one in held.activities for code in one.territories}
    # In several towns these are named, not their quarters.
    towns = {geography.town(code) or code for code in codes}
    is_one = len(towns) == 1
    places = [
        (site.texts("term.whole_place", place=name) if is_one and geography.is_town(code) else name, address)
        for code in geography.every
        if code in (codes if is_one else towns) and code in known
        for name, address in ((site.words.label("territori", code), addresses.term("territorio", code)),)
    ]
    # Whoever is named on a card is named here too.
    bodies = {one.operator.id: one.operator for one in done}
    doing = {*bodies, *(network.id for one in calm for network in one.networks)}
    themes = {chip.code for chip in _theme_of_kind(site, held.activities)}
    practices = [one for one in site.practices if one.home.id in doing and not themes.isdisjoint(one.themes)]
    few = places if len(places) <= _MOST_PLACES else []
    return _Spread(few, is_one, list(bodies.values())[:_MOST_BODIES], practices[:1])


def _only_for(site: Site, code: str, activities: Sequence[ActivityEntry]) -> str:
    """Say for whom all of a kind that listens is, where its name speaks to anybody; nothing where there is danger."""
    terms = site.catalogue.vocabularies["tipi_attivita"].terms
    if terms[code].family != _LISTENS or not activities or site.urgent.is_dangerous_term("tipo", code):
        return ""
    groups = [() if EVERYBODY in one.audiences else one.audiences for one in activities]
    shared = [who for who in groups[0] if all(who in group for group in groups)]
    return f" {site.texts('term.only_for', people=site.words.for_whom(shared))}" if shared else ""


def _done(held: Holdings) -> Sequence[ActivityEntry]:
    """Return the activities of a term, else those that are over."""
    return held.activities or [one for one in held.ended if isinstance(one, ActivityEntry)]


def _theme_of_kind(site: Site, activities: Sequence[ActivityEntry]) -> list[Chip]:
    """Return the theme that most activities of a kind are about, where there is one that brings nobody into danger."""
    counted = Counter(theme for activity in activities for theme in activity.themes).most_common(1)
    return [
        site.chip("tema", theme)
        for theme, times in counted
        if 2 * times > len(activities) and not site.urgent.is_dangerous_term("tema", theme)
    ]


def _near_label(site: Site, kind: str, code: str) -> str:
    if kind == "tema":
        return site.texts("term.near_themes")
    return site.texts("term.near_kinds" if _is_helping(site, kind, code) else "term.near_others")


def _near_themes(site: Site, code: str, people: Collection[str]) -> tuple[Sequence[str], str]:
    """Return the themes with most activities in common with one; else those for its people; else its family.

    Nothing that is about danger, where looking on could bring somebody into it.
    """
    known = site.holdings("tema")
    shared = Counter(theme for activity in known[code].activities for theme in activity.themes)
    kin = Counter[str]()
    for who in people:
        kin.update(site.themes_for.get(who, {}))
    others = [other for other in known if other != code and not site.urgent.is_dangerous_term("tema", other)]
    for counted, why in ((shared, "term.near_shared"), (kin, "term.near_people")):
        near = sorted((other for other in others if counted[other]), key=lambda other: -counted[other])
        if near:
            return near[:_MOST_NEAR], why
    return [other for other in others if site.words.family([other]) == site.words.family([code])], "term.near_note"


def _near_people(site: Site, code: str) -> list[str]:
    """Return the people for whom most is done that is for these as well; none where looking on could bring danger."""
    if site.urgent.is_dangerous_term("destinatari", code):
        return []
    known = site.holdings("destinatari")
    shared = _who(known[code].activities)
    near = [who for who, _ in shared.most_common() if who != code and who in known]
    return [who for who in near if not site.urgent.is_dangerous_term("destinatari", who)][:_MOST_NEAR]


def _carers(site: Site, code: str) -> str:
    """Return the address of the page of who cares at home for such people; empty where there is none."""
    has_page = code in _CARED_FOR and _CARERS in site.holdings("destinatari")
    return addresses.term("destinatari", _CARERS) if has_page else ""


def _twin(site: Site, who: str) -> tuple[str, str] | None:
    """Return name and address of the theme most about some people, where it is for nobody more than for them."""
    themes = Counter(site.themes_for.get(who, {})).most_common()
    theme = next((theme for theme, _ in themes if _people(site, theme)[:1] == [who]), "")
    return (site.words.label("temi", theme), addresses.term("tema", theme)) if theme else None


def _first_contact(site: Site, kind: str, code: str, need: tuple[str, str] | None) -> Desk | Telephone | None:
    """Return whom to call who does not know whom to ask: a desk for a need or people, else who keeps the catalogue.

    A place says it at more length (`place.whom_to_ask`).
    """
    if kind == "territorio":
        return None
    seeks_help = need or (kind == "destinatari" and code not in _HELPERS)
    return site.first_contact if seeks_help else office_by_telephone(site.settings["ufficio"])


def _need_of(site: Site, kind: str, code: str) -> tuple[str, str] | None:
    """Return the name and the address of the need that a term is about as well, where somebody answers it.

    Of people or of a kind it is the first that names them.
    """
    if kind == "tema":
        need = site.need_of_theme(code)
    else:
        named = {"destinatari": "audiences", "tipo": "kinds"}.get(kind)
        needs = needs_of(site.catalogue) if named else ()
        need = next((one.code for one in needs if named and code in getattr(one, named)), "")
    if need and site.answering(need):
        return site.words.label("necessita", need), addresses.need(need)
    # Who listens helps with every need.
    kinds = site.catalogue.vocabularies["tipi_attivita"].terms
    return ("", addresses.page("in_need")) if kind == "tipo" and kinds[code].family == _LISTENS else None


def _who(activities: Iterable[ActivityEntry]) -> Counter[str]:
    """Count whom activities are for; what is for everybody tells nothing."""
    return Counter(who for activity in activities for who in activity.audiences if who != EVERYBODY)


def _people(site: Site, theme: str) -> list[str]:
    """Return the people that most of a theme is for; none where looking on could bring somebody into danger."""
    if site.urgent.is_dangerous_term("tema", theme):
        return []
    held = site.holdings("tema")[theme]
    who = _who(held.activities) + _who(entry for entry in held.ended if isinstance(entry, ActivityEntry))
    return [code for code, _ in who.most_common() if not site.urgent.of_term("destinatari", code)][:_MOST_PEOPLE]


def _for_the_same(site: Site, theme: str, people: Sequence[str]) -> list[ActivityEntry]:
    """Return the first few activities of other themes for the people that a theme is for: the most theirs first."""
    wanted = frozenset(people)
    held = (site.holdings("destinatari")[who].activities for who in people)
    others = dict.fromkeys(
        activity
        for activities in held
        for activity in activities
        if theme not in activity.themes and not (activity.is_at_rest or site.urgent.of_record(activity))
    )
    # What is for two groups of which one is wanted is half theirs.
    theirs = {one: len(wanted.intersection(one.audiences)) / len(one.audiences) for one in others}
    return soon_first(site, filter(theirs.get, others), theirs.__getitem__)[:_MOST_BESIDE]


def _going_on(site: Site, held: Holdings) -> dict[NetworkEntry, str]:
    """Return the networks at work that do something of a theme, or go on with what networks that are over did; why."""
    ended = [entry for entry in held.ended if isinstance(entry.record, Network)]
    found = [
        (site.catalogue.network(into), "term.network_goes_on", entry.name)
        for entry in ended
        for into in entry.record.merged_into
        if isinstance(into, str)
    ]
    found += [(network, "term.network_does", done.name) for done in held.activities for network in done.networks]
    why: dict[NetworkEntry, str] = {}
    for network, key, what in found:
        if network in site.networks_at_work:
            why.setdefault(network, site.texts(key, what=what))
    return why


def _name_of(site: Site, kind: str, codes: Sequence[str], side: str) -> str:
    """Return what the terms below a term, or the places beside it, are called: by their level, where they have one."""
    if kind != "territorio":
        return site.texts(f"term.{side}_{kind}") if TERMS[kind].has_wider_terms and side == "below" else ""
    levels = {site.catalogue.geography.level(code) for code in codes}
    level = next(iter(levels)) if len(levels) == 1 else ""
    return site.texts(f"term.{side}_{level}" if level in _NAMED_LEVELS else f"term.{side}_territorio")


def _within(chip: Chip, label: str) -> Chip:
    """Leave out the town that the page is about or lies in."""
    return replace(chip, label=chip.label.removesuffix(f", {label}"))


def _kind_line(site: Site, kind: str, code: str) -> str:
    """Say what sort of term it is: the level of a place, the family of a kind."""
    family = site.catalogue.vocabularies["tipi_attivita"].terms[code].family if kind == "tipo" else ""
    if family:
        return site.words.family_of_kinds(family)
    level = site.catalogue.geography.level(code) if kind == "territorio" else ""
    return site.texts(f"level_one.{level}") if level else site.texts(f"term.{kind}")


def _beside(site: Site, code: str) -> list[str]:
    """Return the places that border on a place, in the order of the vocabulary."""
    geography = site.catalogue.geography
    near = geography.neighbours(code)
    return [place for place in geography.every if place in near]


def _above(site: Site, code: str) -> list[tuple[str, str]]:
    """Return name and address of the places that a place lies in, the nearest first: each has a page."""
    known = site.holdings("territorio")
    wholes = (whole for whole in site.catalogue.geography.wholes(code)[:_LEVELS] if whole in known)
    return [(site.words.label("territori", whole), addresses.term("territorio", whole)) for whole in wholes]
