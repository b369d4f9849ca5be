"""Work shared out among processes is the work of one."""

import os
import signal
import time
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, suppress
from pathlib import Path

import pytest

from generator.site.parallel import can_fork, forked, results_of, spread, working

pytestmark = [
    pytest.mark.skipif(not can_fork(), reason="this system does not copy running processes safely"),
    # Whoever runs tests in parallel has a thread of its own, which Python 3.12 warns about; tasks here take no locks.
    pytest.mark.filterwarnings("ignore:.*fork:DeprecationWarning"),
]
_HERE = os.getpid()


def _shared_out(work: Callable[[int], int], tasks: Iterable[int], processes: int) -> Iterator[int]:
    with forked(work, processes) as executor:
        assert executor is not None
        with closing(results_of(work, tasks, executor)) as results:
            yield from results


def _double(number: int) -> int:
    return number * 2


def _fail_at_seven(number: int) -> int:
    if number == 7:
        raise LookupError("record 7")
    return number


def _die_elsewhere(number: int) -> int:
    if number == 3 and os.getpid() != _HERE:
        os.kill(os.getpid(), signal.SIGKILL)
    return number


def _process(_: int) -> int:
    time.sleep(0.01)
    return os.getpid()


@pytest.fixture(autouse=True)
def _no_worker_is_left() -> Iterator[None]:
    """Whoever runs the tests may have processes of its own, such as a browser: only new ones count."""
    before = _children()
    yield
    assert _children() - before == set()


def _children() -> set[int]:
    children = set()
    for stat in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):
            if int(stat.read_text("ascii", "replace").rpartition(")")[2].split()[1]) == _HERE:
                children.add(int(stat.parent.name))
    return children


@pytest.mark.parametrize("processes", [1, 2, 3])
def test_everything_is_done_once_and_comes_in_order(processes: int) -> None:
    """Whoever does it."""
    assert list(_shared_out(_double, range(300), processes)) == list(range(0, 600, 2))


def test_what_is_spread_comes_back_as_from_a_map() -> None:
    """Many things are shared out, few are not; in their order."""
    shared = spread(2)
    assert list(shared(_double, range(2_345))) == list(range(0, 4_690, 2))
    assert set(shared(_process, range(30))) == {_HERE}
    assert _HERE not in set(shared(lambda _: os.getpid(), range(1_000)))


def test_the_error_of_a_worker_is_raised_here() -> None:
    """The very error, after what was made before it."""
    results: list[int] = []
    with pytest.raises(LookupError, match="record 7") as raised:
        results.extend(_shared_out(_fail_at_seven, range(20), 2))
    assert raised.value.__cause__ is None


def test_what_a_killed_worker_left_is_done_here() -> None:
    """A system short of memory kills workers first."""
    assert list(_shared_out(_die_elsewhere, range(100), 2)) == list(range(100))


@pytest.mark.parametrize("allowed", [0, 1])
def test_without_room_for_workers_everything_is_done_here(monkeypatch: pytest.MonkeyPatch, allowed: int) -> None:
    """The system may refuse to start another process; one that it allowed before does not stay."""
    fork = os.fork
    started: list[int] = []

    def refused() -> int:
        if len(started) >= allowed:
            raise BlockingIOError
        started.append(fork())
        return started[-1]

    monkeypatch.setattr(os, "fork", refused)
    assert list(_shared_out(_double, range(5), 2)) == [0, 2, 4, 6, 8]


def test_workers_end_when_nobody_wants_results_any_more() -> None:
    """Whoever called stopped half-way."""
    with forked(_process, 2) as executor, closing(results_of(_process, range(10_000), executor)) as results:
        worker = next(results)
    assert worker != _HERE


def test_workers_end_with_the_process_that_called() -> None:
    """However it ends: here it is killed."""
    reading, writing = os.pipe()
    caller = os.fork()
    if not caller:
        for worker in _shared_out(_process, range(1000), 2):
            os.write(writing, f"{worker:20}".encode())
            time.sleep(60)
    worker = int(os.read(reading, 20))
    os.kill(caller, signal.SIGKILL)
    os.waitpid(caller, 0)
    for descriptor in (reading, writing):
        os.close(descriptor)
    deadline = time.monotonic() + 10
    while _is_running(worker) and time.monotonic() < deadline:
        time.sleep(0.01)
    assert not _is_running(worker)


def test_any_other_executor_does_the_same() -> None:
    """Its workers were given the work by themselves."""
    with working(_double), ThreadPoolExecutor(2) as executor:
        assert list(results_of(_double, range(50), executor)) == list(range(0, 100, 2))


def _is_running(process: int) -> bool:
    try:
        with open(f"/proc/{process}/stat", encoding="ascii") as stat:  # noqa: PTH123 -- it may vanish while it is read
            return stat.read().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False
