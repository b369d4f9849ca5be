"""Who does what where: themes by places, as a table, with what nobody is known to do yet."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final
from urllib.parse import urlencode

from generator import addresses
from generator.catalogue import ActivityEntry
from generator.catalogue.kinds import TERMS
from generator.matching.coverage import HERE, NOTHING, REACHED, Coverage
from generator.site.model import Site
from generator.site.parts.reach import reached_at

_MOST_ROWS: Final = 40
_SIZES: Final = (3, 6, 11, 21)
"""From how many activities a cell is darker."""


@dataclass(frozen=True, slots=True)
class Cell:
    """A theme in a place: how many activities, where to find them, how it is served, whether somebody is missed.

    `state` is one of `HERE`, `REACHED` and `NOTHING` of `matching.coverage`.
    """

    theme: str
    count: int
    size: int
    address: str
    state: str
    is_gap: bool


@dataclass(frozen=True, slots=True)
class Row:
    """A place with a cell for each theme."""

    place: str
    is_part: bool
    """Whether it is a part of a town."""
    has_page: bool
    total: int
    cells: Sequence[Cell]


@dataclass(frozen=True, slots=True)
class Gap:
    """A theme, the quarters where nobody is known to look after it, and the sister quarters where somebody does.

    `missing`, `present` and `covered` together are all the quarters of the towns.
    `ask` is an activity there whose people can tell how, in the quarters `asked_in`; None where nobody can be reached.
    """

    theme: str
    missing: Sequence[str]
    present: Sequence[str]
    around: Sequence[str]
    """Where somebody is missed, and the towns of these quarters."""
    covered: Sequence[str]
    """The other sister quarters: who is elsewhere comes there, or a network looks after it."""
    towns: Sequence[str]
    """The towns of these quarters, unless the catalogue is of that one."""
    ask: ActivityEntry | None
    asked_in: Sequence[str]


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

    @property
    def states(self) -> Sequence[str]:
        """The states that any of its cells is in, for the legend; a gap is told apart from what is only unknown."""
        found = {cell.state for row in self.rows for cell in row.cells if not cell.is_gap}
        return [state for state in (HERE, REACHED, NOTHING) if state in found]


def matrix_of_catalogue(site: Site) -> Matrix:
    """Towns, those with most activities first; the quarters of one that holds half of what is done come after it."""
    coverage = site.matching.coverage
    busiest = sorted(coverage.totals, key=lambda code: (-coverage.totals[code], code))
    towns = [code for code in busiest if site.catalogue.geography.is_town(code)]
    if towns and 2 * coverage.totals[towns[0]] >= len(site.catalogue.current_activities):
        towns[1:1] = _parts_of(towns[0], coverage, site)
    return _matrix(towns, site, coverage.gaps)


def matrix_of_town(site: Site, town: str) -> Matrix:
    """A town and its quarters."""
    coverage = site.matching.coverage
    places = [town, *_parts_of(town, coverage, site)]
    inside = set(places)
    return _matrix(places, site, [(theme, place) for theme, place in coverage.gaps if place in inside])


def _parts_of(town: str, coverage: Coverage, site: Site) -> list[str]:
    geography = site.catalogue.geography
    parts = [code for code in coverage.territories if geography.is_quarter(code) and geography.lies_in(code, town)]
    return sorted(parts, key=lambda code: (-coverage.totals.get(code, 0), site.words.label("territori", code)))


def _matrix(places: Sequence[str], site: Site, missed: Iterable[tuple[str, str]]) -> Matrix:
    """A row for each place and a column for each theme that any of them has; `missed` are the gaps written below."""
    coverage = site.matching.coverage
    every_gap = set(coverage.gaps)
    shown = places[:_MOST_ROWS]
    themes = [theme for theme in coverage.themes if any((theme, place) in coverage.within for place in shown)]
    rows = []
    for place in shown:
        cells = []
        for theme in themes:
            count = coverage.within.get((theme, place), 0)
            size = 1 + sum(count >= least for least in _SIZES)
            state, is_gap = coverage.state(theme, place), (theme, place) in every_gap
            cells.append(Cell(theme, count, size, search_address(theme, place), state, is_gap))
        is_part, has_page = site.catalogue.geography.is_quarter(place), place in site.holdings("territorio")
        rows.append(Row(place, is_part, has_page, coverage.totals.get(place, 0), cells))
    return Matrix(themes, rows, list(_gaps_by_theme(missed, coverage, site)), len(places) - len(shown))


def _gaps_by_theme(missed: Iterable[tuple[str, str]], coverage: Coverage, site: Site) -> Iterator[Gap]:
    """Group gaps by theme, and name the sister quarters that could tell how they do it, and who does it there."""
    geography = site.catalogue.geography
    by_theme: dict[str, list[str]] = {}
    for theme, place in missed:
        by_theme.setdefault(theme, []).append(place)
    for theme, missing in by_theme.items():
        beside = dict.fromkeys(sister for place in missing for sister in sorted(geography.sisters(place)))
        towns = dict.fromkeys(town for place in missing for town in sorted(geography.towns_around(place)))
        present = [sister for sister in beside if (theme, sister) in coverage.counts]
        covered = [sister for sister in beside if sister not in {*missing, *present}]
        told = () if all(site.is_at_home((place,)) for place in missing) else list(towns)
        ask = _whom_to_ask(site, theme, present)
        asked_in = [place for place in present if ask and place in ask.territories]
        yield Gap(theme, missing, present, [*missing, *towns], covered, told, ask, asked_in)


def _whom_to_ask(site: Site, theme: str, present: Sequence[str]) -> ActivityEntry | None:
    """Return the activity whose people could tell how they do what is missed elsewhere: what is most of this theme.

    It is done in one of the quarters that have it, and answers a number or a mailbox; of violence only who looks after
    it is asked.
    """
    known = (
        activity
        for activity in site.catalogue.current_activities
        if theme in activity.themes and not set(present).isdisjoint(activity.territories)
        if theme in activity.record.themes or not site.urgent.is_dangerous(activity)
        if reached_at(site, activity)
    )
    return min(known, key=lambda one: (list(one.themes).index(theme), len(one.themes), site.lot(one.id)), default=None)


def search_address(theme: str, place: str) -> str:
    """Return the address of a search for the activities of a theme in a place."""
    filters = {"genere": "attivita", TERMS["territorio"].facet: place, TERMS["tema"].facet: theme}
    return f"{addresses.page('search')}?{urlencode(filters)}"


def rows_for_table(coverage: Coverage) -> Iterator[tuple[str, str, int, int, str, bool]]:
    """Yield place, theme, activities of the place, activities within it, its state, and whether somebody is missed."""
    missed = set(coverage.gaps)
    order = {theme: number for number, theme in enumerate(coverage.themes)}
    pairs = {*coverage.within, *coverage.reached, *missed}
    for theme, place in sorted(pairs, key=lambda pair: (pair[1], order[pair[0]])):
        key = (theme, place)
        own, within = coverage.counts.get(key, 0), coverage.within.get(key, 0)
        yield place, theme, own, within, coverage.state(theme, place), key in missed
