"""`/partecipa/`: where people propose. Without JavaScript other ways to write; with it the form (`form.js`)."""

from collections.abc import Iterator
from typing import Final

from generator import addresses
from generator.catalogue import AnyEntry
from generator.site.model import Site
from generator.site.page import Page
from generator.site.parts.contacts import office_email

ADDRESS: Final = addresses.page("participate")
NEW: Final = ("attivita", "ente", "rete", "pratica", "bisogno", "offerta")
"""What can be added, in the order in which people come to add it."""


def participate_page(site: Site) -> Iterator[Page]:
    """The form, with all that it must know of this catalogue: where a proposal can go, and how soon it is read."""
    bodies: list[AnyEntry] = [*site.networks, *site.organizations]
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
            "unkept": [body.id for body in bodies if _is_dangerous(site, body)],
        },
        description=site.texts("participate.description"),
        tab="participate",
    )


def _is_dangerous(site: Site, body: AnyEntry) -> bool:
    """Tell whether who corrects a record, or what stands in it, could be harmed by a draft left on the device."""
    held = (body, *site.catalogue.activities_of.get(body.id, ()))
    return any(site.urgent.is_dangerous(entry) for entry in held)
