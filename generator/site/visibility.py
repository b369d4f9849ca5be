"""Who is seen: how often each body comes among the first of pages, lists and searches, the small against the large.

A thousand draws, on as many days as a year has: a first page, a list, a search by choices, in turn. A body is seen
where something that it runs is among the first of them. What size a body is only its record says (`dimensione`), or the
people it pays (`persone`), as recommendation 2003/361/EC counts them; of the others nothing is guessed. It is measured
for who runs the catalogue, published, and held in bounds by a test on the example town: the rule that keeps it there is
that of `turns.py`.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from heapq import nsmallest
from typing import Any, Final

from generator.catalogue import ActivityEntry
from generator.catalogue.kinds import TERMS
from generator.records import Organization
from generator.site.model import Site
from generator.site.pages.home.page import SHOWN, rank_of
from generator.site.turns import Turn, drawn, lot, turns

DRAWS: Final = 1000
FIRST: Final = 10
"""So many of a list are looked at by who does not go on."""
FEWEST: Final = 3
"""Of fewer small bodies, or of fewer large ones, a mean says nothing."""
MOST: Final = 2000
"""Activities beyond which a build does not measure: `intreccio visibility` does."""
LEAST_RATIO: Final = 0.8
MOST_RATIO: Final = 1.25
"""What the ratio is held between, on the example town."""

_DAYS: Final = 365
_SURFACES: Final = ("home", "list", "search")
_SMALL: Final = frozenset({"micro", "piccola"})
_FEW_PAID: Final = 50
"""Paid people from which on an enterprise is no longer small (2003/361/EC, annex, art. 2)."""
_BYTES: Final = 6


@dataclass(frozen=True, slots=True)
class Seen:
    """Bodies of one size: how many, how often one of them is seen and how many activities it runs, in the mean."""

    bodies: int
    times: float
    activities: float


@dataclass(frozen=True, slots=True)
class Visibility:
    """What was measured; `others` are the bodies whose size nobody wrote."""

    draws: int
    small: Seen
    large: Seen
    others: Seen
    by_body: Sequence[tuple[str, str, int]]
    """Id, size (`small`, `large` or empty) and times of each body, the least seen first."""

    @property
    def is_known(self) -> bool:
        """Tell whether enough bodies say their size."""
        return min(self.small.bodies, self.large.bodies) >= FEWEST

    @property
    def ratio(self) -> float:
        """How often a small body is seen for each time that a large one is."""
        return self.small.times / self.large.times if self.large.times else 0.0

    @property
    def bodies(self) -> int:
        """Return how many bodies were looked at."""
        return self.small.bodies + self.large.bodies + self.others.bodies

    @property
    def is_mostly_silent(self) -> bool:
        """Tell whether most bodies do not say their size: what the others show then answers for few."""
        return 2 * self.others.bodies > self.bodies

    @property
    def is_silence_seen_least(self) -> bool:
        """Tell whether those that do not say their size are seen less than all others."""
        return self.others.times < min(self.small.times, self.large.times)


def measured(site: Site) -> Visibility | None:
    """Measure where a build has the time, and enough bodies say their size."""
    # Who says a size is known before a page is drawn.
    is_known = len(site.activities) <= MOST and _counted(site, Counter(), draws=0).is_known
    return measure(site) if is_known else None


def measure(site: Site, draws: int = DRAWS) -> Visibility:
    """Draw pages, and count whom they show."""
    lists = list(_lists(site))
    seen = Counter[str]()
    of_day: dict[date, tuple[dict[str, Turn], dict[str, Any]]] = {}
    for number in range(draws):
        day = site.catalogue.today + timedelta(days=number * _DAYS // draws)
        if day not in of_day:
            turn_of = dict(turns(site.activities, day))
            ranks = {entry.id: rank_of(site, entry, day, turn_of[entry.id]) for entry in site.activities}
            of_day = {day: (turn_of, ranks)}
        first = _shown(site, lists, number, day, *of_day[day])
        seen.update({activity.operator.id for activity in first})
    return _counted(site, seen, draws)


def size_of(body: Organization) -> str:
    """Tell the size of a body, `small` or `large`, as its record says; empty where it does not."""
    if body.size:
        return "small" if body.size in _SMALL else "large"
    paid = [year.workers for year in body.people if year.workers is not None]
    if not paid:
        return ""
    return "small" if paid[-1] < _FEW_PAID else "large"


def _counted(site: Site, seen: Counter[str], draws: int) -> Visibility:
    runners = Counter(activity.operator.id for activity in site.activities)
    bodies = [
        (body.id, size_of(body.record), seen[body.id]) for body in site.current_organizations if body.id in runners
    ]

    def mean(size: str) -> Seen:
        times = [number for _, own, number in bodies if own == size]
        run = [runners[body] for body, own, _ in bodies if own == size]
        return Seen(len(times), sum(times) / (len(times) or 1), sum(run) / (len(run) or 1))

    ordered = sorted(bodies, key=lambda body: (body[2], body[0]))
    return Visibility(draws, mean("small"), mean("large"), mean(""), ordered)


def _lists(site: Site) -> Iterator[Sequence[ActivityEntry]]:
    """Yield what lists and choices hold: all activities, and those of each theme, place, people and kind."""
    yield site.activities
    for kind in TERMS:
        yield from (held.activities for held in site.holdings(kind).values() if held.activities)


def _shown(
    site: Site,
    lists: Sequence[Sequence[ActivityEntry]],
    number: int,
    day: date,
    turn_of: dict[str, Turn],
    ranks: dict[str, Any],
) -> Iterable[ActivityEntry]:
    """Return what one draw shows first; `ranks` are those of the first page."""
    surface = _SURFACES[number % len(_SURFACES)]
    if surface == "home":
        return drawn(
            site.activities,
            lambda activity: site.words.family(activity.themes),
            lambda activity: ranks[activity.id],
            SHOWN,
        )
    held = lists[_chosen(site, number, "one", len(lists))]
    if surface == "list":
        return nsmallest(FIRST, held, key=lambda activity: (site.rank(activity), turn_of[activity.id]))
    other = {activity.id for activity in lists[_chosen(site, number, "other", len(lists))]}
    found = [activity for activity in held if activity.id in other] or held
    # A search knows the turns of what it found alone.
    own = turns(found, day)
    return nsmallest(FIRST, found, key=lambda activity: (site.reachable(activity), own[activity.id]))


def _chosen(site: Site, number: int, what: str, count: int) -> int:
    return int.from_bytes(lot(site.catalogue.today, f"{number} {what}")[:_BYTES]) % count
