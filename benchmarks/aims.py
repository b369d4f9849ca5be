"""The aims of speed and weight, each beside what the benchmarks of one run measured.

A benchmark that is given `--figures FILE` keeps its figures there, by the names below.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final


@dataclass(frozen=True, slots=True)
class Aim:
    """What a figure should not pass."""

    figure: str
    words: str
    most: float
    unit: str = "x"


AIMS: Final = (
    Aim("pages/hugo, clock", "read to pages / Hugo making the same pages", 1.0),
    Aim("pages/hugo, processor", "the same in processor time", 1.0),
    Aim("search/pagefind, clock", "files, links and search / Pagefind on the pages", 0.6),
    Aim("search/pagefind, processor", "the same in processor time", 0.6),
    Aim("all/least, clock", "a whole build / copying the files and Pagefind on the pages", 1.2),
    Aim("all/least, processor", "the same in processor time", 1.2),
    Aim("growth", "a record of the largest / of the smallest catalogue, processor time", 1.15),
    Aim("changed, processor", "the dearest of one changed record / a build from nothing, processor time", 0.05),
    Aim("saved, seconds", "from saving a record to its page over HTTP, median", 0.3, "s"),
    Aim("html, kB", "HTML of a record, the heaviest kind, median", 14, "kB"),
)


def keep(file: Path | None, figures: Mapping[str, float]) -> None:
    """Write the figures of a benchmark, where somebody wants them."""
    if file:
        file.write_text(json.dumps(figures), "utf-8")


def table(files: Iterable[Path]) -> str:
    """Lay out the aims; what was not measured says so."""
    figures: dict[str, float] = {}
    for file in files:
        figures |= json.loads(file.read_text("utf-8"))
    lines = [f"{'':76}  measured       aim"]
    for aim in AIMS:
        found = figures.get(aim.figure)
        measured = "not measured" if found is None else f"{found:7.2f} {aim.unit:3}"
        state = "" if found is None else "met" if found <= aim.most else "missed"
        lines.append(f"{aim.words:76}  {measured:12} {aim.most:5.2f} {aim.unit:3} {state}")
    return "\n".join(line.rstrip() for line in lines)
