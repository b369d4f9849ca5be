"""The addresses that records give to other sites, and whether anybody still answers there.

Run by schedule only, never to judge a proposal: a site that is down for an hour is nobody's mistake.
One question at a time for each host, with a pause between two; nothing is read beyond the first answer.
Only a page that somebody would read is believed: a refusal of HEAD says nothing, and who turns programs away (403, 429,
999 of social networks), sends them round in a ring or shows a certificate that does not hold may well answer a person.
Addresses inside a private network are never asked: a record could lead the machine that builds to itself.
The name is looked up before asking and who answers is looked at once more when connected: between the two a name may
have changed its address, and the library reads some names otherwise than they are written (`%2e`).
"""

import ipaddress
import re
import socket
import ssl
import string
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from enum import StrEnum
from http.client import BadStatusLine, HTTPConnection, HTTPException, HTTPResponse, HTTPSConnection
from typing import Any, Final
from urllib.error import HTTPError, URLError
from urllib.parse import quote, urlsplit, urlunsplit
from urllib.request import HTTPCookieProcessor, HTTPHandler, HTTPRedirectHandler, HTTPSHandler, Request, build_opener

from generator.reading.folder import SourceFile
from generator.records.schema import part_of, resolved, schema

_FORMATS: Final = frozenset({"url", "sito"})
_TIMEOUT_SECONDS: Final = 15
_PAUSE_SECONDS: Final = 1.0
_HOSTS_AT_ONCE: Final = 8
_GONE: Final = frozenset({404, 410})
_AGENT: Final = "Mozilla/5.0 (compatible; intreccio-link-check)"
_NO_STATUS: Final = 0
_REDIRECTS: Final = range(300, 400)
_IN_TROUBLE: Final = range(500, 600)
_URI: Final = string.punctuation
"""Signs that stay as they are written in an address: «%» too, or what is escaped already would be escaped again."""
_TRANSLATED: Final = ipaddress.IPv6Network("64:ff9b::/96")


class State(StrEnum):
    """What came of asking."""

    ANSWERS = "risponde"
    GONE = "sparito"
    SILENT = "non_risponde"
    RING = "gira_in_tondo"
    UNSURE = "non_verificato"
    PRIVATE = "interno"


@dataclass(frozen=True, slots=True)
class Link:
    """An address and the files that give it."""

    address: str
    files: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Answer:
    """What an address answered; `status` is that of HTTP, 0 where there was none."""

    link: Link
    state: State
    status: int = 0


class _Private(Exception):
    """An address leads into a private network."""


def links(files: Iterable[SourceFile]) -> tuple[Link, ...]:
    """Return every address of another site that records give, each once, with the files that give it."""
    found: dict[str, dict[str, None]] = {}
    kinds = schema()["kinds"]
    for file in files:
        for address in _addresses(file.data, kinds[file.kind]) if file.kind in kinds else ():
            whole = address if "://" in address else f"https://{address}"
            found.setdefault(whole, {})[file.file] = None
    return tuple(Link(address, tuple(found[address])) for address in sorted(found))


def _addresses(value: Any, node: Mapping[str, Any]) -> Iterator[str]:
    node = resolved(node, value)
    if isinstance(value, dict):
        if value.get("tipo") == "sito" and isinstance(value.get("valore"), str):
            yield value["valore"]
        for key, part in value.items():
            yield from _addresses(part, part_of(node, key))
    elif isinstance(value, list):
        for part in value:
            yield from _addresses(part, node.get("items", {}))
    elif isinstance(value, str) and value.strip() and node.get("x-formato") in _FORMATS:
        yield value.strip()


def asked(
    wanted: Iterable[Link], *, only_public: bool = True, sleep: Callable[[float], None] = time.sleep
) -> tuple[Answer, ...]:
    """Ask every address whether it still answers, and return the answers in the order of the addresses."""
    hosts: dict[str, list[Link]] = {}
    for link in wanted:
        host = link.address.partition("://")[2].partition("/")[0].casefold()
        hosts.setdefault(host, []).append(link)

    def ask_host(of_one_host: list[Link]) -> list[Answer]:
        answers = []
        for number, link in enumerate(of_one_host):
            if number:
                sleep(_PAUSE_SECONDS)
            answers.append(_ask(link, only_public=only_public))
        return answers

    with ThreadPoolExecutor(_HOSTS_AT_ONCE) as pool:
        found = [answer for answers in pool.map(ask_host, hosts.values()) for answer in answers]
    return tuple(sorted(found, key=lambda answer: answer.link.address))


def _ask(link: Link, *, only_public: bool) -> Answer:
    """Ask with HEAD, and with GET whatever HEAD was refused with: many sites answer it with 404 for pages they have."""
    status = _NO_STATUS
    for method in ("HEAD", "GET"):
        try:
            status = _status(link.address, method, only_public=only_public)
        except _Private:
            return Answer(link, State.PRIVATE)
        except (ConnectionResetError, BadStatusLine):  # some hang up on HEAD
            continue
        except ssl.SSLError:
            return Answer(link, State.UNSURE)
        except (OSError, HTTPException, ValueError) as failed:
            is_distrusted = isinstance(failed, URLError) and isinstance(failed.reason, ssl.SSLError)
            return Answer(link, State.UNSURE if is_distrusted else State.SILENT)
        if _is_answer(status):
            break
    return Answer(link, _state_of(status), status)


def _state_of(status: int) -> State:
    """Say what the last status means: one of a redirect is left only where following it leads nowhere."""
    if _is_answer(status):
        return State.ANSWERS
    if status in _GONE:
        return State.GONE
    if status in _REDIRECTS:
        return State.RING
    return State.SILENT if status == _NO_STATUS or status in _IN_TROUBLE else State.UNSURE


def _is_answer(status: int) -> bool:
    return status != _NO_STATUS and status < _REDIRECTS.start


def as_uri(address: str) -> str:
    """Write an address as it goes over the wire (RFC 3987, 3.1): `/caff%C3%A8`, the host in punycode.

    Raises ValueError where it is no address.
    """
    parts = urlsplit(address)
    user, at, place = parts.netloc.rpartition("@")
    host, port = re.sub(r":[0-9]*$", "", place), re.search(r":[0-9]*$", place)
    # «idna» refuses what is no name, such as a label of over 63 letters: that is an UnicodeError, a ValueError.
    plain = host if host.isascii() else host.encode("idna").decode()
    written = f"{quote(user, _URI)}{at}{plain}{port[0] if port else ''}"
    return urlunsplit(
        (parts.scheme, written, *(quote(part, _URI) for part in (parts.path, parts.query, parts.fragment)))
    )


def _status(address: str, method: str, *, only_public: bool) -> int:
    """Return the status of the last answer, redirects followed; raises OSError or HTTPException without one.

    A ring of redirects, or one too long, ends with the status of a redirect.
    """
    wanted = as_uri(address)
    _refuse_private(wanted, only_public=only_public)
    request = Request(wanted, method=method, headers={"User-Agent": _AGENT})  # noqa: S310 - http(s) only, see above
    try:
        guards = (_Plain, _Encrypted) if only_public else ()
        # Without a place to put its cookie many a site sends the reader round for ever.
        opener = build_opener(_Redirects(only_public=only_public), HTTPCookieProcessor(), *guards)
        with opener.open(request, timeout=_TIMEOUT_SECONDS) as answer:
            status: int = answer.status
            return status
    except HTTPError as refused:
        refused.close()
        return refused.code


class _Redirects(HTTPRedirectHandler):
    """Follows redirects to public addresses only."""

    def __init__(self, *, only_public: bool) -> None:
        self.only_public = only_public

    def redirect_request(self, *arguments: Any) -> Request | None:  # the address is the last of six
        _refuse_private(arguments[-1], only_public=self.only_public)
        return super().redirect_request(*arguments)


def _refuse_private(address: str, *, only_public: bool) -> None:
    parts = urlsplit(address)
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        raise _Private(address)
    if not only_public:
        return
    for found in socket.getaddrinfo(parts.hostname, parts.port or 443, proto=socket.IPPROTO_TCP):
        if not _is_public(str(found[4][0])):
            raise _Private(address)


def _is_public(number: str) -> bool:
    """Tell whether an address is one of the open network, also where it carries an older one inside."""
    found = ipaddress.ip_address(number.partition("%")[0])
    if isinstance(found, ipaddress.IPv6Address):
        # Networks without IPv4 translate: the last four bytes are the address that is meant (RFC 6052).
        translated = ipaddress.IPv4Address(int(found) & 0xFFFFFFFF) if found in _TRANSLATED else None
        found = found.ipv4_mapped or found.sixtofour or translated or found
    return found.is_global and not found.is_multicast


class _PublicConnection(HTTPConnection):
    """A connection that asks nothing of who turns out to be inside a private network."""

    def connect(self) -> None:
        """Connect, and look who is there."""
        super().connect()
        if not _is_public(str(self.sock.getpeername()[0])):
            raise _Private(self.host)


class _PublicEncryptedConnection(_PublicConnection, HTTPSConnection):
    """The same, encrypted."""


class _Plain(HTTPHandler):
    """Opens plain addresses; what goes by a proxy is connected by that."""

    def http_open(self, req: Request) -> HTTPResponse:
        """Open an address."""
        return self.do_open(HTTPConnection if req.has_proxy() else _PublicConnection, req)


class _Encrypted(HTTPSHandler):
    """Opens encrypted addresses; what goes by a proxy is connected by that."""

    def https_open(self, req: Request) -> HTTPResponse:
        """Open an address."""
        by_proxy = getattr(req, "_tunnel_host", None) is not None
        return self.do_open(HTTPSConnection if by_proxy else _PublicEncryptedConnection, req)
