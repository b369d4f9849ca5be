"""What a need or an offer is about: the thing, the skill, the language; and when. Codes of resources are rough.

«Spazi» holds a hall and a cellar, «competenze» a lawyer and a driver; and people file an interpreter under skills.
`resources.json` is a small thesaurus, written from the definitions of the vocabulary `risorse`: group → thing → ways to
say it. Things of one group exclude each other.
"""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache
from importlib import resources
from typing import Final

from generator.locale.folding import without_accents
from generator.matching.timing import Timing, days_level, hours_level, period_level, timing_of
from generator.matching.words import stems_of
from generator.records.activity import WEEKDAYS, Schedule
from generator.records.common import Need, Offer

_KNOWING: Final = frozenset({"sapere", "lingua"})
_THINGS: Final = frozenset({"cose"})
_GROUPS: Final = {
    "spazi": frozenset({"spazi"}),
    "mezzi_trasporto": frozenset({"mezzi"}),
    "attrezzature": _THINGS,
    "beni_materiali": _THINGS,
    **dict.fromkeys(
        (
            *("volontari", "competenze", "formazione", "esperienza", "comunicazione", "progettazione"),
            *("supporto_amministrativo", "mediazione_linguistica"),
        ),
        _KNOWING,
    ),
}
"""Resource → groups of the thesaurus that say what it is about; those of one set are mistaken for each other."""
_THERE: Final = frozenset({"spazi"})
"""Resources that one goes to; all others are carried, or come by themselves."""
_AT_A_TIME: Final = frozenset(
    {"spazi", "mezzi_trasporto", "volontari", "competenze", "formazione", "mediazione_linguistica"}
)
"""Resources of which hours are kept: a box of pencils has none."""

_DAYS: Final = "(lunedi|martedi|mercoledi|giovedi|venerdi|sabato|domenica)"
_BUT: Final = re.compile(rf"\b(?:mai|non|tranne|eccetto|salvo|esclus[aeio])(?: (?:di|il|la|le|i|al|alla))? {_DAYS}\b")
_WORKING_DAYS: Final = re.compile(r"\b(?:giorni )?feriali\b")
_EVENING: Final = re.compile(r"\bseral[ei]\b")
_WEEKEND: Final = re.compile(r"\b(?:fine settimana|week-?end)\b")


@dataclass(frozen=True, slots=True)
class Asked:
    """What a need or an offer is about."""

    family: str
    """Resources of one family are compared: those that people mistake for each other."""
    things: frozenset[str]
    """Things, skills and languages that its words name, of the groups of its resource, as `group:thing`."""
    timing: Timing
    is_carried: bool


def asked(resource: Need | Offer) -> Asked:
    """Read what a need or an offer is about, and when."""
    groups = _GROUPS.get(resource.resource, frozenset())
    text = resource.description or ""
    things = frozenset(thing for thing in _named_in(text) if thing.partition(":")[0] in groups)
    timing = _timing(resource) if resource.resource in _AT_A_TIME else Timing()
    family = "+".join(sorted(groups)) or resource.resource
    return Asked(family, things, timing, resource.resource not in _THERE)


@cache
def _phrases() -> tuple[Mapping[tuple[str, ...], tuple[str, ...]], int]:
    """Return run of stems → things, and how long the longest run is."""
    read = json.loads(resources.files(__package__).joinpath("resources.json").read_text("utf-8"))
    phrases: dict[tuple[str, ...], dict[str, None]] = {}
    for group, things in read.items():
        for name, sayings in things.items():
            for saying in sayings:
                run = stems_of(saying)
                if len(run) > 1 or (run and " " not in saying):
                    phrases.setdefault(run, {})[f"{group}:{name}"] = None
    return {run: tuple(things) for run, things in phrases.items()}, max(map(len, phrases))


def _named_in(text: str) -> frozenset[str]:
    """Return the things that a text names; the longest saying wins."""
    known, longest = _phrases()
    stems = stems_of(text)
    named: set[str] = set()
    place = 0
    while place < len(stems):
        runs = (stems[place : place + length] for length in range(longest, 0, -1))
        found = next((run for run in runs if run in known), None)
        named.update(known[found] if found else ())
        place += len(found) if found else 1
    return frozenset(named - {":"})


def meets(need: Asked, offer: Asked, *, same_resource: bool) -> bool:
    """Tell whether an offer may be what is looked for, wherever both are.

    Where both say what they are about they must agree; under another resource they must say so.
    """
    if _never_meet(need.timing, offer.timing):
        return False
    if need.things & offer.things:
        return True
    if not same_resource:
        return False
    groups, others = ({thing.partition(":")[0] for thing in each.things} for each in (need, offer))
    return groups.isdisjoint(others)


def _never_meet(a: Timing, b: Timing) -> bool:
    return days_level(a, b) == "different" or "apart" in {hours_level(a, b), period_level(a, b)}


def _timing(resource: Need | Offer) -> Timing:
    """Read when something is needed or there: its schedule, or else its words; «mai di domenica» leaves six days."""
    schedule = resource.schedule
    words = without_accents(((schedule.words if schedule else None) or resource.description or "").lower())
    left_out = {day[:3] for day in _BUT.findall(words)}
    text = _BUT.sub(" ", words)
    text = _WEEKEND.sub("sabato e domenica", _WORKING_DAYS.sub("da lunedi a venerdi", _EVENING.sub("di sera", text)))
    timing = timing_of((schedule or Schedule()).model_copy(update={"words": text}))
    days = (timing.days or frozenset(WEEKDAYS)) - left_out if left_out else timing.days
    return replace(timing, days=days)
