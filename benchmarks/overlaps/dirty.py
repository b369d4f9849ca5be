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
        "kinds": sorted({code for one in entries for code in one.record.kinds}),
        "audiences": sorted({code for one in entries for code in one.record.audiences}),
        "territories": sorted({code for one in entries for code in one.territories}),
    }
    return replace(catalogue, activities={one.id: _soiled(one, codes, share, chance) for one in entries})


def _soiled(
    one: ActivityEntry, codes: Mapping[str, Sequence[str]], share: float, chance: random.Random
) -> ActivityEntry:
    record: dict[str, Any] = {}
    territories = one.territories
    if chance.random() < share:
        record["kinds"] = (chance.choice(codes["kinds"]),)
    if chance.random() < share:
        record["audiences"] = _wrong_or_none(codes["audiences"], chance)
    if chance.random() < share:
        territories = _wrong_or_none(codes["territories"], chance)
    if one.record.age and chance.random() < share:
        record["age"] = None
    if one.record.schedule and chance.random() < share:
        record["schedule"] = _soiled_schedule(one, chance)
    if one.record.places and chance.random() < share:
        record["places"] = ()
    return replace(one, record=one.record.model_copy(update=record), territories=territories)


def _wrong_or_none(codes: Sequence[str], chance: random.Random) -> tuple[str, ...]:
    return (chance.choice(codes),) if chance.random() < 0.5 else ()  # noqa: PLR2004 - as likely as not


def _soiled_schedule(one: ActivityEntry, chance: random.Random) -> Any:
    schedule = one.record.schedule
    if schedule is None or not schedule.slots or chance.random() < 0.5:  # noqa: PLR2004 - as likely as not
        return None
    slots = tuple(slot.model_copy(update={"days": (chance.choice(_DAYS),)}) for slot in schedule.slots)
    return schedule.model_copy(update={"slots": slots})
