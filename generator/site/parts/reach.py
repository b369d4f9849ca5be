"""How to reach who is on a page, as buttons that a thumb finds: call, write, go there."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Final
from urllib.parse import quote

from generator.catalogue.entries import ActivityEntry, AnyEntry, AnyRecord, Entry
from generator.checking.telephones import dialled, each_number, readable
from generator.locale import Texts
from generator.locale.writing import with_articles
from generator.records.activity import AgeRange
from generator.records.common import Contact, Place
from generator.site.model import Site
from generator.site.parts.answering import answers_always
from generator.site.parts.contacts import (
    AnsweredFor,
    OfficeContact,
    answering,
    contact_point_of,
    contacts_behind,
    is_inside,
    ways_of,
)
from generator.site.parts.facts import is_discreet, places_of

_MAP: Final = "https://www.openstreetmap.org/search?query="
"""Where the way to an address is shown: a plain link, which asks nothing of anybody before it is followed."""
_SIGNS: Final = 2
_LANGUAGES: Final = 6
_MOST_ALWAYS: Final = 2
_BY_MAIL: Final = ("email", "pec")
_ANSWERED: Final = ("call", "write")


@dataclass(frozen=True, slots=True)
class Way:
    """One button: `kind` is `call`, `write` or `go`, `text` what it adds to its verb, `contact` what it leads to."""

    kind: str
    href: str
    text: str
    contact: Contact | OfficeContact | None = None


def ways_to_reach(entry: AnyRecord, contacts: Sequence[Contact | OfficeContact], town: str, texts: Texts) -> list[Way]:
    """Return the first number, the first mailbox and the way to the first address of a record.

    `contacts` are those of `contacts_to_use`. `town` is added to an address, which seldom names it. What is protected
    or discreet is never shown on a map.
    """
    ways: list[Way] = []
    for kind, wanted in (("call", ("telefono",)), ("write", ("email",) if _is_called(contacts) else _BY_MAIL)):
        given = (contact for wish in wanted for contact in contacts if contact.kind == wish and contact.value)
        # Who wants to come to something does not write to whom its volunteers write to.
        to_come = kind == "write" and ways and isinstance(entry, ActivityEntry)
        contact = next((contact for contact in given if not (to_come and is_inside(contact.label))), None)
        if contact and contact.value:
            is_call = kind == "call"
            href = f"tel:{dialled(contact.value, contact.extension or '')}" if is_call else f"mailto:{contact.value}"
            # The number that is read is the one that is dialled, with its extension, where a contact holds more.
            first = next(iter(each_number(contact.value)), "") if not contact.extension else ""
            shown = (readable(first) if first else ways_of(contact, texts)[0].shown) if is_call else ""
            ways.append(Way(kind, href, shown, contact))
    place = next((place for place in _open_places(entry) if place.address), None)
    if place:
        ways.append(Way("go", on_map(place, town), ""))
    return ways


def on_map(place: Place, town: str) -> str:
    """Return the address of a map that shows an open place."""
    return _MAP + quote(", ".join(filter(None, (place.address, place.locality, town))))


def _is_called(contacts: Iterable[Contact | OfficeContact]) -> bool:
    """Tell whether there is a number: a certified mailbox, which often refuses plain mail, is then no way to ask."""
    return any(contact.kind == "telefono" and contact.value for contact in contacts)


def reached_at(site: Site, entry: AnsweredFor, contact: Contact | None = None) -> Way | None:
    """Return the first way to reach who answers for something, whole: a number, else a mailbox; None without either."""
    given = answering(contact, site.catalogue) if contact else site.contacts_of(entry)
    ways = (way for way in ways_to_reach(entry, given, "", site.texts) if way.kind in _ANSWERED)
    return next((replace(way, text=ways_of(way.contact, site.texts)[0].shown) for way in ways if way.contact), None)


def ways_to_answer(site: Site, home: AnyEntry, contact: Contact | None) -> list[Way]:
    """Return the number and the mailbox for who answers a notice: those it says, else of who answers for its record."""
    if contact:
        given = answering(contact, site.catalogue)
    else:
        point = contact_point_of(home, site.catalogue, site.settings["ufficio"])
        given = contacts_behind(point, site.catalogue) if point else []
    return [way for way in ways_to_reach(home, given, "", site.texts) if way.kind in _ANSWERED]


def answering_always(site: Site, activities: Iterable[ActivityEntry]) -> list[tuple[str, Way]]:
    """Return who of those that answer a need answers the telephone at any hour, with the number, each once."""
    found: dict[str, tuple[str, Way]] = {}
    for activity in activities:
        way = reached_at(site, activity)
        if way and way.contact and way.kind == "call" and answers_always(way.contact.hours or ""):
            found.setdefault(way.href, (activity.operator.name, way))
    return list(found.values())[:_MOST_ALWAYS]


def signs_of(activity: ActivityEntry, site: Site, *, with_people: bool = True) -> list[str]:
    """Say in a few words what decides whether somebody can come: cost, ages, access, languages beside Italian.

    Ages and languages are left out where they stand with whom it is for.
    """
    record, words = activity.record, site.words
    of_places = (code for place in _open_places(activity) for code in place.accessibility)
    access = dict.fromkeys([*record.accessibility, *of_places])
    told = tongues_of(activity, site) if with_people else ""
    signs = [
        words.choice("cost", record.cost) if record.cost else "",
        ages_of(activity, site) if with_people else "",
        *words.labels("accessibilita", tuple(access)[:_SIGNS]),
        site.texts(f"reach.{'also_' if 'it' in record.languages else ''}in_languages", languages=told) if told else "",
    ]
    return [sign[0].upper() + sign[1:] for sign in signs if sign]


def ages_of(activity: ActivityEntry, site: Site) -> str:
    """For which ages; empty for all."""
    return age_line(site, activity.record.age) if activity.record.age else ""


def tongues_of(activity: ActivityEntry, site: Site, *, with_italian: bool = False) -> str:
    """Name the first languages that are spoken beside Italian, behind it if so asked; empty where there are none."""
    others = [site.words.language(code) for code in activity.record.languages if code != "it"]
    if not others:
        return ""
    italian = [site.words.language("it")] if with_italian and "it" in activity.record.languages else []
    return ", ".join([*italian, *others[:_LANGUAGES]]) + ("…" if len(others) > _LANGUAGES else "")


def age_line(site: Site, age: AgeRange) -> str:
    """For which ages."""
    if age.least is None:
        return site.texts("age.to", most=age.most) if age.most is not None else ""
    if age.most is None:
        line = site.texts("age.from", least=age.least)
    else:
        line = site.texts("age.between", least=age.least, most=age.most)
    return with_articles(line) if site.texts.lang == "it" else line


def _open_places(entry: AnyRecord) -> Sequence[Place]:
    if isinstance(entry, ActivityEntry):
        return () if is_discreet(entry) else places_of(entry)
    if not isinstance(entry, Entry) or any(place.protected for place in entry.record.places):
        return ()
    return entry.record.places
