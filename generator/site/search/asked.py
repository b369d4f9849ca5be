"""What a search reads in words before it looks for records: needs, what cannot wait, choices that were typed.

Needs are those of `/ho-bisogno/`, each with the words that lead to its page. The choices are in
`packaged/search_filters.yml`; the browser reads them in `browser/asked.js`.
"""

from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any, Final

import yaml

from generator import addresses
from generator.catalogue import ActivityEntry
from generator.catalogue.answers import needs_of
from generator.catalogue.opening_times import PARTS_OF_DAY as DAY_PARTS
from generator.catalogue.opening_times import Conventions, Timetable, falls_in
from generator.records.vocabulary import Term, label_of
from generator.site import packaged
from generator.site.model import Site

AGES: Final[Mapping[str, tuple[int, int]]] = {
    "bambini": (0, 11),
    "ragazzi": (12, 17),
    "adulti": (18, 64),
    "anziani": (65, 120),
}
"""Bands of the facet `eta`, in years: those of the vocabulary of people."""
WAYS_IN: Final = "accesso"
COST_UNSAID: Final = "costo_non_scritto"
ACCESS_UNSAID: Final = "accesso_non_scritto"
"""Values of the facet `accesso` of what says nothing of its cost, or of who can get in: many sources do not."""
COSTS: Final = ("gratuito", "contributo", "a_pagamento")
PART_OF_DAY: Final = "fascia"
PARTS_OF_DAY: Final = (*DAY_PARTS, "fine_settimana")
"""Values of the facet `fascia`."""
_SATURDAY: Final = 5


def needs_searched(site: Site) -> list[dict[str, Any]]:
    """Return each need: `label`, `address`, the `names` that lead to it, `urgent` words, and its `numbers`.

    A number is what it is called and what is dialled, then who answers; all words are in lower case.
    """
    lang = site.texts.lang
    return [
        {
            "code": need.code,
            "label": label_of(need, lang),
            "address": addresses.need(need.code),
            "names": words_of_need(need),
            "urgent": [word.lower() for word in need.urgent_words],
            "numbers": [
                [number.number, number.href, site.words.urgent(number)] for number in site.urgent.of_need(need)
            ],
        }
        for need in needs_of(site.catalogue)
    ]


def words_of_need(need: Term) -> list[str]:
    """Return the words that lead to a need, in lower case: its labels, and how people say it."""
    words = filter(None, (*need.labels.values(), *need.other_words, *need.searched))
    return list(dict.fromkeys(word.lower() for word in words))


def numbers_at_once(site: Site) -> list[list[str]]:
    """Return the numbers to show where nothing was found, as those of `needs_searched`."""
    return [[number.number, number.href, site.words.urgent(number)] for number in site.urgent.numbers]


def choices_typed(site: Site) -> list[dict[str, Any]]:
    """Return the choices that may be typed, with `facet`, `value`, `label` and `names`, or `years` of age.

    What no record carries can be typed as well: search says that none does.
    """
    ages = [
        {"facet": "eta", "value": band, "label": site.texts(f"search.age_{band}"), "names": [], "years": [least, most]}
        for band, (least, most) in AGES.items()
    ]
    return [*(_choice(site, facet, value, names) for facet, value, names in _typed(site)), *ages]


def doubts(site: Site) -> dict[str, list[str]]:
    """Return, by choice of the facet `accesso`, the value of what says nothing of it, then those that deny it."""
    free, *costly = COSTS
    ways_in = site.catalogue.vocabularies["accessibilita"].terms
    return {free: [COST_UNSAID, *costly]} | {code: [ACCESS_UNSAID] for code in ways_in}


def unsaid_labels(site: Site) -> dict[str, str]:
    """Return what is said of records that do not say what they cost, or who can get in."""
    return {COST_UNSAID: site.texts("search.cost_unsaid"), ACCESS_UNSAID: site.texts("search.access_unsaid")}


def parts_of_day(activity: ActivityEntry) -> list[str]:
    """Return the values of the facet `fascia`: when in the day, and on which side of the week, it can be gone to."""
    schedule = activity.record.schedule
    if schedule is None:
        return []
    slots = Timetable.of(schedule, Conventions()).slots
    parts = {part for part in DAY_PARTS for slot in slots if falls_in(slot.start, slot.end, part)}
    if any(day >= _SATURDAY for slot in slots for day in slot.days):
        parts.add("fine_settimana")
    return [part for part in PARTS_OF_DAY if part in parts]


def _typed(site: Site) -> Iterator[tuple[str, str, list[str]]]:
    own = _packaged()
    terms = {term.code: term for term in site.catalogue.vocabularies["accessibilita"]}
    for facet, values in own.items():
        for value, names in values.items():
            term = terms.get(value) if facet == WAYS_IN else None
            yield facet, value, [*names, *(_names(term) if term else ())]
    for code, term in terms.items():
        if code not in own[WAYS_IN] and term.searched:
            yield WAYS_IN, code, _names(term)


def _names(term: Term) -> list[str]:
    return [word.lower() for word in filter(None, (term.it, *term.searched))]


def _choice(site: Site, facet: str, value: str, names: list[str]) -> dict[str, Any]:
    if facet == PART_OF_DAY:
        label = site.texts(f"search.part_{value}")
    elif value in site.catalogue.vocabularies["accessibilita"].terms:
        label = site.words.label("accessibilita", value)
    else:
        label = site.words.choice("cost", value)
    return {"facet": facet, "value": value, "label": label, "names": list(dict.fromkeys(names))}


@cache
def _packaged() -> dict[str, dict[str, list[str]]]:
    content: dict[str, dict[str, list[str]]] = yaml.safe_load(packaged("search_filters.yml").read_text("utf-8"))
    return content


@cache
def common_words() -> list[str]:
    """Return common words of Italian, which are no slip of another word that the catalogue knows."""
    lines = packaged("common_words.txt").read_text("utf-8").splitlines()
    return sorted({word for line in lines if not line.startswith("#") for word in line.split()})
