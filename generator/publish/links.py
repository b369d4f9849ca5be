"""The link check: does everything that the site points at exist in the site?

External links are listed, never followed: whether they answer is a question for a scheduled job.
"""

import re
from array import array
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from sys import intern
from typing import Literal, NamedTuple
from urllib.parse import unquote, urlsplit

from generator.publish.extraction import Mentions, mentions

Reason = Literal["missing file", "missing anchor"]

_SCHEME = re.compile(r"[a-zA-Z][a-zA-Z0-9+.-]*:")
_FROM_ROOT = -1
_ELSEWHERE = -1
"""The number of every link that leads out of the site, or to no file: nothing to look for."""
_SOUND = -2
"""The number of every link from a page to itself that leads somewhere: nothing to remember."""
_NUMBER = "I"
"""Numbers of links in arrays: four bytes hold those of a million pages."""
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
    """Check every link of every page against the files and anchors of the site, reading each page once.

    A link to `dir/` means `dir/index.html`. A fragment that holds `=` is data for a script, not an anchor.

    Args:
        pages: HTML by path in the site; may read lazily, each page is asked for once.
        files: All other paths of the site.
        site_url: Published address; links to it count as internal, and `/…` links start from its path.
    """
    check = LinkCheck(site_url)
    for path, html in pages.items():
        check.page(path, mentions(html))
    return check.report(files)


class LinkCheck:
    """The check of `check_links` for who knows what each page mentions, page by page, before the site is whole."""

    def __init__(self, site_url: str = "") -> None:
        self._site_url = site_url and site_url.rstrip("/") + "/"
        self._numbers: dict[int, dict[str, int]] = {}
        """By the depth of a page, what is written and means the same on all pages of that depth."""
        self._links = _Links()
        self._links_of: dict[str, array[int]] = {}
        self._anchors: dict[str, tuple[str, ...]] = {}
        self._external: dict[str, str] = {}
        self._elsewhere: dict[str, str] = {}
        self._external_of: dict[str, list[str]] = {}

    def page(self, path: str, mentioned: Mentions) -> None:
        """Remember what a page, by its path in the site, links to and which anchors it has; the first time counts.

        Names that many pages have are held once: pages that other processes made bring copies of their own.
        """
        depth = path.count("/")
        known = self._numbers.setdefault(depth, {})
        numbers = array(_NUMBER)
        for href in dict.fromkeys(mentioned.links):
            number = known.get(href)
            if number is None:
                number = self._number(href, path, known, mentioned.anchors)
            if number == _SOUND:
                continue
            if number != _ELSEWHERE:
                numbers.append(number)
            elif address := self._elsewhere.get(href):
                self._lead_out(path, address)
        self._links_of.setdefault(path, numbers)
        self._anchors.setdefault(path, tuple(map(intern, mentioned.anchors)))

    def _lead_out(self, path: str, address: str) -> None:
        self._external.setdefault(address, path)
        self._external_of.setdefault(path, []).append(address)

    def memory(self, paths: Sequence[str]) -> "LinkMemory":
        """Return what was remembered of some pages, for `recall` in the check of another build; read once, in order."""
        new = array(_NUMBER, bytes(array(_NUMBER).itemsize * len(self._links)))
        old = array(_NUMBER)
        for path in paths:
            for number in self._links_of[path]:
                if not new[number]:
                    old.append(number)
                    new[number] = len(old)
        pages = (
            (
                path,
                [new[number] - 1 for number in self._links_of[path]],
                self._anchors[path],
                self._external_of.get(path, ()),
            )
            for path in paths
        )
        return LinkMemory(map(self._links.__getitem__, old), pages)

    def recall(self, memory: "LinkMemory", paths: Iterable[str]) -> None:
        """Remember of some pages what `memory` knows, as if they had been told again; for pages that did not change."""
        start = len(self._links)
        for target, fragment, href in memory.links:
            self._links.add(target, fragment, href)
        pages = {page[0]: page for page in memory.pages}
        for path in paths:
            _, numbers, anchors, external = pages[path]
            if path not in self._links_of:
                self._links_of[path] = array(_NUMBER, [start + number for number in numbers])
                self._anchors[path] = tuple(anchors)
                for address in external:
                    self._lead_out(path, address)

    def report(self, files: Collection[str]) -> LinkReport:
        """Tell what leads nowhere, now that every page was told and all other paths of the site are `files`."""
        anchors: dict[str, frozenset[str]] = {}
        reasons: dict[int, Reason] = {}
        for number, (target, fragment, _) in enumerate(self._links):
            if target not in self._anchors:
                if target not in files:
                    reasons[number] = "missing file"
            elif fragment:
                if target not in anchors:
                    anchors[target] = frozenset(self._anchors[target])
                if fragment not in anchors[target]:
                    reasons[number] = "missing anchor"
        broken = [
            BrokenLink(path, self._links[number][2], reasons[number])
            for path, numbers in (self._links_of.items() if reasons else ())
            for number in numbers
            if number in reasons
        ]
        return LinkReport(tuple(sorted(broken)), self._external)

    def _number(self, href: str, path: str, known: dict[str, int], anchors: Collection[str]) -> int:
        """Give a link its number; one from the root means the same on every page of a depth and is `known` there.

        Others mean it on this page alone: most pages have a folder of their own.
        """
        link = _read(href, self._site_url)
        if not isinstance(link, _Internal):
            if link is not None:
                self._elsewhere[href] = link.address
            known[href] = _ELSEWHERE
            return _ELSEWHERE
        if not link.path and (not link.fragment or link.fragment in anchors):
            return _SOUND
        folder = path.rpartition("/")[0]
        number = len(self._links)
        self._links.add(_target(path, folder.split("/") if folder else [], link), link.fragment, href)
        if link.path and link.ups in (_FROM_ROOT, path.count("/")):
            known[href] = number
        return number


class LinkMemory(NamedTuple):
    """What a check remembers of pages: all links as (target, fragment, what is written), and each page.

    Of a page these are its path, the numbers of its links, its anchors and the addresses of other sites.
    """

    links: Iterable[tuple[str, str, str]]
    pages: Iterable[tuple[str, Sequence[int], Sequence[str], Sequence[str]]]


class _Links:
    """Links of all pages, each (target, fragment, what is written): fourteen a page, so three lists and no objects."""

    def __init__(self) -> None:
        """Begin with none."""
        self._targets: list[str] = []
        self._fragments: list[str] = []
        self._hrefs: list[str] = []

    def add(self, target: str, fragment: str, href: str) -> None:
        """Add a link: `target` is a path of the site, `href` what is written."""
        self._targets.append(intern(target))
        self._fragments.append(intern(fragment))
        self._hrefs.append(href)

    def __len__(self) -> int:
        """Count them."""
        return len(self._hrefs)

    def __getitem__(self, number: int) -> tuple[str, str, str]:
        """Return one by its number."""
        return self._targets[number], self._fragments[number], self._hrefs[number]

    def __iter__(self) -> Iterator[tuple[str, str, str]]:
        """Yield them as they were added."""
        return zip(self._targets, self._fragments, self._hrefs, strict=True)


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
