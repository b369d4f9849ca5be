"""The files of embedding: the element for other sites, and what tells them of each record (oEmbed)."""

import json
from collections.abc import Iterator
from html import escape
from itertools import chain
from pathlib import Path
from typing import Any, Final

from generator import addresses
from generator.catalogue.entries import AnyRecord
from generator.site.model import Site
from generator.site.pages.embed.embeds import EMBEDS
from generator.site.parts.markdown import shortened, to_text
from generator.site.theme.source import without_comments

ELEMENT: Final = f"{addresses.EMBED}intreccio.js"
_WIDTH: Final = 600
_HEIGHT: Final = 320
_LEAD: Final = 200


def embed_files(site: Site) -> Iterator[tuple[str, bytes]]:
    """Yield the script of the elements; of each record what oEmbed asks for, where the catalogue is small enough."""
    yield ELEMENT, element_script().encode()
    if site.has_oembed:
        entries = chain[AnyRecord](
            site.catalogue.networks.values(),
            site.catalogue.organizations.values(),
            site.catalogue.activities.values(),
            site.catalogue.practices.values(),
        )
        for entry in entries:
            address = addresses.record(entry)
            written = json.dumps(oembed_of(entry, site), ensure_ascii=False, separators=(",", ":"))
            yield addresses.oembed(address), written.encode()


def element_script() -> str:
    """Return the script that other sites load: one small file, whatever may be embedded."""
    source = Path(__file__).with_name("element.js").read_text("utf-8")
    lines = without_comments(source).splitlines()
    names = json.dumps([embed.element for embed in EMBEDS])
    return "\n".join(line for line in lines if line.strip()).replace('["PIECES"]', names) + "\n"


def oembed_of(entry: AnyRecord, site: Site) -> dict[str, Any]:
    """Describe a record as oEmbed 1.0 asks (oembed.com, 2.3.4.4): a frame, behind a link for who shows no frames."""
    address = addresses.record(entry)
    title, name = entry.name, str(site.config["site_name"])
    whole = addresses.absolute(site.url, address)
    source = f"{addresses.absolute(site.url, addresses.page('embed_card'))}?scheda={address.rstrip('/')}"
    lead = shortened(to_text(entry.opening), _LEAD)
    quoted = f'<blockquote><a href="{escape(whole)}">{escape(title)}</a>{escape(lead and f" · {lead}")}</blockquote>'
    frame = (
        f'<iframe src="{escape(source)}" title="{escape(title)}" width="{_WIDTH}" height="{_HEIGHT}" loading="lazy"'
        ' style="border:0;width:100%"></iframe>'
    )
    return {
        "version": "1.0",
        "type": "rich",
        "title": title,
        "provider_name": name,
        "provider_url": addresses.absolute(site.url, ""),
        "cache_age": 86400,
        "width": _WIDTH,
        "height": _HEIGHT,
        "html": quoted + frame,
    }
