"""Work shared out among processes of this machine, where the system can copy a process as it stands.

The helpers inherit the whole catalogue by `fork`, take the next task whenever they are free, and hand over what they
make through a pipe; whoever called goes on as if it made everything itself. What a helper could not finish (it raised,
or the system killed it) is done again here, so an error is the very error that one process alone would raise.
"""

import ctypes
import multiprocessing
import os
import signal
import sys
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from itertools import islice
from multiprocessing.connection import Connection, wait
from typing import Any, Final, TypeVar, cast

ThingT = TypeVar("ThingT")
Task = Callable[[], Iterable[ThingT]]

_MOST_TASKS: Final = 256
"""A ticket is one byte."""
_PARENT_DEATH_SIGNAL: Final = 1
"""PR_SET_PDEATHSIG of prctl(2)."""


def can_share() -> bool:
    """Tell whether the system copies a running process safely: macOS has `fork`, and libraries that break in it."""
    return sys.platform.startswith("linux") and "fork" in multiprocessing.get_all_start_methods()


def shared_out(tasks: Sequence[Task[ThingT]], processes: int) -> Generator[ThingT, None, None]:
    """Yield everything that `tasks` make, in any order, made by so many helpers; each task makes the same every time.

    To be called where no other thread could hold a lock that a task needs. Close the generator to end the helpers.
    """
    if len(tasks) > _MOST_TASKS:
        raise ValueError(f"{len(tasks)} tasks, {_MOST_TASKS} at most")
    made = [0] * len(tasks)
    finished: set[int] = set()
    with _helpers(tasks, processes) as helpers:
        for task, things in _heard(helpers):
            if not things:
                finished.add(task)
            made[task] += len(things)
            yield from things
    for task, make in enumerate(tasks):
        if task not in finished:
            yield from islice(make(), made[task], None)


@contextmanager
def _helpers(tasks: Sequence[Task[ThingT]], processes: int) -> Iterator[list[Connection]]:
    context = multiprocessing.get_context("fork")
    tickets = _tickets(len(tasks))
    pipes = [context.Pipe(duplex=False) for _ in range(processes)]
    helpers = [context.Process(target=_help, args=(at, tickets, pipes, tasks), daemon=True) for at in range(processes)]
    try:
        with suppress(OSError):  # the system has no room for one more: those there are, or nobody, do the work
            for one in helpers:
                one.start()
        for _, tell in pipes:
            tell.close()
        yield [hear for hear, _ in pipes]
    finally:
        os.close(tickets)
        for one in helpers:
            if one.pid is not None:
                one.terminate()
                one.join()
        for hear, tell in pipes:
            hear.close()
            tell.close()


def _tickets(count: int) -> int:
    """Return the end of a pipe where each process that reads a byte gets a task nobody else has."""
    reading, writing = os.pipe()
    os.write(writing, bytes(range(count)))
    os.close(writing)
    return reading


def _help(at: int, tickets: int, pipes: Sequence[tuple[Connection, Connection]], tasks: Sequence[Task[ThingT]]) -> None:
    _die_with_caller()
    for other, (hear, tell) in enumerate(pipes):
        hear.close()
        if other != at:
            tell.close()
    tell = pipes[at][1]
    try:
        while ticket := os.read(tickets, 1):
            for thing in tasks[ticket[0]]():
                tell.send((ticket[0], (thing,)))
            tell.send((ticket[0], ()))
    except BaseException:  # noqa: BLE001 -- the task is done again where its error can be seen
        os._exit(1)


def _die_with_caller() -> None:
    """Leave Ctrl-C to the process that was called, and end when it ends: a copy of it would go on holding its lock."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    ctypes.CDLL(None).prctl(_PARENT_DEATH_SIGNAL, signal.SIGKILL)


def _heard(helpers: list[Connection]) -> Iterator[tuple[int, tuple[Any, ...]]]:
    """Yield the number of a task and what was made of it; nothing at its end."""
    while helpers:
        for ready in wait(helpers):
            one = cast("Connection", ready)
            try:
                yield one.recv()
            except (EOFError, OSError):
                helpers.remove(one)
