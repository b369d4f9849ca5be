"""What plain data holds, whatever its shape: until it has been checked, any value may stand under any key."""

import re
from collections.abc import Iterator, Mapping
from typing import Any, Final

from generator.records.dates import iso_of
from generator.records.fields import YES
from generator.records.plain import is_empty

Data = Mapping[str, Any]

_ISO_DATE: Final = re.compile("[0-9]{4}(?:-[0-9]{2}(?:-[0-9]{2})?)?")


def text_of(value: Any) -> str:
    """Return a text without the spaces around it, empty where the value is no text."""
    return value.strip() if isinstance(value, str) else ""


def is_yes(value: Any) -> bool:
    """Tell whether a value says yes."""
    return text_of(value).lower() in YES


def mappings_in(data: Data, key: str) -> Iterator[tuple[int, Data]]:
    """Yield (position, mapping) of the mappings in the list under `key`; nothing where there is no list."""
    items = data.get(key)
    for index, item in enumerate(items if isinstance(items, list) else ()):
        if isinstance(item, dict):
            yield index, item


def values_at(value: Any, keys: list[str]) -> Iterator[Any]:
    """Yield what the keys lead to, through every item of the lists on the way; empty values are left out."""
    if is_empty(value):
        return
    if isinstance(value, list):
        for item in value:
            yield from values_at(item, keys)
    elif not keys:
        yield value
    elif isinstance(value, dict):
        yield from values_at(value.get(keys[0]), keys[1:])


def has(data: Data, key: str) -> bool:
    """Tell whether a key, possibly leading inside (`indicatori.fonte`), holds anything."""
    return next(values_at(data, key.split(".")), None) is not None


def written_date(value: Any) -> str:
    """Return the ISO date in a value (`2019`, `2019-04`, `2019-04-12`), empty where there is none.

    A value is a text, in ISO order or as Italians write it, or a mapping with `data`, `mese` or `anno`.
    """
    if isinstance(value, dict):
        value = next((value[key] for key in ("data", "mese", "anno") if not is_empty(value.get(key))), "")
    text = text_of(value)
    iso = iso_of(text) or text
    return iso if _ISO_DATE.fullmatch(iso) else ""


def earliest(iso: str) -> str:
    """Return a text that sorts with the first day that a date of any precision may mean: `2019-00-00` for `2019`."""
    return f"{iso}-00-00"[:10]


def latest(iso: str) -> str:
    """Return a text that sorts with the last day that a date of any precision may mean: `2019-99-99` for `2019`."""
    return f"{iso}-99-99"[:10]
