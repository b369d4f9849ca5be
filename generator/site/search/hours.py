"""When an activity is on, or a telephone is answered, as a few signs beside a result, read back by `browser/hours.js`.

Whatever stands beside a result is searched too, so these are no words that anybody types, and few: what many activities
share (Tuesday from nine to noon) is the same sign for all. What the signs cannot say stays in words.
"""

from collections.abc import Iterator, Mapping
from typing import Any, Final

from generator.catalogue import ActivityEntry
from generator.catalogue.opening_times import Conventions, Timetable
from generator.site.parts.answering import answering_hours
from generator.site.parts.live import held_of, told_timetable

_HELD: Final = {"meets": "", "door": "zzhd", "": "zzhr"}
_TELEPHONE: Final = "zzht"
_UNSAID: Final = "fff"
_LAST_WEEK: Final = 6
_SLOT: Final = frozenset({"days", "start", "end", "weeks", "appointment", "notice"})
_WHOLE: Final = frozenset({"slots", "since", "until", "months", "yearly", "school", "holidays", "patron", "closures"})


def hours_in_signs(activity: ActivityEntry, conventions: Conventions) -> str:
    """Return the signs, with spaces between; empty where nothing is told or they could not say it all."""
    timetable = told_timetable(activity, conventions)
    return _in_signs(timetable, _HELD[held_of(activity)]) if timetable else ""


def answers_in_signs(hours: str, conventions: Conventions) -> str:
    """Return the signs of when somebody answers a telephone; empty where its words say more than days and hours."""
    schedule = answering_hours(hours)
    return _in_signs(Timetable.of(schedule, conventions), _TELEPHONE) if schedule else ""


def _in_signs(timetable: Timetable, held: str) -> str:
    plain = timetable.plain()
    is_said = (
        _WHOLE.issuperset(plain)
        and all(_SLOT.issuperset(slot) and _weeks(slot) is not None for slot in plain.get("slots", ()))
        and all(part.keys() == {"months"} for part in plain.get("closures", ()))
    )
    return " ".join(filter(None, (*_signs(plain), held))) if is_said else ""


def _signs(plain: Mapping[str, Any]) -> Iterator[str]:
    for slot in plain.get("slots", ()):
        days = sum(1 << day for day in slot.get("days", ()))
        hours = "".join(f"{slot[end]:03x}" if end in slot else _UNSAID for end in ("start", "end"))
        rest = f"{_weeks(slot)}{'a' if slot.get('appointment') else ''}"
        yield f"zzq{days:02x}{hours}{rest}" + (f"n{slot['notice']}" if slot.get("notice") else "")
    for sign, key in (("d", "since"), ("u", "until"), ("y", "yearly")):
        if plain.get(key):
            yield f"zz{sign}{plain[key].replace('-', '')}"
    for sign, months in (("m", plain.get("months")), *(("c", part["months"]) for part in plain.get("closures", ()))):
        if months:
            yield f"zz{sign}{sum(1 << month for month in months):04x}"
    if plain.get("school"):
        yield "zzs"
    if plain.get("holidays"):
        yield f"zzf{plain['holidays']}"


def _weeks(slot: Mapping[str, Any]) -> str | None:
    """Return the weeks of a month that a slot is on; None for those that cannot be said."""
    weeks = [_LAST_WEEK if week == -1 else week for week in slot.get("weeks", ())]
    if any(not 0 < week <= _LAST_WEEK for week in weeks):
        return None
    return f"w{''.join(map(str, weeks))}" if weeks else ""
