"""Markdown of records: rendered, then sanitised, because a record is written by anybody."""

import re
import threading
from functools import lru_cache
from html import unescape
from typing import Final

import nh3
from markdown import Markdown
from markupsafe import Markup, escape

_EXTENSIONS: Final = ("sane_lists", "tables")
_TAGS: Final = frozenset(
    {"a", "abbr", "b", "blockquote", "br", "code", "dd", "del", "dl", "dt", "em", "h3", "h4", "hr", "i", "li", "ol"}
    | {"p", "pre", "q", "s", "strong", "sub", "sup", "table", "tbody", "td", "th", "thead", "tr", "ul"}
)
_ATTRIBUTES: Final = {"a": {"href", "title"}, "abbr": {"title"}, "ol": {"start"}}
_SCHEMES: Final = frozenset({"http", "https", "mailto", "tel"})
_HEADINGS: Final = {"h1": "h3", "h2": "h3", "h5": "h4", "h6": "h4"}
_REMEMBERED: Final = 4096
_MOST_BRACKETS: Final = 50
"""Beyond this the renderer takes minutes over a text of 20,000 characters: it is shown as plain paragraphs."""
_PLAIN_LINE: Final = r"""[^\W\d_](?:[^\W_]++|[ ,;:.'’()/…–—«»“”"?!%€°-]++)*+(?<! )"""
_PLAIN: Final = re.compile(rf"{_PLAIN_LINE}(?:\n\n?{_PLAIN_LINE})*\n?")
"""Paragraphs of letters and everyday signs: neither Markdown nor HTML says anything else with them."""
_SAFE_LINK: Final = re.compile(r"(?:https?://|mailto:|tel:)", re.IGNORECASE)


@lru_cache(_REMEMBERED)
def to_html(text: str) -> Markup:
    """Render Markdown; headings become those of a section, and nothing that runs or loads is left."""
    if _PLAIN.fullmatch(text):
        paragraphs = text.rstrip("\n").split("\n\n")
        return Markup("\n".join([f"<p>{paragraph}</p>" for paragraph in paragraphs]))  # noqa: S704 -- no signs in it
    html = _rendered(text)
    for heading, section in _HEADINGS.items():
        html = html.replace(f"<{heading}>", f"<{section}>").replace(f"</{heading}>", f"</{section}>")
    clean = nh3.clean(
        html,
        tags=set(_TAGS),
        attributes=dict(_ATTRIBUTES),
        url_schemes=set(_SCHEMES),
        link_rel="noopener nofollow ugc",
        attribute_filter=_only_leading_out,
    )
    return Markup(clean)  # noqa: S704 -- sanitised on the lines above


def _only_leading_out(_tag: str, name: str, value: str) -> str | None:
    """Keep a link that leads out; one within the site belongs to the keys of a record, not to its prose."""
    return value if name != "href" or _SAFE_LINK.match(value) else None


def _rendered(text: str) -> str:
    if text.count("[") <= _MOST_BRACKETS:
        return _converter().convert(text)
    paragraphs = (" ".join(part.split()) for part in text.split("\n\n"))
    return "".join(f"<p>{escape(part)}</p>" for part in paragraphs if part)


_own = threading.local()


def _converter() -> Markdown:
    """Return the converter of this thread as good as new: making one takes twice as long as its work."""
    if not hasattr(_own, "converter"):
        _own.converter = Markdown(extensions=list(_EXTENSIONS))
    converter: Markdown = _own.converter
    return converter.reset()


@lru_cache(_REMEMBERED)
def to_text(text: str) -> str:
    """The words of a Markdown text on one line, for descriptions."""
    if _PLAIN.fullmatch(text):
        return " ".join(text.split())
    bare = nh3.clean(_rendered(text), tags=set())
    return " ".join(unescape(bare).split())


def shortened(text: str, most: int) -> str:
    """The beginning of a text, cut at a word."""
    if len(text) <= most:
        return text
    return text[: most - 1].rsplit(" ", 1)[0].rstrip(" ,;:.–—(") + "…"
