"""Memory of a whole build by stage: `python -m benchmarks.memory --records 6000 12000`.

The build is the command's own, files of the form included, in a process of its own and from nothing; no other
generator is run beside it. Peaks are those of the process within each stage, as Linux tells them. With two sizes or
more it says what a record adds, and what 100,000 of them would come to.
"""

import argparse
import gc
import json
import resource
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from benchmarks.synthetic import write_catalogue
from generator.cli.build import GARBAGE, processors, run_build
from generator.errors import CannotRun
from generator.locale import load
from generator.site.build import BuildOptions

SIZES: Final = (6_000, 12_000)
TODAY: Final = date(2026, 11, 22)
_LARGE: Final = 100_000
_OWN: Final = Path("/proc/self")
_FORGET_THE_PEAK: Final = "5"
"""What Linux wants to hear to begin a new peak (proc_pid_clear_refs(5))."""


@dataclass(frozen=True, slots=True)
class Held:
    """A stage: megabytes of the process at the most and at its end, seconds on the clock."""

    stage: str
    peak: float
    end: float
    seconds: float


class _Meter:
    """Cuts one process into stages, telling each as it ends."""

    def __init__(self) -> None:
        self._stage = "start"
        self._began = time.perf_counter()

    def stage(self, name: str, _done: int = 0) -> None:
        """Begin a stage, ending the one before; the same name goes on."""
        if name == self._stage:
            return
        known = dict(line.split(":", 1) for line in (_OWN / "status").read_text().splitlines())
        peak, end = (int(known[key].split()[0]) / 1024 for key in ("VmHWM", "VmRSS"))
        print(json.dumps(asdict(Held(self._stage, peak, end, time.perf_counter() - self._began))), flush=True)
        (_OWN / "clear_refs").write_text(_FORGET_THE_PEAK)
        self._stage, self._began = name, time.perf_counter()


def _build(root: Path) -> None:
    """Build the catalogue in a folder as the command does, and tell what it held."""
    gc.set_threshold(*GARBAGE)
    meter = _Meter()
    options = BuildOptions(root=root, site=root / "site", processes=processors())
    if run_build(options, TODAY, load("messages", "it"), progress=meter.stage).site is None:
        raise CannotRun("no_catalogue", folder=root)
    meter.stage("end")
    helper = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    print(json.dumps(asdict(Held("largest helper", helper, 0, 0))), flush=True)


def measure(records: int, room: Path | None = None) -> Iterator[Held]:
    """Yield the stages of a build of so many records, as they end; all of it stands in the folder `room` meanwhile."""
    with TemporaryDirectory(prefix="intreccio-memory-", dir=room) as folder:
        root = Path(folder) / "catalogue"
        write_catalogue(root, records)
        command = (sys.executable, "-m", "benchmarks.memory", "--worker", str(root))
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as worker:
            yield from (Held(**json.loads(line)) for line in worker.stdout or ())
        if worker.returncode:
            sys.exit(worker.returncode)


def run(sizes: Sequence[int], room: Path | None = None) -> None:
    """Measure every size and print its stages, then what a record adds between the first size and the last."""
    done: list[dict[str, Held]] = []
    for records in sizes:
        print(f"\n{records:,} records{'':10}peak, MB  at the end   seconds", flush=True)
        done.append({})
        for held in measure(records, room):
            done[-1][held.stage] = held
            print(f"{held.stage:24}{held.peak:9.0f} {held.end:11.0f} {held.seconds:9.1f}", flush=True)
    first, last = done[0], done[-1]
    if more := sizes[-1] - sizes[0]:
        print(f"\n{'':24}kB a record  {_LARGE:,} records, MB")
        for stage, held in last.items():
            slope = (held.peak - first[stage].peak) / more
            print(f"{stage:24}{slope * 1024:11.1f} {held.peak + slope * (_LARGE - sizes[-1]):12.0f}")


def main() -> None:
    """Read the arguments."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--records", type=int, nargs="+", default=SIZES, help="sizes")
    parser.add_argument("--room", type=Path, help="a folder for catalogues and sites: 15 GB for 100,000 records")
    parser.add_argument("--worker", type=Path, help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.worker:
        _build(arguments.worker)
    else:
        run(arguments.records, arguments.room)


if __name__ == "__main__":
    main()
