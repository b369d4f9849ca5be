"""Asking the catalogues around this one (`extra.catalogue.pari`) for their records: only `build` and `serve` do.

What they give is kept under `.intreccio/cache/pari/`, where `reading/peers.py` finds it; what cannot be read leaves
the last copy where it is. Copies of catalogues that the settings name no more are thrown away.

The address is the editor's, so it may be of a private network; where a server leads on is the server's, so nobody goes
to another host. A peer that answers slowly, endlessly or not at all costs a build a bounded time, whatever it sends.
"""

import json
import re
import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from http.client import HTTPException
from pathlib import Path
from threading import Thread
from typing import Any, Final
from urllib.error import HTTPError, URLError
from urllib.parse import urlsplit
from urllib.request import HTTPRedirectHandler, Request, build_opener

from generator.checking import check
from generator.contributing.records.links import as_uri
from generator.errors import IntreccioError
from generator.exports.exchange import exchange
from generator.reading.folder import SETTINGS, read_folder, read_settings
from generator.reading.peers import (
    AT,
    KEPT,
    MOST_BYTES,
    NotAnExchange,
    PeerCopy,
    file_stem,
    is_web_address,
    named_peers,
    read_exchange,
    read_peers,
    source_of,
)
from generator.reading.walking import own_folder
from generator.site.formats import Material
from generator.site.opening import open_site

_TIMEOUT_SECONDS: Final = 10
_PATIENCE_SECONDS: Final = 60
"""So long one of them may take for its whole answer."""
_IN_ALL_SECONDS: Final = 600
_AT_ONCE: Final = 8
_CHUNK: Final = 64 * 1024
_LONGEST_TAG: Final = 500
_AGENT: Final = "intreccio (catalogue of local networks)"
_NOT_CHANGED: Final = 304
_REDIRECTS: Final = range(300, 400)
_GONE: Final = 410
_PROBLEMS: Final = {401: "refused", 403: "refused", 404: "refused", _GONE: "gone"}
_TAGS: Final = {"etag": ("ETag", "If-None-Match"), "modificato": ("Last-Modified", "If-Modified-Since")}


@dataclass(frozen=True, slots=True)
class Answer:
    """What came of asking: the export, or nothing where it is as it was (`is_same`) or there is a `problem`."""

    content: bytes = b""
    tag: Mapping[str, str] = field(default_factory=dict)
    is_same: bool = False
    problem: str = ""


class _Moved(OSError):
    """The server leads to another host."""


def ask_peers(root: Path, today: date, patience: float = _PATIENCE_SECONDS) -> None:
    """Ask every catalogue that the settings of `root` name, and keep what they give.

    Each has `patience` seconds for its whole answer. It never raises for what others do.
    """
    settings = read_settings(root)
    extra = settings.data.get("extra")
    own = extra.get("catalogue") if isinstance(extra, Mapping) else None
    own = own if isinstance(own, Mapping) else {}
    sources = {number: source_of(peer) for number, peer in named_peers(own)}
    if not sources and not (root / KEPT).is_dir():
        return
    kept = own_folder(root, KEPT)
    copies = {copy.number: copy for copy in read_peers(root, own)}
    by_web = [number for number, source in sources.items() if is_web_address(source)]
    answers = _asked({number: (sources[number], copies[number]) for number in by_web}, patience)
    for number, source in sources.items():
        answer = answers[number] if number in answers else read_peer_folder(root, source, today)
        _keep(kept, source, answer, copies[number], today)
    _forget_others(kept, {file_stem(source) for source in sources.values()})


def _asked(wanted: Mapping[int, tuple[str, PeerCopy]], patience: float) -> dict[int, Answer]:
    """Ask several at once; who has not finished in time is left to itself: its thread ends with the program."""
    answers = dict.fromkeys(wanted, Answer(problem="slow"))
    found: dict[int, Answer] = {}
    numbers = list(wanted)
    ends = time.monotonic() + max(_IN_ALL_SECONDS, patience)
    for at in range(0, len(numbers), _AT_ONCE):
        group = numbers[at : at + _AT_ONCE]
        threads = [
            Thread(target=_put, args=(found, number, *wanted[number], patience), daemon=True) for number in group
        ]
        for thread in threads:
            thread.start()
        last = min(time.monotonic() + patience, ends)
        for thread in threads:
            thread.join(max(0.0, last - time.monotonic()))
        answers |= {number: found[number] for number in group if number in found}
    return answers


def _put(found: dict[int, Answer], number: int, url: str, copy: PeerCopy, patience: float) -> None:
    found[number] = ask(url, copy.tag if copy.exchange else {}, patience)


def ask(url: str, tag: Mapping[str, str], patience: float = _PATIENCE_SECONDS) -> Answer:
    """Ask the catalogue at `url` for its export, unless it is as it was when it gave `tag`."""
    try:
        return _got(url, tag, patience)
    except HTTPError as refused:
        refused.close()
        if refused.code == _NOT_CHANGED:
            return Answer(is_same=True)
        return Answer(problem="moved" if refused.code in _REDIRECTS else _PROBLEMS.get(refused.code, "down"))
    except (OSError, HTTPException, ValueError) as error:
        # What happens while a connection is made comes wrapped.
        cause = error.reason if isinstance(error, URLError) else error
        return Answer(problem=next((name for kind, name in _BY_ERROR if isinstance(cause, kind)), "down"))


def _got(url: str, tag: Mapping[str, str], patience: float) -> Answer:
    ends = time.monotonic() + patience
    address = as_uri(f"{url.partition('?')[0].partition('#')[0].rstrip('/')}/{AT}")
    headers = {"User-Agent": _AGENT, "Accept-Encoding": "identity"}
    headers |= {header: tag[name] for name, (_, header) in _TAGS.items() if name in tag}
    request = Request(address, headers=headers)  # noqa: S310 -- http(s) only: see `source_of`
    with build_opener(_OnItsHost()).open(request, timeout=min(_TIMEOUT_SECONDS, patience)) as answer:
        content = bytearray()
        while part := answer.read1(_CHUNK):
            content += part
            if len(content) > MOST_BYTES or time.monotonic() > ends:
                return Answer(problem="large" if len(content) > MOST_BYTES else "slow")
        return Answer(bytes(content), _tags_of(answer.headers.get))


def _tags_of(header: Callable[[str], str | None]) -> dict[str, str]:
    """Return what a server wants to be asked with next time; of signs that go over the wire, and of no great length."""
    told = {name: (header(answered) or "").strip() for name, (answered, _) in _TAGS.items()}
    return {
        name: tag for name, tag in told.items() if tag.isascii() and tag.isprintable() and 0 < len(tag) < _LONGEST_TAG
    }


_BY_ERROR: Final = ((_Moved, "moved"), (TimeoutError, "slow"))


class _OnItsHost(HTTPRedirectHandler):
    """Follows a few redirects, none to another host and none from an encrypted address to a plain one."""

    max_redirections = 3

    def redirect_request(self, req: Request, fp: Any, *arguments: Any) -> Request | None:  # the address is the last
        if not _is_same_host(req.full_url, str(arguments[-1])):
            fp.close()
            raise _Moved(str(arguments[-1]))
        return super().redirect_request(req, fp, *arguments)


def _is_same_host(old: str, new: str) -> bool:
    here, there = urlsplit(old), urlsplit(new)
    if there.scheme not in {"http", "https"} or (here.scheme == "https" and there.scheme == "http"):
        return False
    hosts = [re.sub(r"^www\.", "", (parts.hostname or "").casefold()) for parts in (here, there)]
    is_encrypted_now = here.scheme != there.scheme and here.port in {None, 80} and there.port in {None, 443}
    return hosts[0] == hosts[1] != "" and (is_encrypted_now or here.port == there.port)


def read_peer_folder(root: Path, folder: str, today: date) -> Answer:
    """Read a catalogue from a folder of this machine, relative to `root`: its site, or its records."""
    path = root / folder
    try:
        if (path / AT).is_file():
            with (path / AT).open("rb") as stream:
                content = stream.read(MOST_BYTES + 1)
            return Answer(content) if len(content) <= MOST_BYTES else Answer(problem="large")
        if (path / SETTINGS).is_file():
            return Answer(_exchange_of(path, today))
    except (OSError, IntreccioError):
        pass
    return Answer(problem="folder")


def _exchange_of(folder: Path, today: date) -> bytes:
    sources = read_folder(folder)
    given = Material(open_site(check(sources, today).catalogue, folder), sources)
    return exchange(given.catalogue, sources, given.publication, given.hidden)


def _keep(kept: Path, source: str, answer: Answer, copy: PeerCopy, today: date) -> None:
    """Keep what came of asking: a new copy, or the old one with what is known of it now."""
    stem = file_stem(source)
    problem = answer.problem
    if answer.content:
        try:
            read_exchange(answer.content)
        except NotAnExchange as broken:
            problem = broken.reason
        else:
            _write(kept / f"{stem}.jsonl", answer.content)
    elif not problem and not answer.is_same:
        problem = "shape"
    if problem == "gone":
        (kept / f"{stem}.jsonl").unlink(missing_ok=True)
    is_new = bool(answer.content) and not problem
    is_read = is_new or (answer.is_same and copy.exchange is not None)
    read_on = today if is_read else copy.read_on
    told = {
        "letto": read_on.isoformat() if read_on else "",
        "problema": problem,
        **(answer.tag if is_new else copy.tag),
    }
    _write(kept / f"{stem}.json", json.dumps(told, ensure_ascii=False, sort_keys=True).encode())


def _write(path: Path, content: bytes) -> None:
    """Write a file whole, or leave the old one."""
    new = path.with_name(f"{path.name}.nuovo")
    new.unlink(missing_ok=True)
    new.write_bytes(content)
    new.replace(path)


def _forget_others(kept: Path, stems: Iterable[str]) -> None:
    """Throw away what is kept of catalogues that the settings name no more: who is not read is not kept either."""
    known = {f"{stem}{ending}" for stem in stems for ending in (".json", ".jsonl")}
    for path in kept.iterdir():
        if path.name not in known and (path.is_file() or path.is_symlink()):
            path.unlink()
