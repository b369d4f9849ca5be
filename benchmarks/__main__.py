"""Every benchmark, one after the other: `make bench`; `--full` measures builds of 50,000 records too.

Each is also a module of its own, with its own options, and runs in a process of its own: none inherits the memory,
the caches or the end of another.
"""

import argparse
import subprocess
import sys
from importlib.util import find_spec
from typing import Final

PARTS: Final = ("check", "build", "incremental", "serve", "form", "search", "overlaps", "matching", "who_does")


def main() -> int:
    """Run the parts there are, in order; one that fails does not keep the others from running."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--full", action="store_true", help="50,000 records too")
    full = parser.parse_args().full
    failed = []
    for part in (part for part in PARTS if find_spec(f"benchmarks.{part}") is not None):
        print(f"\n# {part}", flush=True)
        options = ["--full"] if full and part == "build" else []
        if subprocess.run((sys.executable, "-m", f"benchmarks.{part}", *options), check=False).returncode:
            failed.append(part)
    if failed:
        print(f"\nfailed: {', '.join(failed)}", file=sys.stderr)
    return len(failed)


if __name__ == "__main__":
    sys.exit(main())
