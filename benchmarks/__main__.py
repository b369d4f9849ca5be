"""Every benchmark, one after the other: `make bench`. Each is also a module of its own, with its own options."""

import sys
from importlib.util import find_spec
from runpy import run_module
from typing import Final

PARTS: Final = ("check", "build", "search", "overlaps", "weaving", "who_does")


def main() -> None:
    """Run the parts there are, in order."""
    sys.argv = sys.argv[:1]
    for part in PARTS:
        if find_spec(f"benchmarks.{part}") is not None:
            print(f"\n# {part}", flush=True)
            run_module(f"benchmarks.{part}", run_name="__main__", alter_sys=True)


if __name__ == "__main__":
    main()
