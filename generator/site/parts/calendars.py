"""Calendars to follow: of an activity, a network, a theme, a place, a people, of all; each where something is in it.

What should be asked first is in none (`Status.UNCONFIRMED`), nor what has nobody at work, nor what protects who goes
there: a calendar stays on a device that others may look at. They reach to the end of next year, so that nobody is
promised more than anybody knows, and begin where what is known begins, so that the day of a build changes nothing.
"""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import cached_property
from typing import Final, TypeVar
from urllib.parse import urlsplit

from generator import addresses
from generator.catalogue import ActivityEntry, Status
from generator.catalogue.freshness import known
from generator.catalogue.lookups import unnoted
from generator.catalogue.opening_times import Timetable
from generator.exports.icalendar import Appointment, Event, calendar, calendar_in_pieces, folded_lines
from generator.exports.pieces import Files, gathered
from generator.exports.recurrences import recurrences
from generator.site.model import Site, by_name
from generator.site.parts.contacts import TELEPHONE, ways_of
from generator.site.parts.facts import address_line, is_discreet, places_of

FILE: Final = "calendario.ics"
_LAST_DAY: Final = "ultimo-giorno.ics"
MOST: Final = 300
"""A calendar of more activities than these is read by nobody: theme and place together lead to smaller ones."""

TERMS: Final = ("territorio", "tema", "destinatari")
"""Kinds of terms that have a calendar, in the order in which people ask: where, about what, for whom."""
ValueT = TypeVar("ValueT")

_NOWHERE: Final = "catalogo.invalid"
"""A name that no host has (RFC 2606), for a catalogue that is not published yet: identifiers still need one."""
_DAYS_OF_A_LOOK: Final = 45


def host_of(site: Site) -> str:
    """Return the name that identifiers of a site end in."""
    return urlsplit(site.url).hostname or _NOWHERE


def calendar_address(address: str) -> str:
    """Return the address of the calendar that belongs to a page."""
    return f"{address}{FILE}"


def subscription(site_url: str, address: str) -> str:
    """Return the address by which calendar programs follow a calendar; empty where the site's own is not known."""
    absolute = addresses.absolute(site_url, address)
    return f"webcal:{absolute.partition(':')[2]}" if absolute.startswith(("http://", "https://")) else ""


def timed(site: Site, activity: ActivityEntry) -> Timetable | None:
    """Return the timetable of an activity that has a place in calendars; None where it has none."""
    schedule = activity.record.schedule
    is_asked_first = activity.status in {Status.ENDED, Status.UNCONFIRMED} or activity.is_at_rest
    if schedule is None or is_asked_first or is_discreet(activity) or site.urgent.is_dangerous(activity):
        return None
    timetable = Timetable.of(schedule, site.conventions)
    first, last = window(site, activity)
    # Most have something soon: a whole year is looked at for the others alone.
    soon = date.fromordinal(min(last.toordinal(), max(first, timetable.first).toordinal() + _DAYS_OF_A_LOOK))
    has_any = timetable.occurrences(first, soon) or timetable.occurrences(first, last)
    return timetable if has_any else None


def window(site: Site, activity: ActivityEntry) -> tuple[date, date]:
    """Return the first and the last day of a calendar: never the day of the build, of which its year alone counts."""
    year = site.catalogue.today.year
    newest = known(activity).newest
    return max(newest or date.min, date(year, 1, 1)), date(year + 1, 12, 31)


class _OfPages(Mapping[str, ValueT]):
    """What is worth telling of the activities that go on of each network, theme, place and people, by its page.

    A page is looked at when it is asked for: one that is shown at once (`preview.py`) waits for no other's.
    """

    def __init__(self, site: Site) -> None:
        """Look at nothing yet."""
        self._site = site
        self._known: dict[str, ValueT] = {}

    def __getitem__(self, address: str) -> ValueT:
        """Return what is told of a page; KeyError where there is nothing to tell."""
        if address not in self._known:
            with unnoted():
                self._known[address] = self._told(self._going_on(address))
        if not self._known[address]:
            raise KeyError(address)
        return self._known[address]

    def __iter__(self) -> Iterator[str]:
        """Yield the pages of which there is something to tell."""
        return (address for address in self._addresses() if address in self)

    def __len__(self) -> int:
        """Count them."""
        return sum(1 for _ in self)

    def _told(self, activities: Iterable[ActivityEntry]) -> ValueT:
        raise NotImplementedError

    def _addresses(self) -> Iterator[str]:
        yield from map(addresses.record, self._site.networks)
        yield from self._of_terms

    def _going_on(self, address: str) -> Iterable[ActivityEntry]:
        section, _, rest = address.partition("/")
        if section == addresses.SECTIONS["rete"]:
            own = self._site.catalogue.activities_of.get(rest.rstrip("/"), ())
            return (activity for activity in own if not activity.is_over)
        is_of_term = section in {addresses.SECTIONS[kind] for kind in TERMS}
        return self._of_terms.get(address, ()) if is_of_term else ()

    @cached_property
    def _of_terms(self) -> Mapping[str, Sequence[ActivityEntry]]:
        site = self._site
        return {
            addresses.term(kind, code): held.activities
            for kind in TERMS
            for code, held in site.holdings(kind).items()
            if not site.urgent.is_dangerous_term(kind, code)
        }


class Calendars(_OfPages[tuple[str, ...]]):
    """The ids of the activities in each calendar: that of all and of each activity besides.

    Whose turn it is changes every day, and a calendar does not: ids stand in their own order.
    """

    def __init__(self, site: Site) -> None:
        """Look at nothing yet."""
        super().__init__(site)
        self._timed: dict[str, bool] = {}

    def _told(self, activities: Iterable[ActivityEntry]) -> tuple[str, ...]:
        ids = tuple(sorted(activity.id for activity in activities if self._is_timed(activity)))
        return ids if len(ids) <= MOST else ()

    def _is_timed(self, activity: ActivityEntry) -> bool:
        if activity.id not in self._timed:
            self._timed[activity.id] = timed(self._site, activity) is not None
        return self._timed[activity.id]

    def _addresses(self) -> Iterator[str]:
        yield addresses.calendar()
        yield from map(addresses.record, self._site.activities)
        yield from super()._addresses()

    def _going_on(self, address: str) -> Iterable[ActivityEntry]:
        section, _, rest = address.partition("/")
        if address == addresses.calendar():
            return self._site.activities
        if section == addresses.SECTIONS["attivita"]:
            activity = self._site.catalogue.activities.get(rest.rstrip("/"))
            return [activity] if activity is not None and not activity.is_over else []
        return super()._going_on(address)


class WithoutHours(_OfPages[int]):
    """How many activities of each page are in no calendar, for nobody wrote days and hours."""

    def _told(self, activities: Iterable[ActivityEntry]) -> int:
        return sum(is_mute(self._site, activity) for activity in activities)


def without_hours(site: Site) -> tuple[ActivityEntry, ...]:
    """Return the activities that go on and whose days nobody wrote so that a calendar can read them."""
    return by_name(activity for activity in site.activities if is_mute(site, activity))


def is_mute(site: Site, activity: ActivityEntry) -> bool:
    """Tell whether nobody wrote the days of an activity so that a calendar can read them, and it may be asked about."""
    if is_discreet(activity) or site.urgent.is_dangerous(activity):
        return False
    schedule = activity.record.schedule
    return schedule is None or not Timetable.of(schedule, site.conventions).is_known


def left_out(site: Site) -> tuple[int, int]:
    """Count what goes on, has hours and is not in the calendar of everything.

    First what protects who goes there, then what rests, should be asked about first or has no day ahead.
    """
    held = set(site.calendars.get(addresses.calendar(), ()))
    others = [one for one in site.activities if one.id not in held and not is_mute(site, one)]
    protecting = sum(is_discreet(one) or site.urgent.is_dangerous(one) for one in others)
    return protecting, len(others) - protecting


def calendar_files(site: Site) -> Iterator[tuple[str, bytes]]:
    """Yield every calendar."""
    names = dict(_names(site))
    for address, ids in site.calendars.items():
        yield calendar_address(address), _written(site, names[address], address, ids)


def whole_calendar(site: Site) -> Files:
    """Yield the calendar of all activities, however many: data, for who wants all of it."""
    ids = sorted(activity.id for activity in site.activities if addresses.record(activity) in site.calendars)
    if ids:
        yield FILE, gathered(_pieces(site, site.texts("list.attivita"), addresses.section("attivita"), ids))


def _written(site: Site, name: str, address: str, ids: Sequence[str]) -> bytes:
    return b"".join(_pieces(site, name, address, ids))


def _pieces(site: Site, name: str, address: str, ids: Sequence[str]) -> Iterator[bytes]:
    def events() -> Iterator[tuple[bool, str]]:
        return (event for activity_id in ids for event in _events_written(site, activity_id))

    url = addresses.absolute(site.url, address) if site.url else ""
    is_zoned = any(has_hours for has_hours, _ in events())
    lines = (text for _, text in events())
    return calendar_in_pieces(f"{name} · {site.config['site_name']}", lines, is_zoned=is_zoned, url=url)


def _events_written(site: Site, activity_id: str) -> list[tuple[bool, str]]:
    """Return the events of an activity as they are written; it stands in several calendars, and is written once."""

    def written() -> bytes:
        events = events_of(site, site.catalogue.activities[activity_id])
        return json.dumps([(event.is_zoned, folded_lines(event)) for event in events], separators=(",", ":")).encode()

    events = site.events_written.get(activity_id)
    if events is None:
        events = site.pieces(f"events {activity_id}", written)
        site.events_written.put(activity_id, events)
    return [(is_zoned, lines) for is_zoned, lines in json.loads(events)]


def _names(site: Site) -> Iterator[tuple[str, str]]:
    yield from ((addresses.record(activity), activity.name) for activity in site.activities)
    yield from ((addresses.record(network), network.name) for network in site.networks)
    yield from (
        (addresses.term(kind, code), site.term_name(kind, code)) for kind in TERMS for code in site.holdings(kind)
    )
    yield addresses.calendar(), site.texts("list.attivita")


def events_of(site: Site, activity: ActivityEntry) -> Iterator[Appointment]:
    """Yield what a calendar shows of an activity."""
    timetable = timed(site, activity)
    if timetable is None:
        return
    own = activity.id.replace("/", ".")
    places = _places(site, activity)
    described = _description(site, activity)
    unsure = "\n".join(filter(None, (site.texts("calendar.unsure"), _telephone(site, activity))))
    url = addresses.absolute(site.url, addresses.record(activity)) if site.url else ""
    categories = tuple(site.words.labels("temi", activity.themes))
    for when in recurrences(timetable, *window(site, activity)):
        yield Appointment(
            uid=f"{own}.{when.mark}@{host_of(site)}",
            when=when,
            stamp=known(activity).newest or when.day,
            summary=activity.name,
            # A holiday of which nobody said anything says that, and whom to ask: there may be a dozen a year.
            description=unsure if when.unsure else described,
            location="" if when.unsure else places,
            url=url,
            categories=() if when.unsure else categories,
        )


def last_day_address(address: str) -> str:
    """Return the address of the calendar of the last day of what stands at an address."""
    return f"{address}{_LAST_DAY}"


def last_day(site: Site, activity: ActivityEntry, day: date, summary: str) -> bytes:
    """Write a calendar of the day until which one is in time for an activity: it may have no other in calendars."""
    url = addresses.absolute(site.url, addresses.record(activity)) if site.url else ""
    event = Event(
        uid=f"{activity.id.replace('/', '.')}.ultimo-giorno@{host_of(site)}",
        on=day,
        stamp=known(activity).newest or day,
        summary=summary,
        description=_description(site, activity),
        url=url,
        categories=tuple(site.words.labels("temi", activity.themes)),
    )
    return calendar(f"{activity.name} · {site.config['site_name']}", [event], url=url)


def _description(site: Site, activity: ActivityEntry) -> str:
    record = activity.record
    slots = record.schedule.slots if record.schedule else ()
    lines = (
        (record.schedule.words if record.schedule else "") or "",
        site.texts("calendar.by_appointment") if any(slot.by_appointment or slot.notice for slot in slots) else "",
        record.access or "",
        site.texts("calendar.operator", name=activity.operator.name),
        _telephone(site, activity),
        site.texts("calendar.page", address=addresses.absolute(site.url, addresses.record(activity)))
        if site.url
        else "",
    )
    return "\n".join(filter(None, lines))


def _telephone(site: Site, activity: ActivityEntry) -> str:
    """Say the first number that its page gives; empty without one."""
    numbers = (
        way
        for contact in site.contacts_of(activity)
        if contact.kind == TELEPHONE and contact.value
        for way in ways_of(contact, site.texts)
    )
    way = next(numbers, None)
    return site.texts("calendar.telephone", number=way.shown) if way else ""


def _places(site: Site, activity: ActivityEntry) -> str:
    """Say where it is, as on an envelope; where nobody wrote an address, the town or the quarter."""
    venues = [
        ", ".join(filter(None, (place.name, address_line(place, site.catalogue, site.words))))
        for place in places_of(activity)
        if not place.protected
    ]
    return "; ".join(filter(None, venues)) or site.place_names(activity.territories)
