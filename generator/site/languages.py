"""The ways from a page to itself in the other languages of the site, for readers and for robots."""

from collections.abc import Collection
from typing import Final

from markupsafe import Markup

from generator import addresses
from generator.locale import writing
from generator.site.editions import Edition
from generator.site.model import Site
from generator.site.page import Page
from generator.site.theme.shell import Languages

_IN_SIGHT: Final = 2
"""So many other languages are shown as they are; more unfold."""
_GLOBE: Final = Markup(
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
    own = site.edition
    to_site = root if own.is_first else f"{root}../"
    links = Markup().join(
        Markup('<li><a href="{}" lang="{}" hreflang="{}"{}>{}</a></li>').format(
            f"{to_site}{edition.prefix}{address if edition in same else ''}",
            edition.lang,
            edition.lang,
            Markup(' dir="rtl"') if writing.direction(edition.lang) == "rtl" else "",
            _named(edition.lang),
        )
        for edition in own.others
    )
    label = site.texts("shell.languages")
    if len(own.others) > _IN_SIGHT:
        door = Markup(
            '<button class="masthead__languages" type="button" popovertarget="languages" aria-label="{}: {}">'
            "{}<span>{}</span></button>"
            '<ul class="languages" id="languages" popover aria-label="{}">{}</ul>'
        )
        switch = door.format(label, _named(own.lang), _GLOBE, own.lang.upper(), label, links)
    else:
        switch = Markup('<ul class="languages languages--few" aria-label="{}">{}</ul>').format(label, links)
    if not (is_indexed and site.root_url):
        return Languages(switch)
    alternates = (
        Markup('<link rel="alternate" hreflang="{}" href="{}">').format(
            edition.lang, addresses.absolute(site.root_url, f"{edition.prefix}{address}")
        )
        for edition in (own, *same)
    )
    return Languages(switch, Markup().join(alternates))


def _named(lang: str) -> str:
    """Return what a language calls itself, as it stands by itself."""
    name = writing.own_name(lang)
    return name[:1].upper() + name[1:]
