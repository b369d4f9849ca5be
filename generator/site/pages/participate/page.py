"""`/partecipa/`: where people propose. Without JavaScript other ways to write; with it the form (`form.js`)."""

import json
from collections.abc import Iterator
from itertools import chain
from typing import Any, Final

from generator import addresses
from generator.catalogue.answers import needs_of
from generator.catalogue.entries import Entry
from generator.catalogue.kinds import TERMS
from generator.site.model import Site
from generator.site.page import Page
from generator.site.parts.contacts import TELEPHONE, office_contact_point, office_email
from generator.site.parts.emergency import DANGER
from generator.site.parts.improvements import improvements_of
from generator.site.search.asked import words_of_need

ADDRESS: Final = addresses.page("participate")
NEW: Final = ("attivita", "ente", "rete", "pratica", "bisogno", "offerta")
"""What can be added, in the order in which people come to add it."""


def participate_page(site: Site) -> Iterator[Page]:
    """The form, with all that it must know of this catalogue: where a proposal can go, and how soon it is read."""
    office = office_contact_point(site.settings["ufficio"])
    yield Page(
        kind="participate",
        address=ADDRESS,
        title=site.texts("participate.title"),
        template="pages/participate/page.html",
        context={
            "email": office_email(site.settings["ufficio"]),
            "telephones": [one for one in office.contacts if one.kind == TELEPHONE] if office else [],
            "repository": str(site.settings.get("repository") or ""),
            "branch": str(site.settings.get("ramo") or "main"),
            "town": str(site.settings.get("comune") or ""),
            "days": site.settings["giorni_risposta"],
            "new": NEW,
            "may_complete": improvements_of(site).are_public,
            "unkept": json.dumps(_unkept(site), ensure_ascii=False),
        },
        description=site.texts("participate.description"),
        tab="participate",
    )


def _unkept(site: Site) -> dict[str, list[str]]:
    """Return what makes of a draft one that could harm somebody, left on the device: `ids`, `codes` and `words`.

    The records that are about violence or hold what is, the codes under which a new one would be, and the words that
    people use for it.
    """
    vocabularies, urgent = site.catalogue.vocabularies, site.urgent
    terms = [
        term
        for kind in ("tema", "destinatari", "tipo")
        for term in vocabularies[TERMS[kind].scheme]
        if urgent.is_dangerous_term(kind, term.code)
    ]
    needs = [
        need for need in needs_of(site.catalogue) if any(number.number == DANGER for number in urgent.of_need(need))
    ]
    # Names of themes are left out: «parità» is also the word of who has nothing to fear.
    named = [term for term in terms if not urgent.is_dangerous_term("tema", term.code)]
    return {
        "ids": list(_dangerous(site)),
        "codes": list(dict.fromkeys(term.code for term in terms)),
        "words": list(dict.fromkeys(word for term in (*named, *needs) for word in words_of_need(term))),
    }


def _dangerous(site: Site) -> Iterator[str]:
    for body in chain[Entry[Any]](site.networks, site.organizations):
        activities = site.catalogue.activities_of.get(body.id, ())
        if site.urgent.is_dangerous(body) or any(site.urgent.is_dangerous(activity) for activity in activities):
            yield body.id
