"""What the site says to robots: the pages they may read, and since when what those hold is known (sitemaps.org)."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Final
from xml.sax.saxutils import escape

_MOST_IN_SITEMAP: Final = 50_000
"""The limit of sitemaps.org; beyond it there is an index of sitemaps."""


def robots_files(site_url: str, pages: Mapping[str, date | None]) -> Iterator[tuple[str, str]]:
    """Yield `robots.txt` and the sitemaps, each with its path.

    A site without an address has no sitemap, whose entries must be whole addresses. `pages` are the addresses that
    robots may read, relative to the site, with the day on which a record was last confirmed or read: the day of the
    build would change with nothing else.
    """
    if not site_url:
        yield "robots.txt", "User-agent: *\nAllow: /\n"
        return
    root = site_url.rstrip("/")
    known = [(f"{root}/{address}", day) for address, day in sorted(pages.items())]
    sheets = [known[start : start + _MOST_IN_SITEMAP] for start in range(0, len(known), _MOST_IN_SITEMAP)]
    names = ["sitemap.xml"] if len(sheets) == 1 else [f"sitemap-{at}.xml" for at in range(1, len(sheets) + 1)]
    for name, sheet in zip(names, sheets, strict=True):
        yield name, _sitemap("urlset", "url", sheet)
    if len(names) > 1:
        yield "sitemap.xml", _sitemap("sitemapindex", "sitemap", [(f"{root}/{name}", None) for name in names])
    yield "robots.txt", f"User-agent: *\nAllow: /\nSitemap: {root}/sitemap.xml\n"


def _sitemap(kind: str, item: str, addresses: Iterable[tuple[str, date | None]]) -> str:
    lines = [f'<?xml version="1.0" encoding="UTF-8"?>\n<{kind} xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n']
    for address, day in addresses:
        last_known = f"<lastmod>{day.isoformat()}</lastmod>" if day else ""
        lines.append(f"<{item}><loc>{escape(address)}</loc>{last_known}</{item}>\n")
    return "".join([*lines, f"</{kind}>\n"])
