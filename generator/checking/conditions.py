"""The conditions between keys of one mapping (`x-richiede`), each checked by the function named after it.

Models declare them with their codes, in the language of `records.conditions`: `needs("E401", "indicatori.fonte", …)`
is checked here by `check_needs`. To find the rule of a code, look it up in `rules`.
Dates are compared as text: the earliest day of `2019` is `2019-00-00` and the latest `2019-99-99`.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Final

from generator.catalogue.modes import contradicted_by
from generator.catalogue.vocabularies import UNSPECIFIED
from generator.checking.advice import contact_kind
from generator.checking.findings import finding_at, finding_of_flaw
from generator.checking.formats import flaw_in
from generator.checking.plain_values import Data, earliest, has, is_yes, latest, text_of, values_at, written_date
from generator.checking.protected_places import any_protected, unanswered
from generator.diagnostics import Finding, Path
from generator.records.conditions import ABSENT, PRESENT, YES, Condition
from generator.records.plain import is_empty

_AGE: Final = re.compile("[0-9]{1,3}")


@dataclass(frozen=True, slots=True)
class Setting:
    """Where a mapping stands: its file, the day as an ISO date, and the places of its record by id."""

    file: str
    today: str
    places: Mapping[str, Data] = field(default_factory=dict)
    meant: frozenset[str] = frozenset()
    """Keys that were probably meant by some that do not exist: they count as being there."""


def broken_conditions(
    data: Data, conditions: Iterable[Condition], path: Path, setting: Setting, meant: frozenset[str] = frozenset()
) -> Iterator[Finding]:
    """Yield what the mapping at `path` does not fulfil; keys in `meant` count as being there, under a wrong name."""
    setting = replace(setting, meant=meant) if meant else setting
    for condition in conditions:
        if all(_is_as_wanted(data.get(key), wanted) for key, wanted in condition.get("se", {}).items()):
            clause = next(clause for clause in _CHECK_OF if clause in condition)
            yield from _CHECK_OF[clause](condition, data, path, setting)


def _is_as_wanted(value: Any, wanted: str | list[str]) -> bool:
    """Tell whether the value of a key is what `se` asks for: one of some codes, there, absent, or a yes."""
    if isinstance(wanted, list):
        codes = value if isinstance(value, list) else [value]
        return any(isinstance(code, str) and code.strip() in wanted for code in codes)
    if wanted == YES:
        return is_yes(value)
    return is_empty(value) == (wanted == ABSENT) if wanted in {ABSENT, PRESENT} else False


def check_needs(condition: Condition, data: Data, path: Path, setting: Setting) -> Iterator[Finding]:
    """Check that at least one of some keys is there."""
    keys = condition["serve"]
    if any(key in setting.meant or has(data, key) for key in keys):
        return
    guess = contact_kind(str(data.get("valore", "")).strip()) if keys == ["tipo"] else ""
    kind = str(data.get("tipo", "")).strip()
    # A contact may be named like the key that it lacks: who says `tipo: tramite` must say through whom.
    hint = "fix" if guess else kind if kind in keys else ""
    values: dict[str, object] = {"keys": ", ".join(f"«{key}»" for key in keys), "fix": guess}
    yield finding_at(condition["codice"], setting.file, path, values, hint)


def check_forbids(condition: Condition, data: Data, path: Path, setting: Setting) -> Iterator[Finding]:
    """Check that none of some keys is there."""
    because = {key: data[key].strip() for key in condition["se"] if isinstance(data.get(key), str)}
    for key in data:
        if key in condition["vieta"] and has(data, key):
            yield finding_at(condition["codice"], setting.file, (*path, key), {"key": key, **because})


def check_ordered(condition: Condition, data: Data, path: Path, setting: Setting) -> Iterator[Finding]:
    """Check that one key does not come after another: two ages, or two dates of any precision."""
    first, last = condition["ordine"]
    a, b = (_age_or_date(data.get(key)) for key in (first, last))
    if a and b and _sortable(a, earliest) > _sortable(b, latest):
        values: dict[str, object] = {"first": first, "last": last, "a": a, "b": b}
        yield finding_at(condition["codice"], setting.file, (*path, first), values)


def _age_or_date(value: Any) -> str:
    """Return an age or a date as text, empty where a value is neither."""
    text = text_of(value)
    return text if _AGE.fullmatch(text) else written_date(value)


def _sortable(text: str, day_of: Callable[[str], str]) -> str:
    """Return a text that sorts as the age or the date does; `day_of` tells which day of a year or month counts."""
    return text.zfill(len("999")) if _AGE.fullmatch(text) else day_of(text)


def check_not_over(condition: Condition, data: Data, path: Path, setting: Setting) -> Iterator[Finding]:
    """Check that a date is not in the past."""
    key, day = _dated_key(condition["passata"], data)
    if day and latest(day) < setting.today:
        values: dict[str, object] = {"key": key[-1], "date": day}
        yield finding_at(condition["codice"], setting.file, (*path, *key), values)


def check_not_yet(condition: Condition, data: Data, path: Path, setting: Setting) -> Iterator[Finding]:
    """Check that a date is not in the future."""
    key, day = _dated_key(condition["futura"], data)
    if day and earliest(day) > setting.today:
        values: dict[str, object] = {"key": key[-1], "date": day}
        yield finding_at(condition["codice"], setting.file, (*path, *key), values)


def _dated_key(dotted: str, data: Data) -> tuple[list[str], str]:
    """Return the keys that lead to a date (`quando.al`) and the ISO date that stands there, empty if none does."""
    keys = dotted.split(".")
    return keys, written_date(next(values_at(data, keys), ""))


def check_shaped(condition: Condition, data: Data, path: Path, setting: Setting) -> Iterator[Finding]:
    """Check the format of a key where it depends on other keys: a contact is an e-mail if its `tipo` says so."""
    for key, name in condition["formato"].items():
        text = text_of(data.get(key))
        flaw = flaw_in(text, name) if text else None
        if flaw is not None:
            yield finding_of_flaw(flaw, text, setting.file, (*path, key))


def check_asks(condition: Condition, data: Data, path: Path, setting: Setting) -> Iterator[Finding]:
    """Check that each place with a street says whether it is a protected one."""
    places = condition["domanda"]
    for inner_path in unanswered(data.get(places), setting.places):
        yield finding_at(condition["codice"], setting.file, (*path, places, *inner_path), {})


def check_discreet(condition: Condition, data: Data, path: Path, setting: Setting) -> Iterator[Finding]:
    """Check that a key which reveals (hours say when people are there) is absent where a place is protected."""
    places, revealing = condition["quieto"]
    if has(data, revealing) and any_protected(data.get(places), setting.places):
        yield finding_at(condition["codice"], setting.file, (*path, *revealing.split(".")), {})


def check_agrees(condition: Condition, data: Data, path: Path, setting: Setting) -> Iterator[Finding]:
    """Check that what is done, as the words say it, is of the kind that is declared."""
    key, name, text = condition["parole"]
    given = data.get(key)
    kinds = [text_of(kind) for kind in (given if isinstance(given, list) else [given])]
    declared = [kind for kind in kinds if kind and kind != UNSPECIFIED]
    if meant := contradicted_by(text_of(data.get(name)), text_of(data.get(text)), declared):
        values: dict[str, object] = {"meant": meant, "declared": ", ".join(declared)}
        yield finding_at(condition["codice"], setting.file, (*path, key), values)


_CHECK_OF: Final[dict[str, Callable[[Condition, Data, Path, Setting], Iterator[Finding]]]] = {
    "serve": check_needs,
    "vieta": check_forbids,
    "ordine": check_ordered,
    "passata": check_not_over,
    "futura": check_not_yet,
    "formato": check_shaped,
    "domanda": check_asks,
    "quieto": check_discreet,
    "parole": check_agrees,
}
"""By clause, as the schema has it."""
