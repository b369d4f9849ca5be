"""What a reader wants to know first of a record: where, when, whom to ask, how sure it is."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Final

from generator.addresses import kind_of
from generator.catalogue import ActivityEntry
from generator.catalogue.freshness import Ages
from generator.records import Place, Schedule
from generator.site.parts.words import Words

PUBLIC_BODIES: Final = frozenset({"comune", "ente_pubblico", "azienda_sanitaria", "scuola", "universita"})


@dataclass(frozen=True, slots=True)
class Trust:
    """How sure a record is: the sentence, whether age makes it doubtful, and whether cards say so too."""

    sentence: str
    confirmed: bool
    doubt: str
    is_old: bool


def trust(entry: Any, today: date, words: Words, ages: Ages) -> Trust | None:
    """Tell where a record's information comes from and how old it is; None when nothing is known."""
    texts = words.texts
    if entry.verification is not None:
        told = entry.verification
        return _aged(texts("trust.confirmed", day=words.day(told.date), by=told.by), told.date, today, words, ages)
    if not entry.sources:
        return None
    who = texts(f"trust.by_{kind_of(entry)}")
    read = max((source.read_on for source in entry.sources if source.read_on), default=None)
    if read is None:
        return Trust(texts("trust.sources_undated", who=who), False, texts("trust.undated"), False)
    told_by = _aged(texts("trust.sources", day=words.day(read), who=who), read, today, words, ages)
    return replace(told_by, confirmed=False)


def _aged(sentence: str, known: date, today: date, words: Words, ages: Ages) -> Trust:
    if ages.is_old(known, today):
        return Trust(sentence, True, words.texts("trust.stale", months=ages.old), True)
    is_late = ages.is_late(known, today)
    return Trust(sentence, True, words.texts("trust.to_reconfirm", months=ages.to_reconfirm) if is_late else "", False)


def known_on(entry: Any) -> date | None:
    """Return the newest day on which a record was confirmed or one of its sources was read; None where none is said."""
    days = [source.read_on for source in getattr(entry, "sources", ()) if source.read_on]
    told = getattr(entry, "verification", None)
    return max([*days, *([told.date] if told else [])], default=None)


def schedule_lines(schedule: Schedule | None, words: Words) -> list[str]:
    """Say when something happens: the words of the source, else a sentence made of what is known; then the dates."""
    if schedule is None:
        return []
    lines = [schedule.words] if schedule.words else _spelled_out(schedule, words)
    return [*lines, *_period(schedule, words)]


def _spelled_out(schedule: Schedule, words: Words) -> list[str]:
    lines = [", ".join(_slot(slot, words)) for slot in schedule.slots]
    if schedule.months:
        lines.append(words.months(schedule.months))
    if schedule.yearly:
        lines.append(words.every_year(schedule.yearly))
    return [line for line in lines if line]


def _slot(slot: Any, words: Words) -> Iterator[str]:
    if slot.days:
        yield words.weekdays(slot.days)
    if slot.start and slot.end:
        yield f"{slot.start}–{slot.end}"
    elif slot.start:
        yield words.texts("when.from_hour", hour=slot.start)


def _period(schedule: Schedule, words: Words) -> list[str]:
    if schedule.since and schedule.since == schedule.until:
        return [] if schedule.words else [words.when(schedule.since)]
    phrase = words.span(schedule.since, schedule.until)
    return [phrase] if phrase else []


def places_of(activity: ActivityEntry) -> list[Place]:
    """The places of an activity, those of its file included when it names them by id."""
    known = {place.id: place for place in activity.home.record.places if place.id}
    named = (known.get(place) if isinstance(place, str) else place for place in activity.record.places)
    return [place for place in named if place is not None]


def last_day(activity: ActivityEntry) -> date | None:
    """The day after which an activity is over, where it is known."""
    schedule = activity.record.schedule
    return schedule.until.last if schedule and schedule.until else None


def still_open(items: Iterable[Any], today: date) -> list[Any]:
    """Needs and offers that have not expired."""
    return [item for item in items if item.expires is None or item.expires >= today]


def is_public_body(entry: Any) -> bool:
    """Tell whether an organisation is an office of the State, a municipality, a school or a health authority."""
    return getattr(entry.record, "kind", "") in PUBLIC_BODIES
