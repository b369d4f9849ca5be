"""Places that protect people: a refuge, a home for minors. The repository is as public as the site.

E307 (no address, hours or photo of a protected place) is declared by the model of a place; W308 (no hours) and W309 (is
this one protected?) by that of an activity: `conditions` checks them with these. A record with a protected place may
hold an address in no text at all, whatever its key: E308 what is an address, W312 what may tell where it is. The walk
over a record asks it of every value, so that a new key is covered by being there. An address that a place of the same
record openly has is no secret. Patterns are in `indirizzi` of `rule_data.json`.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final

from generator.checking.personal_data import Spotted, mask
from generator.checking.plain_values import Data, is_yes, text_of
from generator.checking.rule_data import RULE_DATA, pattern
from generator.diagnostics import Path
from generator.records.plain import is_empty

_ADDRESS: Final = ("indirizzo", "localita")
"""Where a place has its address; its name may hold one too."""
_EXACT: Final = ("indirizzo", "coordinate")
"""What leads to the door of a place."""

_NOT_WORDS = re.compile("[^a-z0-9à-öø-ÿ]+")


def any_protected(value: Any, places: Mapping[str, Data]) -> bool:
    """Tell whether a place in `value` is marked as protected; `places` are those of the record, by id."""
    return any(is_yes(place.get("riservato")) for _, place in _places_in(value, places))


def unanswered(value: Any, places: Mapping[str, Data]) -> Iterator[Path]:
    """Yield where in `value` places with a street or a point stand that nobody yet called protected or open."""
    for path, place in _places_in(value, places):
        key = next((key for key in _EXACT if not is_empty(place.get(key))), "nome")
        if (key != "nome" or has_address(text_of(place.get("nome")))) and is_empty(place.get("riservato")):
            inline = isinstance(value, dict) or (path and isinstance(value[path[0]], dict))
            yield (*path, key) if inline else path


def _places_in(value: Any, places: Mapping[str, Data]) -> Iterator[tuple[Path, Data]]:
    """Yield the places in a value, whether written there or named by id, with their path in the value."""
    for index, item in enumerate(value if isinstance(value, list) else [value]):
        place = places.get(item.strip()) if isinstance(item, str) else item
        if isinstance(place, dict):
            yield ((index,) if isinstance(value, list) else ()), place


def open_addresses(record: Data) -> str | None:
    """Return the addresses that places of a record openly have, `in_words`; None where no place is protected."""
    places = list(places_within(record))
    return openly_written(places) if any(is_yes(place.get("riservato")) for place in places) else None


def openly_written(places: Iterable[Data]) -> str:
    """Return the addresses of the places that are not protected, `in_words`."""
    written: list[str] = []
    for place in places:
        if not is_yes(place.get("riservato")):
            # An address need not have a number: «strada della Bonifica s.n.c.», «Casette del Lento».
            written += [name for name in (text_of(place.get("nome")),) if has_address(name)]
            written += [text_of(place.get(key)) for key in _ADDRESS]
    return " | ".join(in_words(text) for text in written if text)


def hidden_in(text: str, openly: str) -> Iterator[Spotted]:
    """Yield what tells, or may tell, where a place is, unless it is among the addresses `openly` written."""
    sure: list[Spotted] = []
    for code, name in (("E308", "certi"), ("W312", "forse")):
        for expression in RULE_DATA["indirizzi"][name]:
            for match in pattern(expression).finditer(text):
                spotted = Spotted(code, *match.span())
                is_told = any(spotted.start < known.end and known.start < spotted.end for known in sure)
                if not is_told and f" {in_words(match[0])} " not in f" {openly} ":
                    sure.append(spotted)
                    yield spotted


def concealed(text: str, openly: str | None) -> str:
    """Put dots over personal data and, where a place of the record is protected, over what may tell where it is."""
    letters = list(mask(text))
    for spotted in () if openly is None else hidden_in(text, openly):
        letters[spotted.start : spotted.end] = "•" * (spotted.end - spotted.start)
    return "".join(letters)


def has_address(text: str) -> bool:
    """Tell whether a text holds an address: a street with its number, a point on a map."""
    return any(pattern(expression).search(text) for expression in RULE_DATA["indirizzi"]["certi"])


def in_words(text: str) -> str:
    """Write an address as its bare words, so that commas and capitals make no difference."""
    return _NOT_WORDS.sub(" ", text.lower()).strip()


def places_within(value: Any, *, are_places: bool = False) -> Iterator[Data]:
    """Yield every place written in plain data: the mappings under `luoghi`, wherever that key stands."""
    if isinstance(value, dict):
        if are_places:
            yield value
        for key, part in value.items():
            yield from places_within(part, are_places=key == "luoghi")
    elif isinstance(value, list):
        for part in value:
            yield from places_within(part, are_places=are_places)
