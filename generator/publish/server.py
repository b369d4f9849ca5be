"""What `intreccio serve` shows: the published folder, a reload when it changes, a banner when a build fails.

Standard library only, for one person on one machine. The folder is found anew at every request, because
each build exchanges it. What is injected for the person at work never enters the files.

Its script (`reload.js`): a tab that nobody looks at does not ask for changes, nor does a frame, for browsers allow six
connections to a host for all together; a server that comes back may count from the same number, so the page is loaded
again; and nothing is kept on the device, where other catalogues will stand at the same address.
"""

import json
import re
import sys
from collections.abc import Callable
from functools import partial
from html import escape
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Condition, Thread
from types import TracebackType
from typing import Any, Self
from urllib.parse import parse_qs, quote, unquote, urlsplit

from generator.publish.headers import served_headers
from generator.publish.media_types import media_type
from generator.publish.refusals import Refusal

HOST = "127.0.0.1"
OWN_NAMES = frozenset({HOST, "localhost", "[::1]"})
"""How this machine is called by who sits at it; another name in a request is that of a page that made it point here."""
POLL_SECONDS = 20.0

Fresh = Callable[[str], bytes | None]

_RELOAD_SCRIPT = Path(__file__).with_name("reload.js")
_BODY_START = re.compile(rb"<body\b[^>]*>", re.IGNORECASE)
_PORT = re.compile(r":[0-9]+$")
_NOTHING_HERE = b'<!doctype html><html><head><meta charset="utf-8"><title>404</title></head><body></body></html>'


class DevelopmentServer:
    """Serves the folder `root` on this machine only, from `start` to `stop`.

    Args:
        root: The published site; it may not exist yet.
        port: 0 takes any free one.

    Raises:
        Refusal: The port cannot be used.
    """

    def __init__(self, root: Path, port: int = 0) -> None:
        self._state = _State(root)
        try:
            self._server = _Server((HOST, port), partial(_Handler, self._state))
        except (OSError, OverflowError) as error:
            raise Refusal("port_taken", port=port, reason=error) from error
        self._thread = Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.1}, daemon=True)

    @property
    def url(self) -> str:
        """Address of the home page."""
        return f"http://{HOST}:{self._server.server_port}/"

    def start(self) -> None:
        """Begin to answer, in threads of its own."""
        self._thread.start()

    def changed(self, fresh: Fresh | None = None) -> None:
        """The site changed: pages reload, a banner goes away.

        Args:
            fresh: Makes pages that are newer than the published ones, until the next change; an address relative
                to the site, ending with a slash, becomes HTML, or None where it has nothing newer.
        """
        self._state.move_on(banner=None, fresh=fresh)

    def failed(self, message: str) -> None:
        """The last build failed: pages reload and say so above the last good site."""
        self._state.move_on(banner=message, fresh=None)

    def stop(self) -> None:
        """Stop answering and free the port."""
        self._state.close()
        if self._thread.is_alive():
            self._server.shutdown()
            self._thread.join()
        self._server.server_close()

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.stop()


class _State:
    """What requests need to know, and the bell that wakes those that wait for a change."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.version = 0
        self.banner: str | None = None
        self.fresh: Fresh | None = None
        self._closed = False
        self._bell = Condition()

    def move_on(self, *, banner: str | None, fresh: Fresh | None) -> None:
        with self._bell:
            self.version += 1
            self.banner = banner
            self.fresh = fresh
            self._bell.notify_all()

    def close(self) -> None:
        with self._bell:
            self._closed = True
            self._bell.notify_all()

    def wait_beyond(self, seen: str) -> int:
        with self._bell:
            self._bell.wait_for(lambda: self._closed or str(self.version) != seen, POLL_SECONDS)
            return self.version

    def dressed(self, html: bytes) -> bytes:
        """A page as it is shown at work: the banner first in its body, the reload script last."""
        with self._bell:
            version, banner = self.version, self.banner
        if banner is not None:
            shown = f'<div class="banner-costruzione" role="status">{escape(banner)}</div>'.encode()
            html = _BODY_START.sub(lambda match: match[0] + shown, html, count=1)
        script = f'<script src="/__intreccio/reload.js" defer data-versione="{version}"></script>'.encode()
        start, end, rest = html.rpartition(b"</body>")
        return start + script + end + rest if end else html + script


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    # A page asks for dozens of files at once, and more tabs than one reload at every change.
    request_queue_size = 512

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Stay silent about hang-ups: browsers do it whenever a page is left."""
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    # A browser keeps idle connections open, and each holds a thread.
    timeout = 60

    def __init__(self, state: _State, *arguments: Any) -> None:
        self._state = state
        super().__init__(*arguments)

    def do_GET(self) -> None:
        if not self._is_for_us():
            self._send(HTTPStatus.MISDIRECTED_REQUEST, "421.html", _NOTHING_HERE)
            return
        try:
            address = urlsplit(self.path)
        except ValueError:  # brackets that hold no address
            self._send(HTTPStatus.BAD_REQUEST, "400.html", _NOTHING_HERE)
            return
        if address.path == "/__intreccio/versione":
            version = self._state.wait_beyond(parse_qs(address.query).get("vista", [""])[0])
            self._send(HTTPStatus.OK, "version.json", json.dumps({"versione": version}).encode())
        elif address.path == "/__intreccio/reload.js":
            self._send(HTTPStatus.OK, _RELOAD_SCRIPT.name, _RELOAD_SCRIPT.read_bytes())
        else:
            self._send_file(unquote(address.path))

    do_HEAD = do_GET  # noqa: N815 - the name is the standard library's

    def log_message(self, *_: object) -> None:
        """Say nothing: standard error belongs to the builds."""

    def _is_for_us(self) -> bool:
        """Tell whether the request names this machine: another name that leads here is DNS rebinding."""
        named = self.headers.get_all("Host") or [HOST]
        return len(named) == 1 and _PORT.sub("", named[0].strip().lower()) in OWN_NAMES

    def _send_file(self, path: str) -> None:
        fresh = self._state.fresh
        page = fresh(path.removeprefix("/")) if fresh is not None else None
        if page is not None:
            self._send(HTTPStatus.OK, "index.html", page)
            return
        file = _file_at(self._state.root, path)
        if file is not None and file.is_dir():
            if not path.endswith("/"):
                self._redirect(f"/{path.strip('/')}/")
                return
            file /= "index.html"
        body = _content(file) if file is not None else None
        if file is not None and body is not None:
            self._send(HTTPStatus.OK, file.name, body)
        else:
            missing = _content(self._state.root / "404.html")
            self._send(HTTPStatus.NOT_FOUND, "404.html", _NOTHING_HERE if missing is None else missing)

    def _path(self) -> str:
        """Return the path that was asked for; nothing where the address is none."""
        try:
            return unquote(urlsplit(self.path).path)
        except ValueError:
            return ""

    def _redirect(self, path: str) -> None:
        self.send_response(HTTPStatus.MOVED_PERMANENTLY)
        self.send_header("Location", quote(path))
        self.send_header("Cache-Control", "no-store")
        self.send_header("Content-Length", "0")
        self.end_headers()

    def _send(self, status: HTTPStatus, name: str, body: bytes) -> None:
        kind = media_type(name)
        if kind.startswith("text/html"):
            body = self._state.dressed(body)
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Cache-Control", "no-store")
        said = {"X-Content-Type-Options": "nosniff", **served_headers(self._state.root, self._path())}
        for header, value in said.items():
            self.send_header(header, value)
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)


def _file_at(root: Path, path: str) -> Path | None:
    """The file or folder that an address means; None outside of `root`, symbolic links followed."""
    parts = [part for part in path.split("/") if part]
    if ".." in parts or "\0" in path or "\\" in path:
        return None
    file = root.joinpath(*parts).resolve()
    try:
        return file if file.is_relative_to(root.resolve()) and file.exists() else None
    except OSError:  # a name longer than any file has
        return None


def _content(file: Path) -> bytes | None:
    """The bytes of a file; None where there is none, or none any more: builds exchange the whole folder."""
    try:
        return file.read_bytes() if file.is_file() else None
    except OSError:
        return None
