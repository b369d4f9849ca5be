"""Calendars as calendar programs read them: iCalendar (RFC 5545), written by hand.

Whole days only, so that no time zone is needed. The same events give the same bytes: nothing says when they were
written, only when what they say was last known.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

MIME: Final = "text/calendar"

_MOST_OCTETS: Final = 75
"""A line is folded here (RFC 5545, 3.1): octets, not letters, and never within a letter."""
_ESCAPED: Final = str.maketrans({"\\": "\\\\", ";": "\\;", ",": "\\,", "\n": "\\n"})
_CONTROL: Final = re.compile(r"[\x00-\x09\x0b-\x1f\x7f]")
"""What a text may not hold (RFC 5545, 3.3.11, TSAFE-CHAR), after line breaks became `\\n`."""
_BREAK: Final = re.compile("\r\n|[\r\u2028\u2029\u0085]")
_REFRESH: Final = "P1D"


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


def calendar(name: str, events: Iterable[Event], *, url: str = "") -> bytes:
    """Write a calendar; of no events none can be written (RFC 5545, 3.6): the caller leaves the file out."""
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Intreccio//Catalogo delle reti sociali//IT",
        "CALSCALE:GREGORIAN",
        f"NAME:{escaped(name)}",
        f"X-WR-CALNAME:{escaped(name)}",
        f"REFRESH-INTERVAL;VALUE=DURATION:{_REFRESH}",
        f"X-PUBLISHED-TTL:{_REFRESH}",
        *([f"URL:{url}"] if url else []),
        *(line for event in events for line in event.lines()),
        "END:VCALENDAR",
    ]
    return "".join(f"{part}\r\n" for line in lines for part in folded(line)).encode()


def escaped(text: str) -> str:
    """Write a text as a value: line breaks, commas, semicolons and backslashes escaped, other control signs gone."""
    return _CONTROL.sub("", _BREAK.sub("\n", text)).translate(_ESCAPED)


def folded(line: str) -> Iterator[str]:
    """Cut a line into parts of at most 75 octets; all but the first begin with a space."""
    part, size = "", 0
    for letter in line:
        octets = len(letter.encode())
        if size + octets > _MOST_OCTETS:
            yield part
            part, size = " ", 1
        part, size = part + letter, size + octets
    yield part
