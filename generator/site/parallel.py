"""Work given to other processes, behind the interface of `concurrent.futures`.

By default these are copies of this process: they inherit what the work needs, a whole catalogue, where sending it would
take longer than the work. Any other executor will do whose workers are `working` themselves (`cluster.py`).
"""

import gc
import multiprocessing
import os
import signal
import sys
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from concurrent.futures import BrokenExecutor, Executor, Future, ProcessPoolExecutor
from contextlib import contextmanager
from threading import Thread
from typing import Any, Final, TypeVar

TaskT = TypeVar("TaskT")
ResultT = TypeVar("ResultT")

_AHEAD: Final = 16
"""So many tasks are given out before the result of the first is taken: results that wait fill the memory."""
_AT_ONCE: Final = 50
_WORTH_SPREADING: Final = 1_000
"""Fewer files than these are read sooner than copies of the process are ready."""
_MOST_SPREAD: Final = 4
_INHERITED: Final[list[Callable[[Any], Any]]] = []
"""The last of them is the work of this process, and of those that are copied from it."""


def can_fork() -> bool:
    """Tell whether the system copies a running process safely: macOS has `fork`, and libraries that break in it."""
    return sys.platform.startswith("linux") and "fork" in multiprocessing.get_all_start_methods()


@contextmanager
def working(work: Callable[[Any], Any]) -> Iterator[None]:
    """Let the tasks that reach this process be done by `work`; for a worker that is no copy."""
    _INHERITED.append(work)
    try:
        yield
    finally:
        _INHERITED.pop()


def results_of(
    work: Callable[[TaskT], ResultT], tasks: Iterable[TaskT], executor: Executor | None = None
) -> Generator[ResultT, None, None]:
    """Yield the result of `work` for each task, in their order, done by `executor` or else here.

    Tasks and results travel, so they must be of what `pickle` takes. A task that failed elsewhere, or whose worker
    died, is done again here: its error is the very one that a single process would raise.
    """
    waiting: deque[tuple[TaskT, Future[ResultT] | None]] = deque()
    try:
        for task in tasks:
            future = _given_out(task, executor) if executor else None
            if future is None:
                executor = None
            waiting.append((task, future))
            if executor is None or len(waiting) == _AHEAD:
                yield _result(work, *waiting.popleft())
        while waiting:
            yield _result(work, *waiting.popleft())
    finally:
        for _, future in waiting:
            if future:
                future.cancel()


@contextmanager
def forked(work: Callable[[Any], Any], processes: int) -> Iterator[Executor | None]:
    """Give an executor of so many copies of this process that do `work`; nothing where the system refuses.

    To be called where no other thread could hold a lock that the work needs: a copy would wait for it for ever.
    """
    before = set(multiprocessing.active_children())
    with working(work):
        gc.freeze()  # what is looked at by a collector is copied page by page
        executor = _pool(processes)
        try:
            yield executor
        finally:
            if executor:
                executor.shutdown(cancel_futures=True)
            for left in set(multiprocessing.active_children()) - before:
                # The system had no room for all workers: those it started wait for a pool that never began.
                left.terminate()
                left.join()
            gc.unfreeze()


def spread(processes: int) -> Callable[[Callable[[Any], Any], Sequence[Any]], Iterable[Any]]:
    """Return what does a work for each of many things, like `map`, in so many processes as far as they are worth it."""

    def shared(work: Callable[[Any], Any], things: Sequence[Any]) -> Iterable[Any]:
        if processes > 1 and can_fork() and len(things) >= _WORTH_SPREADING:
            return _spread(work, things, min(processes, _MOST_SPREAD))
        return map(work, things)

    return shared


def _spread(work: Callable[[Any], Any], things: Sequence[Any], processes: int) -> Iterator[Any]:
    def each(at: int) -> list[Any]:
        return [work(thing) for thing in things[at : at + _AT_ONCE]]

    with forked(each, processes) as executor:
        for some in results_of(each, range(0, len(things), _AT_ONCE), executor):
            yield from some


def _pool(processes: int) -> Executor | None:
    try:
        context = multiprocessing.get_context("fork")
        return ProcessPoolExecutor(processes, mp_context=context, initializer=_prepare_worker)
    except (OSError, NotImplementedError, ImportError):  # no semaphores, as in some containers
        return None


def _prepare_worker() -> None:
    """Leave Ctrl-C to the process that was copied, and end when it ends: a copy would go on holding its locks."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def _given_out(task: TaskT, executor: Executor) -> Future[Any] | None:
    try:
        return executor.submit(_do_inherited, task)
    except (OSError, BrokenExecutor):  # no room for another process, or a worker died
        return None


def _do_inherited(task: Any) -> Any:
    return _INHERITED[-1](task)


def _result(work: Callable[[TaskT], ResultT], task: TaskT, future: Future[ResultT] | None) -> ResultT:
    if future:
        try:
            return future.result()
        except Exception:  # noqa: BLE001 -- done again below, where the error can be seen
            return work(task)
    return work(task)
