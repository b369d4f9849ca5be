"""Markdown of records: rendered, then sanitised, because a record is written by anybody."""

import re
import threading
from functools import lru_cache
from html import unescape
from typing import Any, Final

import nh3
from markdown import Markdown
from markdown.inlinepatterns import HTML_RE, HtmlInlineProcessor
from markupsafe import Markup, escape

_EXTENSIONS: Final = ("sane_lists", "tables")
_TAGS: Final = frozenset(
    {"a", "abbr", "b", "blockquote", "br", "code", "dd", "del", "dl", "dt", "em", "h3", "h4", "hr", "i", "li", "ol"}
    | {"p", "pre", "q", "s", "strong", "sub", "sup", "table", "tbody", "td", "th", "thead", "tr", "ul"}
)
_ATTRIBUTES: Final = {"a": {"href", "title"}, "abbr": {"title"}, "ol": {"start"}}
_SCHEMES: Final = frozenset({"http", "https", "mailto", "tel"})
_HEADINGS: Final = {"h1": "h3", "h2": "h3", "h5": "h4", "h6": "h4"}
_HTML: Final = """
    a abbr acronym address area article aside audio b base basefont bdi bdo big blockquote body br button canvas
    caption center cite code col colgroup data datalist dd del details dfn dialog dir div dl dt em embed
    fieldset figcaption figure font footer form frame frameset h1 h2 h3 h4 h5 h6 head header hgroup hr html i
    iframe img input ins kbd label legend li link listing main map mark marquee menu meta meter nav nobr noembed
    noframes noscript object ol optgroup option output p param picture plaintext pre progress q rb rp rt rtc
    ruby s samp script search section select slot small source span strike strong style sub summary sup table
    tbody td template textarea tfoot th thead time title tr track tt u ul var video wbr xmp
"""
_ELEMENTS: Final = frozenset(_HTML.split())
"""What HTML has or had (Living Standard, «Elements» and «Obsolete features»): anything else between angles, as
`<venerdì>`, was written to be read."""
_NAME: Final = re.compile(r"</?([A-Za-z][^\s<>/]*)")
_REMEMBERED: Final = 4096
_MOST_BRACKETS: Final = 50
"""Beyond this the renderer takes minutes over a text of 20,000 characters: it is shown as plain paragraphs."""
_PLAIN_LINE: Final = r"""[^\W\d_](?:[^\W_]++|[ ,;:.'’()/…–—«»“”"?!%€°-]++)*+(?<! )"""
_PLAIN: Final = re.compile(rf"{_PLAIN_LINE}(?:\n\n?{_PLAIN_LINE})*\n?")
"""Paragraphs of letters and everyday signs: neither Markdown nor HTML says anything else with them."""
_SENTENCE: Final = re.compile(r"(?<=\w\w\w)[.!?…][»”\"')]?(?=\s+[«“\"'(]?[^\W\d_a-zà-ÿ])|(?<=\w\w\w)[.!?…][»”\"')]?$")
"""The end of a sentence: what follows begins with a capital letter."""
_CLAUSE_ENDS: Final = (": ", "; ")
_SENTENCE_END: Final = re.compile(r"(?<=[.!?…»”)])[ \t]*\n(?=\S)")
"""Where who wrote ended both sentence and line."""
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


class _Tags(HtmlInlineProcessor):
    """Leaves the tags of HTML to the sanitiser, and shows as text what only looks like one."""

    def handleMatch(self, m: re.Match[str], data: str) -> Any:  # type: ignore[override]  # noqa: N802 -- the library's name
        """Return what stands for the match, where it begins and where it ends."""
        name = _NAME.match(m[1])
        if name is None or name[1].lower() in _ELEMENTS:
            return super().handleMatch(m, data)
        return self.md.htmlStash.store(str(escape(self.unescape(m[1])))), m.start(0), m.end(0)


_own = threading.local()


def _converter() -> Markdown:
    """Return the converter of this thread as good as new: making one takes twice as long as its work."""
    if not hasattr(_own, "converter"):
        _own.converter = Markdown(extensions=list(_EXTENSIONS))
        _own.converter.inlinePatterns.register(_Tags(HTML_RE, _own.converter), "html", 90)
    converter: Markdown = _own.converter
    return converter.reset()


@lru_cache(_REMEMBERED)
def to_text(text: str) -> str:
    """The words of a Markdown text on one line, for descriptions."""
    if _PLAIN.fullmatch(text):
        return " ".join(text.split())
    bare = nh3.clean(_rendered(text), tags=set())
    return " ".join(unescape(bare).split())


def whole_sentences(text: str, most: int) -> str:
    """The first sentences of a text that stay within `most` characters.

    Where the first is longer, what stands before its last colon or semicolon, for that says something whole; else it is
    cut at a word.
    A full stop after one or two letters ends an abbreviation («S. Marta»), not a sentence.
    """
    if len(text) <= most:
        return text
    ends = [end.end() for end in _SENTENCE.finditer(text) if end.end() <= most]
    if ends:
        return text[: ends[-1]]
    clause = max(text.rfind(sign, most // 4, most) for sign in _CLAUSE_ENDS)
    return f"{text[:clause].rstrip()}." if clause > 0 else shortened(text, most)


def sentence_lines(text: str) -> str:
    """Return Markdown whose lines that end a sentence end on the page too.

    Easy texts begin each sentence on a new line (Inclusion Europe, «Information for all», 2010).
    """
    return _SENTENCE_END.sub("  \n", text)


def headed(text: str) -> tuple[str, str]:
    """Return the first sentence of a text, its stop left out where more follows, and what follows."""
    text = text.strip()
    end = _SENTENCE.search(text)
    first, more = (text[: end.end()], text[end.end() :].strip()) if end else (text, "")
    return (first.removesuffix("."), more) if more else (text, "")


def shortened(text: str, most: int) -> str:
    """The beginning of a text, cut at a word."""
    if len(text) <= most:
        return text
    return text[: most - 1].rsplit(" ", 1)[0].rstrip(" ,;:.–—(") + "…"
