"""Type what people type into the real search page, and count the right answers: `python -m benchmarks.search`.

Builds the shipped catalogue and the example town, opens their search pages in Chromium, and looks at the first five
results shown. Of the town's queries every second one of each kind is kept apart: its misses are never listed, so that
nobody mends for it.
`--site FOLDER` and `--town FOLDER` look at sites already built; `--misses` lists the queries without a right answer.
"""

import argparse
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final
from urllib.parse import quote

import yaml
from playwright.sync_api import Page, sync_playwright

from generator.publish.server import DevelopmentServer
from tests.browser import launch

ROOT: Final = Path(__file__).parents[2]
QUERIES: Final = Path(__file__).with_name("queries.yml")
TOWN: Final = ROOT / "examples" / "valdoria"
IN_TOWN: Final = Path(__file__).with_name("valdoria.yml")
TODAY: Final = "2026-11-22"
FIRST: Final = 5
AIM: Final = 0.85
SETTLED: Final = "() => document.querySelector('[data-search]').dataset.settled === location.search"
_SAYS_SO: Final = "Nessun risultato"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What search showed for one query: addresses in order, what it said, and how long it took."""

    query: str
    difficulty: str
    answers: Sequence[str]
    shown: Sequence[str]
    status: str
    seconds: float

    @property
    def is_right(self) -> bool:
        """A right answer among the first five; for what nothing answers, search says so."""
        if not self.answers:
            return self.status.startswith(_SAYS_SO)
        return any(address in self.answers for address in self.shown[:FIRST])


def main(arguments: Sequence[str]) -> int:
    """Print the table; exit with 1 below the aim."""
    parser = argparse.ArgumentParser(prog="benchmarks.search")
    parser.add_argument("--site", type=Path, help="a site already built")
    parser.add_argument("--town", type=Path, help="the example town, already built")
    parser.add_argument("--misses", action="store_true", help="list what was not found")
    options = parser.parse_args(arguments)
    outcomes = _answered(ROOT, options.site, _queries(QUERIES))
    _print_table(outcomes)
    read, kept = _folds(_answered(TOWN, options.town, _queries(IN_TOWN)))
    print("\nthe example town: the half that is read while mending, then the half that is kept apart")
    _print_table(read)
    _print_table(kept)
    if options.misses:
        _print_misses([*outcomes, *read])
    return 0 if _share(outcomes) >= AIM else 1


def _queries(file: Path) -> list[dict[str, Any]]:
    return list(yaml.safe_load(file.read_text("utf-8"))["queries"])


def _answered(root: Path, built: Path | None, queries: Sequence[dict[str, Any]]) -> list[Outcome]:
    with _site(root, built) as site, _browser(site) as (page, address):
        return [_ask(page, address, query) for query in queries]


def _folds(outcomes: Sequence[Outcome]) -> tuple[list[Outcome], list[Outcome]]:
    """Return, of each kind in turn, the queries that are read and those kept apart: every second one."""
    kinds = dict.fromkeys(outcome.difficulty for outcome in outcomes)
    rows = [[outcome for outcome in outcomes if outcome.difficulty == kind] for kind in kinds]
    return [outcome for row in rows for outcome in row[::2]], [outcome for row in rows for outcome in row[1::2]]


@contextmanager
def _site(root: Path, built: Path | None) -> Iterator[Path]:
    if built is not None:
        yield built
        return
    with tempfile.TemporaryDirectory() as room:
        site = Path(room, "site")
        command = [sys.executable, "-m", "generator", "build", "-C", str(root), "--site", str(site), "--today", TODAY]
        subprocess.run(command, check=True, cwd=ROOT, stdout=subprocess.DEVNULL)
        yield site


@contextmanager
def _browser(site: Path) -> Iterator[tuple[Page, str]]:
    server = DevelopmentServer(site, 0)
    server.start()
    with sync_playwright() as playwright:
        chromium = launch(playwright)
        yield chromium.new_page(locale="it-IT"), server.url
        chromium.close()
    server.stop()


def _ask(page: Page, address: str, query: dict[str, Any]) -> Outcome:
    start = time.perf_counter()
    page.goto(f"{address}cerca/?q={quote(query['query'])}")
    page.wait_for_function(SETTLED)
    seconds = time.perf_counter() - start
    links = page.locator("[data-hits] .hit h3 a").evaluate_all("links => links.map(link => link.pathname)")
    shown = [link.strip("/") for link in links]
    status = page.locator("[data-status]").inner_text()
    return Outcome(query["query"], query["difficulty"], query["answers"], shown, status, seconds)


def _share(outcomes: Sequence[Outcome]) -> float:
    return sum(outcome.is_right for outcome in outcomes) / len(outcomes)


def _print_table(outcomes: Sequence[Outcome]) -> None:
    print(f"{'difficulty':<18}{'right':>7}{'of':>5}{'share':>8}")
    for difficulty in dict.fromkeys(outcome.difficulty for outcome in outcomes):
        _print_row(difficulty, [outcome for outcome in outcomes if outcome.difficulty == difficulty])
    _print_row("all", outcomes)
    slowest = max(outcomes, key=lambda outcome: outcome.seconds)
    print(f"slowest: {slowest.seconds:.2f} s, page included ({slowest.query})")


def _print_row(name: str, outcomes: Sequence[Outcome]) -> None:
    print(f"{name:<18}{sum(outcome.is_right for outcome in outcomes):>7}{len(outcomes):>5}{_share(outcomes):>8.0%}")


def _print_misses(outcomes: Sequence[Outcome]) -> None:
    for outcome in outcomes:
        if not outcome.is_right:
            print(f"\n{outcome.query} [{outcome.difficulty}] {outcome.status}")
            for address in outcome.shown[:FIRST]:
                print(f"  {address}")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
