"""The state of an activity, derived from what is known about its dates."""

from collections.abc import Iterable
from datetime import date

from generator.catalogue.entries import Status
from generator.catalogue.freshness import known_by
from generator.records.activity import Activity, Schedule
from generator.records.common import Source, Verification


def status_of(
    activity: Activity,
    sources: Iterable[Source],
    verification: Verification | None,
    today: date,
    *,
    home_is_over: bool = False,
) -> Status:
    """Tell the state of `activity` on the day `today`; what it declares wins.

    What an ended record does is over with it, unless the activity says that it goes on.
    """
    if activity.status:
        return Status(activity.status)
    if home_is_over:
        return Status.ENDED
    schedule = activity.schedule or Schedule()
    until = schedule.until.last if schedule.until else None
    since = schedule.since.first if schedule.since else None
    if until is not None and until < today:
        return Status.ENDED
    if since is not None and since > today:
        return Status.PLANNED
    weekly = any(slot.days for slot in schedule.slots)
    recurs = bool(weekly or schedule.yearly or schedule.months or until)
    is_sure = recurs and known_by(verification, sources).is_vouched_for(today)
    return Status.ACTIVE if is_sure else Status.UNCONFIRMED
