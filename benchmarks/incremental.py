"""What one changed record costs, beside a build of everything in the same run: `python -m benchmarks.incremental`.

The real command, over an invented catalogue: everything, nothing changed, one network called otherwise, one activity,
one record more. The clock, and processor time with that of all helpers (Pagefind is one of them).
"""

import argparse
import os
import re
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from benchmarks.aims import keep
from benchmarks.synthetic import write_catalogue

RECORDS: Final = (1_000, 10_000)
TODAY: Final = "2026-11-22"
Changes = dict[str, Callable[[Path], None]]
_NAME: Final = re.compile(r"^nome: .*$", re.MULTILINE)
_INNER_NAME: Final = re.compile(r"^([- ]+nome: ).*$", re.MULTILINE)


def main() -> int:
    """Print a table for each size."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.incremental", description=__doc__)
    parser.add_argument("--records", type=int, nargs="+", default=RECORDS)
    parser.add_argument("--figures", type=Path, help="where to keep what has an aim")
    arguments = parser.parse_args()
    for records in arguments.records:
        with TemporaryDirectory(prefix="intreccio-bench-") as folder:
            root = Path(folder, "catalogue")
            root.mkdir()
            write_catalogue(root, records)
            dearest = _measure(root, records)
    keep(arguments.figures, {"changed, processor": dearest})
    return 0


def _measure(root: Path, records: int) -> float:
    """Print a line for each change; returns the largest share of processor time that a changed record took."""
    changes: Changes = {
        "everything": lambda _: None,
        "nothing": lambda _: None,
        "a network": lambda root: _renamed(root, "networks", _NAME, "nome: Rete cambiata"),
        "an activity": lambda root: _renamed(root, "networks", _INNER_NAME, r"\1Incontro cambiato"),
        "an organisation": lambda root: _renamed(root, "organizations", _NAME, "nome: Ente cambiato"),
        "a network more": _one_more,
    }
    print(f"\n{records:,} records\n{'changed':18}   clock          processor        pages made")
    whole: tuple[float, float] | None = None
    changed = []
    for name, change in changes.items():
        change(root)
        clock, processor, said = _build(root)
        whole = whole or (clock, processor)
        if name.startswith("a"):
            changed.append(processor / whole[1])
        shares = f"{clock:7.2f}s {clock / whole[0]:5.0%}  {processor:7.2f}s {processor / whole[1]:5.0%}"
        print(f"{name:18} {shares}   {said}", flush=True)
    return max(changed)


def _build(root: Path) -> tuple[float, float, str]:
    command = [sys.executable, "-m", "generator", "build", "-C", str(root), "--today", TODAY, "--lang", "en"]
    start = time.perf_counter()
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True) as ran:
        said = ran.stdout.read() if ran.stdout else ""
        _, status, used = os.wait4(ran.pid, 0)
        ran.returncode = os.waitstatus_to_exitcode(status)
    if ran.returncode:
        sys.exit(said[-2000:])
    return time.perf_counter() - start, used.ru_utime + used.ru_stime, said.strip().splitlines()[-1]


def _renamed(root: Path, folder: str, pattern: re.Pattern[str], name: str) -> None:
    file = next(
        path
        for path in sorted((root / folder).glob("*.yml"))[7:]
        if pattern.search(path.read_text("utf-8")) is not None
    )
    file.write_text(pattern.sub(name, file.read_text("utf-8"), count=1), "utf-8")


def _one_more(root: Path) -> None:
    file = sorted((root / "networks").glob("*.yml"))[11]
    text = _NAME.sub("nome: Rete nuova", file.read_text("utf-8"), count=1)
    file.with_name("rete-nuova.yml").write_text(text, "utf-8")


if __name__ == "__main__":
    sys.exit(main())
