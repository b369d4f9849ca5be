"""The conditions between keys of one mapping (`x-richiede`), interpreted; the language is in `records.conditions`.

Dates are compared as text: the earliest day of `2019` is `2019-00-00` and the latest `2019-99-99`.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Final

from generator.checking.advice import contact_kind
from generator.checking.formats import flaw_in
from generator.checking.message_parts import about, about_flaw, enumerated
from generator.checking.protected_places import any_protected, has_street, unanswered
from generator.diagnostics import Finding, Path
from generator.records.conditions import ABSENT, PRESENT, YES, Condition
from generator.records.dates import iso_of
from generator.records.fields import YES as YES_WORDS
from generator.records.plain import is_empty

_ISO: Final = re.compile("[0-9]{4}(?:-[0-9]{2}(?:-[0-9]{2})?)?")

_AGE: Final = re.compile("[0-9]{1,3}")

Data = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Setting:
    """Where a mapping stands: its file, the day as an ISO date, and the places of its record by id."""

    file: str
    today: str
    places: Mapping[str, Data] = field(default_factory=dict)
    meant: frozenset[str] = frozenset()
    """Keys that were probably meant by some that do not exist: they count as being there."""


def holds(data: Data, when: Mapping[str, Any]) -> bool:
    """Tell whether every key of `data` named in `when` is as wanted."""
    return all(_is_as_wanted(data.get(key), wanted) for key, wanted in when.items())


def _is_as_wanted(value: Any, wanted: str | list[str]) -> bool:
    if isinstance(wanted, list):
        given = value if isinstance(value, list) else [value]
        return any(isinstance(one, str) and one.strip() in wanted for one in given)
    if wanted == YES:
        return is_yes(value)
    return is_empty(value) == (wanted == ABSENT) if wanted in {ABSENT, PRESENT} else False


def is_yes(value: Any) -> bool:
    """Tell whether a value says yes."""
    return isinstance(value, str) and value.strip().lower() in YES_WORDS


def inside(value: Any, keys: list[str]) -> Iterator[Any]:
    """Yield what the keys lead to, through every item of the lists on the way; empty values are left out."""
    if is_empty(value):
        return
    if isinstance(value, list):
        for item in value:
            yield from inside(item, keys)
    elif not keys:
        yield value
    elif isinstance(value, dict):
        yield from inside(value.get(keys[0]), keys[1:])


def has(data: Data, key: str) -> bool:
    """Tell whether a key, possibly leading inside, holds anything."""
    return next(inside(data, key.split(".")), None) is not None


def written_date(value: Any) -> str:
    """Return the ISO date in a value, as far as it is known: empty where there is none."""
    if isinstance(value, dict):
        value = next((value[key] for key in ("data", "mese", "anno") if not is_empty(value.get(key))), "")
    if not isinstance(value, str):
        return ""
    text = value.strip()
    iso = iso_of(text) or text
    return iso if _ISO.fullmatch(iso) else ""


def earliest(iso: str) -> str:
    """Return a text that sorts with the first day that a date of any precision may mean."""
    return f"{iso}-00-00"[:10]


def latest(iso: str) -> str:
    """Return a text that sorts with the last day that a date of any precision may mean."""
    return f"{iso}-99-99"[:10]


def broken_conditions(
    data: Data, listed: Iterable[Condition], path: Path, setting: Setting, meant: frozenset[str] = frozenset()
) -> Iterator[Finding]:
    """Yield what the mapping at `path` does not fulfil; keys in `meant` count as being there, under a wrong name."""
    setting = replace(setting, meant=meant) if meant else setting
    for one in listed:
        if holds(data, one.get("se", {})):
            clause = next(clause for clause in _CLAUSES if clause in one)
            yield from _CLAUSES[clause](one, data, path, setting)


def _needs(one: Condition, data: Data, path: Path, setting: Setting) -> Iterator[Finding]:
    if not any(key in setting.meant or has(data, key) for key in one["serve"]):
        guess = contact_kind(str(data.get("valore", "")).strip()) if one["serve"] == ["tipo"] else ""
        values: dict[str, object] = {"keys": enumerated(f"«{key}»" for key in one["serve"]), "fix": guess}
        yield about(one["codice"], setting.file, path, values, "fix" if guess else _kind_needed(one, data))


def _kind_needed(one: Condition, data: Data) -> str:
    """Return the kind of a contact that is named like what it needs: who says `tramite` must say through whom."""
    kind = str(data.get("tipo", "")).strip()
    return kind if kind in one["serve"] else ""


def _forbids(one: Condition, data: Data, path: Path, setting: Setting) -> Iterator[Finding]:
    told = {key: data[key].strip() for key in one["se"] if isinstance(data.get(key), str)}
    for key in data:
        if key in one["vieta"] and has(data, key):
            yield about(one["codice"], setting.file, (*path, key), {"key": key, **told})


def _in_order(one: Condition, data: Data, path: Path, setting: Setting) -> Iterator[Finding]:
    first, last = one["ordine"]
    a, b = (_comparable(data.get(key)) for key in (first, last))
    if a and b and _first_of(a) > _last_of(b):
        yield about(one["codice"], setting.file, (*path, first), {"first": first, "last": last, "a": a, "b": b})


def _comparable(value: Any) -> str:
    """Return an age or a date as text, empty where a value is neither."""
    is_age = isinstance(value, str) and _AGE.fullmatch(value.strip())
    return value.strip() if is_age else written_date(value)


def _first_of(text: str) -> str:
    return text.zfill(len("999")) if _AGE.fullmatch(text) else earliest(text)


def _last_of(text: str) -> str:
    return text.zfill(len("999")) if _AGE.fullmatch(text) else latest(text)


def _on_time(one: Condition, data: Data, path: Path, setting: Setting) -> Iterator[Finding]:
    key = one.get("passata") or one["futura"]
    day = written_date(next(inside(data, key.split(".")), ""))
    wrong = latest(day) < setting.today if "passata" in one else earliest(day) > setting.today
    if day and wrong:
        values: dict[str, object] = {"key": key.rpartition(".")[2], "date": day}
        yield about(one["codice"], setting.file, (*path, *key.split(".")), values)


def _shaped(one: Condition, data: Data, path: Path, setting: Setting) -> Iterator[Finding]:
    for key, name in one["formato"].items():
        text = data[key].strip() if isinstance(data.get(key), str) else ""
        flaw = flaw_in(text, name) if text else None
        if flaw is not None:
            yield about_flaw(flaw, text, setting.file, (*path, key))


def _asked(one: Condition, data: Data, path: Path, setting: Setting) -> Iterator[Finding]:
    for place in unanswered(data.get(one["domanda"]), setting.places):
        yield about(one["codice"], setting.file, (*path, one["domanda"], *place), {})


def _discreet(one: Condition, data: Data, path: Path, setting: Setting) -> Iterator[Finding]:
    places, revealing = one["quieto"]
    if has(data, revealing) and any_protected(data.get(places), setting.places):
        yield about(one["codice"], setting.file, (*path, *revealing.split(".")), {})


def _concealed(one: Condition, data: Data, path: Path, setting: Setting) -> Iterator[Finding]:
    places, keys = one["celato"]
    if any_protected(data.get(places), setting.places):
        for key in keys:
            if any(has_street(text) for text in inside(data, key.split(".")) if isinstance(text, str)):
                yield about(one["codice"], setting.file, (*path, *key.split(".")), {})


_CLAUSES: Final[dict[str, Callable[[Condition, Data, Path, Setting], Iterator[Finding]]]] = {
    "serve": _needs,
    "vieta": _forbids,
    "ordine": _in_order,
    "passata": _on_time,
    "futura": _on_time,
    "formato": _shaped,
    "domanda": _asked,
    "quieto": _discreet,
    "celato": _concealed,
}
