"""The state of an activity, derived from what is known about its dates."""

from collections.abc import Iterable
from datetime import date, timedelta

from generator.catalogue.entries import Status
from generator.records.activity import Activity, Schedule
from generator.records.common import Source, Verification

FRESH_SOURCE = timedelta(days=730)
"""A source read longer ago than this says nothing about today (24 months)."""


def status_of(activity: Activity, sources: Iterable[Source], verification: Verification | None, today: date) -> Status:
    """Tell the state of `activity` on the day `today`; what the record declares wins."""
    if activity.status:
        return Status(activity.status)
    schedule = activity.schedule or Schedule()
    until = schedule.until.last if schedule.until else None
    since = schedule.since.first if schedule.since else None
    if until is not None and until < today:
        return Status.ENDED
    if since is not None and since > today:
        return Status.PLANNED
    weekly = any(slot.days for slot in schedule.slots)
    recurs = bool(weekly or schedule.yearly or schedule.months or until)
    return Status.ACTIVE if recurs and _vouched(sources, verification, today) else Status.UNCONFIRMED


def _vouched(sources: Iterable[Source], verification: Verification | None, today: date) -> bool:
    """Tell whether somebody confirmed it, or a source was read recently."""
    if verification is not None:
        return True
    return any(source.read_on and today - source.read_on <= FRESH_SOURCE for source in sources)
