"""Whom to contact: its own contacts, else its network's, else those of who leads it, else the office's."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from generator.catalogue import AnyEntry, Catalogue, NetworkEntry

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


def _chain(entry: Any, catalogue: Catalogue) -> Iterator[tuple[str, AnyEntry]]:
    networks: list[NetworkEntry] = []
    if hasattr(entry, "operator"):
        yield from (("of", one) for one in (entry.operator, entry.home))
        networks = [*entry.networks]
    elif hasattr(entry, "home"):
        yield "of", entry.home
    else:
        yield "own", entry
    home = getattr(entry, "home", entry)
    parent = catalogue.networks.get(getattr(home.record, "parent", None) or "")
    networks += [*([parent] if parent else []), *(tie.network for tie in catalogue.memberships.get(home.id, ()))]
    yield from (("network", one) for one in networks)
    led = [home, *networks] if home.kind == "rete" else networks
    yield from (
        ("lead", tie.body)
        for one in led
        for tie in catalogue.members.get(one.id, ())
        if _LEADS in tie.kinds and tie.body is not None
    )


def _office_contact(told: Mapping[str, Any]) -> OfficeContact:
    kind, value, label, hours = (str(told.get(key) or "") for key in ("tipo", "valore", "etichetta", "orari"))
    return OfficeContact(kind, value, label, hours)
