"""One build at a time for each site: two writers in one staging folder would publish half of each."""

import os
from contextlib import suppress
from pathlib import Path

from generator.publish.refusals import Refusal

try:
    import fcntl
except ImportError:  # pragma: no cover - Windows, where nothing stands in for it yet
    fcntl = None  # type: ignore[assignment]


class BuildLock:
    """Held from `acquire` to `release`; the system lets go of it when the process dies, however it dies."""

    def __init__(self, target: Path) -> None:
        self._target = target
        self._path = target.with_name(f".{target.name}.lock")
        self._descriptor: int | None = None

    def acquire(self) -> None:
        """Take the lock.

        Raises:
            Refusal: Another build of the same site holds it.
        """
        while self._descriptor is None:
            descriptor = os.open(self._path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
            try:
                self._lock(descriptor)
                still_there = self._is_at_path(descriptor)
            except BaseException:
                os.close(descriptor)
                raise
            if still_there:
                self._descriptor = descriptor
            else:
                os.close(descriptor)

    def release(self) -> None:
        """Let the next build in; harmless when the lock is not held."""
        if self._descriptor is None:
            return
        with suppress(FileNotFoundError):
            self._path.unlink()
        os.close(self._descriptor)
        self._descriptor = None

    def _lock(self, descriptor: int) -> None:
        if fcntl is None:  # pragma: no cover - Windows
            return
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise Refusal("another_build", target=self._target) from error

    def _is_at_path(self, descriptor: int) -> bool:
        # The former holder removes the file as it leaves: a lock on a removed file protects nothing.
        try:
            return os.path.samestat(os.fstat(descriptor), self._path.stat())
        except FileNotFoundError:
            return False
