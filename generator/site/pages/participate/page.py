"""`/partecipa/`: where people propose. Without JavaScript other ways to write; with it the form (`form.js`)."""

from collections.abc import Iterator
from itertools import chain
from typing import Any, Final

from generator import addresses
from generator.catalogue.entries import Entry
from generator.site.model import Site
from generator.site.page import Page
from generator.site.parts.contacts import office_email

ADDRESS: Final = addresses.page("participate")
NEW: Final = ("attivita", "ente", "rete", "pratica", "bisogno", "offerta")
"""What can be added, in the order in which people come to add it."""


def participate_page(site: Site) -> Iterator[Page]:
    """The form, with all that it must know of this catalogue: where a proposal can go, and how soon it is read."""
    yield Page(
        kind="participate",
        address=ADDRESS,
        title=site.texts("participate.title"),
        template="pages/participate/page.html",
        context={
            "email": office_email(site.settings["ufficio"]),
            "repository": str(site.settings.get("repository") or ""),
            "branch": str(site.settings.get("ramo") or "main"),
            "town": str(site.settings.get("comune") or ""),
            "days": site.settings["giorni_risposta"],
            "new": NEW,
            "unkept": list(_unkept(site)),
        },
        description=site.texts("participate.description"),
        tab="participate",
    )


def _unkept(site: Site) -> Iterator[str]:
    """Yield the ids of records of which, or of what stands in them, a draft left on the device could harm somebody."""
    for body in chain[Entry[Any]](site.networks, site.organizations):
        activities = site.catalogue.activities_of.get(body.id, ())
        is_dangerous = site.urgent.is_dangerous(body)
        if is_dangerous or any(site.urgent.is_dangerous(activity) for activity in activities):
            yield body.id
