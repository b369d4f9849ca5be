"""Plain data, before it becomes records."""

from typing import Any, Final

_LISTS: Final = (list, tuple)


def is_empty(value: Any) -> bool:
    """Tell whether a value is the same as a missing one: no text, or a list or mapping of nothing."""
    if isinstance(value, str):
        return not value.strip()
    if isinstance(value, dict):
        return all(is_empty(part) for part in value.values())
    if isinstance(value, _LISTS):
        return all(is_empty(part) for part in value)
    return value is None


def without_empty(value: Any) -> Any:
    """Return a copy of `value` where every empty part is left out."""
    if isinstance(value, dict):
        return {key: without_empty(part) for key, part in value.items() if not is_empty(part)}
    if isinstance(value, _LISTS):
        return [without_empty(part) for part in value if not is_empty(part)]
    return value.strip() if isinstance(value, str) else value
