"""Calendars as calendar programs read them: iCalendar (RFC 5545), written by hand.

Hours are those of Rome, with the rules of its clock in the file (`VTIMEZONE`): two rules rather than the list of years
that libraries write, which `ical.js` reads an hour off. The same events give the same bytes: nothing says when they
were written, only when what they say was last known.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, timedelta
from typing import Final, Protocol

from generator.exports.recurrences import Recurrence, moment

MIME: Final = "text/calendar"

_MOST_OCTETS: Final = 75
"""A line is folded here (RFC 5545, 3.1): octets, not letters, and never within a letter."""
_ESCAPED: Final = str.maketrans({"\\": "\\\\", ";": "\\;", ",": "\\,", "\n": "\\n"})
_CONTROL: Final = re.compile(r"[\x00-\x09\x0b-\x1f\x7f]")
"""What a text may not hold (RFC 5545, 3.3.11, TSAFE-CHAR), after line breaks became `\\n`."""
_BREAK: Final = re.compile("\r\n|[\r\u2028\u2029\u0085]")
_REFRESH: Final = "P1D"
_ZONE: Final = "Europe/Rome"
_TIMEZONE: Final = (
    "BEGIN:VTIMEZONE",
    f"TZID:{_ZONE}",
    "BEGIN:STANDARD",
    "DTSTART:19961027T030000",
    "TZOFFSETFROM:+0200",
    "TZOFFSETTO:+0100",
    "TZNAME:CET",
    "RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU",
    "END:STANDARD",
    "BEGIN:DAYLIGHT",
    "DTSTART:19810329T020000",
    "TZOFFSETFROM:+0100",
    "TZOFFSETTO:+0200",
    "TZNAME:CEST",
    "RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU",
    "END:DAYLIGHT",
    "END:VTIMEZONE",
)
"""The clock of Rome since 1996, by the rule of all Europe (directive 2000/84/EC): last Sundays of March and October."""


class Entry(Protocol):
    """What stands in a calendar."""

    @property
    def is_zoned(self) -> bool:
        """Tell whether it has hours, which need the rules of the clock."""
        raise NotImplementedError

    def lines(self) -> Iterator[str]:
        """Yield its lines, not folded yet."""
        raise NotImplementedError


@dataclass(frozen=True, slots=True)
class Event:
    """Something on a whole day, or on several from `on` to `last`.

    `uid` is the same as long as it is the same thing, whatever its day; `stamp` is the day on which what it says was
    last known, never the day of the build (RFC 5545, 3.8.7.2).
    """

    uid: str
    on: date
    stamp: date
    summary: str
    description: str = ""
    url: str = ""
    categories: Sequence[str] = ()
    last: date | None = None

    @property
    def is_zoned(self) -> bool:
        """A whole day is one everywhere."""
        return False

    def lines(self) -> Iterator[str]:
        """Yield its lines, not folded yet."""
        yield "BEGIN:VEVENT"
        yield f"UID:{escaped(self.uid)}"
        yield f"DTSTAMP:{self.stamp:%Y%m%d}T000000Z"
        yield f"DTSTART;VALUE=DATE:{self.on:%Y%m%d}"
        if self.last and self.last > self.on:
            yield f"DTEND;VALUE=DATE:{self.last + timedelta(days=1):%Y%m%d}"  # the end is not part of it (3.6.1)
        yield f"SUMMARY:{escaped(self.summary)}"
        if self.description:
            yield f"DESCRIPTION:{escaped(self.description)}"
        if self.url:
            yield f"URL:{_CONTROL.sub('', self.url)}"
        if self.categories:
            yield f"CATEGORIES:{','.join(map(escaped, self.categories))}"
        yield "TRANSP:TRANSPARENT"  # who has it in the calendar is not busy all day
        yield "END:VEVENT"


@dataclass(frozen=True, slots=True)
class Appointment:
    """Something that people go to, `when` it is; `stamp` as of `Event`."""

    uid: str
    when: Recurrence
    stamp: date
    summary: str
    description: str = ""
    location: str = ""
    url: str = ""
    categories: Sequence[str] = ()

    @property
    def is_zoned(self) -> bool:
        """Tell whether its hour is known."""
        return self.when.start is not None

    def lines(self) -> Iterator[str]:
        """Yield its lines, not folded yet."""
        yield "BEGIN:VEVENT"
        yield f"UID:{escaped(self.uid)}"
        yield f"DTSTAMP:{self.stamp:%Y%m%d}T000000Z"
        yield from _when(self.when)
        yield f"SUMMARY:{escaped(self.summary)}"
        for name, text in (("DESCRIPTION", self.description), ("LOCATION", self.location)):
            if text:
                yield f"{name}:{escaped(text)}"
        if self.url:
            yield f"URL:{_CONTROL.sub('', self.url)}"
        if self.categories:
            yield f"CATEGORIES:{','.join(map(escaped, self.categories))}"
        if self.when.unsure:
            yield "STATUS:TENTATIVE"
        yield "TRANSP:TRANSPARENT"  # who follows a calendar does not go to all of it
        yield "END:VEVENT"


def _when(when: Recurrence) -> Iterator[str]:
    """Yield the lines of when something is; a last moment is in UTC where hours have a zone (RFC 5545, 3.3.10)."""
    start, end, last = when.start, when.end, when.last
    if start is None:
        yield f"DTSTART;VALUE=DATE:{when.day:%Y%m%d}"
        until = f"{last:%Y%m%d}" if last else ""
        left_out = [f"{day:%Y%m%d}" for day in when.without]
    else:
        yield f"DTSTART;TZID={_ZONE}:{moment(when.day, start):%Y%m%dT%H%M%S}"
        if end is not None:
            yield f"DTEND;TZID={_ZONE}:{moment(when.day, end):%Y%m%dT%H%M%S}"
        until = f"{moment(last, start).astimezone(UTC):%Y%m%dT%H%M%SZ}" if last else ""
        left_out = [f"{moment(day, start):%Y%m%dT%H%M%S}" for day in when.without]
    if when.rule:
        yield f"RRULE:{when.rule};UNTIL={until}"
    if left_out:
        yield f"EXDATE;{'VALUE=DATE' if start is None else f'TZID={_ZONE}'}:{','.join(left_out)}"


def calendar(name: str, events: Iterable[Entry], *, url: str = "") -> bytes:
    """Write a calendar; of no events none can be written (RFC 5545, 3.6): the caller leaves the file out."""
    events = tuple(events)
    is_zoned = any(event.is_zoned for event in events)
    return b"".join(calendar_in_pieces(name, map(folded_lines, events), is_zoned=is_zoned, url=url))


def folded_lines(event: Entry) -> str:
    """Write one event, for calendars that share it."""
    return _written(event.lines())


def calendar_in_pieces(name: str, written: Iterable[str], *, is_zoned: bool, url: str = "") -> Iterator[bytes]:
    """Yield a calendar out of events that are written already; `is_zoned` tells whether any of them has hours."""
    head = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Intreccio//Catalogo delle reti sociali//IT",
        "CALSCALE:GREGORIAN",
        f"NAME:{escaped(name)}",
        f"X-WR-CALNAME:{escaped(name)}",
        f"REFRESH-INTERVAL;VALUE=DURATION:{_REFRESH}",
        f"X-PUBLISHED-TTL:{_REFRESH}",
        *([f"URL:{url}"] if url else []),
        *(_TIMEZONE if is_zoned else ()),
    ]
    yield _written(head).encode()
    yield from map(str.encode, written)
    yield _written(["END:VCALENDAR"]).encode()


def _written(lines: Iterable[str]) -> str:
    return "".join(f"{part}\r\n" for line in lines for part in folded(line))


def escaped(text: str) -> str:
    """Write a text as a value: line breaks, commas, semicolons and backslashes escaped, other control signs gone."""
    return _CONTROL.sub("", _BREAK.sub("\n", text)).translate(_ESCAPED)


def folded(line: str) -> Iterator[str]:
    """Cut a line into parts of at most 75 octets; all but the first begin with a space."""
    if len(line) * 4 <= _MOST_OCTETS or len(line.encode()) <= _MOST_OCTETS:
        yield line
        return
    part, size = "", 0
    for letter in line:
        octets = len(letter.encode())
        if size + octets > _MOST_OCTETS:
            yield part
            part, size = " ", 1
        part, size = part + letter, size + octets
    yield part
