"""What one build keeps for the next: used again only where this very user's builds left it.

Caches stand in the catalogue's folder, where a change proposed by anybody may put files: compiled templates would run,
a shell and images would be published. So what is kept is sealed (HMAC, RFC 2104) with a key that no repository can
carry; what has no right seal is made again, as if it were not there.
"""

import hmac
import os
import secrets
import shutil
import stat
import tempfile
from collections.abc import Iterable
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import Final

from jinja2 import BytecodeCache
from jinja2.bccache import Bucket

_KEY_BYTES: Final = 32
_SEAL_BYTES: Final = 32
_LENGTH_BYTES: Final = 8
_BLOCK_BYTES: Final = 1 << 20
_READ_ONLY: Final = 0o400
"""Rights of the key: Git knows no file that its owner may not write, so it can bring none."""
PLAIN_FILE: Final = (
    os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
)
"""How something is opened that may be a link or a pipe: neither leads anywhere, nor makes who reads wait."""


def seal(parts: Iterable[bytes]) -> bytes:
    """Return the seal of some contents, in this order."""
    return _begun(parts).digest()


def _begun(parts: Iterable[bytes]) -> hmac.HMAC:
    """Return a seal that more may follow: each content after its length."""
    digest = hmac.new(_key(), digestmod="sha256")
    for part in parts:
        digest.update(len(part).to_bytes(_LENGTH_BYTES, "big"))
        digest.update(part)
    return digest


def read_sealed(path: Path) -> bytes | None:
    """Return what `write_sealed` left at `path`; nothing where something else stands, or what another path held."""
    whole = _regular(path)
    if whole is None or len(whole) < _SEAL_BYTES:
        return None
    content = whole[_SEAL_BYTES:]
    return content if hmac.compare_digest(whole[:_SEAL_BYTES], seal((path.name.encode(), content))) else None


def write_sealed(path: Path, content: bytes | Iterable[bytes]) -> None:
    """Keep `content` at `path`, whole at every moment, in the place of whatever stands there; it may come in pieces."""
    pieces = (content,) if isinstance(content, bytes) else content
    descriptor, half = tempfile.mkstemp(dir=path.parent, prefix="half-")
    try:
        with os.fdopen(descriptor, "w+b") as file:
            file.write(bytes(_SEAL_BYTES))
            file.writelines(pieces)
            own = _begun((path.name.encode(),))
            own.update((file.tell() - _SEAL_BYTES).to_bytes(_LENGTH_BYTES, "big"))
            file.seek(_SEAL_BYTES)
            while block := file.read(_BLOCK_BYTES):
                own.update(block)
            file.seek(0)
            file.write(own.digest())
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path)
        Path(half).replace(path)
    except BaseException:
        Path(half).unlink(missing_ok=True)
        raise


class SealedTemplates(BytecodeCache):
    """Compiled templates in a folder; bytecode of others is never loaded."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def load_bytecode(self, bucket: Bucket) -> None:
        """Fill a bucket, where its template was compiled before."""
        if (content := read_sealed(self._path(bucket))) is not None:
            bucket.bytecode_from_string(content)

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep what was compiled."""
        write_sealed(self._path(bucket), bucket.bytecode_to_string())

    def _path(self, bucket: Bucket) -> Path:
        return self._folder / f"{bucket.key}.sealed"


@cache
def _key() -> bytes:
    """Return the key of this user, made at first; where none can be kept, one that lasts as long as this process."""
    with suppress(OSError, RuntimeError, KeyError):
        path = _own_folder() / "intreccio" / "key"
        if (known := _known_key(path)) is not None:
            return known
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        descriptor, half = tempfile.mkstemp(dir=path.parent)
        with os.fdopen(descriptor, "wb") as file:
            file.write(secrets.token_bytes(_KEY_BYTES))
        Path(half).chmod(_READ_ONLY)
        Path(half).replace(path)
        if (known := _known_key(path)) is not None:
            return known
    return secrets.token_bytes(_KEY_BYTES)


def _own_folder() -> Path:
    """Return where programs of this user keep what can be made again (XDG Base Directory; Windows: LOCALAPPDATA)."""
    named = os.environ.get("XDG_CACHE_HOME") or os.environ.get("LOCALAPPDATA")
    return Path(named) if named and Path(named).is_absolute() else Path.home() / ".cache"


def _known_key(path: Path) -> bytes | None:
    content = _regular(path)
    if content is None or len(content) != _KEY_BYTES:
        return None
    rights = path.lstat()
    is_ours = not hasattr(os, "geteuid") or rights.st_uid == os.geteuid()
    is_read_only = not rights.st_mode & (stat.S_IWUSR | stat.S_IWGRP | stat.S_IWOTH)
    return content if is_ours and is_read_only else None


def _regular(path: Path) -> bytes | None:
    """Return the bytes of a file; of what is none, or cannot be read, nothing."""
    try:
        descriptor = os.open(path, PLAIN_FILE)
    except OSError:
        return None
    if not stat.S_ISREG(os.fstat(descriptor).st_mode):
        os.close(descriptor)
        return None
    with os.fdopen(descriptor, "rb") as file:
        return file.read()
