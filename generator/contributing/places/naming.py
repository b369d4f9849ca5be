"""Which boundary is whose: by the code of the place, its ISTAT code, or its name, in whatever property says it.

Every office calls its columns as it likes (`DENOMINAZI`, `quartiere`, `PRO_COM_T`), so the column is not asked for by
name: it is the one by which most places are found. A column that says the same of all (the town of each quarter) finds
one place only.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from generator.catalogue.vocabularies import Vocabulary
from generator.checking.spelling import folded
from generator.reading.boundaries import Feature
from generator.records.vocabulary import Term

_STREET: Final = "via"
_TOWN: Final = "comune"
_ISTAT_DIGITS: Final = 6
_BEFORE_NAMES: Final = re.compile(
    r"^(?:comune|citta|quartiere|rione|frazione|localita|municipio|circoscrizione|zona|provincia|regione)"
    r"(?:_(?:di|del|della|dei|degli|d))?_(?=.)"
)


@dataclass(frozen=True, slots=True)
class Named:
    """What was found: features by code of the place, what is of no place, and what may be of several."""

    column: str
    """The property that says whose each is; empty where none does."""
    places: Mapping[str, Sequence[Feature]]
    strangers: tuple[str, ...]
    """What the features say that are of no place of the catalogue."""
    doubtful: tuple[str, ...]
    """What they say that two places are called."""


def named(features: Sequence[Feature], places: Vocabulary, among: Iterable[str], column: str = "") -> Named:
    """Tell whose each feature is.

    Args:
        features: What a file holds.
        places: The places of the catalogue.
        among: The codes of those that are looked for.
        column: The property that says it; where nobody names it, the one by which most places are found.
    """
    known = _known(places, among)
    columns = [column] if column else list(dict.fromkeys(key for feature in features for key in feature.properties))
    found = [_by(name, features, known) for name in columns]
    return max(found, key=lambda one: len(one.places), default=Named("", {}, (), ()))


def _by(column: str, features: Sequence[Feature], known: Mapping[str, frozenset[str]]) -> Named:
    places: dict[str, list[Feature]] = {}
    strangers, doubtful = list[str](), list[str]()
    for feature in features:
        said = _said(feature.properties.get(column))
        codes = next((known[form] for form in _forms(said) if form in known), frozenset[str]())
        if len(codes) == 1:
            places.setdefault(next(iter(codes)), []).append(feature)
        elif said:
            (doubtful if codes else strangers).append(said)
    return Named(column, places, tuple(dict.fromkeys(strangers)), tuple(dict.fromkeys(doubtful)))


def _said(value: Any) -> str:
    """Return what a property says as a text: spreadsheets make numbers of codes."""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return str(value).strip()[:120] if isinstance(value, str | int) and not isinstance(value, bool) else ""


def _forms(said: str) -> Iterator[str]:
    """Yield the ways in which a text may stand for a place: as it is, as an ISTAT code, as a name without its kind."""
    if said.isdigit():
        yield f"istat {said.zfill(_ISTAT_DIGITS)}"
        return
    yield f"code {said}"
    yield folded(said)
    yield _BEFORE_NAMES.sub("", folded(said))


def _known(places: Vocabulary, among: Iterable[str]) -> Mapping[str, frozenset[str]]:
    known: dict[str, set[str]] = {}
    for code in among:
        term = places.terms[code]
        if term.level != _STREET:
            for form in _names_of(term):
                known.setdefault(form, set()).add(code)
    return {form: frozenset(codes) for form, codes in known.items()}


def _names_of(term: Term) -> Iterator[str]:
    yield f"code {term.code}"
    if term.istat and term.level == _TOWN:
        yield f"istat {term.istat}"
    yield from (folded(name) for name in (*term.labels.values(), *term.other_words))
