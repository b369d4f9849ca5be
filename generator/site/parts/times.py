"""When something happens, in words: the words of the source, else sentences made of what is known.

Whether it is open now the browser says (`live.py`).
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import groupby
from typing import Final

from markupsafe import Markup

from generator.locale import FALLBACK, LANGUAGES
from generator.locale.folding import plain_words
from generator.records import Occurrence, Place, Schedule
from generator.records.activity import WEEKDAYS, Closure, SpecialDay
from generator.site.parts.words import Words

_EVERY_OTHER: Final = 2
_FEMININE: Final = {"it": ("dom",), "uk": ("mer", "ven", "sab", "dom")}
"""Days of the week that are feminine, in the languages that tell them from the others."""
_WHOLE_DATE: Final = len("2026-12-24")
_ALL_DAY: Final = ("00:00", "24:00")
_SHORTEST_RUN: Final = 3
"""Fewer days that follow each other are named one by one."""
_OF_TIMES: Final = re.compile(
    r"\d[\d.:]*|lunedi|martedi|mercoledi|giovedi|venerdi|sabato|domenica|gennaio|febbraio|marzo|aprile|maggio|giugno"
    r"|luglio|agosto|settembre|ottobre|novembre|dicembre|il|lo|la|l|i|le|di|del|della|da|dal|dalla|dalle|a|al|all|alla|alle|e"
    r"|ed|in|ogni|tutti|giorni|feriali|mattin[ae]|su|appuntamento|pomeriggio|sera|primo|secondo|terzo|quarto"
    r"|ultimo|mese|tranne"
    r"|monday|tuesday|wednesday|thursday|friday|saturday|sunday|every|from|to|and|am|pm"
)
_DONE_THEN: Final = re.compile(r"(?:ci )?si \w|.*\b(?:telefono|domicilio|online)\b", re.IGNORECASE)
"""How words begin that tell what one does on the days that follow: «si ordina per telefono il martedì»."""


def schedule_lines(schedule: Schedule | None, words: Words) -> list[str]:
    """Say when something happens: first the hours, in the words of the source where it has some; then the period.

    Who reads no Italian finds what is known of days and hours before the words of the source, which come last.

    What closes and the days with other hours are always told, for the words of a source seldom know of them;
    a day that is over by `words.today` is not.
    """
    if schedule is None:
        return []
    own = schedule.words if _is_understood(words) else ""
    lines = [own or _spelled_out(schedule, words), *_period(schedule, words), _closed(schedule, words)]
    if schedule.public_holidays == "aperto":
        lines.append(words.texts("when.open_on_holidays"))
    lines += _exceptions(schedule.exceptions, words)
    return [line for line in (*lines, "" if own else schedule.words) if line]


def is_timetable(when: str) -> bool:
    """Tell whether words on when something is done say no more than days, months and hours: «il martedì, 10–12»."""
    return bool(when) and all(_OF_TIMES.fullmatch(word) for word in plain_words(when))


def said_before_days(when: str) -> str:
    """Return what one does on the days that follow: «si ordina» of «si ordina il martedì, 9–12»; else nothing."""
    said = when.split(" ")
    at = next((at for at in range(1, len(said)) if is_timetable(" ".join(said[at:]))), 0)
    before = " ".join(said[:at]).rstrip(" ,;:")
    is_bare = not any(sign.isdigit() for sign in before)
    return before if is_bare and _DONE_THEN.match(before) else ""


def marked_lines(schedule: Schedule | None, words: Words) -> list[str]:
    """Say the same on a page, where the words of the source are marked as Italian for who reads another language."""
    lines = schedule_lines(schedule, words)
    if schedule is None or _is_understood(words):
        return lines
    marked = Markup('<span lang="{}" dir="ltr">{}</span>')
    return [marked.format(LANGUAGES[0], line) if line == schedule.words else line for line in lines]


def hours_lines(place: Place, words: Words) -> list[str]:
    """Say when a place is open: its words and what is known day by day; nothing of a protected one."""
    if place.protected:
        return []
    told, known = [place.hours] if place.hours else [], schedule_lines(place.schedule, words)
    return [*told, *known] if _is_understood(words) else [*known, *told]


def _is_understood(words: Words) -> bool:
    """Tell whether the words of a source are for who reads: in the language of the catalogue they are."""
    return words.is_own and words.texts.lang in {LANGUAGES[0], FALLBACK}


def _period(schedule: Schedule, words: Words) -> Iterator[str]:
    if schedule.since and schedule.since == schedule.until:
        # The words of the source name the one day already.
        yield "" if schedule.words and _is_understood(words) else words.when(schedule.since)
    else:
        yield words.span(schedule.since, schedule.until)


def _spelled_out(schedule: Schedule, words: Words) -> str:
    slots = [line for slot in schedule.slots if (line := words.joined(_slot(slot, words), ","))]
    season = [
        words.months(schedule.months) if schedule.months else "",
        words.texts("when.school_year") if schedule.school_year else "",
        words.every_year(schedule.yearly) if schedule.yearly else "",
    ]
    return words.joined([*slots, *filter(None, season)], ";" if len(slots) > 1 else ",")


def _slot(slot: Occurrence, words: Words) -> Iterator[str]:
    """Yield the parts of one opening: «il secondo martedì del mese», «15–17», «su appuntamento»."""
    if slot.days:
        yield days_of_the_month(slot.days, slot.weeks, words) if slot.weeks else weekdays(slot.days, words)
    if slot.interval and slot.starting:
        since = words.from_day(slot.starting.isoformat())
        key = "when.every_weeks" if slot.interval > _EVERY_OTHER else "when.every_other_week"
        yield words.texts(key, n=slot.interval, since=since)
    if hours := _hours(slot.start, slot.end, words):
        yield hours
    if slot.notice:
        yield words.texts("when.booked")
    elif slot.by_appointment:
        yield words.texts("when.by_appointment")


def weekdays(days: Sequence[str], words: Words) -> str:
    """Name days of the week: `tutti i giorni`, `dal lunedì al venerdì`, `lunedì e giovedì`."""
    numbers = sorted({WEEKDAYS.index(day) for day in days})
    if len(numbers) == len(WEEKDAYS):
        return words.texts("when.every_day")
    if len(numbers) >= _SHORTEST_RUN and numbers[-1] - numbers[0] == len(numbers) - 1:
        key = f"when.days_run{_gender(WEEKDAYS[numbers[-1]], words)}"
        return words.texts(key, first=words.weekday(numbers[0]), last=words.weekday(numbers[-1]))
    return words.listed([words.weekday(number) for number in numbers])


def days_of_the_month(days: Iterable[str], weeks: Sequence[str], words: Words) -> str:
    """Name days of each month: `il secondo martedì del mese`."""
    named = []
    for day in days:
        which = words.listed([words.texts(f"when.nth_{week}{_gender(day, words)}") for week in weeks])
        named.append(words.texts("when.nth_day", which=which, weekday=words.weekday(WEEKDAYS.index(day))))
    return words.texts("when.of_month", days=words.listed(named))


def _gender(day: str, words: Words) -> str:
    return "_f" if day in _FEMININE.get(words.texts.lang, ()) else ""


def _hours(start: str | None, end: str | None, words: Words) -> str:
    # Midnight belongs to the day that it ends.
    end = "24:00" if end == "00:00" else end
    if start is None:
        return words.texts("when.to_hour", hour=words.hour(end)) if end else ""
    if end is None:
        return words.texts("when.from_hour", hour=words.hour(start))
    if (start, end) == _ALL_DAY:
        return words.texts("when.all_day")
    key = "when.hours_next_day" if end <= start else "when.hours"
    return words.texts(key, start=words.hour(start), end=words.hour(end))


def _closed(schedule: Schedule, words: Words) -> str:
    closures = [part for closure in schedule.closures for part in _closure(closure, words)]
    if schedule.public_holidays == "chiuso":
        closures.append(words.texts("when.on_holidays"))
    return words.texts("when.closed", when=words.listed(closures)) if closures else ""


def _closure(closure: Closure, words: Words) -> Iterator[str]:
    if closure.months:
        yield words.in_months(closure.months)
    first, last = closure.first, closure.last
    is_over = last is not None and len(last) == _WHOLE_DATE and last < words.today.isoformat()
    if first and not is_over:
        yield " ".join([words.from_day(first), *([words.to_day(last)] if last else [])])


def _exceptions(specials: Sequence[SpecialDay], words: Words) -> Iterator[str]:
    """Yield a line for each day with other hours that is not over: «sabato 12 dicembre 2026: aperto, 9–12»."""
    today = words.today.isoformat()
    to_come = [special for special in specials if len(special.day) < _WHOLE_DATE or special.day >= today]
    for name, group in groupby(to_come, lambda special: special.day):
        day = words.weekday_and_day(date.fromisoformat(name)) if len(name) == _WHOLE_DATE else words.day_of_year(name)
        yield f"{day}: {_exception(list(group), words)}"


def _exception(specials: Sequence[SpecialDay], words: Words) -> str:
    if any(special.closed for special in specials):
        return words.texts("when.closed_then")
    if specials[0].start is None:
        return words.texts("when.only_to_hour", hour=words.hour(specials[0].end or ""))
    hours = [_hours(special.start, special.end, words) for special in specials]
    return words.texts("when.open_then", hours=words.listed(hours))
