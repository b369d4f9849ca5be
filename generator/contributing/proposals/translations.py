"""Proposals about what a record says in other languages, whichever form it had when they were written.

Forms of today write `traduzioni/en/nome`; before, English stood under `in_inglese/nome`, other languages were items of
a list: `traduzioni/lingua=fr/nome`, and `traduzioni/+` added one.
"""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, Final
from urllib.parse import parse_qsl

from generator.contributing.proposals.proposal import ADD, Field, Proposal
from generator.records.translations import IN_ENGLISH, LANGUAGE, TRANSLATIONS, by_language

_ENGLISH: Final = "en"


def in_one_form(proposal: Proposal, data: Mapping[str, Any]) -> tuple[Proposal, Mapping[str, Any]]:
    """Return a proposal with the paths and values that it would have today, and the data of its record so too.

    Of a proposal that says nothing in other languages both stay as they are.
    """
    if not any(field.path[0] in {TRANSLATIONS, IN_ENGLISH} for field in proposal.fields):
        return proposal, data
    return replace(proposal, fields=tuple(map(_field, proposal.fields))), by_language(data)


def is_of_languages(field: Field) -> bool:
    """Tell whether a field changes what is said in another language: somebody who reads it has to look."""
    return not {TRANSLATIONS, IN_ENGLISH}.isdisjoint(field.path)


def _field(field: Field) -> Field:
    first, *rest = field.path
    if first == IN_ENGLISH:
        return replace(field, path=(TRANSLATIONS, _ENGLISH, *rest))
    if first != TRANSLATIONS:
        return field
    if not rest:
        return replace(field, before=_mapping(field.before), after=_mapping(field.after))
    if rest == [ADD] and isinstance(field.after, dict):
        language = field.after.get(LANGUAGE)
        return (
            replace(field, path=(TRANSLATIONS, language), after=_without_language(field.after)) if language else field
        )
    named = dict(parse_qsl(rest[0])) if "=" in rest[0] else {}
    if set(named) != {LANGUAGE}:
        return field
    before, after = (_without_language(value) if len(rest) == 1 else value for value in (field.before, field.after))
    return replace(field, path=(TRANSLATIONS, named[LANGUAGE], *rest[1:]), before=before, after=after)


def _mapping(value: Any) -> Any:
    return by_language({TRANSLATIONS: value})[TRANSLATIONS] if isinstance(value, list) else value


def _without_language(value: Any) -> Any:
    return {key: part for key, part in value.items() if key != LANGUAGE} if isinstance(value, dict) else value
