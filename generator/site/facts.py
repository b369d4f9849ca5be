"""What a reader wants to know first of a record: where, when, whom to ask, how sure it is."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Final

from generator.addresses import kind_of
from generator.catalogue import ActivityEntry, Catalogue
from generator.records import Contact, Place, Schedule
from generator.site.words import Words

TO_RECONFIRM: Final = timedelta(days=365)
"""Older than this, a confirmation or a reading asks for a new one (records.md: 12 months)."""
STALE: Final = timedelta(days=730)
"""Older than this it is marked everywhere (24 months)."""


@dataclass(frozen=True, slots=True)
class Trust:
    """How sure a record is: the sentence, and whether age makes it doubtful."""

    sentence: str
    confirmed: bool
    doubt: str


def trust(entry: Any, catalogue: Catalogue, words: Words) -> Trust | None:
    """Tell where a record's information comes from and how old it is; None when nothing is known."""
    texts = words.texts
    if entry.verification is not None:
        told = entry.verification
        return Trust(
            texts("trust.confirmed", day=words.day(told.date), by=told.by), True, _doubt(told.date, catalogue, words)
        )
    if not entry.sources:
        return None
    who = texts(f"trust.by_{kind_of(entry)}")
    read = max((source.read_on for source in entry.sources if source.read_on), default=None)
    if read is None:
        return Trust(texts("trust.sources_undated", who=who), False, texts("trust.to_reconfirm"))
    return Trust(texts("trust.sources", day=words.day(read), who=who), False, _doubt(read, catalogue, words))


def _doubt(known: date, catalogue: Catalogue, words: Words) -> str:
    age = catalogue.today - known
    if age > STALE:
        return words.texts("trust.stale")
    return words.texts("trust.to_reconfirm") if age > TO_RECONFIRM else ""


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
    bounds = [
        words.since(schedule.since) if schedule.since else "",
        words.until(schedule.until) if schedule.until else "",
    ]
    phrase = " ".join(bound for bound in bounds if bound)
    return [phrase] if phrase else []


def places_of(activity: ActivityEntry) -> list[Place]:
    """The places of an activity, those of its file included when it names them by id."""
    known = {place.id: place for place in activity.home.record.places if place.id}
    named = (known.get(place) if isinstance(place, str) else place for place in activity.record.places)
    return [place for place in named if place is not None]


def contacts_of(activity: ActivityEntry) -> tuple[Sequence[Contact], Any]:
    """Whom to ask about an activity, and whose contacts they are when they are not its own."""
    if activity.record.contact is not None:
        return [activity.record.contact], None
    for owner in (activity.operator, activity.home, *activity.networks):
        if owner.record.contacts:
            return owner.record.contacts, owner
        if owner.record.website:
            return [], owner
    return [], None


def last_day(activity: ActivityEntry) -> date | None:
    """The day after which an activity is over, where it is known."""
    schedule = activity.record.schedule
    return schedule.until.last if schedule and schedule.until else None


def still_open(items: Iterable[Any], today: date) -> list[Any]:
    """Needs and offers that have not expired."""
    return [item for item in items if item.expires is None or item.expires >= today]
