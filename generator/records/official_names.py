"""Several official names written as one (`nome: {it: Bolzano, de: Bozen}`): a spelling of what two keys say.

A body means `nome` and `altri_nomi_ufficiali` by it, a place `it` and `altri_nomi_ufficiali`. It is read as these, so
that everything else knows one form, and written back as it was: who wrote it finds it again after a change.
"""

import re
from collections.abc import Mapping
from typing import Any, Final

from generator.records.languages import FIRST, LANGUAGE

NAME: Final = "nome"
OFFICIAL: Final = "altri_nomi_ufficiali"
_IN: Final = "lingua"
_TERMS: Final = "termini"
_CODE: Final = "codice"
_TWO: Final = len((NAME, _IN))
_IS_LANGUAGE: Final = re.compile(LANGUAGE)


def read_as_one(data: dict[str, Any], kind: str) -> dict[str, Any]:
    """Return the plain data of a file with one name, and the others beside it; what is no such spelling stays."""
    if kind == "ente":
        return _parted(data, NAME)
    terms = data.get(_TERMS) if kind == "vocabolario" else None
    if isinstance(terms, list) and any(isinstance(term, dict) and NAME in term for term in terms):
        return {**data, _TERMS: [_parted(term, FIRST) if isinstance(term, dict) else term for term in terms]}
    return data


def written_as_before(wanted: Mapping[str, Any], before: Mapping[str, Any], kind: str) -> Mapping[str, Any]:
    """Return what a file shall hold with its names spelled as they are in the data of its text `before`."""
    if kind == "ente":
        return _joined(wanted, before, NAME)
    terms, known = wanted.get(_TERMS), before.get(_TERMS)
    if kind != "vocabolario" or not isinstance(terms, list) or not isinstance(known, list):
        return wanted
    spelled = {term.get(_CODE): term for term in known if isinstance(term, dict) and _is_spelling(term.get(NAME))}
    if not spelled:
        return wanted
    return {**wanted, _TERMS: [_joined(term, spelled.get(term.get(_CODE), {}), FIRST) for term in terms]}


def _is_spelling(value: Any) -> bool:
    return (
        isinstance(value, Mapping)
        and bool(value)
        and all(isinstance(name, str) and name.strip() for name in value.values())
        and all(_IS_LANGUAGE.match(language) for language in value)
    )


def _main(names: Mapping[str, Any]) -> str:
    """Return the language of the name that goes first: Italian, else the first that is written."""
    return FIRST if FIRST in names else next(iter(names))


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []


def _parted(data: dict[str, Any], key: str) -> dict[str, Any]:
    names = data.get(NAME)
    if not isinstance(names, Mapping) or not _is_spelling(names) or (key != NAME and data.get(key)):
        return data
    main = _main(names)
    there = _listed(data.get(OFFICIAL))
    known = {item.get(_IN) for item in there if isinstance(item, Mapping)}
    more = [{NAME: name, _IN: language} for language, name in names.items() if language not in {main, *known}]
    made = {(key if step == NAME else step): (names[main] if step == NAME else part) for step, part in data.items()}
    return {**made, **({OFFICIAL: [*there, *more]} if there or more else {})}


def _joined(wanted: Mapping[str, Any], before: Mapping[str, Any], key: str) -> Mapping[str, Any]:
    names = before.get(NAME)
    if not isinstance(names, Mapping) or not _is_spelling(names) or not isinstance(wanted.get(key), str):
        return wanted
    main, rest = _main(names), _listed(wanted.get(OFFICIAL))
    apart = {item.get(_IN) for item in _listed(before.get(OFFICIAL)) if isinstance(item, Mapping)}
    spelled = {main: wanted[key]}
    kept = []
    for item in rest:
        language = item.get(_IN) if isinstance(item, Mapping) else None
        if isinstance(language, str) and language in names and language not in {main, *apart} and len(item) == _TWO:
            spelled[language] = item[NAME]
        else:
            kept.append(item)
    in_order = {language: spelled[language] for language in names if language in spelled}
    made = {(NAME if step == key else step): (in_order if step == key else part) for step, part in wanted.items()}
    made.pop(OFFICIAL, None)
    return {**made, **({OFFICIAL: kept} if kept else {})}
