"""How long a saved record takes to be on screen while `intreccio serve` runs: `python -m benchmarks.serve`.

The real command over an invented catalogue of 10,000 records; the page is asked for until it has the new words.
"""

import argparse
import re
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import IO, Final
from urllib.request import urlopen

from benchmarks.aims import keep
from benchmarks.synthetic import write_catalogue
from generator import addresses

RECORDS: Final = 10_000
TODAY: Final = "2026-11-22"
_SAVES: Final = 5
_BETWEEN: Final = 0.02
_QUIET: Final = 60
"""Seconds until the whole build that follows a save is over."""
_ADDRESS: Final = re.compile(r"http://\S+?/(?=\s|$)")
_NAME: Final = re.compile(r"^nome: .*$", re.MULTILINE)


def main() -> int:
    """Print seconds from saving a network to its page, each and in the middle."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.serve", description=__doc__)
    parser.add_argument("--records", type=int, default=RECORDS)
    parser.add_argument("--figures", type=Path, help="where to keep what has an aim")
    arguments = parser.parse_args()
    with TemporaryDirectory() as room:
        root = Path(room, "catalogue")
        root.mkdir()
        write_catalogue(root, arguments.records)
        file = sorted((root / "networks").glob("*.yml"))[7]
        page = f"{addresses.section('rete')}{file.stem}/"
        with _serving(root) as site:
            taken = [_seconds(file, f"{site}{page}", f"Rete salvata {number}") for number in range(_SAVES)]
    each = ", ".join(f"{seconds:.2f}" for seconds in taken)
    print(f"{arguments.records:,} records, from saving to the page: {each} s; median {statistics.median(taken):.2f} s")
    keep(arguments.figures, {"saved, seconds": statistics.median(taken)})
    return 0


@contextmanager
def _serving(root: Path) -> Iterator[str]:
    command = [sys.executable, "-m", "generator", "serve", "-C", str(root), "--port", "0", "--today", TODAY]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True, encoding="utf-8") as process:
        try:
            yield _address(process.stderr)
        finally:
            process.terminate()


def _address(output: IO[str] | None) -> str:
    """Read what the command says until it is ready."""
    for line in output or ():
        if match := _ADDRESS.search(line):
            return match[0]
    raise SystemExit("intreccio serve never said where it serves")


def _seconds(file: Path, address: str, name: str) -> float:
    file.write_text(_NAME.sub(f"nome: {name}", file.read_text("utf-8"), count=1), "utf-8")
    start = time.perf_counter()
    while name not in urlopen(address).read().decode():  # noqa: S310 -- a server of our own
        time.sleep(_BETWEEN)
    taken = time.perf_counter() - start
    time.sleep(_QUIET)
    return taken


if __name__ == "__main__":
    sys.exit(main())
