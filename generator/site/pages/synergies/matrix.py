"""Who does what where: themes by places, as a table, with what nobody is known to do yet."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final
from urllib.parse import urlencode

from generator import addresses
from generator.catalogue.kinds import TERMS
from generator.matching.coverage import Coverage, sisters
from generator.site.model import Site

_MOST_ROWS: Final = 40
_PARTS: Final = frozenset({"quartiere", "municipio"})
_SIZES: Final = (3, 6, 11, 21)
"""From how many activities a cell is darker."""


@dataclass(frozen=True, slots=True)
class Cell:
    """A theme in a place: how many activities, where to find them, and whether somebody is missed."""

    theme: str
    count: int
    size: int
    address: str
    is_gap: bool


@dataclass(frozen=True, slots=True)
class Row:
    """A place with a cell for each theme."""

    place: str
    is_part: bool
    """Whether it is a part of a town."""
    total: int
    cells: Sequence[Cell]


@dataclass(frozen=True, slots=True)
class Gap:
    """A theme, the quarters where nobody is known to look after it, and the sister quarters where somebody does."""

    theme: str
    missing: Sequence[str]
    present: Sequence[str]


@dataclass(frozen=True, slots=True)
class Matrix:
    """Themes by places."""

    themes: Sequence[str]
    rows: Sequence[Row]
    gaps: Sequence[Gap]
    rest: int = 0
    """How many places are left out."""

    @property
    def shows_gaps(self) -> bool:
        """Tell whether any of its cells is a gap."""
        return any(cell.is_gap for row in self.rows for cell in row.cells)


def matrix_of_catalogue(site: Site) -> Matrix:
    """Towns, those with most activities first; the quarters of one that holds half of what is done come after it."""
    told = site.matching.coverage
    terms = site.catalogue.vocabularies["territori"].terms
    busiest = sorted(told.totals, key=lambda code: (-told.totals[code], code))
    towns = [code for code in busiest if code in terms and terms[code].level == "comune"]
    if towns and 2 * told.totals[towns[0]] >= len(site.catalogue.current_activities):
        towns[1:1] = _parts_of(towns[0], told, site)
    return _matrix(towns, site, told.gaps)


def matrix_of_town(site: Site, town: str) -> Matrix:
    """A town and its quarters."""
    told = site.matching.coverage
    places = [town, *_parts_of(town, told, site)]
    inside = set(places)
    return _matrix(places, site, [gap for gap in told.gaps if gap[1] in inside])


def _parts_of(town: str, told: Coverage, site: Site) -> list[str]:
    places = site.catalogue.vocabularies["territori"]
    found = [code for code in told.territories if places.terms[code].level in _PARTS and town in places.ancestors(code)]
    return sorted(found, key=lambda code: (-told.totals.get(code, 0), site.words.label("territori", code)))


def _matrix(places: Sequence[str], site: Site, gaps: Iterable[tuple[str, str]]) -> Matrix:
    told, missed = site.matching.coverage, list(gaps)
    shown = places[:_MOST_ROWS]
    themes = [theme for theme in told.themes if any((theme, place) in told.within for place in shown)]
    rows = [_row(place, themes, told, site) for place in shown]
    return Matrix(themes, rows, list(_gaps(missed, told, site)), len(places) - len(shown))


def _row(place: str, themes: Sequence[str], told: Coverage, site: Site) -> Row:
    term = site.catalogue.vocabularies["territori"].terms[place]
    missed = set(told.gaps)
    cells = [_cell(theme, place, told, is_gap=(theme, place) in missed) for theme in themes]
    return Row(place, term.level in _PARTS, told.totals.get(place, 0), cells)


def _cell(theme: str, place: str, told: Coverage, *, is_gap: bool) -> Cell:
    count = told.within.get((theme, place), 0)
    return Cell(theme, count, 1 + sum(count >= least for least in _SIZES), search_address(theme, place), is_gap)


def search_address(theme: str, place: str) -> str:
    """Return the address of a search for the activities of a theme in a place."""
    return f"{addresses.page('search')}?{urlencode({'genere': 'attivita', TERMS['territorio'].facet: place, TERMS['tema'].facet: theme})}"


def _gaps(missed: Iterable[tuple[str, str]], told: Coverage, site: Site) -> Iterator[Gap]:
    """Group gaps by theme, and name the sister quarters that could tell how they do it."""
    places = site.catalogue.vocabularies["territori"]
    by_theme: dict[str, list[str]] = {}
    for theme, place in missed:
        by_theme.setdefault(theme, []).append(place)
    for theme, missing in by_theme.items():
        beside = dict.fromkeys(sister for place in missing for sister in sorted(sisters(place, places)))
        yield Gap(theme, missing, [one for one in beside if (theme, one) in told.counts])


def rows_for_table(told: Coverage) -> Iterator[tuple[str, str, int, int, bool]]:
    """Yield place, theme, activities of the place, activities within it, and whether somebody is missed there."""
    missed = set(told.gaps)
    known: Mapping[tuple[str, str], int] = told.within
    order = {theme: at for at, theme in enumerate(told.themes)}
    for theme, place in sorted({*known, *missed}, key=lambda pair: (pair[1], order[pair[0]])):
        key = (theme, place)
        yield place, theme, told.counts.get(key, 0), known.get(key, 0), key in missed
