"""A catalogue as it was at another revision, read out of git.

Plain `git` with argument lists: `ls-tree` names the files and one `cat-file --batch` hands over their contents.
`git archive` was weighed: it obeys the attributes that a revision itself brings (export-ignore, export-subst).
Nothing of what is read is run: no hooks, no filters, no fetching of missing objects.
"""

import os
import re
import subprocess
import tempfile
from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path, PurePosixPath
from typing import Final

from generator.errors import CannotRun
from generator.reading.folder import FOLDERS, MAX_BYTES, SETTINGS, Sources, most_bytes, read_folder
from generator.reading.walking import MOST_FOLDERS

_RECORDS: Final = tuple(PurePosixPath(folder) for folder in FOLDERS.values())
_STRAY_DEPTH: Final = 2
_LONGEST_NAME: Final = 255
_MOST_STEPS: Final = MOST_FOLDERS + 8
"""Deeper paths are left out: reading refuses them sooner, and a tree of git may be as deep as its author likes."""
_LINK: Final = "120000"
_FILES: Final = frozenset({"100644", "100755", _LINK})
_PLAIN: Final = frozenset({"100644", "100755"})
_NOWHERE: Final = "collegamento"
_TOLD: Final = ("rete", "ente", "storia")
"""Kinds of files whose changes are told."""
_TOLD_FILE: Final = re.compile(r"(?:networks|organizations)/(?:[^/]+/)*[^/]+\.yml|content/storie/[^/]+\.md")
_MOST_COMMITS: Final = 20_000
_BLOBS_AT_ONCE: Final = 2_000
_LAST_OF_CHECK: Final = 2
_QUIET: Final = {
    "GIT_OPTIONAL_LOCKS": "0",
    "GIT_TERMINAL_PROMPT": "0",
    "GIT_NO_LAZY_FETCH": "1",
    "GIT_NO_REPLACE_OBJECTS": "1",
    "LC_ALL": "C",
}
_SAFE: Final = ("-c", "core.hooksPath=/dev/null", "-c", "core.fsmonitor=false")


@dataclass(frozen=True, slots=True)
class _Blob:
    mode: str
    oid: str
    size: int
    path: str
    """Relative to the catalogue, with forward slashes."""


def read_revision(root: Path, revision: str, only: Collection[str] | None = None) -> Sources:
    """Read the records of the catalogue in `root` as they were at `revision`.

    With `only`, those files alone, by their paths in the catalogue, and the settings.

    Returns:
        Sources whose `root` is `root`; empty where there was no catalogue yet.

    Raises:
        CannotRun: no git, no repository, or a revision that this clone does not hold.
    """
    commit = _commit(root, revision)
    blobs = [blob for blob in _blobs(root, commit) if _is_wanted(blob)]
    if only is not None:
        blobs = [blob for blob in blobs if blob.path == SETTINGS or blob.path in only]
    if not any(blob.path == SETTINGS for blob in blobs):
        return Sources(root, ())
    with _unpacked(root, blobs) as folder:
        sources = read_folder(folder)
    return replace(sources, root=root)


def changed_files(root: Path, revision: str) -> list[str]:
    """Return every file that git follows and that is other than at `revision`, from the top of the repository.

    Raises CannotRun as `read_revision` does.
    """
    commit = _commit(root, revision)
    changed = git(root, "diff", "--name-only", "--no-renames", "--no-ext-diff", "--no-textconv", "-z", commit, "--")
    return [os.fsdecode(name) for name in changed.stdout.split(b"\0")[:-1]]


def revision_at(root: Path, day: date) -> str:
    """Return the id of the last commit up to the end of a day; empty where there is none, no repository or no git."""
    try:
        found = git(root, "rev-list", "-1", f"--before={day.isoformat()}T23:59:59", "HEAD", "--")
    except CannotRun:
        return ""
    return "" if found.returncode else found.stdout.decode("ascii", "replace").strip()


def lines_ever_added(root: Path, word: str, folder: str) -> Iterator[tuple[str, str]]:
    """Yield each line with `word` that a commit ever added to a file below `folder`, with the file as it was called.

    In one walk through the history, however many files there are. Nothing without git or a repository.
    """
    options = ("--no-ext-diff", "--no-textconv", "--no-color", "--no-renames", "--no-prefix", "--relative", "-U0")
    try:
        log = git(root, "log", "-p", "--format=", *options, "-G", re.escape(word), "HEAD", "--", folder)
    except CannotRun:
        return
    file = ""
    for line in log.stdout.decode("utf-8", "replace").splitlines() if not log.returncode else ():
        if line.startswith("+++ "):
            file = line.removeprefix("+++ ")
        elif line.startswith("+") and word in line:
            yield file, line[1:]


@dataclass(frozen=True, slots=True)
class FileChange:
    """What a commit did to a file, by the ids of its contents; empty where there was or is none."""

    file: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Commit:
    """A commit of the main line and what it changed; `moment` is when it was made, in seconds since 1970."""

    id: str
    moment: int
    files: tuple[FileChange, ...]


@dataclass(frozen=True, slots=True)
class History:
    """The main line of a catalogue's folder, newest first; a merge counts for all that came with it.

    `begins` is the moment of its first commit, where that is among those that were asked for: what a catalogue began
    with, or what a shallow clone begins with, is no change. `is_whole` tells the first from the second.
    """

    commits: tuple[Commit, ...] = ()
    begins: int | None = None
    is_whole: bool = False


def main_line(root: Path, since: date) -> History:
    """Return what changed in the records of the catalogue in `root` since a day, in one walk through the history.

    Nothing without git or a repository. No content is read: see `texts_of`.
    """
    options = ("--first-parent", "-m", "--no-renames", "--no-ext-diff", "--no-textconv", "--no-abbrev", "--relative")
    plain = ("--no-color", "--no-notes", "--no-show-signature", f"--max-count={_MOST_COMMITS}")
    period = f"--since={since.isoformat()}T00:00:00Z"
    folders = [FOLDERS[kind] for kind in _TOLD]
    try:
        log = git(
            root,
            "log",
            "--raw",
            "-z",
            "--format=%x1e%H %ct %P%x1f",
            *options,
            *plain,
            period,
            "HEAD",
            "--",
            *folders,
            SETTINGS,
        )
    except CannotRun:
        return History()
    if log.returncode:
        return History()
    history = _history(log.stdout)
    if history.begins is None or history.is_whole:
        return history
    return replace(history, is_whole=git(root, "rev-parse", "--is-shallow-repository").stdout.strip() == b"false")


def _history(log: bytes) -> History:
    """Read a log step by step: a file may be called whatever its author likes, the signs between commits included."""
    commits: list[Commit] = []
    at, end = 0, len(log)
    while at < end:
        if log[at : at + 1] != b"\x1e":
            at += 1
            continue
        stop = log.index(b"\x1f", at)
        commit_id, moment, *parents = log[at + 1 : stop].decode("ascii").split()
        files, at = _changes(log, stop + 1)
        is_first = not parents or any(change.file == SETTINGS and not change.before for change in files)
        if is_first:
            # What has parents and brings the settings is a beginning also in a clone that knows nothing older.
            return History(tuple(commits), int(moment), is_whole=bool(parents))
        records = tuple(change for change in files if _TOLD_FILE.fullmatch(change.file))
        if records:
            commits.append(Commit(commit_id, int(moment), records))
    return History(tuple(commits))


def _changes(log: bytes, at: int) -> tuple[list[FileChange], int]:
    """Read the files of one commit: `:modes ids status`, NUL, name, NUL (git-diff, "raw output format")."""
    found = []
    while log[at : at + 1] in {b"\0", b"\n"}:
        at += 1
    while log[at : at + 1] == b":":
        stop = log.index(b"\0", at)
        mode_before, mode_after, before, after, _ = log[at + 1 : stop].decode("ascii").split(" ")
        at = log.index(b"\0", stop + 1)
        name = log[stop + 1 : at].decode("utf-8", "surrogateescape")
        # A link, or a repository within, is no record: it is as if nothing stood there.
        oids = (oid if mode in _PLAIN else "" for mode, oid in ((mode_before, before), (mode_after, after)))
        found.append(FileChange(name, *oids))
        at += 1
    return found, at


def texts_of(root: Path, oids: Collection[str]) -> dict[str, str]:
    """Return the contents of files by their id, those that a record could have: small enough, in UTF-8."""
    wanted = sorted(filter(None, oids))
    asked = "".join(f"{oid}\n" for oid in wanted).encode()
    sizes = git(root, "cat-file", "--batch-check", stdin=asked).stdout.decode("ascii", "replace").splitlines()
    kept = [
        _Blob("", fields[0], int(fields[2]), "")
        for fields in map(str.split, sizes)
        if len(fields) > _LAST_OF_CHECK and fields[1] == "blob" and int(fields[2]) <= MAX_BYTES
    ]
    found = {}
    for start in range(0, len(kept), _BLOBS_AT_ONCE):
        for blob, content in _contents(root, kept[start : start + _BLOBS_AT_ONCE]):
            with suppress(UnicodeDecodeError):
                found[blob.oid] = content.decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")
    return found


def folder_in_repository(root: Path) -> str:
    """Return where `root` stands in its repository, with a slash at the end; empty where it is the top."""
    return os.fsdecode(git(root, "rev-parse", "--show-prefix").stdout.rstrip(b"\n"))


def _commit(root: Path, revision: str) -> str:
    """Return the full id of a revision, which never reaches git as an option."""
    if git(root, "rev-parse", "--is-inside-work-tree").returncode:
        raise CannotRun("no_repository", folder=root.absolute())
    parsed = git(root, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}")
    if parsed.returncode:
        is_shallow = git(root, "rev-parse", "--is-shallow-repository").stdout.strip() == b"true"
        raise CannotRun("no_shallow_revision" if is_shallow else "no_revision", revision=revision)
    return parsed.stdout.decode().strip()


def _blobs(root: Path, commit: str) -> Iterator[_Blob]:
    """List the files of a revision that stand below `root`."""
    tree = git(root, "ls-tree", "-r", "-z", "--long", commit)
    if tree.returncode:
        raise CannotRun("no_revision", revision=commit)
    for entry in tree.stdout.split(b"\0")[:-1]:
        about, _, path = entry.partition(b"\t")
        mode, _, oid, size = about.decode().split()
        if mode in _FILES:
            yield _Blob(mode, oid, int(size), path.decode("utf-8", "surrogateescape"))


def _is_wanted(blob: _Blob) -> bool:
    """Keep records, settings, and what stands where records do not belong; never a path that leads elsewhere."""
    path, steps = PurePosixPath(blob.path), blob.path.split("/")
    if not {"", ".", "..", ".git"}.isdisjoint(steps) or max(len(os.fsencode(step)) for step in steps) > _LONGEST_NAME:
        return False
    if len(path.parts) > _MOST_STEPS:
        return False
    is_stray = len(path.parts) <= _STRAY_DEPTH and path.suffix in {".yml", ".yaml"}
    return is_stray or any(folder in path.parents for folder in _RECORDS)


@contextmanager
def _unpacked(root: Path, blobs: list[_Blob]) -> Iterator[Path]:
    """Write the files into a folder of their own for as long as they are read."""
    with tempfile.TemporaryDirectory(prefix="intreccio-") as name:
        folder = Path(name).resolve()
        for blob, content in _contents(root, blobs):
            path = folder / blob.path
            with suppress(FileExistsError, NotADirectoryError):  # a forged tree names a file and a folder alike
                path.parent.mkdir(parents=True, exist_ok=True)
                if blob.mode == _LINK:
                    path.symlink_to(_NOWHERE)  # that it is a link is all that reading has to know
                else:
                    path.write_bytes(content)
        yield folder


def _contents(root: Path, blobs: Iterable[_Blob]) -> Iterator[tuple[_Blob, bytes]]:
    """Return each file with its bytes; of one that is too large for a record only that it is."""
    wanted = []
    for blob in blobs:
        most = most_bytes(blob.path)
        if blob.mode == _LINK or blob.size > most:
            yield blob, b" " * (most + 1)
        else:
            wanted.append(blob)
    batch = git(root, "cat-file", "--batch", stdin="".join(f"{blob.oid}\n" for blob in wanted).encode()).stdout
    # Of each object: a line about it, its bytes, a line feed (git-cat-file, "batch output").
    start = 0
    for blob in wanted:
        start = batch.find(b"\n", start) + 1
        yield blob, batch[start : start + blob.size]
        start += blob.size + 1


def git(root: Path, *arguments: str, stdin: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    """Run git in `root`, without hooks; what it says of its troubles is not for people. CannotRun without git."""
    command = ["git", "-C", str(root), *_SAFE, *arguments]
    try:
        return subprocess.run(command, input=stdin, capture_output=True, check=False, env={**os.environ, **_QUIET})
    except FileNotFoundError as missing:
        raise CannotRun("no_git") from missing
