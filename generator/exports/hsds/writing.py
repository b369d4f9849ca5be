"""Records in the Human Services Data Specification (HSDS, Open Referral), version 3.0.

Only what 3.0 has is written: 3.1 and 3.2 add optional properties alone, so all three read it. Objects are nested as its
canonical JSON asks, what is unknown is left out rather than null, and identifiers are UUIDs of version 5.

Networks are organisations there, and a term of a taxonomy of their own that each member carries; bodies and roles are
contacts with a department or a title. Needs, offers, practices and indicators have no place in the standard. What it
cannot say of a record stands beside it under `intreccio`, a property of ours that is worked out from what the standard
alone would give back (`reading.py`), so nothing can be forgotten. Protected places are in neither.

Source: https://docs.openreferral.org (3.0).
"""

import json
import uuid
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import chain
from pathlib import Path
from typing import Any, Final

from generator.addresses import absolute, web_address
from generator.addresses import record as address_of
from generator.catalogue import ActivityEntry, AnyEntry, Catalogue
from generator.catalogue.entries import Status
from generator.exports.answering import Answering, AnsweringFor, nobody_asked
from generator.exports.hsds.reading import (
    APPOINTMENT,
    BESIDE,
    BYDAY,
    FACETS,
    NETWORKS,
    difference,
    plain_activity,
    plain_organization,
)
from generator.exports.pieces import Files, Lines, between, gathered
from generator.locale import load, writing
from generator.reading.folder import Sources
from generator.reading.images import FOLDER as PICTURES
from generator.records.activity import Schedule
from generator.records.common import Contact, Place
from generator.records.dates import PartialDate
from generator.records.network import Network
from generator.records.organization import Organization
from generator.records.plain import names_any, without_empty

VERSION: Final = "3.0"
Object = dict[str, Any]

_STATUS: Final = {
    Status.PLANNED: "inactive",
    Status.ACTIVE: "active",
    Status.SEASONAL: "active",
    Status.ENDED: "defunct",
    Status.UNCONFIRMED: "active",
}
_MAIL: Final = frozenset({"email", "pec"})
_MEMBER: Final = "membro_di"


@dataclass(frozen=True, slots=True)
class Objects:
    """Objects as they are written, each in one line of JSON that waits on disk; `order` is that of the lines."""

    lines: Lines
    order: Sequence[int]

    def __len__(self) -> int:
        """Count them."""
        return len(self.order)

    def __iter__(self) -> Iterator[Object]:
        """Yield each, read from its line."""
        return map(json.loads, self.written())

    def written(self) -> Iterator[bytes]:
        """Yield the line of each."""
        return map(self.lines.__getitem__, self.order)


@dataclass(frozen=True, slots=True)
class Exported:
    """What a catalogue is in HSDS: organisations, and services with the organisation that runs each."""

    organizations: Objects
    services: Objects


@dataclass
class _Writer:
    catalogue: Catalogue
    site_url: str
    lang: str
    terms: dict[str, Object] = field(default_factory=dict)

    def id(self, *parts: object) -> str:
        """Return the same identifier for the same thing in every export of this catalogue."""
        name = "/".join(map(str, parts))
        return str(uuid.uuid5(uuid.NAMESPACE_URL, f"{self.site_url or 'intreccio:'}#{name}"))

    def term(self, scheme: str, code: str) -> Object:
        """Return a term of a vocabulary; its code is prefixed, for codes are unique over all taxonomies."""
        key = f"{scheme}:{code}"
        if key not in self.terms:
            name = self.catalogue.vocabularies[scheme].label(code, self.lang)
            self.terms[key] = _term(self.id(key), key, name, scheme)
        return self.terms[key]

    def network_term(self, network: AnyEntry) -> Object:
        """Return the term that the members of a network carry."""
        key = f"{NETWORKS}:{network.id}"
        return _term(self.id(key), key, network.name, NETWORKS)

    def attributes(self, owner: str, entity: str, terms: Iterable[tuple[Object, Object]]) -> list[Object]:
        """Return terms as attributes of an object; each pair is a term, and what else the attribute says."""
        return [
            _clean(
                {
                    "id": self.id(owner, term["code"]),
                    "link_id": owner,
                    "link_entity": entity,
                    **more,
                    "taxonomy_term": term,
                }
            )
            for term, more in terms
        ]


def _term(identifier: str, code: str, name: str, scheme: str) -> Object:
    return {"id": identifier, "code": code, "name": name, "description": name, "taxonomy": scheme}


def exported(
    catalogue: Catalogue,
    sources: Sources,
    site_url: str,
    lang: str,
    answering: AnsweringFor = nobody_asked,
    room: Path | None = None,
) -> Exported:
    """Write a published catalogue, made from `sources`; `site_url` is the address of the site, "" where it has none.

    Objects wait in the folder `room`, or where the system keeps such files.
    """
    public = {*catalogue.networks, *catalogue.organizations}
    hidden = {file.id for kind in ("rete", "ente") for file in sources.of(kind)} - public
    plain = {
        file.file: file.data
        for kind in ("rete", "ente")
        for file in sources.of(kind)
        if file.id in public and not names_any(file.data, hidden)
    }
    writer = _Writer(catalogue, site_url, lang)
    own: dict[str, list[ActivityEntry]] = {}
    for activity in catalogue.activities.values():
        own.setdefault(activity.home.id, []).append(activity)
    organizations, services = Lines(room), Lines(room)
    numbers: dict[str, int] = {}
    bodies: list[AnyEntry] = [*catalogue.networks.values(), *catalogue.organizations.values()]
    for entry in bodies:
        organization = _organization(entry, writer)
        made = [_service(activity, writer, answering(activity)) for activity in own.get(entry.id, ())]
        if entry.file in plain:
            record = _public(plain[entry.file])
            _tell_beside(entry, record, organization)
            for at, (service, data) in enumerate(zip(made, record.get("attivita", ()), strict=True)):
                service[BESIDE] = {"scheda": entry.id, "posto": at, **difference(data, plain_activity(service))}
        organizations.add(_line(organization))
        for activity, service in zip(own.get(entry.id, ()), made, strict=True):
            numbers[activity.id] = len(services)
            services.add(_line(service))
    order = [numbers[activity_id] for activity_id in catalogue.activities]
    return Exported(Objects(organizations, range(len(organizations))), Objects(services, order))


def _tell_beside(entry: AnyEntry, record: Mapping[str, Any], organization: Object) -> None:
    """Set down what the standard does not say of a record; its activities are told with the services."""
    said = plain_organization(organization)
    rest = {key: value for key, value in record.items() if key != "attivita"}
    organization[BESIDE] = {"tipo": entry.kind, "id": entry.id, **difference(rest, said), "ordine": list(record)}


def _public(data: Mapping[str, Any]) -> dict[str, Any]:
    """Return plain data without its protected places and what points at them, and without empty values."""
    record: dict[str, Any] = without_empty(data)
    hidden = {place.get("id") for place in _places(record) if isinstance(place, dict) and place.get("riservato")}

    def shown(item: Any) -> Any:
        if not isinstance(item, dict):
            return [shown(part) for part in item] if isinstance(item, list) else item
        made = {key: shown(value) for key, value in item.items()}
        if "luoghi" in made:
            made["luoghi"] = [
                place
                for place in (made["luoghi"] if isinstance(made["luoghi"], list) else [made["luoghi"]])
                if not (place.get("riservato") if isinstance(place, dict) else place in hidden)
            ]
        return {key: value for key, value in made.items() if value != []}

    return shown(record)  # type: ignore[no-any-return]


def _places(record: Mapping[str, Any]) -> list[Any]:
    places = record.get("luoghi", [])
    return places if isinstance(places, list) else [places]


def files(made: Exported, site_url: str, today: date) -> Files:
    """Yield name and content of each file of the export."""
    index = {
        "version": VERSION,
        "publisher": site_url,
        "date": today.isoformat(),
        "organizations": {"file": "organizations.json", "count": len(made.organizations)},
        "services": {"file": "services.json", "count": len(made.services)},
        "beside": BESIDE,
    }
    yield "index.json", json.dumps(index, ensure_ascii=False, indent=2).encode()
    yield "organizations.json", _list(made.organizations)
    yield "services.json", _list(made.services)


def _list(objects: Objects) -> Iterator[bytes]:
    """One object a line: a list that tools for lines can read too."""
    return gathered(chain((b"[\n",), between(objects.written(), b",\n"), (b"\n]\n",)))


def _line(item: Object) -> bytes:
    return json.dumps(item, ensure_ascii=False, separators=(",", ":")).encode()


def _organization(entry: AnyEntry, writer: _Writer) -> Object:
    record, catalogue = entry.record, writer.catalogue
    named = _named(entry, writer)
    identifier = named["id"]
    made: Object = {
        "id": identifier,
        "name": entry.name,
        "alternate_name": record.acronym or (record.other_names[0] if record.other_names else None),
        "description": named["description"],
        "email": next((contact.value for contact in record.contacts if contact.kind == "email"), None),
        "website": web_address(record.website) if record.website else None,
        "logo": absolute(writer.site_url, f"{PICTURES}/{record.logo.file}")
        if writer.site_url and record.logo
        else None,
        "uri": absolute(writer.site_url, address_of(entry)) if writer.site_url else None,
        "year_incorporated": _year(record.start if isinstance(record, Network) else record.founded),
        "contacts": _contacts(record.contacts, identifier, writer),
        "phones": _phones(record.contacts, identifier, writer),
        "locations": [
            _location(place, at, identifier, entry.territories, writer)
            for at, place in enumerate(record.places)
            if not place.protected
        ],
    }
    if isinstance(record, Network):
        made["legal_status"] = load("interface", writer.lang)("data.hsds_legal_form")
        parent = catalogue.network(record.parent)
        made["parent_organization_id"] = writer.id(parent.kind, parent.id) if parent else None
        made["contacts"] += _offices(record, identifier, writer)
        kind: list[tuple[Object, Object]] = [(writer.network_term(entry), {"link_type": "è"})]
    else:
        made["legal_status"] = catalogue.vocabularies["tipi_ente"].label(record.kind, writer.lang)
        made["tax_id"] = record.tax_code
        made["organization_identifiers"] = _identifiers(record, identifier, writer)
        kind = [(writer.term("tipi_ente", record.kind), {})]
    ties = [
        (writer.network_term(tie.network), {"link_type": _MEMBER, "value": ",".join(tie.kinds)})
        for tie in catalogue.memberships.get(entry.id, ())
        if tie.until is None
    ]
    facets: list[tuple[Object, Object]] = [
        (writer.term(scheme, code), {}) for scheme in FACETS for code in _codes(entry, scheme)
    ]
    made["attributes"] = writer.attributes(identifier, "organization", [*kind, *facets, *ties])
    return _clean(made)


def _named(entry: AnyEntry, writer: _Writer) -> Object:
    """Return what a service says of the organisation that runs it."""
    return {"id": writer.id(entry.kind, entry.id), "name": entry.name, "description": _description(entry, writer)}


def _codes(entry: AnyEntry | ActivityEntry, key: str) -> tuple[str, ...]:
    return {"temi": entry.themes, "destinatari": entry.audiences, "territori": entry.territories}[key]


def _description(entry: AnyEntry, writer: _Writer) -> str:
    """Return what a body says of itself, else a sentence out of what is known: the standard asks for one.

    Which of the two it is, is told by `beside`: a sentence of ours is not among the words of the record.
    """
    if entry.opening:
        return entry.opening
    texts = load("interface", writer.lang)
    if isinstance(entry.record, Network):
        kind = texts("data.hsds_legal_form")
    else:
        kind = writer.catalogue.vocabularies["tipi_ente"].label(entry.record.kind, writer.lang)
    places = [writer.catalogue.vocabularies["territori"].label(code, writer.lang) for code in entry.territories]
    networks = [tie.network.name for tie in writer.catalogue.memberships.get(entry.id, ()) if tie.until is None]
    place = f" ({writing.listed(places, writer.lang)})" if places else ""
    joined = texts("data.hsds_part_of", networks=writing.listed(networks, writer.lang)) if networks else ""
    return f"{kind}{place}{joined}."


def _year(when: PartialDate | None) -> int | None:
    return when.year if when else None


def _contacts(contacts: Iterable[Contact], owner: str, writer: _Writer) -> list[Object]:
    return [
        _clean({"id": writer.id(owner, "email", at), "title": contact.label, "email": contact.value})
        for at, contact in enumerate(contacts)
        if contact.kind in _MAIL
    ]


def _phones(contacts: Iterable[Contact], owner: str, writer: _Writer) -> list[Object]:
    return [
        _clean(
            {
                "id": writer.id(owner, "phone", at),
                "number": contact.value,
                "extension": int(contact.extension) if contact.extension else None,
                "type": "fax" if contact.kind == "fax" else "voice",
                "description": contact.label,
            }
        )
        for at, contact in enumerate(contacts)
        if contact.kind in {"telefono", "fax"}
    ]


def _inherited(answering: Answering | None, owner: str, writer: _Writer) -> list[Object]:
    """Return the contacts that a service has from a body: each names the body, and is no contact of the service.

    HSDS has a contact belong to an organisation by `organization_id`; reading takes none of these for the record's own.
    """
    if answering is None:
        return []
    body = answering.body
    said = {
        "organization_id": writer.id(body.kind, body.id),
        "title": load("interface", writer.lang)("data.hsds_contact_of", name=body.name),
    }
    made = []
    for at, contact in enumerate(answering.contacts):
        identifier = writer.id(owner, "recapito", at)
        ways = {
            "email": contact.value if contact.kind in _MAIL else None,
            "phones": _phones([contact], identifier, writer),
        }
        if any(ways.values()):
            made.append(_clean({"id": identifier, **said, "department": contact.label, **ways}))
    return made


def _offices(record: Network, owner: str, writer: _Writer) -> Iterator[Object]:
    """Bodies and roles: a department or a title, never the name of a person."""
    words = writer.catalogue.vocabularies
    for at, body in enumerate(record.bodies):
        name = body.name or words["organi"].label(body.kind or "", writer.lang)
        yield {"id": writer.id(owner, "organo", at), "department": name}
    for at, role in enumerate(record.roles):
        name = role.name or words["ruoli"].label(role.kind or "", writer.lang)
        email = role.contact.value if role.contact and role.contact.kind == "email" else None
        yield _clean({"id": writer.id(owner, "ruolo", at), "title": name, "email": email})


def _identifiers(record: Organization, owner: str, writer: _Writer) -> list[Object]:
    known = (
        ("codice_fiscale", "IT-CF", record.tax_code),
        ("partita_iva", None, record.vat_number),
        ("codice_ipa", None, record.ipa_code),
        ("runts", None, record.runts.number if record.runts else None),
    )
    return [
        _clean(
            {"id": writer.id(owner, kind), "identifier_scheme": scheme, "identifier_type": kind, "identifier": value}
        )
        for kind, scheme, value in known
        if value
    ]


def _location(place: Place, at: int, owner: str, territories: Sequence[str], writer: _Writer) -> Object:
    identifier = writer.id(owner, "luogo", place.id or at)
    where = place.territory or (territories[0] if len(territories) == 1 else None)
    town = place.locality or (writer.catalogue.vocabularies["territori"].label(where, writer.lang) if where else None)
    made: Object = {
        "id": identifier,
        "location_type": "physical",
        "name": place.name,
        "description": place.address,
        "latitude": place.point.latitude if place.point else None,
        "longitude": place.point.longitude if place.point else None,
        "external_identifier": place.id,
        "external_identifier_type": "id" if place.id else None,
        "accessibility": [
            {
                "id": writer.id(identifier, code),
                "description": writer.catalogue.vocabularies["accessibilita"].label(code, writer.lang),
            }
            for code in place.accessibility
        ],
        "schedules": _schedules(place.schedule, identifier, writer),
    }
    if place.address and place.postal_code and place.state_province and town:
        made["addresses"] = [
            {
                "id": writer.id(identifier, "indirizzo"),
                "address_1": place.address,
                "city": town,
                "state_province": place.state_province,
                "postal_code": place.postal_code,
                "country": "IT",
                "address_type": "physical",
            }
        ]
    if place.territory:
        term = writer.term("territori", place.territory)
        made["attributes"] = writer.attributes(identifier, "location", [(term, {})])
    return _clean(made)


def _schedules(schedule: Schedule | None, owner: str, writer: _Writer) -> list[Object]:
    if schedule is None:
        return []
    span = {"valid_from": _whole_day(schedule.since), "valid_to": _whole_day(schedule.until)}
    slots = [
        {
            "freq": "MONTHLY" if slot.weeks else "WEEKLY",
            "interval": slot.interval or 1,
            "wkst": "MO",
            "byday": ",".join(
                f"{'-1' if week == 'ultima' else week}{BYDAY[day]}" for week in slot.weeks or ("",) for day in slot.days
            ),
            "dtstart": str(slot.starting) if slot.starting else None,
            "opens_at": f"{slot.start}:00" if slot.start else None,
            "closes_at": f"{slot.end}:00" if slot.end else None,
            "notes": APPOINTMENT if slot.by_appointment or slot.notice else None,
        }
        for slot in schedule.slots
    ]
    words = {"description": schedule.words}
    made: list[Object] = [{**slot, **words, **span} for slot in slots]
    if not made and schedule.words:
        made = [{**words, **span}]
    return [_clean({"id": writer.id(owner, "orario", at), **item}) for at, item in enumerate(made)]


def _whole_day(when: PartialDate | None) -> str | None:
    return when.iso if when and when.day else None


def _service(entry: ActivityEntry, writer: _Writer, answering: Answering | None) -> Object:
    record = entry.record
    identifier = writer.id("attivita", entry.id)
    runs = _named(entry.operator, writer)
    words = writer.catalogue.vocabularies
    contacts = [record.contact] if record.contact else []
    homes = {place.id: place for place in entry.home.record.places if place.id}
    home = writer.id(entry.home.kind, entry.home.id)
    # A place written in the activity is its own: by number it would be taken for one of the file's.
    places = [(homes.get(place), home) if isinstance(place, str) else (place, identifier) for place in record.places]
    facets: list[tuple[Object, Object]] = [
        *((writer.term("tipi_attivita", code), {}) for code in entry.kinds),
        *((writer.term(scheme, code), {}) for scheme in FACETS for code in _codes(entry, scheme)),
    ]
    made: Object = {
        "id": identifier,
        "organization_id": runs["id"],
        "organization": runs,
        "name": entry.name,
        "description": record.description,
        "url": absolute(writer.site_url, address_of(entry)) if writer.site_url else None,
        "email": next((contact.value for contact in contacts if contact.kind == "email"), None),
        "status": _STATUS[entry.status],
        "application_process": record.access,
        "fees_description": record.cost_note
        or (load("interface", writer.lang)(f"choice.cost.{record.cost}") if record.cost else None),
        "minimum_age": record.age.least if record.age else None,
        "maximum_age": record.age.most if record.age else None,
        "assured_date": str(entry.verification.date) if entry.verification else None,
        "phones": _phones(contacts, identifier, writer),
        "contacts": [
            *(contact for contact in _contacts(contacts, identifier, writer) if "title" in contact),
            *_inherited(answering, identifier, writer),
        ],
        "schedules": _schedules(record.schedule, identifier, writer),
        "languages": [{"id": writer.id(identifier, "lingua", code), "code": code} for code in record.languages],
        "cost_options": [{"id": writer.id(identifier, "costo"), "option": record.cost}] if record.cost else [],
        "required_documents": [{"id": writer.id(identifier, "portare"), "document": record.bring}]
        if record.bring
        else [],
        "service_areas": [
            {"id": writer.id(identifier, "area", code), "name": words["territori"].label(code, writer.lang)}
            for code in entry.territories
        ],
        "service_at_locations": [
            {
                "id": writer.id(identifier, "presso", at),
                "service_id": identifier,
                "location": _location(place, at, owner, entry.territories, writer),
            }
            for at, (place, owner) in enumerate(places)
            if place is not None and not place.protected
        ],
        "attributes": writer.attributes(identifier, "service", facets),
    }
    return _clean(made)


def _clean(made: Object) -> Object:
    """Leave out what is unknown: the standard wants it absent, not null."""
    return {key: value for key, value in made.items() if value not in (None, "", [], {})}
