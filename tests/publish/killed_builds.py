"""Publishes a second site again and again, killed one file operation later each time.

Run by `test_kill.py` in a process of its own: `killed_builds.py FOLDER WAY`. Prints what was found after
each death as JSON: `[{"before": site, "recovered": site, "next": site, "beside": [names]}, …]`, the last
entry being the build that nothing killed. A site is its files, or null where there is none.
"""

import json
import os
import signal
import sys
from pathlib import Path

from generator.publish import Staging, exchange, recover

Site = dict[str, str] | None
Outcome = dict[str, Site | list[str]]

FIRST = {"index.html": "one", "same.html": "same", "gone/index.html": "one", "deep/er/page.html": "one"}
SECOND = {"index.html": "two", "same.html": "same", "deep/er/page.html": "two", "fresh/index.html": "two"}
OPERATIONS = {"open", "os.link", "os.mkdir", "os.remove", "os.rename", "os.rmdir"}


def publish(target: Path, files: dict[str, str]) -> None:
    """Publish a site made of these files."""
    with Staging.open(target) as staging:
        for path, text in files.items():
            staging.write(path, text)
        staging.publish()


def site(target: Path) -> Site:
    """Every file of the site with its text."""
    if not target.is_dir():
        return None
    files = (file for file in sorted(target.rglob("*")) if file.is_file() and file.name != exchange.MARKER)
    return {file.relative_to(target).as_posix(): file.read_text() for file in files}


def publish_until(operation: int, target: Path) -> None:
    """Publish the second site, dying right before the given file operation."""
    done = 0

    def count(event: str, _: object) -> None:
        nonlocal done
        if event in OPERATIONS:
            done += 1
            if done == operation:
                os.kill(os.getpid(), signal.SIGKILL)

    sys.addaudithook(count)
    publish(target, SECOND)
    os._exit(0)


def outcome(operation: int, folder: Path) -> tuple[bool, Outcome]:
    """Let one build be killed; tell whether it was, and what it left."""
    target = folder / "site"
    publish(target, FIRST)
    child = os.fork()
    if child == 0:
        publish_until(operation, target)
    _, status = os.waitpid(child, 0)
    before = site(target)
    recover(target)
    recovered = site(target)
    publish(target, SECOND)
    beside = sorted(entry.name for entry in folder.iterdir() if entry != target)
    found: Outcome = {"before": before, "recovered": recovered, "next": site(target), "beside": beside}
    return os.WIFSIGNALED(status), found


def main(folder: Path, way: str) -> None:
    """Kill builds at every operation there is."""
    if way == "two renames":
        exchange._renameat2 = lambda: None
    found: list[Outcome] = []
    killed = True
    while killed:
        killed, result = outcome(len(found) + 1, folder)
        found.append(result)
    json.dump(found, sys.stdout)


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2])
