"""Whom to contact: its own contacts, else those of who coordinates it, else its network's, else the office's."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import chain
from typing import Any, Final
from urllib.parse import quote, urlencode

from generator.addresses import web_address
from generator.catalogue import ActivityEntry, AnyEntry, Catalogue, NetworkEntry, PracticeEntry
from generator.catalogue.freshness import Ages
from generator.catalogue.model import digits_of
from generator.checking import channels
from generator.checking.telephones import dialled, each_number, readable
from generator.exports.answering import Answering
from generator.locale import Texts
from generator.records.common import Contact, Place, ReplyTime
from generator.records.network import REMOVED, Network
from generator.site.parts.answering import answering_hours, minutes_a_week
from generator.site.parts.emergency import urgent_numbers
from generator.site.parts.facts import is_public_body
from generator.site.parts.words import Words, host, is_web

MAIL: Final = frozenset({"email", "pec"})
TELEPHONE: Final = "telefono"
_FAX: Final = "fax"
_INSIDE: Final = re.compile(
    r"\b(turni|solo per enti|fornitor[ei]|fatture|fatturazione|contabilità|amministrazione|protocollo|"
    r"ufficio stampa|stampa|rimess[ae]|magazzin[oi]|deposit[oi]|autorimess[ae]|garage)\b",
    re.IGNORECASE,
)
"""What the label of a contact, or the name of a place, says where it is for who works there, not for who asks."""
_FEW_HOURS: Final = 8 * 60
"""A telephone that answers for no more minutes a week than these needs another way beside it."""
_WRITTEN: Final = frozenset({"whatsapp", "telegram"})
_DIALLED: Final = frozenset({TELEPHONE, _FAX})
_LEADS: Final = "capofila"
_COORDINATES: Final = "coordinamento"
_ANSWERS_FOR: Final = frozenset({"of", "network", "lead"})

AnsweredFor = AnyEntry | ActivityEntry | PracticeEntry
"""Records that somebody can be asked about; a story says what there is to say."""


@dataclass(frozen=True, slots=True)
class OfficeContact:
    """A contact of the office that keeps the catalogue, shaped as a record's."""

    kind: str
    value: str
    label: str
    hours: str
    extension: str = ""
    through: str = ""
    reply: ReplyTime | None = field(default=None, init=False)


@dataclass(frozen=True, slots=True)
class Way:
    """What a contact leads to: an address to follow (empty where there is none) and what people read of it."""

    address: str
    shown: str


@dataclass(frozen=True, slots=True)
class ContactPoint:
    """Contacts, and whose they are: `own`, `of` who runs it, `network`, `lead` or `office`."""

    relation: str
    name: str
    entry: AnyEntry | None
    contacts: Sequence[Contact | OfficeContact]
    website: str = ""


def ways_of(contact: Contact | OfficeContact, texts: Texts) -> tuple[Way, ...]:
    """Return where a contact leads: each of its numbers is dialled by itself, a name on a channel is a page there.

    One contact should hold one number (W427); where it holds more, none is lost and none dials another.
    """
    if contact.kind in _DIALLED and not contact.extension and len(numbers := each_number(contact.value or "")) > 1:
        return tuple(_way_of(contact, number, texts) for number in numbers)
    return (_way_of(contact, contact.value or "", texts),)


def _way_of(contact: Contact | OfficeContact, value: str, texts: Texts) -> Way:
    kind = contact.kind or ""
    if kind in MAIL:
        return Way(f"mailto:{value}", value)
    if kind in _DIALLED:
        read = readable(value)
        number = texts("contact.extension", number=read, extension=contact.extension) if contact.extension else read
        if kind == _FAX:
            return Way("", texts("contact.fax", number=number))
        return Way(f"tel:{dialled(value, contact.extension or '')}", number)
    if channel := channel_of(contact):
        known, name = channels.CHANNELS[channel]["nome"], channels.shown(channel, value)
        shown = texts("contact.channel", channel=known, name=name) if name else known
        return Way(channels.link(channel, value), shown)
    return Way(web_address(value), host(value)) if is_web(contact) else Way("", value)


def letter_to(boxes: Iterable[str], subject: str, body: str) -> str:
    """Return the address that opens a letter to these mailboxes, already written (RFC 6068)."""
    query = urlencode({"subject": subject, "body": body}, quote_via=quote)
    return f"mailto:{','.join(quote(box, safe='@') for box in boxes)}?{query}"


def reply_line(
    contact: Contact | OfficeContact, words: Words, today: date, ages: Ages, *, is_sourced: bool = True
) -> str:
    """Say how soon a contact usually answers, who says so and since when if so asked; nothing where that is old."""
    reply = contact.reply
    if reply is None or (reply.since.last and ages.is_old(reply.since.last, today)):
        return ""
    soon = words.count("contact.reply_in", reply.days) if reply.days else words.texts("contact.reply_today")
    if not is_sourced:
        return words.texts("contact.reply_alone", soon=soon)
    return words.texts("contact.reply", soon=soon, who=reply.by, since=words.since(reply.since))


def channel_of(contact: Contact | OfficeContact) -> str:
    """Return the code of the channel that a contact is on, also where only its address says so; empty without one."""
    value, kind = contact.value or "", contact.kind or ""
    if kind == "social" and channels.is_address(value):
        return channels.of_address(value)
    return kind if kind in channels.CHANNELS else ""


def contact_point_of(entry: AnsweredFor, catalogue: Catalogue, office: Mapping[str, Any]) -> ContactPoint | None:
    """Return the first contacts there are for a record; None when not even the office has one."""
    contact = own_contact(entry.record.contact, entry.home) if isinstance(entry, ActivityEntry) else None
    if contact is not None and _leads_somewhere(contact, catalogue):
        return ContactPoint("own", entry.name, None, (contact,))
    for relation, body, given in _answering(entry, catalogue):
        contacts = [
            contact
            for contact in given
            if contact.through != body.id and _leads_somewhere(contact, catalogue) and not _is_helpline(contact, entry)
        ]
        if contacts or body.record.website:
            return ContactPoint(relation, body.name, body, contacts, body.record.website or "")
    return office_contact_point(office)


def _is_helpline(contact: Contact, entry: AnsweredFor) -> bool:
    """Tell whether a contact of a body is a national number for who is in danger, and an activity is for others.

    Who asks about an evening in the square must not ring at a helpline; what helps who is in danger leads there.
    """
    if not isinstance(entry, ActivityEntry):
        return False
    helplines = [number for number in urgent_numbers().numbers if number.number == contact.value]
    return any(not number.is_for(entry) for number in helplines)


def inherited_contacts(entry: ActivityEntry, catalogue: Catalogue, office: Mapping[str, Any]) -> Answering | None:
    """Return whose contacts an activity has where it gives none; None where it has its own, or the office's alone."""
    point = contact_point_of(entry, catalogue, office)
    if point is None or point.entry is None:
        return None
    contacts = [contact for contact in point.contacts if isinstance(contact, Contact)]
    if point.relation == "network":
        return Answering("network", point.entry, contacts, point.website)
    if point.relation == "lead":
        return Answering("lead", point.entry, contacts, point.website)
    is_run_by = point.entry is entry.operator
    return Answering("operator" if is_run_by else "home", point.entry, contacts, point.website)


def body_answering(entry: AnsweredFor, point: ContactPoint | None, catalogue: Catalogue) -> AnyEntry | None:
    """Return whose number one is, where it is neither a record's own nor that of who runs it.

    One that a network gives may be that of a body of it: then the body answers, on every page.
    """
    if point is None:
        return None
    if point.contacts and point.contacts[0].through:
        return _body_of_number(catalogue.entry(point.contacts[0].through), catalogue)
    if isinstance(entry, PracticeEntry) or point.entry is None or point.relation not in _ANSWERS_FOR:
        return None
    own = entry.operator if isinstance(entry, ActivityEntry) else entry
    if point.entry.id == own.id:
        return None
    body = _body_of_number(point.entry, catalogue)
    return body if body and body.id != own.id else None


def _body_of_number(found: AnyEntry | None, catalogue: Catalogue) -> AnyEntry | None:
    """Return in place of a network the body that gives the same telephone as its own."""
    if found is None or found.kind != "rete":
        return found
    call = next((contact for contact in found.record.contacts if contact.kind == TELEPHONE), None)
    return catalogue.own_numbers.get(digits_of(call), found) if call else found


def speaks_for(point: ContactPoint, entry: AnsweredFor) -> bool:
    """Tell whether who answers is whom a record is about: a network that it merely belongs to would mislead."""
    return (
        point.relation in {"own", "of"}
        or (point.relation == "lead" and entry.lookup_kind == "rete")
        or (isinstance(entry, ActivityEntry) and point.entry in entry.networks)
    )


def is_inside(words: str | None) -> bool:
    """Tell whether the words of a contact or a place say that it is for who works there."""
    return _INSIDE.search(words or "") is not None


def parted(contacts: Sequence[Contact | OfficeContact]) -> tuple[list[Contact | OfficeContact], ...]:
    """Part contacts into those for whoever asks and those for offices and for who works there, by what they say.

    Where nobody would be called or written to any more they all are for whoever asks.
    """
    apart = [one for one in contacts if one.kind in {_FAX, "pec"} or is_inside(one.label)]
    first = [one for one in contacts if one not in apart]
    is_reached = any(one.through or one.kind in {TELEPHONE, "email"} for one in first)
    return (first, apart) if is_reached else (list(contacts), [])


def parted_places(entry: AnyEntry) -> tuple[list[Place], list[Place]]:
    """Part the places of a body into those where one goes and those that are its own business.

    Where somebody may be in danger a place that is told to who needs it is not put away.
    """
    is_dangerous = urgent_numbers().is_dangerous(entry)
    is_open_elsewhere = any("operativa" in place.seat for place in entry.record.places)
    apart = [
        place
        for place in entry.record.places
        if (place.protected and not is_dangerous)
        or is_inside(place.name)
        or (is_open_elsewhere and tuple(place.seat) == ("legale",))
    ]
    first = [place for place in entry.record.places if place not in apart]
    return (first, apart) if first else (list(entry.record.places), [])


def at_other_hours(entry: AnyEntry, catalogue: Catalogue) -> tuple[AnyEntry, Contact | OfficeContact] | None:
    """Return another way to ask a body whose telephone answers few hours a week, and whose it is; None where none.

    A channel of its own where one writes, else whom its networks have: a number that answers longer, else a mailbox.
    A mailbox of its own stands beside the number already.
    """
    numbers = urgent_numbers()
    public, _ = parted([own for own in entry.record.contacts if not own.through and own.value])
    called = next((own for own in public if own.kind == TELEPHONE), None)
    minutes = _minutes(called)
    if not minutes or minutes > _FEW_HOURS or numbers.is_dangerous(entry) or any(own.kind == "email" for own in public):
        return None
    if own := next((own for own in public if own.kind in _WRITTEN or (_minutes(own) or 0) > minutes), None):
        return entry, own
    asked = [body for body in _networks_to_ask(entry, catalogue) if not numbers.is_dangerous(body)]
    given = [(body, one) for body in asked for one in parted(body.record.contacts)[0] if one.value]
    longer = ((body, one) for body, one in given if one.kind == TELEPHONE and (_minutes(one) or 0) > minutes)
    return next(longer, next(((body, one) for body, one in given if one.kind == "email"), None))


def _minutes(contact: Contact | OfficeContact | None) -> int | None:
    """Return for how many minutes a week a telephone answers; None where it is not known."""
    hours = answering_hours(contact.hours) if contact and contact.kind == TELEPHONE and contact.hours else None
    return minutes_a_week(hours) if hours else None


def contacts_to_use(point: ContactPoint | None, catalogue: Catalogue) -> list[Contact | OfficeContact]:
    """Return what a record is reached by, never the office; for a contact through another record, the other's."""
    return contacts_behind(point, catalogue) if point and point.relation != "office" else []


def contacts_behind(point: ContactPoint, catalogue: Catalogue) -> list[Contact | OfficeContact]:
    """Return the contacts of a contact point; of one that leads through another record, those of that record."""
    return [own for contact in point.contacts for own in answering(contact, catalogue)]


def answering(contact: Contact | OfficeContact, catalogue: Catalogue) -> Sequence[Contact | OfficeContact]:
    """Return the contact itself, or those of the record it leads to: one step, or two records could lead in a ring."""
    through = catalogue.entry(contact.through) if contact.through else None
    return [own for own in through.record.contacts if not own.through] if through else [contact]


def _leads_somewhere(contact: Contact, catalogue: Catalogue) -> bool:
    """Tell whether who follows a contact finds one: a record that answers through a silent one has none."""
    through = catalogue.entry(contact.through) if contact.through else None
    return through is None or bool(through.record.website) or bool(answering(contact, catalogue))


def own_contact(contact: Contact | None, home: AnyEntry) -> Contact | None:
    """Return the contact that an activity or a notice gives; one that leads back to its own file (`home`) is none."""
    return None if contact is None or contact.through == home.id else contact


def office_contact_point(office: Mapping[str, Any]) -> ContactPoint | None:
    """Return the contacts of the office that keeps the catalogue (`extra.catalogue.ufficio`); None when it has none."""
    name = str(office.get("nome") or "")
    labels = (str(contact.get("etichetta") or "") for contact in office["contatti"])
    contacts = [
        OfficeContact(
            kind=str(contact.get("tipo") or ""),
            value=str(contact.get("valore") or ""),
            # Its name stands above: a part of it beside each number says nothing more.
            label="" if label in name else label,
            hours=str(contact.get("orari") or ""),
            extension=str(contact.get("interno") or ""),
        )
        for contact, label in zip(office["contatti"], labels, strict=True)
    ]
    return ContactPoint("office", name, None, contacts) if contacts else None


def office_email(office: Mapping[str, Any]) -> str:
    """Return the address of the office that keeps the catalogue; empty without one."""
    return str(next((contact["valore"] for contact in office["contatti"] if contact.get("tipo") == "email"), ""))


@dataclass(frozen=True, slots=True)
class WhoMayKnow:
    """Bodies that can be reached and may know more of a record nobody gives a contact of.

    `is_near` where they are those that the record itself names; else those that these work with.
    """

    bodies: Sequence[AnyEntry]
    is_near: bool


def whom_to_ask(entry: AnsweredFor, catalogue: Catalogue, office: Mapping[str, Any]) -> WhoMayKnow:
    """Return who may know more: who runs an activity, a body's networks; where none of them has a contact, go on.

    Each step leads to the networks of those asked before, until somebody can be reached: nobody is ever sent to a
    second page without a contact. Without anybody, `bodies` is empty and the office is left.
    """
    for step, asked in enumerate(_asked_in_turn(entry, catalogue)):
        reached = [body for body in asked if _is_reached(body, catalogue, office)]
        if reached:
            return WhoMayKnow(reached, is_near=step == 0)
    return WhoMayKnow((), is_near=True)


@dataclass(frozen=True, slots=True)
class Desk:
    """An activity whose work is to tell people where to go, and its number."""

    name: str
    entry: ActivityEntry
    contact: Contact | OfficeContact
    relation: str = ""
    """As of a `Telephone`: it is asked for itself."""


@dataclass(frozen=True, slots=True)
class Telephone:
    """A number to call, and whose it is: a body of the catalogue (`entry`), or the office that keeps it.

    `relation` says why it is theirs: `network` or `lead` of whom one asks about, `near` for who works in one network
    with them, `office`; empty for who is asked about.
    """

    name: str
    entry: AnyEntry | None
    contact: Contact | OfficeContact
    relation: str = ""
    network: AnyEntry | None = None
    """The network that they lead, where one asks about something else: a card names it."""


def by_telephone(entry: AnsweredFor, catalogue: Catalogue, office: Mapping[str, Any]) -> Telephone | None:
    """Return whom to call about a record that gives no number: who answers for it, who may know more, the office.

    Not everybody writes. Nobody is sent to a network against violence that the record itself has nothing to do with,
    and from a record about violence to nobody: it has a number that always answers.
    """
    numbers = urgent_numbers()
    if numbers.is_dangerous(entry):
        return None
    answering = (answer for answer in _answering(entry, catalogue) if answer[1].record.status != REMOVED)
    asked = chain.from_iterable(_asked_in_turn(entry, catalogue))
    further = (("near", body, body.record.contacts) for body in asked)
    joined = {network.id for body in _own_bodies(entry) for network in _networks_joined(body, catalogue)}
    for relation, body, given in chain(answering, further):
        contact = None if numbers.is_dangerous(body) else _number_of(given)
        if contact:
            why = "network" if relation == "near" and body.id in joined else relation
            led = _network_led(body, entry, catalogue) if why == "lead" else None
            return Telephone(body.name, body, contact, "" if why in {"own", "of"} else why, led)
    return office_by_telephone(office)


def office_by_telephone(office: Mapping[str, Any]) -> Telephone | None:
    """Return the number of the office that keeps the catalogue; None where it gives none."""
    point = office_contact_point(office)
    contact = _number_of(point.contacts) if point else None
    return Telephone(point.name, None, contact, "office") if point and contact else None


def _own_bodies(entry: AnsweredFor) -> tuple[AnyEntry, ...]:
    return (entry.operator, entry.home) if isinstance(entry, ActivityEntry) else (entry.home,)


def _network_led(body: AnyEntry, entry: AnsweredFor, catalogue: Catalogue) -> AnyEntry | None:
    """Return which network answering for a record a body leads; None where the record is that network."""
    led = [entry.home, *_networks_answering(entry, catalogue)]
    return next(
        (
            network
            for network in led
            if network is not entry
            for tie in catalogue.members.get(network.id, ())
            if _LEADS in tie.kinds and tie.body is body
        ),
        None,
    )


def _number_of(contacts: Iterable[Contact | OfficeContact]) -> Contact | OfficeContact | None:
    return next((contact for contact in contacts if contact.kind == TELEPHONE and contact.value), None)


def _asked_in_turn(entry: AnsweredFor, catalogue: Catalogue) -> Iterator[Sequence[AnyEntry]]:
    """Yield those to ask about a record: whom it names, then, step by step, the networks of those."""
    asked: Sequence[AnyEntry]
    if isinstance(entry, ActivityEntry):
        asked = (entry.operator, *entry.partners)
    elif isinstance(entry, PracticeEntry):
        asked = (entry.home,)
    else:
        asked = _networks_to_ask(entry, catalogue)
    known: set[AnyEntry] = set()
    while asked := [body for body in dict.fromkeys(asked) if body not in known and body.record.status != REMOVED]:
        yield asked
        known.update(asked)
        further = [network for body in asked for network in _networks_to_ask(body, catalogue)]
        asked = [network for network in further if not urgent_numbers().of_record(network)]


def _is_reached(body: AnyEntry, catalogue: Catalogue, office: Mapping[str, Any]) -> bool:
    point = contact_point_of(body, catalogue, office)
    return point is not None and point.relation != "office"


def _networks_to_ask(body: AnyEntry, catalogue: Catalogue) -> list[NetworkEntry]:
    """Return the networks of a body; a municipality answers for itself: they would not know its offices."""
    if is_public_body(body):
        return []
    return [*_networks_joined(body, catalogue), *_whole_of(body, catalogue)]


def _answering(entry: AnsweredFor, catalogue: Catalogue) -> Iterator[tuple[str, AnyEntry, Sequence[Contact]]]:
    """Yield who answers for a record, the nearest first, each with what it is to the record and its contacts."""
    if isinstance(entry, ActivityEntry):
        yield "of", entry.operator, entry.operator.record.contacts
        yield "of", entry.home, entry.home.record.contacts
    else:
        yield ("own" if entry.home is entry else "of"), entry.home, entry.home.record.contacts
    if own := catalogue.network(entry.home.id):
        yield from _coordinating(own, catalogue)
    networks = _networks_answering(entry, catalogue)
    yield from (("network", network, network.record.contacts) for network in networks)
    for network in networks:
        yield from _coordinating(network, catalogue)


def _coordinating(network: NetworkEntry, catalogue: Catalogue) -> Iterator[tuple[str, AnyEntry, Sequence[Contact]]]:
    """Yield who coordinates a network, with the contact of the role first, then who leads it."""
    for role in network.record.roles:
        holder = catalogue.entry(role.expressed_by) if isinstance(role.expressed_by, str) else None
        if holder and role.kind == _COORDINATES and not role.vacant:
            yield "lead", holder, [*filter(None, [role.contact]), *holder.record.contacts]
    for tie in catalogue.members.get(network.id, ()):
        if _LEADS in tie.kinds and tie.body is not None:
            yield "lead", tie.body, tie.body.record.contacts


def _networks_answering(entry: AnsweredFor, catalogue: Catalogue) -> list[NetworkEntry]:
    """Return the networks that answer for a record: those an activity names, the larger one of a network, else one.

    A body in two networks has no network of its own; a public body and who is in danger are never answered for.
    """
    home = entry.home
    named = [network for network in entry.networks if not network.is_over] if isinstance(entry, ActivityEntry) else []
    if wholes := [*named, *_whole_of(home, catalogue)]:
        return wholes
    joined = _networks_joined(home, catalogue)
    is_lent = len(joined) == 1 and not is_public_body(home) and not urgent_numbers().of_record(joined[0])
    return joined if is_lent else []


def _whole_of(body: AnyEntry, catalogue: Catalogue) -> list[NetworkEntry]:
    """Return the larger network that a network lies in, unless that is over."""
    parent = catalogue.network(body.record.parent) if isinstance(body.record, Network) else None
    return [parent] if parent and not parent.is_over else []


def _networks_joined(body: AnyEntry, catalogue: Catalogue) -> list[NetworkEntry]:
    """Return the networks that a body is in, each once; one that is over answers nobody."""
    ties = catalogue.memberships.get(body.id, ())
    return list(dict.fromkeys(tie.network for tie in ties if not tie.network.is_over))
