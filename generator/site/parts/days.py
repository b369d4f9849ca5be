"""What is on, day by day: the openings of some activities, out of the one function of time.

What is open nearly every day is no appointment: it would hide what happens once. On the page of a week it stands in
each of its days by the clock, lighter than the rest; where there are many days it stands once beside them, with the
hours of these very days. What has to be booked days before is on no day for which it is too late.
An opening is told only from the day on from which its calendar (`parts/calendars.py`) tells it: pages and calendars
hold the same.
"""

import math
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from itertools import combinations, groupby
from typing import Final

from generator import addresses
from generator.catalogue import ActivityEntry
from generator.catalogue.answers import GUIDING
from generator.catalogue.opening_times import ROME, Opening, Timetable
from generator.site.model import Site, sorting_key
from generator.site.parts.calendars import window
from generator.site.parts.facts import trust
from generator.site.parts.live import told_timetable
from generator.site.parts.words import Words

TELLING: Final = frozenset({*GUIDING, "linea_telefonica"})
"""Kinds of activity (`tipi_attivita`) that listen and tell where help is: one is heard there, and goes elsewhere."""
_NEARLY_EVERY_DAY: Final = 4
"""Days of the week from which on something is simply open."""
_AN_HOUR: Final = 60
_A_DAY: Final = timedelta(days=1)
_EVERYBODY: Final = "tutti"
_MOST_BESIDE: Final = 2
"""So many things at the same hour are named; more would be a list in a list."""
_MANY: Final = 3
"""Where one day in so many is left out, the days are named one by one."""
_RUN: Final = 3
"""So many days in a row are said by the first and the last."""
_QUIET: Final = 20
"""What was not on for so many days is an occasion when it is: less than a month, for what comes once a month is one."""
_EVERY_OTHER: Final = 25
"""What is on again sooner is on every few weeks, and less than a month apart."""
_A_MONTH: Final = 45
"""What is on again within so many days is on once a month."""
_A_SEASON: Final = 120
_A_YEAR: Final = 300
"""What is alone among so many days, before it and after it, is on once a year."""
_THIS_WEEK: Final = 6
_ON_NEXT: Final = frozenset({"today", "opens", "on", "begins"})
"""How something stands (`State.kind`) that has a moment to come."""
_SOON: Final = 31
"""So many days ahead is soon: what comes later stands after it in lists and on the first page."""
_SEASON: Final = 62
"""What is further away than these days belongs to another season."""
_MONTHS: Final = 13
"""So far ahead a list looks, in spans of `_SOON` days: what comes once a year is among them."""


def is_later(site: Site, activity: ActivityEntry, day: date) -> bool:
    """Tell whether nobody can go to an activity in the weeks after a day, as far as its days are known."""
    schedule = activity.record.schedule
    if activity.is_at_rest:
        return True
    return schedule is not None and not Timetable.of(schedule, site.conventions).is_near(day, _SOON)


def is_in_season(site: Site, activity: ActivityEntry, day: date) -> bool:
    """Tell whether somebody can go to an activity within the two months from a day, as far as its days are known."""
    schedule = activity.record.schedule
    timetable = Timetable.of(schedule, site.conventions) if schedule and not activity.is_at_rest else None
    return timetable is None or timetable.last < day or timetable.is_near(day, _SEASON)


def apart_later(
    site: Site, activities: Sequence[ActivityEntry]
) -> tuple[Sequence[ActivityEntry], Sequence[ActivityEntry]]:
    """Part what can be done within two months from what is later in the year: nobody is told to come back in spring.

    Pages of themes, of people and of places tell the latter in the same way; where all is later nothing is parted.
    """
    today = site.catalogue.today
    later = [one for one in activities if not is_in_season(site, one, today)]
    if len(later) == len(activities):
        return activities, ()
    return [one for one in activities if one not in later], later


def _nearness(site: Site, activity: ActivityEntry) -> int:
    """Return how near in time an activity is; of what nobody said when, it may be soon."""
    schedule = activity.record.schedule
    if schedule is None:
        return 1
    return _spans_ahead(Timetable.of(schedule, site.conventions), site.catalogue.today)


@lru_cache(1 << 14)  # an activity is on the pages of its places, its themes, its people
def _in_the_week(timetable: Timetable, today: date) -> tuple[int, int] | None:
    """Return in how many days a timetable is on next, and the minute; None where it is not within a week."""
    week = timetable.occurrences(today, today + timedelta(days=_THIS_WEEK))
    # What is booked days before is on next where one can still book it, as cards say.
    week = [each for each in week if each.day >= today + timedelta(days=each.notice)]
    return ((week[0].day - today).days, week[0].start or 0) if week else None


@lru_cache(1 << 14)
def _spans_ahead(timetable: Timetable, today: date) -> int:
    """Return 0 where a day of a timetable is within a week, else in which span of `_SOON` days it is on first."""
    if _in_the_week(timetable, today):
        return 0
    spans = (today + timedelta(days=_SOON * span) for span in range(_MONTHS))
    return next((span for span, day in enumerate(spans, 1) if timetable.is_near(day, _SOON)), _MONTHS + 1)


def soon_first(
    site: Site, activities: Iterable[ActivityEntry], worth: Callable[[ActivityEntry], float] = lambda _: 0
) -> list[ActivityEntry]:
    """Whom one reaches, of these what is on next, of these what is worth most; what rests is last.

    Among equals each name comes once before it returns, otherwise in the order given, which is that of turns.
    """
    same = Counter[str]()
    ranked = []
    for activity in activities:
        rest = (_nearness(site, activity), -worth(activity), same[activity.name])
        ranked.append(((*site.out_of_reach(activity), *rest), activity))
        same[activity.name] += 1
    return [activity for _, activity in sorted(ranked, key=lambda one: one[0])]


def next_first(
    site: Site, activities: Iterable[ActivityEntry], telling: Collection[str] = TELLING
) -> list[ActivityEntry]:
    """Do as `soon_first`, and hour by hour within the week: who has nothing to eat today looks for tomorrow.

    What is on this week and only tells the way to help (kinds of `telling`) comes after what helps: no list of meals
    begins with a desk.
    """

    def rank(one: ActivityEntry) -> tuple[bool, bool, bool, bool, tuple[int, int]]:
        schedule = one.record.schedule
        ahead = _in_the_week(Timetable.of(schedule, site.conventions), site.catalogue.today) if schedule else None
        only_tells = ahead is not None and one.kinds[0] in telling
        return *site.out_of_reach(one), ahead is None, only_tells, ahead or (0, 0)

    return sorted(soon_first(site, activities), key=rank)


def clock_first(site: Site, activities: Iterable[ActivityEntry]) -> list[ActivityEntry]:
    """Return activities in the order of `by_clock`."""
    return [one for one, _ in by_clock(site, activities)]


def by_clock(site: Site, activities: Iterable[ActivityEntry]) -> list[tuple[ActivityEntry, str]]:
    """Whom one reaches, of these what is on within the week in the order of days and hours that cards tell.

    What begins together stands by when it ends.
    Then what is on all along or tells no day, in the order of `soon_first`; then later days in their order. `list.js`
    does the same by the clock of the reader. Each comes with what it stands under: a day, `none` where none is told,
    `later` or `last`.
    """
    moments = {one.id: _told_next(site, one) for one in activities}
    # After every moment of the week to come, and before every later one.
    later = f"{(site.catalogue.today + timedelta(days=_THIS_WEEK)).isoformat()}~"

    def rank(one: ActivityEntry) -> tuple[bool, bool, str, float]:
        moment = moments[one.id]
        return *site.out_of_reach(one), moment or later, _told_until(site, one, moment)

    def group(one: ActivityEntry) -> str:
        if any(site.out_of_reach(one)):
            return "last"
        moment = moments[one.id]
        return "none" if not moment else moment[:10] if len(moment) > len("2026-11") and moment < later else "later"

    return [(one, group(one)) for one in sorted(soon_first(site, activities), key=rank)]


def _told_next(site: Site, activity: ActivityEntry) -> str:
    """Return the moment that a card tells of an activity, as far as it is known; empty where it tells none."""
    today = site.catalogue.today
    timetable = told_timetable(activity, site.conventions)
    known = trust(activity, today, site.words, site.ages)
    if timetable is None or (known and known.is_old):
        return ""
    state = timetable.state_at(datetime.combine(today, time(), ROME))
    if state.kind == "open":
        return today.isoformat() if state.until else ""
    return state.at or state.day if state.kind in _ON_NEXT else ""


def _told_until(site: Site, activity: ActivityEntry, moment: str) -> float:
    """Return when what is on next at a moment ends, so that of what begins together the shortest comes first."""
    day, _, hour = moment.partition("T")
    if not hour:
        return 0
    on, start = date.fromisoformat(day), time.fromisoformat(hour)
    held = _openings(timetable_of(site, activity), on, on)
    return next((each.clock[1] for each in held if each.start == start.hour * 60 + start.minute), math.inf)


@dataclass(frozen=True, slots=True)
class Item:
    """An activity on a day; `beside` are others for the same people, in the same place, at the same hour."""

    activity: ActivityEntry
    opening: Opening
    hours: str
    beside: Sequence[ActivityEntry] = ()


@dataclass(frozen=True, slots=True)
class Occasion:
    """The first day of something that was not on for weeks; `begins` where it is on again within weeks."""

    activity: ActivityEntry
    opening: Opening
    hours: str
    begins: bool


@dataclass(frozen=True, slots=True)
class Day:
    """A day and what is on, in the order of the clock; `also` what is open nearly every day, each with its hours."""

    on: date
    items: Sequence[Item]
    also: Sequence[Sequence[Item]] = ()

    @property
    def is_empty(self) -> bool:
        """Whether nothing is on and nothing is open."""
        return not (self.items or self.also)

    @property
    def by_the_clock(self) -> Sequence[tuple[Sequence[Item], bool]]:
        """Every appointment and what is open nearly every day in one order, each with whether it is the latter."""
        told = [*(((item,), False) for item in self.items), *((tuple(items), True) for items in self.also)]
        return sorted(told, key=lambda one: (one[0][0].opening.clock, sorting_key(one[0][0].activity.name)))

    @property
    def address(self) -> str:
        """Where the calendar of everything tells it."""
        return addresses.calendar_day(self.on)


@dataclass(frozen=True, slots=True)
class Service:
    """What is open nearly every day: each hours that it has, and on which of these days."""

    activity: ActivityEntry
    hours: Sequence[tuple[str, Sequence[date]]]
    unsure: Sequence[date]
    """Public holidays of which nobody said whether it is open."""
    openings: Sequence[Opening]

    @property
    def days(self) -> Sequence[date]:
        """The days on which it is open."""
        return sorted({opening.day for opening in self.openings})

    @property
    def notice(self) -> int:
        """How many days before one books, where one does."""
        return min(opening.notice for opening in self.openings)


@dataclass(frozen=True, slots=True)
class Days:
    """Some days in a row, all of them, with what is on and what is open nearly every day."""

    days: Sequence[Day]
    services: Sequence[Service]

    @property
    def first(self) -> date:
        """The first of the days."""
        return self.days[0].on

    @property
    def last(self) -> date:
        """The last of the days."""
        return self.days[-1].on

    @property
    def count(self) -> int:
        """How many appointments."""
        return sum(len(day.items) for day in self.days)

    @property
    def clashes(self) -> Sequence[tuple[Day, Item]]:
        """Each appointment that begins with another beside it, once for both."""
        found: list[tuple[Day, Item]] = []
        told: set[tuple[date, str]] = set()
        for day in self.days:
            for item in day.items:
                if item.beside and (day.on, item.activity.id) not in told:
                    found.append((day, item))
                    told.update((day.on, other.id) for other in item.beside)
        return found


def days_of(site: Site, activities: Iterable[ActivityEntry], first: date, last: date) -> Days:
    """Return all days from `first` to `last`, with what is on of activities that are in a calendar."""
    today = site.catalogue.today
    by_day: dict[date, list[tuple[ActivityEntry, Opening]]] = {}
    also: dict[date, list[tuple[ActivityEntry, Opening]]] = {}
    services = []
    for activity in activities:
        timetable = timetable_of(site, activity)
        openings = [
            opening
            for opening in openings_of(site, activity, timetable, first, last)
            if not is_too_late(opening, today)
        ]
        is_service = bool(openings) and is_nearly_daily(timetable)
        if is_service:
            services.append(_service(activity, openings, site.words))
        for opening in openings:
            (also if is_service else by_day).setdefault(opening.day, []).append((activity, opening))
    return Days(
        [
            Day(day, _items(site, by_day.get(day, ())), by_activity(_items(site, also.get(day, ()))))
            for day in _between(first, last)
        ],
        sorted(services, key=lambda service: (sorting_key(service.activity.name), service.activity.id)),
    )


def is_too_late(opening: Opening, today: date) -> bool:
    """Tell whether an opening to come can't be booked any more: nobody is told to go there tomorrow."""
    return today <= opening.day < today + timedelta(days=opening.notice)


def days_ahead(site: Site, count: int) -> Sequence[Day]:
    """Return so many days, today first, as the calendar of everything tells them; none where it has no page.

    The first page and the list of activities ask this of a day, so that they and the calendar tell the same.
    """
    held = site.calendars.get(addresses.calendar(), ())
    today = site.catalogue.today
    activities = [site.catalogue.activities[activity_id] for activity_id in held]
    return days_of(site, activities, today, today + timedelta(days=count - 1)).days if activities else ()


def counted(day: Day, words: Words) -> str:
    """Say how much stands on a day: «7 appuntamenti e 6 servizi aperti»."""
    told = (("calendar.appointments", len(day.items)), ("calendar.open_services", len(day.also)))
    return words.listed([words.count(key, number) for key, number in told if number])


def clashes_of(site: Site, activities: Iterable[ActivityEntry]) -> list[tuple[date, list[Item]]]:
    """Return on which day ahead some activities are first on at one hour, with all of those: each once."""
    timed = [activity for activity in activities if activity.record.schedule and not activity.is_at_rest]
    today = site.catalogue.today
    found: list[tuple[date, list[Item]]] = []
    told: set[str] = set()
    for day, item in days_of(site, timed, today, today + timedelta(days=_SOON)).clashes if len(timed) > 1 else ():
        together = {item.activity.id, *(other.id for other in item.beside)}
        if not together <= told:
            told |= together
            found.append((day.on, [one for one in day.items if one.activity.id in together]))
    return found


def occasions_of(site: Site, activities: Iterable[ActivityEntry], first: date, last: date) -> list[Occasion]:
    """Return what somebody would note down, in the order of time: what is on once, once a month, or begins.

    Of each activity the first such day from `first` to `last`; what goes on every week is none.
    """
    found = []
    for activity in activities:
        timetable = timetable_of(site, activity)
        opening = next(iter(openings_of(site, activity, timetable, first, last)), None)
        if opening is None or _openings(timetable, opening.day - timedelta(days=_QUIET), opening.day - _A_DAY):
            continue
        begins = bool(_openings(timetable, opening.day + _A_DAY, opening.day + timedelta(days=_QUIET)))
        found.append(Occasion(activity, opening, hours_of(opening, site.words), begins))
    return sorted(found, key=_moment)


def rarity(site: Site, activity: ActivityEntry, day: date) -> str:
    """Return what is particular about a day on which an activity is on; empty where it is on every week.

    It `begins`, `resumes` after some weeks, `ends`, or is not on again for a season (it `pauses`); or it is on `once`,
    `monthly`, `yearly`.
    """
    return _rarity(timetable_of(site, activity), day, date(site.catalogue.today.year + 1, 12, 31))


@lru_cache(1 << 14)
def _rarity(timetable: Timetable, day: date, horizon: date) -> str:
    often = timedelta(days=_EVERY_OTHER - 1)
    before = _openings(timetable, day - often, day - _A_DAY)
    if _openings(timetable, day + _A_DAY, day + often):
        if before:
            return ""
        return "resumes" if _openings(timetable, day - timedelta(days=_SEASON), day - _A_DAY) else "begins"
    again = next(iter(_openings(timetable, day + _A_DAY, horizon)), None)
    away = (again.day - day).days if again else _A_YEAR
    if before:
        return "ends" if again is None else "pauses" if away >= _A_SEASON else ""
    if away <= _A_MONTH:
        return "monthly"
    if away >= _A_SEASON and timetable.occurrences(day - timedelta(days=_A_YEAR), day - _A_DAY):
        return "pauses"
    return "once" if again is None else "yearly" if away >= _A_YEAR else ""


def _moment(occasion: Occasion) -> tuple[date, tuple[float, float], str, str]:
    activity, opening = occasion.activity, occasion.opening
    return opening.day, opening.clock, sorting_key(activity.name), activity.id


def timetable_of(site: Site, activity: ActivityEntry) -> Timetable:
    """Return the timetable of an activity; raises ValueError for one that says nothing of when it is."""
    if activity.record.schedule is None:
        raise ValueError(activity.id)
    return Timetable.of(activity.record.schedule, site.conventions)


def openings_of(
    site: Site, activity: ActivityEntry, timetable: Timetable, first: date, last: date
) -> Sequence[Opening]:
    """Return the openings of an activity from `first` to `last`, as far as its calendar reaches."""
    begins, ends = window(site, activity)
    return _openings(timetable, max(first, begins), min(last, ends))


@lru_cache(1 << 14)  # a day of an activity stands on the pages of its places, its themes, its people
def _openings(timetable: Timetable, first: date, last: date) -> Sequence[Opening]:
    return tuple(timetable.occurrences(first, last))


def is_nearly_daily(timetable: Timetable) -> bool:
    """Tell whether something is open on most days of every week."""
    weekly = (slot.days for slot in timetable.slots if not slot.weeks and slot.every == 1)
    return len({day for days in weekly for day in days}) >= _NEARLY_EVERY_DAY


def hours_of(opening: Opening, words: Words) -> str:
    """Say the hours of an opening: «15–16.30», «dalle 15»; where no hour is known, that it is on that day."""
    if opening.start is None:
        return words.texts("calendar.some_hour")
    start = _clock(opening.start, words)
    if opening.end is None:
        return words.texts("calendar.from_hour", hour=start)
    return f"{start}–{_clock(opening.end, words)}"


def _clock(minutes: int, words: Words) -> str:
    # An end at 24 is the end of that day, not its beginning.
    shown = minutes if minutes in {0, 24 * 60} else minutes % (24 * 60)
    return words.hour(f"{shown // 60:02}:{shown % 60:02}")


def days_said(days: Sequence[date], first: date, last: date, words: Words) -> str:
    """Say on which days, of those from `first` to `last`: «lun–ven, tranne 8 dicembre»; a few as «12, 24 dicembre».

    Days of the week are said where most of them are meant: who reads knows them without counting.
    """
    weekdays = {day.weekday() for day in days}
    usual = [day for day in _between(first, last) if day.weekday() in weekdays]
    left_out = sorted(set(usual) - set(days))
    if len(left_out) * _MANY > len(usual):
        return _by_number(days, words)
    short = [first + timedelta(days=(day - first.weekday()) % 7) for day in sorted(weekdays)]
    names = _runs(short, sorted(weekdays), words.short_weekday)
    return words.texts("calendar.days_but", days=names, others=_by_number(left_out, words)) if left_out else names


def _by_number(days: Sequence[date], words: Words) -> str:
    """Say days by number and month: «1–4, 7 dicembre»."""
    months = groupby(days, key=lambda day: (day.year, day.month))
    return "; ".join(
        f"{_runs(held, [day.day for day in held], lambda day: str(day.day))} {words.month(month)}"
        for (_, month), held in ((key, list(group)) for key, group in months)
    )


def _runs(days: Sequence[date], numbers: Sequence[int], name: Callable[[date], str]) -> str:
    """Name days whose `numbers` follow each other by the first and the last of them."""
    runs: list[list[date]] = []
    before = -1
    for day, number in zip(days, numbers, strict=True):
        if runs and number == before + 1:
            runs[-1].append(day)
        else:
            runs.append([day])
        before = number
    return ", ".join(
        f"{name(run[0])}–{name(run[-1])}" if len(run) >= _RUN else ", ".join(map(name, run)) for run in runs
    )


def _between(first: date, last: date) -> list[date]:
    return [first + timedelta(days=number) for number in range((last - first).days + 1)]


def _service(activity: ActivityEntry, openings: Sequence[Opening], words: Words) -> Service:
    by_hours: dict[str, list[date]] = {}
    for opening in openings:
        by_hours.setdefault(hours_of(opening, words), []).append(opening.day)
    unsure = sorted({opening.day for opening in openings if opening.unsure})
    return Service(activity, tuple((hours, sorted(set(days))) for hours, days in by_hours.items()), unsure, openings)


def _items(site: Site, found: Iterable[tuple[ActivityEntry, Opening]]) -> Sequence[Item]:
    ordered = sorted(found, key=lambda pair: (pair[1].clock, sorting_key(pair[0].name), pair[0].id))
    beside = _beside(site, ordered)
    return tuple(
        Item(activity, opening, hours_of(opening, site.words), beside.get(number, ()))
        for number, (activity, opening) in enumerate(ordered)
    )


def by_activity(items: Iterable[Item]) -> Sequence[Sequence[Item]]:
    """Gather what is on of each activity, in the order of the first."""
    held: dict[str, list[Item]] = {}
    for item in items:
        held.setdefault(item.activity.id, []).append(item)
    return tuple(held.values())


def _beside(site: Site, ordered: Sequence[tuple[ActivityEntry, Opening]]) -> Mapping[int, Sequence[ActivityEntry]]:
    """Return by number what is for the same people, in the same place, at the same hour, told by another body."""
    groups: dict[tuple[str, str], list[int]] = {}
    for number, (activity, opening) in enumerate(ordered):
        if opening.start is not None and not opening.appointment:
            for key in _place_and_people(site, activity):
                groups.setdefault(key, []).append(number)
    found: dict[int, dict[str, ActivityEntry]] = {}
    for numbers in groups.values():
        for one, other in combinations(numbers, 2):
            if _overlap(ordered[one][1], ordered[other][1]) and _are_of_two(ordered[one][0], ordered[other][0]):
                found.setdefault(one, {})[ordered[other][0].id] = ordered[other][0]
                found.setdefault(other, {})[ordered[one][0].id] = ordered[one][0]
    return {number: tuple(others.values())[:_MOST_BESIDE] for number, others in found.items()}


def _place_and_people(site: Site, activity: ActivityEntry) -> Iterator[tuple[str, str]]:
    """Yield each place and each people of an activity; what is for everybody, or for a whole area, meets nothing."""
    for place in activity.territories:
        if not site.catalogue.geography.is_wider_than_town(place):
            yield from ((place, people) for people in activity.record.audiences if people != _EVERYBODY)


def _overlap(one: Opening, other: Opening) -> bool:
    """Tell whether two openings of one day share a moment; what says no end is taken for an hour long."""
    if one.start is None or other.start is None:
        return False
    one_end, other_end = (opening.end or (opening.start or 0) + _AN_HOUR for opening in (one, other))
    return one.start < other_end and other.start < one_end


def _are_of_two(one: ActivityEntry, other: ActivityEntry) -> bool:
    """Tell whether two activities are of two bodies that do not do them together."""
    partners = {partner.id for activity in (one, other) for partner in activity.partners}
    return one.operator.id != other.operator.id and not {one.operator.id, other.operator.id} & partners


def weeks_from(monday: date, count: int) -> Iterator[tuple[date, date]]:
    """Yield the first and the last day of some weeks."""
    return ((monday + timedelta(weeks=number), monday + timedelta(weeks=number, days=6)) for number in range(count))


def months_from(day: date, count: int) -> Iterator[tuple[date, date]]:
    """Yield the first and the last day of some months, that of `day` being the first."""
    for number in range(count):
        year, month = divmod(day.year * 12 + day.month - 1 + number, 12)
        following_year, following = divmod(year * 12 + month + 1, 12)
        yield date(year, month + 1, 1), date(following_year, following + 1, 1) - timedelta(days=1)


def by_week(days: Iterable[Day]) -> list[list[Day]]:
    """Part days by their weeks."""
    return [list(held) for _, held in groupby(days, key=lambda day: day.on - timedelta(days=day.on.weekday()))]
