"""How the meetings of networks are ranked: `python -m benchmarks.overlaps.meetings`, beside chance and a count.

Labels are in `networks.yml`. AP is average precision; of a ranking by chance it is about the share that is useful.
"""

import sys
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Final

import yaml

from benchmarks.overlaps.load import ROOTS
from benchmarks.overlaps.measures import average_precision
from generator.checking import check
from generator.matching.networks import Meeting, Pair, meetings
from generator.reading.folder import read_folder

LABELS: Final = Path(__file__).with_name("networks.yml")
TODAY: Final = date(2026, 11, 28)
_FIRST: Final = 10


def labels() -> Mapping[Pair, Mapping[str, str]]:
    """Return what networks.yml says of each pair."""
    return {(row["a"], row["b"]): row for row in yaml.safe_load(LABELS.read_text("utf-8"))}


def _line(name: str, ranked: Sequence[Meeting], known: Mapping[Pair, Mapping[str, str]]) -> str:
    cells = []
    for half in ("read", "kept", ""):
        rows = [
            known[pair]["label"] == "utile"
            for each in ranked
            if (pair := (each.a, each.b)) in known and half in {"", known[pair]["half"]}
        ]
        scored = [(float(-place), right, 1) for place, right in enumerate(rows)]
        first = rows[: _FIRST if not half else _FIRST // 2]
        cells.append(f"AP {average_precision(scored):.2f}, first {len(first)}: {sum(first)} useful")
    return f"{name:<22}" + "".join(f"{cell:<34}" for cell in cells)


def main() -> int:
    """Print how many of the first are useful, on each half and on both."""
    found = meetings(check(read_folder(ROOTS["real"]), TODAY).catalogue)
    known = labels()
    unlabelled = [(each.a, each.b) for each in found if (each.a, each.b) not in known]
    useful = sum(row["label"] == "utile" for row in known.values())
    print(
        f"Networks to meet: {len(found)} pairs, {useful} of {len(known)} labelled useful; without a label {unlabelled}"
    )
    print(f"{'':<22}{'half read':<34}{'half kept apart':<34}both")
    print(_line("ours", found, known))
    by_count = sorted(found, key=lambda each: (-len(each.themes) - len(each.audiences), each.a, each.b))
    print(_line("by how much is shared", by_count, known))
    print(_line("by name", sorted(found, key=lambda each: (each.a, each.b)), known))
    return 0


if __name__ == "__main__":
    sys.exit(main())
