"""What pages say of a deadline: whom it is for, what tells it from others, where it is told and whom to ask."""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Final

from generator import addresses
from generator.catalogue import ActivityEntry
from generator.catalogue.deadlines import (
    ACTIVITY,
    CONFIRMATION,
    KINDS,
    MEETING,
    RENEWABLE,
    Deadline,
)
from generator.records.common import Need, Offer
from generator.records.network import Network, Role
from generator.site.model import Site
from generator.site.pages.needs.page import Notice, shelves_of
from generator.site.parts.markdown import to_text, whole_sentences
from generator.site.parts.reach import Way, reached_at
from generator.site.parts.times import schedule_lines
from generator.site.parts.words import Words

APART: Final = (ACTIVITY, CONFIRMATION)
"""Kinds that would bury the others: a feast that ends is nobody's deadline. They have pages of their own."""
CALL: Final = "bando"
MANDATE: Final = "mandato"
MEASURE: Final = "misura"
NOTICE_KINDS: Final = frozenset({"richiesta", "offerta"})
AIDS: Final = "aids"
CALLS: Final = "calls"
NOTICES: Final = "notices"
CARES: Final = "cares"
"""Whom a deadline is for: people in need, associations, whoever answers a notice, who looks after a network."""
_FOR_PEOPLE: Final = "aiuto_economico"
"""An activity of this kind is applied for by people: no association may."""
_WORDS_OF_A_CALL: Final = 110
"""So long may be what a call gives."""
_ACTS: Final = "atti"
"""Where the acts of a network stand on its page, and where its figures and its offices do."""
_FIGURES: Final = "indicatori"
_OFFICES: Final = "chi-fa-che-cosa"


def to_come(found: Iterable[Deadline], today: date) -> list[Deadline]:
    """Return what the first page lists: what is due from today on, without the kinds that have pages apart."""
    return [deadline for deadline in found if deadline.kind not in APART and not deadline.is_over(today)]


def to_renew(found: Iterable[Deadline], today: date) -> list[Deadline]:
    """Return what has passed and waits for somebody to renew or measure it, the latest first."""
    waiting = (deadline for deadline in found if deadline.kind in RENEWABLE and deadline.waits)
    return [deadline for deadline in waiting if deadline.is_over(today)][::-1]


def late_words(found: Sequence[Deadline], words: Words) -> str:
    """Say how many of each kind wait for somebody though their day has passed: «4 accordi e un incarico»."""
    counted = Counter(deadline.kind for deadline in found)
    return words.listed([words.count(f"deadlines.late_{kind}", counted[kind]) for kind in KINDS if counted[kind]])


def is_upkeep(kind: str) -> bool:
    """Tell whether a kind is a matter of who looks after a network; what ends or is to be confirmed is, too."""
    return kind != CALL and kind not in NOTICE_KINDS


def side_of(deadline: Deadline, site: Site) -> str:
    """Tell whom a deadline is for: the part of the page that lists it."""
    if deadline.kind in NOTICE_KINDS:
        return NOTICES
    if is_upkeep(deadline.kind):
        return CARES
    activity = _activity(deadline, site)
    return AIDS if activity and activity.record.kinds[0] == _FOR_PEOPLE else CALLS


def note_on(deadline: Deadline, site: Site) -> str:
    """Say what tells a deadline from others: the number last written, who holds an office."""
    record = deadline.entry.record
    if deadline.kind == MANDATE and isinstance(record, Network):
        held = next((role.expressed_by for role in record.roles if deadline.mark == _mark(role)), None)
        holder = site.catalogue.entry(held) if isinstance(held, str) else held
        return site.texts("deadlines.held_by", name=holder.name) if holder else ""
    return _last_value(deadline, site.words)


def _terms_of(resource: Need | Offer, words: Words) -> str:
    """Say when something is sought or offered, and at what terms."""
    terms = resource.terms if isinstance(resource, Offer) else None
    said = (*schedule_lines(resource.schedule, words)[:1], words.choice("terms", terms) if terms else "")
    return " · ".join(part for part in said if part)


def gives(deadline: Deadline, site: Site) -> str:
    """Say whom a call is for, what it gives, how one applies and what to bring, as told; empty of what is no call."""
    activity = _activity(deadline, site) if deadline.kind == CALL else None
    if not activity:
        return ""
    people = site.words.labels_within("destinatari", activity.record.audiences)
    what = whole_sentences(to_text(activity.record.description or ""), _WORDS_OF_A_CALL)
    how = whole_sentences(to_text(activity.record.access or ""), _WORDS_OF_A_CALL)
    whom = site.texts("deadlines.for", who=people) if people else ""
    bring = site.texts("deadlines.bring", what=to_text(activity.record.bring)) if activity.record.bring else ""
    return " ".join(part for part in (whom, what, how, bring) if part)


def _activity(deadline: Deadline, site: Site) -> ActivityEntry | None:
    return site.catalogue.activities.get(f"{deadline.entry.id}/{deadline.mark}")


def _mark(role: Role) -> str | None:
    return role.id or role.name or role.kind


def _last_value(deadline: Deadline, words: Words) -> str:
    """Say the number that is to be measured again, as it was last written; empty for what is no measure."""
    if deadline.kind != MEASURE or not isinstance(deadline.entry.record, Network):
        return ""
    indicator = next(one for one in deadline.entry.record.indicators if one.name == deadline.what)
    newest = indicator.values[-1]
    return words.texts("deadlines.last_value", value=words.number(newest.value), period=newest.period)


def what_is_due(deadline: Deadline, words: Words) -> str:
    """Say what ends, in the words of the record or of the vocabulary; empty where the kind says it all."""
    return words.label(deadline.scheme, deadline.what) if deadline.scheme else deadline.what


class Targets:
    """Where what is due is told: its own page or notice, else its part of the page of the record; and whom to ask."""

    def __init__(self, site: Site) -> None:
        self._site = site
        notices = [pair for shelf in shelves_of(site) for pair in shelf.addresses()]
        self._notices = {_key(notice): (notice, address) for notice, address in notices}

    def of(self, deadline: Deadline) -> str:
        """Return the address of what is due."""
        entry, kind = deadline.entry, deadline.kind
        activity = _activity(deadline, self._site)
        if activity and kind in {ACTIVITY, CALL}:
            return addresses.record(activity)
        if kind in NOTICE_KINDS:
            found = self._notices.get(_key_of(deadline))
            return found[1] if found else addresses.record(entry)
        anchor = self._anchor(deadline)
        return f"{addresses.record(entry)}#{anchor}" if anchor else addresses.record(entry)

    def note(self, deadline: Deadline) -> str:
        """Say what tells it from others: of a notice when something is wanted or given, and at what terms."""
        notice = self.notice(deadline)
        return _terms_of(notice.record, self._site.words) if notice else note_on(deadline, self._site)

    def notice(self, deadline: Deadline) -> Notice | None:
        """Return the notice whose last day it is, which says whom to answer; None of what is no notice."""
        found = self._notices.get(_key_of(deadline))
        return found[0] if found else None

    def asked(self, deadline: Deadline) -> Way | None:
        """Return whom to ask of a meeting or a call; None of all else, or where nobody can be reached."""
        if deadline.kind == MEETING:
            return reached_at(self._site, deadline.entry)
        if deadline.kind == CALL:
            activity = _activity(deadline, self._site)
            return reached_at(self._site, activity) if activity else None
        return None

    def _anchor(self, deadline: Deadline) -> str:
        if deadline.kind == CONFIRMATION:
            return ""
        if deadline.kind in {MEETING, MANDATE}:
            own = f"{'organo' if deadline.kind == MEETING else 'ruolo'}-{deadline.mark}"
            return own if any(figure.anchor == own for figure in self._site.figures[deadline.entry.id]) else _OFFICES
        return _FIGURES if deadline.kind == MEASURE else _ACTS


def _key_of(deadline: Deadline) -> tuple[str, ...]:
    return deadline.kind, deadline.entry.id, deadline.on.isoformat(), deadline.what


def _key(notice: Notice) -> tuple[str, ...]:
    day = notice.expires.isoformat() if notice.expires else ""
    what = notice.record.description or notice.record.resource
    return "richiesta" if notice.is_need else "offerta", notice.home.id, day, what
