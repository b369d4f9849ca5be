"""What the page of a place says that other terms do not: what is done there by day, whom to ask, what is missing."""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from itertools import groupby
from typing import Final

from generator import addresses
from generator.catalogue import ActivityEntry, AnyEntry, NetworkEntry
from generator.catalogue.answers import GUIDING, guides
from generator.catalogue.opening_times import Opening, Timetable
from generator.catalogue.vocabularies import EVERYBODY
from generator.locale.writing import joined
from generator.records import Occurrence
from generator.records.common import Contact
from generator.site.model import Site
from generator.site.parts.calendars import timed
from generator.site.parts.contacts import TELEPHONE, OfficeContact, office_by_telephone
from generator.site.parts.days import TELLING, by_clock, hours_of, openings_of
from generator.site.parts.listing import day_heading
from generator.site.parts.live import told_timetable
from generator.site.parts.times import days_of_the_month, weekdays

AT_FIRST: Final = 12
_MANY_ROWS: Final = 18
"""Of more activities than these the days are seen that hold the first of them; the others are one touch away."""
_AHEAD: Final = timedelta(days=31)
_SELDOM: Final = timedelta(days=34)
"""What is on once in as many days, or not at all, tells its next day beside what it says of itself."""
_YEAR: Final = timedelta(days=400)
_WEEK: Final = timedelta(days=6)
_MOST_SOON: Final = 2
_FEW_DAYS: Final = 2
"""«Ogni martedì e venerdì»; of more days their names alone are said, or the first and the last."""
_EVERY_OTHER: Final = 2
_TO_ASK: Final = 2
_HELPERS: Final = frozenset({"volontari", "associazioni", "scuole"})
"""A desk that is only for these helps nobody to find help."""
_TOWN_HALL: Final = "comune"
_HALLS: Final = (_TOWN_HALL, "unione_comuni")
_HEALTH: Final = ("azienda_sanitaria",)
"""Kinds of body (`tipi_ente`) that have to know where to send people."""
_MOST_MISSING: Final = 6
_OF_PEOPLE: Final = "persone_famiglie"
"""The family of themes (`temi`) that are about people of an age."""
_THEMES_ABOUT: Final = 3


@dataclass(frozen=True, slots=True)
class Row:
    """An activity in the list of a place; `said` are its hours on its day, of what is later the day it is on next."""

    activity: ActivityEntry
    said: str
    again: str
    """Whether it is on again: «ogni lunedì», «il primo sabato del mese»."""
    anchor: str
    """Of the first of a family of themes, to which the knots of the first page lead."""
    family: str
    is_named: bool
    """Its words on when it is on name the next day already."""


@dataclass(frozen=True, slots=True)
class DayRows:
    """What stands under one day, or under no day of this week (`by_clock`), with its heading."""

    code: str
    heading: str
    rows: Sequence[Row]
    is_behind: bool
    """It is seen once one asks for all of them."""


@dataclass(frozen=True, slots=True)
class Ask:
    """Whom to ask first; `contact` is None for who governs the place and has given no number."""

    name: str
    entry: ActivityEntry | AnyEntry | None
    contact: Contact | OfficeContact | None
    stands_in: bool = False
    """It is asked where who governs the place has given no number."""


@dataclass(frozen=True, slots=True)
class Missing:
    """A theme that nobody looks after here, or in some parts of here."""

    theme: str
    places: Sequence[str]


def rows_by_day(site: Site, activities: Sequence[ActivityEntry], anchor: Callable[[str], str]) -> list[DayRows]:
    """Return what is done in a place day by day, in the order in which the list of all activities tells it."""
    seen, days = 0, []
    anchored: set[str] = set()
    for code, those in groupby(by_clock(site, activities), key=lambda one: one[1]):
        rows = []
        for activity, _ in those:
            family = anchor(site.words.family(activity.themes, activity.kinds))
            again = rhythm(site, activity) if code[:1].isdigit() else ""
            hours, next_day = _hours(site, activity, code), _next_day(site, activity)
            is_named = next_day is not None and _names(activity, next_day, site)
            rows.append(Row(activity, hours, again, "" if family in anchored else family, family, is_named))
            anchored.add(family)
        is_behind = seen >= AT_FIRST and len(activities) > _MANY_ROWS
        days.append(DayRows(code, day_heading(site, code), rows, is_behind))
        seen += len(rows)
    return days


def _hours(site: Site, activity: ActivityEntry, code: str) -> str:
    """Say the hours of an activity on the day that it stands under; of what is later its next day, where known."""
    timetable = told_timetable(activity, site.conventions)
    if timetable is None:
        return ""
    if not code[:1].isdigit():
        following = _next_day(site, activity) if code == "later" else None
        return site.words.day(following) if following else ""
    day = date.fromisoformat(code)
    hours = [hours_of(one, site.words) for one in timetable.occurrences(day, day)]
    return joined(hours, ",", site.texts.lang)


def _next_day(site: Site, activity: ActivityEntry) -> date | None:
    """Return the day on which an activity is on next, as far as its page tells; None where none is known."""
    timetable = told_timetable(activity, site.conventions)
    return _next_within(timetable, site.catalogue.today, _YEAR) if timetable else None


def _names(activity: ActivityEntry, day: date, site: Site) -> bool:
    """Tell whether the words on when something is on name a day already."""
    schedule = activity.record.schedule
    said = schedule.words if schedule else ""
    return site.words.day_of_year(day.isoformat()[5:]) in (said or "")


def rhythm(site: Site, activity: ActivityEntry) -> str:
    """Say on which days an activity is on again; empty where that takes more words than a few."""
    slots = activity.record.schedule.slots if activity.record.schedule else ()
    if not slots or any(not slot.days for slot in slots):
        return ""
    if any(slot.interval for slot in slots):
        return _every_some_weeks(slots[0], site) if len(slots) == 1 and not slots[0].weeks else ""
    monthly = [slot for slot in slots if slot.weeks]
    if monthly:
        return days_of_the_month(slots[0].days, slots[0].weeks, site.words) if len(slots) == 1 else ""
    days = {day for slot in slots for day in slot.days}
    named = weekdays(list(days), site.words)
    return site.texts("term.each", days=named) if len(days) <= _FEW_DAYS else named


def _every_some_weeks(slot: Occurrence, site: Site) -> str:
    """Say that something is on every other week, or every third; its own page tells from which day."""
    key = "term.every_other_week" if slot.interval == _EVERY_OTHER else "term.every_weeks"
    return site.texts(key, days=weekdays(slot.days, site.words), n=site.words.number(slot.interval or 1))


def soon_around(site: Site, activities: Iterable[ActivityEntry]) -> list[tuple[str, str, str]]:
    """Return what serves a place from around and is on within the week: what is seldom on first, in the order of time.

    A desk, or what is open on several days, is no appointment; what is for helpers is not for who lives there. Each is
    told as its day, the day in words, and its name.
    """
    among = list(activities)
    rare = seldom(site, among)
    among = [one for one in among if not (_is_for_helpers(one) or TELLING.intersection(one.kinds))]
    last = site.catalogue.today + _WEEK
    week = [(one, opening) for one, opening in _ahead(site, among) if opening.day <= last and _is_once(site, one, last)]
    found = sorted(week, key=lambda time: time[0] not in rare)[:_MOST_SOON]
    said = []
    for one, opening in sorted(found, key=lambda time: time[1].clock):
        day = f"{site.words.weekday(opening.day.weekday())} {site.words.day_of_year(opening.day.isoformat()[5:])}"
        said.append((opening.day.isoformat(), f"{day[:1].upper()}{day[1:]}", one.name))
    return said


def _is_once(site: Site, activity: ActivityEntry, last: date) -> bool:
    """Tell whether an activity is on no more than once from today to a day."""
    timetable = timed(site, activity)
    return timetable is not None and len(openings_of(site, activity, timetable, site.catalogue.today, last)) == 1


def is_on_today(site: Site, own: Sequence[ActivityEntry], asked: Iterable[Ask]) -> bool:
    """Tell whether something of a place, or a desk that its page sends to, is on today."""
    desks = [ask.entry for ask in asked if isinstance(ask.entry, ActivityEntry)]
    return any(opening.day == site.catalogue.today for _, opening in _ahead(site, [*own, *desks]))


def _is_for_helpers(activity: ActivityEntry) -> bool:
    return bool(activity.audiences) and _HELPERS.issuperset(activity.audiences)


def _ahead(site: Site, activities: Sequence[ActivityEntry]) -> list[tuple[ActivityEntry, Opening]]:
    """Return the next opening of each activity within weeks, in the order of time, each name once."""
    today = site.catalogue.today
    found: dict[tuple[str, str], tuple[ActivityEntry, Opening]] = {}
    for activity in activities:
        timetable = timed(site, activity)
        opening = next(iter(openings_of(site, activity, timetable, today, today + _AHEAD)), None) if timetable else None
        key = (activity.name, activity.operator.id)
        if opening and (key not in found or opening.clock < found[key][1].clock):
            found[key] = (activity, opening)
    return sorted(found.values(), key=lambda time: time[1].clock)


def seldom(site: Site, activities: Iterable[ActivityEntry]) -> frozenset[ActivityEntry]:
    """Return what is on so seldom that its words do not tell which day is next: «l'ultimo sabato di novembre»."""
    today = site.catalogue.today
    found = []
    for one in activities:
        schedule = one.record.schedule
        if schedule and not one.is_at_rest:
            day = _seldom_next(Timetable.of(schedule, site.conventions), today)
            if day and not _names(one, day, site):
                found.append(one)
    return frozenset(found)


@lru_cache(1 << 14)  # what is for a region is on the pages of all its places
def _seldom_next(timetable: Timetable, today: date) -> date | None:
    """Return the next day of what is on seldom; None of anything else, and where none is known."""
    if len(timetable.occurrences(today, today + _SELDOM)) > 1:
        return None
    return _next_within(timetable, today, _YEAR)


def _next_within(timetable: Timetable, today: date, span: timedelta) -> date | None:
    return next((opening.day for opening in timetable.occurrences(today, today + span)), None)


def networks_doing(
    site: Site, activities: Iterable[ActivityEntry], listed: Iterable[NetworkEntry]
) -> Mapping[NetworkEntry, str]:
    """Return the networks of a wider area that are at work and do something in a place, each with the first of it.

    What is dangerous to be seen with makes nobody known.
    """
    beside = {*site.networks_at_work}.difference(listed)
    found: dict[NetworkEntry, str] = {}
    for activity in activities:
        for network in activity.networks:
            if network in beside and not (activity.is_at_rest or site.urgent.is_dangerous(activity)):
                found.setdefault(network, activity.name)
    return found


def whom_to_ask(site: Site, code: str) -> list[Ask]:
    """Return whom to call who does not know where to begin: a desk that shows the way, then the town hall.

    Where these have no number the office of the catalogue has, for its own town and what is around it; else who looks
    after health: who governs without a number then stands behind who answers. A network knows one thing, and is not
    asked about all of them.
    """
    asked = [Ask(desk.name, desk, _number_of(site.contacts_of(desk))) for desk in _desks(site, code)]
    desks = {desk.entry.operator.id for desk in asked if isinstance(desk.entry, ActivityEntry)}
    halls = [Ask(hall.name, hall, _number_of(hall.record.contacts)) for hall in _bodies(site, code, _HALLS)]
    asked += [hall for hall in halls if hall.contact and hall.entry and hall.entry.id not in desks]
    if asked:
        return asked[:_TO_ASK]
    office = None if site.is_another_town(code) else office_by_telephone(site.settings["ufficio"])
    if office:
        return [Ask(office.name, None, office.contact), *halls[:1]]
    others = ((body, _number_of(body.record.contacts)) for body in _bodies(site, code, _HEALTH))
    standing_in = [Ask(body.name, body, contact, stands_in=bool(halls)) for body, contact in others if contact]
    return [*standing_in[:1], *halls[:1]]


def _number_of(contacts: Iterable[Contact | OfficeContact]) -> Contact | OfficeContact | None:
    return next((contact for contact in contacts if contact.kind == TELEPHONE and contact.value), None)


def _desks(site: Site, code: str) -> list[ActivityEntry]:
    """Return a desk of each body that shows people the way and has a number: the nearest, for everybody, first."""
    geography = site.catalogue.geography
    found = []
    for desk in guides(site.serving(code)) if not geography.is_region(code) else ():
        step = geography.reach(code, desk.territories)
        if desk.is_at_rest or _is_for_helpers(desk) or site.urgent.of_record(desk) or site.reachable(desk):
            continue
        is_for_some = bool(desk.audiences) and EVERYBODY not in desk.audiences
        turn = min(GUIDING.index(kind) for kind in desk.kinds if kind in GUIDING)
        found.append(((is_for_some, turn, step, site.turns[desk.id]), desk))
    by_body: dict[str, ActivityEntry] = {}
    for _, desk in sorted(found, key=lambda one: one[0]):
        by_body.setdefault(desk.operator.id, desk)
    return list(by_body.values())[:_TO_ASK]


def _bodies(site: Site, code: str, kinds: Sequence[str]) -> Iterator[AnyEntry]:
    """Yield the bodies of these kinds that a place has, or what it lies in short of its region: the nearest first.

    A town hall governs its town, never the area around it.
    """
    geography = site.catalogue.geography
    known = site.holdings("territorio")
    for place in (code, *geography.wholes(code)):
        if place in known and not geography.is_region(place):
            asked = [kind for kind in kinds if kind != _TOWN_HALL or not geography.is_wider_than_town(place)]
            yield from (body for body in known[place].organizations if body.record.kind in asked)


def missing_in(site: Site, code: str) -> list[Missing]:
    """Return the themes that nobody looks after in a quarter, or in some of a town, though others have them.

    A theme about people is not missing where something is for these: an afternoon for children is there, of whatever
    theme it is. Nor is one that a wider theme holds, of which something is done or comes here: who looks after common
    places cares for what is around them.
    """
    geography = site.catalogue.geography
    known = site.holdings("territorio")
    by_theme: dict[str, list[str]] = {}
    for place in (code, *(geography.quarters(code) if geography.is_town(code) else ())):
        here = {who for one in known[place].activities for who in one.audiences} if place in known else set()
        served = {theme for who in here for theme in _themes_about(site, who)}
        served |= _held_in(site, {theme for one in site.serving(place) for theme in one.themes})
        for theme in site.synergies.gaps.get(place, ()):
            if theme in served:
                continue
            by_theme.setdefault(theme, []).append(place)
    return [Missing(theme, places) for theme, places in by_theme.items()][:_MOST_MISSING]


def _held_in(site: Site, themes: Collection[str]) -> set[str]:
    """Return the themes of which all that other lists call them is also said of one of these, which is of no age."""
    terms = site.catalogue.vocabularies["temi"].terms
    wider = [set(terms[one].matches) for one in themes if one in terms and terms[one].family != _OF_PEOPLE]
    return {
        code for code, term in terms.items() if term.matches and any(wide.issuperset(term.matches) for wide in wider)
    }


def _themes_about(site: Site, who: str) -> list[str]:
    """Return the themes of people that what is for some people is most of all about."""
    themes = Counter(site.themes_for.get(who, {})).most_common(_THEMES_ABOUT)
    return [theme for theme, _ in themes if site.words.family([theme]) == _OF_PEOPLE]


def hints_of(site: Site, town: str, missing: Sequence[Missing]) -> str:
    """Return the address of who could work together in a town; empty where nothing is told of it."""
    return addresses.synergies_in(town) if town and (missing or town in site.synergies.by_town) else ""
