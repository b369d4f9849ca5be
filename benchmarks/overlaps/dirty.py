"""The same catalogue as careless hands would have filled it in, or as others would have told it.

Careless hands leave a share of facets missing or wrong. Who tells a thing otherwise uses words that no lexicon knows:
that is what towns look like that nobody has read.
"""

import random
import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any, Final

from generator.catalogue import ActivityEntry, Catalogue

SEED: Final = 11
SHARE: Final = 0.25
UNKNOWN: Final = 0.2
"""Share of words that nobody knows where a catalogue is told otherwise."""
_WORD: Final = re.compile(r"[^\W\d_]{4,}")
_SYLLABLES: Final = ("bcdfglmnprstvz", "aeiou")
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


def retold(catalogue: Catalogue, share: float = UNKNOWN, seed: int = SEED) -> Catalogue:
    """Replace a `share` of the longer words of names and descriptions by words that mean nothing, each another one."""
    chance = random.Random(seed)

    def invented(_: re.Match[str]) -> str:
        return "".join(chance.choice(letters) for _ in range(4) for letters in _SYLLABLES) + "x"

    def told(text: str) -> str:
        return _WORD.sub(lambda word: invented(word) if chance.random() < share else word[0], text)

    def otherwise(activity: ActivityEntry) -> ActivityEntry:
        record = activity.record
        words = {"name": told(record.name), "description": told(record.description or "")}
        return replace(activity, record=record.model_copy(update=words))

    return replace(
        catalogue, activities={activity.id: otherwise(activity) for activity in catalogue.activities.values()}
    )
