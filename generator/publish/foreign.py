"""What a page makes the browser ask of other hosts, without anybody following a link.

The site promises that reading it tells nobody: an image, font, script or frame from elsewhere breaks that.
"""

import re
from collections.abc import Iterator
from functools import lru_cache

from generator.publish.extraction import Tag, candidates, read_tag, start_tags

# Relations of `link` that are fetched or connected to; all others, such as `canonical`, only inform.
_FETCHED_RELATIONS = frozenset(
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
_FETCHED_ATTRIBUTES = ("src", "poster", "data", "background")
_SVG_REFERENCES = frozenset({"image", "use", "feimage"})

_CSS_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_CSS_ADDRESS = re.compile(
    r"""url\(\s*(?:"([^"]*)"|'([^']*)'|([^)"'\s]*))\s*\)|@import\s+(?:"([^"]*)"|'([^']*)')""",
    re.IGNORECASE,
)
_OTHER_HOST = re.compile(r"(?:https?:|wss?:|ftp:)?//", re.IGNORECASE)


def foreign_requests(html: str, *, site_url: str = "") -> list[str]:
    """Addresses on other hosts that a browser requests by itself when it shows this page.

    Args:
        html: The whole page, inline styles included. What its scripts ask for is not seen.
        site_url: Published address of the site, whose own host is not another one.
    """
    return _abroad(_all_fetched(html), site_url)


def foreign_requests_of_css(css: str, *, site_url: str = "") -> list[str]:
    """The same for a style sheet: `url(…)` and `@import`."""
    return _abroad(_css_addresses(css), site_url)


def _abroad(addresses: Iterator[str], site_url: str) -> list[str]:
    own = site_url.rstrip("/") + "/" if site_url else None
    return [
        address
        for address in map(_as_browsers_read, dict.fromkeys(addresses))
        if _OTHER_HOST.match(address) and not (own and address.startswith(own))
    ]


def _as_browsers_read(address: str) -> str:
    # URL Standard: line breaks and tabs vanish, a backslash is a slash.
    return re.sub(r"[\t\r\n]", "", address.strip()).replace("\\", "/")


def _all_fetched(html: str) -> Iterator[str]:
    for text, content in start_tags(html):
        yield from _fetched(text)
        if text.startswith("style"):
            yield from _css_addresses(content)


@lru_cache(1 << 16)
def _fetched(text: str) -> tuple[str, ...]:
    tag = read_tag(text)
    found = [tag.attributes[key] for key in _FETCHED_ATTRIBUTES if key in tag.attributes]
    found += candidates(tag.attributes.get("srcset", ""))
    found += _css_addresses(tag.attributes.get("style", ""))
    if tag.name == "link":
        found += _linked(tag)
    elif tag.name in _SVG_REFERENCES:
        found += [tag.attributes[key] for key in ("href", "xlink:href") if key in tag.attributes]
    return tuple(found)


def _linked(tag: Tag) -> Iterator[str]:
    if not _FETCHED_RELATIONS.isdisjoint(tag.attributes.get("rel", "").lower().split()):
        yield tag.attributes.get("href", "")
        yield from candidates(tag.attributes.get("imagesrcset", ""))


def _css_addresses(css: str) -> Iterator[str]:
    for groups in _CSS_ADDRESS.findall(_CSS_COMMENT.sub(" ", css)):
        yield "".join(groups)
