"""Feeds as readers of feeds take them: Atom (RFC 4287), written by hand.

The same entries give the same bytes: nothing says when a feed was written, only when what it says happened.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final
from xml.sax.saxutils import escape, quoteattr

MIME: Final = "application/atom+xml"

_NOT_XML: Final = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What no XML document may hold, escaped or not (XML 1.0, 2.2)."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing that happened: `moment` in seconds since 1970, `content` HTML, `entry_id` the same for ever."""

    entry_id: str
    title: str
    moment: int
    url: str
    content: str
    categories: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class Feed:
    """A feed: where it stands (`own`), what it is about (`page`), who speaks; `moment` is that of its newest entry."""

    feed_id: str
    title: str
    subtitle: str
    own: str
    page: str
    author: str
    language: str
    moment: int
    entries: Sequence[Entry]


def atom(feed: Feed) -> bytes:
    """Write a feed; its author speaks for every entry (RFC 4287, 4.1.1)."""
    lines = [
        '<?xml version="1.0" encoding="utf-8"?>',
        f'<feed xmlns="http://www.w3.org/2005/Atom" xml:lang={_attribute(feed.language)}>',
        f"<id>{_text(feed.feed_id)}</id>",
        f"<title>{_text(feed.title)}</title>",
        f"<subtitle>{_text(feed.subtitle)}</subtitle>",
        f"<updated>{_moment(feed.moment)}</updated>",
        f'<link rel="self" type="{MIME}" href={_attribute(feed.own)}/>',
        f'<link rel="alternate" type="text/html" href={_attribute(feed.page)}/>',
        f"<author><name>{_text(feed.author)}</name></author>",
    ]
    for entry in feed.entries:
        lines += [
            "<entry>",
            f"<id>{_text(entry.entry_id)}</id>",
            f"<title>{_text(entry.title)}</title>",
            f"<updated>{_moment(entry.moment)}</updated>",
            f'<link rel="alternate" type="text/html" href={_attribute(entry.url)}/>',
            *(f"<category term={_attribute(category)}/>" for category in entry.categories),
            f'<content type="html">{_text(entry.content)}</content>',
            "</entry>",
        ]
    return "\n".join([*lines, "</feed>", ""]).encode()


def _text(text: str) -> str:
    return escape(_NOT_XML.sub("", text))


def _attribute(text: str) -> str:
    return quoteattr(_NOT_XML.sub("", text))


def _moment(seconds: int) -> str:
    return datetime.fromtimestamp(seconds, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
