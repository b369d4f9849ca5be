"""When somebody answers a telephone, out of the words of a contact (`orari`) that are days and hours and no more.

What is read must be read whole: «lun–ven 9–13, tranne ad agosto» says more than days and hours, and stays words.
"""

import re
from functools import lru_cache
from typing import Any, Final

from generator.records import Schedule

_DAYS: Final = ("lun", "mar", "mer", "gio", "ven", "sab", "dom")
_DAY: Final = (
    r"(?:luned[iì]|marted[iì]|mercoled[iì]|gioved[iì]|venerd[iì]|sabato|domenica|lun|mart?|merc?|giov?|ven|sab|dom)\.?"
)
_DASH: Final = r"\s*[–-]\s*"
_HOUR: Final = r"(?:2[0-4]|[01]?\d)(?:[.:][0-5]\d)?(?!\d)"
_NAMED: Final = rf"{_DAY}(?:(?:{_DASH}|,\s*|\s+e\s+){_DAY})*|dal?\s+{_DAY}\s+al?\s+{_DAY}|tutti i giorni|ogni giorno"
_SPAN: Final = re.compile(rf"({_HOUR}){_DASH}({_HOUR})")
_SPANS: Final = rf"{_HOUR}{_DASH}{_HOUR}(?:(?:,|\s+e)\s+{_HOUR}{_DASH}{_HOUR})*"
_PART: Final = re.compile(rf"(?P<days>{_NAMED}),?\s+(?P<hours>{_SPANS})")
_WHOLE: Final = re.compile(rf"{_PART.pattern}(?:(?:[,;]|\s+e)\s+{re.sub('[?]P<[a-z]+>', '?:', _PART.pattern)})*")
_RANGE: Final = re.compile(rf"({_DAY})(?:(?:{_DASH}|\s+al?\s+)({_DAY}))?")


_ALWAYS: Final = re.compile(
    r"sempre|(?:h ?24|24 ?h|24 ore(?: su 24)?|giorno e notte|notte e giorno|a (?:tutte le ore|ogni ora))"
    r"(?:,? (?:tutti i giorni|ogni giorno|7 giorni su 7|7 ?/ ?7|sempre))?|(?:tutti i giorni|ogni giorno),? "
    r"(?:h ?24|24 ?h|24 ore(?: su 24)?|giorno e notte)"
)


def answers_always(words: str) -> bool:
    """Tell whether the words of a contact say that somebody answers at any hour, and no more: «sempre», «H24»."""
    return _ALWAYS.fullmatch(" ".join(words.casefold().split())) is not None


@lru_cache(1 << 12)  # a number stands on every page of what it answers for
def answering_hours(words: str) -> Schedule | None:
    """Return the days and hours that the words of a contact say; None where they say anything else."""
    told = " ".join(words.casefold().split())
    if not _WHOLE.fullmatch(told):
        return None
    hours: list[dict[str, Any]] = [
        {"giorni": _days(part["days"]), "dalle": _clock(first), "alle": _clock(last)}
        for part in _PART.finditer(told)
        for first, last in _SPAN.findall(part["hours"])
    ]
    if any(slot["dalle"] >= slot["alle"] for slot in hours):
        return None
    return Schedule.model_validate({"orari": hours})


def _days(named: str) -> list[str]:
    if named.startswith(("tutti", "ogni")):
        return list(_DAYS)
    found = set[int]()
    for first, last in _RANGE.findall(named):
        begins, ends = _DAYS.index(first[:3]), _DAYS.index((last or first)[:3])
        # «sab–lun» goes over the end of the week.
        found.update(day % len(_DAYS) for day in range(begins, ends + (len(_DAYS) if ends < begins else 0) + 1))
    return [_DAYS[day] for day in sorted(found)]


def _clock(hour: str) -> str:
    hours, _, minutes = hour.replace(".", ":").partition(":")
    return f"{int(hours):02}:{minutes or '00'}"


def minutes_a_week(hours: Schedule) -> int:
    """Return for how many minutes a week somebody answers."""
    return sum(len(slot.days) * (_minute(slot.end) - _minute(slot.start)) for slot in hours.slots)


def _minute(clock: str | None) -> int:
    hour, _, minute = (clock or "00:00").partition(":")
    return int(hour) * 60 + int(minute)
