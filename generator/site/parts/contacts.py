"""Whom to contact: its own contacts, else its network's, else those of who leads it, else the office's."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from generator.catalogue import AnyEntry, Catalogue, NetworkEntry
from generator.records.network import REMOVED
from generator.site.parts.emergency import urgent_numbers
from generator.site.parts.facts import is_public_body

_LEADS: Final = "capofila"


@dataclass(frozen=True, slots=True)
class OfficeContact:
    """A contact of the office that keeps the catalogue, shaped as a record's."""

    kind: str
    value: str
    label: str
    hours: str
    through: str = ""


@dataclass(frozen=True, slots=True)
class Door:
    """Contacts, and whose they are: `own`, `of` who runs it, `network`, `lead` or `office`."""

    relation: str
    name: str
    entry: AnyEntry | None
    contacts: Sequence[Any]
    website: str = ""


def door_of(entry: Any, catalogue: Catalogue, office: Mapping[str, Any]) -> Door | None:
    """Return the first door that is open; None when not even the office has one."""
    contact = own_contact(entry)
    if contact is not None:
        return Door("own", entry.name, None, (contact,))
    for relation, owner in _chain(entry, catalogue):
        contacts = [one for one in owner.record.contacts if one.through != owner.id]
        if contacts or owner.record.website:
            return Door(relation, owner.name, owner, contacts, owner.record.website or "")
    return office_door(office)


def own_contact(entry: Any) -> Any | None:
    """Return the contact that an activity or a notice has of its own; one that leads back to its own file is none."""
    contact = getattr(entry.record, "contact", None)
    return None if contact is None or contact.through == entry.home.id else contact


def office_door(office: Mapping[str, Any]) -> Door | None:
    """Return the door of the office that keeps the catalogue; None when it has no contact."""
    contacts = tuple(_office_contact(one) for one in office["contatti"])
    return Door("office", str(office["nome"]), None, contacts) if contacts else None


def office_email(office: Mapping[str, Any]) -> str:
    """Return the address of the office that keeps the catalogue; empty without one."""
    return str(next((one["valore"] for one in office["contatti"] if one.get("tipo") == "email"), ""))


def askable(entry: Any, catalogue: Catalogue) -> list[AnyEntry]:
    """Return who may know more of a record nobody gives a contact of: who runs an activity, a body's networks."""
    if hasattr(entry, "operator"):
        found = dict.fromkeys((entry.operator, *entry.partners))
    elif hasattr(entry, "home"):
        found = {entry.home: None}
    else:
        found = {} if is_public_body(entry) else dict.fromkeys(_joined(entry, catalogue))
    return [one for one in found if one.record.status != REMOVED]


def _chain(entry: Any, catalogue: Catalogue) -> Iterator[tuple[str, AnyEntry]]:
    home = getattr(entry, "home", entry)
    if hasattr(entry, "operator"):
        yield from (("of", one) for one in (entry.operator, entry.home))
    else:
        yield ("own" if home is entry else "of"), home
    networks = _networks(entry, home, catalogue)
    yield from (("network", one) for one in networks)
    led = [home, *networks] if home.kind == "rete" else networks
    yield from (
        ("lead", tie.body)
        for one in led
        for tie in catalogue.members.get(one.id, ())
        if _LEADS in tie.kinds and tie.body is not None
    )


def _networks(entry: Any, home: AnyEntry, catalogue: Catalogue) -> list[NetworkEntry]:
    """Return the networks that answer for a record: those an activity names, the larger one of a network, else one.

    A body in two networks has no network of its own; a public body and who is in danger are never answered for.
    """
    named = list(getattr(entry, "networks", ()))
    parent = catalogue.networks.get(getattr(home.record, "parent", None) or "")
    if named or parent:
        return [*named, *([parent] if parent else [])]
    joined = _joined(home, catalogue)
    is_lent = len(joined) == 1 and not is_public_body(home) and not urgent_numbers().of_record(joined[0], catalogue)
    return joined if is_lent else []


def _joined(body: AnyEntry, catalogue: Catalogue) -> list[NetworkEntry]:
    """Return the networks that a body is in, each once."""
    return list(dict.fromkeys(tie.network for tie in catalogue.memberships.get(body.id, ())))


def _office_contact(told: Mapping[str, Any]) -> OfficeContact:
    kind, value, label, hours = (str(told.get(key) or "") for key in ("tipo", "valore", "etichetta", "orari"))
    return OfficeContact(kind, value, label, hours)
