"""The link check: does everything that the site points at exist in the site?

External links are listed, never followed: whether they answer is a question for a scheduled job.
"""

import re
from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal, NamedTuple
from urllib.parse import unquote, urlsplit

from generator.publish.extraction import Mentions, mentions

Reason = Literal["missing file", "missing anchor"]

_SCHEME = re.compile(r"[a-zA-Z][a-zA-Z0-9+.-]*:")
_FROM_ROOT = -1
_WEB = re.compile(r"(?:https?:)?//", re.IGNORECASE)


@dataclass(frozen=True, slots=True, order=True)
class BrokenLink:
    """A link of `page` (path in the site) whose `href`, as written, leads nowhere."""

    page: str
    href: str
    reason: Reason


@dataclass(frozen=True, slots=True)
class LinkReport:
    """What the check found: broken links in order, and each external address with the first page it is on."""

    broken: tuple[BrokenLink, ...]
    external: Mapping[str, str]


class _Internal(NamedTuple):
    """A link inside the site: `path` from `ups` folders above the page's own; no path is the page itself."""

    ups: int
    path: str
    fragment: str


class _External(NamedTuple):
    """A link to somebody else's site."""

    address: str


def check_links(pages: Mapping[str, str], files: Collection[str], *, site_url: str = "") -> LinkReport:
    """Check every link of every page against the files and anchors of the site.

    A link to `dir/` means `dir/index.html`. A fragment that holds `=` is data for a script, not an anchor.

    Args:
        pages: HTML by path in the site; may read lazily, each page is asked for once.
        files: All other paths of the site.
        site_url: Published address; links to it count as internal, and `/…` links start from its path.
    """
    check = _Check(pages, files, site_url and site_url.rstrip("/") + "/")
    for path, html in pages.items():
        check.page(path, mentions(html))
    check.anchors()
    return LinkReport(tuple(sorted(check.broken)), check.external)


class _Check:
    def __init__(self, pages: Mapping[str, str], files: Collection[str], site_url: str) -> None:
        self._pages = pages
        self._existing = {*pages, *files}
        self._site_url = site_url
        self._anchors: dict[str, tuple[str, ...]] = {}
        self._into: defaultdict[str, list[tuple[str, str, str]]] = defaultdict(list)
        self.broken: list[BrokenLink] = []
        self.external: dict[str, str] = {}

    def page(self, path: str, mentioned: Mentions) -> None:
        """Check what a page links to; which anchors are there is known only when every page has been read."""
        folders = path.split("/")[:-1]
        self._anchors[path] = mentioned.anchors
        for href in dict.fromkeys(mentioned.links):
            link = _read(href, self._site_url)
            if isinstance(link, _Internal):
                target = _target(path, folders, link)
                if target not in self._existing:
                    self.broken.append(BrokenLink(path, href, "missing file"))
                elif link.fragment and target in self._pages:
                    self._into[target].append((link.fragment, path, href))
            elif link is not None:
                self.external.setdefault(link.address, path)

    def anchors(self) -> None:
        """Look for the anchors that links asked for, now that every page has been read."""
        for target, links in self._into.items():
            anchors = set(self._anchors[target])
            missing = [(page, href) for fragment, page, href in links if fragment not in anchors]
            self.broken += [BrokenLink(page, href, "missing anchor") for page, href in missing]


def _target(page: str, folders: list[str], link: _Internal) -> str:
    if not link.path:
        return page
    if link.ups in (_FROM_ROOT, len(folders)):
        return link.path
    if link.ups > len(folders):
        return f"../{link.path}"
    return "/".join([*folders[: len(folders) - link.ups], link.path])


@lru_cache(1 << 16)
def _read(href: str, site_url: str) -> _Internal | _External | None:
    """A link as written, apart from the page it stands on; None where there is nothing to look for."""
    href = href.strip()
    base = urlsplit(site_url).path or "/"
    address = href
    if _WEB.match(href):
        if not site_url or not href.startswith(site_url):
            return _External(href)
        address = base + href.removeprefix(site_url)
    elif _SCHEME.match(href):
        return None
    path, _, fragment = address.partition("#")
    # `#top` is the top of any page (HTML, "scroll to the fragment").
    anchor = "" if "=" in fragment or fragment == "top" else unquote(fragment)
    return _Internal(*_place(path.partition("?")[0], base), anchor)


def _place(path: str, base: str) -> tuple[int, str]:
    """How many folders up, then which file; an address that starts with `/` starts from `base`, where the site is."""
    if not path.startswith("/"):
        return _plain(path)
    ups, plain = _plain(path.removeprefix(base))
    if ups or not path.startswith(base):
        return _FROM_ROOT, path
    return _FROM_ROOT, plain or "index.html"


def _plain(path: str) -> tuple[int, str]:
    """How many folders up, then which file, of a relative path: dots resolved, percent signs decoded."""
    ups, names = 0, list[str]()
    for part in path.split("/"):
        if part == "..":
            ups, names = (ups, names[:-1]) if names else (ups + 1, names)
        elif part != ".":
            names.append(unquote(part))
    if path.endswith("/") or path.rpartition("/")[2] in (".", ".."):
        names = [*(names[:-1] if path.endswith("/") else names), "index.html"]
    return ups, "/".join(names)
