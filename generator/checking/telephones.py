"""Telephone numbers as people write them: which numbers a text holds, and how they are dialled from anywhere.

What a number may be is known by the `phonenumbers` library, out of the plans that States publish (for Italy AGCOM's
*piano di numerazione nazionale*); it is asked of numbers of Italy and of the Vatican, which share +39. Of those of
other countries only the length is looked at (ITU-T E.164): the browser has no place for the plans of the world.
How people write is in `telefoni` of `rule_data.json`; the browser has a twin of this module, and reads the library's
patterns in `schema.json`.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any, Final

from generator.checking.rule_data import RULE_DATA, pattern
from generator.records.fields import LINE

_WRITTEN: Final[dict[str, Any]] = RULE_DATA["telefoni"]
_ITALY: Final = 39
_ABROAD: Final = range(7, 16)
"""Digits of a number of another country, its code included."""
_KINDS: Final = ("FIXED_LINE", "MOBILE", "TOLL_FREE", "PREMIUM_RATE", "SHARED_COST", "PERSONAL_NUMBER", "VOIP", "UAN")
"""Kinds that a contact may be, as the library calls them: a voice mailbox looks like a mobile with a digit too many."""
_FROM_ABROAD: Final = frozenset({"FIXED_LINE", "MOBILE", "VOIP"})
_REMEMBERED: Final = 1 << 14
_SHORTEST_PARTED: Final = 8
_LONG_GROUPS: Final = {6: "...$", 7: "....$", 8: "....$", 9: "...(?=(...)*$)"}
"""Where a group of so many digits is parted: before what this finds."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What a text holds: its numbers as they are written, the extension, and whether other words stand around them."""

    numbers: tuple[str, ...]
    extension: str = ""
    has_words: bool = False


@lru_cache(_REMEMBERED)
def reading(text: str, kind: str = "telefono") -> Reading:
    """Read the value of a contact of `kind` (`telefono`, `fax` or `whatsapp`); a word that only says so is let go."""
    if len(text) > LINE:
        return Reading(())
    bare = pattern(_WRITTEN["spazi"]).sub(" ", text.lower())
    bare = pattern(_WRITTEN["trattini"]).sub("-", bare).strip()
    bare = pattern(_WRITTEN["coda"]).sub("", pattern(_WRITTEN["parole"][kind]).sub("", bare))
    inside = pattern(_WRITTEN["interno"]).search(bare)
    extension, bare = (inside[1], bare[: inside.start()]) if inside else ("", bare)
    if pattern(_WRITTEN["solo_numeri"]).fullmatch(bare):
        return Reading(tuple(_numbers_in(bare)), extension)
    found = [match[0] for match in pattern(_WRITTEN["numero"]).finditer(bare)]
    return Reading(tuple(found) if len(found) == 1 else (), extension, has_words=True)


def each_number(value: str) -> tuple[str, ...]:
    """Return the numbers of a value, each written whole: «0736 123456/57» are two."""
    return reading(value).numbers


def is_known(number: str) -> bool:
    """Tell whether a number may exist: one of Italy in its plan, short numbers too; of elsewhere by its length."""
    compact = _compact(number)
    return _is_whole(compact) or _is_short(_at_home(compact) or "")


def mended(number: str) -> str:
    """Write a number of Italy with the first zero that was left out behind +39; empty where it is not that."""
    with_zero = re.sub(r"^([+(]*(?:00)?39[ .()/-]*)", r"\g<1>0", number)
    return with_zero if with_zero != number and _is_whole(_compact(with_zero)) else ""


def dialled(value: str, extension: str = "") -> str:
    """Return what stands behind `tel:` for the first number of a value (RFC 3966): its digits if it is not understood.

    Numbers that cannot be dialled from abroad (1522, 116117, 800 and the like) stay as they are dialled in Italy.
    """
    read = reading(value)
    first = read.numbers[0] if read.numbers else value
    number = _compact(first if is_known(first) else mended(first) or first)
    home = _at_home(number)
    if home is None:
        number = re.sub("^00", "+", number)
    else:
        number = f"+{_ITALY}{home}" if _is_whole(number) and _is_reached_from_abroad(home) else home
    extension = extension or read.extension
    return f"{number};ext={extension}" if extension else number


def international(value: str, extension: str = "") -> str:
    """Write the first number of a value as it is dialled from abroad, «+39 0522 123456»; else only its digits."""
    number, _, inner = dialled(value, extension).partition(";ext=")
    if not number.startswith("+"):
        return number
    import phonenumbers  # noqa: PLC0415 - most commands never dial

    try:
        parsed = phonenumbers.parse(number)
    except phonenumbers.NumberParseException:
        return number
    parsed.extension = inner or None
    return phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.INTERNATIONAL)


def readable(number: str) -> str:
    """Write a number in groups that can be read aloud, all numbers alike: «0999 000117» as «0999 000 117».

    Groups of fewer than six digits stay as they are written, and so does what holds other signs.
    """
    if not re.fullmatch("[0-9 ]+", number):
        return number
    groups = number.split()
    if len(groups) == 1:
        if len(number) < _SHORTEST_PARTED:
            return number
        groups = _with_prefix_apart(groups[0])
    return " ".join(re.sub(_LONG_GROUPS.get(len(group), "$"), r" \g<0>", group).strip() for group in groups)


def _with_prefix_apart(number: str) -> list[str]:
    """Part the prefix of a number written in one: that of a town as the library knows it, else three digits."""
    if number.startswith("0"):
        return international(number).removeprefix(f"+{_ITALY} ").split() if _is_in_plan(number) else [number]
    return [number[:3], number[3:]]


@cache
def plans() -> dict[str, str]:
    """Return the patterns of whole and of short numbers of Italy, as the library has them, for the browser's twin."""
    from phonenumbers import COUNTRY_CODE_TO_REGION_CODE, PhoneMetadata  # noqa: PLC0415 - most commands never dial

    whole: list[str] = []
    for region in COUNTRY_CODE_TO_REGION_CODE[_ITALY]:
        plan = PhoneMetadata.metadata_for_region(region)
        kinds = (getattr(plan, kind.lower()) for kind in _KINDS)
        whole += [kind.national_number_pattern for kind in kinds if kind and kind.national_number_pattern]
    plan = PhoneMetadata.short_metadata_for_region("IT")
    short = plan.short_code.national_number_pattern if plan and plan.short_code else ""
    return {"interi": "|".join(dict.fromkeys(whole)), "brevi": f"{short}|{_WRITTEN['brevi_europei']}"}


def _numbers_in(bare: str) -> Iterator[str]:
    """Yield the numbers of a text without words: «0736 123456/57» are two, of which the second ends in 57."""
    tail = pattern(_WRITTEN["ultime_cifre"]).fullmatch(bare)
    if tail and _is_whole(_compact(tail[1])):
        yield from (tail[1], _with_tail(tail[1], tail[2]))
        return
    if not is_known(bare):
        for separator in _WRITTEN["separatori"]:
            if several := _split(bare, separator):
                yield from several
                return
    if pattern(_WRITTEN["numero"]).fullmatch(bare):
        yield bare


def _split(bare: str, separator: str) -> list[str]:
    """Split a text where one number ends and the next begins, or its last digits; empty where that leaves a rest."""
    found: list[str] = []
    held = ""
    for piece in pattern(separator).split(bare):
        whole = f"{held}{piece}".strip()
        compact = _compact(whole)
        if _is_whole(compact) or (separator == _WRITTEN["separatori"][0] and is_known(whole)):
            found.append(whole)
            held = ""
        elif found and not held and compact.isdigit() and _is_whole(_compact(other := _with_tail(found[-1], compact))):
            found.append(other)
        else:
            held = f"{whole}{separator}"
    return found if not held and len(found) > 1 else []


def _with_tail(number: str, tail: str) -> str:
    """Write a number with other last digits, its signs where they are."""
    digits = list(reversed(tail))
    rewritten = [digits.pop(0) if digits and sign.isdigit() else sign for sign in reversed(number)]
    return "".join(reversed(rewritten))


def _compact(number: str) -> str:
    return re.sub("[^0-9+]", "", number)


def _at_home(compact: str) -> str | None:
    """Return a number as it is dialled inside Italy; None where it is one of another country."""
    for prefix in (f"+{_ITALY}", f"00{_ITALY}"):
        if compact.startswith(prefix):
            return compact.removeprefix(prefix)
    return None if compact.startswith(("+", "00")) else compact


def _is_whole(compact: str) -> bool:
    home = _at_home(compact)
    if home is None:
        return re.fullmatch("(?:[+]|00)[0-9]+", compact) is not None and len(compact.lstrip("+0")) in _ABROAD
    return _is_in_plan(home)


def _is_in_plan(home: str) -> bool:
    return home.isdigit() and bool(_kind_of(home))


def _is_reached_from_abroad(home: str) -> bool:
    return _kind_of(home) in _FROM_ABROAD


@lru_cache(_REMEMBERED)
def _kind_of(home: str) -> str:
    """Return which of `_KINDS` a number is, empty where it is none."""
    import phonenumbers  # noqa: PLC0415 - most commands never dial

    try:
        kind = phonenumbers.number_type(phonenumbers.parse(f"+{_ITALY}{home}"))
    except phonenumbers.NumberParseException:
        return ""
    return next((name for name in _KINDS if kind == getattr(phonenumbers.PhoneNumberType, name)), "")


@lru_cache(_REMEMBERED)
def _is_short(home: str) -> bool:
    """Tell whether a number is a short one: those of the library, and the European ones (Decision 2007/116/EC)."""
    import phonenumbers  # noqa: PLC0415 - most commands never dial

    if pattern(_WRITTEN["brevi_europei"]).fullmatch(home):
        return True
    try:
        number = phonenumbers.parse(f"+{_ITALY}{home}")
    except phonenumbers.NumberParseException:
        return False
    return phonenumbers.is_valid_short_number_for_region(number, "IT")
