"""A change of files as a commit: only those files, whatever else waits in the folder."""

from collections.abc import Iterable
from pathlib import Path

from generator.errors import CannotRun
from generator.reading.history import git


def is_kept_in_git(root: Path) -> bool:
    """Tell whether a catalogue stands in a repository."""
    return git(root, "rev-parse", "--is-inside-work-tree").returncode == 0


def commit(root: Path, files: Iterable[str], message: str) -> None:
    """Commit files of a catalogue as they stand; raises CannotRun where git does not want to."""
    paths = [f":(literal){file}" for file in files]
    done = git(root, "add", "--", *paths)
    if not done.returncode:
        done = git(root, "commit", "--quiet", "--message", message, "--", *paths)
    if done.returncode:
        raise CannotRun(
            "commit_failed", reason=done.stderr.decode("utf-8", "replace").strip().splitlines()[-1:] or "git"
        )
