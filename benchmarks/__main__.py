"""Every benchmark, one after the other: `make bench`; `--full` measures builds of 50,000 records too.

At the end the aims stand beside what was measured (`aims.py`).

Each is also a module of its own, with its own options, and runs in a process of its own: none inherits the memory,
the caches or the end of another.
"""

import argparse
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from benchmarks.aims import table

PARTS: Final = ("check", "build", "incremental", "serve", "form", "search", "overlaps", "matching", "who_does")
WITH_AIMS: Final = ("build", "incremental", "serve")
"""Those whose figures have an aim."""


def main() -> int:
    """Run the parts there are, in order; one that fails does not keep the others from running."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--full", action="store_true", help="50,000 records too")
    full = parser.parse_args().full
    failed = []
    with TemporaryDirectory(prefix="intreccio-bench-") as folder:
        for part in (part for part in PARTS if find_spec(f"benchmarks.{part}") is not None):
            print(f"\n# {part}", flush=True)
            options = ["--full"] if full and part == "build" else []
            if part in WITH_AIMS:
                options += ["--figures", str(Path(folder, f"{part}.json"))]
            if subprocess.run((sys.executable, "-m", f"benchmarks.{part}", *options), check=False).returncode:
                failed.append(part)
        print("\n# aims", table(sorted(Path(folder).glob("*.json"))), sep="\n")
    if failed:
        print(f"\nfailed: {', '.join(failed)}", file=sys.stderr)
    return len(failed)


if __name__ == "__main__":
    sys.exit(main())
