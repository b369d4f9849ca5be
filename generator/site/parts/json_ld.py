"""Pages for machines, in schema.org's words: what a page is about, and the way to it.

| here                          | there                                                                             |
|-------------------------------|-----------------------------------------------------------------------------------|
| network                       | Consortium, whose members are organizations; an NGO too, unless a public body leads |
| organisation                  | NGO, GovernmentOrganization or Organization, by its kind                          |
| activity of a day, or of some | Event                                                                             |
| any other activity            | Service, with the hours that can be said                                          |
| practice, story               | Article                                                                           |
| theme, place, people, kind    | DefinedTerm                                                                       |
| need, offer                   | Demand, Offer                                                                     |

Every property stands where the vocabulary has it: a test walks all blocks of two sites along its domains and ranges.
"""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date, datetime, time, timedelta
from typing import Any, Final

from markupsafe import Markup

from generator import addresses
from generator.catalogue import (
    ActivityEntry,
    AnyEntry,
    Catalogue,
    NetworkEntry,
    OrganizationEntry,
    PracticeEntry,
    StoryEntry,
)
from generator.catalogue.entries import AnyRecord
from generator.catalogue.opening_times import ROME, Conventions, Timetable
from generator.checking import channels
from generator.checking.telephones import each_number, international
from generator.reading.images import FOLDER
from generator.records import Place, Schedule
from generator.records.common import Contact, Need, Offer, UnlistedNetwork, UnlistedOrganization
from generator.records.plain import without_empty
from generator.site.page import Page
from generator.site.parts.contacts import channel_of
from generator.site.parts.facts import PUBLIC_BODIES, is_public_body, places_of, still_open, town_of
from generator.site.parts.opening_hours import opening_hours
from generator.site.parts.words import Words, is_web
from generator.site.photos import Photo

_NON_PROFIT: Final = frozenset(
    {"odv", "aps", "ente_filantropico", "cooperativa_sociale", "rete_associativa", "altro_ets", "associazione"}
    | {"fondazione", "comitato", "societa_mutuo_soccorso", "altra_nonprofit", "impresa_sociale"}
)
_BODY_TIES: Final = ("part_of", "includes", "members", "member_of")
"""Ties between bodies that schema.org has words for."""
_SCHEMA: Final = "schema.org:"
_PUBLIC_LEADS: Final = frozenset({"comune", "altro_pubblico"})
_LIST: Final = "-list"
_LONGEST_EVENT: Final = timedelta(days=31)
"""What lasts longer (a call that is open from October to May) is a service for some time, and nothing to go to."""
_YEARS_AHEAD: Final = timedelta(days=3000)
"""A 29 February of every year is up to eight years away."""
_FREE: Final[Mapping[str, Any]] = {"price": 0, "priceCurrency": "EUR"}
_DANGEROUS_IN_SCRIPT: Final = str.maketrans({"<": "\\u003c", ">": "\\u003e", "&": "\\u0026"})


def script(*parts: Mapping[str, Any]) -> Markup:
    """Write what a page says as a data block that no text of a record can leave; nothing where it says nothing."""
    known = without_empty(parts)
    if not known:
        return Markup()
    whole = {"@context": "https://schema.org", **(known[0] if len(known) == 1 else {"@graph": known})}
    written = json.dumps(whole, ensure_ascii=False, separators=(",", ":"))
    return Markup(  # noqa: S704 -- every character that HTML sees is escaped
        f'<script type="application/ld+json">{written.translate(_DANGEROUS_IN_SCRIPT)}</script>'
    )


class Describer:
    """Describes the records of one catalogue under one address."""

    def __init__(
        self,
        catalogue: Catalogue,
        words: Words,
        site_url: str,
        conventions: Conventions,
        photo_of: Callable[[AnyRecord], Photo | None] = lambda _: None,
    ) -> None:
        self._photo_of = photo_of
        self._catalogue = catalogue
        self._words = words
        self._conventions = conventions
        self._site = site_url.rstrip("/")

    def network(self, entry: NetworkEntry) -> dict[str, Any]:
        """A network is an organization of its members; its bodies are its `subOrganization`."""
        record = entry.record
        is_public = record.governance is not None and record.governance.lead in _PUBLIC_LEADS
        return {
            "@type": "Consortium" if is_public else ["Consortium", "NGO"],
            **self._common(entry),
            "foundingDate": record.start.iso if record.start else "",
            "parentOrganization": self._other(record.parent),
            "member": [
                {
                    "@type": "OrganizationRole",
                    "member": self._reference(tie.body) or {"@type": "Organization", "name": tie.name},
                    "roleName": self._words.listed([self._words.choice("tie", kind) for kind in tie.kinds]),
                    **({"startDate": tie.since.iso} if tie.since else {}),
                    **({"endDate": tie.until.iso} if tie.until else {}),
                }
                for tie in self._catalogue.members.get(entry.id, ())
            ],
            "subOrganization": [{"@type": "Organization", "name": body.name} for body in record.bodies if body.name],
        }

    def organization(self, entry: OrganizationEntry) -> dict[str, Any]:
        """A body is an NGO where its kind says so, a GovernmentOrganization where it is public."""
        record = entry.record
        numbers = [("RUNTS", record.runts.number if record.runts else None)]
        numbers += [(registration.name, registration.number) for registration in record.registrations]
        ties = self._catalogue.body_ties.get(entry.id, ())
        tied = {kind: [self._other(tie.other) for tie in ties if tie.kind == kind] for kind in _BODY_TIES}
        elsewhere = [
            self._other(joined.network) for joined in record.affiliations if not isinstance(joined.network, str)
        ]
        identifiers = [
            {"@type": "PropertyValue", "propertyID": register, "value": number}
            for register, number in numbers
            if number
        ]
        return {
            "@type": _organization_type(record.kind),
            **self._common(entry),
            "nonprofitStatus": self._nonprofit_status(record.kind, record.runts.section if record.runts else None),
            "taxID": record.tax_code,
            "vatID": f"IT{record.vat_number}" if record.vat_number else "",
            "foundingDate": record.founded.iso if record.founded else "",
            "dissolutionDate": record.ended.iso if record.ended else "",
            "identifier": identifiers if len(identifiers) > 1 else next(iter(identifiers), None),
            "parentOrganization": next(iter(tied["part_of"]), None),
            "subOrganization": tied["includes"],
            "member": tied["members"],
            "memberOf": [
                *(self._reference(tie.network) for tie in self._catalogue.memberships.get(entry.id, ())),
                *elsewhere,
                *tied["member_of"],
            ],
            "funding": [
                {
                    "@type": "MonetaryGrant",
                    "name": grant.purpose,
                    "amount": {"@type": "MonetaryAmount", "value": grant.amount, "currency": "EUR"},
                    "funder": self._other(grant.giver),
                }
                for grant in record.public_contributions
            ],
        }

    def activity(self, entry: ActivityEntry) -> dict[str, Any]:
        """An activity is an Event where it has a day of its own, or a few; else a Service."""
        record = entry.record
        places = [self._place(place) for place in places_of(entry) if not place.protected]
        areas = self._areas(entry.territories)
        offer = {
            "@type": "Offer",
            **(_FREE if record.cost == "gratuito" else {}),
            "description": record.cost_note,
        }
        common = {
            "@id": self._address(entry),
            "url": self._address(entry),
            "name": entry.name,
            "description": record.description,
            "image": self._image(entry),
            "audience": [
                {"@type": "PeopleAudience", "audienceType": label}
                for label in self._words.labels("destinatari", record.audiences)
            ],
            "offers": offer if record.cost == "gratuito" or record.cost_note else None,
        }
        days = self._days_of_occasion(record.schedule)
        if days:
            return {
                "@type": "Event",
                **common,
                **days,
                "location": places or areas,
                "organizer": self._reference(entry.operator),
                "inLanguage": list(record.languages),
                "isAccessibleForFree": True if record.cost == "gratuito" else None,
            }
        return {
            "@type": "GovernmentService" if is_public_body(entry.operator) else "Service",
            **common,
            "serviceType": self._words.labels("tipi_attivita", record.kinds),
            "provider": self._reference(entry.operator),
            "areaServed": areas,
            "hoursAvailable": [] if entry.is_over else self._hours(record.schedule),
            "availableChannel": [{"@type": "ServiceChannel", "serviceLocation": place} for place in places],
        }

    def _days_of_occasion(self, schedule: Schedule | None) -> dict[str, str]:
        """Return when an occasion begins and ends, the next time where it is every year; empty for what goes on."""
        if schedule is None:
            return {}
        timetable = Timetable.of(schedule, self._conventions)
        if timetable.is_occasion:
            today = self._catalogue.today
            span = (today, today + _YEARS_AHEAD) if timetable.yearly else (timetable.first, timetable.last)
            opening = next(iter(timetable.occurrences(*span)), None)
            if opening is None:
                return {}
            known = {"startDate": _moment(opening.day, opening.start)}
            return known if opening.end is None else {**known, "endDate": _moment(opening.day, opening.end)}
        since, until = schedule.since, schedule.until
        is_dated = since is not None and until is not None and bool(since.day and until.day)
        if timetable.is_recurring or not is_dated or timetable.last - timetable.first > _LONGEST_EVENT:
            return {}
        return {"startDate": timetable.first.isoformat(), "endDate": timetable.last.isoformat()}

    def practice(self, entry: PracticeEntry) -> dict[str, Any]:
        """A good practice is an Article about what was done."""
        return {
            "@type": "Article",
            "@id": self._address(entry),
            "url": self._address(entry),
            "headline": entry.name,
            "image": self._image(entry),
            "about": [self._theme(code) for code in entry.themes],
            "author": self._reference(entry.home),
            "spatialCoverage": self._areas(entry.territories),
            "isBasedOn": [source.url for source in entry.sources if source.url],
        }

    def story(self, entry: StoryEntry) -> dict[str, Any]:
        """A story is an Article about networks and bodies, by who tells it."""
        teller = self._catalogue.entry(entry.record.told_by) if entry.record.told_by else None
        return {
            "@type": "Article",
            "@id": self._address(entry),
            "url": self._address(entry),
            "headline": entry.name,
            "datePublished": entry.record.date.isoformat(),
            "author": self._reference(teller) if teller else None,
            "about": [self._reference(body) for body in entry.bodies],
            "image": self._image(entry),
        }

    def term(self, scheme: str, code: str, address: str) -> dict[str, Any]:
        """A term of a vocabulary."""
        title = self._catalogue.vocabularies[scheme].scheme.title
        return {
            "@type": "DefinedTerm",
            "@id": self._at(address),
            "name": self._words.label(scheme, code),
            "alternateName": self._words.formal_name(scheme, code),
            "termCode": code,
            "inDefinedTermSet": {"@type": "DefinedTermSet", "name": self._words.said(title) or scheme},
        }

    def website(self, name: str, description: str) -> dict[str, Any]:
        """The site with its search."""
        target = f"{self._at(addresses.page('search'))}?q={{search_term_string}}"
        search = {
            "@type": "SearchAction",
            "target": {"@type": "EntryPoint", "urlTemplate": target},
            "query-input": "required name=search_term_string",
        }
        return {
            "@type": "WebSite",
            "name": name,
            "description": description,
            "url": self._at(addresses.page("home")),
            "inLanguage": self._words.texts.lang,
            "potentialAction": search if self._site else None,
        }

    def page(self, page: Page) -> Markup:
        """Write the data block of a page: what it says of itself, or that it is a page, and the way to it."""
        if not page.indexed:
            return Markup()
        way = self._way_to(page)
        if page.json_ld:
            return script(page.json_ld, *way)
        kind = "CollectionPage" if page.kind.endswith(_LIST) else "WebPage"
        about = {"@type": kind, "name": page.title, "url": self._at(page.address), "inLanguage": self._words.texts.lang}
        return script({**about, "breadcrumb": next(iter(way), None)})

    def _way_to(self, page: Page) -> list[dict[str, Any]]:
        """Return the steps to a page as a list of one, empty for the first page and where the site has no address."""
        if not (self._site and page.title):
            return []
        steps = [(self._words.texts("shell.home"), ""), *((crumb.label, crumb.address) for crumb in page.crumbs)]
        items: list[dict[str, Any]] = [{"name": name, "item": {"@id": self._at(address)}} for name, address in steps]
        items.append({"name": page.title})
        elements = [{"@type": "ListItem", "position": at, **item} for at, item in enumerate(items, start=1)]
        return [{"@type": "BreadcrumbList", "itemListElement": elements}]

    def _theme(self, code: str) -> dict[str, Any]:
        address = self._at(addresses.term("tema", code))
        return {"@type": "DefinedTerm", "@id": address, "name": self._words.label("temi", code)}

    def _nonprofit_status(self, kind: str, section: str | None) -> str:
        """A member of ITNonprofitType, only of who gives its section of the register (art. 46 D.Lgs. 117/2017)."""
        term = self._catalogue.vocabularies["sezioni_runts"].terms.get(section or "")
        names = [name.removeprefix(_SCHEMA) for name in (term.matches if term else ()) if name.startswith(_SCHEMA)]
        return names[-1 if kind == "cooperativa_sociale" else 0] if names else ""

    def _image(self, entry: AnyEntry | ActivityEntry | PracticeEntry | StoryEntry) -> dict[str, Any] | None:
        """Return the photo of a record, with what is seen, whose it is and how it may be used; its address is whole."""
        photo, image = self._photo_of(entry), entry.record.image
        if photo is None or image is None or not self._site:
            return None
        return {
            "@type": "ImageObject",
            "contentUrl": self._at(photo.address),
            "description": image.alt,
            "creditText": image.author,
            "copyrightNotice": image.licence,
        }

    def _common(self, entry: AnyEntry) -> dict[str, Any]:
        record = entry.record
        return {
            "@id": self._address(entry),
            "url": self._address(entry),
            "name": entry.name,
            "alternateName": list(
                dict.fromkeys((*entry.other_names, *(words.name for words in record.translations if words.name)))
            ),
            "description": record.summary,
            "image": self._image(entry),
            "logo": self._at(f"{FOLDER}/{record.logo.file}") if record.logo else None,
            "sameAs": list(dict.fromkeys(_other_addresses(record.website, record.contacts))),
            "areaServed": self._areas(entry.territories),
            "knowsAbout": self._words.labels("temi", record.themes),
            "seeks": [
                {"@type": "Demand", **self._item(need)} for need in still_open(record.needs, self._catalogue.today)
            ],
            "makesOffer": [
                {"@type": "Offer", **self._item(offer), **(_FREE if offer.terms == "gratuito" else {})}
                for offer in still_open(record.offers, self._catalogue.today)
            ],
            "contactPoint": [
                {"@type": "ContactPoint", "contactType": contact.label, **_reached(contact)}
                for contact in record.contacts
                if contact.value and contact.kind in _CONTACT_KEYS
            ],
            "location": [self._place(place) for place in record.places if not place.protected],
            "address": next(
                (self._address_of(place) for place in record.places if "legale" in place.seat and not place.protected),
                None,
            ),
        }

    def _place(self, place: Place) -> dict[str, Any]:
        return {
            "@type": "Place",
            "name": place.name,
            "address": self._address_of(place),
            "openingHoursSpecification": self._hours(place.schedule),
        }

    def _hours(self, schedule: Schedule | None) -> list[dict[str, Any]]:
        if schedule is None:
            return []
        return opening_hours(Timetable.of(schedule, self._conventions), self._catalogue.today)

    def _address_of(self, place: Place) -> dict[str, Any] | None:
        """A PostalAddress; None where a place has only a name."""
        town = town_of(place, self._catalogue, self._words)
        parts = {
            "streetAddress": ", ".join(filter(None, (place.address, place.locality if town else ""))),
            "postOfficeBoxNumber": place.post_office_box,
            "postalCode": place.postal_code,
            "addressRegion": place.state_province,
        }
        known = {name: value for name, value in parts.items() if value}
        if not known and not place.locality:
            return None
        return {"@type": "PostalAddress", **known, "addressLocality": town or place.locality, "addressCountry": "IT"}

    def _item(self, resource: Need | Offer) -> dict[str, Any]:
        return {
            "name": self._words.label("risorse", resource.resource),
            "description": resource.description,
            "validThrough": resource.expires.isoformat() if resource.expires else None,
        }

    def _reference(self, entry: AnyEntry | None) -> dict[str, Any] | None:
        if entry is None:
            return None
        return {"@type": "Organization", "@id": self._address(entry), "name": entry.name}

    def _other(self, other: AnyEntry | UnlistedNetwork | UnlistedOrganization | str | None) -> dict[str, Any] | None:
        """The other side of a tie: a reference, a record, or what is said of one that has none."""
        if isinstance(other, UnlistedNetwork | UnlistedOrganization):
            return {"@type": "Organization", "name": other.name, "url": other.url}
        return self._reference(self._catalogue.entry(other) if isinstance(other, str) else other)

    def _address(self, entry: AnyRecord) -> str:
        return self._at(addresses.record(entry))

    def _at(self, address: str) -> str:
        """The whole address; empty, and so left out, where the site has none yet."""
        return f"{self._site}/{address}" if self._site else ""

    def _areas(self, codes: Iterable[str]) -> list[dict[str, str]]:
        return [{"@type": "AdministrativeArea", "name": label} for label in self._words.labels("territori", codes)]


_CONTACT_KEYS: Final[Mapping[str | None, str]] = {
    "email": "email",
    "pec": "email",
    "telefono": "telephone",
    "fax": "faxNumber",
    "whatsapp": "url",
}


def _moment(day: date, minutes: int | None) -> str:
    """Write a day, or one of its moments: minutes from its midnight, those after 1440 being of the next day."""
    if minutes is None:
        return day.isoformat()
    return (datetime.combine(day, time()) + timedelta(minutes=minutes)).replace(tzinfo=ROME).isoformat()


def _reached(contact: Contact) -> dict[str, str | list[str]]:
    """How a contact is reached, under its name in schema.org; an extension stands behind its number."""
    numbers = each_number(contact.value or "") if contact.kind in {"telefono", "fax"} else ()
    if len(numbers) > 1 and not contact.extension:
        return {_CONTACT_KEYS[contact.kind]: [international(number) for number in numbers]}
    value, kind = contact.value or "", contact.kind or ""
    if kind in channels.CHANNELS:
        value = channels.link(kind, value)
    elif kind in {"telefono", "fax"}:
        value = international(value, contact.extension or "")
    return {_CONTACT_KEYS[kind]: value}


def _other_addresses(website: str | None, contacts: Iterable[Contact]) -> Iterator[str]:
    """Yield where else a body is on the web: its site and its pages on channels, not the chats it answers in."""
    if website:
        yield addresses.web_address(website)
    for contact in contacts:
        channel = channel_of(contact)
        if contact.value and channel and channel not in _CONTACT_KEYS:
            yield channels.link(channel, contact.value)
        elif contact.value and not channel and contact.kind == "social" and is_web(contact):
            yield addresses.web_address(contact.value)


def _organization_type(kind: str) -> str:
    if kind in PUBLIC_BODIES:
        return "GovernmentOrganization"
    return "NGO" if kind in _NON_PROFIT else "Organization"
