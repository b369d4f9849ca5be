"""`/buone-pratiche/<record>/<practice>/`: one good practice, told so that somebody else can do it again."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Final

from generator import addresses
from generator.catalogue import PracticeEntry
from generator.records.common import Indicator
from generator.site.model import Site
from generator.site.page import Page
from generator.site.parts.contacts import MAIL, contact_point_of, contacts_behind, letter_to
from generator.site.parts.record import chosen, record_page, removed_pages

_ENDS: Final = 2
"""Values of an indicator that its figure says: the first and the last."""


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter to who did it, by those who want to try it: `address` opens it in a program for mail (RFC 6068)."""

    address: str
    text: str
    is_to_office: bool
    """Whether it goes to who keeps the catalogue, for nobody else can be written to."""


def practice_pages(site: Site, only: Collection[str] = ()) -> Iterator[Page]:
    """One page for each good practice, or for those whose ids are in `only`."""
    catalogue = site.catalogue
    for entry in chosen(catalogue.practices, only):
        context = {
            "origin": catalogue.practices.get(entry.record.origin or ""),
            "taken_up": catalogue.taken_up.get(entry.id, ()),
            "letter": _letter(site, entry),
            "followed": [indicator for indicator in entry.record.indicators if _is_followed(indicator)],
        }
        yield record_page(site, "pratica", entry, context, site.describer.practice(entry))
    yield from removed_pages(site, "pratica", only)


def _is_followed(indicator: Indicator) -> bool:
    """Tell whether there is more to an indicator than its first and its last value, which stand among the figures."""
    has_plan = indicator.target is not None or indicator.measured_by or indicator.next_due
    return len(indicator.values) > _ENDS or bool(has_plan)


def _letter(site: Site, entry: PracticeEntry) -> Letter | None:
    """Write the letter; None where nobody reads mail, and about violence: it would be left on the device."""
    point = contact_point_of(entry, site.catalogue, site.settings["ufficio"])
    if point is None or site.urgent.is_dangerous(entry):
        return None
    contacts = contacts_behind(point, site.catalogue)
    mailbox = next((contact.value for contact in contacts if contact.kind in MAIL and contact.value), "")
    address = addresses.absolute(site.url, addresses.record(entry)) if site.url else ""
    told = {"title": entry.name, "site": site.config["site_name"], "address": address}
    text = site.texts("practice.letter_body", **told).replace("\n\n\n", "\n\n")
    letter = letter_to([mailbox], site.texts("practice.letter_subject", **told), text)
    return Letter(letter, text, point.relation == "office") if mailbox else None
