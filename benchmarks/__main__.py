"""All that is quick to measure: `python -m benchmarks`, or `make bench`; `--full` adds 50,000 records."""

import argparse
import subprocess
import sys
from importlib.util import find_spec
from typing import Final

_OTHERS: Final = {
    "benchmarks.overlaps": "what the likenesses between activities are worth, beside simpler ways",
    "benchmarks.search": "what people search for, and what they find",
}


def main() -> None:
    """Run what is quick, one process each, and say what else there is."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--full", action="store_true", help="50,000 records too: allow half an hour and 3 GB of disk")
    options = ["--full"] if parser.parse_args().full else []
    failed = _run("benchmarks.build", *options)
    if find_spec("benchmarks.check"):
        failed |= _run("benchmarks.check")
    print("\nThe others, each run by itself:")
    for name, told in _OTHERS.items():
        print(f"  python -m {name:20} {told}")
    sys.exit(failed)


def _run(name: str, *options: str) -> int:
    print(f"\n== {name}", flush=True)
    return subprocess.run([sys.executable, "-m", name, *options], check=False).returncode


if __name__ == "__main__":
    main()
