"""What the site says to programs beside its pages: an index, its search, how to install it, whom to warn of a hole.

Sources: https://llmstxt.org; https://github.com/dewitt/opensearch (1.1 draft 6); https://www.w3.org/TR/appmanifest;
RFC 9116 (security.txt).
"""

import json
from collections.abc import Iterable, Iterator
from datetime import timedelta
from typing import Any, Final
from xml.sax.saxutils import escape, quoteattr

from generator import addresses
from generator.catalogue.kinds import KINDS
from generator.publish.media_types import media_type
from generator.site.formats import formats_published
from generator.site.icons import MARK, icons_made
from generator.site.model import Site
from generator.site.parts.contacts import office_email
from generator.site.parts.markdown import shortened, to_text
from generator.site.parts.twin import inline, twin_of
from generator.site.parts.twin import twins as twins_of_records

INDEX: Final = "llms.txt"
SEARCH: Final = "opensearch.xml"
MANIFEST: Final = "manifest.webmanifest"
SECURITY: Final = ".well-known/security.txt"
_MOST_LISTED: Final = 200
_LONGEST_NAME: Final = 16
"""Letters of the short name of a search: what browsers have room for."""
_LONGEST_TEXT: Final = 1024
_NEXT_YEAR: Final = timedelta(days=364)
"""RFC 9116 wants less than a year: a site that nobody builds any more stops promising that somebody reads."""
_PAPER: Final = "#faf8f4"
_MENU: Final = ("in_need", "lend_a_hand", "synergies", "who_does", "needs", "procedures", "participate")


def machine_files(site: Site) -> Iterator[tuple[str, bytes]]:
    """Yield each file; what needs the address of the site is left out where it has none."""
    yield INDEX, _index(site).encode()
    if site.edition.is_first:
        yield MANIFEST, _manifest(site)
    if site.url and site.edition.is_first:
        yield SEARCH, _search(site).encode()
        if email := office_email(site.settings["ufficio"]):
            yield SECURITY, _security(site, email).encode()
    for address, text in twins_of_records(site):
        yield twin_of(address), text.encode()


def _manifest(site: Site) -> bytes:
    """Tell how the site stands on the screen of a phone; its icons are the catalogue's own where it has some.

    PNG first, where this machine makes them: not every browser installs a site that has an SVG alone.
    """
    name = str(site.config["site_name"])
    own = str(site.config["theme"].get("favicon") or MARK)
    drawn = [
        {"src": icon.path, "sizes": f"{icon.side}x{icon.side}", "type": "image/png", "purpose": icon.purpose}
        for icon in icons_made(site)
    ]
    icons = [
        {"src": path, "sizes": "any", "type": media_type(path).partition(";")[0]} for path in dict.fromkeys((own, MARK))
    ]
    manifest: dict[str, Any] = {
        "name": name,
        "short_name": _short(name),
        "description": _summary(site),
        "lang": site.texts.lang,
        "start_url": "./",
        "scope": "./",
        "display": "minimal-ui",
        "background_color": _PAPER,
        "theme_color": _PAPER,
        "icons": [*drawn, *icons],
    }
    return json.dumps(manifest, ensure_ascii=False, indent=1).encode()


def _search(site: Site) -> str:
    """Tell browsers where questions go; the page reads `?q=`, and nothing that is typed leaves it."""
    name = str(site.config["site_name"])
    page = addresses.absolute(site.url, addresses.page("search"))
    icon = addresses.absolute(site.url, MARK)
    template = quoteattr(f"{page}?q={{searchTerms}}")
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<OpenSearchDescription xmlns="http://a9.com/-/spec/opensearch/1.1/">\n'
        f"<ShortName>{escape(_short(name))}</ShortName>\n"
        f"<LongName>{escape(shortened(name, 48))}</LongName>\n"
        f"<Description>{escape(shortened(_summary(site), _LONGEST_TEXT))}</Description>\n"
        f'<Image type="image/svg+xml">{escape(icon)}</Image>\n'
        f'<Url type="text/html" template={template}/>\n'
        f"<Language>{site.texts.lang}</Language>\n<InputEncoding>UTF-8</InputEncoding>\n</OpenSearchDescription>\n"
    )


def _security(site: Site, email: str) -> str:
    expires = site.catalogue.today + _NEXT_YEAR
    return (
        f"Contact: mailto:{email}\nExpires: {expires.isoformat()}T00:00:00Z\n"
        f"Preferred-Languages: {site.texts.lang}\nCanonical: {addresses.absolute(site.url, SECURITY)}\n"
    )


def _index(site: Site) -> str:
    """Write the site for who reads it as text: what it is, its lists, its networks, its data."""
    texts = site.texts
    lists = [(texts(f"list.{code}"), addresses.section(code), "") for code in KINDS]
    ways = [(texts(f"{name}.title"), addresses.page(name), "") for name in _MENU]
    networks = [
        (entry.name, twin_of(addresses.record(entry)) if site.has_twins() else addresses.record(entry), entry.opening)
        for entry in site.networks[:_MOST_LISTED]
    ]
    data = [
        (texts(f"data.format_{row.name}"), row.address, texts(f"data.about_{row.name}")) for row in formats_published()
    ]
    licence = site.settings["licenza"]
    parts = [
        f"# {inline(str(site.config['site_name']))}",
        f"> {inline(_summary(site))}",
        texts("machines.about", licence=licence["nome"], day=site.words.day(site.catalogue.today)),
        *([texts("machines.twins")] if site.has_twins() else []),
        *_section(site, texts("machines.lists"), lists),
        *_section(site, texts("machines.ways"), ways),
        *_section(site, texts("list.rete"), networks),
        *_section(site, texts("data.title"), [(texts("data.title"), addresses.page("data"), ""), *data]),
    ]
    return "\n\n".join(parts) + "\n"


def _section(site: Site, title: str, links: Iterable[tuple[str, str, str]]) -> Iterator[str]:
    rows = [
        f"- [{inline(name)}]({addresses.absolute(site.url, address)})"
        + (f": {inline(shortened(to_text(note), 200))}" if note else "")
        for name, address, note in links
    ]
    if rows:
        yield f"## {inline(title)}"
        yield "\n".join(rows)


def _short(name: str) -> str:
    """Cut a name to whole words, with nothing to say that it is cut: there is no room for that."""
    return shortened(name, _LONGEST_NAME).rstrip("…,;:. ")


def _summary(site: Site) -> str:
    said = site.description or site.config.get("site_description") or site.texts("home.description")
    return " ".join(str(said).split())
