"""The only place where a published site is replaced.

On Linux the two folders swap names in one step. Elsewhere there are two renames: between them the old
site waits whole under a hidden name, and `recover` puts it back at the next start. A killed build
therefore leaves the old site or the new one, never half of either.

Nothing is deleted that does not carry our marker file: a wrong `--site` must not cost anybody a folder.
"""

import ctypes
import errno
import os
import shutil
import sys
from collections.abc import Callable
from pathlib import Path

from generator.publish.refusals import Refusal

MARKER = ".intreccio-site"
MARKER_TEXT = "Intreccio made this folder and replaces the whole of it at every build: keep nothing here.\n"

_AT_FDCWD = -100
_RENAME_EXCHANGE = 2
_NOT_SUPPORTED = {errno.ENOSYS, errno.EINVAL, errno.ENOTSUP}


def staging_folder(target: Path) -> Path:
    """Where the next site grows: beside the target, so that both are on one file system."""
    return target.with_name(f".{target.name}.new")


def begin(target: Path) -> Path:
    """Clear what a killed build of `target` left, and make the empty, marked folder of the next site."""
    recover(target)
    new = staging_folder(target)
    new.mkdir()
    try:
        (new / MARKER).write_text(MARKER_TEXT, encoding="utf-8")
    except OSError:
        shutil.rmtree(new, ignore_errors=True)
        raise
    return new


def exchange(new: Path, target: Path) -> None:
    """Put the folder `new` in the place of `target` and delete what was there.

    Args:
        new: A whole site, marked as ours.
        target: The published site; it may not exist yet.

    Raises:
        Refusal: `target` is not ours to replace, or the system does not allow it.
    """
    refuse_foreign(target)
    try:
        if not target.exists():
            new.rename(target)
        elif _swap(new, target):
            _forget(new)
        else:
            _rename_twice(new, target)
    except OSError as error:
        raise Refusal("not_replaced", target=target, reason=error) from error


def recover(target: Path) -> None:
    """Repair what a killed build left behind: the site is whole again and nothing lies beside it.

    Only who holds the build lock of `target` may call it.

    Raises:
        Refusal: A folder with the name of our leftovers is not ours.
    """
    old = _aside(target, "old")
    if old.is_dir() and not os.path.lexists(target):
        refuse_foreign(old)
        old.rename(target)
    for leftover in (staging_folder(target), old, _aside(target, "gone")):
        if os.path.lexists(leftover):
            _forget(leftover)


def refuse_foreign(target: Path) -> None:
    """Raise unless `target` is missing, an empty folder, or a site that Intreccio published.

    A published folder under version control counts as somebody's: its history would go with it.
    """
    if target.is_symlink():
        raise Refusal("symbolic_link", target=target)
    if not target.exists():
        return
    if not target.is_dir():
        raise Refusal("not_a_folder", target=target)
    ours = (target / MARKER).is_file() and not os.path.lexists(target / ".git")
    if not ours and any(target.iterdir()):
        raise Refusal("not_ours", target=target)


def _aside(target: Path, why: str) -> Path:
    return target.with_name(f".{target.name}.{why}")


def _rename_twice(new: Path, target: Path) -> None:
    old = _aside(target, "old")
    target.rename(old)
    try:
        new.rename(target)
    except BaseException:
        old.rename(target)
        raise
    # Under its own name a half-deleted folder could be taken for the site that `recover` looks for.
    _forget(old.rename(_aside(target, "gone")))


def _forget(folder: Path) -> None:
    """Delete a folder of ours, its marker last: killed half-way, it is still known as ours."""
    refuse_foreign(folder)
    for entry in list(folder.iterdir()):
        if entry.name == MARKER:
            continue
        if entry.is_dir() and not entry.is_symlink():
            shutil.rmtree(entry)
        else:
            entry.unlink()
    (folder / MARKER).unlink(missing_ok=True)
    folder.rmdir()


def _swap(new: Path, target: Path) -> bool:
    """Exchange two names in one step; False where the system or the file system cannot."""
    renameat2 = _renameat2()
    if renameat2 is None:
        return False
    if renameat2(_AT_FDCWD, os.fsencode(new), _AT_FDCWD, os.fsencode(target), _RENAME_EXCHANGE) == 0:
        return True
    code = ctypes.get_errno()
    if code in _NOT_SUPPORTED:
        return False
    raise OSError(code, os.strerror(code), str(target))


def _renameat2() -> Callable[..., int] | None:
    """The system call (renameat2(2)), which Python does not offer; None where the C library has none."""
    if not sys.platform.startswith("linux"):
        return None
    function = getattr(ctypes.CDLL(None, use_errno=True), "renameat2", None)
    if function is None:
        return None
    function.argtypes = (ctypes.c_int, ctypes.c_char_p, ctypes.c_int, ctypes.c_char_p, ctypes.c_uint)
    function.restype = ctypes.c_int
    return function  # type: ignore[no-any-return]
