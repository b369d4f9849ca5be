"""Coverage: which themes are looked after where, and where a quarter lacks what its sister quarters have."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from generator.catalogue import Catalogue
from generator.weaving.facets import Relations

_SISTERS: Final = 2
"""A theme that at least so many quarters of a town have is missed by the others."""


@dataclass(frozen=True, slots=True)
class Coverage:
    """Activities that are not over, by theme and place."""

    themes: tuple[str, ...]
    """Themes in use, in the order of the vocabulary."""
    territories: tuple[str, ...]
    """Places in use and the quarters of their towns, in the order of the vocabulary."""
    counts: Mapping[tuple[str, str], int]
    """(theme, place) → activities of that place itself; pairs without any are left out."""
    gaps: tuple[tuple[str, str], ...]
    """(theme, quarter) where nothing happens, nor anything of the whole town, though sister quarters have it."""


def coverage(catalogue: Catalogue) -> Coverage:
    """Count current activities by theme and place and find the gaps."""
    counts: dict[tuple[str, str], int] = {}
    for one in catalogue.current_activities:
        for theme in one.themes:
            for place in one.territories:
                counts[theme, place] = counts.get((theme, place), 0) + 1
    relations = Relations(catalogue.vocabularies)
    places = catalogue.vocabularies["territori"]
    towns = {town for _, place in counts for town in (place, *relations.towns(place))}
    used = {place for _, place in counts} | {code for code in places.terms if relations.towns(code) & towns}
    themes = tuple(code for code in catalogue.vocabularies["temi"].terms if any(code == theme for theme, _ in counts))
    territories = tuple(code for code in places.terms if code in used)
    gaps = tuple(
        (theme, place) for theme in themes for place in territories if _is_gap(theme, place, counts, catalogue)
    )
    return Coverage(themes, territories, counts, gaps)


def _is_gap(theme: str, place: str, counts: Mapping[tuple[str, str], int], catalogue: Catalogue) -> bool:
    places = catalogue.vocabularies["territori"]
    if places.terms[place].level not in {"quartiere", "municipio"}:
        return False
    if any((theme, code) in counts for code in (place, *places.ancestors(place), *places.children.get(place, ()))):
        return False
    sisters = {sister for parent in places.parents(place) for sister in places.children.get(parent, ())}
    return sum((theme, sister) in counts for sister in sisters) >= _SISTERS
