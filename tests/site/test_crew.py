"""Work shared out among processes is the work of one."""

import os
import signal
import time
from collections.abc import Iterator
from contextlib import closing, suppress
from functools import partial
from pathlib import Path

import pytest

from generator.site.crew import Task, can_share, shared_out

pytestmark = [
    pytest.mark.skipif(not can_share(), reason="this system does not copy running processes safely"),
    # Whoever runs tests in parallel has a thread of its own, which Python 3.12 warns about; tasks here take no locks.
    pytest.mark.filterwarnings("ignore:.*fork:DeprecationWarning"),
]
_HERE = os.getpid()


def _count(to: int) -> Iterator[int]:
    yield from range(to)


def _fail_after(made: int) -> Iterator[int]:
    yield from range(made)
    raise LookupError("record 7")


def _die_elsewhere(made: int) -> Iterator[int]:
    yield from range(made)
    if os.getpid() != _HERE:
        os.kill(os.getpid(), signal.SIGKILL)
    yield made


def _forever() -> Iterator[int]:
    while True:
        yield os.getpid()


@pytest.fixture(autouse=True)
def _no_helper_is_left() -> Iterator[None]:
    """Whoever runs the tests may have processes of its own, such as a browser: only new ones count."""
    before = _children()
    yield
    assert _children() - before == set()


def _children() -> set[int]:
    found = set()
    for stat in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):
            if int(stat.read_text("ascii", "replace").rpartition(")")[2].split()[1]) == _HERE:
                found.add(int(stat.parent.name))
    return found


@pytest.mark.parametrize("processes", [1, 2, 3])
def test_everything_is_made_once(processes: int) -> None:
    """Whoever makes it."""
    tasks = [partial(_count, size) for size in (5, 0, 300, 1, 7)]
    expected = sorted(number for size in (5, 0, 300, 1, 7) for number in range(size))
    assert sorted(shared_out(tasks, processes)) == expected


def test_the_error_of_a_helper_is_raised_here() -> None:
    """The very error, after what was made before it."""
    made: list[int] = []
    tasks: list[Task[int]] = [partial(_count, 3), partial(_fail_after, 2)]
    with pytest.raises(LookupError, match="record 7"):
        made.extend(shared_out(tasks, 2))


def test_what_a_killed_helper_left_is_made_here() -> None:
    """A system short of memory kills helpers first."""
    tasks: list[Task[int]] = [partial(_die_elsewhere, 4), partial(_count, 3), partial(_count, 2)]
    assert sorted(shared_out(tasks, 2)) == sorted([0, 1, 2, 3, 4, 0, 1, 2, 0, 1])


def test_without_room_for_helpers_everything_is_made_here(monkeypatch: pytest.MonkeyPatch) -> None:
    """The system may refuse to start another process."""

    def refused() -> int:
        raise BlockingIOError

    monkeypatch.setattr(os, "fork", refused)
    assert sorted(shared_out([partial(_count, 3), partial(_count, 2)], 2)) == [0, 0, 1, 1, 2]


def test_helpers_end_when_nobody_listens_any_more() -> None:
    """Whoever called stopped half-way."""
    with closing(shared_out([_forever, _forever], 2)) as made:
        helper = next(made)
    assert helper != _HERE


def test_helpers_end_with_the_process_that_called() -> None:
    """However it ends: here it is killed."""
    reading, writing = os.pipe()
    caller = os.fork()
    if not caller:
        for helper in shared_out([_forever, _forever], 2):
            os.write(writing, str(helper).encode())
            time.sleep(60)
    helper = int(os.read(reading, 20))
    os.kill(caller, signal.SIGKILL)
    os.waitpid(caller, 0)
    for descriptor in (reading, writing):
        os.close(descriptor)
    deadline = time.monotonic() + 10
    while _is_running(helper) and time.monotonic() < deadline:
        time.sleep(0.01)
    assert not _is_running(helper)


def _is_running(process: int) -> bool:
    try:
        with open(f"/proc/{process}/stat", encoding="ascii") as told:  # noqa: PTH123 -- it may vanish while it is read
            return told.read().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False
