"""The same catalogue as careless hands would have filled it in: a share of its facets missing or wrong."""

import random
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any, Final

from generator.catalogue import ActivityEntry, Catalogue

SEED: Final = 11
SHARE: Final = 0.25
_DAYS: Final = ("lun", "mar", "mer", "gio", "ven", "sab", "dom")


def soiled(catalogue: Catalogue, share: float = SHARE, seed: int = SEED) -> Catalogue:
    """Spoil a `share` of facets: a kind becomes another, any other facet is as likely to go missing as to be wrong."""
    chance = random.Random(seed)
    entries = list(catalogue.activities.values())
    codes = {
        "kinds": sorted({code for activity in entries for code in activity.record.kinds}),
        "audiences": sorted({code for activity in entries for code in activity.record.audiences}),
        "territories": sorted({code for activity in entries for code in activity.territories}),
    }
    return replace(catalogue, activities={activity.id: _soiled(activity, codes, share, chance) for activity in entries})


def _soiled(
    activity: ActivityEntry, codes: Mapping[str, Sequence[str]], share: float, chance: random.Random
) -> ActivityEntry:
    record: dict[str, Any] = {}
    territories = activity.territories
    if chance.random() < share:
        record["kinds"] = (chance.choice(codes["kinds"]),)
    if chance.random() < share:
        record["audiences"] = _wrong_or_none(codes["audiences"], chance)
    if chance.random() < share:
        territories = _wrong_or_none(codes["territories"], chance)
    if activity.record.age and chance.random() < share:
        record["age"] = None
    if activity.record.schedule and chance.random() < share:
        record["schedule"] = _soiled_schedule(activity, chance)
    if activity.record.places and chance.random() < share:
        record["places"] = ()
    return replace(activity, record=activity.record.model_copy(update=record), territories=territories)


def _wrong_or_none(codes: Sequence[str], chance: random.Random) -> tuple[str, ...]:
    return (chance.choice(codes),) if chance.random() < 0.5 else ()  # noqa: PLR2004 - as likely as not


def _soiled_schedule(activity: ActivityEntry, chance: random.Random) -> Any:
    schedule = activity.record.schedule
    if schedule is None or not schedule.slots or chance.random() < 0.5:  # noqa: PLR2004 - as likely as not
        return None
    slots = tuple(slot.model_copy(update={"days": (chance.choice(_DAYS),)}) for slot in schedule.slots)
    return schedule.model_copy(update={"slots": slots})
