"""The labelled pairs of activities, typed and checked against their catalogues.

Run `python -m benchmarks.overlaps.load` from the repository: it prints how many pairs there are of each sort, and
fails when one names an activity that does not exist, is written twice or out of order, or contradicts the rules.
"""

import sys
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Any, Final

import yaml

from generator.catalogue import ActivityEntry, Status
from generator.checking import check
from generator.reading.folder import read_folder

HERE: Final = Path(__file__).resolve().parent


class Label(StrEnum):
    """What an officer would do with the pair: RULES.md."""

    OVERLAP = "sovrapposizione"
    SYNERGY = "sinergia"
    DIFFERENT = "diversa"


class Difficulty(StrEnum):
    """How hard the right answer is for somebody who only skims."""

    EASY = "easy"
    MEDIUM = "medium"
    HARD = "hard"


class Trap(StrEnum):
    """The one thing that makes a pair `diversa`."""

    PLACE = "luogo"
    PEOPLE = "persone"
    PERIOD = "periodo"
    SERVICE = "servizio"
    OPERATOR = "gestore"
    PARTY = "festa"


@dataclass(frozen=True, slots=True)
class Pair:
    """Two activities, by global id with `a < b`, and what a reader decided about them."""

    id: str
    a: str
    b: str
    label: Label
    difficulty: Difficulty
    why: str
    trap: Trap | None
    over: frozenset[str]
    """Which of the two were over (`conclusa`) on the benchmark's day, by global id."""


@dataclass(frozen=True, slots=True)
class Benchmark:
    """Labelled pairs over one catalogue: `real` or `written`."""

    name: str
    root: Path
    """The folder of the catalogue that the pairs speak of."""
    read_on: date
    """The day on which the activities were read: pass it as today's date."""
    pairs: tuple[Pair, ...]

    def activities(self) -> Mapping[str, ActivityEntry]:
        """Read the catalogue and return its activities by global id, as they stood on the benchmark's day."""
        return check(read_folder(self.root), self.read_on).catalogue.activities


ROOTS: Final = {"real": HERE.parents[1], "written": HERE / "written"}


def load(name: str) -> Benchmark:
    """Read one set of pairs.

    Raises:
        KeyError: A pair lacks one of its keys, or there is no set of this name.
        ValueError: A label, a difficulty or a trap is not one of those of RULES.md.
    """
    data = yaml.safe_load((HERE / f"{name}.yml").read_text(encoding="utf-8"))
    return Benchmark(name, ROOTS[name], data["data_letta"], tuple(_pair(raw) for raw in data["pairs"]))


def _pair(raw: Mapping[str, Any]) -> Pair:
    return Pair(
        id=raw["id"],
        a=raw["a"],
        b=raw["b"],
        label=Label(raw["label"]),
        difficulty=Difficulty(raw["difficulty"]),
        why=raw["why"],
        trap=Trap(raw["trap"]) if "trap" in raw else None,
        over=frozenset(raw[side] for side in raw.get("conclusa", ())),
    )


def flaws(benchmark: Benchmark, activities: Mapping[str, ActivityEntry]) -> Iterator[str]:
    """Say what is wrong with the pairs, given the activities of their catalogue; nothing, if all is well."""
    for kind, values in (
        ("id", (pair.id for pair in benchmark.pairs)),
        ("pair", ((p.a, p.b) for p in benchmark.pairs)),
    ):
        yield from (f"{kind} written twice: {value}" for value, count in Counter(values).items() if count > 1)
    for pair in benchmark.pairs:
        yield from (f"{pair.id}: {flaw}" for flaw in _flaws_of(pair, activities))


def _flaws_of(pair: Pair, activities: Mapping[str, ActivityEntry]) -> Iterator[str]:
    if pair.a >= pair.b:
        yield "a must come before b"
    if (pair.trap is None) == (pair.label is Label.DIFFERENT):
        yield "a trap belongs to every `diversa` and to nothing else"
    unknown = [activity for activity in (pair.a, pair.b) if activity not in activities]
    yield from (f"no activity {activity}" for activity in unknown)
    if not unknown:
        yield from _contradictions(pair, activities[pair.a], activities[pair.b])


def _contradictions(pair: Pair, a: ActivityEntry, b: ActivityEntry) -> Iterator[str]:
    if (a.operator.id == b.operator.id) != (pair.trap is Trap.OPERATOR):
        yield f"{a.operator.id} and {b.operator.id} do not fit the trap {pair.trap}"
    if pair.over != {activity.id for activity in (a, b) if activity.status is Status.ENDED}:
        yield "`conclusa` does not name who was over"


def table(benchmark: Benchmark) -> str:
    """Lay out how many pairs there are, by label and difficulty."""
    counts = Counter((pair.label, pair.difficulty) for pair in benchmark.pairs)
    rows = [f"{benchmark.name:<18}" + "".join(f"{cell:>8}" for cell in (*Difficulty, "all"))]
    for label in Label:
        row = [counts[label, difficulty] for difficulty in Difficulty]
        rows.append(f"  {label:<16}" + "".join(f"{cell:>8}" for cell in (*row, sum(row))))
    traps = Counter(pair.trap for pair in benchmark.pairs if pair.trap)
    over = sum(1 for pair in benchmark.pairs if pair.over)
    rows.append("  traps: " + ", ".join(f"{trap} {count}" for trap, count in traps.most_common()))
    rows.append(f"  pairs: {len(benchmark.pairs)}, with an activity that is over: {over}")
    return "\n".join(rows)


def main() -> int:
    """Print the tables; return 1 if any pair is flawed."""
    all_flaws = []
    for name in ROOTS:
        benchmark = load(name)
        print(table(benchmark))
        all_flaws += [f"{name}.yml: {flaw}" for flaw in flaws(benchmark, benchmark.activities())]
    for flaw in all_flaws:
        print(flaw, file=sys.stderr)
    return 1 if all_flaws else 0


if __name__ == "__main__":
    sys.exit(main())
