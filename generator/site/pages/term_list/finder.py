"""«In che via abiti?»: the streets and houses of each place, which lead who knows no quarter by name to theirs.

Streets are those that the vocabulary of places holds (words that are searched, places of the level `via`) and those
where something is done. A field for streets stands only where most of the places one can live in know some.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from generator import addresses
from generator.site.model import Chip, Site
from generator.site.parts.venues import public_venues

_STREET: Final = re.compile(
    r"(?:via|viale|vicolo|vico|piazz\w+|piazza|corso|largo|salita|discesa|strada|stradone|calle|campo|contrada"
    r"|borgata|lungo\w+|rampa|scalinata|galleria|sentiero|traversa|chiasso|fondamenta|circonvallazione)\b.",
    re.IGNORECASE,
)
"""What the name of a street begins with."""
_NUMBER: Final = re.compile(r"[\s,]+(?:n\.?\s*)?(?:\d.*|s\.?\s?n\.?\s?c\.?)$", re.IGNORECASE)
"""The number of a house, or that it has none, at the end of an address."""
_SOME: Final = 3
"""A place knows its streets if it knows so many."""
_MOST: Final = 0.75
"""So many of the places one can live in know theirs where a street is asked for."""
_LONG: Final = 12
"""More places than these are looked for by their names, even where no street is known."""
_LONGEST: Final = 400
"""A list of more places is for the search."""


@dataclass(frozen=True, slots=True)
class Findable:
    """A place, and what leads to it: its streets first, then houses and other words for it."""

    code: str
    label: str
    address: str
    names: Sequence[str]


@dataclass(frozen=True, slots=True)
class Finder:
    """What a field finds; `example` is a street that it knows, empty where none is asked for."""

    places: Sequence[Findable]
    example: str


def finder(site: Site, lived_in: Sequence[Chip], others: Iterable[Chip]) -> Finder | None:
    """Return the field by which somebody finds the place they live in; None where it would hardly find one.

    Args:
        site: Whose places these are.
        lived_in: Quarters, or towns where no quarter is known: of these a street is asked.
        others: The other places one may mean, the nearest first.
    """
    at_hand = {chip.code for chip in lived_in}
    chips = [*lived_in, *(chip for chip in others if chip.code not in at_hand)]
    if len(chips) > _LONGEST:
        return None
    on = _where_something_is(site)
    found = {chip.code: _names(site, chip, on) for chip in chips}
    streets = {code: [name for name in names if _STREET.match(name)] for code, names in found.items()}
    known = [chip.code for chip in lived_in if len(streets[chip.code]) >= _SOME]
    asks = bool(lived_in) and len(known) >= _MOST * len(lived_in)
    if not asks and len(chips) <= _LONG:
        return None
    shown = [
        Findable(chip.code, chip.label, addresses.term("territorio", chip.code), found[chip.code]) for chip in chips
    ]
    return Finder(shown, min(streets[known[0]], key=len) if asks else "")


def _names(site: Site, chip: Chip, on: Mapping[str, Iterable[str]]) -> list[str]:
    """Return what leads to a place: what it and the streets in it are called, streets first, each in its order."""
    vocabulary = site.catalogue.vocabularies["territori"]
    inside = [site.words.label("territori", code) for code in vocabulary.children.get(chip.code, ())]
    within = [name for name in inside if _STREET.match(name)]
    term = vocabulary.terms[chip.code]
    names = (*within, *term.searched, *term.other_words, *on.get(chip.code, ()))
    once = {name.casefold(): name for name in reversed(names) if name.casefold() != chip.label.casefold()}
    return sorted(once.values(), key=lambda name: (not _STREET.match(name), name.casefold()))


def _where_something_is(site: Site) -> Mapping[str, Iterable[str]]:
    """Return the streets and houses where something is done, by place; of what is kept from sight none."""
    found: dict[str, dict[str, None]] = {}
    for activity in site.activities:
        for venue in public_venues(activity):
            alone = activity.territories[0] if len(activity.territories) == 1 else ""
            names = found.setdefault(venue.territory or alone, {})
            names.update(dict.fromkeys(filter(None, (_NUMBER.sub("", venue.address or ""), venue.name))))
    return found
