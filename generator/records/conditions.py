"""Conditions between the keys of one mapping (`x-richiede`): a small closed language, walked in two languages.

A condition is a plain mapping: `se` says when it holds (`{key: wanted}`, all of them), one clause says what then
must be true, `codice` which message says so. What may be wanted of a key: a list of codes, `presente`,
`assente`, or `sì`. Keys may lead inside: `indicatori.fonte` is the `fonte` of any item of `indicatori`.

| clause    | holds when                                                             |
|-----------|------------------------------------------------------------------------|
| `serve`   | at least one of these keys is there                                    |
| `vieta`   | none of these keys is there, known or unknown                          |
| `ordine`  | the first key is not after the second: ages, or dates of any precision |
| `passata` | this date is not over                                                  |
| `futura`  | this date is not still to come                                         |
| `formato` | each key has the format named beside it (the format has its own code)  |
| `domanda` | each place of this key that has a street says whether it is `riservato` |
| `quieto`  | where the second key is there, no place of the first is `riservato`    |
| `parole`  | the words of the other keys do not speak of another kind than the first |
"""

from typing import Any, Final

from pydantic import ConfigDict

CLAUSES: Final = ("serve", "vieta", "ordine", "passata", "futura", "formato", "domanda", "quieto", "parole")

Condition = dict[str, Any]
Wanted = str | list[str]

PRESENT: Final = "presente"
ABSENT: Final = "assente"
YES: Final = "sì"


def conditions(*every: Condition) -> ConfigDict:
    """Configure a model so that its schema carries these conditions."""
    return ConfigDict(json_schema_extra={"x-richiede": list(every)})


def needs(code: str, *keys: str, when: dict[str, Wanted] | None = None) -> Condition:
    """At least one of `keys` must be there."""
    return _condition(code, "serve", list(keys), when)


def forbids(code: str, *keys: str, when: dict[str, Wanted] | None = None) -> Condition:
    """None of `keys` may be there."""
    return _condition(code, "vieta", list(keys), when)


def ordered(code: str, first: str, last: str) -> Condition:
    """`first` may not come after `last`."""
    return _condition(code, "ordine", [first, last], None)


def not_over(code: str, key: str, when: dict[str, Wanted] | None = None) -> Condition:
    """The date in `key` may not be in the past."""
    return _condition(code, "passata", key, when)


def not_yet(code: str, key: str) -> Condition:
    """The date in `key` may not be in the future."""
    return _condition(code, "futura", key, None)


def asks(code: str, places: str, when: dict[str, Wanted]) -> Condition:
    """Each of `places` that has a street must say whether it is a protected one."""
    return _condition(code, "domanda", places, when)


def discreet(code: str, places: str, key: str) -> Condition:
    """`key` may not be there where one of `places` is protected."""
    return _condition(code, "quieto", [places, key], None)


def agrees(code: str, kinds: str, name: str, text: str) -> Condition:
    """The words of `name` and `text` may not speak of another kind of activity than `kinds`."""
    return _condition(code, "parole", [kinds, name, text], None)


def shaped(key: str, format_name: str, when: dict[str, Wanted]) -> Condition:
    """`key` has a format that depends on other keys."""
    return {"se": when, "formato": {key: format_name}}


def _condition(code: str, clause: str, value: Any, when: dict[str, Wanted] | None) -> Condition:
    given = {"se": when} if when else {}
    return {"codice": code, **given, clause: value}
