"""Plain data, before it becomes records."""

from collections.abc import Iterable, Mapping
from collections.abc import Set as AbstractSet
from typing import Any, Final

_LISTS: Final = (list, tuple)


def is_empty(value: Any) -> bool:
    """Tell whether a value is the same as a missing one: no text, or a list or mapping of nothing."""
    if isinstance(value, str):
        return not value or value.isspace()
    if isinstance(value, dict):
        value = value.values()
    elif not isinstance(value, _LISTS):
        return value is None
    for part in value:  # noqa: SIM110 - asked of every value of every record: a generator costs twice as much
        if not is_empty(part):
            return False
    return True


def without_empty(value: Any) -> Any:
    """Return a copy of `value` where every empty part is left out."""
    if isinstance(value, dict):
        return {key: without_empty(part) for key, part in value.items() if not is_empty(part)}
    if isinstance(value, _LISTS):
        return [without_empty(part) for part in value if not is_empty(part)]
    return value.strip() if isinstance(value, str) else value


def names_any(value: Any, ids: AbstractSet[str]) -> bool:
    """Tell whether plain data refers to one of `ids`, or to something in its file."""
    if isinstance(value, str):
        return value.strip().partition("/")[0] in ids
    parts = value.values() if isinstance(value, Mapping) else value if isinstance(value, Iterable) else ()
    return bool(ids) and any(names_any(part, ids) for part in parts)
