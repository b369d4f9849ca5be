"""The Markdown twin of a record's page (`index.md` beside `index.html`), for who reads the site as text.

It is written from the same facts as the page, not from its HTML: what protects a place, and who is left out, is the
same. Texts of records stand in it as plain words: nothing that is written in them is Markdown or HTML there.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from typing import Final

from generator import addresses
from generator.catalogue import ActivityEntry, PracticeEntry, StoryEntry
from generator.catalogue.entries import AnyRecord
from generator.locale import Texts
from generator.records import Organization
from generator.records.common import Contact
from generator.site.model import Site
from generator.site.parts.contacts import OfficeContact, ways_of
from generator.site.parts.facts import address_line, places_of, trust
from generator.site.parts.markdown import to_text
from generator.site.parts.times import schedule_lines

_SPECIAL: Final = re.compile(r"([\\`*_\[\]<>#|~])")
_INDENT: Final = "\n\n"


def twin_of(address: str) -> str:
    """Return the address of the twin of a page."""
    return f"{address}index.md"


def inline(text: str) -> str:
    """Write a text on one line, its signs as signs."""
    return _SPECIAL.sub(r"\\\1", " ".join(text.split()))


def twins(site: Site) -> Iterator[tuple[str, str]]:
    """Yield address and twin of every record's page; none where they would be too many files for a host."""
    if not site.has_twins():
        return
    catalogue = site.catalogue
    stories: Iterable[StoryEntry] = () if site.is_silent else catalogue.stories.values()
    records: Iterable[AnyRecord] = chain(
        catalogue.networks.values(),
        catalogue.organizations.values(),
        catalogue.activities.values(),
        catalogue.practices.values(),
        stories,
    )
    for entry in records:
        yield addresses.record(entry), twin(site, entry)


def twin(site: Site, entry: AnyRecord) -> str:
    """Write one record in Markdown."""
    opening = to_text(entry.opening)
    source = trust(entry, site.catalogue.today, site.words, site.ages)
    parts = [
        f"# {inline(entry.name)}",
        *([inline(opening)] if opening else []),
        *_facts(site, entry),
        *_links(site, entry),
        *([inline(source.sentence)] if source else []),
        f"<{addresses.absolute(site.url, addresses.record(entry))}>" if site.url else "",
    ]
    return _INDENT.join(filter(None, parts)) + "\n"


def _facts(site: Site, entry: AnyRecord) -> Iterator[str]:
    words, texts = site.words, site.texts
    facts: list[tuple[str, Sequence[str]]] = [
        (
            texts("fact.where"),
            [*_places(site, entry), site.place_names(entry.territories) if entry.territories else ""],
        ),
        (texts("fact.audience"), words.labels("destinatari", entry.audiences)),
        (texts("list.tema"), words.labels("temi", entry.themes)),
    ]
    if isinstance(entry, ActivityEntry):
        cost = words.choice("cost", entry.record.cost) if entry.record.cost else ""
        facts += [
            (texts("fact.when"), schedule_lines(entry.record.schedule, words)),
            (texts("fact.cost"), [cost, entry.record.cost_note or ""]),
            (texts("fact.bring"), [entry.record.bring or ""]),
        ]
    if not isinstance(entry, PracticeEntry | StoryEntry):
        facts.append((texts("fact.contact"), [_contact(contact, texts) for contact in site.contacts_of(entry)]))
    lines = ((label, [inline(part) for part in parts if part]) for label, parts in facts)
    rows = [f"- {inline(label)}: {'; '.join(parts)}" for label, parts in lines if parts]
    if rows:
        yield "\n".join(rows)


def _places(site: Site, entry: AnyRecord) -> list[str]:
    """Name the places of a record; of a protected one nothing is said."""
    if isinstance(entry, PracticeEntry | StoryEntry):
        return []
    places = places_of(entry) if isinstance(entry, ActivityEntry) else entry.record.places
    known = (place for place in places if not place.protected)
    return [", ".join(filter(None, (place.name, address_line(place, site.catalogue, site.words)))) for place in known]


def _contact(contact: Contact | OfficeContact, texts: Texts) -> str:
    """Write a contact as its page does: a fax and a name on a channel say what they are."""
    if not contact.value:
        return ""
    ways = ", ".join(way.shown for way in ways_of(contact, texts))
    return f"{ways} ({contact.label})" if contact.label else ways


def _links(site: Site, entry: AnyRecord) -> Iterator[str]:
    """Yield sections of what a record leads to, each by its own page."""
    texts, catalogue = site.texts, site.catalogue
    groups: list[tuple[str, Iterable[AnyRecord]]] = []
    if isinstance(entry, ActivityEntry):
        groups.append((texts("section.who"), (entry.operator, *entry.networks, *entry.partners)))
    elif isinstance(entry, PracticeEntry):
        groups.append((texts("section.who"), (entry.home,)))
    elif isinstance(entry, StoryEntry):
        groups.append((texts("section.who"), entry.bodies))
    else:
        if isinstance(entry.record, Organization):
            groups.append((texts("list.rete"), (tie.network for tie in catalogue.memberships.get(entry.id, ()))))
        else:
            members = (tie.body for tie in catalogue.members.get(entry.id, ()) if tie.body is not None)
            groups.append((texts("list.ente"), members))
        groups.append((texts("list.attivita"), catalogue.activities_of.get(entry.id, ())))
    for title, found in groups:
        known = dict.fromkeys(found)
        if known:
            rows = (f"- [{inline(other.name)}]({_way(site, other, entry)})" for other in known)
            yield f"## {inline(title)}{_INDENT}" + "\n".join(rows)


def _way(site: Site, entry: AnyRecord, page: AnyRecord) -> str:
    """Return the way from one twin to another: whole, for a twin is read far from its site, where that is known."""
    to_root = "" if site.url else "../" * addresses.record(page).count("/")
    return to_root + addresses.absolute(site.url, twin_of(addresses.record(entry)))
