"""The tests marked `before_release`: a part of `make audit`, `python -m tests.audit tests`.

Each takes long and has a quicker one of its kind among the tests that every change runs.
"""

import re
import subprocess
import sys
from collections.abc import Iterator

from tests.conftest import EXAMPLE

_WENT_WRONG = re.compile(r"^(?:FAILED|ERROR) .*", re.MULTILINE)


def whole_audit() -> Iterator[str]:
    """Yield what failed, a line for each; a run in which nothing was tried is a fault, too."""
    command = [sys.executable, "-m", "pytest", "-q", "-m", "before_release", "-n", "2", "--dist", "loadgroup"]
    done = subprocess.run(
        command, cwd=EXAMPLE.parents[1], capture_output=True, text=True, encoding="utf-8", check=False
    )
    yield from _WENT_WRONG.findall(done.stdout)
    if done.returncode and not _WENT_WRONG.search(done.stdout):
        yield f"pytest ended with {done.returncode}: {(done.stdout + done.stderr)[-2000:]}"
