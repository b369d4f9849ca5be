"""Calendars: read by a reader that is not ours, folded by octets, and the same on every day."""

from datetime import date

from icalendar import Calendar

from generator.exports.icalendar import Event, calendar, escaped, folded

DAY = date(2026, 12, 1)
HOSTILE = 'Perché; sì, "così" \\ e basta\nBEGIN:VEVENT\r\nUID:finto\x07 ' + "è" * 120


def test_whatever_a_record_says_comes_back_whole() -> None:
    """Commas, line breaks and long accented words are text; nothing of them becomes a line of the calendar."""
    event = Event("a@b", DAY, DAY, HOSTILE, HOSTILE, "https://a.example/x?a=1;b", ("Accordi, patti", "b"))
    written = calendar("Scadenze, e altro", [event])
    read = Calendar.from_ical(written)
    [found] = read.walk("VEVENT")
    meant = HOSTILE.replace("\r\n", "\n").replace("\x07", "")
    assert read.errors == found.errors == []
    assert (str(found["SUMMARY"]), str(found["DESCRIPTION"])) == (meant, meant)
    assert (str(found["UID"]), str(found["URL"])) == ("a@b", "https://a.example/x?a=1;b")
    assert b"\r\nCATEGORIES:Accordi\\, patti,b\r\n" in written
    assert str(read["NAME"]) == "Scadenze\\, e altro"  # RFC 7986 is younger than this reader: left as written


def test_lines_end_as_the_standard_says_and_are_never_longer_than_75_octets() -> None:
    """Counted in octets; no letter is cut in two."""
    written = calendar("Scadenze", [Event("a@b", DAY, DAY, "è€𝄞" * 60)])
    assert written.endswith(b"END:VCALENDAR\r\n")
    assert all(len(line) <= 75 and line.decode() is not None for line in written.split(b"\r\n"))
    assert b"\n" not in written.replace(b"\r\n", b"")
    assert "".join(part.removeprefix(" ") for part in folded("à" * 200)) == "à" * 200


def test_several_days_end_after_the_last_and_the_stamp_is_of_the_record() -> None:
    """`DTEND` is not part of the event; `DTSTAMP` is not the day of the build."""
    event = Event("a@b", DAY, date(2025, 3, 1), "x", last=date(2026, 12, 3))
    [found] = Calendar.from_ical(calendar("x", [event])).walk("VEVENT")
    assert (found.decoded("DTSTART"), found.decoded("DTEND")) == (DAY, date(2026, 12, 4))
    assert found.decoded("DTSTAMP").date() == date(2025, 3, 1)


def test_a_backslash_is_escaped_once() -> None:
    """What is escaped already is text like any other."""
    assert escaped("a\\,b") == "a\\\\\\,b"
