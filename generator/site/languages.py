"""The ways from a page to itself in the other languages of the site, for readers and for robots."""

from collections.abc import Collection
from functools import cache
from typing import Final

from markupsafe import Markup, escape

from generator import addresses
from generator.locale import writing
from generator.site.editions import Edition
from generator.site.model import Site
from generator.site.page import Page
from generator.site.theme.shell import Languages

_IN_SIGHT: Final = 2
"""So many other languages are shown as they are; more unfold."""
_LINKS: Final = "\x1dlinks\x1d"
_GLOBE: Final = (
    '<svg class="icon" viewBox="0 0 24 24" width="20" height="20" aria-hidden="true">'
    '<path d="M3 12h18M12 3a14 14 0 0 1 0 18a14 14 0 0 1 0-18M12 3a9 9 0 0 1 0 18a9 9 0 0 1 0-18"/></svg>'
)


def languages_of(page: Page, site: Site, root: str) -> Languages:
    """Return the ways to the same page in the other languages of the site; where it is not there, to its first page.

    What leads on, and what is no page of its own, is in one language alone. `root` leads to that of its edition.
    """
    if len(site.edition.languages) == 1 or page.is_bare or page.moved_to is not None:
        return Languages()
    same = [edition for edition in site.edition.others if edition.has(page.kind, page.address)]
    return languages_at(page.address, same, site, root, is_indexed=page.indexed)


def languages_at(
    address: str, same: Collection[Edition], site: Site, root: str, *, is_indexed: bool = True
) -> Languages:
    """Return the ways to an address in other languages; `same` are the editions that have it."""
    own, here = site.edition, escape(address)
    to_site = root if own.is_first else f"{root}../"
    links = "".join(
        f'<li><a href="{to_site}{edition.prefix}{here if edition in same else ""}"{said}</a></li>'
        for edition, said in _others(own)
    )
    switch = Markup(_switch(own, site.texts("shell.languages")).replace(_LINKS, links))  # noqa: S704 -- escaped
    if not (is_indexed and site.root_url):
        return Languages(switch)
    there = escape(addresses.absolute(site.root_url, ""))
    alternates = (
        f'<link rel="alternate" hreflang="{edition.lang}" href="{there}{edition.prefix}{here}">'
        for edition in (own, *same)
    )
    return Languages(switch, Markup("".join(alternates)))  # noqa: S704 -- escaped


def paths_in_others(site: Site, page_kind: str, address: str) -> list[tuple[str, str, str]]:
    """Return the same page in each other language that has it: its code, its name, its address from here."""
    own = site.edition
    up = "" if own.is_first else "../"
    there = (edition for edition in own.others if edition.has(page_kind, address))
    return [(edition.lang, _named(edition.lang), f"{up}{edition.prefix}{address}") for edition in there]


@cache
def _others(own: Edition) -> list[tuple[Edition, str]]:
    """Return the other editions, each with what a link to it says behind its address."""
    return [(edition, _said_of(edition)) for edition in own.others]


def _said_of(edition: Edition) -> str:
    turned = ' dir="rtl"' if writing.direction(edition.lang) == "rtl" else ""
    return f' lang="{edition.lang}" hreflang="{edition.lang}"{turned}>{escape(_named(edition.lang))}'


@cache
def _switch(own: Edition, label: str) -> str:
    """Return the list of languages, unfolded where they are few; its links are put in for each page."""
    said = escape(label)
    if len(own.others) <= _IN_SIGHT:
        return f'<ul class="languages languages--few" aria-label="{said}">{_LINKS}</ul>'
    return (
        '<button class="masthead__languages" type="button" popovertarget="languages"'
        f' aria-label="{said}: {escape(_named(own.lang))}">{_GLOBE}<span>{own.lang.upper()}</span></button>'
        f'<ul class="languages" id="languages" popover aria-label="{said}">{_LINKS}</ul>'
    )


@cache
def _named(lang: str) -> str:
    """Return what a language calls itself, as it stands by itself."""
    name = writing.own_name(lang)
    return name[:1].upper() + name[1:]
