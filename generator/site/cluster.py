"""Pages made by other machines: the workers of a Dask scheduler, behind the interface of `concurrent.futures`.

A worker gets the files of the catalogue and the shell once, reads and checks them as this process did, and makes pages
as `making.page_maker` does. So it must be the same program: what the bytes depend on is compared before. Whoever
reaches a scheduler makes its workers run anything: it belongs in a closed network, or behind TLS with certificates
(`tls://`, set up in Dask's own configuration).

Needs the extra `intreccio[cluster]`: imported only where a cluster is asked for.
"""

import hashlib
import platform
import re
import tarfile
import warnings
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import BrokenExecutor, Executor, Future
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib import metadata
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import RLock
from typing import Any, Final

from distributed import Client, Worker, WorkerPlugin

from generator.checking import check
from generator.errors import CannotRun
from generator.reading.folder import FOLDERS, SETTINGS, read_folder
from generator.reading.peers import KEPT
from generator.reading.walking import walk
from generator.site import PROGRAM
from generator.site.chronicle import Chronicle
from generator.site.making import page_maker
from generator.site.opening import open_site, template_folders
from generator.site.parallel import working
from generator.site.render import filler
from generator.site.settings import content_folder, settings
from generator.site.theme.shell import Shell

_PATIENCE: Final = 10
"""Seconds for a scheduler to answer and for its first worker to come."""
_OF_IMAGES: Final = "immagini"
"""The extra that says whether pages name an image for sharing."""
_NAME: Final = re.compile(r"[\w.-]+")
_EXTRA: Final = re.compile(r"\bextra\s*==\s*['\"]([\w-]+)")
_PROGRAM_FILES: Final = frozenset({".py", ".html", ".json", ".yml", ".md", ".css", ".js"})
_MOST_SHOWN: Final = 6


@dataclass(frozen=True, slots=True)
class Parcel:
    """What a worker needs to make pages: the files of a catalogue (a tar), the day, the shell; `key` names it.

    `chronicle` is what its history tells (`Chronicle.plain`): the history itself stays at home.
    """

    key: str
    files: bytes
    today: date
    shell: Shell
    chronicle: bytes


@contextmanager
def cluster(address: str, root: Path, today: date, shell: Shell) -> Iterator[Executor]:
    """Give the executor of the workers of a scheduler, which know the catalogue in `root` as long as the block lasts.

    Raises:
        CannotRun: nobody answers there, nobody works for it, or its workers would make other bytes.
    """
    with _client(address) as client:
        _require_same_program(client, address)
        parcel = parcel_of(root, today, shell)
        client.register_plugin(_Delivery(parcel))
        try:
            yield _Cluster(client, parcel.key)
        finally:
            with suppress(Exception):  # who is gone has forgotten it already
                client.unregister_worker_plugin(_Delivery.name_of(parcel.key))


@contextmanager
def _client(address: str) -> Iterator[Client]:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # what differs is said below, in the words of the program
        try:
            client = Client(address, timeout=_PATIENCE, set_as_default=False)
        except (OSError, ValueError, TypeError, ImportError) as error:
            raise CannotRun("cluster_unreachable", address=address, reason=error) from error
        try:
            yield client
        finally:
            with suppress(Exception):  # a scheduler that went away in the meantime
                client.close(timeout=_PATIENCE)


def _require_same_program(client: Client, address: str) -> None:
    try:
        client.wait_for_workers(1, timeout=_PATIENCE)
    except TimeoutError as error:
        raise CannotRun("cluster_empty", address=address) from error
    here = made_by()
    differing = []
    for worker, there in client.run(made_by, on_error="return").items():
        if not isinstance(there, Mapping):  # what stopped it there: most often, the program is missing
            differing.append(f"{worker}: {there}")
            continue
        pairs = ((name, here.get(name, "–"), there.get(name, "–")) for name in {**here, **there})
        differing += [f"{worker}: {name} {other}, {own}" for name, own, other in pairs if own != other]
    if differing:
        more = [f"… {len(differing)}"] if len(differing) > _MOST_SHOWN else []
        raise CannotRun("cluster_differs", address=address, lines="\n".join([*differing[:_MOST_SHOWN], *more]))


@cache
def made_by() -> dict[str, str]:
    """Return all that the bytes of a page depend on beside the catalogue: Python, the packages, every file of ours."""
    version = ".".join(platform.python_version_tuple()[:2])
    files = (path for path in sorted(PROGRAM.rglob("*")) if path.suffix in _PROGRAM_FILES)
    digest = hashlib.sha256()
    for path in files:
        content = path.read_bytes()
        digest.update(f"{path.relative_to(PROGRAM).as_posix()} {len(content)}\n".encode())
        digest.update(content)
    found = {"Python": version, "intreccio": f"{metadata.version('intreccio')} ({digest.hexdigest()[:8]})"}
    for requirement in metadata.requires("intreccio") or ():
        extra, name = _EXTRA.search(requirement), _NAME.match(requirement)
        if name and (extra is None or extra[1] == _OF_IMAGES):
            with suppress(metadata.PackageNotFoundError):
                found[name[0].lower()] = metadata.version(name[0])
    return found


def parcel_of(root: Path, today: date, shell: Shell) -> Parcel:
    """Pack the files that pages are made from; links and what is hidden stay at home, as in `reading`."""
    config = settings(root)
    folders = {*FOLDERS.values(), content_folder(root, config)}
    folders |= {str(config["theme"].get("custom_dir", "overrides")), KEPT}
    paths = {root / SETTINGS, *(path for folder in folders for path in walk(root, folder).files)}
    packed = BytesIO()
    with tarfile.open(fileobj=packed, mode="w:gz", compresslevel=3) as tar:
        for path in sorted(paths):
            tar.add(path, path.relative_to(root).as_posix(), recursive=False)
    files, chronicle = packed.getvalue(), Chronicle(today, root).plain()
    key = hashlib.sha256(files + chronicle + repr((today, shell)).encode()).hexdigest()
    return Parcel(key, files, today, shell, chronicle)


class _Cluster(Executor):
    """The executor of a client, whose workers do what is asked of them with the catalogue of one parcel."""

    def __init__(self, client: Client, key: str) -> None:
        self._inner = client.get_executor(pure=False)
        self._key = key

    def submit(self, function: Callable[..., Any], /, *given: Any, **named: Any) -> Future[Any]:
        """Hand a task to some worker."""
        try:
            future: Future[Any] = self._inner.submit(_with_catalogue, self._key, function, *given, **named)
        except Exception as error:
            raise BrokenExecutor(str(error)) from error
        return future

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """Leave the workers alone; what they have begun is of no use any more."""
        self._inner.shutdown(wait=wait and not cancel_futures)


# On the side of the workers


@dataclass(slots=True)
class _Delivered:
    """A parcel where it arrived; `work` is made when the first task asks for it."""

    parcel: Parcel
    room: TemporaryDirectory[str] | None = None
    work: Callable[[Any], Any] | None = None


_DELIVERED: Final[dict[str, _Delivered]] = {}
_LOCK: Final = RLock()
"""A worker may have several threads: they take turns, for they would share one interpreter anyway."""


class _Delivery(WorkerPlugin):  # type: ignore[misc]
    """Brings a parcel to every worker, and to those that come later: who was killed is given it again."""

    def __init__(self, parcel: Parcel) -> None:
        self.name = self.name_of(parcel.key)
        self._parcel = parcel

    @staticmethod
    def name_of(key: str) -> str:
        """Return what the delivery of a parcel is called."""
        return f"intreccio-{key}"

    def setup(self, worker: Worker) -> None:  # noqa: ARG002 -- the interface of Dask
        """Keep the parcel; opening it takes longer than a worker may be silent."""
        with _LOCK:
            _DELIVERED[self._parcel.key] = _Delivered(self._parcel)

    def teardown(self, worker: Worker) -> None:  # noqa: ARG002
        """Forget the catalogue."""
        with _LOCK:
            delivered = _DELIVERED.pop(self._parcel.key, None)
            if delivered and delivered.room:
                delivered.room.cleanup()


def _with_catalogue(key: str, function: Callable[..., Any], *given: Any, **named: Any) -> Any:
    with _LOCK:
        delivered = _DELIVERED[key]
        if delivered.work is None:
            delivered.room = TemporaryDirectory(prefix="intreccio-")
            delivered.work = _opened(delivered.parcel, Path(delivered.room.name))
        with working(delivered.work):
            return function(*given, **named)


def _opened(parcel: Parcel, root: Path) -> Callable[[Any], Any]:
    """Return what makes the pages of a parcel, as the process that sent it would."""
    with tarfile.open(fileobj=BytesIO(parcel.files)) as tar:
        tar.extractall(root, filter="data")
    checked = check(read_folder(root), parcel.today)
    site = open_site(checked.catalogue, root, checked.findings)
    site.chronicle = Chronicle.of_plain(parcel.chronicle)
    return page_maker(site, filler(site, parcel.shell, *template_folders(site, root)))
