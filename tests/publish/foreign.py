"""What a page makes the browser ask of other hosts, without anybody following a link.

The site promises that reading it tells nobody: an image, font, script or frame from elsewhere breaks that.
Pages are read with html5lib, as browsers read them; what their scripts ask for is not seen here, but by the journeys.
"""

import re
from collections.abc import Iterator
from typing import Any, Final

import html5lib

from generator.publish.extraction import candidates

_FETCHED_RELATIONS: Final = frozenset(
    {
        "apple-touch-icon",
        "apple-touch-icon-precomposed",
        "dns-prefetch",
        "icon",
        "manifest",
        "mask-icon",
        "modulepreload",
        "preconnect",
        "prefetch",
        "preload",
        "prerender",
        "stylesheet",
    },
)
"""Relations of `link` that are fetched or connected to; all others, such as `canonical`, only inform."""

_FETCHED_ATTRIBUTES: Final = ("src", "poster", "data", "background")
_SVG_REFERENCES: Final = frozenset({"image", "use", "feImage"})
_XLINK: Final = "{http://www.w3.org/1999/xlink}href"

_CSS_COMMENT: Final = re.compile(r"/\*.*?\*/", re.DOTALL)
_CSS_ADDRESS: Final = re.compile(
    r"""url\(\s*(?:"([^"]*)"|'([^']*)'|([^)"'\s]*))\s*\)|@import\s+(?:"([^"]*)"|'([^']*)')""",
    re.IGNORECASE,
)
_OTHER_HOST: Final = re.compile(r"(?:https?:|wss?:|ftp:)?//", re.IGNORECASE)


def foreign_requests(html: str, *, site_url: str = "") -> list[str]:
    """Addresses on other hosts that a browser requests by itself when it shows this page.

    Args:
        html: The whole page, inline styles included.
        site_url: Published address of the site, whose own host is not another one.
    """
    return _abroad(_fetched(html), site_url)


def foreign_requests_of_css(css: str, *, site_url: str = "") -> list[str]:
    """The same for a style sheet: `url(…)` and `@import`."""
    return _abroad(_css_addresses(css), site_url)


def _abroad(addresses: Iterator[str], site_url: str) -> list[str]:
    own = site_url.rstrip("/") + "/" if site_url else None
    # URL Standard: line breaks and tabs vanish, a backslash is a slash.
    as_read = (re.sub(r"[\t\r\n]", "", address.strip()).replace("\\", "/") for address in dict.fromkeys(addresses))
    return [address for address in as_read if _OTHER_HOST.match(address) and not (own and address.startswith(own))]


def _fetched(html: str) -> Iterator[str]:
    for element in html5lib.parse(html, namespaceHTMLElements=False).iter():
        if not isinstance(element.tag, str):  # a comment
            continue
        name = element.tag.rpartition("}")[2]
        yield from (element.get(key) for key in _FETCHED_ATTRIBUTES if element.get(key) is not None)
        yield from candidates(element.get("srcset", ""))
        yield from _css_addresses(element.get("style", ""))
        if name == "style":
            yield from _css_addresses(element.text or "")
        elif name == "link":
            yield from _linked(element)
        elif name in _SVG_REFERENCES:
            yield from (element.get(key) for key in ("href", _XLINK) if element.get(key) is not None)


def _linked(element: Any) -> Iterator[str]:
    if not _FETCHED_RELATIONS.isdisjoint(element.get("rel", "").lower().split()):
        yield element.get("href", "")
        yield from candidates(element.get("imagesrcset", ""))


def _css_addresses(css: str) -> Iterator[str]:
    for groups in _CSS_ADDRESS.findall(_CSS_COMMENT.sub(" ", css)):
        yield "".join(groups)
