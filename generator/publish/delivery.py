"""A published site, brought to where a body serves it from: a folder, a ZIP file, a server that rsync reaches.

Readers find the old site or the new one there too, never half of either, whenever the work is cut short:

- a **folder** is staged and exchanged as `intreccio build` does it;
- a **ZIP file** grows beside the old one and takes its name; the same site makes the same bytes;
- on a **server** there are two copies, `a` and `b`, and the link `attuale` that leads to the one in use. The other is
  brought up to date, then the link is replaced: rsync makes it under another name and renames it (`atomic_create` in
  its generator.c). Nothing but rsync is needed there, over ssh or as a daemon; what did not change is linked from the
  copy in use (`--link-dest`), so neither sent nor stored twice.
"""

import os
import re
import subprocess
import tempfile
import zipfile
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Final

from generator.errors import CannotPublish, CannotRun
from generator.publish.exchange import MARKER
from generator.publish.lock import BuildLock
from generator.publish.refusals import Refusal
from generator.publish.staging import Staging

LINK: Final = "attuale"
"""What a server shows: the link to the copy in use."""

_COPIES: Final = ("a", "b")
_OURS: Final = frozenset({".", LINK, *_COPIES})
_LEADS_TO: Final = re.compile(rf"^l\S+ .* {LINK} -> (a|b)$", re.MULTILINE)
_LISTED: Final = re.compile(r"^[-dlpscbDS]\S{9,} +[\d,.]+ [\d/]+ [\d:]+ (?P<name>.+?)(?: -> .*)?$", re.MULTILINE)
_NO_SUCH_PLACE: Final = 23
"""Exit status of rsync, "partial transfer due to error": of a list, that there is nothing to list (rsync(1))."""
_EPOCH: Final = (1980, 1, 1, 0, 0, 0)
"""The first day that a ZIP file knows."""


class Way(StrEnum):
    """How a site goes to where it is read."""

    FOLDER = "folder"
    ZIP = "zip"
    RSYNC = "rsync"


@dataclass(frozen=True, slots=True)
class Destination:
    """Where to: `/srv/www/reti` for a folder, `user@host:/srv/reti` or `rsync://host/reti` for rsync."""

    way: Way
    place: str


def destination(text: str) -> Destination:
    """Read `way:place`; raises CannotRun where it is neither."""
    way, _, place = text.partition(":")
    if way not in list(Way) or not place.strip() or place.startswith("-") or not place.isprintable():
        raise CannotRun("publish_to", value=text, ways=", ".join(f"{way}:…" for way in Way))
    return Destination(Way(way), place.strip())


def deliver(site: Path, to: Destination) -> int:
    """Bring a published site to where it is read, and return how many files it has.

    The site is locked meanwhile, so that no build puts another in its place half-way.

    Raises:
        CannotRun: there is no site of ours, or no rsync.
        CannotPublish: the place holds what is not ours, or cannot be written; what it shows is as before.
    """
    if not (site / MARKER).is_file():
        raise CannotRun("publish_no_site", folder=site)
    lock = BuildLock(site)
    lock.acquire()
    try:
        if to.way is Way.RSYNC:
            _to_server(site, to.place)
        elif to.way is Way.ZIP:
            _to_zip(site, Path(to.place).absolute())
        else:
            _to_folder(site, Path(to.place).absolute())
    finally:
        lock.release()
    return sum(1 for _ in _files(site))


def _to_folder(site: Path, folder: Path) -> None:
    _refuse_inside(site, folder)
    with Staging.open(folder) as staging:
        for name, file in _files(site):
            staging.write(name, file.read_bytes())
        staging.publish()


def _to_zip(site: Path, file: Path) -> None:
    _refuse_inside(site, file)
    if os.path.lexists(file) and not (file.is_file() and not file.is_symlink() and zipfile.is_zipfile(file)):
        raise Refusal("publish_not_zip", file=file)
    growing = file.with_name(f".{file.name}.new")
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        growing.unlink(missing_ok=True)
        with growing.open("xb") as stream:
            with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as packed:
                for name, source in _files(site):
                    entry = zipfile.ZipInfo(name, _EPOCH)
                    entry.external_attr = 0o644 << 16
                    packed.writestr(entry, source.read_bytes(), zipfile.ZIP_DEFLATED)
            stream.flush()
            os.fsync(stream.fileno())
        growing.replace(file)
    except OSError as error:
        with suppress(OSError):
            growing.unlink(missing_ok=True)
        raise Refusal("not_replaced", target=file, reason=error) from error


def _to_server(site: Path, place: str) -> None:
    place = place.rstrip("/")
    listed = _rsync("--list-only", "--links", f"{place}/", missing_is_empty=True)
    foreign = sorted(set(_LISTED.findall(listed)) - _OURS)
    if foreign:
        raise CannotPublish("publish_not_ours", place=place, first=foreign[0])
    in_use = _leads_to(listed)
    other = _COPIES[1] if in_use == _COPIES[0] else _COPIES[0]
    if not listed:
        # rsync makes the last folder of a path, not the one above it.
        with tempfile.TemporaryDirectory() as empty:
            _rsync("--recursive", f"{empty}/", f"{place}/")
    known = [f"--link-dest=../{in_use}"] if in_use else []
    # By content, for a build made elsewhere has other dates; readable by the server whatever the umask here.
    _rsync(
        "--recursive",
        "--checksum",
        "--delete",
        "--perms",
        "--chmod=D755,F644",
        f"--exclude=/{MARKER}",
        *known,
        f"{site}/",
        f"{place}/{other}/",
    )
    with tempfile.TemporaryDirectory() as folder:
        link = Path(folder) / LINK
        link.symlink_to(other)
        _rsync("--links", str(link), f"{place}/")
    if _leads_to(_rsync("--list-only", "--links", f"{place}/")) != other:
        raise CannotPublish("publish_link", place=place, link=LINK)


def _leads_to(listed: str) -> str:
    found = _LEADS_TO.search(listed)
    return found[1] if found else ""


def _rsync(*arguments: str, missing_is_empty: bool = False) -> str:
    """Run rsync and return what it lists; nothing of an address is taken for an option or by a shell there."""
    options = [argument for argument in arguments if argument.startswith("--")]
    places = [argument for argument in arguments if not argument.startswith("--")]
    command = ["rsync", "--protect-args", *options, "--", *places]
    try:
        done = subprocess.run(command, capture_output=True, text=True, check=False, env={**os.environ, "LC_ALL": "C"})
    except FileNotFoundError as missing:
        raise CannotRun("publish_no_rsync") from missing
    if done.returncode == _NO_SUCH_PLACE and missing_is_empty and "No such file or directory" in done.stderr:
        return ""
    if done.returncode:
        last = done.stderr.strip().splitlines()[-3:] or [str(done.returncode)]
        raise CannotPublish("publish_rsync", place=places[-1], reason="\n".join(last))
    return done.stdout


def _refuse_inside(site: Path, target: Path) -> None:
    """A site that holds its own copy would grow for ever; one inside its copy would be deleted with it."""
    here, there = site.resolve(), target.resolve()
    if here.is_relative_to(there) or there.is_relative_to(here):
        raise Refusal("publish_inside", target=target, site=site)


def _files(site: Path) -> Iterator[tuple[str, Path]]:
    """Yield every file of the site by its name, in one order everywhere; the mark of a folder of ours stays there."""
    found = {file.relative_to(site).as_posix(): file for file in site.rglob("*") if file.is_file()}
    yield from sorted((name, file) for name, file in found.items() if name != MARKER)
