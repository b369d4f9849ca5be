"""Organisations and services of HSDS as plain records, ours or anybody's.

Whatever is read is hostile: a value of another type than the standard gives it is told as left, never believed.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from generator.records.activity import WEEKDAYS
from generator.records.plain import without_empty

BESIDE: Final = "intreccio"
"""The property that holds what HSDS cannot say of a record of ours."""
NETWORKS: Final = "reti"
"""The taxonomy of networks: its terms are carried by their members."""
FACETS: Final = ("temi", "destinatari", "territori")
"""Keys of records that are terms of the taxonomy of that name."""
BYDAY: Final = dict(zip(WEEKDAYS, ("MO", "TU", "WE", "TH", "FR", "SA", "SU"), strict=True))
STATUS: Final = {
    "inactive": "prevista",
    "active": "attiva",
    "defunct": "conclusa",
    "temporarily closed": "da_confermare",
}
APPOINTMENT: Final = "su appuntamento"

_DAYS: Final = {there: here for here, there in BYDAY.items()}
_NTH: Final = re.compile(r"(-1|[1-5])?(MO|TU|WE|TH|FR|SA|SU)")
_TIME: Final = re.compile(r"([01]?\d|2[0-3]):([0-5]\d)(?::\d\d)?(?:Z|[+-]\d\d:?\d\d)?")
_DAY: Final = re.compile(r"\d{4}-\d\d-\d\d")
_TAX_CODE: Final = re.compile(r"[0-9]{11}")
_READ_OF_ORGANIZATION: Final = frozenset(
    {
        *("id", "name", "alternate_name", "description", "email", "website", "uri", "tax_id", "year_incorporated"),
        *("legal_status", "logo", "contacts", "phones", "locations", "organization_identifiers", "attributes"),
        *("parent_organization_id", "services", BESIDE),
    }
)
_READ_OF_SERVICE: Final = frozenset(
    {
        *(
            "id",
            "organization_id",
            "organization",
            "name",
            "description",
            "url",
            "email",
            "status",
            "phones",
            "contacts",
        ),
        *("application_process", "fees_description", "minimum_age", "maximum_age", "assured_date"),
        *("schedules", "languages", "cost_options", "required_documents", "service_areas", "service_at_locations"),
        *("attributes", "last_modified", BESIDE),
    }
)


@dataclass(slots=True)
class Body:
    """An organisation as it was read: its kind and id where the file says them, its plain data, what was left."""

    key: str
    kind: str
    id: str
    data: dict[str, Any]
    left: list[tuple[str, str]] = field(default_factory=list)
    """Property and value of what has no place in a record."""


def body_of(organization: Mapping[str, Any], services: Iterable[Mapping[str, Any]]) -> Body:
    """Read an organisation with the services written in its record; what stands beside the standard comes last."""
    listed = list(services)
    plain = plain_organization(organization)
    beside = _mapping(organization.get(BESIDE))
    left = [
        (f"organization.{key}", str(value))
        for key, value in organization.items()
        if key not in _READ_OF_ORGANIZATION and value not in (None, "", [])
    ]
    activities = []
    for service in sorted(listed, key=_order):
        activities.append(overlaid(plain_activity(service), _mapping(service.get(BESIDE))))
        left += (
            (f"service.{key}", str(value))
            for key, value in service.items()
            if key not in _READ_OF_SERVICE and value not in (None, "", [])
        )
    data = overlaid({**plain, "attivita": activities} if activities else plain, beside)
    kind = beside.get("tipo")
    return Body(
        _text(organization.get("id")),
        kind if kind in {"rete", "ente"} else "ente",
        _text(beside.get("id")),
        data,
        left,
    )


def _order(service: Mapping[str, Any]) -> int:
    place = _mapping(service.get(BESIDE)).get("posto")
    return place if isinstance(place, int) else 0


def overlaid(plain: Mapping[str, Any], beside: Mapping[str, Any]) -> dict[str, Any]:
    """Return what the standard says, changed by what stands beside it: in the order of the record, where it is told."""
    given, absent = _mapping(beside.get("dati")), set(map(str, _list(beside.get("assenti"))))
    whole = {key: value for key, value in {**plain, **given}.items() if key not in absent}
    order = {str(key): at for at, key in enumerate(_list(beside.get("ordine")))}
    return dict(sorted(whole.items(), key=lambda pair: order.get(pair[0], len(order))))


def difference(record: Mapping[str, Any], plain: Mapping[str, Any]) -> dict[str, Any]:
    """Return what `overlaid` needs to make `record` out of `plain`."""
    given = {key: value for key, value in record.items() if key not in plain or plain[key] != value}
    absent = [key for key in plain if key not in record]
    return {"dati": given, **({"assenti": absent} if absent else {}), "ordine": list(record)}


def plain_organization(organization: Mapping[str, Any]) -> dict[str, Any]:
    """Return what the standard's own properties say of an organisation, as a record."""
    terms = list(_terms(organization))
    identifiers = {
        _text(item.get("identifier_type")).casefold(): _text(item.get("identifier"))
        for item in _objects(organization.get("organization_identifiers"))
    }
    tax = _text(organization.get("tax_id")) or identifiers.get("codice_fiscale", "")
    names = [_text(organization.get("alternate_name"))]
    made: dict[str, Any] = {
        "nome": _text(organization.get("name")),
        "tipo": next((code for scheme, code, _ in terms if scheme == "tipi_ente"), None),
        "altri_nomi": names,
        "descrizione": _text(organization.get("description")),
        "sito": _text(organization.get("website")),
        "codice_fiscale": tax if _TAX_CODE.fullmatch(tax) else None,
        "partita_iva": identifiers.get("partita_iva"),
        "codice_ipa": identifiers.get("codice_ipa"),
        "anno": _figures(organization.get("year_incorporated")),
        **_facets(terms),
        "aderisce": [
            {"rete": code, "legame": value.split(",") if value else []}
            for scheme, code, value in terms
            if scheme == NETWORKS and value is not None
        ],
        "contatti": list(_contacts(organization)),
        "luoghi": [_place(location) for location in _objects(organization.get("locations"))],
    }
    return _kept(made)


def plain_activity(service: Mapping[str, Any]) -> dict[str, Any]:
    """Return what the standard's own properties say of a service, as an activity."""
    terms = list(_terms(service))
    age = {"da": _figures(service.get("minimum_age")), "a": _figures(service.get("maximum_age"))}
    costs = [_text(cost.get("option")) for cost in _objects(service.get("cost_options"))]
    cost = next((option for option in costs if option in {"gratuito", "contributo", "a_pagamento"}), None)
    contacts = list(_contacts({**service, "contacts": list(filter(_is_own, _objects(service.get("contacts"))))}))
    made: dict[str, Any] = {
        "nome": _text(service.get("name")),
        "tipo": [code for scheme, code, _ in terms if scheme == "tipi_attivita"],
        "descrizione": _text(service.get("description")),
        **_facets(terms),
        "eta": age,
        "quando": schedule_of(_objects(service.get("schedules"))),
        "luoghi": [_place(_mapping(item.get("location"))) for item in _objects(service.get("service_at_locations"))],
        "costo": cost,
        "costo_nota": None if cost else _text(service.get("fees_description")),
        "come_accedere": _text(service.get("application_process")),
        "che_cosa_portare": "; ".join(
            _text(item.get("document")) for item in _objects(service.get("required_documents"))
        ),
        "lingue": [_text(item.get("code")) for item in _objects(service.get("languages"))],
        "stato": STATUS.get(_text(service.get("status"))),
        "contatto": contacts[0] if contacts else None,
    }
    return _kept(made)


def schedule_of(schedules: Iterable[Mapping[str, Any]]) -> dict[str, Any]:
    """Return schedules (RFC 5545's words) as `quando`: weekly slots, and the words once each."""
    words: dict[str, None] = {}
    slots: list[dict[str, Any]] = []
    made: dict[str, Any] = {}
    for item in schedules:
        words |= dict.fromkeys(filter(None, [_text(item.get("description"))]))
        if slot := _slot(item):
            slots.append(slot)
        for there, here in (("valid_from", "dal"), ("valid_to", "al")):
            day = _text(item.get(there))
            if _DAY.fullmatch(day):
                made[here] = day
    kept: dict[str, Any] = _kept({"testo": " · ".join(words), "orari": slots, **made})
    return kept


def _slot(item: Mapping[str, Any]) -> dict[str, Any]:
    found = _NTH.findall(_text(item.get("byday")))
    days = list(dict.fromkeys(_DAYS[day] for _, day in found))
    weeks = list(dict.fromkeys("ultima" if nth == "-1" else nth for nth, _ in found if nth))
    interval = _whole(item.get("interval"))
    every = interval if interval and interval > 1 and item.get("freq") == "WEEKLY" else None
    if not days:
        return {}
    return _kept(
        {
            "giorni": days,
            "dalle": _hour(item.get("opens_at")),
            "alle": _hour(item.get("closes_at")),
            "settimana": weeks,
            "ogni_settimane": str(every) if every else None,
            "a_partire_dal": _text(item.get("dtstart")) if every else None,
            "su_appuntamento": "sì" if _text(item.get("notes")) == APPOINTMENT else None,
        }
    )


def _hour(value: Any) -> str | None:
    found = _TIME.fullmatch(_text(value))
    return f"{found[1]:0>2}:{found[2]}" if found else None


def _terms(item: Mapping[str, Any]) -> Iterator[tuple[str, str, str | None]]:
    """Yield scheme, code and value of each term that an object carries; a value only of what it is a member of."""
    for attribute in _objects(item.get("attributes")):
        term = _mapping(attribute.get("taxonomy_term"))
        scheme, _, code = _text(term.get("code")).partition(":")
        is_member = _text(attribute.get("link_type")) == "membro_di"
        if code:
            yield scheme, code, _text(attribute.get("value")) if is_member else None
        elif term:
            yield _text(term.get("taxonomy")), _text(term.get("name")), None


def _facets(terms: Iterable[tuple[str, str, str | None]]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for scheme, code, _ in terms:
        if scheme in FACETS:
            found.setdefault(scheme, []).append(code)
    return found


def _contacts(item: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    """Yield telephones, then addresses of e-mail, each once; a name of a person is never read."""
    for phone in _objects(item.get("phones")):
        number = _text(phone.get("number"))
        if number:
            yield _kept(
                {
                    "tipo": "fax" if _text(phone.get("type")) == "fax" else "telefono",
                    "valore": number,
                    "interno": _figures(phone.get("extension")),
                    "etichetta": _text(phone.get("description")),
                }
            )
    seen: set[str] = set()
    offices = ((_text(contact.get("email")), contact) for contact in _objects(item.get("contacts")))
    for address, office in (*offices, (_text(item.get("email")), {})):
        if address and address.casefold() not in seen:
            seen.add(address.casefold())
            label = _text(office.get("title")) or _text(office.get("department"))
            yield _kept({"tipo": "email", "valore": address, "etichetta": label})


def _is_own(contact: Mapping[str, Any]) -> bool:
    """Tell whether a contact of a service is its own: one that names an organisation alone is that of the other."""
    return "service_id" in contact or "organization_id" not in contact


def _place(location: Mapping[str, Any]) -> dict[str, Any]:
    address = next(iter(_objects(location.get("addresses"))), {})
    territory = next((code for scheme, code, _ in _terms(location) if scheme == "territori"), None)
    street = " ".join(filter(None, (_text(address.get("address_1")), _text(address.get("address_2")))))
    return _kept(
        {
            "id": _text(location.get("external_identifier"))
            if _text(location.get("external_identifier_type")) == "id"
            else None,
            "nome": _text(location.get("name")),
            "indirizzo": street or _text(location.get("description")),
            "localita": None if territory else _text(address.get("city")),
            "cap": _text(address.get("postal_code")),
            "provincia": _text(address.get("state_province")),
            "territorio": territory,
            "quando": schedule_of(_objects(location.get("schedules"))),
        }
    )


def _kept(made: Mapping[str, Any]) -> dict[str, Any]:
    kept: dict[str, Any] = without_empty(made)
    return {key: value for key, value in kept.items() if value is not None}


def _mapping(value: Any) -> Mapping[str, Any]:
    return value if isinstance(value, Mapping) else {}


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []


def _objects(value: Any) -> list[Mapping[str, Any]]:
    return [item for item in _list(value) if isinstance(item, Mapping)]


def _text(value: Any) -> str:
    if not isinstance(value, str):
        return ""
    return value.strip() if "\n" in value else " ".join(value.split())


def _whole(value: Any) -> int | None:
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    return int(value) if is_number and value == value // 1 else None


def _figures(value: Any) -> str | None:
    """Return a whole number as plain data has numbers: the text of a file, before a record is made of it."""
    number = _whole(value)
    return None if number is None else str(number)
