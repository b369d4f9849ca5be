"""Which advice goes with a finding: the fix to paste where it is certain, else the most useful thing to say."""

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any, Final

from generator.catalogue.vocabularies import Vocabulary
from generator.checking import channels
from generator.checking.formats import flaw_in, inline
from generator.checking.plain_values import Data
from generator.checking.rule_data import RULE_DATA
from generator.checking.spelling import folded, nearest_of
from generator.checking.spoken import codes_said
from generator.diagnostics import Path
from generator.records.plain import is_empty

_GAP: Final = "…"
"""What stands where somebody has to write something that only they know."""

_LONGEST_FIX: Final = 400
"""Characters of a line to paste: a longer one helps nobody."""

_DOUBTFUL: Final = "ferial"
"""Saturday is a working day to the law and to timetables, not to most offices."""

_LICENCES: Final = {
    "cc by 4.0": "https://creativecommons.org/licenses/by/4.0/deed.it",
    "cc by-sa 4.0": "https://creativecommons.org/licenses/by-sa/4.0/deed.it",
    "cc by-nc 4.0": "https://creativecommons.org/licenses/by-nc/4.0/deed.it",
    "cc by-nc-sa 4.0": "https://creativecommons.org/licenses/by-nc-sa/4.0/deed.it",
    "cc0": "https://creativecommons.org/publicdomain/zero/1.0/deed.it",
    "cc0 1.0": "https://creativecommons.org/publicdomain/zero/1.0/deed.it",
    "iodl 2.0": "https://www.dati.gov.it/iodl/2.0/",
    "odbl 1.0": "https://opendatacommons.org/licenses/odbl/1-0/",
}
"""Addresses of the licences that catalogues choose, by the name that is shown for them, in small letters."""

_LICENCE_WORDS: Final = (
    ("creative commons", "cc"),
    ("attribuzione", "by"),
    ("attribution", "by"),
    ("condividi allo stesso modo", "sa"),
    ("sharealike", "sa"),
    ("non commerciale", "nc"),
    ("noncommercial", "nc"),
    ("licenza", ""),
    ("internazionale", ""),
    ("international", ""),
    ("universal", ""),
)
"""Words of whole names of licences: «Creative Commons Attribuzione 4.0 Internazionale» is CC BY 4.0."""

_LISTED_AT_MOST: Final = 20
"""A message lists what is allowed when it is this little."""

_SHORTEST: Final = 3
"""A code of fewer letters begins too many words to be meant by one."""

_EXPLAINED: Final = frozenset({"nome", "titolo"})
_FREE_TEXT: Final = ("testo", "nome", "titolo", "anno", "descrizione", "name")
_AGES = re.compile(r"([0-9]{1,3}) ?[-–/a] ?([0-9]{1,3})(?: anni)?")
_FROM_AGE = re.compile(r"(?:over |da |dai |dagli )?([0-9]{1,3})(?:\+| anni(?: in su)?)?")
_FIGURE = re.compile(r"(?:circa|quasi|oltre|più di|ca\.?|~) ?([0-9]{1,9})")
_SEPARATORS = re.compile(r" ?[,;/] ?| e ")


def for_unknown_key(key: str, data: Data, properties: Mapping[str, Any]) -> tuple[str, str]:
    """Return (advice, key probably meant) for a key of `data` that does not exist.

    A key that holds something already is not meant once more: what it holds would be lost. `sure` is said of a word
    that is known to mean another, `there` where that one holds something, `near` of one that only looks like it.
    """
    free = {name: name for name in properties if is_empty(data.get(name))}
    if (glued := key.split(":", 1)[0]) != key and glued in free:
        return "space", glued
    bare = key.lstrip("-")
    if key != bare and bare.strip() in properties:
        return "dash", ""
    if folded(key) in RULE_DATA["voci_di_persone"]:
        return "personal", ""
    if (synonym := RULE_DATA["altre_voci"].get(folded(key), "")) in properties:
        return ("sure" if synonym in free else "there"), synonym
    if near := nearest_of(key, free):
        return "near", near
    return for_lost_key(properties), ""


def for_lost_key(properties: Mapping[str, Any]) -> str:
    """Choose what to say of a key for which no other was meant."""
    return "list" if len(properties) <= _LISTED_AT_MOST else "see"


def for_missing_key(key: str, scheme: str, path: Path) -> str:
    """Choose what to say of a mandatory key that is missing."""
    if path == () and scheme == "tipi_ente":
        return "tipo"
    if path == () and key in _EXPLAINED:
        return key
    return "codes" if scheme else "text"


def example_code(vocabulary: Vocabulary) -> str:
    """Return a code to show: of a place, the first municipality; empty where there is none."""
    municipality = (code for code, term in vocabulary.terms.items() if term.level == "comune")
    return next(municipality, next(iter(vocabulary.terms), "…"))


def for_code(text: str, spoken: Mapping[str, str], codes: list[str]) -> tuple[str, list[str]]:
    """Return (advice, codes to write) for a code that does not exist; `spoken` goes from words to codes."""
    if not codes:
        return "empty", []
    if meant := _codes_in(text, spoken, codes):
        return ("near", meant) if len(meant) == 1 else ("feriali" if _DOUBTFUL in text.lower() else "several", meant)
    if near := nearest_of(text, spoken):
        return "near", [near]
    if "a_pagamento" in codes:
        # Who writes an amount where a code of `costo` goes is told where the amount is written.
        return "costo", []
    return ("list" if len(codes) <= _LISTED_AT_MOST else "see"), []


def _codes_in(text: str, spoken: Mapping[str, str], codes: list[str]) -> list[str]:
    """Return the codes that a text says, one or several; empty where a part of it says none."""
    if meant := _codes_of(text, spoken, codes):
        return meant
    # A stroke between two days may stand for «and» as well as for «to».
    parts = [] if "lun" in codes and "/" in text else _SEPARATORS.split(text.strip("()[] "))
    found = [_codes_of(part, spoken, codes) or _abbreviated(part, codes) for part in parts]
    if len(found) > 1 and all(found):
        return list(dict.fromkeys(code for part in found for code in part))
    return _abbreviated(text, codes)


def _codes_of(text: str, spoken: Mapping[str, str], codes: list[str]) -> list[str]:
    exact = spoken.get(text.lower())
    return [exact] if exact else [code for code in codes_said(text) if code in codes]


def for_months(text: str) -> list[str]:
    """Return the numbers of the months that a text names; empty where it says something else."""
    return _codes_in(text, {}, [str(month) for month in range(1, 13)])


def _abbreviated(text: str, codes: list[str]) -> list[str]:
    """Return the only code that a longer word begins with: `gio` for «giovedì»."""
    word = folded(text)
    begun = (code for code in codes if len(code) >= _SHORTEST and word.startswith(code))
    shorter = [code for code in begun if word[len(code) :].isalpha()]
    return shorter if len(shorter) == 1 else []


def for_wrong_node(
    value: Any, inside: Mapping[str, Any], expected: str, called: str, holds: Callable[[Any], bool]
) -> tuple[str, Any]:
    """Return (advice, what to write, None where that is not certain) for a text, a list or a mapping out of place.

    `inside` is the schema of the mapping, or of the mappings of the list, that was expected; `called` is the key that
    the value stands under; `holds` tells whether a value may stand there: nothing is offered that may not.
    """
    first = next(iter(inside.get("properties", {})), "")
    for meant in _meant(value, inside, called):
        fix = meant if expected == "array" else meant[0] if len(meant) == 1 else None
        if fix is not None and len(inline(fix)) <= _LONGEST_FIX:
            if _GAP in (part for item in meant for part in item.values()):
                return "fill", fix
            if holds(fix):
                return "fix", fix
    if isinstance(value, list) and len(value) == 1 and expected != "array" and holds(value[0]):
        return "fix", value[0]
    if isinstance(value, str) and expected == "array" and first:
        return ("orari" if called == "orari" else "items"), None
    if isinstance(value, dict) and expected == "array":
        dashed = any(name.startswith("-") for name in value)
        return ("dash" if dashed else "items" if first else "array"), None
    return (expected if expected in {"array", "object"} else "one" if isinstance(value, list) else "text"), None


def _meant(value: Any, inside: Mapping[str, Any], called: str) -> Iterator[list[Data]]:
    """Yield the mappings that were probably meant by a bare text, or by a mapping where a list of them goes."""
    if isinstance(value, dict):
        if contacts := by_kind(value, inside):
            yield contacts
        if inside.get("properties"):
            yield [value]
    elif isinstance(value, str):
        required = inside.get("required", ())
        for item in _written_out(value.strip(), inside, called):
            yield [{**part, **{key: _GAP for key in required if key not in part}} for part in item]


def _written_out(text: str, inside: Mapping[str, Any], called: str) -> Iterator[list[Data]]:
    """Yield what a bare text may be when written as mappings: `{testo: ogni giovedì}`."""
    properties = inside.get("properties", {})
    if "a" in properties and "da" in properties:
        ages, from_age = _AGES.fullmatch(text), _FROM_AGE.fullmatch(text)
        if ages or from_age:
            yield [{"da": str(int(ages[1])), "a": str(int(ages[2]))} if ages else {"da": str(int(from_age[1]))}]  # type: ignore[index]
        return
    if licence := licence_address(text) if is_licence(inside) else "":
        yield [{"nome": text, "url": licence}]
    kinds = properties.get("tipo", {}).get("enum", ()) if "valore" in properties else ()
    named = next((kind for kind in (called, *codes_said(called)) if kind in kinds), "")
    if kind := named or (contact_kind(text) if kinds else ""):
        yield [{"tipo": kind, "valore": text}]
    key = called if called in properties else next((key for key in _FREE_TEXT if key in properties), "")
    if "url" in properties and flaw_in(text, "url") is None:
        yield [{"url": text}]
    elif key:
        yield [{key: " ".join(text.split())}]
    elif key := next(iter(inside.get("required", ())), ""):
        parts = [part for part in re.split(" *[,;\n] *", text) if part]
        may_be_ids = any(flaw_in(part, "id") is None for part in parts)
        # Whether an id leads anywhere, one record by itself cannot tell.
        if "oneOf" in properties[key] and not may_be_ids:
            yield [{key: {"nome": part}} for part in parts]
        elif "oneOf" not in properties[key] and "x-riferimento" not in properties[key]:
            yield [{key: part} for part in parts]


def is_licence(node: Mapping[str, Any]) -> bool:
    """Tell whether a mapping of the schema is that of a licence: a name and an address, and nothing else."""
    return {"nome", "url"} == set(node.get("required", ()))


def licence_address(name: str) -> str:
    """Return where the text of a licence is, by its name as people write it; empty where it is not a known one.

    Nothing is guessed of a version that is not said: what is published would stand under another licence.
    """
    words = name.lower()
    for word, short in _LICENCE_WORDS:
        words = words.replace(word, short)
    return next((address for known, address in _LICENCES.items() if _bare(known) == _bare(words)), "")


def _bare(licence: str) -> str:
    return re.sub("[^a-z0-9]", "", licence)


def by_kind(value: Any, inside: Mapping[str, Any]) -> list[Data]:
    """Write `{telefono: …, email: …}` as the contacts that were meant; empty when it is something else."""
    properties = inside.get("properties", {})
    kinds = properties.get("tipo", {}).get("enum", ())
    contacts = list(value.items()) if isinstance(value, dict) else []
    if not kinds or "valore" not in properties or not contacts:
        return []
    if not all(kind in kinds and kind not in properties and isinstance(text, str) for kind, text in contacts):
        return []
    return [{"tipo": kind, "valore": text.strip()} for kind, text in contacts]


def contact_kind(text: str) -> str:
    """Guess what kind of contact a text is; empty when it is none that can be told."""
    if channels.is_address(text) and (channel := channels.of_address(text)):
        return channel
    kinds = {"email": "email", "telefono": "telefono", "url": "sito"}
    return next((kind for name, kind in kinds.items() if flaw_in(text, name) is None), "")


def for_number(text: str) -> tuple[str, str]:
    """Return (advice, fix) for a number that cannot be read."""
    if re.fullmatch(r"[0-9]{1,3}(\.[0-9]{3})+", text):
        return "migliaia", text.replace(".", "")
    if figure := _FIGURE.fullmatch(text.lower()):
        return "circa", figure[1]
    with_unit = re.fullmatch(r"([0-9]{1,9}) ?(?:%|€|[A-Za-zÀ-ÿ ]+)", text)
    return ("unita", with_unit[1]) if with_unit else ("", "")
