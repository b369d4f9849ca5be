"""Seconds and memory of a build by stage, beside other generators on as many pages: `python -m benchmarks.build`.

The peers get the text that our pages show, page by page, as Markdown with a title and a description: they neither
read records, nor check, nor weave, nor look for broken links.
"""

import argparse
import json
import os
import re
import resource
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from html import unescape
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import Final

from benchmarks.aims import keep
from benchmarks.same_pages import write_site
from benchmarks.synthetic import write_catalogue
from generator import addresses
from generator.checking import check
from generator.cli.build import processors
from generator.errors import CannotRun
from generator.reading.folder import read_folder
from generator.site.build import BuildOptions, build_site
from generator.site.theme.engine import Engine
from generator.site.theme.harvest import harvest

QUICK: Final = (1_000, 10_000)
FULL: Final = (*QUICK, 50_000)
TODAY: Final = date(2026, 11, 22)
"""The day of the catalogue is fixed, so that the pages are the same whenever this is run."""

_TO_RENDERING: Final = ("read", "check", "shell", "pages")
_HUGO: Final = "Hugo, the same pages"
_HUGO_BARE: Final = "Hugo, nearly empty"
_SITES: Final = {_HUGO: Path(__file__).parent / "hugo_same", _HUGO_BARE: Path(__file__).parent / "hugo"}
_PAGEFIND: Final = "Pagefind on the pages"
_COPYING: Final = "copying the files"
_ALIKE: Final = 0.1
"""The pages of both may differ by so much in bytes, or the comparison is void."""
_SILENCE: Final = {"NO_MKDOCS_2_WARNING": "1", "DISABLE_MKDOCS_2_WARNING": "true"}
_PAGES_PER_FOLDER: Final = 1_000
_MATERIAL: Final = "mkdocs-material"
_MOST_FOR_MATERIAL: Final = 20_000
"""Beyond so many pages it would take most of the time of the whole benchmark."""
_MKDOCS: Final = """\
site_name: Catalogo di prova
site_url: https://prova.example/
theme: {name: material, language: it, font: false}
plugins: []
nav: [index.md]
not_in_nav: "*"
"""

_MAIN = re.compile(r"<main.*</main>", re.DOTALL)
_NO_TEXT = re.compile(r"<(script|style|svg)\b.*?</\1>", re.DOTALL)
_BLOCK_END = re.compile(r"</(?:p|li|h\d|dd|dt|div|section|td)>")
_TAG = re.compile(r"<[^>]*>")
_MARKUP = re.compile(r"[<>\[\]{}#*_`|\\]")
_TITLE = re.compile(r"<title>(.*?)</title>", re.DOTALL)
_DESCRIPTION = re.compile(r'<meta name="?description"? content="([^"]*)"')


@dataclass(frozen=True, slots=True)
class Cost:
    """What something took: seconds on the clock, seconds of processor over all cores, megabytes at the most."""

    name: str
    seconds: float
    processor: float
    peak: float

    def over(self, other: "Cost") -> str:
        """Tell how many times `other` this is, on the clock and in processor time."""
        clock, processor = self.times(other)
        return f"{clock:.2f} x clock, {processor:.2f} x processor"

    def times(self, other: "Cost") -> tuple[float, float]:
        """Return how many times `other` this is, on the clock and in processor time."""
        return self.seconds / other.seconds, self.processor / other.processor


@dataclass(frozen=True, slots=True)
class Measured:
    """One size: our stages in their order, the peers by name, how many records and pages."""

    records: int
    pages: int
    ours: tuple[Cost, ...]
    peers: tuple[Cost, ...]
    weights: dict[str, float]
    """Kilobytes of HTML of a record, by section."""

    def together(self, names: Sequence[str], name: str) -> Cost:
        """Add up stages; the peak is the highest of them."""
        chosen = [cost for cost in self.ours if cost.name in names]
        return Cost(
            name,
            sum(cost.seconds for cost in chosen),
            sum(cost.processor for cost in chosen),
            max(cost.peak for cost in chosen),
        )

    def peer(self, name: str) -> Cost:
        """Return what a peer took."""
        return next(peer for peer in self.peers if peer.name == name)


class _Meter:
    """Cuts one process into stages. A peak is that of the process, or of a helper it ran, up to the stage's end."""

    def __init__(self) -> None:
        self.costs: list[Cost] = []
        self._name = ""
        self._start = (0.0, 0.0)

    def stage(self, name: str) -> None:
        """Begin a stage, ending the one before; the same name goes on."""
        if name == self._name:
            return
        clock, processor = time.perf_counter(), sum(os.times()[:4])
        if self._name:
            peak = max(resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
            self.costs.append(Cost(self._name, clock - self._start[0], processor - self._start[1], peak / 1024))
        self._name, self._start = name, (clock, processor)


def _build_ours(root: Path) -> dict[str, object]:
    meter = _Meter()
    meter.stage("read")
    sources = read_folder(root)
    meter.stage("check")
    checked = check(sources, TODAY)
    if checked.has_errors:
        raise CannotRun("no_catalogue", folder=root)
    options = BuildOptions(root=root, site=root / "site", processes=processors(), sources=sources)
    report = build_site(checked.catalogue, options, lambda stage, _: meter.stage(stage))
    meter.stage("end")
    return {"pages": report.pages, "costs": [asdict(cost) for cost in meter.costs]}


def _run(name: str, command: Sequence[str | Path], room: Path) -> Cost:
    """Run a program to its end; its output is shown only where it fails."""
    start = time.perf_counter()
    with (room / "output.txt").open("w+b") as output:
        ran = subprocess.Popen(command, cwd=room, stdout=output, stderr=output, env={**os.environ, **_SILENCE})
        _, status, used = os.wait4(ran.pid, 0)
        ran.returncode = os.waitstatus_to_exitcode(status)
    if ran.returncode:
        sys.exit(f"{name}: {(room / 'output.txt').read_text()[-2000:]}")
    return Cost(name, time.perf_counter() - start, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024)


def _texts(site: Path) -> Iterator[tuple[str, str, str]]:
    """Yield title, description and paragraphs of every page, without what Markdown would read as markup."""
    for path in sorted(site.rglob("*.html")):
        page = path.read_text("utf-8")
        main = _MAIN.search(_NO_TEXT.sub("", page))
        title, description = _TITLE.search(page), _DESCRIPTION.search(page)
        blocks = _BLOCK_END.split(main[0]) if main else []
        paragraphs = (" ".join(_MARKUP.sub("", unescape(_TAG.sub(" ", text))).split()) for text in blocks)
        body = "\n\n".join(text for text in paragraphs if text)
        yield (title[1] if title else "", description[1] if description else "", body)


def _write_peers(site: Path, *folders: Path) -> int:
    """Write the pages for the peers; returns how many."""
    number = 0
    for number, (title, description, body) in enumerate(_texts(site), 1):
        front_matter = (
            f"---\ntitle: {json.dumps(unescape(title))}\ndescription: {json.dumps(unescape(description))}\n---\n\n"
        )
        for folder in folders:
            path = folder / f"p{number // _PAGES_PER_FOLDER}" / f"{number}.md"
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(f"{front_matter}{body}\n", "utf-8")
    return number


def _peers(site: Path, room: Path) -> tuple[int, tuple[Cost, ...]]:
    same, hugo, mkdocs = room / "same", room / "hugo", room / "mkdocs"
    shutil.copytree(_SITES[_HUGO], same)
    shutil.copytree(_SITES[_HUGO_BARE], hugo)
    count = _write_peers(site, hugo / "content", mkdocs / "docs")
    write_site(same, site, harvest(site.parent, Engine()).shells["it"])
    (mkdocs / "docs" / "index.md").write_text("# Catalogo di prova\n", "utf-8")
    (mkdocs / "mkdocs.yml").write_text(_MKDOCS, "utf-8")
    python = (sys.executable, "-m")
    pagefind = (*python, "pagefind", "--site", site, "--output-path", room / "bundle", "--force-language", "it")
    commands = {
        _HUGO: ((*python, "hugo", "--quiet"), same),
        _HUGO_BARE: ((*python, "hugo", "--quiet"), hugo),
        _PAGEFIND: (pagefind, room),
        _COPYING: (("cp", "-r", site, room / "copy"), room),
    }
    if count <= _MOST_FOR_MATERIAL:
        commands[_MATERIAL] = ((*python, "mkdocs", "build", "--quiet"), mkdocs)
    costs = tuple(_run(name, *how) for name, how in commands.items())
    _require_alike(same / "public", site)
    return count, costs


def _require_alike(made: Path, site: Path) -> None:
    """Stop where Hugo's pages are no longer ours: a peer that makes less proves nothing."""
    bytes_of = [sum(path.stat().st_size for path in folder.rglob("index.html")) for folder in (made, site)]
    if abs(bytes_of[0] - bytes_of[1]) > _ALIKE * bytes_of[1]:
        sys.exit(f"Hugo's pages are {bytes_of[0]} bytes and ours {bytes_of[1]}: benchmarks/hugo_same is out of date")


def measure(records: int) -> Measured:
    """Build a catalogue of `records` records in a process of its own, then the same pages with the peers."""
    with TemporaryDirectory(prefix="intreccio-bench-") as folder:
        room = Path(folder)
        write_catalogue(room / "catalogue", records)
        command = (sys.executable, "-m", "benchmarks.build", "--worker", str(room / "catalogue"))
        ours = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
        site = room / "catalogue" / "site"
        pages, peers = _peers(site, room)
        return Measured(records, pages, tuple(Cost(**cost) for cost in ours["costs"]), peers, _weights(site))


def _weights(site: Path) -> dict[str, float]:
    """Return the median kilobytes of the pages of each kind of record, by the section they stand in."""
    found: dict[str, float] = {}
    for kind in ("rete", "ente", "attivita", "pratica"):
        section = addresses.section(kind).strip("/")
        depth = "*/*/index.html" if kind in {"attivita", "pratica"} else "*/index.html"
        sizes = [path.stat().st_size / 1000 for path in (site / section).glob(depth) if "pagina" not in path.parts]
        found[section] = median(sizes)
    return found


def table(measured: Measured) -> str:
    """Lay out one size: a line for each stage and each peer."""
    records = measured.records
    all_of_it = measured.together([cost.name for cost in measured.ours], "ours, all")
    lines = [f"\n{records:,} records, {measured.pages:,} pages", f"{'':22}    clock  processor   peak  ms/record"]
    for cost in (*measured.ours, all_of_it, *measured.peers):
        figures = (
            f"{cost.seconds:8.2f}s {cost.processor:9.2f}s {cost.peak:5.0f}M {cost.processor / records * 1000:10.3f}"
        )
        lines.append(f"{cost.name:22}{figures}")
    return "\n".join(lines)


def _with_aims(measured: Measured) -> dict[str, tuple[Cost, Cost]]:
    """Return the costs that have an aim, each with that of the peer it is measured by, by the names of `aims.py`."""
    # Pagefind works while the other files are made and links are looked up: their processor time is its own.
    search = measured.together(["files", "links", "search"], "files, links and search")
    whole = measured.together([cost.name for cost in measured.ours], "all")
    pagefind, copying = measured.peer(_PAGEFIND), measured.peer(_COPYING)
    least = Cost(
        f"{copying.name} and {pagefind.name}",
        copying.seconds + pagefind.seconds,
        copying.processor + pagefind.processor,
        pagefind.peak,
    )
    return {
        "pages/hugo": (measured.together(_TO_RENDERING, "read to pages"), measured.peer(_HUGO)),
        "search/pagefind": (search, pagefind),
        "all/least": (whole, least),
    }


def ratios(measured: Measured) -> str:
    """Set the stages beside the peer that does the like."""
    rendering = measured.together(_TO_RENDERING, "read to pages")
    others = [(rendering, peer) for peer in measured.peers if peer.name not in (_HUGO, _PAGEFIND, _COPYING)]
    lines = [
        f"{ours.name} / {peer.name}: {ours.over(peer)}" for ours, peer in (*_with_aims(measured).values(), *others)
    ]
    weights = ", ".join(f"{name} {kb:.1f}" for name, kb in measured.weights.items())
    return "\n".join([*lines, f"HTML of a record, median kB: {weights}"])


def figures(done: Sequence[Measured]) -> dict[str, float]:
    """Return the figures that have an aim (`aims.py`)."""
    found = {"growth": _growth(done[0], done[-1])} if len(done) > 1 else {}
    for name, (ours, peer) in _with_aims(done[-1]).items():
        found[f"{name}, clock"], found[f"{name}, processor"] = ours.times(peer)
    return found | {"html, kB": max(done[-1].weights.values())}


def growth(first: Measured, last: Measured) -> str:
    """Compare what one record costs at two sizes, stage by stage, in processor time."""
    of_first = {cost.name: cost.processor / first.records for cost in first.ours}
    each = [
        f"{cost.name} {cost.processor / last.records / of_first[cost.name]:.2f}"
        for cost in last.ours
        if cost.name != "publish" and of_first[cost.name]  # a stage of no time at all has no ratio
    ]
    return f"a record at {last.records:,} / at {first.records:,}: {_growth(first, last):.2f} ({', '.join(each)})"


def _growth(first: Measured, last: Measured) -> float:
    of_first, of_last = (sum(cost.processor for cost in size.ours) / size.records for size in (first, last))
    return of_last / of_first


def run(sizes: Sequence[int], file: Path | None = None) -> None:
    """Measure every size and print the tables; what has an aim is kept in `file`."""
    print(f"{os.cpu_count()} processors, load {os.getloadavg()[0]:.1f} at the start")
    done: list[Measured] = []
    for records in sizes:
        done.append(measure(records))
        print(table(done[-1]), ratios(done[-1]), sep="\n", flush=True)
        if len(done) > 1:
            print(growth(done[0], done[-1]), flush=True)
    keep(file, figures(done))


def main() -> None:
    """Read the arguments."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--full", action="store_true", help="50,000 records too")
    parser.add_argument("--records", type=int, nargs="+", help="other sizes")
    parser.add_argument("--figures", type=Path, help="where to keep what has an aim")
    parser.add_argument("--worker", type=Path, help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.worker:
        print(json.dumps(_build_ours(arguments.worker)))
    else:
        run(arguments.records or (FULL if arguments.full else QUICK), arguments.figures)


if __name__ == "__main__":
    main()
