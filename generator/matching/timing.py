"""When an activity happens, as far as it is known, and whether two of them can meet."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import chain
from typing import Final

from generator.locale.folding import without_accents
from generator.records.activity import WEEKDAYS, Schedule

_DAY: Final = 24 * 60
_ALMOST_A_YEAR: Final = 330
_MONTHS_OF_SCHOOL: Final = frozenset({9, 10, 11, 12, 1, 2, 3, 4, 5, 6})


@dataclass(frozen=True, slots=True)
class Timing:
    """Days of the week, slots in minutes from midnight, first and last day, months; what is unknown is empty."""

    days: frozenset[str] = frozenset()
    slots: tuple[tuple[frozenset[str], int, int], ...] = ()
    first: date | None = None
    last: date | None = None
    months: frozenset[int] = frozenset()
    occasion: str = ""
    """The one day it falls on: `2026-09-20`, or `10-17` for a day of every year."""


_DAY_WORDS: Final = re.compile(
    r"\b(lun(?:edi)?|mart?(?:edi)?|merc?(?:oledi)?|giov?(?:edi)?|ven(?:erdi)?|sab(?:at[oi])?|dom(?:enic(?:a|he))?)\b"
)
_WHOLE_DAY_WORDS: Final = re.compile(r"\b(lunedi|martedi|mercoledi|giovedi|venerdi|sabat[oi]|domenic(?:a|he))\b")
_SHORT_DAYS: Final = re.compile(r"\b(lun|mart?|merc?|giov?|ven|sab|dom)\.")
"""Days as parish notices write them: sure in a description too, for the full stop."""
_DAY_RANGE: Final = re.compile(r"\bdal? (\w+) (?:al?|fino a) (\w+)\b")
_EVERY_DAY: Final = re.compile(r"\b(tutti i giorni|ogni giorno|tutte le (mattine|sere)|tutti i pomeriggi)\b")
_PARTS_OF_DAY: Final = (
    (
        re.compile(r"\b(?:mattin[aeo]|mattinat[ae]|mattutin[aoie]|(?:entro|fino a|fin verso|verso) mezzogiorno)\b"),
        6 * 60,
        13 * 60,
    ),
    (re.compile(r"\b(?:pomeriggio?|pomeridian[aoie]|dopo (?:pranzo|la scuola|scuola))\b"), 13 * 60, 19 * 60),
    (re.compile(r"\b(?:ser[ae]|serat[ae]|seral[ei]|dopo cena)\b"), 19 * 60, 24 * 60),
)
_NUMBERS: Final = (
    *("una", "due", "tre", "quattro", "cinque", "sei"),
    *("sette", "otto", "nove", "dieci", "undici", "dodici"),
)
_HOUR: Final = rf"(\d{{1,2}}|{'|'.join(_NUMBERS)}|mezzogiorno)(?:[.:,](\d\d))?"
_HOURS: Final = re.compile(
    rf"\b(?:dalle|dall|tra le|fra le|ore)(?: ore)?[ ']{_HOUR} ?"
    rf"(?:alle|all|a|e le|fino alle|-|–|/)(?: ore)?[ ']?{_HOUR}\b"
)
"""«Dalle 14.30 alle 17», «dalle dieci alle undici», «dalle dieci all'una»."""
_MORNING_BEGINS: Final = 8
_NOON: Final = 12
_MONTH_NAMES: Final = (
    *("gennaio", "febbraio", "marzo", "aprile", "maggio", "giugno"),
    *("luglio", "agosto", "settembre", "ottobre", "novembre", "dicembre"),
)
_MONTH: Final = rf"({'|'.join(_MONTH_NAMES)})"
_DATE: Final = re.compile(rf"(?:\d|°|º|\b(?:primo|due|quattro|otto|venticinque))\.?/? ?{_MONTH}\b")
"""The «25 aprile» of a street, and the last day to enrol, are no months of an activity."""
_MONTH_WORDS: Final = re.compile(rf"\b(?:(entro|fino ad?|prima di|dopo|dal?) )?{_MONTH}\b")
"""A month; one that only begins or ends something says nothing of the others."""
_SURE_MONTHS: Final = re.compile(
    rf"\b(?:mes[ei] di|solo (?:a|in|ad|d')|(?:per )?tutto|tutto il mese di) ?((?:{_MONTH}(?:, | e )?)+)"
)
_MONTH_RANGE: Final = re.compile(rf"\b(?:da|dal|tra|fra) {_MONTH} (?:fino )?(?:ad?|al|e) {_MONTH}\b")
_SEASONS: Final = (
    (re.compile(r"\binvern(?:o|al[ei])\b"), frozenset({12, 1, 2})),
    (re.compile(r"\bprimaver(?:a|il[ei])\b"), frozenset({3, 4, 5})),
    (re.compile(r"\b(?:estate|estiv[aeio])\b"), frozenset({6, 7, 8})),
    (re.compile(r"\bautunn(?:o|al[ei])\b"), frozenset({9, 10, 11})),
)
_EDGES: Final = (13 * 60, 19 * 60)
"""Where morning and afternoon end, in minutes."""
_FAR_APART: Final = 120
"""Minutes between two slots from which nobody would call them the same hours."""


def _days_in(text: str, words: re.Pattern[str]) -> frozenset[str]:
    """Return the days of the week that a text without accents names; «da lunedì a venerdì» names those between."""
    if _EVERY_DAY.search(text):
        return frozenset(WEEKDAYS)
    named = {found[:3] for found in words.findall(text)}
    for first, last in _DAY_RANGE.findall(text):
        if {first[:3], last[:3]} <= named:
            start, end = WEEKDAYS.index(first[:3]), WEEKDAYS.index(last[:3])
            named |= set(WEEKDAYS[start : end + 1])
    return frozenset(named)


def _spoken(schedule: Schedule | None, description: str, name: str) -> Timing:
    """Read days, hours and months out of words: those of `quando`, or of the description where it is missing."""
    told = (schedule.words if schedule else None) or ""
    text = without_accents((told or description).lower())
    days = _days_in(text, _DAY_WORDS) if told else _days_in(text, _WHOLE_DAY_WORDS) | _days_in(text, _SHORT_DAYS)
    parts = [(start, end) for words, start, end in _PARTS_OF_DAY if words.search(text)]
    # One part of the day on several days is sure; «martedì mattina e giovedì pomeriggio» would need a parser.
    hours = _hours_in(text, parts) or (parts[0] if len(parts) == 1 else None)
    slots = ((days, *hours),) if hours and (days or told) else ()
    return Timing(days=days, slots=slots, months=_months_in(text, without_accents(name.lower()), told=bool(told)))


def _hours_in(text: str, parts: Sequence[tuple[int, int]]) -> tuple[int, int] | None:
    """Return the one span of hours that a text tells, in minutes; «dalle tre alle cinque» are those after noon."""
    spans = _HOURS.findall(text)
    if len(spans) != 1:
        return None
    first, first_minutes, last, last_minutes = spans[0]
    start, end = _hour(first), _hour(last)
    late = any(begins >= _EDGES[0] for begins, _ in parts) and not any(begins < _EDGES[0] for begins, _ in parts)
    if start < _NOON and (start < _MORNING_BEGINS or late):
        start += _NOON
    if end <= start:
        end += _NOON
    begins, ends = start * 60 + int(first_minutes or 0), end * 60 + int(last_minutes or 0)
    return (begins, ends) if begins < ends <= _DAY else None


def _hour(word: str) -> int:
    if word.isdigit():
        return int(word)
    return _NOON if word == "mezzogiorno" else _NUMBERS.index(word) + 1


def _months_in(text: str, name: str, *, told: bool) -> frozenset[int]:
    """Return the months that words name: in a description only where they surely say when it happens."""
    if told:
        return months_in_words(f"{text}. {name}")
    return months_in_words(". ".join((name, *(found[0] for found in _SURE_MONTHS.findall(_DATE.sub(" ", text))))))


def months_in_words(text: str) -> frozenset[int]:
    """Return the months that a text without accents names; «da ottobre ad aprile» those between, a season its own."""
    plain = _DATE.sub(" ", text)
    months = {_month(name) for edge, name in _MONTH_WORDS.findall(plain) if not edge}
    months |= {month for first, last in _MONTH_RANGE.findall(plain) for month in _between(first, last)}
    return frozenset(months).union(*(own for words, own in _SEASONS if words.search(plain)))


def _between(first: str, last: str) -> Iterator[int]:
    start, end = _month(first), _month(last)
    for step in range((end - start) % 12 + 1):
        yield (start - 1 + step) % 12 + 1


def _month(word: str) -> int:
    return _MONTH_NAMES.index(word) + 1


def timing_of(schedule: Schedule | None, description: str = "", name: str = "") -> Timing:
    """Read a schedule; days, hours and months that it leaves to words are read there."""
    spoken = _spoken(schedule, description, name)
    if schedule is None:
        return spoken
    slots = []
    for slot in schedule.slots:
        if slot.start and slot.end:
            start, end = _minutes(slot.start), _minutes(slot.end)
            # An end before the start is the next morning.
            slots.append((frozenset(slot.days), start, end if end > start else end + _DAY))
    first = schedule.since.first if schedule.since else None
    last = schedule.until.last if schedule.until else None
    return Timing(
        days=frozenset(chain.from_iterable(slot.days for slot in schedule.slots)) or spoken.days,
        slots=tuple(slots) or (() if schedule.slots else spoken.slots),
        first=first,
        last=last,
        months=_months(schedule, first, last) or spoken.months,
        occasion=schedule.yearly or (first.isoformat() if first is not None and first == last else ""),
    )


def _minutes(hour: str) -> int:
    hours, _, minutes = hour.partition(":")
    return int(hours) * 60 + int(minutes or 0)


def _months(schedule: Schedule, first: date | None, last: date | None) -> frozenset[int]:
    if schedule.months or schedule.school_year:
        # Every region's schools are on in these; a closure of a few days takes no month away.
        known = frozenset(schedule.months) or _MONTHS_OF_SCHOOL
        return known - {month for closure in schedule.closures for month in closure.months} or known
    if schedule.yearly:
        return frozenset({int(schedule.yearly[:2])})
    if first is None or last is None or (last - first).days > _ALMOST_A_YEAR:
        return frozenset()
    count = (last.year - first.year) * 12 + last.month - first.month + 1
    return frozenset((first.month - 1 + step) % 12 + 1 for step in range(count)) if count > 0 else frozenset()


def days_level(a: Timing, b: Timing) -> str:
    """Compare days of the week: `same`, `different`, or empty where one is unknown."""
    if not a.days or not b.days:
        return ""
    return "same" if a.days & b.days else "different"


def hours_level(a: Timing, b: Timing) -> str:
    """Compare hours, on the days in common or where days are unknown: `meet`, `apart`, or empty."""
    pairs = [
        (here, there) for here in a.slots for there in b.slots if not here[0] or not there[0] or here[0] & there[0]
    ]
    if not pairs:
        return ""
    return "meet" if any(here[1] < there[2] and there[1] < here[2] for here, there in pairs) else "apart"


def period_level(a: Timing, b: Timing) -> str:
    """Compare periods: `apart` where those known cannot meet, `meet` where they do, empty where one is unknown."""
    for earlier, later in ((a, b), (b, a)):
        if earlier.last is not None and later.first is not None and earlier.last < later.first:
            return "apart"
    if a.months and b.months:
        return "meet" if a.months & b.months else "apart"
    known = (a.first or a.last) and (b.first or b.last)
    return "meet" if known else ""


def never_meet(a: Timing, b: Timing) -> bool:
    """Tell whether two things are known never to happen together: other days, hours far apart, other months."""
    if days_level(a, b) == "different" or (a.months and b.months and a.months.isdisjoint(b.months)):
        return True
    pairs = [
        (here, there) for here in a.slots for there in b.slots if not here[0] or not there[0] or here[0] & there[0]
    ]
    return bool(pairs) and all(_gap(here, there) >= _FAR_APART or _parts_apart(here, there) for here, there in pairs)


def _gap(here: tuple[frozenset[str], int, int], there: tuple[frozenset[str], int, int]) -> int:
    return max(here[1] - there[2], there[1] - here[2])


def _parts_apart(here: tuple[frozenset[str], int, int], there: tuple[frozenset[str], int, int]) -> bool:
    """Tell whether one is over by the middle of the day, or by the evening, and the other begins after it."""
    first, second = sorted((here, there), key=lambda slot: slot[1])
    return any(first[2] <= edge <= second[1] for edge in _EDGES)


def same_day(a: Timing, b: Timing) -> str:
    """Return the day both fall on, `2026-09-20` or `09-20`; empty where they do not or it is unknown."""
    if not a.occasion or not b.occasion:
        return ""
    if len(a.occasion) == len(b.occasion):
        return a.occasion if a.occasion == b.occasion else ""
    longer = max(a.occasion, b.occasion, key=len)
    return longer if a.occasion[-5:] == b.occasion[-5:] else ""
