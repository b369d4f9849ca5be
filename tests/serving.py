"""A catalogue built with the public command, and its site served to a browser."""

import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from generator.publish.server import DevelopmentServer

TODAY = "2026-11-22"
"""The day that never changes."""


def build(root: Path, *options: str, today: str = TODAY) -> None:
    """Build a catalogue; a build that fails is told with its own words."""
    command = [sys.executable, "-m", "generator", "build", "-C", str(root), "--today", today, *options]
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stdout[-3000:] + done.stderr[-3000:]


@contextmanager
def served(root: Path) -> Iterator[str]:
    """Build the catalogue in `root` into a folder that goes away, and yield the address of its site."""
    with tempfile.TemporaryDirectory() as room:
        site = Path(room, "site")
        build(root, "--site", str(site))
        with DevelopmentServer(site) as server:
            yield server.url
