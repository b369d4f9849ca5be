"""Seconds and memory to read and check 5,000 records, beside other validators: `python -m benchmarks.check`.

The peers do less on the same files: yamllint reads the syntax and style of one file at a time, check-jsonschema holds
it against a schema (ours, as `intreccio schema` writes it). Neither knows references, privacy, dates in time, or the
rest of the catalogue, and their words are English.
"""

import argparse
import json
import os
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from benchmarks.synthetic import write_catalogue
from generator.checking import sound_vocabularies
from generator.checking.editor_schema import json_schemas
from generator.reading.folder import read_folder

FILES: Final = 5_000
_FILES_IN_A_HUNDRED: Final = 55
"""A hundred records of an invented catalogue are this many files: activities and practices live in them."""
TODAY: Final = "2026-11-22"
_STYLE: Final = "{extends: relaxed, rules: {line-length: disable}}"


@dataclass(frozen=True, slots=True)
class Cost:
    """What a command took: seconds on the clock, seconds of processor, megabytes at the most."""

    name: str
    clock: float
    processor: float
    megabytes: float


def measure(name: str, *commands: Sequence[str]) -> Cost:
    """Run commands one after the other, each in a process of its own, and add up what they took."""
    clock = processor = megabytes = 0.0
    for command in commands:
        started = time.perf_counter()
        child = os.posix_spawn(command[0], list(command), os.environ, file_actions=_SILENT)
        _, _, usage = os.wait4(child, 0)
        clock += time.perf_counter() - started
        processor += usage.ru_utime + usage.ru_stime
        megabytes = max(megabytes, usage.ru_maxrss / 1024)
    return Cost(name, clock, processor, megabytes)


_SILENT: Final = [(os.POSIX_SPAWN_OPEN, 1, os.devnull, os.O_WRONLY, 0o600)]


def _commands(catalogue: Path, schemas: Path) -> dict[str, list[list[str]]]:
    python = sys.executable
    kinds = {"rete": catalogue / "networks", "ente": catalogue / "organizations"}
    files = {kind: [str(path) for path in sorted(folder.glob("*.yml"))] for kind, folder in kinds.items()}
    against = [
        [python, "-m", "check_jsonschema", "--schemafile", str(schemas / f"{kind}.json"), *listed]
        for kind, listed in files.items()
    ]
    every = [path for listed in files.values() for path in listed]
    return {
        "intreccio check": [[python, "-m", "generator", "check", "-C", str(catalogue), "--today", TODAY]],
        "check-jsonschema": against,
        "yamllint": [[python, "-m", "yamllint", "-d", _STYLE, *every]],
    }


def compare(files: int) -> list[Cost]:
    """Measure every command on an invented catalogue of about `files` records that are files."""
    with TemporaryDirectory() as folder:
        root = Path(folder)
        write_catalogue(root / "catalogue", -(-files // _FILES_IN_A_HUNDRED) * 100)
        for kind, standard in json_schemas(sound_vocabularies(read_folder(root / "catalogue"))).items():
            (root / f"{kind}.json").write_text(json.dumps(standard), "utf-8")
        return [measure(name, *commands) for name, commands in _commands(root / "catalogue", root).items()]


def main(arguments: Sequence[str] | None = None) -> None:
    """Print one line a command, with its ratio to ours in processor seconds: the clock depends on who else works."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--files", type=int, default=FILES, help="how many files (5,000)")
    files = parser.parse_args(arguments).files
    costs = compare(files)
    print(f"\nReading and checking {files:,} files\n")
    print(f"| {'command':<16} | {'seconds':>7} | {'processor':>9} | {'MB':>4} | {'ratio':>5} |")
    print("|------------------|--------:|----------:|-----:|------:|")
    for cost in costs:
        ratio = cost.processor / costs[0].processor
        row = (f"{cost.clock:7.1f}", f"{cost.processor:9.1f}", f"{cost.megabytes:4.0f}", f"{ratio:5.1f}")
        print(f"| {cost.name:<16} | {' | '.join(row)} |")


if __name__ == "__main__":
    main()
