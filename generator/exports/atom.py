"""Feeds as readers of feeds take them: Atom (RFC 4287), written by hand.

The same entries give the same bytes: nothing says when a feed was written, only when what it says happened.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final

from generator.exports.xml_text import xml_attribute, xml_text

MIME: Final = "application/atom+xml"


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
        f'<feed xmlns="http://www.w3.org/2005/Atom" xml:lang={xml_attribute(feed.language)}>',
        f"<id>{xml_text(feed.feed_id)}</id>",
        f"<title>{xml_text(feed.title)}</title>",
        f"<subtitle>{xml_text(feed.subtitle)}</subtitle>",
        f"<updated>{_moment(feed.moment)}</updated>",
        f'<link rel="self" type="{MIME}" href={xml_attribute(feed.own)}/>',
        f'<link rel="alternate" type="text/html" href={xml_attribute(feed.page)}/>',
        f"<author><name>{xml_text(feed.author)}</name></author>",
    ]
    for entry in feed.entries:
        lines += [
            "<entry>",
            f"<id>{xml_text(entry.entry_id)}</id>",
            f"<title>{xml_text(entry.title)}</title>",
            f"<updated>{_moment(entry.moment)}</updated>",
            f'<link rel="alternate" type="text/html" href={xml_attribute(entry.url)}/>',
            *(f"<category term={xml_attribute(category)}/>" for category in entry.categories),
            f'<content type="html">{xml_text(entry.content)}</content>',
            "</entry>",
        ]
    return "\n".join([*lines, "</feed>", ""]).encode()


def _moment(seconds: int) -> str:
    return datetime.fromtimestamp(seconds, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
