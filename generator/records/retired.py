"""Keys that a record could have once, and where what they said stands now; later versions add rows to the table.

Each row of `retired_keys.json`: the version of the program that no longer knows the key (`dalla`), the kinds of record
(`schede`), the list in it (`in`, none for the record itself), the key that went (`voce`), the one that took its place
(`diventa`, `governo.forma` inside a group). With `come` each value becomes an item of a list, `=` being the value: an
id as it is, anything else the name of what has no record yet. With `per` a list becomes a mapping, each item under what
it says by that key; with `si_legge` what stood there is still read, and is a suggestion (H135), no error.
"""

import json
import re
from collections.abc import Callable, Iterator, Mapping
from copy import deepcopy
from dataclasses import dataclass, field
from functools import cache
from importlib import resources
from typing import Any, Final

from generator.records.plain import is_empty

_ID: Final = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_THE_VALUE: Final = "="

Place = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Retired:
    """One key that went: `within` names the list it stood in, empty for the record itself."""

    kinds: tuple[str, ...]
    key: str
    becomes: str
    since: str
    """The version of the program that brought what took its place."""
    within: str = ""
    item: Mapping[str, str] = field(default_factory=dict)
    named_by: str = ""
    """The key of its items under whose value each stands now, where a list became a mapping."""
    is_read: bool = False
    """Whether what it says is still read where it stood."""

    @property
    def top(self) -> str:
        """The key that now holds what was said, beside the one that went."""
        return self.becomes.partition(".")[0]


@cache
def retired_keys() -> tuple[Retired, ...]:
    """Return every key that went."""
    rows = json.loads(resources.files(__package__).joinpath("retired_keys.json").read_text("utf-8"))
    return tuple(
        Retired(
            tuple(row["schede"]),
            row["voce"],
            row["diventa"],
            row["dalla"],
            row.get("in", ""),
            row.get("come", {}),
            row.get("per", ""),
            row.get("si_legge", False),
        )
        for row in rows
    )


def retired_in(data: Mapping[str, Any], kind: str) -> Iterator[tuple[Place, Retired]]:
    """Yield (path, key) of what a record still says under keys that went, those of the items of lists first."""
    for retired in sorted(retired_keys(), key=lambda retired: not retired.within):
        if kind in retired.kinds:
            for place, holder in _holders(data, retired):
                said = holder.get(retired.key)
                if not is_empty(said) and (not retired.named_by or isinstance(said, list)):
                    yield (*place, retired.key), retired


def upgraded(
    data: Mapping[str, Any], kind: str, among: Callable[[Retired], bool] = lambda _: True
) -> tuple[dict[str, Any], list[Retired], list[Place]]:
    """Return a copy of a record that says everything under the keys of today.

    Returns also what moved, and the paths of what stays because something else stands in its place already. Of the
    keys that went only those `among` which it is are looked at.
    """
    new: dict[str, Any] = deepcopy(dict(data))
    moved: list[Retired] = []
    left: list[Place] = []
    for place, retired in retired_in(data, kind):
        if not among(retired):
            continue
        holder: Any = new
        for step in place[:-1]:
            holder = holder[step]
        if _move(holder, retired):
            moved.append(retired)
        else:
            left.append(place)
    return new, moved, left


def is_of_languages(retired: Retired) -> bool:
    """Tell whether a key is one of the former forms in which records say something in other languages."""
    return retired.is_read


def is_list_of_languages(retired: Retired) -> bool:
    """Tell whether it is the list that became a mapping, which comes first: what else there is joins that."""
    return bool(retired.named_by)


def _holders(data: Mapping[str, Any], retired: Retired) -> Iterator[tuple[Place, Mapping[str, Any]]]:
    if not retired.within:
        yield (), data
        return
    items = data.get(retired.within)
    for at, item in enumerate(items if isinstance(items, list) else ()):
        if isinstance(item, dict):
            yield (retired.within, at), item


def _move(holder: dict[str, Any], retired: Retired) -> bool:
    """Put what a key says where it belongs now; False where something else is there that it cannot join."""
    value = holder[retired.key]
    target, _, inner = retired.becomes.partition(".")
    joined: Any
    if retired.item:
        joined = _with_items(holder.get(target), _as_list(value), retired.item)
    elif retired.named_by:
        joined = _by_name(value, retired.named_by)
    elif inner:
        joined = _with_part(holder.get(target), inner, value)
    else:
        joined = _joined(holder.get(target), value)
    if joined is None:
        return False
    del holder[retired.key]
    holder[target] = joined
    return True


def _with_part(there: Any, inner: str, value: Any) -> dict[str, Any] | None:
    """Put a value into a group, or into what stands there of it; None where both say something else by one key."""
    if not (is_empty(there) or isinstance(there, dict)):
        return None
    group = there if isinstance(there, dict) else {}
    known = group.get(inner)
    if is_empty(known):
        return {**group, inner: value}
    if not isinstance(known, dict) or not isinstance(value, dict):
        return None
    clash = any(not is_empty(known.get(key)) and known[key] != part for key, part in value.items())
    return None if clash else {**group, inner: {**value, **known}}


def _by_name(items: Any, name: str) -> dict[str, Any] | None:
    """Return the items of a list under what each says by the key `name`; None where one says nothing, or two differ."""
    found: dict[str, Any] | None = {}
    for item in items:
        named = item.get(name) if isinstance(item, dict) else None
        if found is None or not isinstance(named, str) or not named.strip():
            return None
        found = _with_part(found, named.strip(), {key: part for key, part in item.items() if key != name})
    return found


def _joined(there: Any, value: Any) -> Any:
    """Join two values of one key: lists and single codes become one list; None where that cannot be."""
    if is_empty(there):
        return value
    if not isinstance(there, list):
        return there if there == value else None
    return [*there, *(item for item in _as_list(value) if item not in there)]


def _with_items(there: Any, values: list[Any], shape: Mapping[str, str]) -> list[Any] | None:
    """Add an item for each value, or what it says to the item that is there for it."""
    if not (is_empty(there) or isinstance(there, list)) or not all(isinstance(value, str) for value in values):
        return None
    items: list[Any] = list(there or ())
    subject = next(key for key, part in shape.items() if part == _THE_VALUE)
    for value in values:
        named: Any = value.strip() if _ID.fullmatch(value.strip()) else {"nome": value.strip()}
        item = {key: named if part == _THE_VALUE else part for key, part in shape.items()}
        known = next((old for old in items if isinstance(old, dict) and old.get(subject) == named), None)
        if known is None:
            items.append(item)
            continue
        for key, part in item.items():
            if key != subject and part not in _as_list(known.get(key) or []):
                known[key] = [*_as_list(known.get(key) or []), part] if known.get(key) else part
    return items


def _as_list(value: Any) -> list[Any]:
    return list(value) if isinstance(value, list) else [value]
