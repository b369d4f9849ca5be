"""A letter, ready to be sent, that introduces the two sides of a hint to each other."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final
from urllib.parse import urlencode

from generator import addresses
from generator.catalogue import ActivityEntry, AnyEntry
from generator.matching import Kind
from generator.records.common import Contact
from generator.site.model import Site
from generator.site.parts.contacts import (
    MAIL,
    OfficeContact,
    contact_point_of,
    contacts_to_use,
    letter_to,
    office_email,
    speaks_for,
)
from generator.site.parts.hints import Alike, Encounter, Exchange, Hint

_SETTLED: Final = "coordinata"
_UNRELATED: Final = "diversa"


@dataclass(frozen=True, slots=True)
class Introduction:
    """What one can do about two records that a hint puts side by side."""

    letter: str
    """A letter to both or to the one that has a mailbox; to the office where nobody can be reached otherwise."""
    label: str
    words: str
    """The same in a few words, for who calls or meets."""
    known: str
    """Where the form writes that the two know each other, or that what one looks for was found."""
    known_label: str
    unrelated: str
    """Where it writes that they have nothing to do with each other; empty where no record has a place for it."""


@dataclass(frozen=True, slots=True)
class _Side:
    entry: ActivityEntry | AnyEntry
    who: AnyEntry

    @property
    def name(self) -> str:
        """Name, and of an activity who runs it."""
        return self.entry.name if self.who is self.entry else f"{self.entry.name} ({self.who.name})"


def introduction(site: Site, hint: Hint) -> Introduction:
    """Prepare the letter and the ways to the form for a hint."""
    here, there = _sides(hint)
    known, unrelated = _decisions(hint)
    contacts = [_contacts(site, side) for side in (here, there)]
    boxes = {box: side.who for side, own in zip((here, there), contacts, strict=True) if (box := _mailbox(own))}
    office = "" if any(contacts) else office_email(site.settings["ufficio"])
    to = list(boxes) or ([office] if office else [])
    if all(map(_mailbox, contacts)):
        label = site.texts("synergies.write_both")
    elif boxes:
        label = site.texts("synergies.write_one", who=next(iter(boxes.values())).name)
    else:
        label = site.texts("synergies.write_office")
    return Introduction(
        letter=_letter(site, hint, (here, there), to, known) if to else "",
        label=label,
        words=_words(site, hint, (here, there)),
        known=known,
        known_label=site.texts("synergies.settled" if isinstance(hint, Exchange) else "synergies.known"),
        unrelated=unrelated,
    )


def _sides(hint: Hint) -> tuple[_Side, _Side]:
    if isinstance(hint, Alike):
        return _Side(hint.here, hint.here.operator), _Side(hint.there, hint.there.operator)
    if isinstance(hint, Exchange):
        need, offer = hint.need.home, hint.offer.home
        return _Side(need, need), _Side(offer, offer)
    if isinstance(hint, Encounter):
        return _Side(hint.here, hint.here), _Side(hint.there, hint.there)
    raise TypeError(hint)


def _decisions(hint: Hint) -> tuple[str, str]:
    """Where the form keeps «they know each other» and «they have nothing to do with each other»."""
    form = f"{addresses.page('participate')}#"
    if isinstance(hint, Alike):
        known, unrelated = (
            form + urlencode({"scheda": hint.here.id, "simile": hint.there.id, "esito": outcome}, safe="/")
            for outcome in (_SETTLED, _UNRELATED)
        )
        return known, unrelated
    if isinstance(hint, Exchange):
        need = hint.need.record
        return form + urlencode({"scheda": hint.need.home.id, "risolto": need.id or need.resource}), ""
    if isinstance(hint, Encounter):
        return form + urlencode({"scheda": hint.here.id, "relazione": hint.there.id}), ""
    raise TypeError(hint)


def _contacts(site: Site, side: _Side) -> Sequence[Contact | OfficeContact]:
    """Return the contacts of who speaks for a side."""
    point = contact_point_of(side.entry, site.catalogue, site.settings["ufficio"])
    return contacts_to_use(point, site.catalogue) if point and speaks_for(point, side.entry) else ()


def _mailbox(contacts: Sequence[Contact | OfficeContact]) -> str:
    return next((contact.value for contact in contacts if contact.kind in MAIL and contact.value), "")


def _why(site: Site, hint: Hint) -> str:
    if isinstance(hint, Exchange):
        return f"{site.words.label('risorse', hint.need.record.resource)}. {hint.why}"
    return hint.said if isinstance(hint, Alike) else hint.why


def _words(site: Site, hint: Hint, sides: Sequence[_Side]) -> str:
    here, there = (side.name for side in sides)
    what = site.texts(f"synergies.letter_{_kind(hint)}")
    return site.texts("synergies.spoken", here=here, there=there, what=what, why=_why(site, hint))


def _letter(site: Site, hint: Hint, sides: Sequence[_Side], to: Sequence[str], known: str) -> str:
    texts = site.texts
    lines = (f"- {side.name}: {addresses.absolute(site.url, addresses.record(side.entry))}" for side in sides)
    here, there = (side.entry.name for side in sides)
    body = texts(
        "synergies.letter_body",
        site=site.config["site_name"],
        what=texts(f"synergies.letter_{_kind(hint)}"),
        sides="\n".join(lines),
        why=_why(site, hint),
        form=addresses.absolute(site.url, known),
    )
    subject = texts("synergies.letter_subject", here=here, there=there)
    return letter_to(to, subject, body.replace("\n", "\r\n"))


def _kind(hint: Hint) -> str:
    if isinstance(hint, Alike):
        return "clashes" if hint.kind is Kind.CLASH else "alike"
    return "exchanges" if isinstance(hint, Exchange) else "encounters"
