"""«Chi lo fa già?» measured in a browser: `python -m benchmarks.who_does [activities…]`.

How much the list weighs, how long an answer takes, and whether the page is right to say that somebody, or nobody,
does what is asked. Without numbers: the shipped catalogue, then 1,000 and 10,000 invented activities.
"""

import gzip
import random
import statistics
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any, Final

import yaml
from playwright.sync_api import Page, sync_playwright

from benchmarks.synthetic import write_catalogue
from generator.checking import check
from generator.locale import load
from generator.publish.server import DevelopmentServer
from generator.reading.folder import read_folder
from generator.site.model import Site
from generator.site.pages.who_does.data import FILE, who_does_files
from generator.site.render import site_of
from generator.site.settings import settings
from generator.site.theme.source import gather_assets
from tests.browser import launch

ROOT: Final = Path(__file__).parents[1]
SIZES: Final = (1_000, 10_000)
QUERIES: Final = 200
QUESTIONS: Final = Path(__file__).with_suffix(".yml")
IDEAS: Final = Path(__file__).with_suffix(".ideas.yml")
IN_TOWN: Final = Path(__file__).with_suffix(".valdoria.yml")
TOWN: Final = ROOT / "examples" / "valdoria"
AIMS: Final = {"shipped": 100, "large": 300}
"""Milliseconds within which nearly every question (the 95th in a hundred) is answered."""

_FIRST: Final = 3
_ACTIVITIES_IN_RECORDS: Final = 0.4
_TODAY: Final = date(2026, 11, 22)
_NOTHING: Final = "niente"
_OTHER_LANGUAGE: Final = "altra_lingua"
_ASK: Final = """async (queries) => {
  const { load } = await import("/assets/matching/browser/similar.js");
  const { answerTo } = await import("/assets/matching/browser/nearest.js");
  const start = performance.now();
  const index = await load();
  const loaded = performance.now() - start;
  const answers = [];
  for (const query of queries) {
    const before = performance.now();
    const { here, beside, away } = (await answerTo(query, index)).found;
    const names = [...here, ...beside, ...away].map(({ name }) => name);
    answers.push([performance.now() - before, names[0] ?? "", names]);
  }
  return { loaded, answers };
}"""


def main(sizes: Sequence[int]) -> int:
    """Print the tables; exit with 1 beyond the aims."""
    with sync_playwright() as playwright:
        chromium = launch(playwright)
        page = chromium.new_page()
        print(
            f"{'activities':>10} {'kB':>8} {'kB gzip':>8} {'per 1000':>15} {'load ms':>8} {'median':>8} {'p95 ms':>8}"
        )
        site = _site(ROOT)
        late = [_measure(page, site) > AIMS["shipped"]]
        _judge(page, site)
        _judge_town(page, _site(TOWN))
        _judge_ideas(page, _site(TOWN))
        for size in sizes:
            with tempfile.TemporaryDirectory() as room:
                folder = Path(room, "catalogue")
                write_catalogue(folder, round(size / _ACTIVITIES_IN_RECORDS))
                late.append(_measure(page, _site(folder)) > AIMS["large"])
        chromium.close()
    return int(any(late))


def _site(folder: Path) -> Site:
    catalogue = check(read_folder(folder), _TODAY).catalogue
    return site_of(catalogue, settings(folder), load("interface", "it"))


def _measure(page: Page, site: Site) -> float:
    """Print a line of the table; returns the 95th percentile in milliseconds.

    Of a list in parts a phone reads the first file and the part of a place: the largest is weighed.
    """
    files = _files(site)
    content = files.pop(FILE) + max(files.values(), key=len, default=b"")
    with _served(_files(site)) as address:
        asked = _asked(page, address, list(_questions(site, always_somewhere=bool(files))))
    times = sorted(time for time, *_ in asked["answers"])
    late: float = statistics.quantiles(times, n=20)[-1]
    count, raw, packed = len(site.matching.corpus.entries), len(content), len(gzip.compress(content))
    each = f"{raw / count:.0f}/{packed / count:.0f} kB"
    print(
        f"{count:>10} {raw / 1000:>8.0f} {packed / 1000:>8.0f} {each:>15} {asked['loaded']:>8.0f} "
        f"{statistics.median(times):>7.1f} {late:>7.1f}",
        flush=True,
    )
    return late


def _files(site: Site) -> dict[str, bytes]:
    return {path: content for path, content in who_does_files(site) if path.startswith(FILE.removesuffix(".json"))}


@contextmanager
def _served(files: Mapping[str, bytes]) -> Iterator[str]:
    """Serve the scripts beside the list, as the site does."""
    with tempfile.TemporaryDirectory() as room:
        root = Path(room)
        gather_assets(root / "assets")
        for path, content in files.items():
            (root / path).parent.mkdir(parents=True, exist_ok=True)
            (root / path).write_bytes(content)
        (root / "index.html").write_text("<!doctype html><title>Prova</title>", "utf-8")
        with DevelopmentServer(root) as server:
            yield server.url


def _asked(page: Page, address: str, questions: Sequence[dict[str, Any]]) -> dict[str, Any]:
    page.goto(address)
    return dict(page.evaluate(_ASK, questions))


def _questions(site: Site, *, always_somewhere: bool) -> Iterator[dict[str, Any]]:
    """Words of two activities at a time, half of the questions with a place and people; a list in parts asks where."""
    chance = random.Random(5)
    activities = list(site.matching.corpus.entries.values())
    for number in range(QUERIES):
        activity, other = chance.choice(activities), chance.choice(activities)
        words = f"{activity.name} {activity.record.description or ''} {other.name}".split()
        text = " ".join(chance.sample(words, min(len(words), chance.randint(2, 8))))
        is_given = always_somewhere or number % 2
        given = (
            {"territories": activity.territories[:1], "audiences": activity.record.audiences[:1]} if is_given else {}
        )
        yield {"text": text, **given}


def _judge(page: Page, site: Site) -> None:
    """Print how often the page says rightly that somebody, or that nobody, does it."""
    groups = {**yaml.safe_load(QUESTIONS.read_text("utf-8")), **_labelled()}
    with _served(_files(site)) as address:
        for name, texts in groups.items():
            answers = _asked(page, address, [{"text": text} for text in texts])["answers"]
            is_somebody = "nobody" not in name
            wrong = [
                text for text, (_, close, *_) in zip(texts, answers, strict=True) if bool(close) is not is_somebody
            ]
            print(f"  {name}: {len(texts) - len(wrong)} of {len(texts)} right; not: {', '.join(wrong) or '-'}")


def _judge_town(page: Page, site: Site) -> None:
    """Print how often the right activity of the example town comes first."""
    expected = yaml.safe_load(IN_TOWN.read_text("utf-8"))
    with _served(_files(site)) as address:
        answers = _asked(page, address, [{"text": text} for text in expected])["answers"]
    wrong = [text for (text, name), (_, first, *_) in zip(expected.items(), answers, strict=True) if name != first]
    right = len(expected) - len(wrong)
    print(f"  first, example town: {right} of {len(expected)} right; not: {', '.join(wrong) or '-'}")


def _judge_ideas(page: Page, site: Site) -> None:
    """Print how many ideas are answered rightly: who does it among the first three, or nobody.

    Mistakes are listed of the lines for mending alone.
    """
    for hand, ideas in zip(
        ("ideas", "ideas of a second hand"), yaml.safe_load_all(IDEAS.read_text("utf-8")), strict=True
    ):
        with _served(_files(site)) as address:
            answers = _asked(page, address, [{"text": text} for text in ideas])["answers"]
        _judge_hand(hand, list(ideas.items()), answers)


def _judge_hand(hand: str, ideas: Sequence[tuple[str, str | None]], answers: Sequence[Any]) -> None:
    judged = [
        (number % 2 == 1, text, expected, names[:_FIRST])
        for number, ((text, expected), (*_, names)) in enumerate(zip(ideas, answers, strict=True))
    ]
    for untouched in (False, True):
        for name, somebody in (("somebody", True), ("nobody", False)):
            fold = [row for row in judged if row[0] is untouched and (row[2] is not None) is somebody]
            wrong = [
                (text, names) for _, text, expected, names in fold if (expected not in names if expected else names)
            ]
            shown = "untouched" if untouched else f"for mending; not: {wrong or '-'}"
            print(f"  {hand}, {name}: {len(fold) - len(wrong)} of {len(fold)} right, {shown}")


def _labelled() -> dict[str, list[str]]:
    """The queries of `benchmarks.search`, written for search: about activities, and about what is not there."""
    queries = yaml.safe_load((ROOT / "benchmarks" / "search" / "queries.yml").read_text("utf-8"))["queries"]
    somebody = [
        query["query"]
        for query in queries
        if query["difficulty"] != _OTHER_LANGUAGE and any(answer.startswith("attivita/") for answer in query["answers"])
    ]
    nobody = [query["query"] for query in queries if query["difficulty"] == _NOTHING]
    return {"somebody, labelled for search": somebody, "nobody, labelled for search": nobody}


if __name__ == "__main__":
    sys.exit(main([int(size) for size in sys.argv[1:]] or SIZES))
