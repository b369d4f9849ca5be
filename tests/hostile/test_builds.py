"""A build that is killed, starved or disturbed: the published site is whole, and the old one or the new one."""

import ctypes
import errno
import hashlib
import os
import random
import resource
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Event, Thread
from typing import Final

import pytest

from generator.errors import about_system
from generator.locale import load
from tests.conftest import overlaid

DAY: Final = "2026-11-22"
PATIENCE: Final = 300
SEED: Final = 20261128
RECORD: Final = Path("networks", "rete-vicini-di-casa.yml")
_PR_CAPBSET_DROP: Final = 24
_CAPABILITIES: Final = (1, 2)
"""To write and to read what one has no right to (CAP_DAC_OVERRIDE, CAP_DAC_READ_SEARCH): only root has them."""


class Town:
    """A small catalogue with two states, `old` and `new`, and what the site of each is like."""

    def __init__(self, folder: Path) -> None:
        self.root = overlaid(folder / "catalogo")
        self.record = self.root / RECORD
        self.texts = {"old": self.record.read_text("utf-8")}
        self.texts["new"] = self.texts["old"].replace("nome: Rete", "nome: Nuova rete", 1)
        assert self.texts["new"] != self.texts["old"]
        self.site = self.root / "site"
        self.prints: dict[str, str] = {}
        self.seconds = 0.0
        for state in ("new", "old"):
            self.write(state)
            start = time.monotonic()
            done = self.build()
            self.seconds = time.monotonic() - start
            assert done.returncode == 0, done.stderr
            self.prints[state] = fingerprint(self.site)

    def write(self, state: str) -> None:
        """Let the catalogue say the one thing or the other."""
        self.record.write_text(self.texts[state], "utf-8")

    def command(self, *options: str) -> list[str]:
        """Return the command that builds it."""
        return [sys.executable, "-m", "generator", "build", "-C", str(self.root), "--today", DAY, *options]

    def build(
        self, *options: str, env: Mapping[str, str] | None = None, before: Callable[[], None] | None = None
    ) -> subprocess.CompletedProcess[str]:
        """Build it in another process, which does `before` as it starts."""
        return subprocess.run(
            self.command(*options),
            capture_output=True,
            text=True,
            env={**os.environ, **(env or {})},
            preexec_fn=before,
            timeout=PATIENCE,
            check=False,
        )

    def state(self) -> str:
        """Tell which site is published: `old`, `new`, or neither."""
        found = fingerprint(self.site)
        return next((state for state, known in self.prints.items() if known == found), "neither")

    def leftovers(self) -> list[str]:
        """Return what stands beside the site and is no part of the catalogue."""
        return sorted(path.name for path in self.root.iterdir() if path.name.startswith(".site"))


def fingerprint(site: Path) -> str:
    """Return a number for all files of a site; of the search bundle, whose bytes change, only that it is there."""
    digest = hashlib.sha256()
    for path in sorted(site.rglob("*")):
        name = path.relative_to(site).as_posix()
        if path.is_file() and not name.startswith("pagefind/"):
            digest.update(f"{name}\0".encode() + hashlib.sha256(path.read_bytes()).digest())
    has_index = (site / "pagefind" / "pagefind-entry.json").is_file()
    return f"{digest.hexdigest()} {has_index}"


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Town:
    """Return the town, built once in each state."""
    return Town(tmp_path_factory.mktemp("costruzioni"))


def killed(town: Town, chance: random.Random, times: int) -> Iterator[str]:
    """Kill builds at random moments, and yield what is wrong after each; half of them near the end, where it counts."""
    for number in range(times):
        was = town.state()
        town.write("new" if was == "old" else "old")
        share = chance.uniform(0.75, 1.02) if number % 2 else chance.uniform(0.05, 0.75)
        running = subprocess.Popen(town.command(), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        time.sleep(town.seconds * share)
        running.send_signal(signal.SIGKILL)
        running.wait()
        if (now := town.state()) == "neither":
            yield f"kill {number} at {share:.2f}: a site that is neither whole old nor whole new"
        done = town.build()
        if done.returncode or town.state() == now == was:
            yield f"kill {number} at {share:.2f}: the next build says {done.returncode}: {done.stderr[-500:]}"
        if left := town.leftovers():
            yield f"kill {number} at {share:.2f}: left {left}"


def test_a_killed_build_leaves_a_whole_site(town: Town) -> None:
    """Whenever it dies; the audit kills twenty."""
    assert list(killed(town, random.Random(SEED), 1)) == []  # noqa: S311 -- repeatable, not secret


def _at_most(kind: int, amount: int) -> Callable[[], None]:
    def limit() -> None:
        resource.setrlimit(kind, (amount, amount))

    return limit


def starved(town: Town, sizes: tuple[int, ...]) -> Iterator[str]:
    """Build where no file may grow beyond so many bytes, as on a disk that is full, and yield what is wrong."""
    for size in sizes:
        was = town.state()
        town.write("new" if was == "old" else "old")
        done = town.build(before=_at_most(resource.RLIMIT_FSIZE, size))
        yield from _ended_in_words(f"at most {size} bytes", done)
        if town.state() != was or town.leftovers():
            yield f"at most {size} bytes: {was} became {town.state()}, left {town.leftovers()}"


def _ended_in_words(name: str, done: subprocess.CompletedProcess[str]) -> Iterator[str]:
    said = done.stdout + done.stderr
    if done.returncode not in {1, 2} or "Traceback" in said or not said.strip():
        yield f"{name}: {done.returncode}, {said[-2000:]}"


def test_a_full_disk_leaves_the_old_site(town: Town) -> None:
    """A sentence says what failed; the audit tries more sizes, and a disk that is really full."""
    assert list(starved(town, (30_000,))) == []


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EDQUOT, errno.EIO])
def test_a_disk_that_fills_while_a_file_is_written(number: int) -> None:
    """The system names no file then; what names none for another reason is a mistake of ours, and is shown whole."""
    stopped = about_system(OSError(number, os.strerror(number)))

    assert stopped is not None
    assert "Non posso continuare a scrivere" in stopped.say(load("messages", "it"))
    assert about_system(OSError(errno.EBADF, "Bad file descriptor")) is None


def _without_privileges() -> None:
    """Let the program that starts next have no more rights than anybody, even where tests run as root."""
    libc = ctypes.CDLL(None, use_errno=True)
    for capability in _CAPABILITIES:
        libc.prctl(_PR_CAPBSET_DROP, capability, 0, 0, 0)


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="rights of root are taken away by a call of Linux")
def test_a_target_that_may_not_be_written(town: Town, tmp_path: Path) -> None:
    """A sentence, and nothing is left behind; what was published there stays."""
    place = tmp_path / "chiusa"
    shutil.copytree(town.site, place / "site")
    place.chmod(0o555)
    try:
        done = town.build("--site", str(place / "site"), before=_without_privileges)
        assert list(_ended_in_words("read-only", done)) == []
        assert [path.name for path in place.iterdir()] == ["site"]
        assert fingerprint(place / "site") in town.prints.values()
    finally:
        place.chmod(0o755)


_MEMORY: Final = Path("/dev/shm")  # noqa: S108 -- another file system, wherever Linux is


def beyond(town: Town, states: tuple[str, ...]) -> Iterator[str]:
    """Build into another file system, more than once where folders are exchanged too, and yield what is wrong."""
    with TemporaryDirectory(dir=_MEMORY) as folder:
        for state in states:
            town.write(state)
            done = town.build("--site", f"{folder}/site")
            if done.returncode or fingerprint(Path(folder, "site")) != town.prints[state]:
                yield f"another file system: {done.returncode}, {done.stderr[-500:]}"
        if len(left := [path.name for path in Path(folder).iterdir()]) > 1:
            yield f"another file system: left {left}"


@pytest.mark.skipif(not os.access(_MEMORY, os.W_OK), reason="a machine without a file system in memory")
def test_a_target_on_another_file_system(town: Town) -> None:
    """The same site; the audit replaces one there."""
    assert list(beyond(town, ("old",))) == []


def test_two_builds_at_once(town: Town) -> None:
    """One of them publishes, and the other says that it will not; never half of each."""
    was = town.state()
    town.write("new" if was == "old" else "old")
    builds = [
        subprocess.Popen(town.command(), stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True) for _ in range(2)
    ]
    said = [build.communicate(timeout=PATIENCE)[0] for build in builds]
    codes = sorted(build.returncode for build in builds)

    assert codes in ([0, 0], [0, 2]), said
    assert not any("Traceback" in text for text in said), said
    assert town.state() not in {was, "neither"}
    assert town.leftovers() == []


@contextmanager
def _hands_at_work(town: Town, chance: random.Random) -> Iterator[None]:
    """Change, remove and put back records all the time, as an editor, `git pull` or a synchroniser does."""
    stop = Event()
    whole = {path: path.read_bytes() for path in town.root.rglob("networks/*.yml")}

    def disturb() -> None:
        while not stop.is_set():
            path = chance.choice(list(whole))
            match chance.randrange(4):
                case 0:
                    path.unlink(missing_ok=True)
                case 1:
                    path.write_bytes(whole[path][: chance.randrange(len(whole[path]))])
                case 2:
                    half = path.with_suffix(".tmp")
                    half.write_bytes(whole[path])
                    half.replace(path)
                case _:
                    path.write_bytes(whole[path])
            time.sleep(chance.uniform(0, 0.01))

    hands = Thread(target=disturb)
    hands.start()
    try:
        yield
    finally:
        stop.set()
        hands.join()
        for path in town.root.rglob("networks/*.tmp"):
            path.unlink()
        for path, content in whole.items():
            path.write_bytes(content)


def disturbed(town: Town, chance: random.Random, times: int) -> Iterator[str]:
    """Build while files change and vanish, and yield what is wrong."""
    for number in range(times):
        with _hands_at_work(town, chance):
            done = town.build()
        if done.returncode not in {0, 1, 2} or "Traceback" in done.stdout + done.stderr:
            yield f"disturbed {number}: {done.returncode}, {done.stderr[-2000:]}"
        if not (town.site / "index.html").is_file() or town.leftovers():
            yield f"disturbed {number}: no whole site, {town.leftovers()}"
    done = town.build()
    if done.returncode or town.state() == "neither":
        yield f"after the disturbance: {done.returncode}, {town.state()}, {done.stderr[-500:]}"


def test_files_that_change_during_a_build(town: Town) -> None:
    """It publishes what it read, or says what it could not read; the audit disturbs twelve builds."""
    assert list(disturbed(town, random.Random(SEED), 1)) == []  # noqa: S311 -- repeatable, not secret


_LIMITED: Final = """
import resource, sys
from generator.cli import main
used = int(open("/proc/self/statm").read().split()[0]) * resource.getpagesize()
resource.setrlimit(resource.RLIMIT_AS, (used + int(sys.argv.pop(1)),) * 2)
main()
"""


def short_of_memory(town: Town, amounts: tuple[int, ...]) -> Iterator[str]:
    """Build with only so many more bytes of memory than the program takes as it starts, and yield what is wrong."""
    for amount in amounts:
        was = town.state()
        command = [sys.executable, "-c", _LIMITED, str(amount), *town.command()[3:]]
        done = subprocess.run(command, capture_output=True, text=True, timeout=PATIENCE, check=False)
        if done.returncode:
            yield from _ended_in_words(f"{amount} bytes of memory", done)
        if town.state() not in {was, "old", "new"}:
            yield f"{amount} bytes of memory: {town.state()}"


@pytest.mark.skipif(not Path("/proc/self/statm").exists(), reason="how much memory is used is asked of Linux")
def test_a_limit_of_memory_is_told(town: Town) -> None:
    """A build does with little, or says that it is too little; the audit tries many amounts."""
    assert list(short_of_memory(town, (2_000_000,))) == []


_NOON: Final = "1795345200"
"""Twelve o'clock of that day, in Rome."""
ELSEWHERE: Final[Mapping[str, Mapping[str, str]]] = {
    "the first place where a day begins": {"TZ": "Pacific/Kiritimati", "LC_ALL": "C", "PYTHONHASHSEED": "1"},
    "the last one": {"TZ": "Etc/GMT+12", "LC_ALL": "tr_TR.UTF-8", "PYTHONHASHSEED": "4294967295"},
    "a zone that does not exist": {"TZ": "Nowhere/Atall", "LANG": "ja_JP.SJIS", "PYTHONUTF8": "0"},
    "a zone of half hours, in another language": {"TZ": "Asia/Kathmandu", "LANGUAGE": "de", "COLUMNS": "20"},
}


def elsewhere(town: Town, names: list[str]) -> Iterator[str]:
    """Build in other time zones and languages, with files from other times, and yield where the site is another.

    The day comes from `SOURCE_DATE_EPOCH` (reproducible-builds.org): that of Italy at that second, wherever that is.
    """
    for number, name in enumerate(names):
        town.write(state := ("old", "new")[number % 2])
        for path in town.root.rglob("*.yml"):
            os.utime(path, (0, 4_102_444_800 * (number % 2)))
        command = [part for part in town.command() if part not in {"--today", DAY}]
        environment = {**os.environ, **ELSEWHERE[name], "SOURCE_DATE_EPOCH": _NOON}
        done = subprocess.run(command, capture_output=True, text=True, env=environment, timeout=PATIENCE, check=False)
        if done.returncode or town.state() != state:
            yield f"{name}: {done.returncode}, {town.state()} instead of {state}: {done.stderr[-500:]}"


def test_the_same_bytes_wherever_a_clock_stands(town: Town) -> None:
    """Time zone, language, order of hashes and times of files are none of a site's business; the audit tries more."""
    assert list(elsewhere(town, list(ELSEWHERE)[:1])) == []


def whole_audit(folder: Path) -> Iterator[str]:
    """Yield what is wrong after twenty kills, and with disks, memory, hands and clocks of every sort."""
    town, chance = Town(folder), random.Random(SEED)  # noqa: S311 -- repeatable, not secret
    yield from killed(town, chance, 20)
    yield from starved(town, (0, 500, 3_000, 12_000, 60_000, 150_000))
    yield from _full_disk(town)
    yield from beyond(town, ("new", "old", "new")) if os.access(_MEMORY, os.W_OK) else ()
    yield from disturbed(town, chance, 12)
    yield from short_of_memory(town, tuple(megabytes * 1_000_000 for megabytes in (1, 3, 6, 10, 15, 30, 50, 80, 120)))
    yield from elsewhere(town, list(ELSEWHERE))


def _full_disk(town: Town) -> Iterator[str]:
    """Publish on a disk that is full half-way; only who administers a system can make one."""
    with TemporaryDirectory() as folder:
        mount = ["mount", "-t", "tmpfs", "-o", "size=600k", "tmpfs", folder]
        if subprocess.run(mount, capture_output=True, check=False).returncode:
            return
        try:
            done = town.build("--site", f"{folder}/site")
            yield from _ended_in_words("a full disk", done)
            if left := [path.name for path in Path(folder).iterdir()]:
                yield f"a full disk: left {left}"
        finally:
            subprocess.run(["umount", folder], check=False)
