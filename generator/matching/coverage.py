"""Coverage: which themes, publics and kinds are looked after where, and where a quarter lacks what its sisters have.

Counts are of what records say in their facets, so that they agree with the lists. What words alone say («il venerdì
siamo al Mulino», «in tutta la città») never counts: but nobody is missed where somebody writes to come.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from generator.catalogue import ActivityEntry, Catalogue, Geography, NetworkEntry, Vocabulary
from generator.matching.networks import going_on
from generator.records.vocabulary import label_of

HERE: Final = "here"
REACHED: Final = "reached"
NOTHING: Final = "nothing"

_SISTERS: Final = 2
"""A theme that at least so many quarters of a town have is missed by the others."""
_EVERYBODY: Final = "tutti"
"""What is for everybody is for nobody in particular: it serves no public."""
_ALL_OVER: Final = re.compile(
    r"\b(?:tutt[ao] (?:la città|il (?:comune|paese|territorio comunale))"
    r"|(?:ogni|qualunque|qualsiasi|tutti i|tutte le)"
    r" (?:quartier[ei]|frazion[ei]|zon[ae]|rion[ei]|borgat[ae]|contrad[ae]))\b",
    re.IGNORECASE,
)
_BEFORE: Final = (
    r"\b(?:(?:a|ad|da|in|e|anche|presso|fino a) "
    r"|(?:a|da|ne|su|de)(?:l|llo|lla|i|gli|lle) |(?:a|da|ne|su|de)ll['’])"
)
_NO_NAME: Final = frozenset(
    {
        *("Borgo", "Campo", "Casa", "Case", "Castel", "Centro", "Città", "Colle", "Corso", "Monte", "Nuova", "Nuovo"),
        *("Parco", "Piazza", "Polo", "Ponte", "Porta", "Quartiere", "Rione", "San", "Santa", "Sant", "Santi", "Santo"),
        *("Stazione", "Torre", "Valle", "Vecchia", "Vecchio", "Via", "Villa", "Villaggio", "Zona"),
    }
)
"""First words of quarters that are no names: «Mulino Vecchio» is called Mulino too, «Porta Nuova» never Porta."""

Counts = Mapping[tuple[str, str], int]
"""(theme, place) → activities; pairs without any are left out."""


@dataclass(frozen=True, slots=True)
class Coverage:
    """Activities that are not over, by theme and place; `theme` is a public or a kind where these were asked for."""

    themes: tuple[str, ...]
    """Themes in use, in the order of the vocabulary."""
    territories: tuple[str, ...]
    """Places in use and the quarters of their towns, in the order of the vocabulary."""
    counts: Counts
    """Activities of a place itself."""
    within: Counts
    """Activities of a place and of all that lies in it, each once."""
    totals: Mapping[str, int]
    """Place → activities of the place and of all that lies in it, each once."""
    reached: frozenset[tuple[str, str]]
    """(theme, place) that only what covers the place serves (its town, its district, its region), or what is done
    elsewhere and says in its words that it comes."""
    gaps: tuple[tuple[str, str], ...]
    """(theme, quarter) that nothing serves and no network looks after, though sister quarters have it."""

    def state(self, theme: str, place: str) -> str:
        """Return how a theme is looked after in a place: `HERE`, `REACHED` by a wider service only, or `NOTHING`."""
        if (theme, place) in self.within:
            return HERE
        return REACHED if (theme, place) in self.reached else NOTHING


def coverage(catalogue: Catalogue, scheme: str = "temi") -> Coverage:
    """Count current activities by theme and place and find the gaps; or by `destinatari`, or by `tipi_attivita`."""
    counts: dict[tuple[str, str], int] = {}
    within: dict[tuple[str, str], int] = {}
    totals: dict[str, int] = {}
    written: set[tuple[str, str]] = set()
    words, publics = _Written(catalogue), _publics(catalogue.vocabularies["destinatari"])
    geography = catalogue.geography
    for activity in catalogue.current_activities:
        places = geography.with_wholes(activity.territories)
        for place in places:
            totals[place] = totals.get(place, 0) + 1
        codes = _codes_of(activity, scheme, publics)
        written.update((code, place) for place in words.places(activity) for code in codes)
        for code in codes:
            for place in activity.territories:
                counts[code, place] = counts.get((code, place), 0) + 1
            for place in places:
                within[code, place] = within.get((code, place), 0) + 1
    territories = _places_to_look_at({place for _, place in counts}, catalogue)
    used = {code for code, _ in counts}
    in_use = tuple(code for code in catalogue.vocabularies[scheme].terms if code in used)
    wider = written.union(counts)
    reached = frozenset(
        (code, place)
        for place in territories
        for code in in_use
        if (code, place) not in within
        and ((code, place) in written or any((code, whole) in wider for whole in geography.wholes(place)))
    )
    served = {*within, *reached}
    looked_after = _looked_after(catalogue, scheme)
    gaps = tuple(
        (code, place)
        for code in in_use
        for place in territories
        if (code, place) not in served and _is_missed(code, place, counts, geography)
        if looked_after.isdisjoint(
            (code, around) for around in (place, *geography.wholes(place), *geography.inside(place))
        )
    )
    return Coverage(in_use, territories, counts, within, totals, reached, gaps)


def _codes_of(activity: ActivityEntry, scheme: str, publics: Mapping[str, frozenset[str]]) -> frozenset[str]:
    """Return the themes or kinds of an activity, or its publics with those that they hold and those that hold them."""
    if scheme == "temi":
        return frozenset(activity.themes)
    if scheme == "tipi_attivita":
        return frozenset(activity.record.kinds)
    return frozenset[str]().union(*(publics.get(code, frozenset()) for code in activity.audiences))


def _publics(vocabulary: Vocabulary) -> Mapping[str, frozenset[str]]:
    """Return each public with those that it holds and those that hold it; everybody is none."""
    akin: dict[str, set[str]] = {code: {code} for code in vocabulary.terms}
    for code in vocabulary.terms:
        for wider in vocabulary.ancestors(code):
            akin[code].add(wider)
            akin.setdefault(wider, {wider}).add(code)
    return {code: frozenset(others - {_EVERYBODY}) for code, others in akin.items() if code != _EVERYBODY}


class _Written:
    """The places that the words of activities name; what finds the quarters of a town is made once for the town."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._geography = catalogue.geography
        self._terms = catalogue.vocabularies["territori"].terms
        self._quarters: dict[str, tuple[re.Pattern[str], Mapping[str, str]]] = {}

    def places(self, activity: ActivityEntry) -> Iterator[str]:
        """Yield the quarters of its towns that an activity names, and the town where it says «in ogni quartiere»."""
        text = activity.record.description or ""
        for town in sorted({self._geography.town(place) for place in activity.territories} - {""}):
            whole = label_of(self._terms[town], "it")
            if _ALL_OVER.search(text) or f"tutta {whole}" in text:
                yield town
            if town not in self._quarters:
                self._quarters[town] = self._names(town)
            names, quarter_of = self._quarters[town]
            yield from (quarter_of[name] for name in names.findall(text))

    def _names(self, town: str) -> tuple[re.Pattern[str], Mapping[str, str]]:
        """Return what finds a quarter named as one goes there («al Mulino», «all'Isola»; «un mulino» is none)."""
        labels = {quarter: label_of(self._terms[quarter], "it") for quarter in self._geography.quarters(town)}
        firsts = Counter(label.partition(" ")[0] for label in labels.values())
        quarter_of: dict[str, str] = {}
        for quarter, label in labels.items():
            first = label.partition(" ")[0]
            short = (first,) if firsts[first] == 1 and first not in _NO_NAME else ()
            names = (label, *self._terms[quarter].aliases, *short)
            quarter_of.update((name, quarter) for name in names if name[:1].isupper())
        longest_first = sorted(quarter_of, key=lambda name: (-len(name), name))
        found = "|".join(map(re.escape, longest_first)) or r"(?!)"
        return re.compile(rf"{_BEFORE}({found})(?!\w)"), quarter_of


def _looked_after(catalogue: Catalogue, scheme: str) -> frozenset[tuple[str, str]]:
    """Return (theme, place) of networks: who looks after a theme is somebody, though no activity is listed there."""
    to_meet = going_on(catalogue)
    current = (network for network in catalogue.networks.values() if network.id in to_meet)

    def codes(network: NetworkEntry) -> Iterable[str]:
        own = {"temi": network.record.themes, "destinatari": network.record.audiences}
        return own.get(scheme, ())

    return frozenset((code, place) for network in current for code in codes(network) for place in network.territories)


def _places_to_look_at(used: set[str], catalogue: Catalogue) -> tuple[str, ...]:
    """Return the places in use, and the other parts of every town that one of them is, or is a part of."""
    towns_around = catalogue.geography.towns_around
    towns = {town for place in used for town in (place, *towns_around(place))}
    return tuple(
        place for place in catalogue.vocabularies["territori"].terms if place in used or towns_around(place) & towns
    )


def _is_missed(theme: str, place: str, counts: Counts, geography: Geography) -> bool:
    if not geography.is_quarter(place):
        return False
    return sum((theme, sister) in counts for sister in geography.sisters(place)) >= _SISTERS


def sisters(place: str, places: Vocabulary) -> set[str]:
    """Return `geography.sisters`, for pages that still ask here."""
    return set(Geography(places).sisters(place))
