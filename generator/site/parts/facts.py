"""What a reader wants to know first of a record: where, when, whom to ask, how sure it is."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import Final, TypeVar

from generator.addresses import kind_of
from generator.catalogue import ActivityEntry, AnyEntry, Catalogue
from generator.catalogue.deadlines import APPLIED_FOR
from generator.catalogue.entries import AnyRecord
from generator.catalogue.freshness import Ages, known
from generator.locale.of_names import from_name
from generator.records import Organization, Place
from generator.records.common import Need, Offer
from generator.site.parts.words import Words

ResourceT = TypeVar("ResourceT", bound=Need | Offer)

PUBLIC_BODIES: Final = frozenset(
    {"comune", "unione_comuni", "ente_pubblico", "azienda_sanitaria", "scuola", "universita"}
)

_PROTECTING: Final = frozenset({"antiviolenza", "accoglienza_residenziale"})
_WITHOUT_PLACE: Final = frozenset(
    {
        "linea_telefonica",
        "assistenza_domiciliare",
        "consegna_domicilio",
        "compagnia_visite",
        "trasporto_sociale",
        "unita_strada",
        "affido_affiancamento",
        "comunicazione",
    }
)
"""Done by telephone, at the home of who asks, on the way or on paper: nobody goes to a place."""


@dataclass(frozen=True, slots=True)
class Trust:
    """How sure a record is: the sentence, whether age makes it doubtful, and whether cards say so too.

    `since` is the day it was last known where that is long ago.
    """

    sentence: str
    confirmed: bool
    doubt: str
    is_old: bool
    since: date | None = None


def trust(entry: AnyRecord, today: date, words: Words, ages: Ages) -> Trust | None:
    """Tell where a record's information comes from and how old it is; None when nothing is known."""
    texts = words.texts
    if entry.verification is not None:
        day, by = entry.verification.date, entry.verification.by
        sentence = texts("trust.confirmed", day=words.day(day), by=from_name(by, texts.lang))
        return _aged(sentence, day, today, words, ages)
    if not entry.sources:
        return None
    who = texts(f"trust.by_{kind_of(entry)}")
    read = known(entry).read
    if read is None:
        return Trust(texts("trust.sources_undated", who=who), False, texts("trust.undated"), False)
    sentence = texts("trust.sources", day=words.day(read), who=who)
    return replace(_aged(sentence, read, today, words, ages), confirmed=False)


def _aged(sentence: str, day: date, today: date, words: Words, ages: Ages) -> Trust:
    if ages.is_old(day, today):
        return Trust(sentence, True, words.texts("trust.stale", months=ages.old), True, day)
    if ages.is_late(day, today):
        return Trust(sentence, True, words.texts("trust.to_reconfirm", months=ages.to_reconfirm), False, day)
    return Trust(sentence, True, "", False)


def about(entry: AnyRecord, catalogue: Catalogue) -> str:
    """Return the codes that narrow a list to a record: its themes, kinds and people, with the wider groups of these."""
    people = catalogue.vocabularies["destinatari"]
    wider = (broader for code in entry.audiences for broader in (code, *people.ancestors(code)))
    return " ".join(dict.fromkeys((*entry.themes, *entry.kinds, *wider)))


def address_line(place: Place, catalogue: Catalogue, words: Words) -> str:
    """Write an address on one line, as on an envelope: «via Roma s.n.c., Bagno, 42121 Reggio Emilia (RE)»."""
    box = words.texts("place.box", number=place.post_office_box) if place.post_office_box else ""
    province = f"({place.state_province})" if place.state_province else ""
    town = town_of(place, catalogue, words) if place.postal_code or province else ""
    area = " ".join(filter(None, (place.postal_code, town, province)))
    return ", ".join(filter(None, (place.address, place.locality, box, area)))


def street_line(place: Place) -> str:
    """Write a street as people say it, beside the name of a quarter or town: «via Roma 3, Bagno»."""
    return ", ".join(filter(None, (place.address, place.locality)))


def town_of(place: Place, catalogue: Catalogue, words: Words) -> str:
    """Return the name of the town that a place is in; empty where its territory does not say it."""
    town = catalogue.geography.town(place.territory) if place.territory else ""
    return words.label("territori", town) if town else ""


def seat(place: Place, words: Words) -> str:
    """Say whether a place is where a body is registered, where it works, or both; empty where nobody says it."""
    kinds = dict.fromkeys(place.seat)
    return words.texts("place.both_seats") if len(kinds) > 1 else words.choice("seat", place.seat[0]) if kinds else ""


def places_of(activity: ActivityEntry) -> list[Place]:
    """The places of an activity, those of its file included when it names them by id."""
    known = {place.id: place for place in activity.home.record.places if place.id}
    named = (known.get(place) if isinstance(place, str) else place for place in activity.record.places)
    return [place for place in named if place is not None]


def last_day(activity: ActivityEntry) -> date | None:
    """The day after which an activity is over, where it is known."""
    schedule = activity.record.schedule
    return schedule.until.last if schedule and schedule.until else None


def still_open(items: Iterable[ResourceT], today: date) -> list[ResourceT]:
    """Needs and offers that have not expired."""
    return [item for item in items if item.expires is None or item.expires >= today]


def is_public_body(entry: AnyEntry) -> bool:
    """Tell whether an organisation is an office of the State, a municipality, a school or a health authority."""
    return isinstance(entry.record, Organization) and entry.record.kind in PUBLIC_BODIES


def is_discreet(activity: ActivityEntry) -> bool:
    """Tell whether nobody should be asked where and when an activity is: it protects who goes there."""
    protects = not _PROTECTING.isdisjoint(activity.record.kinds)
    return protects or any(place.protected for place in places_of(activity))


def gives_money(activity: ActivityEntry) -> bool:
    """Tell whether an activity is money that one applies for: it has no price, place or hour."""
    return not APPLIED_FOR.isdisjoint(activity.record.kinds[:1])


def has_no_place(activity: ActivityEntry) -> bool:
    """Tell whether nobody goes anywhere for an activity: it is told, or comes to who asks, or is applied for."""
    return gives_money(activity) or not _WITHOUT_PLACE.isdisjoint(activity.record.kinds[:1])


def together(activities: Iterable[ActivityEntry]) -> list[list[ActivityEntry]]:
    """Put what one body does under one name in several places side by side, where the first of them stands."""
    found: dict[tuple[str, str], list[ActivityEntry]] = {}
    for activity in activities:
        found.setdefault((activity.name, activity.operator.id), []).append(activity)
    return list(found.values())
